"""What a site says of its ways, doors and playgrounds."""

from dataclasses import replace
from typing import Any

import pytest
from shapely import LineString, box

from cpted_rules.analysis.sight.surveillance import Kind
from cpted_rules.plan import ZoneKind
from cpted_rules.site import Site
from tests.cpted_rules.rules.fragment import facts_of, plan_of

WALK = LineString([(0, 13), (32, 13)])
STREET = LineString([(39, -5), (39, 60)])


def estate(**more: list[dict[str, object]]) -> Site:
    """A slab with windows and an entrance on a walk, and a playground with a hedge across it."""
    windows: list[dict[str, object]] = [
        {
            "id": f"w{n}",
            "line": [[2 + 3 * n, 10], [3.5 + 3 * n, 10]],
            "kind": "window",
            "serves": "dwelling",
            "room_use": "거실" if n % 2 else "침실",
            "storey": 1,
        }
        for n in range(10)
    ]
    door = {"id": "d1", "line": [[15, 10], [16.2, 10]], "kind": "door", "storey": 1}
    stair = {"id": "s1", "line": [[31, 10], [31.8, 10]], "kind": "window", "storey": 1}
    plan = {
        "buildings": [{"id": "b1", "area": [[0, 0], [32, 0], [32, 10], [0, 10]], "top_m": 9}],
        "openings": [
            *windows,
            door | {"serves": "building_entrance"},
            stair | {"serves": "stair", "room_use": "계단실"},
        ],
        "roads": [{"id": "r1", "area": [[36, -5], [42, -5], [42, 60], [36, 60]]}],
        "zones": [
            {"id": "p1", "kind": "playground", "area": [[8, 22], [24, 22], [24, 34], [8, 34]]}
        ],
    }
    for name, elements in more.items():
        plan[name] = [*plan.get(name, []), *elements]
    return Site(plan_of(plan), facts_of({}))


def test_watchers_are_known_by_kind_and_room() -> None:
    watchers = estate().sight.watchers_by_kind
    kinds = dict(zip(watchers.eyes.ids, watchers.kind, strict=True))
    uses = dict(zip(watchers.eyes.ids, watchers.use, strict=True))
    assert (kinds["w0"], uses["w0"]) == (Kind.WINDOW, "bedroom")
    assert (kinds["w1"], uses["w1"]) == (Kind.WINDOW, "living")
    assert (kinds["s1"], uses["s1"]) == (Kind.COMMON, "stair")
    assert (kinds["d1"], uses["d1"]) == (Kind.ENTRANCE, "entrance")
    assert (kinds["r1"], uses["r1"]) == (Kind.ROAD, "road")


def test_the_walk_before_the_slab_is_watched_by_all_its_windows() -> None:
    found = estate().sight.surveillance(WALK)
    assert len(found.way) == 32
    assert found.counts(Kind.WINDOW, far=True).tolist() == [10] * 32
    assert found.watched_share(Kind.WINDOW, least=2, far=False) == 1.0
    assert found.index[16] > found.index[0]
    assert found.expected[20, 16] > found.expected[3, 16]


def test_a_wall_before_the_windows_takes_the_walk_from_them() -> None:
    wall = {"id": "f1", "line": [[-5, 11.5], [40, 11.5]], "kind": "wall", "top_m": 2.5}
    found = estate(barriers=[wall]).sight.surveillance(WALK)
    assert found.counts(Kind.WINDOW, Kind.COMMON, far=True).max() == 0
    assert found.index.max() == 0.0


def test_the_entrance_is_seen_from_the_walk_and_not_from_behind_a_wall() -> None:
    wall = {"id": "f1", "line": [[-5, 11.5], [15, 11.5]], "kind": "wall", "top_m": 2.5}
    for barriers, share in (([], 1.0), ([wall], 0.5)):
        site = estate(barriers=barriers)
        found = site.sight.door_view(site.entrances[0], [WALK], within_m=43)
        assert found is not None
        assert found.share == pytest.approx(share, abs=0.07)
        assert found.window_ids == ()  # windows of its own wall do not see it
        assert (found.face.low_m, found.face.high_m) == (0.0, 2.1)


def test_a_door_that_faces_nowhere_has_no_view() -> None:
    alone = {"id": "d9", "line": [[60, 10], [61, 10]], "kind": "door", "storey": 1}
    site = estate(openings=[alone | {"serves": "building_entrance"}])
    door = next(d for d in site.entrances if d.id == "d9")
    assert site.sight.face(door) is None
    assert site.sight.door_view(door, [WALK], within_m=43) is None


