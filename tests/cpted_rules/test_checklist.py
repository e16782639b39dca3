"""Checklists lead to clauses that exist, and the worst finding of an item answers it."""

from dataclasses import replace
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


def test_everything_in_force_that_asks_of_a_plan_is_asked() -> None:
    shown = [checklist for checklist in map(load_checklist, FILES) if not checklist.asked_for]
    asked = {clause for checklist in shown for item in checklist.items for clause in item.clauses}
    in_force = {
        clause.id
        for edition in map(load_edition, edition_files())
        if edition.enabled and edition.applies_until is None
        for clause in edition.clauses
        if not clause.silent
    }
    # contradictions between sheets are no item of a list: they are found, not looked for
    assert {id for id in in_force - asked if not id.startswith("kr_committee/")} == set()


def test_a_police_list_says_that_its_items_were_not_read() -> None:
    police = [load_checklist(path) for path in FILES if path.stem.startswith("police_")]
    assert len(police) == 3
    for checklist in police:
        assert checklist.asked_for
        assert "항목 미대조" in checklist.title.ko
        questions = [item.person.ko for item in checklist.items if item.person]
        assert any("원문으로 확인" in words or "대조하였는가" in words for words in questions)


def test_a_list_that_is_asked_for_is_shown_only_then() -> None:
    named = ("small_housing_fast", "committee_city")
    small = facts_of({"parts": [{"use": "multiplex_house"}]})
    assert [c.id for c in checklists_for(small)] == ["notice_small_housing"]
    asking = checklists_for(replace(small, guidance=named))
    assert [c.id for c in asking] == [
        "committee_city",
        "notice_small_housing",
        "small_housing_fast",
    ]
    school = facts_of({"parts": [{"use": "education"}]})
    asking = checklists_for(replace(school, guidance=named))
    assert [c.id for c in asking] == ["committee_city", "notice_public_uses"]


@pytest.mark.parametrize(
    "id", ["small_housing_fast", "committee_city", "committee_district", "police_parking"]
)
def test_the_lists_that_are_asked_for_are_there(id: str) -> None:
    assert load_checklist(CHECKLISTS / f"{id}.yaml").asked_for


def test_a_committee_goes_through_basement_parking_before_the_outer_wall() -> None:
    for id in ("committee_city", "committee_district"):
        order = [
            id for item in load_checklist(CHECKLISTS / f"{id}.yaml").items for id in item.clauses
        ]
        places = ("kr_parking/art6-1-11", "kr_notice/art10-3-2", "kr_notice/art10-7-2")
        walls = ("kr_notice/art10-9-1", "kr_notice/art10-10")
        at = [order.index(clause) for clause in (*places, *walls)]
        assert at == sorted(at)


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        ([{"use": "apartment", "households": 500}], ["notice_apartment", "notice_small_housing"]),
        ([{"use": "multiplex_house"}], ["notice_small_housing"]),
        (
            [{"use": "officetel"}, {"use": "daily_goods_store"}],
            ["notice_officetel", "notice_store"],
        ),
        ([{"use": "education"}], ["notice_public_uses"]),
        ([{"use": "multi_use_living"}], ["notice_multi_use_living"]),
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
