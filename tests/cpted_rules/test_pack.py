"""Reading packs: what is written is read, what is not known is refused with its place."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from cpted_rules.clause import Bound, Force, Modelling
from cpted_rules.errors import PackError
from cpted_rules.facts import Use
from cpted_rules.pack import PACKS, edition_files, editions_for, gaps, load_edition

TEXT = {"ko": "말", "en": "words"}
CLAUSE = {
    "id": "art1",
    "cite": TEXT,
    "title": TEXT,
    "requires": TEXT,
    "force": "mandatory",
    "topic": "parking",
    "binds": {"uses": ["apartment"]},
    "stage": "permit",
    "checks": [{"rule": "CAM604", "at_most": "25 m"}],
}
EDITION = {
    "pack": "law",
    "kind": "law",
    "cite": TEXT,
    "short": TEXT,
    "applies_from": date(2020, 1, 1),
    "promulgated": "no. 1",
    "compared": "full text",
    "clauses": [CLAUSE],
}


def written(tmp_path: Path, edition: dict[str, object], name: str = "2020-01-01") -> Path:
    path = tmp_path / "law" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(edition, allow_unicode=True), "utf-8")
    return path


def clause(**changes: object) -> dict[str, object]:
    return {**EDITION, "clauses": [{**CLAUSE, **changes}]}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    edition = load_edition(written(tmp_path, EDITION))
    (only,) = edition.clauses
    assert edition.id == "law@2020-01-01"
    assert only.id == "law/art1"
    assert only.force is Force.MANDATORY
    assert only.binds.uses == (Use.APARTMENT,)
    assert only.checks[0].bound == Bound(unit="m", at_most=25.0)


@pytest.mark.parametrize(
    ("edition", "says"),
    [
        ({**EDITION, "claused": []}, "claused"),
        ({k: v for k, v in EDITION.items() if k != "compared"}, "compared"),
        ({**EDITION, "applies_from": date(2020, 1, 2)}, "2020-01-02"),
        ({**EDITION, "pack": "other"}, "name of the folder"),
        ({**EDITION, "clauses": [CLAUSE, CLAUSE]}, "art1"),
        (clause(chekcs=[]), "chekcs"),
        (clause(checks=[]), "neither checks nor person"),
        (clause(checks=[{"rule": "CAM604", "at_most": "25"}]), "25"),
        (clause(checks=[{"rule": "CAM604", "at_most": "25 m", "at_least": "1 lx"}]), "one unit"),
        (clause(checks=[{"rule": "CAM604", "at_most": "25 m", "tolerance": "1 lx"}]), "lx"),
        (clause(checks=[{"rule": "CAM604", "tolerance": "1 m"}]), "without a bound"),
        (clause(checks=[{"rule": "CAM604", "reference": "nobody"}]), "nobody"),
        (clause(binds={"use": ["apartment"]}), "use"),
        (clause(binds={"any_of": [{"cars": 30}]}), "cars"),
        (clause(cite={"ko": "말"}), "en"),
        (clause(cite={"ko": "말", "en": " "}), "both languages"),
        (clause(opinions={"pass": TEXT}), "pass"),
        (clause(scope=TEXT), "by itself"),
        (clause(contradictions=["table/rows-differ"]), "by itself"),
        (clause(evidence="Z"), "one of"),
        (clause(evidence="M"), "not seen in a source"),
        (clause(evidence="X"), "only what was read"),
        (clause(force="often"), "one of"),
        (clause(binds={"unless": {"usage": []}}), "usage"),
        (
            clause(checks=[{"rule": "CAM604", "at_most": "25 m", "opinions": {"pass": TEXT}}]),
            "pass",
        ),
        ({**EDITION, "kind": "guidance"}, "evidence"),
        ({**clause(evidence="S"), "kind": "guidance", "enabled": True}, "enabled of kind guidance"),
        ({**EDITION, "district": "광진구"}, "a district only of kind local"),
        ({**clause(evidence="X"), "kind": "local"}, "enabled: false"),
    ],
)
def test_what_is_not_known_is_refused(
    tmp_path: Path, edition: dict[str, object], says: str
) -> None:
    with pytest.raises(PackError) as refusal:
        load_edition(written(tmp_path, edition))
    assert says in str(refusal.value)
    assert "law/2020-01-01.yaml" in str(refusal.value)


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, EDITION)
    path.write_text(path.read_text("utf-8") + "kind: local\n", "utf-8")
    with pytest.raises(PackError, match="kind"):
        load_edition(path)


def test_an_edition_may_share_the_clauses_of_another(tmp_path: Path) -> None:
    written(tmp_path, {**EDITION, "clauses": [CLAUSE, {**CLAUSE, "id": "art2"}]})
    older = {k: v for k, v in EDITION.items() if k != "clauses"}
    older |= {
        "applies_from": date(2010, 1, 1),
        "applies_until": date(2019, 12, 31),
        "same_as": date(2020, 1, 1),
        "except": {"art2": {"caveat": TEXT, "force": "recommended"}},
    }
    edition = load_edition(written(tmp_path, older, "2010-01-01"))
    first, second = edition.clauses
    assert first.caveat is None
    assert first.force is Force.MANDATORY
    assert second.caveat is not None
    assert second.force is Force.RECOMMENDED
    assert second.checks == first.checks


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"same_as": date(2011, 1, 1)}, "2011-01-01"),
        ({"same_as": date(2020, 1, 1), "except": {"art9": {"caveat": TEXT}}}, "art9"),
        ({"except": {"art1": {}}}, "same_as"),
    ],
)
def test_sharing_with_what_is_not_there_is_refused(
    tmp_path: Path, keys: dict[str, object], says: str
) -> None:
    written(tmp_path, EDITION)
    older = {k: v for k, v in EDITION.items() if k != "clauses"}
    older |= {"applies_from": date(2010, 1, 1)} | keys
    with pytest.raises(PackError, match=says):
        load_edition(written(tmp_path, older, "2010-01-01"))


def test_a_gap_and_an_overlap_between_editions_are_told(tmp_path: Path) -> None:
    newer = load_edition(written(tmp_path, EDITION))
    for until, wrong in ((date(2019, 12, 31), 0), (date(2019, 12, 30), 1), (date(2020, 1, 1), 1)):
        older = {**EDITION, "applies_from": date(2010, 1, 1), "applies_until": until}
        assert len(gaps((load_edition(written(tmp_path, older, "2010-01-01")), newer))) == wrong
    open_ended = {**EDITION, "applies_from": date(2010, 1, 1)}
    assert len(gaps((load_edition(written(tmp_path, open_ended, "2010-01-01")), newer))) == 1


@pytest.mark.parametrize(
    ("filed_on", "ids"),
    [
        (date(1990, 1, 1), set()),
        (date(2015, 3, 31), {"kr_housing@2014-10-28", "kr_parking@2013-01-25"}),
        (date(2015, 4, 1), {"kr_notice@2015-04-01"}),
        (date(2019, 7, 30), {"kr_notice@2015-04-01"}),
        (date(2019, 7, 31), {"kr_notice@2019-07-31"}),
        (date(2021, 6, 30), {"kr_notice@2019-07-31", "kr_housing_rule@2015-12-10"}),
        (date(2021, 7, 1), {"kr_notice@2021-07-01", "kr_parking@2013-01-25"}),
        (date(2025, 9, 29), {"kr_parking@2013-01-25"}),
        (date(2025, 9, 30), {"kr_parking@2025-09-30"}),
        (date(2026, 1, 30), {"kr_housing_rule@2026-01-30", "kr_notice@2021-07-01"}),
    ],
)
def test_the_filing_date_chooses_the_edition(filed_on: date, ids: set[str]) -> None:
    found = [edition.id for edition in editions_for(filed_on)]
    assert ids <= set(found)
    assert len({i.split("@")[0] for i in found}) == len(found)


def test_an_edition_that_ended_without_a_successor_governs_nothing_after(tmp_path: Path) -> None:
    written(tmp_path, {**EDITION, "applies_until": date(2020, 12, 31)})
    assert editions_for(date(2020, 12, 31), tmp_path)
    assert not editions_for(date(2021, 1, 1), tmp_path)


def edition_of(
    tmp_path: Path, pack: str, kind: str, clause: Mapping[str, object], **keys: object
) -> None:
    path = tmp_path / pack / "2020-01-01.yaml"
    path.parent.mkdir()
    raw = {**EDITION, "pack": pack, "kind": kind, "clauses": [clause], **keys}
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(
    ("district", "guidance", "packs"),
    [
        ("", (), {"law"}),
        ("광진구", (), {"law", "gwangjin"}),
        ("서울특별시 광진구", (), {"law", "gwangjin"}),
        ("강남구", (), {"law"}),
        ("강남구", ("known",), {"law", "known"}),
        ("강남구", ("known", "pilot"), {"law", "known", "pilot"}),
        ("강남구", ("gwangjin",), {"law"}),
    ],
)
def test_local_editions_bind_in_their_district_and_guidance_only_if_asked_for(
    tmp_path: Path, district: str, guidance: tuple[str, ...], packs: set[str]
) -> None:
    edition_of(tmp_path, "law", "law", CLAUSE)
    edition_of(tmp_path, "gwangjin", "local", CLAUSE, district="광진구")
    edition_of(tmp_path, "known", "guidance", {**CLAUSE, "evidence": "S"})
    edition_of(tmp_path, "pilot", "local", CLAUSE, enabled=False)
    day = date(2026, 1, 1)
    found = editions_for(day, tmp_path, district=district, guidance=guidance)
    assert {edition.pack for edition in found} == packs


def test_an_exception_of_null_takes_a_key_or_a_clause_away(tmp_path: Path) -> None:
    clauses = [{**CLAUSE, "person": TEXT}, {**CLAUSE, "id": "art2"}]
    written(tmp_path, {**EDITION, "clauses": clauses})
    older = {k: v for k, v in EDITION.items() if k != "clauses"}
    older |= {"applies_from": date(2010, 1, 1), "same_as": date(2020, 1, 1)}
    older["except"] = {"art1": {"checks": None}, "art2": None}
    (only,) = load_edition(written(tmp_path, older, "2010-01-01")).clauses
    assert only.id == "law/art1"
    assert only.checks == ()


@pytest.mark.parametrize(
    ("keys", "modelling", "silent"),
    [
        ({}, Modelling.COMPUTED, False),
        ({"checks": [{"rule": "CAM604"}]}, Modelling.REFERRED, False),
        ({"checks": [], "person": TEXT}, Modelling.PERSON, False),
        ({"checks": [], "contradictions": ["table/rows-differ"]}, Modelling.COMPUTED, False),
        ({"checks": [], "scope": TEXT}, Modelling.SCOPE, True),
        ({"checks": [], "unmodelled": TEXT}, Modelling.UNMODELLED, True),
    ],
)
def test_a_clause_says_how_far_it_is_modelled(
    tmp_path: Path, keys: dict[str, object], modelling: Modelling, silent: bool
) -> None:
    (only,) = load_edition(written(tmp_path, clause(**keys))).clauses
    assert only.modelling is modelling
    assert only.silent is silent


def test_a_check_may_have_opinions_of_its_own(tmp_path: Path) -> None:
    own = {"ko": "저것", "en": "that"}
    checks = [
        {"rule": "CAM604", "at_most": "25 m", "opinions": {"fail": own}},
        {"rule": "CAM613", "at_most": "25 m"},
    ]
    raw = clause(checks=checks, opinions={"fail": TEXT})
    (only,) = load_edition(written(tmp_path, raw)).clauses
    said = [only.opinion(rule, (), "fail") for rule in ("CAM604", "CAM613", None)]
    assert [text.ko if text else "" for text in said] == ["저것", "말", "말"]
    assert only.opinion("CAM604", (), "unknown") is None


def test_every_file_of_the_packs_is_an_edition() -> None:
    files = edition_files()
    assert {path.parent.parent for path in files} == {PACKS}
    assert all(date.fromisoformat(path.stem) for path in files)


@pytest.mark.parametrize("bound", [Bound(unit="m", at_least=1.0, at_most=1.5)])
def test_a_bound_with_two_ends_holds_at_both(bound: Bound) -> None:
    assert [bound.kept_by(v) for v in (0.99, 1.0, 1.2, 1.5, 1.51)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_more_than_does_not_hold_at_its_end() -> None:
    bound = Bound(unit="ratio", more_than=1.0)
    assert [bound.kept_by(v) for v in (0.9, 1.0, 1.1)] == [False, False, True]


def test_a_day_before_an_edition_begins_another_applies() -> None:
    for older, newer in (("2015-04-01", "2019-07-31"), ("2019-07-31", "2021-07-01")):
        day = date.fromisoformat(newer) - timedelta(days=1)
        assert f"kr_notice@{older}" in {e.id for e in editions_for(day)}
