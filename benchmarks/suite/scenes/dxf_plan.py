"""A site plan of many thousand entities as DXF: nested blocks, curves, hatches, Korean layers."""

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

import ezdxf

BUILT = Path(__file__).parents[3] / "build" / "bench"
VERSION = 1
"""Of this program: a file made by another one is not taken up again."""

SEED = 3
SITE_MM = (300_000.0, 260_000.0)
LAYERS = (
    "A-WALL", "A-WIND", "A-DOOR", "L-TREE", "L-SHRB", "L-ROAD", "L-WALK", "L-FENC", "E-LITE",
    "E-CCTV", "C-TOPO", "C-PKNG", "A-TEXT", "대지경계선", "건축선", "조경", "가로등",
)  # fmt: skip


def plan_file(scale: float) -> Path:
    """The file of a scale (1.0 has about 150,000 entities and 39 MB), made on first use."""
    path = BUILT / f"plan-{VERSION}-{scale:g}.dxf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".new")
        _Drawer(scale).document().saveas(made)
        made.rename(path)
    return path


class _Drawer:
    """Draws the plan with one source of random numbers."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.random = Random(SEED)
        self.made = ezdxf.new("R2010", setup=True)  # type: ignore[attr-defined]
        self.made.header["$INSUNITS"] = 4
        for n, name in enumerate(LAYERS):
            self.made.layers.add(name, color=1 + n % 7)
        self.space: Any = self.made.modelspace()

    def document(self) -> Any:
        """The drawing."""
        self._symbols()
        self._apartments()
        draws: tuple[tuple[int, Callable[[], None]], ...] = (
            (62_000, self._line),
            (40_000, self._polyline),
            (9_000, self._arc),
            (6_000, self._circle),
            (12_000, self._number),
            (2_500, self._words),
            (4_000, self._hatch),
            (9_000, lambda: self._insert("TREE", "L-TREE", scaled=True)),
            (4_000, lambda: self._insert("WINDOW", "A-WIND")),
            (600, lambda: self._insert("CAR", "C-PKNG")),
            (200, lambda: self._insert("LAMP", "E-LITE")),
            (80, lambda: self._insert("CAMERA", "E-CCTV")),
            (500, self._spline),
        )
        for count, draw in draws:
            for _ in range(int(count * self.scale)):
                draw()
        return self.made

    def _symbols(self) -> None:
        blocks = self.made.blocks
        tree = blocks.new("TREE")
        for radius in (1500, 1100, 700):
            tree.add_circle((0, 0), radius)
        for k in range(12):
            tree.add_line((0, 0), (1500 * cos(k * pi / 6), 1500 * sin(k * pi / 6)))
        car = blocks.new("CAR")
        car.add_lwpolyline([(-2250, -900), (2250, -900), (2250, 900), (-2250, 900)], close=True)
        car.add_arc((0, 0), 800, 0, 180)
        window = blocks.new("WINDOW")
        for y in (0, 60, 120, 180):
            window.add_line((0, y), (1800, y))
        window.add_lwpolyline([(0, 0), (1800, 0), (1800, 180), (0, 180)], close=True)
        lamp = blocks.new("LAMP")
        lamp.add_circle((0, 0), 250)
        lamp.add_line((-250, 0), (250, 0))
        lamp.add_line((0, -250), (0, 250))
        camera = blocks.new("CAMERA")
        camera.add_circle((0, 0), 200)
        camera.add_lwpolyline([(0, 0), (600, 200), (600, -200)], close=True)

    def _apartments(self) -> None:
        """Twelve slabs of four dwellings each, every other one mirrored."""
        unit = self.made.blocks.new("UNIT84")
        within = lambda: (self._between(0, 11_000), self._between(0, 9_000))  # noqa: E731
        for k in range(160):
            (x, y), length = within(), self._between(100, 3_000)
            end = (x + length, y) if k % 2 else (x, y + length)
            unit.add_line((x, y), end, dxfattribs={"layer": "A-WALL"})
        for _ in range(40):
            corners = [within() for _ in range(self.random.randint(3, 9))]
            unit.add_lwpolyline(corners, close=True, dxfattribs={"layer": "A-WALL"})
        for _ in range(12):
            unit.add_arc(within(), 900, 0, 90, dxfattribs={"layer": "A-DOOR"})
        for k in range(8):
            unit.add_blockref("WINDOW", (self._between(0, 10_000), 9_000 if k % 2 else 0))
        slab = self.made.blocks.new("APT")
        for k in range(4):
            mirrored = {"xscale": -1 if k % 2 else 1}
            slab.add_blockref("UNIT84", ((k + k % 2) * 11_000, 0), dxfattribs=mirrored)
        for k in range(12):
            at = (25_000 + k % 4 * 70_000, 35_000 + k // 4 * 80_000)
            attributes = {"rotation": self._between(-20, 20), "layer": "건축선"}
            self.space.add_blockref("APT", at, dxfattribs=attributes)

    def _between(self, least: float, most: float) -> float:
        return self.random.uniform(least, most)

    def _place(self) -> tuple[float, float]:
        return self._between(0, SITE_MM[0]), self._between(0, SITE_MM[1])

    def _around(self, size: float, count: int) -> list[tuple[float, float]]:
        x, y = self._place()
        return [
            (x + self._between(-size, size), y + self._between(-size, size)) for _ in range(count)
        ]

    def _on_a_layer(self) -> dict[str, str]:
        return {"layer": self.random.choice(LAYERS)}

    def _line(self) -> None:
        start, end = self._around(3_000, 2)
        self.space.add_line(start, end, dxfattribs=self._on_a_layer())

    def _polyline(self) -> None:
        points = self._around(2_000, self.random.randint(3, 12))
        closed = self.random.random() < 0.5
        self.space.add_lwpolyline(points, close=closed, dxfattribs=self._on_a_layer())

    def _arc(self) -> None:
        start, end = self._between(0, 360), self._between(0, 360)
        radius = self._between(200, 6_000)
        self.space.add_arc(self._place(), radius, start, end, dxfattribs=self._on_a_layer())

    def _circle(self) -> None:
        radius = self._between(100, 3_000)
        self.space.add_circle(self._place(), radius, dxfattribs=self._on_a_layer())

    def _number(self) -> None:
        words = f"{self._between(30, 80):.2f}"
        attributes = {"layer": "A-TEXT", "insert": self._place()}
        self.space.add_text(words, height=250, dxfattribs=attributes)

    def _words(self) -> None:
        attributes = {"layer": "A-TEXT", "insert": self._place(), "char_height": 300}
        words = "\\pxqc;범죄예방 환경설계 {\\H0.7x;CPTED} 보행로"
        self.space.add_mtext(words, dxfattribs=attributes)

    def _hatch(self) -> None:
        hatch = self.space.add_hatch(color=3, dxfattribs={"layer": "L-SHRB"})
        outline = self._around(2_000, self.random.randint(4, 14))
        hatch.paths.add_polyline_path(outline, is_closed=True)

    def _insert(self, block: str, layer: str, *, scaled: bool = False) -> None:
        scale = self._between(0.6, 1.6) if scaled else 1.0
        attributes = {
            "layer": layer,
            "xscale": scale,
            "yscale": scale,
            "rotation": self._between(0, 360),
        }
        self.space.add_blockref(block, self._place(), dxfattribs=attributes)

    def _spline(self) -> None:
        x, y = self._place()
        frame = [(x, y), (x + 2_000, y + 1_500), (x + 4_000, y - 800), (x + 6_000, y)]
        self.space.add_cad_spline_control_frame(frame, dxfattribs={"layer": "L-WALK"})
