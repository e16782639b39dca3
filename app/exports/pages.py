"""Pages from a template: the markup with figures inside, and the tagged PDF it is pressed into."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from app.reports.press import printed
from app.reports.templates import template
from cpted_rules.figure import Figure
from cpted_rules.text import Lang, Text

SUPPORT = Text(
    ko="검토 보조자료 – 심의결과가 아님", en="Review support, not the committee’s result"
)


def page_markup(name: str, /, **values: Any) -> str:
    """The HTML of a template; `figure(...)` sets a figure at its true size."""
    return template(name).render(figure=figure_markup, **values)


def page_pdf(name: str, /, *, sheets: Sequence[str], style: str = "", **values: Any) -> bytes:
    """The tagged PDF of a template; the same bytes for the same values."""
    return printed(page_markup(name, **values), sheets=sheets, style=style)


def figure_markup(figure: Figure, lang: Lang | str) -> Markup:
    """A figure as an image of its true size, with its text alternative."""
    source = b64encode(figure.svg.encode()).decode()
    size = f"width:{figure.width_mm:.2f}mm;height:{figure.height_mm:.2f}mm"
    words = escape(figure.alternative.in_(lang))
    return Markup(f'<img src="data:image/svg+xml;base64,{source}" alt="{words}" style="{size}">')


def day(when: date, lang: Lang) -> str:
    """A date as people write it."""
    if lang is Lang.KO:
        return f"{when.year}. {when.month}. {when.day}."
    return when.isoformat()
