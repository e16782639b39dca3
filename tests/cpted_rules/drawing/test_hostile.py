"""Drawings that would take all memory or time, and damaged parts of sound ones."""

import time
from collections.abc import Callable
from math import cos, pi, sin
from random import Random
from typing import Any

import pytest

from cpted_rules.drawing import Reading
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.dxf import read_dxf
from cpted_rules.errors import DrawingError

Read = Callable[..., Reading]


def test_inserts_that_together_open_to_too_much_are_refused_before_any_is_opened(
    draft: Any, read: Read
) -> None:
    block = draft.document.blocks.new("주동")
    for n in range(2_000):
        block.add_point((n, 0), dxfattribs={"layer": "XYZ"})
    for n in range(201):  # each opens to 2,001
        draft.insert("주동", (0, n))
    start = time.process_time()
    with pytest.raises(DrawingError) as refused:
        read(draft)
    assert refused.value.faults[0].code == "drawing/too-many-entities"
    assert time.process_time() - start < 3


@pytest.mark.parametrize("far", [6e9, 1e300, float("inf"), float("nan")])
def test_an_entity_that_lies_nowhere_is_counted_as_damaged(
    draft: Any, read: Read, far: float
) -> None:
    draft.box("보행로", 0, 0, 10, 2)
    draft.space.add_line((0, 0), (far, 0), dxfattribs={"layer": "담장"})
    reading = read(draft)
    assert len(reading.plan.walks) == 1
    assert reading.plan.barriers == ()
    assert "drawing/damaged-entities" in {note.code for note in reading.notes}


def test_an_outline_tangled_beyond_end_is_set_aside(draft: Any, read: Read) -> None:
    chance = Random(1)
    tangle = [(chance.uniform(0, 50), chance.uniform(0, 50)) for _ in range(3_000)]
    draft.outline("건물외곽선", *tangle)
    start = time.process_time()
    reading = read(draft)
    assert reading.plan.buildings == ()
    assert dict(reading.census[0].set_aside) == {"unreadable_form": 1}
    assert time.process_time() - start < 5


def test_a_long_outline_that_crosses_itself_once_is_untangled(draft: Any, read: Read) -> None:
    """A circle of 3,000 corners, two of them in the wrong order."""
    turns = [2 * pi * n / 3_000 for n in range(3_000)]
    turns[100], turns[101] = turns[101], turns[100]
    draft.outline("건물외곽선", *[(20 * cos(t), 20 * sin(t)) for t in turns])
    (building,) = read(draft).plan.buildings
    assert building.area.is_valid
    assert building.area.area == pytest.approx(pi * 400, rel=1e-3)


@pytest.mark.parametrize(
    ("extrusion", "turn", "along"),
    [(1, 0.0, (1.0, 0.0)), (1, 90.0, (0.0, 1.0)), (-1, 0.0, (-1.0, 0.0)), (-1, 90.0, (0.0, 1.0))],
)
def test_a_text_seen_from_behind_reads_the_other_way(
    draft: Any, extrusion: int, turn: float, along: tuple[float, float]
) -> None:
    draft.space.add_text("담장", dxfattribs={"rotation": turn, "extrusion": (0, 0, extrusion)})
    (text,) = read_dxf(draft.bytes(), "a.dxf").entities
    assert text.kind is EntityKind.TEXT
    assert (text.placed.a, text.placed.c) == pytest.approx(along)
    assert text.placed.mirrored == (extrusion < 0)
