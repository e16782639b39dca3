"""What a site says of its ways, doors and playgrounds."""

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
