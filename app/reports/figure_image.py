"""A figure of ours as an image of WeasyPrint: its SVG as PDF operators, long paths once a document.

WeasyPrint draws any SVG, point by point and letter by letter. A report holds the same plan many
times, in markup that we write ourselves (`cpted_rules.figure.svg`); what that markup can say is
told here in PDF, and a long path that figures share is set once and referred to.
"""

from collections.abc import Callable, Mapping, MutableMapping
from hashlib import sha256
from math import inf
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pydyf
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import create_layout, line_size

from app.reports.operators import colour, ellipse, number, operators, transform

SVG = "{http://www.w3.org/2000/svg}"
PX_PER_MM = 96 / 25.4
SHARED_FROM = 1_500
"""Letters of a path from which it is set once for all figures."""

REACH_MM = 10_000
"""No figure is as wide: the box of what is shared cuts nothing."""


class UnknownMarkupError(Exception):
    """The markup says what is not known here."""


class Drawn(NamedTuple):
    """Where an image was drawn: on which stream, and how its px lie on the page in points."""

    stream: Stream
    matrix: tuple[float, ...]
    width: float
    height: float


class Shared:
    """A path with its painting operator, set once in a document."""

    def __init__(self, content: str) -> None:
        self.content = content.encode("ascii")
        self.id = sha256(self.content).hexdigest()[:20]

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """The form that pages refer to; WeasyPrint asks for it once, when it writes the file."""
        del interpolate, dpi_ratio
        reach = pydyf.Array([-REACH_MM, -REACH_MM, REACH_MM, REACH_MM])
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": reach,
            "Resources": pydyf.Dictionary(),
        }
        return pydyf.Stream([self.content], extra, compress=True)


class FigureImage:
    """A figure, drawn as WeasyPrint draws an image.

    Args:
        svg: what `cpted_rules.figure.svg.document` wrote.
        shared: paths of the document so far, by what they say.

    Raises:
        UnknownMarkupError: it says what is not known here.
    """

    def __init__(
        self, svg: bytes, fonts: FontConfiguration, shared: MutableMapping[tuple[str, str], Shared]
    ) -> None:
        root = ET.fromstring(svg)
        self.root, self.fonts, self.shared = root, fonts, shared
        self.drawn: list[Drawn] = []
        self.families = [name.strip(" '\"") for name in root.get("font-family", "").split(",")]
        self.wide, self.high = (_millimetres(root.get(name, "")) for name in ("width", "height"))
        if root.get("viewBox", "").split() != ["0", "0", *map(number, (self.wide, self.high))]:
            raise UnknownMarkupError("a figure that is not drawn in millimetres")
        for element in root.iter():
            if element.tag.removeprefix(SVG) not in KNOWN:
                raise UnknownMarkupError(element.tag)

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Width and height, and their ratio. [px]"""
        del resolution, font_size
        return self.wide * PX_PER_MM, self.high * PX_PER_MM, self.wide / self.high

    def draw(self, stream: Stream, width: float, height: float, style: Any) -> None:
        """Draw it into a box of a page. [px]"""
        del style
        self.drawn.append(Drawn(stream, tuple(stream.ctm.values), width, height))
        with stream.stacked():
            stream.transform(a=width / self.wide, d=height / self.high)
            self._children(stream, self.root)

    def _children(self, stream: Stream, parent: ET.Element) -> None:
        for element in parent:
            DRAWN[element.tag.removeprefix(SVG)](self, stream, element)

    def _group(self, stream: Stream, element: ET.Element) -> None:
        clip = element.get("clip-path", "")
        with stream.stacked():
            if words := element.get("transform"):
                stream.transform(*transform(words))
            if clip:
                path = self.root.find(f".//*[@id='{clip[5:-1]}']/{SVG}path")
                if path is None:
                    raise UnknownMarkupError(clip)
                self._put(stream, path.get("d", ""), "W n")
            self._children(stream, element)

    def _path(self, stream: Stream, element: ET.Element) -> None:
        self._shape(stream, element, element.get("d", ""))

    def _circle(self, stream: Stream, element: ET.Element) -> None:
        x, y, radius = (float(element.get(name, 0)) for name in ("cx", "cy", "r"))
        self._shape(stream, element, ellipse(x, y, radius))

    def _rect(self, stream: Stream, element: ET.Element) -> None:
        x, y, wide, high, round_ = (
            float(element.get(name, 0)) for name in ("x", "y", "width", "height", "rx")
        )
        if not round_:
            self._shape(stream, element, f"M{x} {y}h{wide}v{high}h{-wide}Z")
            return
        r = min(round_, wide / 2, high / 2)
        arc = f"a{r} {r} 0 0 1"
        self._shape(
            stream,
            element,
            f"M{x + r} {y}h{wide - 2 * r}{arc} {r} {r}v{high - 2 * r}{arc} {-r} {r}"
            f"h{2 * r - wide}{arc} {-r} {-r}v{2 * r - high}{arc} {r} {-r}Z",
        )

    def _shape(self, stream: Stream, element: ET.Element, d: str) -> None:
        fill, stroke = element.get("fill", "#000000"), element.get("stroke", "none")
        painted = {(False, False): "", (True, False): "f", (False, True): "S"}.get(
            (fill != "none", stroke != "none"), "B"
        )
        if not painted or not d:
            return
        if fill != "none":
            stream.set_alpha(float(element.get("fill-opacity", 1)))
            stream.stream.append(colour(fill, "rg"))
        if stroke != "none":
            stream.stream.append(_pen(element, stroke))
        self._put(stream, d, painted)

    def _put(self, stream: Stream, d: str, painted: str) -> None:
        """A path and what is done with it; a clip belongs to the page and is never shared."""
        if len(d) < SHARED_FROM or painted == "W n":
            stream.stream.append(f"{operators(d)} {painted}")
            return
        shared = self.shared.get((d, painted))
        if shared is None:
            shared = self.shared[d, painted] = Shared(f"{operators(d)} {painted}")
        stream.draw_x_object(stream.add_image(shared, False, 1))

    def _text(self, stream: Stream, element: ET.Element) -> None:
        words = element.text or ""
        if not words.strip():
            return
        x, y, size = (float(element.get(name, 0)) for name in ("x", "y", "font-size"))
        style = Style(INITIAL_VALUES)
        style.font_config = self.fonts
        style["font_family"] = self.families
        style["font_weight"] = int(element.get("font-weight", 400))
        with stream.stacked():
            if turn := element.get("transform"):
                stream.transform(*transform(turn))
            stream.set_alpha(1.0)
            stream.stream.append(colour(element.get("fill", "#000000"), "rg"))
            left_of = ANCHORS[element.get("text-anchor", "start")]
            set_line(stream, words, style, size=size, x=x, y=y, left_of=left_of)

    def _nothing(self, stream: Stream, element: ET.Element) -> None:
        """What is read, not drawn."""


class Style(dict[str, Any]):
    """A style as WeasyPrint computes it, of what is the same in every figure."""

    font_config: FontConfiguration


class TextBox:
    """What WeasyPrint's drawing of a line asks of a box of text."""

    def __init__(self, layout: Any, style: Style) -> None:
        self.pango_layout, self.style, self.text = layout, style, layout.text


