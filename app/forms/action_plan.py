"""조치계획서: each opinion with what the applicant does about it, before and after."""

from app.exports.answers import Remark, Reply
from app.exports.review_folder import ReviewFolder
from app.forms.case import APPLICANT, DESIGNER, form_of, head
from app.forms.document import Cell, Column, Fields, Form, Signature, Table, boxes
from app.forms.opinion import DATE, NONE, NUMBER, SIGN
from app.forms.points import DRAFT, Kind, Point, figure_of, points
from cpted_rules.figure import Size
from cpted_rules.text import Lang, Text

TITLE = Text(ko="심의의견 조치계획서", en="Action plan on the committee’s opinions")
LEAD = Text(
    ko="‘변경 전’은 검토한 도면에서 그렸습니다. 반영여부, 조치내용, 변경 후는 신청인이 적습니다.",
    en="“Before” is drawn from the plans reviewed; the applicant fills in the rest.",
)
OPINION = Text(ko="심의의견", en="Opinion")
DONE = Text(ko="반영여부", en="Taken up")
YES, PARTLY, NO = (
    Text(ko="반영", en="yes"),
    Text(ko="일부반영", en="in part"),
    Text(ko="미반영", en="no"),
)
ACTION = Text(ko="조치내용", en="What is done")
BEFORE, AFTER = Text(ko="변경 전", en="Before"), Text(ko="변경 후", en="After")
SHEET = Text(ko="도면번호·쪽", en="Sheet, page")
POINTS = Text(ko="의견별 조치계획", en="Opinion by opinion")
POINTS_LEAD = Text(
    ko="미반영이면 조치내용에 까닭을 적습니다. 권고는 반영하지 않을 수 있습니다.",
    en="Where an opinion is not taken up, say why. Advice need not be taken up.",
)
WAS = Text(ko="변경 전: {sheet}", en="Before: {sheet}")
IS = Text(ko="변경 후:", en="After:")
PICTURE = Size(width_mm=72, height_mm=62, paper="A4")
ROOM_MM = 42.0


def action_plan(review: ReviewFolder, lang: Lang) -> Form:
    """The action plan with all that the review knows; the rest is the applicant's."""
    facts = review.assessment.facts
    rows = [
        *head(review, lang),
        (APPLICANT.in_(lang), facts.applicant),
        (DESIGNER.in_(lang), facts.designer),
    ]
    only_said = review.answers.only_said
    chosen = [
        p
        for p in points(review, lang)
        if p.said or p.decision or (p.kind is not Kind.QUESTION and not only_said)
    ]
    remarks = [_remark(one, lang) for one in review.answers.remarks]
    return form_of(
        review,
        lang,
        "action-plan",
        title=TITLE,
        lead=LEAD,
        landscape=True,
        blocks=(
            Fields(rows=tuple(rows)),
            Table(
                heading=POINTS.in_(lang),
                lead=POINTS_LEAD.in_(lang),
                columns=(
                    Column(words=NUMBER.in_(lang), share=5),
                    Column(words=OPINION.in_(lang), share=23),
                    Column(words=DONE.in_(lang), share=8),
                    Column(words=ACTION.in_(lang), share=17),
                    Column(words=BEFORE.in_(lang), share=29),
                    Column(words=AFTER.in_(lang), share=18),
                ),
                rows=(*(_row(p, review, lang) for p in chosen), *remarks),
                none=NONE.in_(lang),
            ),
            Signature(
                date=DATE.in_(lang),
                rows=((APPLICANT.in_(lang), facts.applicant), (DESIGNER.in_(lang), facts.designer)),
                sign=SIGN.in_(lang),
            ),
        ),
    )


def _row(point: Point, review: ReviewFolder, lang: Lang) -> tuple[Cell, ...]:
    is_own = bool(point.said or point.decision)
    words = point.words if is_own else f"{DRAFT.in_(lang)} {point.words}"
    basis = f"{point.cite} · {point.force} · {point.standing_name}"
    replies = review.answers.replies
    reply = next((replies[f.number] for f in point.findings if f.number in replies), Reply())
    return (
        Cell(words=point.numbers, strong=True),
        Cell(words=words, soft=basis),
        Cell(words=_choices(reply, lang)),
        Cell(words=reply.words, room_mm=ROOM_MM),
        Cell(
            figure=figure_of(point, review, lang, PICTURE),
            soft=WAS.fill(sheet=point.sheet).in_(lang) if point.sheet else "",
            words="" if point.kind is Kind.MEASURED else point.headline,
        ),
        Cell(soft=f"{SHEET.in_(lang)}: {reply.sheet}".rstrip(), room_mm=ROOM_MM),
    )


def _remark(remark: Remark, lang: Lang) -> tuple[Cell, ...]:
    """What was said of the whole: it has no place to draw."""
    return (
        Cell(words="–", strong=True),
        Cell(words=remark.words, soft=remark.basis),
        Cell(words=_choices(remark.reply, lang)),
        Cell(words=remark.reply.words),
        Cell(),
        Cell(soft=f"{SHEET.in_(lang)}: {remark.reply.sheet}".rstrip()),
    )


def _choices(reply: Reply, lang: Lang) -> str:
    options = (("yes", YES), ("partly", PARTLY), ("no", NO))
    return boxes(tuple((w.in_(lang), reply.reflected == key) for key, w in options), gap="\n")
