"""A site plan with every kind of element, drawn symbol by symbol as the conventions page says."""

from collections.abc import Sequence
from typing import Any

from ezdxf.document import Drawing as Document
from ezdxf.filemanagement import new

XY = tuple[float, float]

SYMBOLS: dict[str, tuple[float, float, float, float]] = {
    "동표기": (-1, -0.5, 1, 0.5),
    "담장표기": (-0.3, -0.3, 0.3, 0.3),
    "수목표기": (-0.3, -0.3, 0.3, 0.3),
    "수목_느티나무": (-1.5, -1.5, 1.5, 1.5),
    "보안등_SL1": (-0.2, -0.2, 0.2, 0.2),
    "보행등_PL1": (-0.15, -0.15, 0.15, 0.15),
    "볼라드등_BL1": (-0.1, -0.1, 0.1, 0.1),
    "CCTV_고정": (-0.2, -0.1, 0.4, 0.1),
    "CCTV돔_1": (-0.2, -0.2, 0.2, 0.2),
    "비상벨_1": (-0.2, -0.2, 0.2, 0.2),
    "표고점_1": (-0.1, -0.1, 0.1, 0.1),
    "반사경_1": (-0.2, -0.2, 0.2, 0.2),
    "안내판_1": (-0.4, -0.1, 0.4, 0.1),
    "가스배관_1": (-0.05, -0.05, 0.05, 0.05),
    "우수홈통_1": (-0.05, -0.05, 0.05, 0.05),
    "실외기_1": (-0.4, -0.2, 0.4, 0.2),
    "가스계량기_1": (-0.2, -0.1, 0.2, 0.1),
    "무인택배함_1": (-1, -0.3, 1, 0.3),
    "주차구획_일반": (-1.25, -2.5, 1.25, 2.5),
    "주차구획_확장형": (-1.3, -2.6, 1.3, 2.6),
    "기둥_600": (-0.3, -0.3, 0.3, 0.3),
    "창_1800": (-0.9, -0.1, 0.9, 0.1),
    "문_1800": (-0.9, -0.1, 0.9, 0.1),
    "대문_3000": (-1.5, -0.1, 1.5, 0.1),
    "기호A": (-0.2, -0.2, 0.2, 0.2),
    "셔터_2400": (-1.2, -0.1, 1.2, 0.1),
}
"""Boxes that stand for the symbols. [m]"""


class Draft:
    """A drawing in the making; given in metres, drawn in a unit of so many to the metre."""

    def __init__(self, per_metre: float = 1.0, version: str = "R2010", insunits: int = 0) -> None:
        self.document = new(version, units=insunits)
        self.r12 = version == "R12"
        self.document.encoding = "cp949"  # of versions before R2007; later ones are in UTF-8
        self.space = self.document.modelspace()
        self.scale = per_metre

    def at(self, point: XY) -> XY:
        """A point in drawing units."""
        return (point[0] * self.scale, point[1] * self.scale)

    def outline(self, layer: str, *points: XY, closed: bool = True) -> None:
        """A polyline."""
        self.layer(layer)
        self._polyline(self.space, [self.at(p) for p in points], closed, layer)

    def contour(self, layer: str, level: float, *points: XY) -> None:
        """An open polyline at its height."""
        self.layer(layer)
        self._polyline(
            self.space, [self.at(p) for p in points], False, layer, level=level * self.scale
        )

    def box(self, layer: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """A closed rectangle."""
        self.outline(layer, (x0, y0), (x1, y0), (x1, y1), (x0, y1))

    def line(self, layer: str, a: XY, b: XY) -> None:
        """A single line."""
        self.layer(layer)
        self.space.add_line(self.at(a), self.at(b), dxfattribs={"layer": layer})

    def arc(self, layer: str, centre: XY, radius: float, start: float, end: float) -> None:
        """An arc, counter-clockwise. [deg]"""
        self.layer(layer)
        self.space.add_arc(
            self.at(centre), radius * self.scale, start, end, dxfattribs={"layer": layer}
        )

    def text(self, words: str, at: XY, layer: str = "문자", height: float = 0.3) -> None:
        """A single line of text."""
        self.layer(layer)
        self.space.add_text(
            words,
            height=height * self.scale,
            dxfattribs={"layer": layer, "insert": self.at(at)},
        )

    def symbol(
        self, name: str, at: XY, layer: str = "0", turn: float = 0.0, **attributes: str
    ) -> None:
        """An insert of a symbol with its attributes."""
        self.layer(layer)
        if name not in self.document.blocks:
            x0, y0, x1, y1 = (c * self.scale for c in SYMBOLS[name])
            block = self.document.blocks.new(name)
            self._polyline(block, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)], True, "0")
        made = self.space.add_blockref(
            name, self.at(at), dxfattribs={"layer": layer, "rotation": turn}
        )
        for tag, words in attributes.items():
            made.add_attrib(tag, words, self.at(at), {"height": 0.2 * self.scale})

    def _polyline(
        self, space: Any, points: Sequence[XY], closed: bool, layer: str, level: float = 0.0
    ) -> None:
        add = space.add_polyline2d if self.r12 else space.add_lwpolyline
        height = (0.0, 0.0, level) if self.r12 else level
        add(points, close=closed, dxfattribs={"layer": layer, "elevation": height})

    def layer(self, name: str) -> None:
        """Nothing, after the layer is defined."""
        if name != "0" and name not in self.document.layers:
            self.document.layers.add(name)


