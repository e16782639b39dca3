"""Real models: what is known of them must be read."""

from collections import Counter
from collections.abc import Callable

import pytest

from cpted_rules.drawing import Reading
from cpted_rules.plan import OpeningKind
from tests.cpted_rules.drawing.ifc.models import noted

Read = Callable[[str], Reading]


def entities(reading: Reading, *classes: str) -> int:
    return sum(use.entities for use in reading.census[0].layers if use.layer in classes)


def kinds(reading: Reading) -> Counter[OpeningKind]:
    return Counter(opening.kind for opening in reading.plan.openings)


def test_the_duplex_gives_57_walls_14_doors_24_windows_21_spaces_4_storeys(corpus: Read) -> None:
    reading = corpus("duplex_apartment_ifc2x3.ifc")
    plan = reading.plan
    assert entities(reading, "IfcWall", "IfcWallStandardCase") == 57
    assert len({wall.source for wall in plan.walls}) == 57
    # two of the 24 windows are skylights in the roof
    assert entities(reading, "IfcWindow") == 24
    assert kinds(reading) == {OpeningKind.DOOR: 14, OpeningKind.WINDOW: 22}
    assert "Skylight" in noted(reading)["ifc/opening-placeless"]
    assert sum(zone.source.layer == "IfcSpace" for zone in plan.zones if zone.source) == 21
    # the fourth is the top of the foundation
    assert entities(reading, "IfcBuildingStorey") == 4
    assert [(s.level, round(s.elevation_m, 3)) for s in plan.storeys] == [(1, 0), (2, 3.1), (3, 6)]
    assert "T/FDN" in noted(reading)["ifc/level-no-storey"]


def test_footprints_of_the_duplex_agree_with_another_reader(corpus: Read) -> None:
    zones = corpus("duplex_apartment_ifc2x3.ifc").plan.zones
    areas = {round(zone.area.area, 2) for zone in zones}
    assert {27.66, 12.95, 3.16} <= areas


def test_openings_of_the_duplex_are_as_wide_as_their_names_say(corpus: Read) -> None:
    named = 0
    for opening in corpus("duplex_apartment_ifc2x3.ifc").plan.openings:
        # such as M_Fixed:4835mm x 2420mm:4835mm x 2420mm:145788
        width, height = (int(w.strip(" m")) / 1000 for w in opening.label.split(":")[1].split("x"))
        assert opening.line.length == pytest.approx(width, abs=0.002)
        assert opening.head_m is not None
        assert opening.sill_m is not None
        assert opening.head_m - opening.sill_m == pytest.approx(height, abs=0.002)
        named += 1
    assert named == 36


def test_windows_of_the_duplex_look_away_from_its_middle(corpus: Read) -> None:
    plan = corpus("duplex_apartment_ifc2x3.ifc").plan
    (house,) = plan.buildings
    x0, y0, x1, y1 = house.area.bounds
    side = {0.0: y1, 90.0: x1, 180.0: y0, 270.0: x0}
    windows = [o for o in plan.openings if o.kind is OpeningKind.WINDOW]
    for window in windows:
        assert window.outward_deg in side
        middle = window.line.centroid
        across = middle.x if window.outward_deg in (90.0, 270.0) else middle.y
        assert abs(across - side[window.outward_deg]) < 0.4
    assert (house.floors, house.top_m) == (2, pytest.approx(6.609, abs=0.001))


def test_the_fzk_house_keeps_umlauts_place_and_north(corpus: Read) -> None:
    reading = corpus("fzk_haus_ifc4.ifc")
    plan = reading.plan
    assert "Küche" in {zone.label for zone in plan.zones}
    assert kinds(reading) == {OpeningKind.DOOR: 5, OpeningKind.WINDOW: 11}
    assert len({wall.source for wall in plan.walls}) == 13
    assert [(s.level, round(s.elevation_m, 3)) for s in plan.storeys] == [(1, 0.0), (2, 2.7)]
    assert plan.north_deg == pytest.approx(50.0)
    # 49° 6' 1.566" and 8° 26' 11.5404"
    assert "49.100435°, longitude 8.436539°" in noted(reading)["ifc/latitude-longitude"]
    assert plan.buildings[0].area.area == pytest.approx(12.0 * 10.0)
    assert "ifc/no-boundary" in noted(reading)


def test_the_open_house_has_one_storey_without_a_name_in_millimetres(corpus: Read) -> None:
    reading = corpus("open_house_ifc4.ifc")
    plan = reading.plan
    assert (reading.census[0].unit, len(plan.walls), len(plan.storeys)) == ("mm", 4, 1)
    assert kinds(reading) == {OpeningKind.DOOR: 1, OpeningKind.WINDOW: 5}
    # 1860 mm: windows made of parts, without a body of their own
    widths = {round(o.line.length, 3) for o in plan.openings if o.kind is OpeningKind.WINDOW}
    assert widths == {1.86}
    assert {"ifc/storey-unnamed", "ifc/no-spaces", "ifc/no-georeference"} <= noted(reading).keys()


def test_the_pavilion_has_no_storey_no_place_and_19_proxies(corpus: Read) -> None:
    reading = corpus("barcelona_pavilion_freecad.ifc")
    said = noted(reading)
    assert said["drawing/proxy"].startswith("19 objects")
    assert {"ifc/no-storeys", "ifc/no-georeference", "ifc/building-from-slabs"} <= said.keys()
    assert kinds(reading) == {OpeningKind.DOOR: 6, OpeningKind.WINDOW: 35}
    # its widths are millimetres in a model of metres
    assert said["ifc/opening-contrary"].startswith("the stated width of 40 ")
    assert sum(wall.column for wall in reading.plan.walls) == 8
