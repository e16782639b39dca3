"""How well the reader reads the labelled drawings: `python -m tests.truth.score`."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from shapely import LineString, Point, box, make_valid, set_precision
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from app.read import understood
from cpted_rules.drawing.reading import Reading
from tests.app.assessed import reading_of
from tests.truth import floors, samples
from tests.truth.bodies import wall_bodies
from tests.truth.found import READ, Found, found, unit_m
from tests.truth.labels import CORPUS, FOLDER, Frame, Truth, load_truth, resolved, stems
from tests.truth.rows import Row, counted, table, totals
from tests.truth.scoring import (
    Score,
    clipped,
    match_areas,
    match_lines,
    match_points,
    match_rooms,
    none_expected,
    within,
)

POINTS_M = {"doors": 0.5, "columns": 0.3}
"""How far a point may be off; half a metre where nothing is said. [m]"""
LINES_M = {"windows": 0.2, "fences": 0.3, "boundary": 0.3}
"""How far a line may be off: glass by half a wall, ground by what its labels are rounded to. [m]"""
WALLS_M = 0.1
GRID_M = 0.0001
SAMPLES_M = 0.5
REGIONS = frozenset({"rooms", "buildings", "crossings", "bays", "planting"})


def score_drawing(truth: Truth, reading: Reading) -> tuple[Row, ...]:
    """A row for the unit, and one for each kind that is labelled or known to be absent.

    Where the unit is wrong nothing that was found is right.
    """
    name = FOLDER.joinpath(truth.file).stem
    told = unit_m(reading)
    right = told is not None and abs(told / truth.scale - 1) < 0.01
    unit = counted("unit", 1, int(told is not None), int(right))
    rows = _rows(name, resolved(truth), reading)
    return (
        Row(drawing=name, score=unit),
        *(row if right else replace(row, score=_all_wrong(row.score)) for row in rows),
    )


def _rows(name: str, truth: Truth, reading: Reading) -> Iterator[Row]:
    for kind in READ:
        if kind in truth.absent:
            everything = none_expected(len(found(reading, kind)), kind=kind)
            yield Row(drawing=name, score=everything, absent=True)
        elif kind not in truth.not_scored and getattr(truth, kind, None):
            score, measure = _score(kind, truth, found(reading, kind))
            if kind in truth.incomplete:
                score = replace(score, precision=None)
            yield Row(drawing=name, score=score, measure=measure)


def _score(kind: str, truth: Truth, things: Sequence[Found]) -> tuple[Score, str]:
    """One kind compared in metres: the drawing as large as its true unit makes it."""
    frames = truth.frames(kind)
    if kind == "walls":
        return _walls(truth, things, frames), "m²"
    labels = getattr(truth, kind)
    if kind in LINES_M:
        sure, doubtful = _runs(labels)
        score = match_lines(
            _in_metres(truth, clipped(_lines(t.shape for t in things), frames)),
            _in_metres(truth, clipped(sure, frames)),
            LINES_M[kind],
            kind=kind,
            doubtful=_in_metres(truth, clipped(doubtful, frames)),
        )
        return score, "m"
    inside = within([t.shape for t in things], frames)
    if kind in REGIONS:
        score = match_rooms(
            _in_metres(truth, inside),
            _regions(truth, [label for label in labels if not label.doubt], frames),
            kind=kind,
            doubtful=_regions(truth, [label for label in labels if label.doubt], frames),
        )
        return score, ""
    score = match_points(
        _in_metres(truth, inside),
        _places(truth, [label for label in labels if not label.doubt], frames),
        POINTS_M.get(kind, 0.5),
        kind=kind,
        doubtful=_places(truth, [label for label in labels if label.doubt], frames),
    )
    return score, ""


def _walls(truth: Truth, things: Sequence[Found], frames: Sequence[Frame]) -> Score:
    handles = truth.walls.except_handles if truth.walls else ()
    walls = [t.shape for t in things if t.handle not in handles]
    true_walls: Sequence[BaseGeometry] = wall_bodies(truth)
    if frames:
        area = unary_union([box(*frame) for frame in frames])
        walls = [wall.intersection(area) for wall in walls]
        true_walls = [wall.intersection(area) for wall in true_walls]
    # on a grid: slivers of outlines that touch would make some unions fail
    one, other = (
        [set_precision(make_valid(shape), GRID_M) for shape in _in_metres(truth, shapes)]
        for shapes in (walls, true_walls)
    )
    return match_areas(one, other, WALLS_M, kind="walls")


def _places(truth: Truth, labels: Iterable[Any], frames: Sequence[Frame]) -> tuple[Point, ...]:
    return _in_metres(truth, within([Point(label.at) for label in labels], frames))


def _regions(
    truth: Truth, labels: Iterable[Any], frames: Sequence[Frame]
) -> tuple[tuple[Point, float], ...]:
    return tuple(
        (_in_metres(truth, [Point(label.at)])[0], label.area_m2)
        for label in labels
        if within([Point(label.at)], frames)
    )


def _runs(labels: Any) -> tuple[tuple[LineString, ...], tuple[LineString, ...]]:
    """Lines beyond doubt, and those in doubt: of windows, or of things counted by length."""
    if not isinstance(labels, tuple):
        return tuple(LineString([s[:2], s[2:]]) for s in labels.lines), ()
    lines = [(LineString([w.line[:2], w.line[2:]]), w.doubt) for w in labels]
    return tuple(w for w, doubt in lines if not doubt), tuple(w for w, doubt in lines if doubt)


def _lines(shapes: Iterable[BaseGeometry]) -> tuple[LineString, ...]:
    parts = (part for shape in shapes for part in getattr(shape, "geoms", (shape,)))
    return tuple(LineString(part.coords) for part in parts)


def _in_metres(truth: Truth, shapes: Iterable[Any]) -> tuple[Any, ...]:
    factor = truth.scale
    return tuple(scale(shape, xfact=factor, yfact=factor, origin=(0, 0)) for shape in shapes)


def _all_wrong(score: Score) -> Score:
    return replace(
        score,
        matched=0,
        precision=None if score.precision is None else 0.0,
        recall=None if score.recall is None else 0.0,
    )


def score_sample(name: str, reading: Reading) -> tuple[Row, ...]:
    """A row for each kind that the script of a sample drew; typical plans count on each storey."""
    sheets = [sheet for sheet in samples.drawn(name) if sheet.is_plan]
    kinds = sorted({kind for sheet in sheets for kind in sheet.places})
    return tuple(Row(drawing=name, score=_sample(kind, sheets, reading)) for kind in kinds)


def _sample(kind: str, sheets: Sequence[samples.DrawnSheet], reading: Reading) -> Score:
    things = found(reading, "areas of use" if kind == "rooms" else kind)
    on_sheets: dict[tuple[str, int | None], list[Point]] = {}
    for thing in things:
        at = thing.shape.envelope.centroid
        on_sheets.setdefault((thing.sheet, thing.storey), []).append(at)
    truth = sum(len(sheet.places.get(kind, ())) * len(sheet.storeys) for sheet in sheets)
    matched = sum(
        match_points(points, [Point(p) for p in places], SAMPLES_M * 1000).matched
        for places, points in _pairs(kind, sheets, on_sheets)
    )
    return counted(kind, truth, len(things), int(matched))


def _pairs(
    kind: str,
    sheets: Sequence[samples.DrawnSheet],
    on_sheets: dict[tuple[str, int | None], list[Point]],
) -> Iterator[tuple[tuple[tuple[float, float], ...], list[Point]]]:
    """Drawn and found places of each sheet, of a typical plan for each of its storeys.

    What a sheet of one storey shows may stand on another one: out of doors is storey 0.
    """
    for sheet in sheets:
        places = sheet.places.get(kind, ())
        if len(sheet.storeys) > 1:
            for storey in sheet.storeys:
                yield places, on_sheets.get((sheet.number, storey), [])
        else:
            yield places, [p for (n, _), ps in on_sheets.items() if n == sheet.number for p in ps]


def scored(stem: str) -> tuple[Row, ...]:
    """The rows of a labelled drawing or of a sample submission, read now."""
    if stem in samples.NAMES:
        return score_sample(stem, reading_of(stem, "deficient"))
    truth = load_truth(FOLDER / f"{stem}.yaml")
    return score_drawing(truth, understood(CORPUS / truth.file).reading)


def everything() -> tuple[str, ...]:
    """Names of all that can be scored: the labelled drawings where the corpus is, the samples."""
    return (*(stems() if CORPUS.is_dir() else ()), *samples.NAMES)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or the same as JSON; `--write` makes today's scores the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.truth.score", description=main.__doc__)
    parser.add_argument("stem", nargs="*", help="drawings and samples; all when none is named")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="refresh expected_scores.yaml")
    said = parser.parse_args(arguments)
    unknown = [stem for stem in said.stem if stem not in everything()]
    if unknown:
        parser.error(f"not labelled: {', '.join(unknown)}; known: {', '.join(everything())}")
    rows = {stem: scored(stem) for stem in said.stem or everything()}
    drawings = [row for stem in rows if stem not in samples.NAMES for row in rows[stem]]
    drawn = [row for stem in rows if stem in samples.NAMES for row in rows[stem]]
    summed = (*totals(drawings, "all drawings"), *totals(drawn, "all samples"))
    shown = (*drawings, *drawn, *summed)
    if said.write:
        floors.write({stem: floors.floors_of(own) for stem, own in rows.items()})
    if said.json:
        sys.stdout.write(json.dumps([asdict(row) for row in shown], ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(table(shown))


if __name__ == "__main__":
    main()
