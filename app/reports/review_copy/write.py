"""Pages that were set to a review copy: marks, form, viewports and manifest put in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.marker import open_key
from app.annotations.page_code import PageCode
from app.annotations.page_digest import page_digests
from app.annotations.record import (
    MANIFEST,
    PRIVATE,
    Manifest,
    Mark,
    MarkKind,
    PageRecord,
    PlacedFigure,
)
from app.reports.press import Anchor, Pages
from app.reports.review_copy.appearance import DASHES, LINE_OF_MANY_PT, LINE_PT, mark_stream
from app.reports.review_copy.asks import Ask
from app.reports.review_copy.form import PRINTED, write_form
from app.reports.review_copy.marks import marks_of
from app.reports.review_copy.sent import Sent
from app.reports.review_copy.tags import Tags
from app.reports.review_copy.viewport import viewport
from cpted_rules.findings import Assessment
from cpted_rules.plan import SitePlan
from cpted_rules.text import Lang

SUBTYPES = {
    MarkKind.SQUARE: Name.Square,
    MarkKind.POLYGON: Name.Polygon,
    MarkKind.POLYLINE: Name.PolyLine,
}
NOTE_PT = (180.0, 90.0)
"""Width and height of the window that a viewer opens for a mark."""
FINDING = "finding-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCopy:
    """The PDF that goes out, and the record of what went out."""

    pdf: bytes
    manifest: Manifest


def review_copy(
    pages: Pages,
    *,
    figures: Sequence[PlacedFigure],
    assessment: Assessment,
    plan: SitePlan,
    asks: Sequence[Ask],
    sent: Sent,
    lang: Lang,
    assessment_json: bytes,
) -> ReviewCopy:
    """The pages with a mark for each finding on its plan figure, and the opinion form filled in.

    Args:
        figures: the plan figures of the pages.
        asks: what the form asks.
        assessment_json: what the pages carry as assessment.json.
    """
    digest = sha256(assessment_json).hexdigest()
    day = datetime.combine(assessment.facts.filed_on, datetime.min.time(), tzinfo=UTC)
    with Pdf.open(BytesIO(pages.pdf)) as pdf:
        tags = Tags(pdf)
        fields = write_form(pdf, pages.fields, asks, lang, tags)
        marks = marks_of(
            assessment.findings,
            plan,
            figures,
            says=dict(said for ask in asks for said in ask.says),
            case=sent.case,
            round=sent.round,
            key=sent.key or open_key(digest),
            day=day,
        )
        verdicts = {f.number: f.verdict for f in assessment.findings}
        elements = {place.name: place.element for place in pages.figures}
        crowded = {figure.id for figure in figures if len(figure.findings) > 1}
        for mark in marks:
            line = LINE_OF_MANY_PT if mark.figure in crowded else LINE_PT
            dash = DASHES.get(verdicts[mark.finding or 0], ())
            annotation = _write_mark(pdf, mark, line=line, dash=dash)
            element = elements.get(mark.figure or "")
            tags.after(element, annotation, pdf.pages[mark.page].obj)
        _write_viewports(pdf, figures)
        manifest = Manifest(
            case=sent.case,
            round=sent.round,
            language=lang.value,
            assessment=digest,
            secret=bool(sent.key),
            pages=_records(pdf, pages.anchors, sent),
            figures=tuple(figures),
            marks=marks,
            fields=fields,
        )
        _attach(pdf, manifest, day)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return ReviewCopy(pdf=out.getvalue(), manifest=manifest)


def manifest_of(pdf: Pdf) -> Manifest | None:
    """The manifest that a review copy carries; None where it carries none.

    Raises:
        ValidationError: it is none of ours.
    """
    if MANIFEST not in pdf.attachments:
        return None
    return Manifest.model_validate_json(pdf.attachments[MANIFEST].get_file().read_bytes())


def _write_mark(pdf: Pdf, mark: Mark, *, line: float, dash: Sequence[float]) -> pikepdf.Object:
    page = pdf.pages[mark.page].obj
    style = Dictionary(Type=Name.Border, W=line, S=Name.D if dash else Name.S)
    if dash:
        style.D = Array(list(dash))
    day = String(_date(mark.created) if mark.created else "")
    annotation = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=SUBTYPES[mark.kind],
            Rect=Array(list(mark.rect)),
            F=PRINTED,
            P=page,
            NM=String(mark.key),
            T=String(mark.author),
            Subj=String(mark.subject),
            Contents=String(mark.contents),
            CreationDate=day,
            M=day,
            C=Array(list(mark.colour)),
            BS=style,
            AP=Dictionary(N=mark_stream(pdf, mark, line=line, dash=dash)),
        )
    )
    if mark.points:
        annotation.Vertices = Array([value for point in mark.points[0] for value in point])
    if mark.marker is not None:
        annotation[PRIVATE] = Dictionary(
            Case=String(mark.marker.case),
            Round=mark.marker.round,
            Finding=String(mark.marker.finding),
            Rev=mark.marker.revision,
            Mac=String(mark.marker.mac),
        )
    right, top = float(page.MediaBox[2]), mark.rect[3]
    wide, high = NOTE_PT
    popup = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Popup,
            Rect=Array([right - wide, max(top - high, 0), right, max(top, high)]),
            F=PRINTED,
            P=page,
            Parent=annotation,
            Open=False,
        )
    )
    annotation.Popup = popup
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.extend([annotation, popup])
    return annotation


def _write_viewports(pdf: Pdf, figures: Sequence[PlacedFigure]) -> None:
    by_page: dict[int, list[Dictionary]] = defaultdict(list)
    for figure in figures:
        if figure.to_site is not None:
            by_page[figure.page].append(viewport(figure.id, figure.rect, figure.to_site))
    for page, shown in by_page.items():
        pdf.pages[page].obj.VP = Array(shown)


def _records(pdf: Pdf, anchors: Sequence[Anchor], sent: Sent) -> tuple[PageRecord, ...]:
    sections: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for anchor in anchors:
        number = anchor.name.removeprefix(FINDING)
        if anchor.name.startswith(FINDING) and number.isdecimal():
            sections[anchor.page].append((round(anchor.top_pt, 2), int(number)))
    return tuple(
        PageRecord(
            number=n,
            code=PageCode(case=sent.case, round=sent.round, page=n).words,
            digest=digest,
            sections=tuple(sorted(sections[n])),
        )
        for n, digest in enumerate(page_digests(pdf))
    )


def _attach(pdf: Pdf, manifest: Manifest, day: datetime) -> None:
    when = _date(day)
    file = pikepdf.AttachedFileSpec(
        pdf,
        (manifest.model_dump_json(indent=1) + "\n").encode(),
        description="CPTED manifest of this review copy",
        filename=MANIFEST,
        mime_type="application/json",
        creation_date=when,
        mod_date=when,
    )
    file.relationship = Name.Data
    pdf.attachments[MANIFEST] = file


def _date(day: datetime) -> str:
    """A time in UTC as PDF writes it."""
    return f"{day:D:%Y%m%d%H%M%S}+00'00'"
