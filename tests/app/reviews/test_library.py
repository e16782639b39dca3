"""The library: the clause's own words first, slots filled from the finding, uses counted."""

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from app.reviews import breach_words, library
from app.reviews.guards import Said, wanting
from app.reviews.terms import Position, SaidBasis
from cpted_rules.facts import Stage
from cpted_rules.rules import RULES
from cpted_rules.standing import Standing
from cpted_rules.text import same


def offered(bench, found):
    return library.library(bench.session, bench.case, found)


def test_the_clauses_own_suggestion_comes_first_then_what_is_made_for_the_rule(bench):
    found = next(f for f in bench.findings.raised if f.finding.rule == "ACC203")
    entries = offered(bench, found)
    assert entries[0].id == library.OF_CLAUSE
    assert entries[0].words.ko == found.ko.opinion
    assert entries[1].id == "pipe-guard"


def test_every_slot_is_filled_and_every_entry_can_be_said_of_its_finding(bench):
    for found in bench.findings.raised:
        for entry in offered(bench, found):
            assert "{" not in entry.words.ko + entry.words.en
            said = Said(
                position=entry.position,
                finding_id=found.id,
                text=entry.words.ko,
                must=entry.position is Position.CONDITION,
                basis=found.granted[0] if found.may_be_condition else SaidBasis.ADVICE,
                place="1층",
                target="1개",
                stage=Stage.PERMIT,
                check="허가도서",
            )
            faults = [f for f in wanting(said, found) if f.code != "opinion/stricter"]
            if entry.position is Position.AGREE:
                faults = [f for f in faults if f.code != "opinion/must-advice"]
            assert faults == [], (entry.id, faults)


def test_advice_is_offered_no_condition(bench):
    entries = offered(bench, bench.finding(Standing.ADVICE))
    assert {entry.position for entry in entries} == {Position.AGREE}


def test_every_rule_of_the_file_is_one(bench):
    for skeleton in library.skeletons():
        assert all(rule in RULES for rule in skeleton.rules), skeleton.id


def test_a_committees_phrase_is_offered_to_its_rule_until_it_is_retired(bench):
    found = next(f for f in bench.findings.raised if f.finding.rule == "CAM605")
    other = next(f for f in bench.findings.raised if f.finding.rule == "ACC203")
    expert = bench.people["expert"]
    row = library.keep_phrase(
        bench.session, expert, bench.case, ko="{place}에 안내판을 둘 것", rule="CAM605"
    )
    (entry,) = [e for e in offered(bench, found) if e.own]
    assert entry.words.ko == f"{found.ko.place}에 안내판을 둘 것"
    assert [e for e in offered(bench, other) if e.own] == []
    library.retire_phrase(bench.session, expert, bench.case, row.id)
    assert [e for e in offered(bench, found) if e.own] == []


def test_uses_and_what_became_of_them_are_counted(bench):
    found = bench.finding(Standing.REDELIBERATION)
    bench.says("expert", found, Position.CONDITION, template=library.OF_CLAUSE)
    assert offered(bench, found)[0].uses.published == 0
    bench.submit("expert")
    bench.publish()
    assert offered(bench, found)[0].uses == library.Uses(published=1)


@given(words=st.text(max_size=40))
@checked(max_examples=50, deadline=None, derandomize=True)
def test_words_that_name_no_slot_stay_as_they_are(words):
    kept = library.filled(same(words), {"place": same("여기")}).ko
    assert kept == words.replace("{place}", "여기")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("법령 위반임", ("위반",)),
        ("위반은 아니나 권고함", ()),
        ("불법 시설이며 부적합", ("불법", "부적합")),
        ("기준 미달", ("기준 미달",)),
        ("This violates the code and is illegal", ("violates", "illegal")),
        ("It is no breach", ()),
        ("적합하도록 조정", ()),
    ],
)
def test_words_of_breach_are_found_and_denials_are_not(words, found):
    assert breach_words.breach_words(words) == found


@pytest.mark.parametrize(
    ("words", "symbol", "found"),
    [
        ("25 m 이내", "m", (25.0,)),
        ("면적 25 m² 이상, 폭 1.5m", "m", (1.5,)),
        ("1,200 lx", "lx", (1200.0,)),
        ("30 %", "%", (30.0,)),
        ("A-102 도면", "m", ()),
    ],
)
def test_amounts_are_read_with_their_unit(words, symbol, found):
    assert breach_words.amounts(words, symbol) == found
