"""Clauses without a measurement, re-checked: a finding for each contradiction, none for scope."""

import json
from typing import Any

import pytest

from app.reports.assessment_file import assessment_bytes
from cpted_rules.assess import assess
from cpted_rules.note import Note
from cpted_rules.pack import PACKS, load_edition
from cpted_rules.plan import Source
from cpted_rules.site import Site
from cpted_rules.text import same
from cpted_rules.verify.recheck import recheck
from tests.cpted_rules.rules.fragment import facts_of, plan_of

EDITION = load_edition(PACKS / "kr_committee" / "2023-12-29.yaml")
NOTES = (
    Note(
        code="drawing/count-differs",
        text=same("C1: 3 / 2"),
        source=Source(sheet="E-1", layer="T", handle="2A"),
    ),
    Note(code="drawing/levels-read", text=same("levels")),
)


def file(*notes: Note) -> dict[str, Any]:
    site = Site(plan_of({}), facts_of({}))
    assessment = assess(site, [EDITION], notes=notes)
    written = assessment_bytes(assessment, plan=site.plan, photometry={}, ground=site.terrain)
    return dict(json.loads(written))


def wrong(raw: dict[str, Any]) -> bool:
    report = recheck(json.dumps(raw, ensure_ascii=False).encode())
    return bool(report.differences or any(f.differences for f in report.findings))


@pytest.mark.parametrize("notes", [NOTES, NOTES[1:], ()])
def test_what_the_product_says_of_contradictions_is_confirmed(notes: tuple[Note, ...]) -> None:
    assert not wrong(file(*notes))


def test_a_contradiction_without_its_finding_is_told() -> None:
    raw = file(*NOTES)
    raw["findings"] = []
    assert wrong(raw)


def test_a_finding_without_its_note_is_told() -> None:
    raw = file(*NOTES)
    raw["notes"] = []
    assert wrong(raw)


@pytest.mark.parametrize(("key", "value"), [("verdict", "pass"), ("basis", "breach")])
def test_a_contradiction_said_to_be_something_else_is_told(key: str, value: str) -> None:
    raw = file(*NOTES)
    raw["findings"][0][key] = value
    assert wrong(raw)


def test_a_finding_of_a_clause_that_asks_nothing_is_told() -> None:
    raw = file(*NOTES)
    raw["findings"][0]["clause"] = "kr_committee/rest"
    assert wrong(raw)
