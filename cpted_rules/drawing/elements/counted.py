"""Schedules put beside the plan: marks that are listed and not drawn, or drawn another number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.tables import DeviceRow, ScheduledLuminaire, Schedules, marks_of
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Bell, Camera, Luminaire, SitePlan, Source
from cpted_rules.text import Text

Device = Luminaire | Camera | Bell
NAMES: dict[type[Device], Text] = {
    Luminaire: Text(ko="조명기구", en="luminaires"),
    Camera: Text(ko="CCTV", en="cameras"),
    Bell: Text(ko="비상벨", en="emergency bells"),
}
KINDS: dict[Meaning, type[Device]] = {
    Meaning.CAMERA: Camera,
    Meaning.DOME_CAMERA: Camera,
    Meaning.BELL: Bell,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of a mark a schedule lists; None where it states no quantity."""

    kind: type[Device]
    mark: str
    quantity: float | None
    source: Source | None


def counts(schedules: Iterable[Schedules]) -> tuple[Count, ...]:
    """What the schedules of lamps, cameras and bells count, by mark.

    A row that names several marks counts each once. A mark in several rows is left out: they may
    be parts of a sum, or the same said twice.
    """
    found: dict[tuple[type[Device], str], list[Count]] = {}
    for said in schedules:
        rows: tuple[ScheduledLuminaire | DeviceRow, ...] = (*said.luminaires, *said.devices)
        for row in rows:
            kind = _kind(row)
            if kind is None:
                continue
            alone = len(row.marks) == 1
            for mark in row.marks:
                one = Count(
                    kind=kind,
                    mark=mark,
                    quantity=row.quantity if alone else None,
                    source=row.refs[0] if row.refs else None,
                )
                found.setdefault((kind, mark), []).append(one)
    return tuple(own[0] for own in found.values() if len(own) == 1)


def _kind(row: ScheduledLuminaire | DeviceRow) -> type[Device] | None:
    if isinstance(row, ScheduledLuminaire):
        return Luminaire
    return KINDS.get(row.meaning) if row.meaning is not None else None


def disagreements(listed: Sequence[Count], plan: SitePlan) -> Iterator[Note]:
    """What schedule and plan say differently of a mark.

    A kind of which no mark is drawn is passed over: its sheet may not have been submitted. A
    typical plan stands for several storeys, and a schedule may count either way; both agree.
    """
    drawn: dict[tuple[type[Device], str], list[Device]] = {}
    every: tuple[Device, ...] = (*plan.luminaires, *plan.cameras, *plan.bells)
    for one in every:
        for mark in marks_of(one.mark):
            drawn.setdefault((type(one), mark), []).append(one)
    kinds = {kind for kind, _ in drawn}
    for count in listed:
        if count.kind not in kinds:
            continue
        those = drawn.get((count.kind, count.mark), [])
        once = {(round(d.at.x, 3), round(d.at.y, 3)) for d in those}
        if not those:
            yield _not_drawn(count)
        elif count.quantity is not None and count.quantity not in (len(those), len(once)):
            yield _differs(count, len(once))


def _not_drawn(count: Count) -> Note:
    return Note(
        code="drawing/not-drawn",
        severity=Severity.WARNING,
        source=count.source,
        text=Text(
            ko="일람표의 {kind} {mark}이(가) 도면에 없음",
            en="{mark} ({kind}) stands in the schedule and is drawn nowhere",
        ).fill(kind=NAMES[count.kind], mark=count.mark),
    )


def _differs(count: Count, drawn: int) -> Note:
    return Note(
        code="drawing/count-differs",
        severity=Severity.WARNING,
        source=count.source,
        text=Text(
            ko="{kind} {mark}: 일람표 {quantity}개, 도면 {drawn}개",
            en="{mark} ({kind}): {quantity} in the schedule, {drawn} drawn",
        ).fill(
            kind=NAMES[count.kind],
            mark=count.mark,
            quantity=f"{count.quantity:g}",
            drawn=str(drawn),
        ),
    )
