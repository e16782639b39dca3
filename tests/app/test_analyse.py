"""The command that draws the analyses: every page, both languages, the same bytes, and no gaps."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from typer.testing import CliRunner

from app.analyses.write import HTML_NAME, PAGES, PDF_NAME, analyse
from app.cli import Exit, app
from cpted_rules.text import Lang

SAMPLE = Path(__file__).parents[2] / "sample_plans" / "multiplex" / "deficient"
SENSITIVE = {"cameras", "climb", "approach"}


class _Page(HTMLParser):
    """What is asked of the page: language, sections, headings, figures, table cells."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.lang = ""
        self.sections: list[str] = []
        self.images: list[dict[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag == "html":
            self.lang = found["lang"]
        if tag == "section":
            self.sections.append(found["id"])
        if tag == "img":
            self.images.append(found)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    folders = {}
    started = time.monotonic()
    for lang in Lang:
        folders[lang] = tmp_path_factory.mktemp(lang.value)
        arguments = ["analyse", str(SAMPLE), "--out", str(folders[lang]), "--lang", lang.value]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == Exit.RAN, done.output
    assert time.monotonic() - started < 60
    return folders


@pytest.mark.parametrize("lang", list(Lang))
def test_every_analysis_has_its_page(made: dict[Lang, Path], lang: Lang) -> None:
    page = _Page((made[lang] / HTML_NAME).read_text("utf-8"))
    assert page.lang == lang.value
    assert len(page.sections) == len(PAGES) == 13
    assert len(set(page.sections)) == 13


@pytest.mark.parametrize("lang", list(Lang))
def test_every_figure_is_a_file_with_its_text_alternative(
    made: dict[Lang, Path], lang: Lang
) -> None:
    page = _Page((made[lang] / HTML_NAME).read_text("utf-8"))
    assert len(page.images) >= 20
    for image in page.images:
        root = ET.fromstring((made[lang] / image["src"]).read_text("utf-8"))
        assert image["alt"] == root[0].text
        assert len(image["alt"]) > 3
        assert root.attrib["lang"] == lang.value
    listed = {Path(image["src"]).name for image in page.images}
    assert listed == {path.name for path in (made[lang] / "figures").iterdir()}


def test_tables_are_made_for_those_who_listen(made: dict[Lang, Path]) -> None:
    tags = _Page((made[Lang.KO] / HTML_NAME).read_text("utf-8")).tags
    count = [tag for tag, _ in tags].count
    assert count("caption") == count("table") > 10
    assert all("scope" in found for tag, found in tags if tag == "th")
    assert count("h1") == 1
    assert count("main") == 1
    assert count("nav") == 1


def test_pages_that_tell_an_intruder_something_say_so(made: dict[Lang, Path]) -> None:
    markup = (made[Lang.KO] / HTML_NAME).read_text("utf-8")
    marked = set(re.findall(r'<section class="analysis sensitive" id="([a-z-]+)"', markup))
    assert marked == SENSITIVE
    assert markup.count('<span class="mark">보안 유의</span>') == len(SENSITIVE)


def test_what_a_site_does_not_have_is_said_in_words(made: dict[Lang, Path]) -> None:
    assert "이 대지에는 어린이놀이터가 없음" in (made[Lang.KO] / HTML_NAME).read_text("utf-8")
    assert "There is no playground on this site" in (made[Lang.EN] / HTML_NAME).read_text("utf-8")


@pytest.mark.parametrize("lang", list(Lang))
def test_the_pdf_has_a_page_for_each_and_embeds_its_fonts(
    made: dict[Lang, Path], lang: Lang
) -> None:
    with pikepdf.open(made[lang] / PDF_NAME) as pdf:
        assert len(pdf.pages) >= 13
        assert pdf.Root.MarkInfo.Marked  # tagged
        for page in pdf.pages:
            width, height = (float(v) for v in page.mediabox[2:])
            assert (round(width), round(height)) == (595, 842)  # A4
            fonts = {str(font.BaseFont) for font in page.Resources.Font.values()}
            assert all("Pretendard" in font for font in fonts), fonts


def test_nothing_else_is_left_behind(made: dict[Lang, Path]) -> None:
    assert {p.name for p in made[Lang.KO].iterdir()} == {HTML_NAME, PDF_NAME, "figures"}


def test_the_same_submission_gives_the_same_bytes(made: dict[Lang, Path], tmp_path: Path) -> None:
    files = analyse(SAMPLE, tmp_path, lang=Lang.KO)
    differing = [
        f for f in files if (tmp_path / f).read_bytes() != (made[Lang.KO] / f).read_bytes()
    ]
    assert differing == []


def test_a_submission_that_is_none_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["analyse", str(tmp_path / "none"), "--out", str(tmp_path / "o")]
    )
    assert done.exit_code == Exit.INPUT
    assert not (tmp_path / "o").exists()
