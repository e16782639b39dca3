"""Verdicts, ids and bindings again: beside the product's own, on every clause there is."""

from dataclasses import replace
from datetime import date

import pytest

from cpted_rules.assess import judge
from cpted_rules.clause import Bound as ProductBound
from cpted_rules.clause import Check
from cpted_rules.facts import (
    Approval,
    Heating,
    Parking,
    ParkingKind,
    SiteFacts,
    Stage,
    Use,
    UsePart,
)
from cpted_rules.findings import finding_id
from cpted_rules.pack import edition_files, load_edition
from cpted_rules.plan.canonical import plain
from cpted_rules.scope import binding_of
from cpted_rules.verify.binding import binds
from cpted_rules.verify.given import Bound
from cpted_rules.verify.judged import ids_of, verdict_of

CLAUSES = [clause for path in edition_files() for clause in load_edition(path).clauses]


def bound(**sides: float) -> Bound:
    names = ("at_least", "at_most", "more_than", "less_than")
    return Bound(
        unit="m",
        **{name: sides.get(name) for name in names},
        tolerance=sides.get("tolerance", 0.0),
    )


@pytest.mark.parametrize("side", ["at_least", "at_most", "more_than", "less_than"])
@pytest.mark.parametrize("tolerance", [0.0, 0.5])
@pytest.mark.parametrize("value", [1.4, 1.5, 1.6, 2.0, 2.0000004, 2.4, 2.5, 2.6])
def test_a_verdict_is_that_of_the_product(side: str, tolerance: float, value: float) -> None:
    product = ProductBound(unit="m", tolerance=tolerance, **{side: 2.0})
    own = bound(tolerance=tolerance, **{side: 2.0})
    assert verdict_of(value, own) == judge(Check(rule="X", bound=product), value).value


def test_no_value_is_unknown_and_no_bound_is_referred() -> None:
    assert verdict_of(None, bound(at_least=1.0)) == "unknown"
    assert verdict_of(1.0, None) == "referred"


@pytest.mark.parametrize("within_m", [25, 25.0, 0.3, 1.5])
def test_an_id_is_found_whichever_way_a_number_was_written(within_m: float) -> None:
    parameters = (("of", "road"), ("within_m", within_m))
    id = finding_id("kr/art1", "SUR101", parameters, "A:1", "A:2")
    found = ids_of("kr/art1", "SUR101", {"within_m": within_m, "of": "road"}, ("A:1", "A:2"))
    assert id in found
    assert id not in ids_of("kr/art1", "SUR101", {"within_m": 26, "of": "road"}, ("A:1", "A:2"))
    assert id not in ids_of("kr/art1", "SUR101", dict(parameters), ("A:2", "A:1"))


FACTS = SiteFacts(
    title="t",
    case_number="1",
    stage=Stage.PERMIT,
    filed_on=date(2026, 3, 2),
    district="d",
    parts=(),
)
PARTS = [
    (),
    (UsePart(use=Use.APARTMENT, households=499, lift=True),),
    (UsePart(use=Use.APARTMENT, households=500, heating=Heating.DISTRICT),),
    (UsePart(use=Use.APARTMENT), UsePart(use=Use.DAILY_GOODS_STORE, open_24h=True)),
    (UsePart(use=Use.MULTIPLEX_HOUSE, households=12), UsePart(use=Use.OFFICETEL)),
    (UsePart(use=Use.OTHER),),
]
PARKING = [
    Parking(),
    Parking(cars=0),
    Parking(cars=30, kind=ParkingKind.UNDERGROUND, self_drive=True),
    Parking(cars=29, kind=ParkingKind.MECHANICAL, self_drive=False),
]


@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("parking", PARKING)
@pytest.mark.parametrize("approval", [None, Approval.HOUSING_PLAN, Approval.BUILDING_PERMIT])
def test_whether_a_clause_binds_is_what_the_product_says(
    parts: tuple[UsePart, ...], parking: Parking, approval: Approval | None
) -> None:
    facts = replace(FACTS, parts=parts, parking=parking, approval=approval)
    for clause in CLAUSES:
        said = binding_of(clause, facts)
        assert binds(plain(clause.binds), plain(facts)) == (said.binds.value, said.parts), clause.id
