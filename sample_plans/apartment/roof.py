"""A-104: the roof of a tower with its penthouses and roof doors."""

from sample_plans import symbols
from sample_plans.apartment.layout import CORE_FACE, CORE_HALF, DEPTH, LENGTH, Tower, shifted
from sample_plans.apartment.parts import stair, wall, zone
from sample_plans.apartment.tower import CORE, HALL, OUTER, PARTY, STAIR
from sample_plans.drafting import Pen, box


def draw_roof(pen: Pen, tower: Tower) -> None:
    """The roof of a tower: parapet, penthouses over the cores, roof doors, drains."""
    here = pen.moved(tower.x, tower.y)
    here.area(shifted(tower.outline, -tower.x, -tower.y), "입면")
    here.rectangle(200, 200, LENGTH - 200, DEPTH - 200, "입면")
    zone(here, box(300, 300, LENGTH - 300, 4_600), "옥상")
    here.text(tower.name, (PARTY, DEPTH + 2_400), 4.0)
    for line in (1, 2):
        half = here if line == 1 else here.moved(LENGTH, 0, mirror=True)
        west, east = CORE - CORE_HALF, CORE + CORE_HALF
        low, high = HALL[0] - OUTER, CORE_FACE
        wall(half, (west, low + 100), (east, low + 100), OUTER, [(1_300, 900)])
        wall(half, (west, high - 100), (east, high - 100), OUTER)
        for x in (west + 100, east - 100):
            wall(half, (x, low + OUTER), (x, high - OUTER), OUTER)
        stair(half, STAIR[0] + OUTER, HALL[1] + 100, STAIR[1] - 100, CORE_FACE - OUTER)
        half.text("PH", (CORE + 1_300, 9_800), 1.5)
        half.text("옥탑", (CORE + 900, 6_300), 1.5)
        symbols.door(
            half,
            (CORE - 2_000, low + 100),
            0,
            mark="FSD3",
            width=900,
            use="옥상",
            access="비상문자동개폐장치",
            name=f"{tower.name} {line}호 옥상출입문",
        )
        for x, y in ((2_000, 700), (9_000, 700), (20_000, 700), (2_000, DEPTH - 700)):
            half.circle((x, y), 150, "배선")
            half.text("RD", (x + 700, y), 1.2)
        for x in (4_000, 8_000, 16_500, 20_500):
            half.polyline([(x, 700), (x, DEPTH - 700)], "배선")
        half.text("무근콘크리트 위 우레탄 도막방수", (6_500, 3_000), 1.3)
        half.polyline([(5_000, 1_200), (5_000, 2_400), (4_800, 2_100)], "문자")
        half.text("S=1/100", (6_400, 1_800), 1.2)
