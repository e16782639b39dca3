"""Samples that declare neither units nor sheets: the reader finds both, and the same plan."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from app.read import understood
from cpted_rules.drawing.elements.homes import is_plan_view
from tests.app.assessed import reading_of

SAMPLES = Path(__file__).parents[2] / "sample_plans"


@pytest.mark.parametrize("sample", ["multiplex", pytest.param("officetel", marks=pytest.mark.long)])
def test_undeclared_drawings_give_the_plan_of_the_declared_ones(
    sample: str, tmp_path: Path
) -> None:
    declared = SAMPLES / sample / "deficient"
    bare = tmp_path / sample
    shutil.copytree(declared, bare)
    facts = yaml.safe_load((bare / "submission.yaml").read_text("utf-8"))
    for drawing in facts["drawings"]:
        del drawing["unit"], drawing["sheets"]
    (bare / "submission.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), "utf-8")

    told, found = reading_of(sample, "deficient"), understood(bare).reading

    def kinds(reading: object) -> Counter[str]:
        return Counter(basis.kind for basis in reading.bases)  # type: ignore[attr-defined]

    assert kinds(found) == kinds(told)
    assert {c.unit_from for c in found.census} == {"estimated"}
    assert {c.unit for c in found.census} == {"mm"}
    sheets = {s.spec.number: s.spec for c in told.census for s in c.sheets}
    for sheet in (s for c in found.census for s in c.sheets):
        spec = sheets.pop(sheet.spec.number)
        assert (sheet.spec.kind, sheet.spec.storeys) == (spec.kind, spec.storeys)
        assert sheet.use is is_plan_view(spec)
        assert sheet.residual_m is None or sheet.residual_m < 0.02
    assert not sheets
    # all sheets lie on one another as declared: doors stay in the walls of the plans below
    shift = _shift(told.plan.boundaries[0].area, found.plan.boundaries[0].area)
    for mine, theirs in zip(told.plan.openings, found.plan.openings, strict=True):
        assert _shift(mine.line, theirs.line) == pytest.approx(shift, abs=0.02)


def _shift(a: object, b: object) -> tuple[float, float]:
    (x0, y0, *_), (x1, y1, *_) = a.bounds, b.bounds  # type: ignore[attr-defined]
    return (x1 - x0, y1 - y0)
