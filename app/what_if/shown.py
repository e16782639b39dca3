"""How the answer to a what-if is told: as data, and as a table on a terminal."""

from collections.abc import Iterator

from pydantic import BaseModel, Field
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from app.errors import Words
from app.reports import wording
from app.what_if.answer import Answer
from cpted_rules.findings import VERDICT_NAMES, Subject, Verdict
from cpted_rules.note import Note
from cpted_rules.plan import SitePlan, storey_name
from cpted_rules.rules import RULES
from cpted_rules.text import Lang, Text, join, same
from cpted_rules.whatif.change import ChangeKind
from cpted_rules.whatif.measured import Difference, Judged

NAMED = 2
"""Subjects of a measurement that a row names; of more it tells how many."""

_COLUMNS = (
    Text(ko="규칙", en="rule"),
    Text(ko="조항", en="clause"),
    Text(ko="대상", en="subject"),
    Text(ko="변경 전", en="before"),
    Text(ko="변경 후", en="after"),
    Text(ko="판정", en="verdict"),
)
_KINDS = {
    ChangeKind.ADD: Text(ko="추가", en="added"),
    ChangeKind.REMOVE: Text(ko="삭제", en="removed"),
    ChangeKind.REPLACE: Text(ko="변경", en="changed"),
}
_GONE = Text(ko="대상 없음", en="not there")
_SAME = Text(ko="달라진 측정값이 없음", en="no measured value changes")
_EVIDENCE = Text(
    ko="값과 판정은 같고 근거 도형만 달라진 항목 {n}건",
    en="{n} more keep value and verdict; only their evidence is drawn otherwise",
)
_TIMES = Text(
    ko="규칙 {all}개 중 {again}개 재측정 {ms} ms (처음 측정 {base} ms)",
    en="{again} of {all} rules measured again in {ms} ms (all at first: {base} ms)",
)
_NOTES = Text(ko="가정 또는 누락", en="assumed or missing")
_COLOURS = {
    Verdict.FAIL: "red",
    Verdict.REFERRED: "yellow",
    Verdict.UNKNOWN: "dim",
    Verdict.PASS: "green",
}


class SideModel(BaseModel):
    """One measurement, before or after."""

    value: float | None = Field(description="In the unit of the rule; null: not determined.")
    verdict: Verdict
    lacking: Words | None = Field(description="What the drawings would have to show.")
    note: Words | None = Field(description="What the value stands on.")


class DifferenceModel(BaseModel):
    """One question whose measurement is another now."""

    clause: str
    cite: Words
    rule: str
    title: Words
    unit: str
    subjects: list[str]
    storey: int
    before: SideModel | None = Field(description="null: the subject was not there.")
    after: SideModel | None = Field(description="null: the subject is not there any more.")
    value_differs: bool = Field(description="Value, verdict or what is lacking; else evidence.")


class ChangeModel(BaseModel):
    """One change."""

    kind: ChangeKind
    id: str


class WhatIfModel(BaseModel):
    """What some changes make of what is measured."""

    changes: list[ChangeModel]
    differences: list[DifferenceModel]
    measured_again: list[str] = Field(description="Rules that read something the changes touch.")
    rules: int
    base_s: float
    change_s: float
    notes: list[Words]


def what_if_model(answer: Answer) -> WhatIfModel:
    """An answer as data."""
    result = answer.result
    return WhatIfModel(
        changes=[ChangeModel(kind=change.kind, id=change.id) for change in result.changes],
        differences=[_difference(difference) for difference in result.differences],
        measured_again=list(result.asked_again),
        rules=answer.rules,
        base_s=round(answer.base_s, 4),
        change_s=round(answer.change_s, 4),
        notes=[_words(note.text) for note in answer.notes],
    )


