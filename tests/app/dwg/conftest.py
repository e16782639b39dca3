"""A DWG of our own, drawn by ezdwg's writer: R2000, Korean in code page 949."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def korean_dwg(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A gate, a lamp block with attributes inserted twice, a room name, an arc, two curves."""
    ezdwg = pytest.importorskip("ezdwg", reason="the extra dwg is not installed")
    drawing = ezdwg.new()
    drawing.header["insunits"] = 4
    drawing.layers["A-출입구"] = {"color_index": 1}
    drawing.layers["E-보안등"] = {"color_index": 2, "frozen": True}
    lamp = drawing.blocks.new("보안등_6M", base_point=(0.0, 0.0, 0.0))
    lamp.add_circle((0.0, 0.0, 0.0), 150.0, layer="E-보안등")
    for tag in ("높이", "번호", "비고"):
        lamp.add_attdef(tag, "-", (0.0, 0.0, 0.0), height=100.0)
    model = drawing.modelspace()
    model.add_line((0.0, 0.0, 0.0), (12_000.0, 0.0, 300.0), layer="A-출입구")
    model.add_lwpolyline(
        [(0.0, 0.0), (1_000.0, 0.0), (1_000.0, 2_000.0)],
        bulges=[0.0, 1.0, 0.0],
        const_width=200.0,
        closed=True,
        elevation=50.0,
        layer="A-출입구",
    )
    model.add_text("출입구 조도 30 lx", (100.0, 200.0, 0.0), height=250.0, rotation=90.0)
    model.add_mtext("공동현관\\P안쪽", (500.0, 600.0, 0.0), char_height=300.0)
    model.add_arc((0.0, 0.0, 0.0), 900.0, 0.0, 90.0)
    model.add_ellipse((0.0, 0.0, 0.0), (400.0, 0.0, 0.0), 0.5)
    model.add_point((7.0, 8.0, 9.0))
    model.add_solid([(0, 0, 0), (10, 0, 0), (0, 10, 0), (10, 10, 0)])
    model.add_spline([(0, 0, 0), (100, 200, 0), (300, -100, 0), (400, 0, 0)])
    model.add_hatch([[(0, 0), (500, 0), (500, 500), (0, 500)]])
    model.add_polyline2d([(0, 0), (50, 0), (50, 50)], layer="E-보안등")
    for at, height in (((3_000.0, 4_000.0, 0.0), "5500"), ((9_000.0, 4_000.0, 0.0), "4500")):
        reference = model.add_blockref("보안등_6M", at, xscale=-2.0, yscale=2.0, rotation=30.0)
        for tag, words in (("높이", height), ("번호", "가-1"), ("비고", "")):
            model.add_attrib(reference, tag, words, at, height=100.0)
    path = tmp_path_factory.mktemp("dwg") / "korean.dwg"
    drawing.save(path)
    return Path(path).read_bytes()
