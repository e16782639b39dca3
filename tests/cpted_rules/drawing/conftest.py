"""Small drawings made with ezdxf, for the tests of the reader."""

from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from typing import Any

import ezdxf
import pytest

from cpted_rules.drawing import (
    DrawingSource,
    Reading,
    SheetSpec,
    read_plan,
)
from cpted_rules.plan import SheetKind


class Draft:
    """A drawing in the making; lengths in its own units."""

    def __init__(self, version: str = "R2010") -> None:
        self.document = ezdxf.new(version)
        self.document.header["$INSUNITS"] = 0
        self.space = self.document.modelspace()

    def outline(self, layer: str, *points: tuple[float, float], closed: bool = True) -> str:
        made = self.space.add_lwpolyline(points, close=closed, dxfattribs={"layer": layer})
        return str(made.dxf.handle)

    def box(self, layer: str, x0: float, y0: float, x1: float, y1: float) -> str:
        return self.outline(layer, (x0, y0), (x1, y0), (x1, y1), (x0, y1))

    def text(self, words: str, at: tuple[float, float], layer: str = "문자") -> None:
        self.space.add_text(words, height=1.0, dxfattribs={"layer": layer, "insert": at})

    def block(self, name: str, x0: float, y0: float, x1: float, y1: float) -> str:
        if name not in self.document.blocks:
            block = self.document.blocks.new(name)
            block.add_lwpolyline([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], close=True)
        return name

    def insert(
        self,
        name: str,
        at: tuple[float, float],
        layer: str = "0",
        turn: float = 0.0,
        scale: tuple[float, float] = (1.0, 1.0),
        **attributes: str,
    ) -> str:
        if name not in self.document.blocks:
            self.document.blocks.new(name)
        made = self.space.add_blockref(
            name,
            at,
            dxfattribs={
                "layer": layer,
                "rotation": turn,
                "xscale": scale[0],
                "yscale": scale[1],
            },
        )
        for tag, words in attributes.items():
            made.add_attrib(tag, words, at)
        return str(made.dxf.handle)

    def bytes(self, fmt: str = "asc") -> bytes:
        stream: Any = BytesIO() if fmt == "bin" else StringIO()
        self.document.write(stream, fmt=fmt)
        raw = stream.getvalue()
        return raw if fmt == "bin" else raw.encode(self.document.output_encoding, "surrogateescape")


@pytest.fixture
def draft() -> Draft:
    return Draft()


@pytest.fixture
def new_draft() -> Callable[..., Draft]:
    return Draft


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Reads drafts, each with its sheets; one site plan over all of it if none are given."""

    def read_drafts(
        *drafts: Draft,
        sheets: Sequence[tuple[SheetSpec, ...]] = (),
        unit: str | None = "m",
        **more: Any,
    ) -> Reading:
        plain = (SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1"),)
        return read_plan(
            [
                DrawingSource(
                    name=f"{n}.dxf",
                    raw=draft.bytes(),
                    unit=unit,
                    sheets=sheets[n] if sheets else plain,
                )
                for n, draft in enumerate(drafts)
            ],
            **more,
        )

    return read_drafts