LARGER = 10.0
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def set_line(
    stream: Stream, words: str, style: Style, *, size: float, x: float, y: float, left_of: float
) -> None:
    """Set a line of text on its baseline.

    Args:
        size: of its letters, in the unit of the stream.
        left_of: share of its length that lies left of `x`.
    """
    # a size of a few px would be set on a coarse raster: set larger, drawn smaller
    style["font_size"] = size * LARGER
    layout = create_layout(words, style, None, inf, 0)
    line, _ = layout.get_first_line()
    wide = line_size(line, style)[0] / LARGER
    stream.begin_text()
    matrix = Matrix(a=1 / LARGER, d=-1 / LARGER, e=x - wide * left_of, f=y)
    draw_first_line(stream, TextBox(layout, style), "none", "none", matrix)
    stream.end_text()


DRAWN: Mapping[str, Callable[[FigureImage, Stream, ET.Element], None]] = {
    "g": FigureImage._group,
    "path": FigureImage._path,
    "circle": FigureImage._circle,
    "rect": FigureImage._rect,
    "text": FigureImage._text,
    "title": FigureImage._nothing,
    "desc": FigureImage._nothing,
    "clipPath": FigureImage._nothing,
}
KNOWN = frozenset(DRAWN) | {"svg"}


def _millimetres(words: str) -> float:
    if not words.endswith("mm"):
        raise UnknownMarkupError(f"a size of {words}")
    return float(words.removesuffix("mm"))


CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}


def _pen(element: ET.Element, stroke: str) -> bytes:
    width = number(float(element.get("stroke-width", 1)))
    cap = CAPS[element.get("stroke-linecap", "butt")]
    join = JOINS[element.get("stroke-linejoin", "miter")]
    dash = element.get("stroke-dasharray", "").replace(",", " ")
    words = f" {width} w {cap} J {join} j [{dash}] 0 d"
    return colour(stroke, "RG") + words.encode("ascii")
