"""Scores as rows of one table, and what they come to over several drawings."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.truth.scoring import Score

FORM = "{:<28} {:<10} {:>11} {:>11} {:>11} {:>9} {:>7}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The score of one kind in one drawing.

    Args:
        measure: of truth and found: m, m², or nothing for a count.
        absent: the kind does not occur.
    """

    drawing: str
    score: Score
    measure: str = ""
    absent: bool = False


def counted(kind: str, truth: int, found: int, matched: int) -> Score:
    """The score of things that are only counted."""
    return Score(
        kind=kind,
        truth=truth,
        found=found,
        matched=matched,
        precision=matched / found if found else None,
        recall=matched / truth if truth else None,
    )


def totals(rows: Sequence[Row], name: str) -> tuple[Row, ...]:
    """For each kind, all that is right over all that was found, and over all there is.

    Where the labels of a drawing are incomplete, what was found there counts for recall only.
    """
    return tuple(
        _total([row for row in rows if row.score.kind == kind], name)
        for kind in dict.fromkeys(row.score.kind for row in rows)
    )


def _total(rows: Sequence[Row], name: str) -> Row:
    scores = [row.score for row in rows]
    judged = [s for s in scores if s.precision is not None]
    found = sum(s.found for s in judged)
    truth = sum(s.truth for s in scores)
    matched = sum(s.matched for s in scores)
    right = sum((s.precision or 0.0) * s.found for s in judged)
    total = Score(
        kind=scores[0].kind,
        truth=truth,
        found=found,
        matched=matched,
        precision=right / found if found else None,
        recall=matched / truth if truth else None,
    )
    measure = next((row.measure for row in rows if row.measure), "")
    return Row(drawing=name, score=total, measure=measure, absent=all(r.absent for r in rows))


def table(rows: Sequence[Row]) -> str:
    """The rows as lines of text, the drawing named where it begins.

    The kinds that do not occur and were not found stand in one line.
    """
    heads = ("drawing", "kind", "truth", "found", "matched", "precision", "recall")
    lines = [FORM.format(*heads)]
    for drawing in dict.fromkeys(row.drawing for row in rows):
        own = [row for row in rows if row.drawing == drawing]
        quiet = [row for row in own if row.absent and not row.score.found]
        shown = [_words(row) for row in own if row not in quiet]
        if quiet:
            shown.append((f"{len(quiet)} others", "absent", "0", "", "–", "–"))
        names = (drawing, *("" for _ in shown[1:]))
        lines += [
            "",
            *(FORM.format(name, *words) for name, words in zip(names, shown, strict=True)),
        ]
    return "\n".join(lines) + "\n"


def _words(row: Row) -> tuple[str, ...]:
    score = row.score
    return (
        score.kind,
        "absent" if row.absent else _amount(score.truth, row.measure),
        _amount(score.found, row.measure),
        "" if row.absent else _amount(score.matched, row.measure),
        *("–" if share is None else f"{share:.2f}" for share in (score.precision, score.recall)),
    )


def _amount(value: float, measure: str) -> str:
    return f"{value:.1f} {measure}" if measure else f"{value:.0f}"
