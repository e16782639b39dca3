"""Both languages on one page, and the HTML twin: nothing lost, nothing asked of elsewhere."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from app.reports.context import build_context
from app.reports.reading import ReadingSummary
from app.reports.render import strings, write_report
from app.reports.side_by_side import pair, strings_of_both
from cpted_rules.findings import Assessment
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang


@pytest.fixture(scope="module")
def written(
    assessment: Assessment,
    plan: SitePlan,
    rules: dict[str, Rule],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("both")
    pdf, page = folder / "report.pdf", folder / "report.html"
    write_report(
        assessment,
        plan,
        ReadingSummary(submission_digest="ab" * 32),
        assessment_json=b"{}",
        lang=Lang.KO,
        also=Lang.EN,
        twin=page,
        out=pdf,
        rules=rules,
    )
    return pdf, page


class Seen(HTMLParser):
    """What tags a page has, and with which attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="module")
def seen(written: tuple[Path, Path]) -> Seen:
    return Seen(written[1].read_text("utf-8"))


def test_words_stand_once_where_the_other_language_adds_nothing() -> None:
    assert pair("0개", "0", "en") == "0개"
    assert pair("A-101", "A-101", "en") == "A-101"
    assert "기준 " in pair("기준", "Required", "en")


def test_words_of_a_drawing_cannot_become_markup() -> None:
    assert "<b>" not in pair("<b>가</b>", "<b>x</b>", "en")


def test_the_words_of_templates_keep_their_slots() -> None:
    both = strings_of_both(strings(Lang.KO), strings(Lang.EN), "en")
    assert "외 7건" in both["summary"]["more"].format(n=7)
    assert "7 more" in both["summary"]["more"].format(n=7)


def test_each_finding_is_told_in_both_languages(written: tuple[Path, Path]) -> None:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(written[0]).pages)
    words = re.sub(r"\s+", " ", text.replace("\u2009", " "))
    assert "비상벨 간격 38.4 m" in words
    assert "Bells 38.4 m" in words
    assert "To be corrected" in words


def test_the_summary_is_one_page(written: tuple[Path, Path]) -> None:
    assert "차례" in pypdf.PdfReader(written[0]).pages[1].extract_text()[:200]


def test_words_of_a_context_have_no_figures(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    words = build_context(
        assessment,
        plan,
        ReadingSummary(submission_digest="ab" * 32),
        rules=rules,
        assessment_digest="cd" * 32,
        lang=Lang.EN,
        drawn=False,
    )
    assert all(block.figure is None for block in (*words.failed, *words.referred))
    assert not words.summary.pictures


def test_the_twin_asks_nothing_of_elsewhere(written: tuple[Path, Path], seen: Seen) -> None:
    markup = written[1].read_text("utf-8")
    addresses = [a.get(k) for _, a in seen.tags for k in ("src", "href", "action") if a.get(k)]
    assert all(str(address).startswith("#") for address in addresses)
    assert not seen.of("script", "link", "iframe", "object")
    assert "@import" not in markup
    assert "@font-face" not in markup


def test_every_link_of_the_twin_leads_somewhere(seen: Seen) -> None:
    places = {a.get("id") for _, a in seen.tags}
    wanted = {str(a["href"])[1:] for a in seen.of("a") if a.get("href")}
    assert wanted <= places
    names = [a["id"] for _, a in seen.tags if a.get("id")]
    drawn = [name for name in names if not re.fullmatch("c[0-9a-f]{16}", str(name))]
    assert len(drawn) == len(set(drawn))


def test_the_twin_has_landmarks_and_a_way_to_skip_to_the_report(seen: Seen) -> None:
    assert [len(seen.of(name)) for name in ("main", "nav", "footer")] == [1, 1, 1]
    assert seen.of("a")[0] == {"class": "skip", "href": "#main"}
    assert seen.of("html")[0]["lang"] == "ko"


def test_no_heading_of_the_twin_skips_a_level(seen: Seen) -> None:
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_head_cell_says_what_it_heads(seen: Seen) -> None:
    assert seen.of("th")
    assert all(cell.get("scope") in ("col", "row") for cell in seen.of("th"))


def test_every_figure_has_words(seen: Seen, written: tuple[Path, Path]) -> None:
    figures = seen.of("svg")
    assert len(figures) >= 4
    assert all(len(str(figure.get("aria-label") or "")) > 10 for figure in figures)
    assert any("측정 38.4" in str(figure["aria-label"]) for figure in figures)


def test_every_picture_of_the_pdf_has_words(written: tuple[Path, Path]) -> None:
    found = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            walk(node.get("/K", []))

    walk(pypdf.PdfReader(written[0]).root_object["/StructTreeRoot"])
    assert len(found) >= 4
    assert all(found)
    assert any("측정 38.4" in words for words in found)
