"""Remarks of the reader: what was not understood, not joined, not scheduled or not stated."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from shapely import Point, box, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.layers.office import OfficeMap
from cpted_rules.drawing.reading import DrawingCensus, LuminaireRow, SheetSpec
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.note import Note, Severity
from cpted_rules.plan import SitePlan, Source
from cpted_rules.plan.siteplan import ELEMENT_FIELDS
from cpted_rules.text import Text


def of_drawing(census_of: DrawingCensus) -> Iterator[Note]:
    """What a person should know of one drawing's account."""
    aside = dict(census_of.set_aside)
    strange = [u for u in census_of.layers if not u.meaning and not u.elements]
    if strange and aside.get("unknown_layer"):
        most = sorted(strange, key=lambda u: (-u.entities, u.layer))
        yield Note(
            code="drawing/unknown-layers",
            text=Text(
                ko="{file}: 뜻을 알 수 없는 레이어의 객체 {n}개는 쓰지 않음: {layers}",
                en="{file}: {n} entities are on layers whose meaning is not known: {layers}",
            ).fill(
                file=census_of.file,
                n=str(aside["unknown_layer"]),
                layers=listed([f"{u.layer} ({u.entities})" for u in most]),
            ),
        )
    unread = [u for u in census_of.layers if u.unread]
    if unread:
        yield Note(
            code="drawing/unreadable-form",
            severity=Severity.WARNING,
            text=Text(
                ko="{file}: 레이어의 뜻은 알지만 낱선 등 읽을 수 없는 형태로 그려짐: {layers}",
                en="{file}: known layers, but drawn in a form that cannot be read "
                "(single lines and the like): {layers}",
            ).fill(
                file=census_of.file,
                layers=listed([f"{u.layer} ({u.meaning}: {u.unread})" for u in unread]),
            ),
        )
    hidden = [u.layer for u in census_of.layers if u.state != "on" and u.elements]
    if hidden:
        yield Note(
            code="drawing/hidden-layer",
            severity=Severity.WARNING,
            text=Text(
                ko="{file}: 꺼지거나 동결된 레이어 {layers}의 내용도 읽음. 의도한 것인지 확인",
                en="{file}: layers {layers} are off or frozen and were read; please confirm",
            ).fill(file=census_of.file, layers=listed(hidden)),
        )
    if aside.get("outside_frames"):
        yield Note(
            code="drawing/outside-frames",
            text=Text(
                ko="{file}: 신고한 도면 범위 밖의 객체 {n}개는 읽지 않음",
                en="{file}: {n} entities outside every declared sheet were not read",
            ).fill(file=census_of.file, n=str(aside["outside_frames"])),
        )


def office_used(office: OfficeMap, why: Text) -> Note:
    """That the layer map learned from earlier drawings of an office was used."""
    return Note(
        code="drawing/office-map",
        text=Text(
            ko="{office}의 이전 도면에서 배운 레이어 뜻을 사용함({why})",
            en="layer meanings learned from earlier drawings of {office} were used ({why})",
        ).fill(office=office.office, why=why),
    )


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names as a short list."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} … (+{len(names) - most})"


def loose_tags(tags: Sequence[Placed]) -> list[Note]:
    """Tags that stand by nothing they could speak of."""
    return [
        Note(
            code="drawing/tag-unjoined",
            severity=Severity.WARNING,
            source=tag.source,
            text=Text(
                ko="{block} 표기가 3m 안에서 대상을 찾지 못함",
                en="the tag {block} has nothing to speak of within 3 m",
            ).fill(block=tag.block),
        )
        for tag in tags
    ]


def strange_rooms(strange: Sequence[tuple[Placed, str]]) -> list[Note]:
    """Zones whose use no word told."""
    if not strange:
        return []
    words = sorted({label for _, label in strange if label})
    return [
        Note(
            code="drawing/zone-unknown",
            source=strange[0][0].source,
            text=Text(
                ko="용도를 알 수 없는 구획 {n}개는 일반 실로 읽음: {words}",
                en="{n} zones whose use is not known were read as plain rooms: {words}",
            ).fill(n=str(len(strange)), words=listed(words, 12) or "-"),
        )
    ]


