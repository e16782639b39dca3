"""Plain texts beside fences, in planted areas and inside buildings that say what a tag would."""

from collections.abc import Callable
from typing import Any

import pytest

from cpted_rules.drawing import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("words", "top_m", "see_through"),
    [
        ("투시형 휀스 H=1.5m", 1.5, True),
        ("메쉬휀스 H1,200", 1.2, True),
        ("담장 높이 1.8", 1.8, None),
        ("블럭담장(H: 900mm)", 0.9, False),
        ("천장고 CH=2.4", None, None),
        ("H=1.5", None, None),  # of what, nobody knows
        ("휀스", None, None),
    ],
)
def test_a_text_beside_a_fence_says_its_height_and_kind(
    draft: Any, read: Read, words: str, top_m: float | None, see_through: bool | None
) -> None:
    draft.outline("담장", (0, 0), (20, 0), closed=False)
    draft.text(words, (10, 1.0))
    (fence,) = read(draft).plan.barriers
    assert (fence.top_m, fence.see_through) == (top_m, see_through)


def test_a_tag_goes_before_a_text(draft: Any, read: Read) -> None:
    draft.outline("담장", (0, 0), (20, 0), closed=False)
    draft.text("담장 H=1.8", (10, 0.2))
    draft.insert("담장표기", (10, 2.5), TYPE="투시형", HEIGHT="1.2")
    assert read(draft).plan.barriers[0].top_m == 1.2


def test_a_text_out_of_reach_speaks_of_nothing_and_is_no_complaint(draft: Any, read: Read) -> None:
    draft.outline("담장", (0, 0), (20, 0), closed=False)
    draft.text("담장 H=1.8", (10, 3.5))
    reading = read(draft)
    assert reading.plan.barriers[0].top_m is None
    assert "drawing/tag-unjoined" not in {n.code for n in reading.notes}


@pytest.mark.parametrize(
    ("words", "floors", "label", "top_m"),
    [
        ("101동 (지상 15층)", 15, "101동", None),
        ("지하1층/지상4층 H=13.5m", 4, "", 13.5),
        ("5F", 5, "", None),
        ("지하 2층", None, "", None),
        ("본 건축물은 3층마다 방화구획을 설치할 것이며 도면을 따른다", None, "", None),
    ],
)
def test_a_text_inside_a_building_says_its_floors_and_name(
    draft: Any, read: Read, words: str, floors: int | None, label: str, top_m: float | None
) -> None:
    draft.box("건물외곽선", 0, 0, 30, 20)
    draft.text(words, (5, 5))
    (building,) = read(draft).plan.buildings
    assert (building.floors, building.label, building.top_m) == (floors, label, top_m)


def test_a_text_in_a_bed_says_its_species_and_height(draft: Any, read: Read) -> None:
    draft.box("관목", 0, 0, 10, 2)
    draft.text("회양목 H0.3×W0.3, 120주", (2, 1))
    (bed,) = read(draft).plan.shrubs
    assert (bed.species, bed.height_m) == ("회양목", 0.3)
