"""Sound files that damaged ones are made from: small ones of our own, and those of the corpus."""

import json
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path

from ezdxf.document import Drawing as Document
from ezdxf.filemanagement import new

from tests.cpted_rules.drawing.changes import ascii_bytes, binary_bytes
from tests.cpted_rules.drawing.drawn_floor import floor_plan
from tests.cpted_rules.drawing.drawn_site import site_plan
from tests.cpted_rules.photometry.writers import ies, ldt

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
_LARGEST = 260_000
"""Larger files of the corpus take too long to be read thousands of times. [bytes]"""

_ANGLES = [0, 22.5, 45, 67.5, 90]
_ROWS = [[100 + n + m for m in range(5)] for n in range(5)]
_TILT = "TILT=INCLUDE\n1\n2\n0 90\n1 0.9"


class Kind(StrEnum):
    """A kind of input."""

    DXF = "dxf"
    DXB = "dxb"
    CSV = "csv"
    GEOJSON = "geojson"
    IES = "ies"
    LDT = "ldt"
    IFC = "ifc"
    DWG = "dwg"


Seed = tuple[str, bytes]
"""The name of a file and its bytes."""


@cache
def seeds_of(kind: Kind) -> tuple[Seed, ...]:
    """The sound files of a kind, our own first; none where only the corpus would have them."""
    return (*_OWN[kind](), *_of_corpus(kind))


def _of_corpus(kind: Kind) -> tuple[Seed, ...]:
    paths = {
        Kind.DXF: [*CORPUS.glob("broken/*.dxf"), *CORPUS.glob("dxf/*.dxf")],
        Kind.DXB: CORPUS.glob("broken/*bin*.dxf"),
        Kind.CSV: CORPUS.glob("geo/*.csv"),
        Kind.GEOJSON: CORPUS.glob("geo/*.geojson"),
        Kind.IES: CORPUS.glob("ies/*.ies"),
        Kind.LDT: CORPUS.glob("ies/*.ldt"),
        Kind.IFC: CORPUS.glob("ifc/open_house*.ifc"),
        Kind.DWG: CORPUS.glob("dwg/*.dwg"),
    }[kind]
    read = [(path.name, path.read_bytes()) for path in sorted(paths)]
    largest = _LARGEST if kind is not Kind.DWG else 1_000_000
    small = [(name, raw) for name, raw in read if len(raw) <= largest]
    if kind is Kind.DXF:
        return tuple((n, raw) for n, raw in small if not raw.startswith(b"AutoCAD Binary"))
    return tuple(small)


def _drawings() -> tuple[Seed, ...]:
    return (
        ("site.dxf", ascii_bytes(site_plan())),
        ("site_r12.dxf", ascii_bytes(site_plan(1000.0, "R12"))),
        ("floor_r2000.dxf", ascii_bytes(floor_plan(1000.0, "R2000"))),
        ("floor_r12.dxf", ascii_bytes(floor_plan(100.0, "R12"))),
        ("shapes.dxf", ascii_bytes(_shapes("R2010"))),
        ("shapes_r12.dxf", ascii_bytes(_shapes("R12"))),
    )


def _binary_drawings() -> tuple[Seed, ...]:
    return (
        ("site.dxf", binary_bytes(site_plan(1000.0, "R2010"))),
        ("floor_r12.dxf", binary_bytes(floor_plan(1.0, "R12"))),
        ("shapes.dxf", binary_bytes(_shapes("R2000"))),
    )