def test_a_playground_behind_a_hedge_is_seen_from_its_bench_only() -> None:
    hedge = {"id": "h1", "line": [[0, 21], [32, 21]], "kind": "hedge", "top_m": 2.2}
    bench = {"id": "z1", "kind": "rest", "area": [[10, 35], [14, 35], [14, 37], [10, 37]]}
    site = estate(barriers=[hedge], zones=[bench])
    (play,) = site.zones(ZoneKind.PLAYGROUND)
    found = site.sight.play_view(play, within_m=43)
    assert found.overlooked_share == 0.0
    assert found.cared_share == 1.0
    open_ = estate().sight.play_view(play, within_m=43)
    assert open_.overlooked_share == 1.0
    assert open_.window_ids == tuple(f"w{n}" for n in range(10))
    assert open_.cared_share is None


def test_along_the_slab_all_is_seen_ahead_and_a_niche_is_found() -> None:
    assert estate().sight.forward(WALK).to_end.all()
    assert estate().sight.prospects(WALK).min() > 0.5
    assert estate().sight.niches(WALK) == ()
    assert estate().sight.concealments(WALK) == ()
    walls = [
        {"id": f"f{x}", "line": [[x, 10], [x, 12]], "kind": "wall", "top_m": 2.5} for x in (20, 23)
    ]
    site = estate(barriers=walls)
    (niche,) = site.sight.niches(WALK)
    assert niche.depth_m == pytest.approx(2.0)
    assert niche.width_m == pytest.approx(3.0, abs=0.21)
    (worst, *_) = site.sight.concealments(WALK)
    assert worst.critical
    assert worst.bounds[0].obstacle.id in {"b1", "f20", "f23"}


def test_a_look_at_a_person_is_told_in_section() -> None:
    hedge = {"id": "h1", "line": [[0, 21], [32, 21]], "kind": "hedge", "top_m": 1.2}
    found = estate(barriers=[hedge]).sight.section((16, 13, 1.5), (16, 25, 0))
    assert [cut.obstacle.id for cut in found.cuts] == ["h1"]
    assert found.lowest_seen_m == pytest.approx(1.5 - 0.3 / (8 / 12))


def test_a_yard_behind_a_wall_is_a_blind_spot_with_its_size() -> None:
    yard = [[2, 40], [8, 40], [8, 45], [2, 45], [2, 40]]
    walls = [{"id": "f1", "line": yard, "kind": "wall", "top_m": 2.5}]
    place = box(0, 38, 12, 48)
    (found,) = estate(barriers=walls).sight.blind_spots(place, within_m=60, least_width_m=3)
    assert found.area_m2 == pytest.approx(30, abs=2.5)
    assert found.width_m == pytest.approx(5, abs=0.3)
    assert found.depth_m is None  # no gate
    assert [bound.obstacle.id for bound in found.bounds] == ["f1"]
    assert estate().sight.blind_spots(place, within_m=60) == ()
    assert estate(barriers=walls).sight.blind_spots(box(0, 0, 9, 9), within_m=60) == ()


WALLS: list[dict[str, Any]] = [
    {"id": "f1", "line": [[20, 10], [20, 12]], "kind": "wall", "top_m": 2.5},
    {"id": "f2", "line": [[23, 10], [23, 12]], "kind": "wall", "top_m": 2.5},
    {"id": "f3", "line": [[5, 14], [5, 19]], "kind": "wall", "top_m": 1.9},
    {"id": "f4", "line": [[9, 13.5], [14, 13.5]], "kind": "wall", "top_m": 1.9},
    {"id": "f5", "line": [[2, 40], [8, 40], [8, 45], [2, 45], [2, 40]], "kind": "wall"},
    {"id": "h1", "line": [[0, 21], [16, 21]], "kind": "hedge", "top_m": 2.2},
]
BENCH = {"id": "z1", "kind": "rest", "area": [[10, 35], [14, 35], [14, 37], [10, 37]]}
BEND = LineString([(0, 13), (32, 13), (32, 30)])


def at_level(level_m: float) -> Site:
    """The estate with all its ground at a level above that of the drawings."""
    levels = [
        {"id": f"e{x}{y}", "at": [x, y], "level_m": level_m} for x in (-90, 90) for y in (-90, 90)
    ]
    low = estate(barriers=WALLS, zones=[BENCH], spot_heights=levels)
    return Site(replace(low.plan, datum_m=0.0), low.facts)