def site_plan(per_metre: float = 1.0, version: str = "R2010", insunits: int = 0) -> Document:
    """A house on its site: 60 m by 45 m, every kind of element on it."""
    draft = Draft(per_metre, version, insunits)
    _ground(draft)
    _planting(draft)
    _devices(draft)
    _facade(draft)
    draft.text("배치도", (25, -18), height=1.2)
    draft.text("축척 1/200", (32, -18), height=0.6)
    return draft.document


def _ground(draft: Draft) -> None:
    draft.box("대지경계선", 0, 0, 60, 45)
    draft.outline("건물외곽선", (10, 15), (40, 15), (40, 24), (30, 24), (30, 33), (10, 33))
    draft.symbol("동표기", (20, 20), NAME="101동", FLOORS="5", HEIGHT="15.5", BASE="0")
    draft.box("인접건물", 66, 10, 76, 25)
    draft.symbol("동표기", (70, 18), NAME="옆집", FLOORS="3", HEIGHT="9.6")
    draft.box("도로", -5, -12, 65, -2)
    draft.box("단지내도로", 46, 0, 52, 40)
    draft.box("보행로", 4, 2, 44, 4)
    draft.box("바닥마감", 40, 2, 44, 4)
    draft.outline("담장", (0, 45), (0, 10), closed=False)
    draft.outline("담장", (60, 10), (60, 45), (0, 45), closed=False)
    draft.symbol("담장표기", (1, 30), TYPE="투시형", HEIGHT="1.5", OPEN="70", NAME="F-1")
    draft.symbol("담장표기", (59, 30), TYPE="벽돌", HEIGHT="1.8", NAME="F-2")
    draft.contour("등고선", 46.0, (2, -1), (58, -1))
    draft.contour("등고선", 46.5, (2, 44), (58, 44))
    draft.symbol("표고점_1", (50, 42), "표고점", ELEV="46.45")
    draft.box("실구획", 12, 36, 24, 43)
    draft.text("어린이놀이터", (16, 40))
    draft.box("실구획", 28, 36, 38, 43)
    draft.text("휴게공간", (32, 40))
    for n, kind in enumerate(("일반", "일반", "일반", "확장형")):
        draft.symbol(
            f"주차구획_{kind}", (56, 12 + 3 * n), "주차구획", 90.0, TYPE=kind, NO=str(n + 1)
        )


