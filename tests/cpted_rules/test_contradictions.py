"""What a submission says in two ways is a design error, found from the reader's notes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cpted_rules.assess import assess
from cpted_rules.findings import Assessment, Basis, Verdict
from cpted_rules.note import Note
from cpted_rules.pack import Edition, load_edition
from cpted_rules.plan import Source
from cpted_rules.site import Site
from cpted_rules.text import Text
from tests.cpted_rules.rules.fragment import facts_of, plan_of

TEXT = {"ko": "말", "en": "words"}
CODE = "table/quantity-differs"
SAID = Note(
    code=CODE,
    text=Text(ko="CCTV 일람표 C1~3: 기호는 3개인데 수량은 2", en="names 3 marks, quantity 2"),
    source=Source(sheet="E-301", layer="TEXT", handle="2A"),
)
OTHER = Note(code="drawing/levels-read", text=Text(ko="레벨", en="levels"))


@pytest.fixture
def law(tmp_path: Path) -> Edition:
    path = tmp_path / "law" / "2020-01-01.yaml"
    path.parent.mkdir()
    clause: dict[str, Any] = {
        "id": "a",
        "cite": TEXT,
        "title": TEXT,
        "requires": TEXT,
        "force": "mandatory",
        "topic": "community",
        "binds": {},
        "stage": "committee",
        "contradictions": [CODE],
        "opinions": {"fail": TEXT},
    }
    raw = {
        "pack": "law",
        "kind": "law",
        "cite": TEXT,
        "short": TEXT,
        "applies_from": date(2020, 1, 1),
        "promulgated": "1",
        "compared": "full",
        "clauses": [clause],
    }
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    return load_edition(path)


def assessed(law: Edition, *notes: Note) -> Assessment:
    return assess(Site(plan_of({}), facts_of({})), [law], notes=notes)


def test_a_contradiction_is_a_design_error_on_its_sheet(law: Edition) -> None:
    (only,) = assessed(law, SAID, OTHER).findings
    assert only.verdict is Verdict.FAIL
    assert only.basis is Basis.DESIGN_ERROR
    assert only.note is not None
    assert only.note.ko == SAID.text.ko
    assert [(s.label, s.source) for s in only.subjects] == [("E-301", SAID.source)]


def test_where_none_was_read_nothing_is_passed(law: Edition) -> None:
    (only,) = assessed(law, OTHER).findings
    assert only.verdict is Verdict.NOT_APPLICABLE
    assert only.basis is None
    assert only.why is not None
    assert "찾지 못함" in only.why.ko


def test_each_contradiction_keeps_its_id_whatever_stands_before_it(law: Edition) -> None:
    second = Note(code=CODE, text=Text(ko="조명 L1", en="lamp L1"))
    first = {f.note.ko: f.id for f in assessed(law, SAID, second).findings if f.note}
    again = {f.note.ko: f.id for f in assessed(law, second, OTHER, SAID).findings if f.note}
    assert first == again
    assert len(set(first.values())) == 2


def test_the_same_words_twice_are_one_contradiction(law: Edition) -> None:
    assert len(assessed(law, SAID, SAID).findings) == 1
