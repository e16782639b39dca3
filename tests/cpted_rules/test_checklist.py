"""Checklists lead to clauses that exist, and the worst finding of an item answers it."""

from pathlib import Path

import pytest

from cpted_rules.checklist import (
    CHECKLISTS,
    ChecklistItem,
    answer,
    checklists_for,
    load_checklist,
    unknown_clauses,
)
from cpted_rules.clause import Force, Topic
from cpted_rules.errors import PackError
from cpted_rules.findings import Finding, Verdict
from cpted_rules.pack import edition_files, load_edition
from cpted_rules.text import same
from tests.cpted_rules.rules.fragment import facts_of

FILES = sorted(CHECKLISTS.glob("*.yaml"))
KNOWN = {clause.id for path in edition_files() for clause in load_edition(path).clauses}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_clause_of_a_checklist_exists(path: Path) -> None:
    assert unknown_clauses(load_checklist(path), KNOWN) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_checklist_has_no_numbers_of_law(path: Path) -> None:
    titles = [item.title.ko for item in load_checklist(path).items]
    assert not [title for title in titles if any(c.isdigit() for c in title.replace("24", ""))]


def test_the_current_notice_is_asked_completely() -> None:
    asked = {c for path in FILES for item in load_checklist(path).items for c in item.clauses}
    current = {
        c.id for p in edition_files() if p.stem == "2021-07-01" for c in load_edition(p).clauses
    }
    left_out = {c for c in current - asked if not c.startswith("kr_notice/art12-")}
    assert left_out == set()  # 제12조 (public uses) has no checklist


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        ([{"use": "apartment", "households": 500}], ["notice_apartment", "notice_small_housing"]),
        ([{"use": "multiplex_house"}], ["notice_small_housing"]),
        ([{"use": "officetel"}, {"use": "daily_goods_store"}], ["notice_officetel_store"]),
        ([{"use": "other"}], []),
    ],
)
def test_the_uses_choose_the_checklists(parts: list[dict[str, object]], ids: list[str]) -> None:
    assert [c.id for c in checklists_for(facts_of({"parts": parts}))] == ids


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("id: other\ntitle: {ko: a, en: a}\nuses: []\nitems: []\n", "name of the file"),
        ("id: mine\ntitle: {ko: a, en: a}\nuses: []\n", "items"),
        ("id: mine\ntitle: {ko: a}\nuses: []\nitems: []\n", "en"),
        ("id: mine\ntitle: {ko: a, en: a}\nuses: []\nitems: [{title: {ko: a, en: a}}]\n", "either"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, words: str, says: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(words, "utf-8")
    with pytest.raises(PackError, match=says):
        load_checklist(path)


def finding(clause: str, verdict: Verdict) -> Finding:
    return Finding(
        number=1,
        id="1",
        clause=clause,
        rule=None,
        verdict=verdict,
        basis=None,
        force=Force.MANDATORY,
        topic=Topic.PARKING,
    )


def test_the_worst_finding_answers_an_item() -> None:
    item = ChecklistItem(title=same("a"), clauses=("p/a", "p/b"))
    findings = [
        finding("p/a", Verdict.PASS),
        finding("p/b", Verdict.UNKNOWN),
        finding("p/c", Verdict.FAIL),
    ]
    assert answer(item, findings) is Verdict.UNKNOWN
    assert answer(item, []) is Verdict.NOT_APPLICABLE
    assert answer(ChecklistItem(title=same("a"), person=same("?")), findings) is Verdict.REFERRED
