"""The public copy: what is withheld is not in the bytes, and does not even change them."""

from dataclasses import replace
from pathlib import Path

import pytest
from shapely import affinity

from app.copies.faults import CopyError
from app.copies.kinds import Kind
from app.copies.public import WITHHELD_RULES, WITHHELD_WITNESSES, published
from app.copies.traces import traces
from app.copies.write import copy_of, public_pdf
from app.exports.review_folder import ReviewFolder, review_of
from cpted_rules.figure.strip import WITNESS_NAMES
from cpted_rules.findings import Finding, Subject, Verdict
from cpted_rules.plan.elements import Camera
from cpted_rules.rule import WAYS_IN, Witness, WitnessKind
from cpted_rules.text import Lang, same
from tests.app.copies.case import opened, texts


@pytest.fixture(scope="module")
def review(folder: Path) -> ReviewFolder:
    return review_of((folder / "assessment.json").read_bytes())


def _few(review: ReviewFolder) -> ReviewFolder:
    """A few findings of each kind: the bytes are compared, not the length."""
    findings = review.assessment.findings
    left = [f for f in findings if f.rule in WITHHELD_RULES][:6]
    left += [f for f in findings if f.rule not in WITHHELD_RULES and f.verdict is Verdict.FAIL][:1]
    left += [f for f in findings if f.rule == "SUR102"]
    return replace(review, assessment=replace(review.assessment, findings=tuple(left)))


def _pdf(review: ReviewFolder) -> bytes:
    left = published(review.assessment, review.plan)
    return public_pdf(left.assessment, left.plan, withheld=left.withheld, lang=Lang.KO)


def test_no_withheld_name_or_number_is_in_the_bytes(review: ReviewFolder, public: bytes) -> None:
    left = published(review.assessment, review.plan)
    facts = review.assessment.facts
    assert {facts.applicant, facts.designer} <= left.words
    assert any(camera.id in left.words for camera in review.plan.cameras)
    every = [w for f in review.assessment.findings for w in f.witness if w.kind in WAYS_IN]
    labels = {w.label.ko for w in every if w.label}
    names = {WITNESS_NAMES[kind].ko for kind in WAYS_IN}
    assert labels
    assert traces(public, left.words | labels | names) == ()


def test_the_same_search_finds_them_in_the_report(folder: Path, review: ReviewFolder) -> None:
    words = published(review.assessment, review.plan).words
    found = traces((folder / "report.pdf").read_bytes(), words)
    assert any(place.startswith("page") for place in found)
    assert any(place.endswith("stream") for place in found)


def test_what_is_withheld_does_not_change_a_byte(review: ReviewFolder) -> None:
    few = _few(review)
    camera = few.plan.cameras[0]
    moved = replace(
        camera, at=affinity.translate(camera.at, 3, -2), azimuth_deg=200.0, pixels=640, label="C9"
    )
    another = Camera(id="X:1", at=affinity.translate(camera.at, 1, 1), label="C7")
    findings = [
        _otherwise(f) if f.rule in WITHHELD_RULES else _by_another_way(f)
        for f in few.assessment.findings
    ]
    assert any(
        a.witness != b.witness for a, b in zip(few.assessment.findings, findings, strict=True)
    )
    other = replace(
        few,
        plan=replace(few.plan, cameras=(moved, another)),
        assessment=replace(
            few.assessment,
            plan_digest="0" * 64,
            findings=tuple(findings),
            notes=(),
            facts=replace(few.assessment.facts, applicant="홍길동", designer="임꺽정 건축사"),
        ),
    )
    assert _pdf(few) == _pdf(other)


def _otherwise(finding: Finding) -> Finding:
    return replace(finding, id="f" * 10, measured=12.5, verdict=Verdict.PASS, where=None)


def _by_another_way(finding: Finding) -> Finding:
    moved = (
        replace(w, shape=affinity.translate(w.shape, 5, 5), label=same("9 m"))
        if w.kind in WAYS_IN
        else w
        for w in finding.witness
    )
    return replace(finding, witness=tuple(moved))


def test_a_finding_on_a_camera_is_left_out_whatever_its_rule(review: ReviewFolder) -> None:
    first = next(f for f in review.assessment.findings if f.rule == "SUR102")
    camera = review.plan.cameras[0]
    about = replace(first, subjects=(Subject(id=camera.id, label="C2", source=None),))
    told = replace(first, note=same("CCTV C2에서 보임"))
    sensitive = replace(first, security_sensitive=True)
    for one in (about, told, sensitive):
        alone = replace(review.assessment, findings=(one,))
        assert published(alone, review.plan).assessment.findings == ()
    alone = replace(review.assessment, findings=(first,))
    assert published(alone, review.plan).withheld == 0


def test_ways_and_views_of_cameras_are_not_drawn(review: ReviewFolder) -> None:
    first = next(f for f in review.assessment.findings if f.rule == "SUR102")
    ways = tuple(Witness(kind=kind, shape=review.plan.cameras[0].at) for kind in WitnessKind)
    alone = replace(review.assessment, findings=(replace(first, witness=ways),))
    (left,) = published(alone, review.plan).assessment.findings
    assert {w.kind for w in left.witness} == set(WitnessKind) - WITHHELD_WITNESSES


def test_the_finding_on_an_entrance_is_published_without_the_way_in_that_it_shows(
    review: ReviewFolder,
) -> None:
    shown = [f for f in review.assessment.findings if f.is_sensitive and not f.security_sensitive]
    left = {f.id: f for f in published(review.assessment, review.plan).assessment.findings}
    assert {f.rule for f in shown} == {"SUR102"}
    assert all(f.id in left and not left[f.id].is_sensitive for f in shown)


def test_findings_keep_their_numbers_and_the_gap_is_told(
    review: ReviewFolder, public: bytes
) -> None:
    left = published(review.assessment, review.plan)
    numbers = {f.id: f.number for f in review.assessment.findings}
    assert all(numbers[f.id] == f.number for f in left.assessment.findings)
    assert left.withheld > 0
    shown = "".join("".join(texts(public)).split())
    assert f"결과{left.withheld}건과" in shown


def test_it_carries_no_file_no_form_and_no_mark(public: bytes) -> None:
    with opened(public) as pdf:
        assert list(pdf.attachments) == []
        assert "/AcroForm" not in pdf.Root
        kinds = {str(a.Subtype) for page in pdf.pages for a in page.obj.get("/Annots", [])}
    assert kinds == {"/Link"}


def test_a_name_that_stands_elsewhere_too_keeps_the_copy_from_being_made(
    folder: Path, review: ReviewFolder, tmp_path: Path
) -> None:
    content = (folder / "assessment.json").read_text("utf-8")
    title, applicant = review.assessment.facts.title, review.assessment.facts.applicant
    (tmp_path / "assessment.json").write_text(content.replace(title, f"{title} {applicant}"))
    with pytest.raises(CopyError) as caught:
        copy_of(tmp_path, Kind.PUBLIC)
    (fault,) = caught.value.faults
    assert fault.code == "copy/withheld"
    assert applicant not in str(caught.value)
