"""A sheet as found: what it is, by what, how surely, and whether to read it unasked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cpted_rules.drawing.drawing import Box
from cpted_rules.drawing.reading import SheetSpec
from cpted_rules.drawing.sheets.captions import SheetWords
from cpted_rules.drawing.sheets.frames import Found
from cpted_rules.drawing.sheets.guess import Guess
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW, TitleFound
from cpted_rules.plan import SheetKind
from cpted_rules.text import Text, join

SURE = {Found.TITLE_BLOCK: 0.95, Found.RECTANGLE: 0.85, Found.CLUSTER: 0.7, Found.WHOLE: 0.8}
"""Confidence in what a title says, by what the sheet was told apart by."""

_HOW = {
    Found.TITLE_BLOCK: Text(ko="도곽 블록", en="title block"),
    Found.RECTANGLE: Text(ko="도곽선(사각형)", en="drawn border"),
    Found.CLUSTER: Text(ko="여백으로 나뉜 도면", en="drawing set apart by empty space"),
    Found.WHOLE: Text(ko="모형공간 전체", en="all of model space"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFound:
    """A sheet as found in a model space.

    Args:
        spec: what the sheet is, as a submission would declare it; its placement is not known.
            `storeys` is empty where only other sheets tell them (a roof) or nothing does. A
            number that is not drawn is `#1`, `#2`, ...
        how: what it was told apart by.
        use: whether to read it as a plan without asking. Copies, elevations, details and what is
            only a guess among several are not.
        titled: whether words say its kind; else it is a guess.
        roof: it shows the top of the building; see `roofs_resolved`.
        scale: 100 for 1/100.
        entities: how many entities it holds.
    """

    spec: SheetSpec
    how: Found
    use: bool
    titled: bool
    roof: bool = False
    scale: float | None
    evidence: Text
    confidence: float
    entities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of model space that is a sheet, or one view of a sheet."""

    how: Found
    frame: Box | None
    entities: int
    view: bool = False
    insert_scale: float | None = None


def titled_sheet(part: Part, title: TitleFound, words: SheetWords, number: str) -> SheetFound:
    """The sheet that a title says."""
    storeys: tuple[int, ...] = title.storeys
    told: list[Text] = []
    typical = "기준층" in title.title or "typical" in title.title.casefold()
    if not (storeys or title.roof or title.part or typical) and title.kind and title.plan_view:
        likely = _LIKELY.get(title.kind, 0)
        storeys = (likely,)
        told.append(
            Text(
                ko="제목에 층이 없어 {s}층으로 가정", en="no storey in the title; taken as {s}"
            ).fill(s=str(likely))
        )
    if title.kind is None:
        told.append(Text(ko="기준이 묻지 않는 종류의 도면", en="a kind no rule asks about"))
    elif title.part:
        told.append(Text(ko="일부만 그린 도면", en="shows only a part of a storey"))
    elif typical and not storeys:
        told.append(Text(ko="기준층의 층 범위가 없음", en="does not say which storeys are typical"))
    sure = SURE[part.how] - 0.25 * bool(told) - 0.05 * part.view
    scale = words.scale or title.scale
    differ = _scales_differ(scale, part.insert_scale)
    return SheetFound(
        spec=SheetSpec(
            # a sheet of no kind we know has no plan view for us: nothing of it may be laid down
            kind=title.kind or SheetKind.SECTION,
            number=number,
            title=title.title,
            storeys=storeys,
            frame=part.frame,
        ),
        how=part.how,
        use=title.plan_view and not title.part and bool(storeys),
        titled=True,
        roof=title.roof,
        scale=scale or part.insert_scale,
        evidence=join((_HOW[part.how], _title_words(title.title), *told, *differ), "; "),
        confidence=round(sure - 0.1 * bool(differ), 2),
        entities=part.entities,
    )


_LIKELY = {SheetKind.FLOOR_PLAN: 1, SheetKind.PARKING_PLAN: -1, SheetKind.PARKING_LIGHTING: -1}
"""The storey of a sheet whose title does not say it."""


def _title_words(title: str) -> Text:
    return Text(ko="제목 “{t}”", en="title “{t}”").fill(t=title)


def _scales_differ(said: float | None, inserted: float | None) -> tuple[Text, ...]:
    """That a title block is inserted at another scale than it says."""
    if said is None or inserted is None:
        return ()
    # A3 at 1/200 is the same print as A1 at 1/100
    if any(abs(inserted / said / paper - 1.0) < 0.03 for paper in (0.5, 2**-0.5, 1.0, 2**0.5, 2.0)):
        return ()
    return (
        Text(
            ko="도곽에 적힌 축척 1/{a}과 도곽의 크기 1/{b}이 다름(단위 확인)",
            en="the title block says 1/{a} but is drawn at 1/{b}: check the unit",
        ).fill(a=f"{said:g}", b=f"{inserted:g}"),
    )


def guessed_sheet(
    part: Part, guess: Guess, words: SheetWords, number: str, *, use: bool
) -> SheetFound:
    """A sheet whose title says nothing known."""
    named = (
        (
            Text(ko="제목 “{t}”의 종류를 알 수 없음", en="title “{t}” is of no known kind").fill(
                t=words.named
            ),
        )
        if words.named
        else ()
    )
    return SheetFound(
        spec=SheetSpec(
            kind=guess.kind,
            number=number,
            title=words.named,
            storeys=() if guess.roof else (_LIKELY.get(guess.kind, 0),),
            frame=part.frame,
        ),
        how=part.how,
        use=use and guess.kind not in NO_PLAN_VIEW,
        titled=False,
        roof=guess.roof,
        scale=words.scale or part.insert_scale,
        evidence=join((_HOW[part.how], *named, guess.evidence), "; "),
        confidence=guess.confidence,
        entities=part.entities,
    )


def roofs_resolved(sheets: Sequence[SheetFound]) -> tuple[SheetFound, ...]:
    """The sheets with the storeys of roofs filled in: one above the highest that any other shows.

    To be called with the sheets of all drawings of a submission.
    """
    top = max((s for sheet in sheets for s in sheet.spec.storeys), default=0)
    if top <= 0:
        return tuple(sheets)
    why = Text(
        ko=f"최상층 {top}층의 위를 지붕으로 봄", en=f"the roof is taken as above storey {top}"
    )
    return tuple(
        replace(
            sheet,
            spec=replace(sheet.spec, storeys=(top + 1,)),
            use=sheet.titled and sheet.spec.kind not in NO_PLAN_VIEW,
            evidence=join((sheet.evidence, why), "; "),
        )
        if sheet.roof and not sheet.spec.storeys
        else sheet
        for sheet in sheets
    )