def _planting(draft: Draft) -> None:
    for n, (x, y) in enumerate(((4, 8), (4, 20), (4, 38), (44, 30))):
        draft.symbol(
            "수목_느티나무", (x, y), "수목", 15.0 * n,
            SPECIES="느티나무", H="5.0", W="3.0", B="1.8", EVERGREEN="N",
        )  # fmt: skip
    draft.box("관목", 8, 6, 20, 8)
    draft.symbol("수목표기", (14, 7), "관목", SPECIES="회양목", H="0.4")
    draft.box("생울타리", 24, 6, 40, 7)
    draft.symbol("수목표기", (32, 8), "생울타리", SPECIES="쥐똥나무", H="1.2")


def _devices(draft: Draft) -> None:
    for n, (x, y, turn) in enumerate(((5, 1, 90.0), (25, 1, 0.0), (45, 1, 30.0))):
        draft.symbol("보안등_SL1", (x, y), "보안등", turn, MARK="SL1", H="4.5", NAME=f"L-{n}")
    draft.symbol("보행등_PL1", (42, 35), "조명", 200.0, MARK="PL1", H="3.5")
    draft.symbol("볼라드등_BL1", (22, 3), "조명", 0.0, MARK="BL1", H="0.8")
    draft.symbol("CCTV_고정", (42, 14), "CCTV", 215.0, MARK="C1", H="3.5", FOV="60", PX="1920",
                 TARGET="주출입구")  # fmt: skip
    draft.symbol("CCTV_고정", (8, 34), "CCTV", 20.0, MARK="C2", H="4", TARGET="어린이놀이터")
    draft.symbol("CCTV돔_1", (20, 18), "CCTV", 0.0, MARK="C3", H="2.6", TARGET="승강기홀")
    draft.symbol("비상벨_1", (26, 34), "비상벨", MARK="B1")
    draft.symbol("반사경_1", (53, 41), "반사경")
    draft.symbol("안내판_1", (42, 10), "안내판", WORDS="CCTV 촬영중")
    draft.symbol("가스배관_1", (9.9, 25), "배관", BASE="0.5", TOP="14.4", GUARD="없음")
    draft.symbol("우수홈통_1", (9.9, 17), "배관", BASE="0", TOP="15", GUARD="방호덮개",
                 GUARDTOP="2.5")  # fmt: skip
    draft.symbol("실외기_1", (40.4, 20), "배관", 90.0, BASE="3", TOP="4")
    draft.symbol("가스계량기_1", (12, 14.8), "계량기")
    draft.symbol("무인택배함_1", (36, 14), "택배함")


def _facade(draft: Draft) -> None:
    windows: Sequence[tuple[XY, float, str]] = (
        ((14, 15), 0.0, "거실"),
        ((18, 15), 0.0, "침실"),
        ((10, 21), 90.0, "침실"),
        ((40, 18), 270.0, "주방"),
        ((20, 33), 180.0, "계단실"),
        ((30, 29), 90.0, "거실"),
    )
    for n, (at, turn, room) in enumerate(windows):
        draft.symbol(
            "창_1800", at, "창호", turn,
            MARK=f"W{n}", WIDTH="1800", SILL="0.9", HEAD="2.1", ROOM=room, GRADE="없음",
        )  # fmt: skip
    draft.symbol("문_1800", (26, 15), "문", MARK="D1", WIDTH="1800", HEAD="2.1", USE="주출입구",
                 ACCESS="공동현관기")  # fmt: skip
    draft.symbol("문_1800", (24, 22), "문", 90.0, MARK="D2", WIDTH="1800", USE="세대현관")
    draft.symbol("대문_3000", (30, 0), "대문", MARK="G1", WIDTH="3000", USE="대지출입구")
    draft.symbol("셔터_2400", (34, 15), "문", MARK="S1", WIDTH="2400", USE="점포")
    for x in (12.0, 28.0):
        draft.symbol("기둥_600", (x, 17), "기둥")
    draft.box("벽체", 10, 15, 10.2, 33)
    draft.box("벽체", 24, 15, 24.15, 24)
