"""Runs the YAML cases of every rule; see fragment.py for their form."""

from math import isfinite
from pathlib import Path

import pytest

from cpted_rules.rule import Measurement
from cpted_rules.rules import RULES
from tests.cpted_rules.rules.fragment import Case, Expected, load_cases

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [case for file in FILES for case in load_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_a_rule_measures_what_its_case_says(case: Case) -> None:
    measured = list(RULES[case.rule].measure(case.site, **case.parameters))
    for measurement in measured:
        check_well_formed(measurement)
    assert [m.subjects for m in measured] == [e.subjects for e in case.expect], [
        (m.subjects, m.value) for m in measured
    ]
    for measurement, expected in zip(measured, case.expect, strict=True):
        check_as_expected(measurement, expected)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_a_case_names_only_elements_that_are_there(case: Case) -> None:
    for expected in case.expect:
        assert set(expected.subjects) <= set(case.site.plan.by_id)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_rule_has_a_case_with_a_number_one_lacking_and_one_empty(file: Path) -> None:
    cases = load_cases(file)
    assert file.stem.startswith(cases[0].rule.lower())
    values = [e.value for case in cases for e in case.expect]
    assert any(value is not None for value in values), "no case with a number"
    assert any(value is None for value in values), "no case that lacks something"
    assert any(not case.expect for case in cases), "no case where there is nothing to measure"


def check_well_formed(measurement: Measurement) -> None:
    """Whatever a rule yields keeps the contract of Measurement."""
    assert measurement.subjects
    assert measurement.where is None or not measurement.where.is_empty
    assert all(not w.shape.is_empty for w in measurement.witness)
    if measurement.value is None:
        assert measurement.lacking is not None
        assert measurement.lacking.ko
        assert measurement.lacking.en
    else:
        assert isinstance(measurement.value, float)
        assert isfinite(measurement.value)
        assert measurement.lacking is None
        assert measurement.where is not None


def check_as_expected(measurement: Measurement, expected: Expected) -> None:
    """The value, what is lacking, and the storey agree with the case."""
    if expected.value is None:
        assert measurement.value is None
        assert measurement.lacking is not None
        assert expected.lacking in measurement.lacking.ko
    else:
        assert measurement.value == pytest.approx(expected.value, abs=expected.tolerance)
    if expected.storey is not None:
        assert measurement.storey == expected.storey
