"""How carried marks are shown: how the plans were registered, what is where, what has no place."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Words

from app.annotations.registration import Registration
from app.annotations.shown import LACKING_NAMES
from app.annotations.store import Kept, Store
from app.comparison.carry import Carry
from cpted_rules.text import Lang, Text

UNMOVED = Text(ko="두 회차의 도면이 같은 자리에 있음", en="both plans lie in one place")
MOVED = Text(
    ko="도면을 {turn}° 돌리고 ({x}, {y}) m 옮겨 맞춤",
    en="the plan before was turned by {turn}° and shifted by ({x}, {y}) m",
)
AGREE = Text(
    ko="모서리 {of}개 중 {met}개가 맞음, 오차 {off} mm (다음으로 맞는 자리 {rival}개)",
    en="{met} of {of} corners agree, {off} mm off (the next best place: {rival})",
)
ALREADY = Text(ko="이미 옮긴 의견: 할 일 없음", en="carried already: nothing to do")
NONE = Text(ko="앞 회차에 받은 의견이 없음", en="nobody marked the round before")
TALLY = Text(
    ko="의견 {all}개: 도면에 {plans}개, 지적 본문에 {beside}개, 위치 미정 {unplaced}개 · "
    "새로 옮김 {new}개",
    en="{all} marks: {plans} on plans, {beside} beside their findings, {unplaced} unplaced; "
    "{new} newly carried",
)
THERE = Text(
    ko="앞 회차의 의견 {n}개가 옮겨져 있음 (위치 미정 {off}개)",
    en="{n} marks of earlier rounds are carried here ({off} unplaced)",
)
NOT_YET = Text(
    ko="앞 회차의 의견 {n}개는 아직 옮기지 않음: cpted annotations carry",
    en="{n} marks of the round before are not carried yet: cpted annotations carry",
)
COLUMNS = (
    Text(ko="어디에", en="now"),
    Text(ko="앞 쪽", en="page then"),
    Text(ko="누구", en="whose"),
    Text(ko="까닭", en="why"),
    Text(ko="내용", en="words"),
)
BESIDE = Text(ko="지적 {n}의 본문 (p. {page})", en="at finding {n} (p. {page})")
NOWHERE = Text(ko="위치 미정", en="unplaced")
_LONGEST = 60


def carried_words(before: Store, after: Store) -> Text | None:
    """What of the marks of the round before stands in this one; None where nobody marked it."""
    there = [kept for kept in after.marks if kept.origin is not None]
    if not there:
        return NOT_YET.fill(n=str(len(before.marks))) if before.marks else None
    off = sum(kept.is_off_report for kept in there)
    return THERE.fill(n=str(len(there)), off=str(off))


def registration_words(registration: Registration) -> tuple[Text, Text]:
    """How the plan was moved, and how sure that is."""
    x, y = registration.moved[4:]
    moved = UNMOVED
    if not registration.is_unmoved:
        moved = MOVED.fill(turn=f"{registration.turn_deg:.2f}", x=f"{x:.2f}", y=f"{y:.2f}")
    return moved, AGREE.fill(
        of=str(registration.of),
        met=str(registration.met),
        off=f"{registration.off_m * 1000:.1f}",
        rival=str(registration.rival),
    )


def show_carry(carry: Carry, lang: Lang, console: Console) -> None:
    """Print how the plans were registered and what of the marks is where."""
    for said in registration_words(carry.registration):
        console.print(Words(said.in_(lang)))
    if not carry.kept:
        console.print(Words(NONE.in_(lang)))
        return
    tally = TALLY.fill(
        all=str(len(carry.kept)),
        plans=str(len(carry.on_plans)),
        beside=str(len(carry.beside)),
        unplaced=str(len(carry.unplaced)),
        new="0" if carry.is_known else str(len(carry.todo.marks)),
    )
    console.print(Words(tally.in_(lang)))
    if carry.is_known:
        console.print(Words(ALREADY.in_(lang)))
    if carry.beside or carry.unplaced:
        console.print(_table((*carry.beside, *carry.unplaced), lang))


def carry_model(carry: Carry) -> dict[str, object]:
    """The same for programs."""
    registration = carry.registration
    x, y = registration.moved[4:]
    return {
        "registration": {
            "moved": list(registration.moved),
            "turn_deg": registration.turn_deg,
            "shift_m": [x, y],
            "off_m": registration.off_m,
            "corners": registration.of,
            "agreeing": registration.met,
            "rival": registration.rival,
        },
        "known": carry.is_known,
        "digest": carry.todo.digest,
        "marks": len(carry.kept),
        "new": 0 if carry.is_known else len(carry.todo.marks),
        "on_plans": [kept.mark.key for kept in carry.on_plans],
        "beside": [_model(kept) for kept in carry.beside],
        "unplaced": [_model(kept) for kept in carry.unplaced],
    }


def _model(kept: Kept) -> dict[str, object]:
    lacking = kept.origin.lacking if kept.origin else None
    return {
        "key": kept.mark.key,
        "person": kept.person,
        "finding": kept.mark.finding,
        "lacking": lacking.value if lacking else None,
    }


def _table(marks: tuple[Kept, ...], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for words in COLUMNS:
        table.add_column(words.in_(lang))
    for kept in marks:
        origin, mark = kept.origin, kept.mark
        if origin is None or origin.lacking is None:
            continue
        now = NOWHERE if kept.is_off_report else _at_finding(kept)
        line = " ".join(mark.contents.split())
        table.add_row(
            Words(now.in_(lang)),
            f"R{origin.round} p. {origin.page + 1}",
            Words(kept.person),
            Words(LACKING_NAMES[origin.lacking].in_(lang)),
            Words(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"),
        )
    return table


def _at_finding(kept: Kept) -> Text:
    return BESIDE.fill(n=str(kept.mark.finding), page=str(kept.mark.page + 1))
