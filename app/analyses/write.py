"""The command's work: a submission in; figures, an HTML page and a PDF out."""

from collections.abc import Callable
from pathlib import Path

from app.analyses.ahead import ahead_page
from app.analyses.approaching import approach_page
from app.analyses.blind import blind_page
from app.analyses.cameras import cameras_page
from app.analyses.climbing import climb_page
from app.analyses.explained import section_page
from app.analyses.faces import faces_page
from app.analyses.light import illuminance_page
from app.analyses.markup import figure_name, print_html, screen_html
from app.analyses.page import Page
from app.analyses.space import graph_page, isovist_page
from app.analyses.surveillance import surveillance_page
from app.analyses.views import views_page
from app.analyses.walking import walking_page
from app.read import read_filing
from app.sandbox import Bounds, run
from app.site import site_of
from app.submissions.load import opened
from cpted_rules.site import Site
from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stages are `read`, `analyse`, `pages`."""

PAGES: tuple[Callable[[Site, Lang], Page], ...] = (
    isovist_page,
    graph_page,
    surveillance_page,
    views_page,
    blind_page,
    ahead_page,
    section_page,
    illuminance_page,
    faces_page,
    cameras_page,
    walking_page,
    climb_page,
    approach_page,
)
"""One for each analysis, in the order they are printed."""

HTML_NAME, PDF_NAME, FIGURES = "analyses.html", "analyses.pdf", "figures"


def analyse(
    submission: Path,
    out: Path,
    *,
    lang: Lang = Lang.KO,
    progress: Progress = lambda _stage, _done, _total: None,
) -> tuple[str, ...]:
    """Write the pages of a submission into `out`; the names of the files, relative to it.

    Same submission, same bytes in every file.

    Raises:
        CptedError: the submission cannot be read; nothing is written.
    """
    with opened(submission) as filing:
        progress("read", 0, 1)
        site, _ = site_of(filing, read_filing(filing).reading.plan)
        progress("read", 1, 1)
    pages = []
    for n, page in enumerate(PAGES):
        progress("analyse", n, len(PAGES))
        pages.append(page(site, lang))
    progress("pages", 0, 2)
    names = _figures(pages, out)
    (out / HTML_NAME).write_text(screen_html(pages, site.facts, lang), "utf-8")
    progress("pages", 1, 2)
    _pdf(print_html(pages, site.facts, lang), out)
    progress("pages", 2, 2)
    return (HTML_NAME, PDF_NAME, *names)


def _figures(pages: list[Page], out: Path) -> list[str]:
    folder = out / FIGURES
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number, page in enumerate(pages, start=1):
        for n, shown in enumerate(page.shown, start=1):
            name = figure_name(number, page, n)
            (folder / name).write_text(shown.figure.svg, "utf-8")
            names.append(f"{FIGURES}/{name}")
    return names


def _pdf(markup: str, out: Path) -> None:
    """Set the pages in a child process of limited means."""
    source = out / ".print.html"
    source.write_text(markup, "utf-8")
    try:
        run(
            "app.analyses.render:write_pdf",
            {"html": str(source.resolve()), "pdf": str((out / PDF_NAME).resolve())},
            bounds=Bounds(),
        )
    finally:
        source.unlink()
