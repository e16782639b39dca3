"""Coordinate systems: told by their values, put to what is declared, never moved in silence."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from cpted_rules.note import Severity
from cpted_rules.sitedata import SiteFrame, detect_crs
from cpted_rules.sitedata.systems import choose
from cpted_rules.sitedata.systems.boxes import SEOUL_DEG, box_of, code_of
from cpted_rules.sitedata.systems.choose import twin_shift_m

SYSTEMS = ("EPSG:4326", "EPSG:5179", "EPSG:5186", "EPSG:5181", "EPSG:5174")
YEOKSAM = (127.036, 37.500)
SEOUL = SiteFrame(crs="EPSG:5186", origin=(203_182.0, 544_506.0))  # Yeoksam-dong
CHEONAN = SiteFrame(crs="EPSG:5186", origin=(200_000.0, 445_500.0))  # 36.61 N, 127 E


def turned(
    points: list[tuple[float, float]], to: str, since: str = "EPSG:4326"
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    x, y = np.array(points).T
    return np.column_stack(Transformer.from_crs(since, to, always_xy=True).transform(x, y))


def around(to: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Four points about 100 m around the site in Yeoksam-dong."""
    x, y = YEOKSAM
    return turned([(x, y), (x + 0.001, y), (x, y + 0.001), (x - 0.001, y)], to)


@pytest.mark.parametrize(
    ("crs", "documented_km"),
    [  # korea.md, section 5
        ("EPSG:5186", (179, 537, 216, 567)),
        ("EPSG:5181", (179, 437, 216, 467)),
        ("EPSG:5179", (935, 1937, 972, 1967)),
    ],
)
def test_the_boxes_of_seoul_are_the_documented_ones(
    crs: str, documented_km: tuple[float, ...]
) -> None:
    box_km = np.array(box_of(crs, SEOUL_DEG)) / 1000
    assert box_km == pytest.approx(documented_km, abs=1.5)


def test_the_two_belts_differ_by_exactly_100_km() -> None:
    (to_2002,), (to_2010,) = turned([YEOKSAM], "EPSG:5181"), turned([YEOKSAM], "EPSG:5186")
    assert to_2010 - to_2002 == pytest.approx((0, 100_000), abs=1e-6)


def test_the_bessel_twin_lies_three_to_four_hundred_metres_off() -> None:
    assert 300 < twin_shift_m(SEOUL) < 400


PAIRS = st.sampled_from(list(permutations(SYSTEMS, 2)))


@settings(deadline=None)
@given(longitude=st.floats(126.7, 127.3), latitude=st.floats(37.4, 37.8), pair=PAIRS)
def test_a_point_goes_to_any_system_and_back_within_a_millimetre_and_a_centimetre_by_bessel(
    longitude: float, latitude: float, pair: tuple[str, str]
) -> None:
    one, other = pair
    start = turned([(longitude, latitude)], one)
    back = turned([tuple(turned([tuple(start[0])], other, one)[0])], one, other)
    metre = 1 / 111_000 if one == "EPSG:4326" else 1.0
    # EPSG's small rotations of the Bessel datum are not inverted exactly: 4.7 mm in Seoul
    tolerance_m = 0.01 if "EPSG:5174" in pair else 0.001
    assert np.abs(back - start).max() < tolerance_m * metre


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:5179", "EPSG:5186", "EPSG:3857", "EPSG:32652"])
@pytest.mark.parametrize("frame", [None, SEOUL])
@pytest.mark.parametrize("swapped", [False, True])
def test_values_in_seoul_speak_for_one_system_and_one_order_of_axes(
    crs: str, frame: SiteFrame | None, swapped: bool
) -> None:
    points = around(crs)[:, ::-1] if swapped else around(crs)
    found = detect_crs(points, frame=frame)
    assert (found[0].crs, found[0].swapped) == (crs, swapped)
    assert [c.fit for c in found].count(found[0].fit) == 1


@pytest.mark.parametrize("crs", ["EPSG:5181", "EPSG:5174"])
def test_the_twins_cannot_be_told_apart_by_values(crs: str) -> None:
    found = detect_crs(around(crs), frame=SEOUL)
    assert {c.crs for c in found if c.fit == found[0].fit} == {"EPSG:5181", "EPSG:5174"}


def test_a_third_of_wrong_rows_does_not_change_what_is_detected() -> None:
    points = np.vstack([around("EPSG:5186"), [(0, 0), (1.0, 2.0)]])
    assert detect_crs(points)[0].crs == "EPSG:5186"


