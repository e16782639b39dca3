"""Ways in put to the plan again: what is true of them, and each thing that may be wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from app.reports.assessment_file import assessment_bytes
from cpted_rules.approaches import with_approaches
from cpted_rules.assess import assess
from cpted_rules.clause import Binding, Bound, Check
from cpted_rules.pack import PACKS, load_edition
from cpted_rules.plan import Sheet, SheetKind
from cpted_rules.site import Site
from cpted_rules.verify import Outcome, Rechecked, recheck
from tests.cpted_rules.site.test_climb_and_approach import plan, site_of

Altered = Callable[[dict[str, Any], dict[str, Any]], None]


@cache
def written() -> bytes:
    """A house whose door too little is seen of, with the way there."""
    notice = load_edition(PACKS / "kr_notice" / "2021-07-01.yaml")
    check = Check(
        rule="SUR102",
        bound=Bound(unit="share", at_least=1.0),
        parameters=(("within_m", 43.0),),
    )
    clause = next(clause for clause in notice.clauses if clause.checks)
    edition = replace(notice, clauses=(replace(clause, binds=Binding(), checks=(check,)),))
    kinds = (SheetKind.SITE_PLAN, SheetKind.FLOOR_PLAN)
    sheets = tuple(Sheet(number=k, title=k, kind=k, storeys=(0,), file="a.dxf") for k in kinds)
    drawn = replace(plan(), sheets=sheets)
    site = Site(drawn, site_of(drawn).facts)
    assessment = with_approaches(assess(site, (edition,), notes=site.assumptions), site)
    return assessment_bytes(assessment, plan=drawn, photometry={}, ground=site.terrain)


def rechecked(alter: Altered) -> Rechecked:
    content = json.loads(written())
    (finding,) = content["findings"]
    kinds = {w["kind"]: w for w in finding["witness"]}
    alter(finding, kinds)
    (found,) = recheck(json.dumps(content).encode()).findings
    return found


def test_a_way_in_is_confirmed_as_far_as_it_is_looked_at() -> None:
    found = rechecked(lambda _finding, _kinds: None)
    assert found.differences == ()
    assert found.outcome is Outcome.IN_PART
    assert found.reason is not None
    assert "way in" in found.reason.en


def _shorter(_finding: dict[str, Any], kinds: dict[str, Any]) -> None:
    kinds["approach"]["label"]["en"] = "least-observed approach 9 m, seen on 50 %"


def _seen(_finding: dict[str, Any], kinds: dict[str, Any]) -> None:
    words = kinds["approach"]["label"]
    words["en"] = f"{words['en'].rsplit(' ', 1)[0]} 5\u2009%"


def _begun(_finding: dict[str, Any], kinds: dict[str, Any]) -> None:
    kinds["approach"]["shape"]["coordinates"].insert(0, [28.0, 5.0])


def _led(_finding: dict[str, Any], kinds: dict[str, Any]) -> None:
    kinds["approach"]["shape"]["coordinates"].append([25.0, 15.0])


def _through(_finding: dict[str, Any], kinds: dict[str, Any]) -> None:
    line = kinds["approach"]["shape"]["coordinates"]
    line[:] = [line[0], [15.0, 5.0], line[-1]]


def _twice(finding: dict[str, Any], kinds: dict[str, Any]) -> None:
    finding["witness"].append(kinds["approach"])


@pytest.mark.parametrize("alter", [_shorter, _seen, _begun, _led, _through, _twice])
def test_what_is_wrong_with_a_way_in_is_found(alter: Altered) -> None:
    found = rechecked(alter)
    assert found.outcome is Outcome.DIFFERS
    assert {d.what.en for d in found.differences} & {
        "way in",
        "share of a way in that is seen",
        "number written beside a witness",
    }
