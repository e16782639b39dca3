"""A review read back from its folder is the review that was written."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import from_wkt

from app.annotations.store import Answer as Given
from app.annotations.store import Store
from app.exports.review_folder import opened_review, review_of
from app.exports.revived import geometry, revived
from app.reports.assessment_file import FindingModel
from cpted_rules.facts import Stage
from cpted_rules.plan.canonical import digest, plain
from cpted_rules.verify import AssessmentError
from tests.app.assessed import assessed


@pytest.mark.parametrize("kind", ["deficient", "compliant"])
def test_what_is_read_back_is_written_alike(kind: str) -> None:
    content = assessed("multiplex", kind)
    raw: dict[str, Any] = json.loads(content)
    review = review_of(content)
    assert digest(review.plan) == raw["plan_digest"]
    for key in ("facts", "settings", "applicability", "notes"):
        assert plain(getattr(review.assessment, key)) == raw[key]
    written = [{**plain(f), "parameters": dict(f.parameters)} for f in review.assessment.findings]
    models = [FindingModel.model_validate(finding) for finding in written]
    assert [model.model_dump(mode="json") for model in models] == raw["findings"]
    assert review.departures == ()


def test_opinions_come_from_the_packs_of_this_program() -> None:
    review = review_of(assessed("multiplex", "deficient"))
    clauses = {c.id: c for e in review.assessment.editions for c in e.clauses}
    assert dict(clauses["kr_notice/art11-4"].opinions)
    assert "고시" in {edition.short.ko for edition in review.assessment.editions}


def test_a_clause_that_reads_otherwise_now_is_named() -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    raw["editions"][0]["clauses"][0]["requires"]["ko"] = "다른 문구"
    (words,) = review_of(json.dumps(raw).encode()).departures
    assert raw["editions"][0]["clauses"][0]["cite"]["ko"] in words.ko


def test_an_edition_that_is_not_known_has_no_opinions_and_is_named() -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    raw["editions"][0]["id"] = "other@2020-01-01"
    raw["editions"][0]["pack"] = "other"
    review = review_of(json.dumps(raw).encode())
    assert len(review.departures) == 1
    assert not any(clause.opinions for clause in review.assessment.editions[0].clauses)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.pop("plan"),
        lambda raw: raw["findings"][0].update(verdict="maybe"),
        lambda raw: raw["findings"][0].update(where={"type": "Polygon", "coordinates": [[[0]]]}),
        lambda raw: raw["plan"]["buildings"][0].pop("area"),
        lambda raw: raw["plan"]["buildings"][0].update(colour="red"),
        lambda raw: raw["plan"].update(sheets=[{"number": "A"}]),
        lambda raw: raw.update(schema_version=99),
    ],
)
def test_a_damaged_file_is_refused_and_said_where(damage: Any) -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    damage(raw)
    with pytest.raises(AssessmentError) as refused:
        review_of(json.dumps(raw).encode())
    assert refused.value.faults[0].code == "review/folder"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"null"])
def test_what_is_no_assessment_is_refused(content: bytes) -> None:
    with pytest.raises(AssessmentError):
        review_of(content)


def test_a_folder_is_opened_with_the_answers_beside_it(tmp_path: Path) -> None:
    with pytest.raises(AssessmentError, match=r"No such file"):
        opened_review(tmp_path)
    (tmp_path / "assessment.json").write_bytes(assessed("multiplex", "deficient"))
    assert opened_review(tmp_path).answers.findings == {}
    store = Store(answers=(Given(person="김", name="f.1.opinion", value="안내판을 둘 것"),))
    (tmp_path / "marks.json").write_text(store.model_dump_json(), "utf-8")
    review = opened_review(tmp_path / "assessment.json")
    assert [o.words for o in review.answers.of(1).opinions] == ["안내판을 둘 것"]
    assert opened_review(tmp_path, person="이").answers.of(1).opinions == ()
    (tmp_path / "marks.json").write_text('{"marks": 3}')
    with pytest.raises(AssessmentError):
        opened_review(tmp_path)


@pytest.mark.parametrize("words", ["POINT", "LINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"])
def test_a_shape_that_is_empty_is_read_back_empty(words: str) -> None:
    empty = from_wkt(f"{words} EMPTY")
    assert geometry(plain(empty)).equals_exact(empty, 0)


@pytest.mark.parametrize(
    ("kind", "raw"), [(int, "1"), (tuple[int, ...], {}), (tuple[int, int], [1]), (Stage, "never")]
)
def test_what_does_not_fit_its_type_is_refused(kind: Any, raw: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        revived(kind, raw)
