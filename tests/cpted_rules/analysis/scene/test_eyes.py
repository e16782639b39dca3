"""Where eyes are, and which way they look."""

import pytest
from shapely import LineString, box

from cpted_rules.analysis.scene.eyes import (
    before,
    facing,
    ground_before,
    ground_eyes,
    guard_eyes,
    opening_eyes,
    outside_of,
)
from cpted_rules.analysis.scene.levels import ground_of
from cpted_rules.plan import Opening, OpeningKind, SitePlan
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

HOUSE = box(0, 0, 10, 10)
DEFAULT = Settings()


def window(**fields: object) -> Opening:
    values = {"id": "w", "line": LineString([(4, 0), (6, 0)]), "kind": OpeningKind.WINDOW}
    return Opening(**(values | {"storey": 1} | fields))  # type: ignore[arg-type]


def eyes(plan: SitePlan, *openings: Opening) -> list[tuple[float, ...]]:
    found = opening_eyes(plan, DEFAULT, openings, lambda storey: HOUSE)
    return [tuple(round(v, 6) for v in row) for row in found.at.tolist()]


def test_a_window_faces_away_from_its_building() -> None:
    assert facing(window(), HOUSE) == pytest.approx((0, -1))
    assert facing(window(line=LineString([(6, 0), (4, 0)])), HOUSE) == pytest.approx((0, -1))
    assert facing(window(line=LineString([(10, 4), (10, 6)])), HOUSE) == pytest.approx((1, 0))


def test_what_is_drawn_wins() -> None:
    assert facing(window(outward_deg=90.0), HOUSE) == pytest.approx((1, 0))


def test_a_line_in_the_open_faces_nowhere_known() -> None:
    assert facing(window(line=LineString([(4, -20), (6, -20)])), HOUSE) is None
    assert before(window(line=LineString([(4, -20), (6, -20)])), HOUSE) is None


def test_an_eye_in_a_recess_is_moved_to_the_face() -> None:
    at = outside_of(5, 1.5, (0, -1), HOUSE)
    assert at == pytest.approx((5, -0.05), abs=0.001)
    assert outside_of(5, 5, (0, -1), HOUSE) is None  # five metres deep: no window


def test_eyes_are_at_eye_height_on_their_floor() -> None:
    plan = plan_of({})
    assert eyes(plan, window()) == [(5, -0.05, 1.5, 0, -1)]
    assert eyes(plan, window(storey=3)) == [(5, -0.05, 7.5, 0, -1)]


def test_nobody_looks_out_of_a_bathroom_or_a_window_above_the_eyes() -> None:
    plan = plan_of({})
    assert eyes(plan, window(room_use="공용욕실")) == []
    assert eyes(plan, window(sill_m=1.6)) == []
    assert eyes(plan, window(sill_m=1.5)) != []


def test_the_guard_looks_out_of_the_windows_of_the_post_or_all_around() -> None:
    post = {"id": "g1", "kind": "guard_post", "area": [[0, 0], [4, 0], [4, 4], [0, 4]]}
    plan = plan_of({"zones": [post]})
    around = guard_eyes(plan, DEFAULT, lambda storey: box(0, 0, 4, 4))
    assert set(around.ids) == {"g1"}
    assert len(around) == 16
    glass = {
        "id": "w1", "line": [[1, 0], [3, 0]], "kind": "window", "serves": "guard_post", "storey": 1,
    }  # fmt: skip
    plan = plan_of({"zones": [post], "openings": [glass]})
    assert guard_eyes(plan, DEFAULT, lambda storey: box(0, 0, 4, 4)).ids == ("w1",)


def test_the_nearest_eye_that_faces_the_target() -> None:
    plan = plan_of({})
    found = opening_eyes(
        plan,
        DEFAULT,
        [window(id="a"), window(id="b", line=LineString([(4, 10), (6, 10)]))],
        lambda storey: HOUSE,
    )
    assert found.nearest((5, 30, 1)) == pytest.approx((5, 10.05, 1.5))
    assert found.nearest((5, -30, 1)) == pytest.approx((5, -0.05, 1.5))


def test_the_ground_before_a_door_is_half_a_disc_round_a_line() -> None:
    near = ground_before(window(), HOUSE, from_m=0, to_m=2)
    # a rectangle of 2 x 2 m and two quarters of a disc of 2 m, less the 5 cm to the face
    assert near.area == pytest.approx(4 + 3.1416 * 4 / 2, rel=0.05)
    assert near.bounds == pytest.approx((2, -2, 8, -0.05), abs=0.01)
    ring = ground_before(window(), HOUSE, from_m=2, to_m=8)
    assert ring.intersection(near).area == pytest.approx(0, abs=1e-9)


SLOPE = plan_of(
    {
        "buildings": [{"id": "b1", "area": [[0, 0], [10, 0], [10, 10], [0, 10]]}],
        "openings": [
            {
                "id": "d",
                "line": [[10, 4], [10, 6]],
                "kind": "door",
                "serves": "building_entrance",
                "storey": 1,
            }
        ],
        "zones": [{"id": "g", "kind": "guard_post", "area": [[22, 0], [24, 0], [24, 2], [22, 2]]}],
        "spot_heights": [
            {"id": f"e{x}{y}", "at": [x, y], "level_m": 0.1 * x}
            for x in (-40, 41)
            for y in (-40, 40)
        ],
        "datum_m": 0.0,
    }
)
"""Ground that rises by a tenth to the east; the house stands at its eastern door, 1 m up."""


def test_eyes_at_windows_go_up_with_their_building_and_eyes_outside_with_the_ground() -> None:
    ground = ground_of(SLOPE)
    found = opening_eyes(SLOPE, DEFAULT, [window(storey=3)], lambda _: HOUSE, ground=ground)
    assert found.at[0, 2] == pytest.approx(6.0 + 1.5 + 1.0)
    people = ground_eyes(box(20, 0, 24, 4), "r", step_m=1.0, z_m=1.5, ground=ground)
    assert len(people) == 16
    assert people.at[:, 2] == pytest.approx(people.at[:, 0] * 0.1 + 1.5)
    guard = guard_eyes(SLOPE, DEFAULT, lambda _: HOUSE, ground=ground)
    assert guard.at[:, 2] == pytest.approx(guard.at[:, 0] * 0.1 + 1.5)


def test_on_flat_ground_eyes_are_where_they_were_without_it() -> None:
    flat = ground_eyes(box(20, 0, 24, 4), "r", step_m=1.0, z_m=1.5)
    assert set(flat.at[:, 2].tolist()) == {1.5}
    assert len(guard_eyes(SLOPE, DEFAULT, lambda _: HOUSE)) > 0
    assert set(guard_eyes(SLOPE, DEFAULT, lambda _: HOUSE).at[:, 2].tolist()) == {1.5}
