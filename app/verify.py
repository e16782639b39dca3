"""What `cpted verify` prints: how the findings of an assessment file came out, re-checked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, Field
from rich.console import Console
from rich.table import Table

from app.errors import Words
from cpted_rules.text import Lang, Text
from cpted_rules.verify import OUTCOME_NAMES, Difference, Outcome, Rechecked, Report

_RULE = Text(ko="규칙", en="rule")
_ALL = Text(ko="합계", en="all")
_OF_FILE = Text(ko="파일", en="file")
_SAYS = Text(
    ko="{what}: 파일 {stated}, 다시 잰 값 {found}", en="{what}: {stated} stated, {found} found"
)
_CELLS = Text(ko="{of}칸 중 {on}칸", en="{on} of {of} cells")
_FINDING = Text(ko="결과 {n} {rule}", en="finding {n} {rule}")


class DifferenceModel(BaseModel):
    """One thing that is otherwise than the file says."""

    what: Words
    stated: str
    found: str
    where: tuple[float, float] | None = Field(description="Site x and y [m].")


class RecheckedModel(BaseModel):
    """One finding, re-checked."""

    number: int
    id: str
    clause: str
    rule: str | None
    outcome: Outcome
    value: float | None = Field(description="Found again, in the unit of the finding.")
    reason: Words | None = Field(description="Why not, or what part of it was not re-checked.")
    cells_on: int = Field(description="Cells of its field measured again, of `cells_of`.")
    cells_of: int
    differences: list[DifferenceModel]


class VerifyModel(BaseModel):
    """All findings of a file, re-checked."""

    agrees: bool = Field(description="Whether nothing differs.")
    counts: dict[Outcome, int]
    differences: list[DifferenceModel] = Field(description="Of the file as a whole.")
    findings: list[RecheckedModel]


def verify_model(report: Report) -> VerifyModel:
    """A re-check as data."""
    return VerifyModel(
        agrees=report.agrees,
        counts=report.counts,
        differences=[_difference(d) for d in report.differences],
        findings=[
            RecheckedModel(
                number=f.number,
                id=f.id,
                clause=f.clause,
                rule=f.rule,
                outcome=f.outcome,
                value=f.value,
                reason=Words.of(f.reason) if f.reason else None,
                cells_on=f.cells_on,
                cells_of=f.cells_of,
                differences=[_difference(d) for d in f.differences],
            )
            for f in report.findings
        ],
    )


def _difference(difference: Difference) -> DifferenceModel:
    return DifferenceModel(
        what=Words.of(difference.what),
        stated=difference.stated,
        found=difference.found,
        where=difference.where,
    )


def show_verified(report: Report, lang: Lang, console: Console) -> None:
    """Print how many findings of each rule came out how, and each that was not confirmed wholly."""
    table = Table()
    table.add_column(_RULE.in_(lang))
    for outcome in Outcome:
        table.add_column(OUTCOME_NAMES[outcome].in_(lang), justify="right")
    counts = Counter((f.rule or "-", f.outcome) for f in report.findings)
    for rule in sorted({rule for rule, _ in counts}):
        table.add_row(rule, *(_count(counts[rule, outcome]) for outcome in Outcome))
    table.add_section()
    table.add_row(_ALL.in_(lang), *(_count(n) for n in report.counts.values()))
    console.print(table)
    for line in (*_of_file(report, lang), *_of_findings(report.findings, lang)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _count(n: int) -> str:
    return str(n) if n else ""


def _of_file(report: Report, lang: Lang) -> Iterator[str]:
    for difference in report.differences:
        yield f"{_OF_FILE.in_(lang)}: {_words(difference, lang)}"


def _of_findings(findings: Sequence[Rechecked], lang: Lang) -> Iterator[str]:
    for finding in findings:
        if finding.outcome is Outcome.CONFIRMED:
            continue
        name = _FINDING.fill(n=str(finding.number), rule=finding.rule or "").in_(lang).strip()
        said = [OUTCOME_NAMES[finding.outcome].in_(lang)]
        if finding.reason is not None:
            said.append(finding.reason.in_(lang))
        if finding.cells_on < finding.cells_of:
            cells = _CELLS.fill(on=str(finding.cells_on), of=str(finding.cells_of))
            said.append(cells.in_(lang))
        yield f"{name}: {'; '.join(said)}"
        for difference in finding.differences:
            yield f"    {_words(difference, lang)}"


def _words(difference: Difference, lang: Lang) -> str:
    said = _SAYS.fill(what=difference.what, stated=difference.stated, found=difference.found)
    if difference.where is None:
        return said.in_(lang)
    return f"{said.in_(lang)} ({difference.where[0]:.2f}, {difference.where[1]:.2f})"
