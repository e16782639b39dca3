"""The linework of the drawings on the site, storey by storey: what lies under the plan."""

import gzip
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from app.read import Understood
from app.screens.names import DRAWING
from app.screens.shapes import Json
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import is_plan_view
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.points import together
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.figure.reading_lines import thinned

MOST_POINTS = 300_000
"""Of a storey; where there are more, what is short is left out first."""
NEAR_M = 0.004
"""A line is kept so near to where it was drawn."""
MOST_TEXTS = 3_000
LONGEST_TEXT = 80
_LEFT_OUT = (EntityKind.INSERT, EntityKind.TEXT, EntityKind.POINT)
_AROUND = frozenset({Meaning.TITLE_BLOCK, Meaning.LEGEND})


def write_drawing(understood: Understood, out: Path) -> None:
    """Write the archive of the linework into the output folder of a review."""
    path = out / DRAWING
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for level, content in sorted(drawing(understood).items()):
            entry = zipfile.ZipInfo(f"storey/{level}")
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            archive.writestr(entry, gzip.compress(text.encode(), 6, mtime=0))


def drawing(understood: Understood) -> dict[int, Json]:
    """Lines by layer and texts of each storey, in site metres."""
    found: dict[int, list[Placed]] = defaultdict(list)
    for one in understood.drawings.drawings:
        for thing in one.things:
            if thing.meaning not in _AROUND and is_plan_view(thing.sheet):
                for level in thing.sheet.storeys:
                    found[level].append(thing)
    levels = {*found, 0, *(storey.level for storey in understood.reading.plan.storeys)}
    return {level: _storey(found.get(level, [])) for level in levels}


def _storey(things: list[Placed]) -> Json:
    lined = [t for t in things if t.drawn.kind not in _LEFT_OUT and len(t.drawn.points) > 1]
    by_layer: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for thing in _enough(lined):
        by_layer[thing.sheet.number, thing.drawn.layer].append(thing)
    return {
        "layers": [
            {"sheet": sheet, "name": name, "paths": list(_paths(group))}
            for (sheet, name), group in sorted(by_layer.items())
        ],
        "texts": list(_texts(things)),
    }


def _enough(things: list[Placed]) -> list[Placed]:
    """The things, or the longest of them where they are too many."""
    if not things:
        return things
    counts = np.array([len(t.drawn.points) for t in things])
    if counts.sum() <= MOST_POINTS:
        return things
    points, lengths = together([t.points for t in things])
    starts = np.cumsum(lengths) - lengths
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    order = np.argsort(-(high - low).max(axis=1), kind="stable")
    kept = order[np.cumsum(counts[order]) <= MOST_POINTS]
    return [things[n] for n in sorted(kept.tolist())]


def _paths(things: list[Placed]) -> Iterator[list[float]]:
    points, counts = together([thing.points for thing in things])
    ends = np.cumsum(counts)
    back = np.array([thing.drawn.closed for thing in things], np.bool_)
    if back.any():
        points = np.insert(points, ends[back], points[(ends - counts)[back]], axis=0)
    points, counts = thinned(points, counts + back, within=NEAR_M)
    for run in np.split(np.round(points, 3), np.cumsum(counts)[:-1]):
        if len(run) > 1 and np.isfinite(run).all():
            yield run.ravel().tolist()


def _texts(things: Iterable[Placed]) -> Iterator[Json]:
    n = 0
    for thing in things:
        entity = thing.entity
        if entity.kind is EntityKind.TEXT and entity.at is not None and entity.text.strip():
            x, y = entity.at
            yield {"at": [round(x, 3), round(y, 3)], "text": entity.text.strip()[:LONGEST_TEXT]}
            n += 1
            if n == MOST_TEXTS:
                return