def _shapes(version: str) -> Document:
    """Curves, fills, dimensions, texts with codes, and blocks in blocks, on layers with meaning."""
    document = new(version, setup=["dimstyles"] if version != "R12" else False, units=0)
    document.encoding = "cp949"
    space = document.modelspace()
    on = [{"layer": name} for name in ("건물외곽선", "벽체", "실구획", "담장", "주차선")]
    space.add_circle((0, 0), 5, dxfattribs=on[0])
    space.add_arc((20, 0), 5, 10, 200, dxfattribs=on[1])
    space.add_polyline2d([(0, 20), (8, 20), (8, 26)], close=True, dxfattribs=on[2])
    space.add_polyline3d([(0, 30, 1), (8, 30, 2), (8, 36, 3)], dxfattribs=on[3])
    space.add_text(r"\U+B180\U+C774\U+D130 %%c12 ^I", dxfattribs={"insert": (2, 22)})
    space.add_point((3, 3), dxfattribs=on[4])
    space.add_solid([(0, 40), (4, 40), (0, 44), (4, 44)], dxfattribs=on[0])
    space.add_3dface([(10, 40), (14, 40), (14, 44), (10, 44)], dxfattribs=on[0])
    inner = document.blocks.new("기둥_안")
    inner.add_line((0, 0), (1, 1))
    outer = document.blocks.new("주동")
    outer.add_blockref("기둥_안", (1, 1), dxfattribs={"xscale": -2, "rotation": 30})
    outer.add_blockref("기둥_안", (2, 1), dxfattribs={"column_count": 3, "column_spacing": 4})
    grid = {"row_count": 2, "column_count": 2, "row_spacing": 9, "column_spacing": 9}
    space.add_blockref("주동", (50, 50), dxfattribs=grid)
    if version != "R12":
        space.add_lwpolyline(
            [(30, 0, 0, 0, 0.5), (40, 0, 0, 0, -1), (40, 9)], close=True, dxfattribs=on[2]
        )
        space.add_ellipse((60, 0), (6, 2), 0.4, 0.5, 5, dxfattribs=on[0])
        space.add_spline([(0, 60), (5, 66), (9, 58), (14, 61)], dxfattribs=on[3])
        space.add_mtext(r"{\fGulim;거실}\P12.5", dxfattribs={"insert": (33, 3), **on[2]})
        hatch = space.add_hatch(dxfattribs=on[0])
        hatch.paths.add_polyline_path([(80, 0), (90, 0), (90, 9, 0.4)], is_closed=True)
        hatch.paths.add_edge_path().add_arc((85, 4), 2, 0, 360)
        space.add_linear_dim((0, -5), (0, 0), (8, 0)).render()
        space.add_mline([(0, 80), (9, 80), (9, 88)], dxfattribs=on[1])
    return document


def _tables() -> tuple[Seed, ...]:
    rows = "".join(
        f'{i},강남구청,"역삼동 {i}, 1층",생활방범,2,200,2019-0{i},37.50{i}0,127.036{i}\n'
        for i in range(1, 9)
    )
    head = (
        "번호,관리기관명,소재지지번주소,설치목적구분,카메라대수,카메라화소수,설치연월,위도,경도\n"
    )
    return (
        ("cctv.csv", (head + rows).encode("cp949")),
        ("lights.csv", "\ufeff명칭;X;Y\n가;203190.5;544510\n나;203200;544520,5\n".encode()),
    )


def _collections() -> tuple[Seed, ...]:
    ring = [[203_190.0, 544_510.0], [203_200.0, 544_510.0], [203_200.0, 544_520.0]]
    features = [
        (
            {"name": "가", "height": 9.5, "등급": 4},
            {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        ),
        ({"ROAD_BT": "6"}, {"type": "LineString", "coordinates": ring}),
        ({"EMD_KOR_NM": "역삼동"}, {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]]]}),
        (None, {"type": "Point", "coordinates": [127.036, 37.5]}),
    ]
    made = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}},
        "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features],
    }
    return (("around.geojson", json.dumps(made, ensure_ascii=False).encode()),)


def _ies() -> tuple[Seed, ...]:
    both = [-90, -30, 0, 30, 90]
    return (
        ("c.ies", ies(_ANGLES, _ANGLES, _ROWS, lumens=1000, tilt=_TILT).encode()),
        ("b.ies", ies(both, both, _ROWS, kind=2).encode()),
        ("a.ies", ies(both, both, _ROWS, kind=3).encode()),
        ("old.ies", ies(_ANGLES, [0], _ROWS[:1], edition="").encode()),
    )


def _ldt() -> tuple[Seed, ...]:
    return (
        ("0.ldt", ldt(0, 5, _ROWS, gamma=_ANGLES)),
        *((f"{n}.ldt", ldt(n, 8, _ROWS[: (8, 1, 5, 5, 3)[n]], gamma=_ANGLES)) for n in range(1, 5)),
    )


def _none() -> tuple[Seed, ...]:
    return ()


_OWN: dict[Kind, Callable[[], tuple[Seed, ...]]] = {
    Kind.DXF: _drawings,
    Kind.DXB: _binary_drawings,
    Kind.CSV: _tables,
    Kind.GEOJSON: _collections,
    Kind.IES: _ies,
    Kind.LDT: _ldt,
    Kind.IFC: _none,
    Kind.DWG: _none,
}
