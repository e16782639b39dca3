"""Drafting as Korean offices do it, on ezdxf: layers, styles, title block, dimensions, tables."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

import ezdxf
from ezdxf.document import Drawing
from ezdxf.enums import TextEntityAlignment
from ezdxf.layouts import Modelspace

XY = tuple[float, float]

STYLE = "한글"
FONT = "NanumGothic.ttf"
DIMENSION_STYLE = "치수"

# name: colour, lineweight [1/100 mm], linetype
LAYERS: dict[str, tuple[int, int, str]] = {
    "대지경계선": (1, 70, "DASHDOT2"),
    "건물외곽선": (2, 50, "CONTINUOUS"),
    "인접건물": (8, 25, "CONTINUOUS"),
    "도로": (8, 25, "CONTINUOUS"),
    "단지내도로": (9, 25, "CONTINUOUS"),
    "보행로": (33, 18, "CONTINUOUS"),
    "바닥마감": (43, 13, "CONTINUOUS"),
    "담장": (6, 35, "CONTINUOUS"),
    "생울타리": (94, 25, "CONTINUOUS"),
    "수목": (3, 18, "CONTINUOUS"),
    "관목": (92, 18, "CONTINUOUS"),
    "창호": (4, 18, "CONTINUOUS"),
    "문": (30, 18, "CONTINUOUS"),
    "벽체": (2, 40, "CONTINUOUS"),
    "기둥": (2, 50, "CONTINUOUS"),
    "실구획": (253, 9, "CONTINUOUS"),
    "주차구획": (7, 18, "CONTINUOUS"),
    "조명": (40, 18, "CONTINUOUS"),
    "보안등": (40, 18, "CONTINUOUS"),
    "CCTV": (5, 18, "CONTINUOUS"),
    "비상벨": (1, 18, "CONTINUOUS"),
    "반사경": (140, 18, "CONTINUOUS"),
    "안내판": (30, 18, "CONTINUOUS"),
    "배관": (200, 25, "CONTINUOUS"),
    "계량기": (201, 18, "CONTINUOUS"),
    "택배함": (201, 18, "CONTINUOUS"),
    # drawn for people, not read
    "도곽": (7, 35, "CONTINUOUS"),
    "문자": (7, 18, "CONTINUOUS"),
    "치수": (8, 13, "CONTINUOUS"),
    "중심선": (1, 9, "CENTER"),
    "축열": (1, 18, "CONTINUOUS"),
    "해치": (252, 9, "CONTINUOUS"),
    "가구": (8, 9, "CONTINUOUS"),
    "위생기구": (8, 9, "CONTINUOUS"),
    "차량": (9, 9, "CONTINUOUS"),
    "계단": (8, 18, "CONTINUOUS"),
    "난간": (8, 13, "CONTINUOUS"),
    "내부선": (8, 18, "CONTINUOUS"),
    "입면": (7, 18, "CONTINUOUS"),
    "등고선": (34, 9, "CONTINUOUS"),
    "표고": (34, 13, "CONTINUOUS"),
    "표": (7, 18, "CONTINUOUS"),
    "배선": (41, 13, "DASHED2"),
    "노면표시": (7, 13, "CONTINUOUS"),
    "지하구조물": (8, 18, "DASHED2"),
    "포장패턴": (253, 9, "CONTINUOUS"),
    "시설물": (32, 18, "CONTINUOUS"),
    "배경": (252, 13, "CONTINUOUS"),
}


def new_document() -> Drawing:
    """An empty R2010 document in millimetres with the office's layers, styles and title block."""
    with _fixed_marks():
        document = ezdxf.new("R2010", setup=["linetypes"])
    document.header["$INSUNITS"] = 4
    document.header["$MEASUREMENT"] = 1
    document.header["$LTSCALE"] = 200.0
    document.styles.new(STYLE, dxfattribs={"font": FONT})
    for name, (colour, weight, linetype) in LAYERS.items():
        document.layers.add(name, color=colour, lineweight=weight, linetype=linetype)
    style = document.dimstyles.new(DIMENSION_STYLE)
    style.set_arrows(blk="ARCHTICK")
    for key, value in {
        "dimtxsty": STYLE, "dimtxt": 2.2, "dimasz": 1.2, "dimexo": 1.5, "dimexe": 1.0,
        "dimdle": 0.0, "dimgap": 0.8, "dimtad": 1, "dimdec": 0, "dimtih": 0, "dimtoh": 0,
        "dimclrd": 8, "dimclre": 8, "dimclrt": 7, "dimscale": 100.0, "dimtmove": 1,
    }.items():  # fmt: skip
        style.set_dxf_attrib(key, value)
    _title_block(document)
    _north_arrow(document)
    return document


