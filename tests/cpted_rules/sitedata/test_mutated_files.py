"""Damaged site data: read or refused in our own words, never a crash, a hang or a blow-up."""

import json
import random
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.errors import SiteDataError
from cpted_rules.sitedata import SiteDataKind, SiteFrame, Surroundings, read_site_data

SEOUL = SiteFrame(crs="EPSG:5186", origin=(203_182.0, 544_506.0))
INPUTS = 3000
LIMIT_S = 20.0

_TABLE = (
    "번호,관리기관명,소재지지번주소,설치목적구분,카메라대수,카메라화소수,설치연월,위도,경도\n"
    + "".join(
        f'{i},강남구청,"역삼동 {i}, 1층",생활방범,2,200,2019-0{i},37.50{i}0,127.036{i}\n'
        for i in range(1, 9)
    )
).encode("cp949")
_RING = [[203_190.0, 544_510.0], [203_200.0, 544_510.0], [203_200.0, 544_520.0]]
_COLLECTION = json.dumps(
    {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}},
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "가", "height": 9.5, "GRND_FLR": 3, "등급": 4},
                "geometry": {"type": "Polygon", "coordinates": [[*_RING, _RING[0]]]},
            },
            {
                "type": "Feature",
                "properties": {"ROAD_BT": "6", "EMD_KOR_NM": "역삼동"},
                "geometry": {"type": "LineString", "coordinates": _RING},
            },
            {"type": "Feature", "properties": None, "geometry": None},
        ],
    },
    ensure_ascii=False,
).encode()
_RECORDS = (
    b'{"response":{"items":[{"cctvNm":"a","cameraCnt":2,"cctvPosx":127.036,"cctvPosy":37.5}]}}'
)
_VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    float("nan"),
    10**30,
    "",
    "가",
    "1e999",
    [],
    {},
    [[]],
    [0, 0],
)
_TOKENS = (
    *(b",", b'"', b"\n", b"\t", b";", b"[", b"]", b"{", b"}", b"null", b"NaN", b"1e999", b"-1e308"),
    *(b"0", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"99999999999999999999", b'"crs":', b"EPSG::0"),
    *(b'"type":"GeometryCollection"', b'"coordinates":[]', b"true", b"\xea\xb0\x80", b"1905-07"),
)


def damaged_bytes(raw: bytes, dice: random.Random) -> bytes:
    """A file with a few bytes changed, cut, doubled or put in, or cut short."""
    out = bytearray(raw)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(out) + 1)
        to = min(len(out), at + dice.randint(1, 40))
        match dice.randrange(6):
            case 0:
                out[at:to] = b""
            case 1:
                out[at:at] = out[at:to] * dice.randint(1, 20)
            case 2:
                out[at:at] = dice.choice(_TOKENS)
            case 3:
                out[at : at + 1] = bytes([dice.randrange(256)])
            case 4:
                out[at:to] = dice.choice(_TOKENS)
            case _:
                del out[dice.randrange(len(out) + 1) if dice.random() < 0.1 else len(out) :]
    return bytes(out)


def damaged_value(value: object, dice: random.Random) -> object:
    """A JSON value with one of its parts, at any depth, made something else."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(list(value))
        return {**value, key: damaged_value(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.85:
        at = dice.randrange(len(value))
        return [*value[:at], damaged_value(value[at], dice), *value[at + 1 :]]
    return dice.choice((*_VALUES, [value], {"geometry": value}))


def damaged(dice: random.Random) -> bytes:
    """One of the files, damaged in its bytes or in its values."""
    raw = dice.choice((_TABLE, _COLLECTION, _RECORDS))
    if raw is _TABLE or dice.random() < 0.5:
        return damaged_bytes(raw, dice)
    return json.dumps(damaged_value(json.loads(raw), dice), ensure_ascii=False).encode()


def read_or_refuse(raw: bytes, kind: SiteDataKind, crs: str | None) -> Surroundings | SiteDataError:
    try:
        return read_site_data(raw, "x", kind, frame=SEOUL, crs=crs)
    except SiteDataError as error:
        return error


def test_three_thousand_damaged_files_are_read_or_refused_in_twenty_seconds() -> None:
    dice = random.Random(5)
    kinds = list(SiteDataKind)
    read = 0
    start = time.process_time()
    for _ in range(INPUTS):
        raw = damaged(dice)
        crs = dice.choice([None, None, "EPSG:4326", "EPSG:5186", "EPSG:5174"])
        around = read_or_refuse(raw, dice.choice(kinds), crs)
        if isinstance(around, SiteDataError):
            assert around.faults
            assert around.in_("ko")
        else:
            read += 1
            (census,) = around.census
            aside = sum(one.count for one in census.set_aside)
            if census.crs_used is not None:
                assert census.rows_used + census.rows_far + aside == census.rows_read
    assert INPUTS * 0.2 < read < INPUTS * 0.8  # both outcomes are met
    assert time.process_time() - start < LIMIT_S


@settings(deadline=None)
@given(raw=st.binary(max_size=300), kind=st.sampled_from(SiteDataKind))
def test_any_bytes_are_read_or_refused(raw: bytes, kind: SiteDataKind) -> None:
    read_or_refuse(raw, kind, None)


@settings(deadline=None)
@given(words=st.text(alphabet=',"\n;\t위경도xy0123456789.-', max_size=200))
def test_any_table_is_read_or_refused(words: str) -> None:
    read_or_refuse(f"명칭,위도,경도\n{words}".encode(), SiteDataKind.LIGHTS, None)


@pytest.mark.parametrize(
    "raw",
    [
        b'"' * 2_000_000,
        b"x,y\n" + b'"\n' * 200_000,
        b"x,y\n" + b"," * 2_000_000,
        b'{"type":"FeatureCollection","features":[' + b"[" * 2_000_000,
        b'{"type":"Polygon","coordinates":[[' + b"[127,37.5]," * 50_000 + b"[127,37.5]]]}",
        b"lat,lon\n" + b"37.5,127.036\n" * 20_000,
    ],
)
def test_hostile_files_take_bounded_time(raw: bytes) -> None:
    start = time.process_time()
    read_or_refuse(raw, SiteDataKind.LIGHTS, None)
    assert time.process_time() - start < 15


def test_what_is_not_kept_of_a_large_table_costs_no_memory_afterwards() -> None:
    raw = b"lat,lon,memo\n" + b"37.6,127.1,0123456789\n" * 20_000
    tracemalloc.start()
    around = read_site_data(raw, "x", SiteDataKind.LIGHTS, frame=SEOUL)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert around.census[0].rows_far == 20_000
    assert kept < 2e6
    assert peak < 100 * len(raw)
