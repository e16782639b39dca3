"""Several site data files as one, and the place of the site put to what is declared."""

import pytest
from shapely import Point, box

from cpted_rules.plan import Building, Road
from cpted_rules.sitedata import (
    District,
    DistrictLevel,
    Parcel,
    PublicPoint,
    SiteDataKind,
    SiteFrame,
    Surroundings,
    districts_at,
    place_notes,
    together,
)

SEOUL = SiteFrame(crs="EPSG:5186", origin=(203_182.0, 544_506.0))
GANGNAM = District(name="강남구", level=DistrictLevel.GU, area=box(-900, -900, 100, 900))
SEOCHO = District(name="서초구", level=DistrictLevel.GU, area=box(100, -900, 900, 900))
YEOKSAM = District(name="역삼동", level=DistrictLevel.DONG, area=box(-90, -90, 90, 90))


def light(x: float, file: str, **more: object) -> PublicPoint:
    return PublicPoint(
        kind=SiteDataKind.LIGHTS,
        at=Point(x, 0),
        where=f"{file}:2",
        **more,  # type: ignore[arg-type]
    )


def test_a_lamp_that_stands_in_two_files_is_one() -> None:
    one = Surroundings(points=(light(0, "a.csv", count=2),))
    two = Surroundings(points=(light(0.4, "b.csv", label="가로등", count=2), light(5, "b.csv")))
    both = together([one, two])
    assert [(p.label, p.count) for p in both.points] == [("가로등", 2), ("", 1)]
    assert [n.code for n in both.notes] == ["sitedata/doubled-files"]


def test_kinds_are_not_merged_with_one_another() -> None:
    camera = PublicPoint(kind=SiteDataKind.CAMERAS, at=Point(0, 0))
    assert len(together([Surroundings(points=(camera, light(0, "a.csv")))]).points) == 2


@pytest.mark.parametrize(("shift_m", "kept"), [(0.0, 1), (0.2, 1), (1.0, 2), (10.0, 2)])
def test_buildings_and_roads_in_two_files_are_one_where_their_outlines_agree(
    shift_m: float, kept: int
) -> None:
    def around(x: float) -> Surroundings:
        area = box(x, 0, x + 10, 20)
        return Surroundings(
            buildings=(Building(id=f"b{x}", area=area),), roads=(Road(id=f"r{x}", area=area),)
        )

    both = together([around(0.0), around(shift_m)])
    assert (len(both.buildings), len(both.roads)) == (kept, kept)


def test_districts_of_two_years_and_parcels_of_two_files_are_kept_once() -> None:
    newer = District(name="강남구", level=DistrictLevel.GU, area=box(-890, -900, 110, 900))
    numbered = Parcel(area=box(0, 0, 1, 1), pnu="1168010100107220009")
    plain = Parcel(area=box(0, 0, 1, 1))
    one = Surroundings(districts=(GANGNAM, SEOCHO), parcels=(numbered, plain))
    two = Surroundings(districts=(newer,), parcels=(numbered, plain))
    both = together([one, two])
    assert both.districts == (GANGNAM, SEOCHO)
    assert [p.pnu for p in both.parcels] == [numbered.pnu, "", ""]


def test_the_gu_and_the_dong_that_hold_the_site_are_told() -> None:
    around = Surroundings(districts=(YEOKSAM, SEOCHO, GANGNAM))
    assert [d.name for d in districts_at(around)] == ["강남구", "역삼동"]
    assert [d.name for d in districts_at(around, Point(500, 0))] == ["서초구"]


@pytest.mark.parametrize(
    ("declared", "said"),
    [("강남구", 0), ("서울특별시 강남구", 0), ("", 0), ("서초구", 1)],
)
def test_a_district_that_is_not_where_the_site_lies_is_said(declared: str, said: int) -> None:
    around = Surroundings(districts=(GANGNAM, SEOCHO, YEOKSAM))
    notes = list(place_notes(SEOUL, around, district=declared))
    assert [n.code for n in notes] == ["sitedata/other-district"] * said


@pytest.mark.parametrize(
    ("crs", "origin", "words"),
    [
        ("EPSG:5186", (203_182.0, 544_506.0), None),
        ("EPSG:5186", (203_182.0, 444_506.0), "EPSG:5181"),
        ("EPSG:5181", (203_182.0, 544_506.0), "EPSG:5186"),
        ("EPSG:5186", (959_000.0, 1_944_000.0), "EPSG:5179"),
        ("EPSG:5186", (544_506.0, 203_182.0), "swapped"),
        ("EPSG:5187", (234_000.0, 285_000.0), None),  # Busan: no review of Seoul, but no mistake
    ],
)
def test_an_origin_that_another_system_would_put_in_seoul_is_said(
    crs: str, origin: tuple[float, float], words: str | None
) -> None:
    frame = SiteFrame(crs=crs, origin=origin)
    notes = list(place_notes(frame, Surroundings(), district="강남구"))
    assert [words in n.text.en for n in notes if words] == ([True] if words else [])
    assert bool(notes) is bool(words)
