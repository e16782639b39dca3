"""What a page holds besides figures: room for form fields, and the code of each page."""

from collections.abc import Callable
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration

from app.reports.figure_image import PX_PER_MM, Drawn, Style, set_line
from app.reports.operators import colour

SOFT = "#566272"
CODE_MM = (68.0, 2.6)
"""Width and height of a page's code."""
CODE_LETTERS_MM = 1.9


class FieldImage:
    """Room for a form field: draws nothing, and knows afterwards where it lies."""

    def __init__(self) -> None:
        self.drawn: list[Drawn] = []

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Of a small box; the style sheet says otherwise. [px]"""
        del resolution, font_size
        return 3 * PX_PER_MM, 3 * PX_PER_MM, 1.0

    def draw(self, stream: Stream, width: float, height: float, style: Any) -> None:
        """Note the place. [px]"""
        del style
        self.drawn.append(Drawn(stream, tuple(stream.ctm.values), width, height))


class CodeImage:
    """The code of each page, set at the right of its room.

    Args:
        words: of a page, from 0; None: nothing is printed.
    """

    def __init__(self, words: Callable[[int], str] | None, fonts: FontConfiguration) -> None:
        self.words, self.fonts = words, fonts
        self.pages: list[int] = []

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Width and height, and their ratio. [px]"""
        del resolution, font_size
        wide, high = CODE_MM
        return wide * PX_PER_MM, high * PX_PER_MM, wide / high

    def draw(self, stream: Stream, width: float, height: float, style: Any) -> None:
        """Draw the code of the next page: pages are drawn in order, each has one. [px]"""
        del style
        page = len(self.pages)
        self.pages.append(stream.number)
        if self.words is None:
            return
        set_ = Style(INITIAL_VALUES)
        set_.font_config = self.fonts
        set_["font_family"] = ["Pretendard", "NanumGothic"]
        set_["font_weight"] = 500
        with stream.stacked():
            stream.set_alpha(1.0)
            stream.stream.append(colour(SOFT, "rg"))
            size = CODE_LETTERS_MM * PX_PER_MM
            down = height - 0.6 * PX_PER_MM
            set_line(stream, self.words(page), set_, size=size, x=width, y=down, left_of=1.0)
