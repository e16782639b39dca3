"""`cpted packs` and `cpted rules`: the law as people and programs read it."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.law import wording
from cpted_rules.clause import Binding, Clause, Edition, Modelling
from cpted_rules.facts import Use
from cpted_rules.pack import edition_files, load_edition
from cpted_rules.rules import RULES

EDITIONS = [load_edition(path) for path in edition_files()]
RULES_PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def said(*words: str) -> str:
    result = CliRunner().invoke(app, [*words], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def told(*words: str) -> Any:
    return json.loads(said(*words, "--json"))


def test_every_edition_is_listed_with_what_it_was_compared_with() -> None:
    rows = told("packs")
    assert [row["id"] for row in rows] == [edition.id for edition in EDITIONS]
    assert all(row["compared"] and row["clauses"] for row in rows)
    shown = said("packs", "--lang", "en")
    assert "kr_notice@2021-07-01" in shown
    assert "2019-07-31 – 2021-06-30" in shown


def test_an_edition_is_shown_clause_by_clause() -> None:
    shown = said("packs", "show", "kr_notice@2021-07-01")
    assert "art10-5-3  제10조제5항제3호  비상벨 간격" in shown
    assert "CAM604" in shown
    assert "≤ 25\u2009m ± 0.3\u2009m" in shown
    clauses = told("packs", "show", "kr_notice@2021-07-01")["clauses"]
    (bells,) = [each for each in clauses if each["id"] == "kr_notice/art10-5-3"]
    assert bells["modelling"] == "computed"
    assert bells["binds"]["en"] == "Apartment · 100 households or more"


def test_a_pack_alone_means_its_latest_edition() -> None:
    assert told("packs", "show", "kr_notice")["edition"]["id"] == "kr_notice@2021-07-01"


def test_the_difference_of_two_editions_is_told_in_both_languages() -> None:
    words = ("packs", "diff", "kr_notice@2019-07-31", "kr_notice@2021-07-01")
    korean, english = said(*words), said(*words, "--lang", "en")
    assert "변경  art15" in korean
    assert "changed  art15" in english
    assert "table 1 (별표 1) of 2019 was not compared" in english
    data = told(*words)
    assert {change["change"] for change in data["clauses"]} == {"changed"}
    assert data["same"] + len(data["clauses"]) == data["after"]["clauses"]


def test_a_difference_with_a_text_not_compared_says_that_it_is_none_of_the_law() -> None:
    words = ("packs", "diff", "kr_housing_rule@2015-12-10", "kr_housing_rule", "--lang", "en")
    assert "kr_housing_rule@2015-12-10 was not compared with the text of law" in said(*words)


def test_what_many_clauses_share_is_told_once() -> None:
    words = ("packs", "diff", "kr_notice@2015-04-01", "kr_notice@2019-07-31", "--lang", "en")
    shown = said(*words)
    assert re.search(r"in \d+ clauses alike \(art10-1-1, ", shown)
    assert "changed  art10-1-1" not in shown
    assert "added  art11-8" in shown
    changed = {change["id"]: change for change in told(*words)["clauses"]}
    assert "binds" in {field["field"] for field in changed["art10-5-3"]["fields"]}


def test_coverage_answers_for_every_clause_and_sums_up() -> None:
    data = told("packs", "coverage")
    every = [clause for edition in data["editions"] for clause in edition["clauses"]]
    assert len(every) == sum(len(edition.clauses) for edition in EDITIONS)
    assert sum(data["totals"].values()) == len(every)
    assert set(data["totals"]) == {way.value for way in Modelling}
    assert all(each["reason"] for each in every if each["modelling"] in ("scope", "unmodelled"))


def test_coverage_of_one_pack_is_a_table_of_it_alone() -> None:
    shown = said("packs", "coverage", "kr_parking", "--lang", "en")
    assert "kr_parking@2025-09-30" in shown
    assert "kr_notice" not in shown


def test_what_could_not_be_verified_is_listed_clause_by_clause() -> None:
    found = {each["edition"]["id"]: each for each in told("packs", "unverified")}
    assert found["kr_housing_rule@2015-12-10"]["whole"]
    open_of_2019 = found["kr_notice@2019-07-31"]
    assert not open_of_2019["whole"]
    assert "kr_notice/art10-8-1" in {clause["id"] for clause in open_of_2019["clauses"]}
    default = found["tool_default@2015-04-01"]
    assert len(default["clauses"]) == default["edition"]["clauses"]
    shown = said("packs", "unverified", "--lang", "en")
    assert "table 1 of the 2019 notice was not compared".casefold() in shown.casefold()


@pytest.mark.parametrize(
    "words",
    [("packs", "show", "nobody"), ("packs", "coverage", "nobody"), ("rules", "SUR999")],
)
def test_what_is_not_there_is_refused_as_wrong_usage(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*words])
    assert result.exit_code == 2
    assert words[-1] in result.output


def test_a_rule_is_told_with_the_clauses_that_ask_it() -> None:
    (rule,) = told("rules", "cam604")
    assert rule["unit"] == "m"
    assert all(rule[head] for head in ("why", "how", "lacking"))
    assert "kr_notice/art10-5-3" in {asked["clause"] for asked in rule["asked"]}
    shown = said("rules", "CAM604")
    assert "[m]" in shown
    assert "kr_notice/art10-5-3" in shown


def test_the_list_of_rules_names_them_all() -> None:
    shown = said("rules", "--lang", "en")
    assert all(code in shown for code in RULES)


def test_the_page_of_the_rules_is_up_to_date() -> None:
    """If this fails: `cpted rules --markdown > docs/rules.md`."""
    assert RULES_PAGE.read_text("utf-8") == said("rules", "--markdown")


def test_every_condition_and_every_field_has_words() -> None:
    assert {field.name for field in fields(Binding)} == set(wording.CONDITIONS)
    names = {field.name for owner in (Clause, Edition) for field in fields(owner)}
    unnamed = {"id", "pack", "applies_from", "applies_until", "clauses"}
    assert names - unnamed == set(wording.FIELD_NAMES)


def test_whom_a_clause_binds_is_one_line() -> None:
    small = Binding(
        any_of=(
            Binding(uses=(Use.ROW_HOUSE, Use.OFFICETEL)),
            Binding(uses=(Use.APARTMENT,), households_below=100, lift=False),
        )
    )
    assert wording.binding(small).en == (
        "Row house, Officetel or Apartment · fewer than 100 households · not with a lift"
    )
    assert wording.binding(Binding()).ko == "모든 용도"
