"""Real drawings, counted by eye: walls, doors, windows and rooms out of their linework."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import pytest

from cpted_rules.drawing.drawing import DrawnEntity, EntityKind
from cpted_rules.drawing.linework import (
    Arc,
    Linework,
    Stroke,
    Structure,
    arcs_of,
    pair_evidence,
    strokes_of,
    structure_of,
)
from tests.cpted_rules.drawing.read_once import drawing_of

CORPUS = Path(__file__).parents[4] / "../shared/corpus/dxf"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")

LINES = {EntityKind.LINE, EntityKind.POLYLINE, EntityKind.CURVE, EntityKind.ARC}


@cache
def entities(name: str) -> tuple[DrawnEntity, ...]:
    return tuple(drawing_of(CORPUS / name).flat(lambda e: False))


def scaled(entity: DrawnEntity, unit_m: float, turn_deg: float = 0.0) -> list[tuple[float, float]]:
    c, s = unit_m * cos(radians(turn_deg)), unit_m * sin(radians(turn_deg))
    return [(c * x - s * y, s * x + c * y) for x, y in entity.points]


def read(
    name: str,
    unit_m: float,
    is_wall: Callable[[str], bool],
    glass: str = "",
    *,
    turn_deg: float = 0.0,
) -> Structure:
    drawn: dict[str, list[Stroke]] = {"walls": [], "glazing": [], "doors": [], "free": []}
    arcs: list[Arc] = []
    for ref, entity in enumerate(entities(name)):
        if entity.kind not in LINES:
            continue
        points = scaled(entity, unit_m, turn_deg)
        if is_wall(entity.layer):
            kind = "walls"
        elif glass and entity.layer == glass:
            kind = "glazing"
        elif entity.layer == "Doors":
            kind = "doors"
        else:
            kind = "free"
        if entity.kind is not EntityKind.ARC or kind == "walls":
            drawn[kind] += strokes_of(points, ref=ref, closed=entity.closed)
        if kind in ("doors", "free"):
            arcs += arcs_of(points, ref=ref, closed=entity.closed)
    return structure_of(
        Linework(
            walls=tuple(drawn["walls"]),
            glazing=tuple(drawn["glazing"]),
            doors=tuple(drawn["doors"]),
            free=tuple(drawn["free"]),
            arcs=tuple(arcs),
        )
    )


def kinds(found: Structure) -> dict[str, int]:
    return dict(Counter(o.kind.value for o in found.openings))


def test_an_office_floor_has_its_four_doors_and_four_rooms() -> None:
    found = read("medialab_office_room.dxf", 0.01, lambda layer: layer == "Walls")
    assert kinds(found) == {"door": 4}
    assert sum(len(o.swing) for o in found.openings) == 5  # one is double
    assert len(found.rooms) == 4
    assert len(found.outlines) == 1


def test_a_pavilion_has_its_doors_glass_and_rooms() -> None:
    found = read("barcelona_pavilion_plan.dxf", 1.0, lambda layer: layer == "Walls", "Crystal")
    counted = kinds(found)
    assert counted["door"] == 6  # four single and two double
    assert sum(len(o.swing) for o in found.openings) == 8
    # the two toilets, the office and its anteroom, and the light well between two walls of glass
    assert len(found.rooms) == 5
    assert sum(w.axis.length for w in found.walls) == pytest.approx(109.8, abs=0.5)


@pytest.mark.parametrize("turn_deg", [33.3, 90.0, 211.7])
@pytest.mark.parametrize(
    ("name", "unit_m", "glass"),
    [
        ("medialab_office_room.dxf", 0.01, ""),
        ("barcelona_pavilion_plan.dxf", 1.0, "Crystal"),
        ("campus_block_ground.dxf", 0.01, ""),
    ],
)
def test_a_real_drawing_turned_builds_the_same(
    name: str, unit_m: float, glass: str, turn_deg: float
) -> None:
    one = read(name, unit_m, lambda layer: layer == "Walls", glass)
    other = read(name, unit_m, lambda layer: layer == "Walls", glass, turn_deg=turn_deg)
    assert kinds(other) == kinds(one)
    lengths = [sorted(o.line.length for o in s.openings) for s in (one, other)]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.001)
    areas = [sorted(r.area for r in s.rooms) for s in (one, other)]
    assert areas[0] == pytest.approx(areas[1], rel=1e-4)


@pytest.mark.parametrize(
    ("name", "unit_m", "layer", "least"),
    [
        ("barcelona_pavilion_plan.dxf", 1.0, "Walls", 0.9),
        ("lyon_school_groundfloor.dxf", 0.01, "Walls", 0.7),
        ("campus_block_ground.dxf", 0.01, "Walls", 0.7),
        ("campus_block_level2.dxf", 0.01, "Walls", 0.7),
        ("guadalajara_studio_curved.dxf", 0.01, "Walls", 0.4),
        ("medialab_office_room.dxf", 0.01, "Walls", 0.9),
        ("medialab_floor2_roomlayers.dxf", 0.01, "Walls", 0.9),
        ("sansebastian_exploded_text.dxf", 10.0, "Walls", 0.8),
        ("open_floor_mur_r2018.dxf", 1.0, "MUR", 0.8),
    ],
)
def test_the_wall_layer_shows_by_its_pairs(
    name: str, unit_m: float, layer: str, least: float
) -> None:
    by_layer: dict[str, list[Stroke]] = {}
    for ref, entity in enumerate(entities(name)):
        if entity.kind in LINES or entity.kind is EntityKind.CIRCLE:
            drawn = strokes_of(scaled(entity, unit_m), ref=ref, closed=entity.closed)
            by_layer.setdefault(entity.layer, []).extend(drawn)
    first, second, *_ = pair_evidence(by_layer)
    assert first.layer == layer
    assert first.confidence >= least
    assert second.confidence <= 0.6 * first.confidence
