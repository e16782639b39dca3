"""Figures as PNG pictures, for what cannot hold a drawing: drawn as the report draws them."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2 as pdfium

from app.exports.pages import figure_markup
from app.reports.press import printed
from cpted_rules.figure import Figure
from cpted_rules.text import Lang

POINTS_PER_INCH = 72
COLOURS = 64
"""A figure has few colours: a palette makes the file a third as large."""


def pictures(figures: Sequence[Figure], *, lang: Lang, dpi: int = 150) -> tuple[bytes, ...]:
    """Each figure as a PNG. The same bytes for the same figures."""
    if not figures:
        return ()
    document = pdfium.PdfDocument(_one_a_page(figures, lang))
    try:
        return tuple(_picture(document[n], dpi) for n in range(len(figures)))
    finally:
        document.close()


def _one_a_page(figures: Sequence[Figure], lang: Lang) -> bytes:
    """A PDF with each figure on a page of its size."""
    rules, parts = ["html, body { margin: 0 } img { display: block }"], []
    for n, figure in enumerate(figures):
        # rounded up: what is higher than its page by a hair would begin another one
        size = f"{figure.width_mm + 0.05:.2f}mm {figure.height_mm + 0.05:.2f}mm"
        rules.append(f"@page p{n} {{ size: {size}; margin: 0 }} .p{n} {{ page: p{n} }}")
        parts.append(f'<div class="p{n}">{figure_markup(figure, lang)}</div>')
    return printed(
        f"<!doctype html><html lang={lang.value!r}><body>{''.join(parts)}</body></html>",
        sheets=["forms/fonts.css"],
        style="\n".join(rules),
    )


def _picture(page: pdfium.PdfPage, dpi: int) -> bytes:
    drawn = page.render(scale=dpi / POINTS_PER_INCH).to_pil().convert("RGB")
    target = BytesIO()
    drawn.quantize(COLOURS).save(target, "PNG", optimize=True, dpi=(dpi, dpi))
    return target.getvalue()
