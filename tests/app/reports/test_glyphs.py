"""Glyphs named by their place: what a page calls a glyph is what every reader takes it for."""

from io import BytesIO

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from app.reports.fetcher import FONTS
from app.reports.glyphs import bare_by_place, named_by_place

REGULAR = FONTS / "Pretendard-Regular.otf"


@pytest.fixture(scope="module")
def font() -> bytes:
    return REGULAR.read_bytes()


def _outline(font: TTFont, place: int) -> list[tuple[str, object]]:
    pen = RecordingPen()
    font.getGlyphSet()[font.getGlyphName(place)].draw(pen)
    return pen.value


def test_names_are_not_places_in_the_font_as_it_comes(font: bytes) -> None:
    order = TTFont(BytesIO(font))["CFF "].cff[0].charset
    assert any(name != f"cid{place:05}" for place, name in enumerate(order) if place)


def test_every_glyph_is_named_by_its_place(font: bytes) -> None:
    after = TTFont(BytesIO(named_by_place(font)), checkChecksums=2)
    order = after["CFF "].cff[0].charset
    assert order[1:] == [f"cid{place:05}" for place in range(1, after["maxp"].numGlyphs)]


def test_outlines_stay_as_they_are(font: bytes) -> None:
    before, after = TTFont(BytesIO(font)), TTFont(BytesIO(named_by_place(font)))
    cmap = before.getBestCmap()
    for letter in "한-()/가A":
        place = before.getGlyphID(cmap[ord(letter)])
        assert _outline(before, place) == _outline(after, place) != []


def test_doing_it_twice_is_doing_it_once(font: bytes) -> None:
    once = named_by_place(font)
    assert named_by_place(once) == once
    assert len(once) == len(font)


def test_the_bare_program_is_that_of_the_font(font: bytes) -> None:
    with TTFont(BytesIO(font), lazy=True) as opened:
        bare = bare_by_place(opened.reader["CFF "])
    with TTFont(BytesIO(named_by_place(font)), lazy=True) as opened:
        assert opened.reader["CFF "] == bare
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(bare), None)
    assert fonts[0].charset[1] == "cid00001"
