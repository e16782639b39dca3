"""What the opinion form asks: one row for each block of findings and each open question."""

from dataclasses import dataclass

from app.annotations.opinion_form import (
    DECISION_NAMES,
    EXPERT_NAMES,
    ExpertField,
    decision_field,
    opinion_field,
)
from app.reports.blocks import Block, Row
from app.reports.context import ReportContext
from cpted_rules.text import Lang, Text

DECISION_LABEL = Text(ko="지적 {n} 판정: {choice}", en="Finding {n}, decision: {choice}")
OPINION_LABEL = Text(ko="지적 {n} 의견", en="Finding {n}, opinion")
MEASURED = Text(ko="측정 {measured}", en="measured {measured}")
REQUIRED = Text(ko="기준 {required}", en="{required}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A place to fill in: its name (of a choice with the state after it), and its words."""

    name: str
    word: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One row of the form.

    Args:
        number: of the leading finding; the fields carry it.
        short: as the report shows it.
        says: by number, what the marks of its findings say: all a reader of one mark needs.
    """

    number: int
    anchor: str
    short: str
    headline: str
    detail: str
    says: tuple[tuple[int, str], ...]
    choices: tuple[FormField, ...]
    opinion: FormField


def asks_of(context: ReportContext) -> tuple[Ask, ...]:
    """The rows of the form, in the order of the report."""
    lang = Lang(context.lang)
    blocks = [_of_block(block, lang) for block in (*context.failed, *context.referred)]
    questions = [
        _ask(
            int(row.number),
            short=row.number,
            headline=row.title,
            detail=row.cite,
            says=((int(row.number), row.question or row.requires),),
            lang=lang,
        )
        for row in context.questions
    ]
    return (*blocks, *questions)


def expert_fields(lang: Lang) -> dict[ExpertField, FormField]:
    """The fields about the expert."""
    return {
        field: FormField(name=field.value, word=name.in_(lang), label=name.in_(lang))
        for field, name in EXPERT_NAMES.items()
    }


def _of_block(block: Block, lang: Lang) -> Ask:
    words = [
        block.place,
        MEASURED.in_(lang).format(measured=block.measured) if block.measured else "",
        REQUIRED.in_(lang).format(required=block.required) if block.required else "",
        block.cite,
    ]
    detail = " · ".join(word for word in words if word)
    number = int(block.anchor.removeprefix("finding-"))
    says = [(number, "\n".join(word for word in (block.headline, detail, block.opinion) if word))]
    if block.rows:
        says = [(int(row.number), _of_row(row, block, lang)) for row in block.rows]
    return _ask(
        number,
        short=block.short,
        headline=block.headline,
        detail=detail,
        says=tuple(says),
        lang=lang,
    )


def _of_row(row: Row, block: Block, lang: Lang) -> str:
    """What the mark of one of many says."""
    measured = MEASURED.in_(lang).format(measured=row.measured) if row.measured else ""
    first = " · ".join(word for word in (row.subject, row.place, measured) if word)
    return "\n".join(word for word in (first, block.headline, block.opinion) if word)


def _ask(
    number: int,
    *,
    short: str,
    headline: str,
    detail: str,
    says: tuple[tuple[int, str], ...],
    lang: Lang,
) -> Ask:
    decide = decision_field(number)
    return Ask(
        number=number,
        anchor=f"finding-{number}",
        short=short,
        headline=headline,
        detail=detail,
        says=says,
        choices=tuple(
            FormField(
                name=f"{decide}.{decision.value}",
                word=word.in_(lang),
                label=DECISION_LABEL.in_(lang).format(n=number, choice=word.in_(lang)),
            )
            for decision, word in DECISION_NAMES.items()
        ),
        opinion=FormField(
            name=opinion_field(number), word="", label=OPINION_LABEL.in_(lang).format(n=number)
        ),
    )
