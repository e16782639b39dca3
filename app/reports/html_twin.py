"""The report as one HTML page that needs nothing else: for screens, screen readers and print."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from app.reports.context import ReportContext
from app.reports.fetcher import TEMPLATES
from app.reports.templates import template
from cpted_rules.figure import Figure

TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def html_twin(context: ReportContext, words: Mapping[str, Mapping[str, str]]) -> str:
    """The page: figures drawn in it, its style in it, no address of anything outside it.

    Args:
        words: of the templates, in the languages of the context.
    """
    style = (TEMPLATES / "twin.css").read_text("utf-8")
    return template("twin.html.j2").render(
        c=context, s=words, figure=drawn, web=True, style=Markup(style)
    )


def drawn(figure: Figure, alternative: str = "") -> Markup:
    """A figure as markup of the page: an image to those who hear it, sharp at any size.

    Its title is said once, as the label: a browser would show it over the drawing.

    Args:
        alternative: in place of the figure's own.
    """
    own = TITLE.search(figure.svg)
    label = escape(alternative) if alternative else Markup(own[1] if own else "")
    svg = TITLE.sub("", figure.svg, count=1)
    return Markup(svg.replace(' role="img"', f' role="img" aria-label="{label}"', 1))
