"""HTML to a tagged PDF: figures as their own operators, every stream pressed once."""

import re
import zlib
from base64 import b64decode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.text.fonts import FontConfiguration

from app.memory import no_collection
from app.reports.fetcher import TEMPLATES, TemplateFetcher
from app.reports.figure_image import FigureImage, Shared, UnknownMarkupError

FIGURE = re.compile(r'(?<=<img src=")data:image/svg\+xml;base64,([A-Za-z0-9+/=]*)(?=")')
PRESSED = 6
"""How hard streams are pressed: harder takes five times as long for 2 % less."""


DEFAULTS = CSS(
    string="\n".join(rule for rule in UA.splitlines() if not rule.startswith("::")),
    counter_style=UA_COUNTER_STYLE,
)
"""What WeasyPrint lays under every style, but for marks of lists and notes.

We have none, and every element would have five styles more for them.
"""


class Pages(HTML):  # type: ignore[misc]
    """HTML of ours."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        del forms
        return [DEFAULTS]


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
    fetcher, fonts = TemplateFetcher(), FontConfiguration()
    known: dict[str, Any] = {"font_config": fonts, "url_fetcher": fetcher}
    styles = [CSS(string=style, **known)] if style else []
    styles += [CSS(filename=str(TEMPLATES / name), **known) for name in sheets]
    with no_collection():
        words, figures = _apart(markup, fonts)
        document = Pages(
            string=words, base_url=TEMPLATES.as_uri() + "/", url_fetcher=fetcher
        ).render(stylesheets=styles, font_config=fonts, pdf_tags=True, cache=figures)
        document.metadata.attachments = list(attachments)
        identifier = sha256(markup.encode()).digest()[:16]
        pdf = document.write_pdf(pdf_tags=True, pdf_identifier=identifier, finisher=_press)
    return bytes(pdf or b"")


def _apart(markup: str, fonts: FontConfiguration) -> tuple[str, dict[str, FigureImage]]:
    """The markup with short addresses for its figures, and the figures by them."""
    figures: dict[str, FigureImage] = {}
    shared: dict[tuple[str, str], Shared] = {}

    def named(match: re.Match[str]) -> str:
        try:
            image = FigureImage(b64decode(match[1]), fonts, shared)
        except UnknownMarkupError:
            return match[0]
        address = f"figure:{len(figures)}"
        figures[address] = image
        return address

    return FIGURE.sub(named, markup), figures


def _press(_document: Any, pdf: pydyf.PDF) -> None:
    """Press each stream now: writing asks twice for its bytes, and would press it twice."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            plain = b"\n".join(
                item if isinstance(item, bytes) else pydyf._to_bytes(item) for item in one.stream
            )
            one.stream = [zlib.compress(plain, PRESSED)]
            one.extra["Filter"] = "/FlateDecode"
            one.compress = False
