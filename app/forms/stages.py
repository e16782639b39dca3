"""Lists of what is confirmed at each stage: permit, start of construction, approval of use."""

from collections.abc import Iterator

from app.exports.answers import Imposed
from app.exports.review_folder import ReviewFolder
from app.forms.case import form_of, head
from app.forms.document import EMPTY, TICKED, Block, Cell, Column, Fields, Form, Signature, Table
from app.forms.opinion import BASIS, DATE, NONE, NUMBER, SIGN
from app.forms.points import Kind, Point, points
from cpted_rules.facts import STAGE_NAMES, Stage
from cpted_rules.standing import CONDITIONS, DECLARE, Standing
from cpted_rules.text import Lang, Text

TITLE = Text(ko="단계별 조건 이행 확인표", en="Conditions by stage")
LEAD = Text(
    ko="심의 뒤 어느 도서에서 무엇을 확인할지 나눈 표입니다. "
    "권고는 조건이 아니므로 따로 표시합니다.",
    en="What is to be confirmed in which documents. Advice is no condition and is marked.",
)
CONFIRM = Text(ko="확인할 것", en="To be confirmed")
PAPERS = Text(ko="도서·위치", en="Sheet, place")
KIND = Text(ko="구분", en="Kind")
DONE = Text(ko="이행", en="Done")
REMARK = Text(ko="확인 내용·사진", en="What was seen, photo")
SITE = Text(ko="사용승인 현장 확인", en="On site, at the approval of use")
SITE_LEAD = Text(
    ko="앞 단계의 조건이 도서대로 시공되었는지 사진으로 남깁니다.",
    en="Whether what earlier stages asked was built; with a photo.",
)
DECLARED_LEAD = Text(
    ko="신청서에 적히지 않아 적용 여부나 값을 정하지 못한 것입니다.",
    en="What the application does not say, so that it could not be determined.",
)
STAGE_LEAD = Text(
    ko="이 단계의 도서에 나타나야 하는 것입니다.", en="What the documents of this stage must show."
)
OFFICER = Text(ko="확인자", en="Confirmed by")
PHOTO_MM = 26.0


def stage_lists(review: ReviewFolder, lang: Lang) -> Form:
    """One list for each stage that has something to be confirmed, and one for the site."""
    blocks: list[Block] = [Fields(rows=tuple(head(review, lang)))]
    if review.answers.outcome is not None:
        blocks.extend(_imposed(review, lang))
    else:
        blocks.extend(_suggested(review, lang))
    blocks.append(
        Signature(date=DATE.in_(lang), rows=((OFFICER.in_(lang), ""),), sign=SIGN.in_(lang))
    )
    return form_of(
        review,
        lang,
        "stages",
        title=TITLE,
        lead=LEAD,
        blocks=blocks,
    )


def _imposed(review: ReviewFolder, lang: Lang) -> Iterator[Block]:
    """The conditions that were decided, stage by stage, with what was seen of each."""
    for stage in Stage:
        chosen = [one for one in review.answers.imposed if one.stage is stage]
        if chosen:
            yield _rows(
                f"{STAGE_NAMES[stage].in_(lang)} – {CONDITIONS[stage].in_(lang)}",
                STAGE_LEAD.in_(lang),
                tuple(_condition(one) for one in chosen),
                lang,
            )
    if not review.answers.imposed:
        yield _rows(CONFIRM.in_(lang), "", (), lang)


def _condition(one: Imposed) -> tuple[Cell, ...]:
    return (
        Cell(words=str(one.number), strong=True),
        Cell(words=one.words, soft=one.target),
        Cell(words=one.check, soft=one.place),
        Cell(words=one.cite, soft=one.basis),
        Cell(words=TICKED if one.closed else EMPTY),
        Cell(words=one.measured, room_mm=0 if one.measured else PHOTO_MM),
    )


def _suggested(review: ReviewFolder, lang: Lang) -> Iterator[Block]:
    """What the review found, as conditions would be."""
    every = points(review, lang)
    undeclared = [p for p in every if p.stage is None]
    if undeclared:
        yield _table(DECLARE.in_(lang), DECLARED_LEAD.in_(lang), undeclared, lang, 8)
    for stage in Stage:
        chosen = [p for p in every if p.stage is stage]
        if not chosen:
            continue
        heading = f"{STAGE_NAMES[stage].in_(lang)} – {CONDITIONS[stage].in_(lang)}"
        yield _table(heading, STAGE_LEAD.in_(lang), chosen, lang, 8)
    built = [
        p
        for p in every
        if p.kind is not Kind.QUESTION
        and p.stage is not Stage.OCCUPANCY
        and p.standing not in (Standing.ADVICE, Standing.NOTHING)
    ]
    yield _table(SITE.in_(lang), SITE_LEAD.in_(lang), built, lang, PHOTO_MM)


def _table(heading: str, lead: str, chosen: list[Point], lang: Lang, room_mm: float) -> Table:
    return _rows(heading, lead, tuple(_row(p, room_mm) for p in chosen), lang)


def _rows(heading: str, lead: str, rows: tuple[tuple[Cell, ...], ...], lang: Lang) -> Table:
    return Table(
        heading=heading,
        lead=lead,
        columns=(
            Column(words=NUMBER.in_(lang), share=7),
            Column(words=CONFIRM.in_(lang), share=34),
            Column(words=PAPERS.in_(lang), share=17),
            Column(words=BASIS.in_(lang), share=16),
            Column(words=DONE.in_(lang), share=6),
            Column(words=REMARK.in_(lang), share=20),
        ),
        rows=rows,
        none=NONE.in_(lang),
    )


def _row(point: Point, room_mm: float) -> tuple[Cell, ...]:
    return (
        Cell(words=point.numbers, strong=True),
        Cell(words=point.words, soft=point.title),
        Cell(words=point.sheet, soft=point.place),
        Cell(words=point.cite, soft=f"{point.force} · {point.standing_name}"),
        Cell(words=EMPTY),
        Cell(room_mm=room_mm),
    )
