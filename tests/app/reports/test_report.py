"""The report: whole pages out of one context, in both languages, the same bytes every time."""

import re
from pathlib import Path

import pypdf
import pytest
import yaml

from app.reports.fetcher import TEMPLATES
from app.reports.reading import ReadingSummary
from app.reports.render import strings, write_report
from cpted_rules.findings import Assessment
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.settings import Settings
from cpted_rules.text import Lang

HANGUL = re.compile("[가-힣]")


def _report(
    assessment: Assessment,
    plan: SitePlan,
    rules: dict[str, Rule],
    out: Path,
    lang: Lang,
    paper: str = "A4",
) -> Path:
    write_report(
        assessment,
        plan,
        ReadingSummary(submission_digest="ab" * 32),
        assessment_json=b'{"schema_version":1}',
        lang=lang,
        out=out,
        paper=paper,
        rules=rules,
    )
    return out


@pytest.fixture(scope="module")
def korean(
    assessment: Assessment,
    plan: SitePlan,
    rules: dict[str, Rule],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    out = tmp_path_factory.mktemp("report") / "report.pdf"
    return _report(assessment, plan, rules, out, Lang.KO)


@pytest.fixture(scope="module")
def english(
    assessment: Assessment,
    plan: SitePlan,
    rules: dict[str, Rule],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    out = tmp_path_factory.mktemp("report") / "report.en.pdf"
    return _report(assessment, plan, rules, out, Lang.EN)


@pytest.mark.parametrize("lang", Lang)
def test_the_same_assessment_gives_the_same_bytes(
    lang: Lang,
    korean: Path,
    english: Path,
    assessment: Assessment,
    plan: SitePlan,
    rules: dict[str, Rule],
    tmp_path: Path,
) -> None:
    again = _report(assessment, plan, rules, tmp_path / "again.pdf", lang)
    assert again.read_bytes() == (korean if lang is Lang.KO else english).read_bytes()


def test_every_finding_people_act_on_has_its_number_and_a_named_destination(
    korean: Path, assessment: Assessment
) -> None:
    reader = pypdf.PdfReader(korean)
    named = set(reader.named_destinations)
    shown = [f.number for f in assessment.findings if f.verdict.value in ("fail", "referred")]
    assert {f"finding-{n}" for n in shown} <= named


def test_every_page_says_it_is_not_the_committees_result(korean: Path) -> None:
    for page in pypdf.PdfReader(korean).pages:
        text = page.extract_text()
        assert "검토 보조자료 – 심의결과가 아님" in text
        assert "2026-건축과-신축허가-12" in text


def test_the_first_page_answers_what_matters(korean: Path) -> None:
    text = pypdf.PdfReader(korean).pages[0].extract_text().replace("\u2009", " ")
    for words in ("한강로 공동주택 신축공사", "38.4 m", "≤ 25 m", "보완 필요", "세 분 요약"):
        assert words in text


def test_hangul_is_set_in_a_korean_face(korean: Path) -> None:
    fonts = {
        str(font["/BaseFont"])
        for page in pypdf.PdfReader(korean).pages
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("Pretendard" in f or "Nanum" in f for f in fonts), fonts


def test_it_is_tagged_has_bookmarks_and_carries_the_assessment(korean: Path) -> None:
    reader = pypdf.PdfReader(korean)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "ko"
    assert len(reader.outline) >= 5
    assert reader.attachments["assessment.json"] == [b'{"schema_version":1}']


def test_english_has_no_korean_but_names_as_drawn(english: Path) -> None:
    text = pypdf.PdfReader(english).pages[0].extract_text()
    assert "Three-minute summary" in text
    assert "Bells 38.4" in text.replace("\n", " ")


def test_a3_pages_lie_on_their_side(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule], tmp_path: Path
) -> None:
    out = _report(assessment, plan, rules, tmp_path / "a3.pdf", Lang.KO, "A3")
    box = pypdf.PdfReader(out).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (420, 297)


def test_both_languages_say_the_same_things() -> None:
    keys = [{(k, n) for k, v in strings(lang).items() for n in v} for lang in (Lang.KO, Lang.EN)]
    assert keys[0] == keys[1]
    assert all(w.strip() for lang in Lang for v in strings(lang).values() for w in v.values())


def test_every_setting_is_named_in_the_appendix() -> None:
    assert set(strings(Lang.KO)["setting"]) == set(Settings.__dataclass_fields__)


def test_templates_carry_no_words_of_their_own() -> None:
    parts = [TEMPLATES / "report.html.j2", *sorted((TEMPLATES / "parts").glob("*.j2"))]
    for path in parts:
        source = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", "", path.read_text("utf-8"), flags=re.S)
        assert not HANGUL.search(source), path.name


def test_strings_are_plain_yaml() -> None:
    for lang in Lang:
        raw = yaml.safe_load((TEMPLATES / f"strings.{lang.value}.yaml").read_text("utf-8"))
        assert all(isinstance(v, dict) for v in raw.values())