def unknown_marks(plan: SitePlan, rows: Mapping[str, LuminaireRow]) -> list[Note]:
    """Marks of luminaires that the schedule does not know."""
    first: dict[str, Source | None] = {}
    count: Counter[str] = Counter()
    for lamp in plan.luminaires:
        first.setdefault(lamp.mark, lamp.source)
        count[lamp.mark] += 1
    missing = sorted(set(count) - set(rows))
    return [
        Note(
            code="drawing/luminaire-unscheduled",
            severity=Severity.MISSING,
            source=first[mark],
            text=Text(
                ko="조명기구 {mark} {n}개의 일람(배광 파일)이 제출되지 않음",
                en="{n} luminaires {mark} have no row (photometric file) in the schedule",
            ).fill(mark=mark or Text(ko="(기호 없음)", en="without a mark"), n=str(count[mark])),
        )
        for mark in missing
    ]


def bare_fences(plan: SitePlan) -> list[Note]:
    """Fences and hedges without a stated height."""
    bare = [b for b in plan.barriers if b.top_m is None]
    if not bare:
        return []
    return [
        Note(
            code="drawing/barrier-without-height",
            severity=Severity.MISSING,
            source=bare[0].source,
            text=Text(
                ko="높이 표기가 없는 담장·생울타리 {n}개",
                en="{n} fences or hedges have no tag that states their height",
            ).fill(n=str(len(bare))),
        )
    ]


def nothing_read(plan: SitePlan) -> list[Note]:
    """That nothing at all was recognised."""
    if any(getattr(plan, name) for name in ELEMENT_FIELDS):
        return []
    return [
        Note(
            code="drawing/nothing-recognised",
            severity=Severity.MISSING,
            text=Text(
                ko="도면에서 알아본 요소가 없음. "
                "확인 화면이나 layers.yaml에서 레이어의 뜻을 알려 주십시오",
                en="No element was recognised; say what the layers mean, on the confirmation page "
                "or in layers.yaml",
            ),
        )
    ]


FAR_M = 500.0
"""A sheet whose content lies farther than this from the site was placed wrongly."""


def empty_sheets(sheets: Sequence[SheetSpec], things: Sequence[Placed]) -> Iterator[Note]:
    """Declared plan views that have nothing in their frame."""
    full = {thing.sheet.number for thing in things}
    for sheet in sheets:
        if sheet.number not in full:
            yield Note(
                code="drawing/sheet-empty",
                severity=Severity.MISSING,
                source=Source(sheet.number, "", ""),
                text=Text(
                    ko="도면 {number}의 범위(frame)에 아무것도 없음. submission.yaml을 확인",
                    en="nothing lies in the frame of sheet {number}; check submission.yaml",
                ).fill(number=sheet.number),
            )


def far_sheets(plan: SitePlan) -> Iterator[Note]:
    """Sheets whose elements came to lie far from the site: their placement is wrong."""
    if not plan.boundaries:
        return
    site = box(*unary_union([b.area for b in plan.boundaries]).bounds)
    nearest: dict[str, float] = {}
    for element in plan.elements():
        shape: BaseGeometry | None = next(
            (s for name in ("area", "line", "at") if (s := getattr(element, name, None))), None
        )
        if element.source and shape is not None:
            sheet = element.source.sheet
            distance = site.distance(Point(shape.centroid))
            nearest[sheet] = min(distance, nearest.get(sheet, distance))
    for sheet in sorted(nearest):
        if nearest[sheet] > FAR_M:
            yield Note(
                code="drawing/sheet-far",
                severity=Severity.WARNING,
                source=Source(sheet, "", ""),
                text=Text(
                    ko="도면 {sheet}의 요소가 대지에서 {m}m 떨어져 있음. placement를 확인",
                    en="the elements of sheet {sheet} lie {m} m from the site; check its placement",
                ).fill(sheet=sheet, m=f"{nearest[sheet]:,.0f}"),
            )