def test_on_ground_that_lies_higher_everybody_stands_higher_and_all_is_as_before() -> None:
    flat, raised = estate(barriers=WALLS, zones=[BENCH]).sight, at_level(3.0).sight
    assert raised.terrain.at_m(16, 13) == 3.0
    (play,) = flat.drawn.zones(ZoneKind.PLAYGROUND)
    one, other = flat.surveillance(BEND), raised.surveillance(BEND)
    assert (one.near == other.near).all()
    assert (one.far == other.far).all()
    assert other.index == pytest.approx(one.index)
    view, same = flat.play_view(play, within_m=43), raised.play_view(play, within_m=43)
    assert view.counts.tolist() == same.counts.tolist()
    assert view.cared is not None
    assert same.cared is not None
    assert view.cared.tolist() == same.cared.tolist()
    assert 0 < view.overlooked_share < 1
    assert flat.forward(BEND).metres.tolist() == raised.forward(BEND).metres.tolist()
    assert raised.prospects(BEND) == pytest.approx(flat.prospects(BEND), abs=0.03)
    places, again = flat.concealments(BEND), raised.concealments(BEND)
    assert [p.area_m2 for p in places] == pytest.approx([p.area_m2 for p in again])
    assert [p.metres for p in places] == pytest.approx([p.metres for p in again])
    assert {b.obstacle.id for p in again for b in p.bounds} >= {"f1", "f3"}
    (niche,), (there,) = flat.niches(BEND), raised.niches(BEND)
    assert there == niche
    place = box(0, 38, 12, 48)
    spots = [s.blind_spots(place, within_m=60) for s in (flat, raised)]
    assert [s.area_m2 for s in spots[0]] == pytest.approx([s.area_m2 for s in spots[1]])
    assert [[b.obstacle.id for b in s.bounds] for s in spots[1]] == [["f5"]] * len(spots[0])
    assert spots[0]


def slope(rise: float) -> Site:
    """Walls beside a bend of a walk on a slope that rises to the east."""
    levels = [
        {"id": f"e{x}{y}", "at": [x, y], "level_m": rise * x} for x in (-90, 90) for y in (-90, 90)
    ]
    house = [[31, 14], [20, 14], [20, 30], [31, 30], [31, 14]]
    walls = [
        {"id": "w1", "line": house, "kind": "wall", "top_m": 2.5},
        {"id": "w2", "line": [[8, 10], [8, 12]], "kind": "wall", "top_m": 2.5},
        {"id": "w3", "line": [[8, 10], [11, 10], [11, 12]], "kind": "wall", "top_m": 2.5},
    ]
    return Site(plan_of({"barriers": walls, "spot_heights": levels, "datum_m": 0.0}), facts_of({}))


@pytest.mark.parametrize("rise", [0.15, -0.15])
def test_on_an_even_slope_walls_hide_as_much_as_on_flat_ground(rise: float) -> None:
    flat, steep = slope(0.0).sight, slope(rise).sight
    line = LineString([(0, 13), (31.5, 13), (31.5, 30)])
    one, other = flat.forward(line), steep.forward(line)
    assert one.metres.tolist() == other.metres.tolist()
    assert not other.to_end.all()
    assert steep.prospects(line) == pytest.approx(flat.prospects(line), abs=0.03)
    places, again = flat.concealments(line), steep.concealments(line)
    assert places
    assert [p.area_m2 for p in again] == pytest.approx([p.area_m2 for p in places], abs=0.3)
    (niche,), (there,) = flat.niches(line), steep.niches(line)
    assert there.depth_m == pytest.approx(niche.depth_m)
    assert there.seen_before_m == pytest.approx(niche.seen_before_m, abs=0.3)


def test_closed_rooms_are_neither_blind_spots_nor_places_to_hide() -> None:
    room = {"id": "z9", "kind": "stair", "area": [[4, 14], [9, 14], [9, 18], [4, 18]], "storey": 1}
    walls = [{"id": "f1", "line": [[4, 18], [4, 14], [4, 14]], "kind": "wall", "top_m": 2.5}]
    line = LineString([(0, 13), (20, 13)])
    sight = estate(zones=[room], barriers=walls).sight
    inside = box(4, 14, 9, 18)
    assert all(p.shape.intersection(inside).area < 1e-6 for p in sight.concealments(line))
    spots = sight.blind_spots(box(0, 12, 20, 20), within_m=0.1)
    assert sum(s.area_m2 for s in spots) == pytest.approx(20 * 8 - 20, abs=2)
    assert all(s.shape.intersection(inside).area < 1e-6 for s in spots)