def _difference(difference: Difference) -> DifferenceModel:
    judged = difference.judged
    rule = RULES[judged.check.rule]
    return DifferenceModel(
        clause=judged.clause.id,
        cite=_words(judged.clause.cite),
        rule=rule.code,
        title=_words(rule.title),
        unit=rule.unit,
        subjects=list(judged.measurement.subjects),
        storey=judged.measurement.storey,
        before=_side(difference.before),
        after=_side(difference.after),
        value_differs=difference.counts,
    )


def _side(judged: Judged | None) -> SideModel | None:
    if judged is None:
        return None
    measured = judged.measurement
    return SideModel(
        value=measured.value,
        verdict=judged.verdict,
        lacking=_words(measured.lacking) if measured.lacking else None,
        note=_words(measured.note) if measured.note else None,
    )


def _words(text: Text) -> Words:
    return Words(ko=text.ko, en=text.en)


def show_what_if(answer: Answer, lang: Lang, console: Console) -> None:
    """Print what is another now, what it stands on, and how long it took."""
    for change in answer.result.changes:
        console.print(Line(f"{_KINDS[change.kind].in_(lang)}  ").append(change.id, style="bold"))
    told = [difference for difference in answer.result.differences if difference.counts]
    told.sort(key=lambda difference: not difference.turns)
    if told:
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for words in _COLUMNS:
            table.add_column(words.in_(lang), overflow="fold")
        for difference in told:
            table.add_row(*_row(answer, difference, lang))
        console.print(table)
    else:
        console.print(_SAME.in_(lang))
    if rest := len(answer.result.differences) - len(told):
        console.print(Line(_EVIDENCE.fill(n=str(rest)).in_(lang), style="dim"))
    for line in _notes(answer.notes, lang):
        console.print(line)
    times = _TIMES.fill(
        all=str(answer.rules),
        again=str(len(answer.result.asked_again)),
        ms=f"{answer.change_s * 1000:,.0f}",
        base=f"{answer.base_s * 1000:,.0f}",
    )
    console.print(Line(times.in_(lang), style="dim"))


def _row(answer: Answer, difference: Difference, lang: Lang) -> Iterator[str | Line]:
    judged = difference.judged
    yield f"{judged.check.rule} {RULES[judged.check.rule].title.in_(lang)}"
    yield judged.clause.cite.in_(lang)
    yield _subject(answer, difference).in_(lang)
    yield _value(difference.before).in_(lang)
    yield _value(difference.after).in_(lang)
    yield _verdicts(difference, lang)


def _subject(answer: Answer, difference: Difference) -> Text:
    """The leading subjects by name, how many more there are, and the storey."""
    measured = difference.judged.measurement
    site = (answer.result.after if difference.after else answer.result.before).site
    names = [_name(site.plan, id) for id in measured.subjects[:NAMED]]
    name = join(names, " · ")
    if len(measured.subjects) > NAMED:
        name = wording.AND_OTHERS.fill(first=name, rest=str(len(measured.subjects) - NAMED))
    return join([name, storey_name(measured.storey)], " ") if measured.storey else name


def _name(plan: SitePlan, id: str) -> Text:
    element = plan.by_id.get(id)
    label = element.label if element else ""
    return wording.subject_name(plan, Subject(id=id, label=label, source=None))


def _value(judged: Judged | None) -> Text:
    if judged is None:
        return _GONE
    measured, check = judged.measurement, judged.check
    if measured.value is None:
        return measured.lacking or same("–")
    return wording.measured(measured.value, RULES[check.rule].unit, check.bound)


def _verdicts(difference: Difference, lang: Lang) -> Line:
    """The verdict, or both where it is another."""
    sides = [side.verdict for side in (difference.before, difference.after) if side is not None]
    line = Line()
    for n, verdict in enumerate(dict.fromkeys(sides)):
        if n:
            line.append(" → ")
        line.append(VERDICT_NAMES[verdict].in_(lang), style=_COLOURS.get(verdict, ""))
    return line


def _notes(notes: tuple[Note, ...], lang: Lang) -> Iterator[Line]:
    for note in notes:
        yield Line(f"{_NOTES.in_(lang)}: ", style="cyan").append(
            note.text.in_(lang), style="default"
        )
