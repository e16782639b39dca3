"""사전검토의견서: what an expert writes to a committee before it meets, drafted from a review."""

from app.annotations.opinion_form import DECISION_NAMES, Decision
from app.exports.answers import Expert
from app.exports.review_folder import ReviewFolder
from app.forms.case import form_of, head
from app.forms.document import Block, Cell, Choice, Column, Fields, Form, Signature, Table, Writing
from app.forms.points import DRAFT, Kind, Point, points
from cpted_rules.text import Lang, Text

TITLE = Text(ko="사전검토의견서", en="Opinion before the meeting")
LEAD = Text(
    ko="범죄예방(CPTED) 분야 · 의견은 측정값에서 만든 초안이며, 위원이 고쳐 확정합니다.",
    en="Crime prevention (CPTED) · Drafted from measurements; the member settles it.",
)
LEAD_SAID = Text(ko="범죄예방(CPTED) 분야", en="Crime prevention (CPTED)")
EXPERT = Text(ko="위원 성명", en="Member")
FIELD = Text(ko="전문분야", en="Field")
CRIME_PREVENTION = Text(ko="범죄예방(CPTED)", en="Crime prevention (CPTED)")
RECUSAL = Text(ko="제척·기피 사유", en="Recusal")
NO_RECUSAL, HAS_RECUSAL = Text(ko="없음", en="none"), Text(ko="있음", en="yes")
NUMBER = Text(ko="번호", en="No.")
WHERE = Text(ko="도면번호·위치", en="Sheet, place")
OPINION = Text(ko="의견", en="Opinion")
BASIS = Text(ko="근거", en="Basis")
KIND = Text(ko="구분", en="Kind")
ASKED = Text(ko="확인할 사항", en="To be answered")
SHOWN = Text(ko="확인할 단계", en="Shown at")
OPINIONS = Text(ko="1. 의견", en="1. Opinions")
OPINIONS_LEAD = Text(
    ko="구분의 ‘재검토 사유’는 건축위원회 심의 기준 2.3항의 사유이며, "
    "권고는 조건이 될 수 없습니다.",
    en="“Ground for re-deliberation” means criteria 2.3; advice cannot become a condition.",
)
QUESTIONS = Text(ko="2. 위원이 직접 확인할 사항", en="2. For the member to see")
QUESTIONS_LEAD = Text(
    ko="도면에서 잴 수 없는 조항입니다. 의견이 있으면 적습니다.",
    en="Clauses that cannot be measured on drawings.",
)
OPEN = Text(ko="3. 판정 보류(도서 없음)", en="3. Not determined (not in the drawings)")
OPEN_LEAD = Text(
    ko="위반이 아니며, 적힌 단계에서 확인하는 조건으로만 둘 수 있습니다.",
    en="No breach; at most a condition for the stage named.",
)
NONE = Text(ko="해당 없음", en="None")
OVERALL = Text(ko="4. 종합의견", en="4. Overall view")
VIEW = Text(ko="종합 판단", en="Overall judgement")
DATE = Text(ko="        년      월      일", en="Date:")
SIGN = Text(ko="(서명 또는 인)", en="(signature)")


def opinion_form(review: ReviewFolder, lang: Lang) -> Form:
    """The opinion before the meeting; an expert's own words where they were given."""
    every = points(review, lang)
    if review.answers.only_said:
        every = tuple(p for p in every if p.said or p.decision)
    expert = review.answers.only_expert or Expert(name="")
    answered = review.answers.only_expert is not None
    rows = [
        *head(review, lang),
        (EXPERT.in_(lang), expert.name),
        (FIELD.in_(lang), expert.expertise or CRIME_PREVENTION.in_(lang)),
    ]
    blocks: tuple[Block, ...] = (
        Fields(rows=tuple(rows)),
        Choice(
            heading=RECUSAL.in_(lang),
            options=(
                (NO_RECUSAL.in_(lang), answered and not expert.recused),
                (HAS_RECUSAL.in_(lang), expert.recused),
            ),
        ),
        _opinions([p for p in every if p.kind is Kind.MEASURED], lang),
        _questions([p for p in every if p.kind is Kind.QUESTION], lang),
        _open([p for p in every if p.kind is Kind.OPEN], lang),
        Writing(heading=OVERALL.in_(lang), words=expert.overall, lines=5),
        Choice(
            heading=VIEW.in_(lang),
            options=tuple((DECISION_NAMES[d].in_(lang), False) for d in Decision),
        ),
        Signature(
            date=expert.date or DATE.in_(lang),
            rows=((EXPERT.in_(lang), expert.name),),
            sign=SIGN.in_(lang),
        ),
    )
    return form_of(
        review,
        lang,
        "opinion",
        title=TITLE,
        lead=LEAD_SAID if review.answers.only_said else LEAD,
        blocks=blocks,
    )


def _columns(lang: Lang, last: Text, third: Text = OPINION) -> tuple[Column, ...]:
    return (
        Column(words=NUMBER.in_(lang), share=7),
        Column(words=WHERE.in_(lang), share=18),
        Column(words=third.in_(lang), share=42),
        Column(words=BASIS.in_(lang), share=18),
        Column(words=last.in_(lang), share=15),
    )


def _opinions(chosen: list[Point], lang: Lang) -> Table:
    return Table(
        heading=OPINIONS.in_(lang),
        lead=OPINIONS_LEAD.in_(lang),
        columns=_columns(lang, KIND),
        rows=tuple(_row(p, p.standing_name, p.decision, lang) for p in chosen),
        none=NONE.in_(lang),
    )


def _questions(chosen: list[Point], lang: Lang) -> Table:
    return Table(
        heading=QUESTIONS.in_(lang),
        lead=QUESTIONS_LEAD.in_(lang),
        columns=(
            Column(words=NUMBER.in_(lang), share=7),
            Column(words=ASKED.in_(lang), share=43),
            Column(words=BASIS.in_(lang), share=20),
            Column(words=OPINION.in_(lang), share=30),
        ),
        rows=tuple(
            (
                Cell(words=p.numbers, strong=True),
                Cell(words=p.headline),
                Cell(words=p.cite, soft=p.force),
                Cell(words="\n".join(p.said), soft=p.decision, room_mm=0 if p.said else 8),
            )
            for p in chosen
        ),
        none=NONE.in_(lang),
    )


def _open(chosen: list[Point], lang: Lang) -> Table:
    return Table(
        heading=OPEN.in_(lang),
        lead=OPEN_LEAD.in_(lang),
        columns=_columns(lang, SHOWN),
        rows=tuple(_row(p, p.shown_at, p.decision, lang) for p in chosen),
        none=NONE.in_(lang),
    )


def _row(point: Point, last: str, soft: str, lang: Lang) -> tuple[Cell, ...]:
    words = point.words if point.said or point.decision else f"{DRAFT.in_(lang)} {point.words}"
    return (
        Cell(words=point.numbers, strong=True),
        Cell(words=point.sheet, soft=point.place),
        Cell(words=words, soft=point.egress),
        Cell(words=point.cite, soft=point.force),
        Cell(words=last, soft=soft),
    )
