"""The cases of a search as CSV, XLSX and GeoJSON."""

import csv
import json
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from app.cases.states import CASE_STATE_NAMES, CaseState
from app.exports.columns import Value
from app.exports.sheet import FACE, harmless
from app.procedure.clocks import SEOUL
from app.registry.search import Hit
from app.reviews.terms import DECISION_KIND_NAMES
from cpted_rules.text import Lang, Text

HEADS = (
    Text(ko="관리번호", en="Case no."),
    Text(ko="건명", en="Project"),
    Text(ko="자치구", en="District"),
    Text(ko="대지위치", en="Site"),
    Text(ko="지번", en="Parcel"),
    Text(ko="상태", en="State"),
    Text(ko="접수일", en="Filed on"),
    Text(ko="회차", en="Rounds"),
    Text(ko="안건번호", en="Agenda item"),
    Text(ko="심의결과", en="Decision"),
    Text(ko="이행 중 조건", en="Open conditions"),
    Text(ko="해당 검토 사항", en="Findings that fit"),
)
SHEET = Text(ko="등록부", en="Registry")


def hits_csv(hits: Iterable[Hit], lang: Lang) -> bytes:
    """The cases as CSV: UTF-8 with a mark, as Korean spreadsheets want it."""
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([head.in_(lang) for head in HEADS])
    for hit in hits:
        writer.writerow([harmless(value) for value in _row(hit, lang)])
    return target.getvalue().encode("utf-8-sig")


def hits_xlsx(hits: Sequence[Hit], lang: Lang) -> bytes:
    """The cases as XLSX with filters."""
    target = BytesIO()
    kept = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(target, {"in_memory": True, **kept})
    bold = book.add_format({"bold": True, "font_name": FACE, "bottom": 1})
    body = book.add_format({"font_name": FACE})
    sheet = book.add_worksheet(SHEET.in_(lang))
    for column, head in enumerate(HEADS):
        sheet.write_string(0, column, head.in_(lang), bold)
    for number, hit in enumerate(hits, start=1):
        for column, value in enumerate(_row(hit, lang)):
            if isinstance(value, str):
                sheet.write_string(number, column, value, body)
            elif value is not None:
                sheet.write_number(number, column, value, body)
    sheet.autofilter(0, 0, max(len(hits), 1), len(HEADS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(HEADS) - 1, 16)
    sheet.set_column(1, 1, 34)
    sheet.set_column(3, 3, 34)
    book.close()
    return target.getvalue()


def hits_geojson(hits: Iterable[Hit], lang: Lang) -> bytes:
    """The cases as points (WGS 84); a case without declared coordinates has no geometry."""
    features = [
        {
            "type": "Feature",
            "id": hit.case.id,
            "geometry": {
                "type": "Point",
                "coordinates": [hit.case.longitude, hit.case.latitude],
            }
            if hit.case.longitude is not None and hit.case.latitude is not None
            else None,
            "properties": dict(zip((head.en for head in HEADS), _row(hit, lang), strict=True)),
        }
        for hit in hits
    ]
    found = {"type": "FeatureCollection", "features": features}
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _row(hit: Hit, lang: Lang) -> tuple[Value, ...]:
    case = hit.case
    filed = case.filed_at.astimezone(SEOUL).date().isoformat() if case.filed_at else ""
    return (
        case.number,
        case.title,
        case.district,
        case.address,
        case.parcel,
        CASE_STATE_NAMES[CaseState(case.state)].in_(lang),
        filed,
        hit.rounds,
        case.item,
        DECISION_KIND_NAMES[hit.decision].in_(lang) if hit.decision else "",
        hit.open_conditions,
        hit.findings,
    )
