"""What is understood of each drawing of the corpus, in what time and memory."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.child import Run, run

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
KINDS = (".dxf", ".dwg", ".ifc")
TWINS = {
    "kr_survey_roads_5174": "kr_survey_roads_5187",
    "kr_survey_streetlights_5186_outlier": "kr_survey_streetlights_5187",
    "open_floor_mur_r2000": "open_floor_mur_r2018",
}
"""Drawings that were saved or reprojected once more, and which of the two is labelled."""
HEADS = (
    "file", "opened", "unit (basis)", "true unit", "sheets", "elements", "used", "ignored",
    "seconds", "peak MB",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One drawing of the table."""

    file: str
    opened: str
    unit: str = ""
    truth: str = ""
    sheets: str = ""
    elements: str = ""
    used: str = ""
    ignored: str = ""
    seconds: str
    peak_mb: str

    def cells(self) -> tuple[str, ...]:
        """Its words in the order of the heads."""
        return (
            self.file, self.opened, self.unit, self.truth, self.sheets, self.elements, self.used,
            self.ignored, self.seconds, self.peak_mb,
        )  # fmt: skip


def main(*, markdown: bool = False) -> None:
    """Print the table: `cpted read` on one drawing after the other, each in its own process."""
    if not CORPUS.is_dir():
        sys.exit(f"no corpus at {CORPUS}")
    paths = sorted(p for p in CORPUS.rglob("*") if p.suffix.lower() in KINDS)
    runs: list[Run] = []
    for path in paths:
        runs.append(run(["-m", "app.cli", "read", str(path), "--json"]))
        sys.stderr.write(f"\r{len(runs)} of {len(paths)}")
    sys.stderr.write("\n")
    units = true_units()
    lines = [line_of(path, done, units) for path, done in zip(paths, runs, strict=True)]
    rows = [line.cells() for line in lines]
    sys.stdout.write("\n".join(as_markdown(rows) if markdown else as_text(rows)) + "\n")
    opened = sum(1 for line in lines if line.unit)
    right = sum(1 for line in lines if line.truth and line.truth == line.unit.partition(" ")[0])
    judged = sum(1 for line in lines if line.unit and line.truth)
    sys.stdout.write(f"\n{opened} of {len(lines)} read, {right} of {judged} units right\n")


def true_units() -> dict[str, str]:
    """The labelled unit of each drawing by the stem of its file."""
    # not before the runs: a child's peak is at least what this process holds when it starts one
    from tests.truth.labels import load_all

    own = {stem: "dam" if t.scale == 10.0 else t.unit for stem, t in load_all().items()}
    return {**own, **{twin: own[labelled] for twin, labelled in TWINS.items()}}


def line_of(path: Path, done: Run, units: dict[str, str]) -> Line:
    """The line of a drawing from the account `cpted read` gave of it, or from its refusal."""
    name = f"{path.parent.name}/{path.name}"
    cost = {"seconds": f"{done.seconds:.1f}", "peak_mb": f"{done.peak_mb:.0f}"}
    truth = units.get(path.stem, "")
    if done.code:
        return Line(file=name, opened=refusal(done), truth=truth, **cost)
    account = json.loads(done.output)
    (drawing,) = account["drawings"]
    unit = drawing["unit"]
    return Line(
        file=name,
        opened=drawing["opened"],
        unit=f"{unit['unit'] or 'none'} ({unit['basis']})",
        truth=truth,
        sheets=_sheets(drawing["sheets"]),
        elements=", ".join(f"{e['count']} {e['kind']}" for e in account["elements"]) or "none",
        used=str(drawing["read"] - sum(drawing["set_aside"].values())),
        ignored=_aside(drawing["set_aside"]),
        **cost,
    )


def refusal(done: Run) -> str:
    """Why a drawing was refused, or how the command failed when it gave no reason."""
    try:
        faults = json.loads(done.output)["faults"]
    except (json.JSONDecodeError, KeyError):
        last = done.errors.strip().splitlines()[-1:] or [""]
        return f"FAILED with {done.code}: {last[0]}"
    reasons = "; ".join(f"{f['found']['en']}: {f['remedy']['en']}" for f in faults)
    return f"refused: {reasons}"


def _sheets(sheets: Sequence[Any]) -> str:
    kinds = [f"{sheet['kind']} ({sheet['how']})" for sheet in sheets]
    return ", ".join(f"{kinds.count(k)} {k}" for k in dict.fromkeys(kinds))


def _aside(reasons: dict[str, int]) -> str:
    words = [f"{count} {reason}" for reason, count in sorted(reasons.items(), key=lambda r: -r[1])]
    return f"{sum(reasons.values())}" + (f": {', '.join(words)}" if words else "")


def as_markdown(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The table for a document."""
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{'|'.join('--:' if i in (6, 8, 9) else '---' for i in range(len(HEADS)))}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def as_text(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The table for a terminal: one line a drawing, elements and what was ignored below it."""
    form = "{:<48} {:<10} {:<18} {:<9} {:>6} {:>8} {:>8}"
    yield form.format("file", "opened", "unit (basis)", "true unit", "used", "seconds", "peak MB")
    for file, opened, unit, truth, sheets, elements, used, ignored, seconds, peak in rows:
        word, _, reason = opened.partition(": ")
        yield form.format(file, word, unit, truth, used, seconds, peak)
        if reason:
            yield f"    {reason}"
        else:
            yield f"    sheets    {sheets}"
            yield f"    elements  {elements}"
            yield f"    ignored   {ignored}"