def test_values_that_lie_nowhere_in_korea_speak_for_nothing() -> None:
    assert detect_crs([(2.35, 48.85)]) == ()
    assert detect_crs([(0, 0), (float("nan"), 1)]) == ()
    assert detect_crs([]) == ()


@pytest.mark.parametrize(
    ("values", "declared", "read_as", "code"),
    [
        ("EPSG:4326", "EPSG:4326", "EPSG:4326", None),
        ("EPSG:5186", "EPSG:5186", "EPSG:5186", None),
        ("EPSG:5181", "EPSG:5181", "EPSG:5181", None),
        ("EPSG:5174", "EPSG:5174", "EPSG:5174", "sitedata/datum-shifted"),
        ("EPSG:4326", None, "EPSG:4326", None),
        ("EPSG:5186", None, "EPSG:5186", "sitedata/crs-detected"),
        ("EPSG:5179", None, "EPSG:5179", "sitedata/crs-detected"),
        ("EPSG:5181", None, None, "sitedata/crs-unknown"),
        ("EPSG:5186", "EPSG:5181", "EPSG:5186", "sitedata/crs-put-right"),
        ("EPSG:5181", "EPSG:5186", "EPSG:5181", "sitedata/crs-put-right"),
        ("EPSG:5186", "EPSG:5174", "EPSG:5186", "sitedata/crs-put-right"),
        ("EPSG:5186", "EPSG:4326", "EPSG:5186", "sitedata/crs-put-right"),
        ("EPSG:4326", "EPSG:5186", "EPSG:4326", "sitedata/crs-put-right"),
        ("EPSG:5181", "EPSG:4326", None, "sitedata/crs-unknown"),
        ("EPSG:5187", "EPSG:5187", "EPSG:5187", None),
        ("EPSG:5186", "EPSG:2097", "EPSG:5186", "sitedata/crs-put-right"),
    ],
)
def test_what_is_declared_is_put_to_the_values(
    values: str, declared: str | None, read_as: str | None, code: str | None
) -> None:
    choice = choose(around(values), declared=declared, frame=SEOUL, name="x")
    assert choice.crs == read_as
    assert [n.code for n in choice.notes] == ([code] if code else [])


def test_the_100_km_trap_is_named() -> None:
    choice = choose(around("EPSG:5181"), declared="EPSG:5186", frame=SEOUL, name="x")
    (note,) = choice.notes
    assert "100 km" in note.text.ko
    assert "EPSG:5174" in note.text.ko  # that it was not taken for Bessel is said as well
    assert note.severity is Severity.WARNING


def test_what_cannot_be_told_is_missing_and_names_the_candidates() -> None:
    (note,) = choose(around("EPSG:5174"), declared=None, frame=SEOUL, name="x").notes
    assert note.severity is Severity.MISSING
    assert "EPSG:5181" in note.text.ko
    assert "EPSG:5174" in note.text.ko


def test_northing_first_is_told_from_the_values() -> None:
    choice = choose(around("EPSG:5186")[:, ::-1], declared="EPSG:5186", frame=SEOUL, name="x")
    assert (choice.crs, choice.swapped) == ("EPSG:5186", True)


def test_a_site_outside_seoul_keeps_its_declared_system_whatever_its_values_look_like() -> None:
    points = np.array([(200_010.0, 445_510.0), (200_020.0, 445_530.0)])  # Seoul, were it 5181
    assert detect_crs(points)[0].crs == "EPSG:5181"
    choice = choose(points, declared="EPSG:5186", frame=CHEONAN, name="x")
    assert (choice.crs, choice.notes) == ("EPSG:5186", ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::5179", "EPSG:5179"),
        ("urn:ogc:def:crs:EPSG:6.9:5186", "EPSG:5186"),
        ("epsg:5174", "EPSG:5174"),
        ("5181", "EPSG:5181"),
        ("http://www.opengis.net/def/crs/EPSG/0/5186", "EPSG:5186"),
        ("/etc/passwd", None),
        ("+proj=pipeline +step +proj=longlat", None),
        ("UTM-K", "EPSG:5179"),
        ("wgs84", "EPSG:4326"),
        ("Korean_1985", None),
    ],
)
def test_a_file_is_trusted_with_a_code_and_nothing_else(written: str, code: str | None) -> None:
    assert code_of(written) == code
