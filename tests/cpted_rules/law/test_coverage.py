"""Every clause is answered in one way, and no clause of the notice is missing."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from cpted_rules.clause import Edition, Evidence, Modelling
from cpted_rules.law.coverage import coverage_of, totals
from cpted_rules.pack import PACKS, edition_files, load_edition
from cpted_rules.text import same

LISTED = [
    cite
    for part in yaml.safe_load((Path(__file__).parent / "notice_clauses.yaml").read_text()).values()
    for cite in part
]
COMPARED = [load_edition(PACKS / "kr_notice" / f"{d}.yaml") for d in ("2019-07-31", "2021-07-01")]
EDITIONS = [load_edition(path) for path in edition_files()]


def cited(edition: Edition) -> set[str]:
    """Every provision that a clause of an edition cites, without what stands in brackets."""
    return {
        provision.strip()
        for clause in edition.clauses
        for provision in re.split(r"[,·]", re.sub(r"\(.*?\)", "", clause.cite.ko))
    }


@pytest.mark.parametrize("edition", COMPARED, ids=lambda e: e.id)
@pytest.mark.parametrize("listed", LISTED)
def test_no_clause_of_the_notice_is_missing(edition: Edition, listed: str) -> None:
    whole = re.compile(re.escape(listed) + r"(제\d+[항호]|[가-힣]목|\s|부터|$)")
    assert any(whole.match(provision) for provision in cited(edition))


def test_the_list_has_the_four_numbers_of_the_notice_in_it() -> None:
    bounds = {
        (provision, number)
        for clause in COMPARED[-1].clauses
        for check in clause.checks
        if check.bound
        for number in (check.bound.at_least, check.bound.at_most)
        for provision in cited(replace(COMPARED[-1], clauses=(clause,)))
    }
    assert {
        ("제10조제2항제3호", 1.0),
        ("제10조제2항제3호", 1.5),
        ("제10조제5항제3호", 25.0),
        ("제10조제9항제2호", 1.0),
    } <= bounds
    assert {provision for provision, _ in bounds} & set(LISTED)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.id)
def test_each_clause_counts_once_and_what_is_not_modelled_says_why(edition: Edition) -> None:
    coverage = coverage_of(edition)
    assert [each.clause for each in coverage.clauses] == list(edition.clauses)
    assert sum(coverage.totals.values()) == len(edition.clauses)
    assert list(coverage.totals) == list(Modelling)
    for each in coverage.clauses:
        stated = each.modelling in (Modelling.SCOPE, Modelling.UNMODELLED)
        assert (each.reason is not None) is stated
        computed = each.modelling in (Modelling.COMPUTED, Modelling.REFERRED)
        assert bool(each.answers) is computed


def test_the_ways_are_told_apart() -> None:
    by_id = {clause.id: clause for clause in COMPARED[-1].clauses}
    bells, walks, guard = (by_id[f"kr_notice/{id}"] for id in ("art10-5-3", "art4-1", "art10-4-3"))
    left_out = replace(guard, person=None, unmodelled=same("why"))
    edition = replace(COMPARED[-1], clauses=(bells, walks, guard, left_out))
    coverage = coverage_of(edition)
    assert [each.modelling for each in coverage.clauses] == [
        Modelling.COMPUTED,
        Modelling.REFERRED,
        Modelling.PERSON,
        Modelling.UNMODELLED,
    ]
    assert coverage.clauses[0].answers == ("CAM604",)
    assert coverage.clauses[-1].reason == same("why")
    counts = totals(coverage.clauses)
    assert (counts[Modelling.COMPUTED], counts[Modelling.SCOPE]) == (1, 0)


def test_only_what_was_read_governs_by_itself() -> None:
    for edition in EDITIONS:
        if edition.enabled:
            assert {clause.evidence for clause in edition.clauses} == {Evidence.READ}
