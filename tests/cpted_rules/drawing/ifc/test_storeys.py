"""Storeys are numbered by their height above the ground, whatever they are called."""

import pytest

from cpted_rules.plan import Storey
from tests.cpted_rules.drawing.ifc.models import SCHEMAS, House, Model, noted


def tower(*storeys: tuple[str | None, float], schema: str = "IFC4") -> Model:
    """A model of one room with a door on each storey."""
    model = Model(schema)
    for name, z in storeys:
        storey = model.storey(name, z)
        model.box("IfcWall", "벽", (0, 0, z), (4, 0.2, 2.8), storey)
        model.box("IfcSpace", "실", (0, 0.2, z), (4, 3, 2.5), storey)
    return model


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_basement_two_storeys_and_a_roof(schema: str) -> None:
    plan = tower(("지하1층", -3.5), ("1층", 0.3), ("2층", 3.3), schema=schema).read().plan
    assert plan.storeys == (
        Storey(level=-1, elevation_m=-3.5, height_m=3.8),
        Storey(level=1, elevation_m=0.3, height_m=3.0),
        Storey(level=2, elevation_m=3.3, height_m=2.8),
    )
    assert [z.storey for z in sorted(plan.zones, key=lambda z: z.storey)] == [-1, 1, 2]


@pytest.mark.parametrize(("floor_m", "level"), [(-1.4, 1), (-1.5, -1), (-1.6, -1)])
def test_a_storey_half_under_ground_is_a_basement(floor_m: float, level: int) -> None:
    # 3 m high: below ground by 1.4, 1.5 and 1.6 m
    storeys = tower(("가", floor_m), ("나", floor_m + 3.0)).read().plan.storeys
    assert storeys[0].level == level


def test_storeys_without_names_are_numbered_by_height_and_said_so() -> None:
    reading = tower((None, 3.0), (None, 0.0)).read()
    assert [(s.level, s.elevation_m) for s in reading.plan.storeys] == [(1, 0.0), (2, 3.0)]
    assert "2 storeys" in noted(reading)["ifc/storey-unnamed"]


def test_a_height_of_construction_is_no_storey() -> None:
    model = tower(("1층", 0.0), ("2층", 3.0))
    model.storey("기초", -1.2)
    reading = model.read()
    assert [s.level for s in reading.plan.storeys] == [1, 2]
    assert "기초" in noted(reading)["ifc/level-no-storey"]


def test_a_model_without_storeys_has_one_and_says_so() -> None:
    model = Model()
    model.box("IfcWall", "벽", (0, 0, 1.0), (4, 0.2, 2.8), model.building)
    reading = model.read()
    assert reading.plan.storeys == (Storey(level=1, elevation_m=0.0, height_m=2.8),)
    assert "ifc/no-storeys" in noted(reading)


def test_storeys_at_sea_level_heights_are_counted_from_the_one_named_first() -> None:
    reading = tower(("B1", 34.0), ("1F", 38.0), ("2F", 41.0)).read()
    assert [(s.level, s.elevation_m) for s in reading.plan.storeys] == [
        (-1, -4.0),
        (1, 0.0),
        (2, 3.0),
    ]
    assert "named as the first" in noted(reading)["ifc/ground-assumed"]


def test_the_ground_is_the_terrain_where_the_site_has_a_body() -> None:
    model = tower(("가", 0.0), ("나", 3.0), ("다", 6.0))
    terrain = model.box("IfcSite", "지형", (-20, -20, -1.0), (50, 50, 4.0))
    model.put(terrain, model.project)
    reading = model.read()
    assert [(s.level, s.elevation_m) for s in reading.plan.storeys] == [
        (-1, -3.0),
        (1, 0.0),
        (2, 3.0),
    ]
    assert "terrain" in noted(reading)["ifc/ground-assumed"]
    assert not reading.plan.boundaries
    assert "not taken" in noted(reading)["ifc/no-boundary"]


def test_the_ground_is_where_the_building_states_it() -> None:
    model = tower(("가", 0.0), ("나", 3.0))
    model.building.ElevationOfRefHeight = 30_000.0
    model.building.ElevationOfTerrain = 33_000.0
    reading = model.read()
    assert [(s.level, s.elevation_m) for s in reading.plan.storeys] == [(-1, -3.0), (1, 0.0)]
    assert "ifc/ground-assumed" not in noted(reading)


def test_storeys_that_are_all_placed_at_zero_are_told_by_their_elevation() -> None:
    model = Model()
    for name, z in (("1층", 0.0), ("2층", 3.0)):
        storey = model.spatial("IfcBuildingStorey", name, model.building)
        storey.Elevation = z * 1000.0
        model.box("IfcWall", "벽", (0, 0, z), (4, 0.2, 2.8), storey)
        model.box("IfcSpace", "실", (0, 0.2, z), (4, 3, 2.5), storey)
    assert [(s.level, s.elevation_m) for s in model.read().plan.storeys] == [(1, 0.0), (2, 3.0)]


def test_the_same_floor_of_two_buildings_is_one_storey() -> None:
    house = House()
    other = house.spatial("IfcBuilding", "102동", house.site)
    storey = house.storey("1층", 0.0, other)
    for at, size in (
        ((10, 0, 0), (5, 0.2, 3)),
        ((10, 3.8, 0), (5, 0.2, 3)),
        ((10, 0.2, 0), (0.2, 3.6, 3)),
        ((14.8, 0.2, 0), (0.2, 3.6, 3)),
    ):
        house.wall("벽", at, size, storey)
    plan = house.read().plan
    assert [s.level for s in plan.storeys] == [1]
    assert sorted(round(b.area.area, 3) for b in plan.buildings) == [20.0, 24.0]
    assert {o.building for o in plan.openings} == {
        next(b.id for b in plan.buildings if b.label == "101동")
    }


def test_a_wall_through_two_storeys_stands_on_both() -> None:
    model = tower(("1층", 0.0), ("2층", 3.0))
    model.box(
        "IfcWall", "통벽", (8, 0, 0), (4, 0.2, 5.8), model.file.by_type("IfcBuildingStorey")[0]
    )
    through = [w for w in model.read().plan.walls if w.label == "통벽"]
    assert [(w.storey, w.base_m, w.top_m) for w in through] == [(1, 0.0, None), (2, 0.0, None)]
    assert len({w.source for w in through}) == 1
    assert len({w.id for w in through}) == 2


def test_an_upper_storey_that_stands_out_is_a_mass_above_ground() -> None:
    house = House()
    up = house.storey("2층", 3.0)
    for at, size in (
        ((0, 0, 3), (10, 0.2, 3)),
        ((0, 3.8, 3), (10, 0.2, 3)),
        ((0, 0.2, 3), (0.2, 3.6, 3)),
        ((9.8, 0.2, 3), (0.2, 3.6, 3)),
    ):
        house.wall("벽", at, size, up)
    plan = house.read().plan
    assert [(round(b.area.area, 2), b.base_m, b.top_m, b.floors) for b in plan.buildings] == [
        (24.0, 0.0, 6.0, 2),
        (16.0, 3.0, 6.0, 2),
    ]