def save(document: Drawing, path: Path, *, frames: Sequence[tuple[float, ...]] = ()) -> None:
    """Write the document, opened at its frames; the same drawing always gives the same bytes."""
    if frames:
        x0, y0 = min(f[0] for f in frames), min(f[1] for f in frames)
        x1, y1 = max(f[2] for f in frames), max(f[3] for f in frames)
        document.header["$EXTMIN"], document.header["$EXTMAX"] = (x0, y0, 0.0), (x1, y1, 0.0)
        document.set_modelspace_vport((y1 - y0) * 1.05, ((x0 + x1) / 2, (y0 + y1) / 2))
    for name in sorted(document.entitydb.dxf_types_in_use()):  # ezdxf adds them in a set's order
        document.classes.add_class(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _fixed_marks():
        document.saveas(path)


@contextmanager
def _fixed_marks() -> Iterator[None]:
    """No time of writing and no random ids in what ezdxf makes."""
    before = ezdxf.options.write_fixed_meta_data_for_testing
    ezdxf.options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        ezdxf.options.write_fixed_meta_data_for_testing = before


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in a model space, moved, turned and mirrored; text sizes are millimetres on paper.

    Args:
        scale: plot scale, 400 for 1:400.
    """

    space: Modelspace
    scale: float = 100.0
    origin: XY = (0.0, 0.0)
    turn_deg: float = 0.0
    mirrored: bool = False

    def moved(self, dx: float, dy: float, *, turn_deg: float = 0.0, mirror: bool = False) -> "Pen":
        """A pen whose (0, 0) is at (dx, dy) of this one; mirror flips x before turning."""
        turn = self.turn_deg + (-turn_deg if self.mirrored else turn_deg)
        return replace(
            self, origin=self.point((dx, dy)), turn_deg=turn, mirrored=self.mirrored != mirror
        )

    def point(self, at: XY) -> XY:
        """The model-space point of a local one."""
        x, y = (-at[0] if self.mirrored else at[0]), at[1]
        c, s = cos(radians(self.turn_deg)), sin(radians(self.turn_deg))
        return (
            round(self.origin[0] + c * x - s * y, 3),
            round(self.origin[1] + s * x + c * y, 3),
        )

    def angle(self, local_deg: float) -> float:
        """The model-space direction of a local one. [deg]"""
        local = 180.0 - local_deg if self.mirrored else local_deg
        return round((local + self.turn_deg) % 360.0, 4)

    def polyline(
        self,
        points: Iterable[XY],
        layer: str,
        *,
        closed: bool = False,
        width: float = 0.0,
        colour: int = 256,
        linetype: str = "BYLAYER",
    ) -> None:
        """A polyline; a closed one is an area."""
        attributes = {"layer": layer, "color": colour, "linetype": linetype}
        if width:
            attributes["const_width"] = width
        self.space.add_lwpolyline(
            [self.point(p) for p in points], close=closed, dxfattribs=attributes
        )

    def area(self, points: Iterable[XY], layer: str, *, colour: int = 256) -> None:
        """A closed polyline."""
        self.polyline(points, layer, closed=True, colour=colour)

    def rectangle(
        self, x0: float, y0: float, x1: float, y1: float, layer: str, *, colour: int = 256
    ) -> None:
        """A closed rectangle."""
        self.area(box(x0, y0, x1, y1), layer, colour=colour)

    def line(self, start: XY, end: XY, layer: str, *, colour: int = 256) -> None:
        """A straight line."""
        self.space.add_line(
            self.point(start), self.point(end), dxfattribs={"layer": layer, "color": colour}
        )

    def circle(self, at: XY, radius: float, layer: str, *, colour: int = 256) -> None:
        """A circle."""
        self.space.add_circle(self.point(at), radius, dxfattribs={"layer": layer, "color": colour})

    def arc(self, at: XY, radius: float, start_deg: float, end_deg: float, layer: str) -> None:
        """An arc, counter-clockwise from start to end in local directions."""
        start, end = self.angle(start_deg), self.angle(end_deg)
        if self.mirrored:
            start, end = end, start
        self.space.add_arc(self.point(at), radius, start, end, dxfattribs={"layer": layer})

    def text(
        self,
        words: str,
        at: XY,
        height: float = 2.5,
        *,
        layer: str = "문자",
        align: str = "MIDDLE_CENTER",
        turn_deg: float = 0.0,
        colour: int = 256,
    ) -> None:
        """One line of text, never upside down."""
        angle = self.angle(turn_deg)
        if 90.0 < angle <= 270.0:
            angle -= 180.0
        entity = self.space.add_text(
            words,
            height=height * self.scale,
            rotation=angle,
            dxfattribs={"layer": layer, "style": STYLE, "color": colour},
        )
        entity.set_placement(self.point(at), align=TextEntityAlignment[align])

    def lines(
        self, rows: Sequence[str], at: XY, height: float = 2.5, *, layer: str = "문자"
    ) -> None:
        """Rows of text from the top left down."""
        for number, words in enumerate(rows):
            y = at[1] - number * height * 1.7 * self.scale
            self.text(words, (at[0], y), height, layer=layer, align="TOP_LEFT")

    def hatch(
        self,
        points: Sequence[XY],
        *,
        pattern: str = "ANSI31",
        size: float = 1.0,
        layer: str = "해치",
        colour: int = 256,
        holes: Sequence[Sequence[XY]] = (),
    ) -> None:
        """A hatched area; `SOLID` fills it. The pattern size is for paper."""
        hatch = self.space.add_hatch(color=colour, dxfattribs={"layer": layer})
        if pattern != "SOLID":
            hatch.set_pattern_fill(pattern, scale=size * self.scale, color=colour)
        hatch.paths.add_polyline_path([self.point(p) for p in points], is_closed=True, flags=1)
        for hole in holes:
            hatch.paths.add_polyline_path([self.point(p) for p in hole], is_closed=True, flags=16)

    def dimension(self, start: XY, end: XY, offset: float) -> None:
        """A linear dimension, `offset` paper-mm to the left of start -> end."""
        a, b = self.point(start), self.point(end)
        d = offset * self.scale * (-1.0 if self.mirrored else 1.0)
        if (a[0], a[1]) > (b[0], b[1]):  # so that its text is not upside down
            a, b, d = b, a, -d
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = hypot(dx, dy)
        base = (a[0] - dy / length * d, a[1] + dx / length * d)
        self.space.add_linear_dim(
            base=base,
            p1=a,
            p2=b,
            angle=round(degrees(atan2(dy, dx)), 6),
            dimstyle=DIMENSION_STYLE,
            override={"dimscale": self.scale},
            dxfattribs={"layer": "치수"},
        ).render()

    def chain(self, points: Sequence[XY], offset: float, *, total: bool = True) -> None:
        """A chain of dimensions over consecutive points, with the total one step outside."""
        for start, end in pairwise(points):
            self.dimension(start, end, offset)
        if total and len(points) > 2:
            self.dimension(points[0], points[-1], offset + (7.0 if offset > 0 else -7.0))

    def insert(
        self,
        block: str,
        at: XY,
        layer: str,
        *,
        turn_deg: float = 0.0,
        scale: float = 1.0,
        attributes: Sequence[tuple[str, str]] = (),
        shown: str = "",
        shown_height: float = 1.8,
        shown_offset: XY = (0.0, 0.0),
    ) -> None:
        """A block with attributes; only the one named `shown` is visible, beside the block."""
        x, y = self.point(at)
        reference = self.space.add_blockref(
            block,
            (x, y),
            dxfattribs={
                "layer": layer,
                "rotation": self.angle(turn_deg),
                "xscale": scale,
                "yscale": -scale if self.mirrored else scale,
            },
        )
        for tag, words in attributes:
            visible = tag == shown
            attribute = reference.add_attrib(
                tag,
                words,
                (x, y),
                dxfattribs={
                    "layer": layer,
                    "style": STYLE,
                    "height": shown_height * self.scale if visible else 100.0,
                },
            )
            attribute.is_invisible = not visible
            if visible:
                spot = self.point((at[0] + shown_offset[0], at[1] + shown_offset[1]))
                attribute.set_placement(spot, align=TextEntityAlignment.MIDDLE_CENTER)

    def leader(self, words: str, tip: XY, at: XY, height: float = 2.2) -> None:
        """A note with a leader from its text to the tip."""
        right = at[0] >= tip[0]
        foot = (at[0] - (1.0 if right else -1.0) * self.scale, at[1])
        self.polyline([tip, foot, at], "문자")
        self.circle(tip, 0.5 * self.scale, "문자")
        align = "MIDDLE_LEFT" if right != self.mirrored else "MIDDLE_RIGHT"
        gap = 0.8 * self.scale * (1.0 if right else -1.0)
        self.text(words, (at[0] + gap, at[1]), height, align=align)

    def axis(self, name: str, start: XY, end: XY) -> None:
        """A grid line with its bubble at the start."""
        radius = 4.0 * self.scale
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = hypot(dx, dy)
        centre = (start[0] - dx / length * radius, start[1] - dy / length * radius)
        self.polyline([start, end], "중심선")
        self.circle(centre, radius, "축열")
        self.text(name, centre, 3.0, layer="축열")

    def level(self, words: str, at: XY) -> None:
        """A level mark: a triangle on the spot and the level beside it."""
        s = 1.6 * self.scale
        triangle = [at, (at[0] - s, at[1] + s), (at[0] + s, at[1] + s)]
        self.polyline(triangle, "표고", closed=True)
        self.text(words, (at[0] + 1.6 * s, at[1] + s), 2.0, layer="표고", align="MIDDLE_LEFT")

    def scale_bar(self, at: XY, step: float) -> None:
        """A scale bar of four steps, `step` drawing units each."""
        h = 1.2 * self.scale
        for i in range(4):
            x0, x1 = at[0] + i * step, at[0] + (i + 1) * step
            self.rectangle(x0, at[1], x1, at[1] + h, "도곽")
            if i % 2 == 0:
                self.hatch(box(x0, at[1], x1, at[1] + h), pattern="SOLID", layer="도곽", colour=7)
        for i in range(5):
            words = f"{i * step / 1000:g}" + (" m" if i == 4 else "")
            self.text(words, (at[0] + i * step, at[1] + 2.4 * h), 2.0, layer="도곽")

    def table(
        self,
        title: str,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str]],
        at: XY,
        *,
        height: float = 2.2,
        row: float = 6.0,
    ) -> None:
        """A ruled table from its top left; column widths and row height are paper-mm."""
        s = self.scale
        xs = [at[0]]
        for _, width in columns:
            xs.append(xs[-1] + width * s)
        if title:
            self.text(title, (at[0], at[1] + 3.0 * s), height * 1.5, align="BOTTOM_LEFT")
        grid = [[name for name, _ in columns], *rows]
        bottom = at[1] - len(grid) * row * s
        for i in range(len(grid) + 1):
            y = at[1] - i * row * s
            self.line((xs[0], y), (xs[-1], y), "표")
        for x in xs:
            self.line((x, at[1]), (x, bottom), "표")
        for i, cells in enumerate(grid):
            y = at[1] - (i + 0.5) * row * s
            for j, words in enumerate(cells):
                if words:
                    self.text(words, ((xs[j] + xs[j + 1]) / 2, y), height, layer="표")


A1 = (841.0, 594.0)
MARGIN = 10.0
TITLE_WIDTH = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """The title block of one sheet: its lower left corner and scale."""

    number: str
    title: str
    project: str
    day: str
    scale: float
    at: XY

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """The sheet's window in model space: x0, y0, x1, y1."""
        return (
            self.at[0],
            self.at[1],
            self.at[0] + A1[0] * self.scale,
            self.at[1] + A1[1] * self.scale,
        )

    @property
    def field(self) -> tuple[float, float, float, float]:
        """The part of the window left for drawing: x0, y0, x1, y1."""
        x0, y0, x1, y1 = self.frame
        m = MARGIN * self.scale
        return (x0 + 2.5 * m, y0 + m, x1 - m - TITLE_WIDTH * self.scale, y1 - m)


def draw_frame(space: Modelspace, sheet: SheetFrame, *, north: bool = True) -> None:
    """Insert the title block `도곽` at the sheet's scale, with a scale bar and a north arrow."""
    pen = Pen(space, scale=sheet.scale)
    reference = space.add_blockref(
        "도곽",
        sheet.at,
        dxfattribs={"layer": "도곽", "xscale": sheet.scale, "yscale": sheet.scale},
    )
    ratio = f"A1: 1/{sheet.scale:g}  A3: 1/{sheet.scale * 2:g}" if sheet.scale > 1 else "NONE"
    reference.add_auto_attribs(
        {
            "도면명": sheet.title,
            "도면번호": sheet.number,
            "축척": ratio,
            "사업명": sheet.project,
            "일자": sheet.day,
        }
    )
    x0, y0, x1, _ = sheet.frame
    if north:
        pen.insert(
            "방위표", (x1 - 48 * sheet.scale, y0 + 175 * sheet.scale), "도곽", scale=sheet.scale
        )
    if sheet.scale > 1:
        step = 10000.0 if sheet.scale >= 200 else 2000.0
        pen.scale_bar((x0 + 40 * sheet.scale, y0 + 16 * sheet.scale), step)


def _title_block(document: Drawing) -> None:
    block = document.blocks.new("도곽")
    pen = Pen(block, scale=1.0)  # type: ignore[arg-type] # a block is a space, too
    w, h = A1
    pen.rectangle(0, 0, w, h, "도곽", colour=8)
    pen.polyline(box(25, MARGIN, w - MARGIN, h - MARGIN), "도곽", closed=True, width=0.7)
    x = w - MARGIN - TITLE_WIDTH
    right = w - MARGIN
    pen.line((x, MARGIN), (x, h - MARGIN), "도곽")
    rows = (28.0, 46.0, 62.0, 96.0, 128.0, 146.0, 164.0, 200.0)
    for y in rows:
        pen.line((x, MARGIN + y), (right, MARGIN + y), "도곽")
    label = {"도면번호": 25.0, "축척": 43.0, "일자": 59.0, "도면명": 93.0, "사업명": 125.0}
    for words, y in label.items():
        pen.text(f"{words}", (x + 3, MARGIN + y), 2.0, layer="도곽", align="TOP_LEFT", colour=8)
    for words, y in (("설  계", 143.0), ("검  토", 161.0)):
        pen.text(words, (x + 3, MARGIN + y), 2.0, layer="도곽", align="TOP_LEFT", colour=8)
        pen.line((x + 25, MARGIN + y - 15), (x + 25, MARGIN + y + 3), "도곽")
        pen.line((x + 50, MARGIN + y - 15), (x + 50, MARGIN + y + 3), "도곽")
    pen.text("가상종합건축사사무소", (x + TITLE_WIDTH / 2, h - 34), 5.0, layer="도곽")
    pen.text("GASANG ARCHITECTS (예시 도면)", (x + TITLE_WIDTH / 2, h - 43), 2.2, layer="도곽")
    pen.line((x, h - 52), (right, h - 52), "도곽")
    pen.text("주  기 (NOTES)", (x + 3, h - 57), 2.4, layer="도곽", align="TOP_LEFT")
    notes = (
        "1. 모든 치수는 현장 확인 후 시공할 것.",
        "2. 치수 단위는 mm, 표고(EL) 단위는 m 임.",
        "3. 도면에 없는 사항은 시방서에 따름.",
        "4. 방화·피난 관련 사항은 소방도면 참조.",
        "5. 이 도면은 가상의 예시이며 실제",
        "    사업·대지·인물과 관계가 없음.",
    )
    for i, words in enumerate(notes):
        pen.text(words, (x + 3, h - 65 - i * 5.2), 2.2, layer="도곽", align="TOP_LEFT")
    pen.line((x, h - 102), (right, h - 102), "도곽")
    pen.text("변 경 (REVISIONS)", (x + 3, h - 107), 2.4, layer="도곽", align="TOP_LEFT")
    for i in range(7):
        pen.line((x, h - 115 - i * 8), (right, h - 115 - i * 8), "도곽")
    for dx in (12, 32):
        pen.line((x + dx, h - 115), (x + dx, h - 163), "도곽")
    centre = x + TITLE_WIDTH / 2
    for tag, y, size in (
        ("도면번호", 10.0, 8.0),
        ("축척", 34.0, 3.2),
        ("일자", 52.0, 3.2),
        ("도면명", 76.0, 3.4),
        ("사업명", 109.0, 3.0),
    ):
        definition = block.add_attdef(
            tag, dxfattribs={"layer": "도곽", "style": STYLE, "height": size}
        )
        definition.set_placement((centre, MARGIN + y), align=TextEntityAlignment.MIDDLE_CENTER)


def _north_arrow(document: Drawing) -> None:
    block = document.blocks.new("방위표")
    pen = Pen(block, scale=1.0)  # type: ignore[arg-type] # a block is a space, too
    pen.circle((0, 0), 11, "도곽")
    pen.circle((0, 0), 10.4, "도곽")
    pen.polyline([(0, 15), (-4.5, -8), (0, -4), (4.5, -8)], "도곽", closed=True)
    pen.hatch([(0, 15), (0, -4), (4.5, -8)], pattern="SOLID", layer="도곽", colour=7)
    pen.text("N", (0, 18.5), 5, layer="도곽")


def box(x0: float, y0: float, x1: float, y1: float) -> list[XY]:
    """The corners of a rectangle, counter-clockwise from the lower left."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
