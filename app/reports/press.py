"""HTML to a tagged PDF: figures as their own operators, every stream pressed once."""

import re
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.text.fonts import FontConfiguration

from app.memory import no_collection
from app.reports.fetcher import TEMPLATES, TemplateFetcher
from app.reports.figure_image import FigureImage, Shared, UnknownMarkupError
from app.reports.form_image import CodeImage, FieldImage
from app.reports.glyphs import named_by_place
from app.reports.operators import Six

FIGURE = re.compile(
    r'<img src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]*)"(?: data-place="([^"]*)")?'
)
FIELD = re.compile(r'(?<=<img )src="data:image/gif;base64,[^"]*" data-field="([^"]*)"')
CODE = "code:page"
"""What the style sheet calls the code of a page."""
PT_PER_PX = 0.75
PRESSED = 6
"""How hard streams are pressed: harder takes five times as long for 2 % less."""


DEFAULTS = CSS(
    string="\n".join(rule for rule in UA.splitlines() if not rule.startswith("::")),
    counter_style=UA_COUNTER_STYLE,
)
"""What WeasyPrint lays under every style, but for marks of lists and notes.

We have none, and every element would have five styles more for them.
"""


class OwnHTML(HTML):  # type: ignore[misc]
    """HTML of ours."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        del forms
        return [DEFAULTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something with a name lies.

    Args:
        page: from 0.
        matrix: px of the thing, from its upper left corner and downwards, to points of the page.
        width_px, height_px: its size.
        element: object number of its structure element; None where it has none.
    """

    name: str
    page: int
    matrix: Six
    width_px: float
    height_px: float
    element: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The named destination of an element that begins on a page, so far from above. [pt]"""

    name: str
    page: int
    top_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Pages that were set, and what lies where on them."""

    pdf: bytes
    figures: tuple[Place, ...]
    fields: tuple[Place, ...]
    anchors: tuple[Anchor, ...]


def printed(
    markup: str,
    *,
    sheets: Sequence[str],
    style: str = "",
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The pages as a tagged PDF, the same bytes for the same pages.

    Args:
        sheets: names of the style sheets among the templates.
        style: laid under them.
    """
    return pages_of(markup, sheets=sheets, style=style, attachments=attachments).pdf


def pages_of(
    markup: str,
    *,
    sheets: Sequence[str],
    style: str = "",
    attachments: Sequence[Attachment] = (),
    code: Callable[[int], str] | None = None,
) -> Pages:
    """The pages as a tagged PDF, with the places of what the markup names.

    Args:
        sheets: names of the style sheets among the templates.
        style: laid under them.
        code: of a page, from 0: what a style sheet prints as `url("code:page")`.
    """
    fetcher, fonts = TemplateFetcher(), FontConfiguration()
    known: dict[str, Any] = {"font_config": fonts, "url_fetcher": fetcher}
    styles = [CSS(string=style, **known)] if style else []
    styles += [CSS(filename=str(TEMPLATES / name), **known) for name in sheets]
    with no_collection():
        words, images = _apart(markup, fonts)
        known_images: dict[str, Any] = {CODE: CodeImage(code, fonts)}
        known_images |= {address: image for address, _, image in images}
        document = OwnHTML(
            string=words, base_url=TEMPLATES.as_uri() + "/", url_fetcher=fetcher
        ).render(stylesheets=styles, font_config=fonts, pdf_tags=True, cache=known_images)
        document.metadata.attachments = list(attachments)
        identifier = sha256(markup.encode()).digest()[:16]
        places: list[tuple[bool, Place]] = []

        def finish(_document: Any, pdf: pydyf.PDF) -> None:
            places.extend(_places(pdf, images))
            _press(pdf)

        pdf = document.write_pdf(pdf_tags=True, pdf_identifier=identifier, finisher=finish)
    return Pages(
        pdf=bytes(pdf or b""),
        figures=tuple(place for field, place in places if not field),
        fields=tuple(place for field, place in places if field),
        anchors=tuple(
            Anchor(name=name, page=number, top_pt=at[1] * PT_PER_PX)
            for number, page in enumerate(document.pages)
            for name, at in page.anchors.items()
        ),
    )


Images = list[tuple[str, str, FigureImage | FieldImage]]
"""Address, name and image of what is drawn by us."""


def _apart(markup: str, fonts: FontConfiguration) -> tuple[str, Images]:
    """The markup with short addresses for its figures and fields, and those by them."""
    images: Images = []
    shared: dict[tuple[str, str], Shared] = {}

    def figure(match: re.Match[str]) -> str:
        try:
            image = FigureImage(b64decode(match[1]), fonts, shared)
        except UnknownMarkupError:
            return match[0]
        address = f"figure:{len(images)}"
        images.append((address, match[2] or address, image))
        return f'<img src="{address}"'

    def field(match: re.Match[str]) -> str:
        address = f"field:{len(images)}"
        images.append((address, match[1], FieldImage()))
        return f'src="{address}"'

    return FIELD.sub(field, FIGURE.sub(figure, markup)), images


def _places(pdf: pydyf.PDF, images: Images) -> Iterator[tuple[bool, Place]]:
    """Whether it is a field, and its place, of each image that was drawn on a page itself."""
    numbers = pdf.pages["Kids"][::3]
    pages = {pdf.objects[number]["Contents"]: n for n, number in enumerate(numbers)}
    elements = {
        (one["Pg"], *(round(value, 1) for value in one["A"]["BBox"][:2])): one.number
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("S") == "/Figure" and "A" in one
    }
    references = pdf.page_references
    for _, name, image in images:
        for stream, matrix, width, height in image.drawn:
            page = pages.get(stream.reference)
            if page is None:
                continue
            a, b, c, d, e, f = matrix
            high = pdf.objects[numbers[page]]["MediaBox"][3]
            left, top = round(e / PT_PER_PX, 1), round((high - f) / PT_PER_PX, 1)
            yield (
                isinstance(image, FieldImage),
                Place(
                    name=name,
                    page=page,
                    matrix=(a, b, c, d, e, f),
                    width_px=width,
                    height_px=height,
                    element=elements.get((references[page], left, top)),
                ),
            )


def _press(pdf: pydyf.PDF) -> None:
    """Press each stream now: writing asks twice for its bytes, and would press it twice."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            plain = b"\n".join(
                item if isinstance(item, bytes) else pydyf._to_bytes(item) for item in one.stream
            )
            if one.extra.get("Subtype") == "/OpenType":
                plain = named_by_place(plain)
            one.stream = [zlib.compress(plain, PRESSED)]
            one.extra["Filter"] = "/FlateDecode"
            one.compress = False
