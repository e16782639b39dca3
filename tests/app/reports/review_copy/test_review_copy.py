"""What goes out: marks, form, viewports, manifest, tags; read by others as it was written."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import shapely
from pikepdf import Name, Pdf

from app.annotations.marker import open_key, verified
from app.annotations.opinion_form import Decision, ExpertField, decision_field, opinion_field
from app.annotations.page_code import PageCode, page_codes
from app.annotations.page_digest import page_digests
from app.annotations.pdf.document import read_document
from app.annotations.record import Manifest, MarkKind
from app.reports.reading import ReadingSummary
from app.reports.render import write_report
from app.reports.review_copy import manifest_of
from cpted_rules.figure import site_of
from cpted_rules.findings import Assessment, Verdict
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang

CASE = "2026-건축과-신축허가-12"
KEY = b"a secret of the office"
AGAIN = """
import runpy, sys
from pathlib import Path
from app.reports.reading import ReadingSummary
from app.reports.render import write_report
from app.reports.review_copy import Sent
from cpted_rules.text import Lang
made = runpy.run_path(sys.argv[1])
plan = made["make_plan"]()
write_report(
    made["make_assessment"](plan), plan, ReadingSummary(submission_digest="ab" * 32),
    assessment_json=b'{"schema_version":1}', lang=Lang.KO, out=Path(sys.argv[2]),
    rules=made["make_rules"](), sent=Sent(case=sys.argv[3], round=2, key=sys.argv[4].encode()),
)
"""


def test_another_process_writes_the_same_bytes(copy: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    made = Path(__file__).parents[1] / "conftest.py"
    subprocess.run(
        [sys.executable, "-c", AGAIN, str(made), str(again), CASE, KEY.decode()], check=True
    )
    assert again.read_bytes() == copy.read_bytes()


def test_it_is_read_back_as_the_manifest_says(copy: Path, manifest: Manifest) -> None:
    found = read_document(copy, "report.pdf")
    known = {"finding", "figure", "site", "marker"}
    assert [m.model_dump(exclude=known) for m in found.marks] == [
        m.model_dump(exclude=known) for m in manifest.marks
    ]
    assert [m.marker and verified(m.marker, KEY) for m in found.marks] == [
        m.marker for m in manifest.marks
    ]
    assert set(found.fields) == set(manifest.fields)
    assert [(p.code, p.digest) for p in found.pages] == [(p.code, p.digest) for p in manifest.pages]
    assert found.manifest == manifest
    assert not found.refused
    assert not found.bare


def test_each_finding_people_act_on_is_marked_where_it_is(
    manifest: Manifest, assessment: Assessment, plan: SitePlan
) -> None:
    marks = {mark.finding: mark for mark in manifest.marks}
    acted_on = [
        f
        for f in assessment.findings
        if f.verdict in (Verdict.FAIL, Verdict.REFERRED) and f.rule and site_of(plan, f) is not None
    ]
    assert acted_on
    for finding in acted_on:
        mark = marks[finding.number]
        assert mark.subject == f"{finding.number} {finding.rule}"
        assert mark.site is not None
        marked, place = shapely.from_wkt(mark.site), site_of(plan, finding)
        assert marked.distance(place) < 0.05
        if mark.kind is MarkKind.POLYGON:
            assert marked.hausdorff_distance(place) < 1.0


def test_every_mark_and_field_has_a_look_of_ours_and_is_printed(copy: Path) -> None:
    with Pdf.open(copy) as pdf:
        every = [a for page in pdf.pages for a in page.obj.get(Name.Annots, [])]
        assert not pdf.Root.AcroForm.get(Name.NeedAppearances, False)
        for annotation in every:
            if annotation.Subtype not in (Name.Link, Name.Popup):
                assert Name.N in annotation.AP
                assert int(annotation.F) & 4
        assert sum(a.Subtype == Name.Widget for a in every) > 20


def test_marks_and_fields_stand_in_the_structure_tree(copy: Path) -> None:
    with Pdf.open(copy) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums.as_list()
        parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
        seen = 0
        for page in pdf.pages:
            assert page.obj.Tabs == Name.S
            for annotation in page.obj.get(Name.Annots, []):
                if annotation.Subtype == Name.Popup:
                    assert Name.StructParent not in annotation
                    continue
                element = parents[int(annotation.StructParent)]
                if annotation.Subtype == Name.Link:
                    continue
                asked = Name.Form if annotation.Subtype == Name.Widget else Name.Annot
                assert asked == element.S
                assert element.K[0].Obj.objgen == annotation.objgen
                assert any(
                    kid.objgen == element.objgen
                    for kid in element.P.K
                    if isinstance(kid, pikepdf.Dictionary)
                )
                seen += 1
        assert seen > 20


def test_the_form_asks_of_each_finding_and_of_the_expert(
    copy: Path, manifest: Manifest, assessment: Assessment
) -> None:
    fields = pypdf.PdfReader(copy).get_fields() or {}
    assert {field.value for field in ExpertField} <= set(fields)
    numbers = [f.number for f in assessment.findings if f.verdict is Verdict.FAIL]
    for number in numbers:
        decision = fields[decision_field(number)]
        assert decision["/FT"] == "/Btn"
        assert set(decision["/_States_"]) == {"/Off", *(f"/{one.value}" for one in Decision)}
        assert decision["/TU"] == f"지적 {number} 판정"
        assert fields[opinion_field(number)]["/TU"] == f"지적 {number} 의견"
    assert {field.value for field in manifest.fields} == {""}


def test_each_page_says_its_code_and_each_code_is_checked(copy: Path, manifest: Manifest) -> None:
    document = pypdfium2.PdfDocument(copy)
    for n, page in enumerate(document):
        code = PageCode(case=CASE, round=2, page=n)
        text = page.get_textpage().get_text_range()
        assert page_codes(text) == (code,)
        assert manifest.pages[n].code == code.words
        assert page_codes(code.words.replace(" R2 ", " R3 ")) == ()


def test_viewers_measure_metres_of_the_site(copy: Path, manifest: Manifest) -> None:
    with Pdf.open(copy) as pdf:
        for figure in manifest.figures:
            shown = {str(v.Name): v for v in pdf.pages[figure.page].obj.VP}[figure.id]
            x0, _, x1, _ = (float(value) for value in shown.BBox)
            assert figure.to_site is not None
            metres = (x1 - x0) * float(shown.Measure.X[0].C)
            assert metres == pytest.approx((x1 - x0) * figure.to_site[0], abs=1e-4)
            scale = int(str(shown.Measure.R).removeprefix("1:"))
            assert metres == pytest.approx((x1 - x0) / 72 * 0.0254 * scale, rel=1e-3)


def test_sections_are_found_where_findings_begin(manifest: Manifest, copy: Path) -> None:
    begun = {number: page.number for page in manifest.pages for _, number in page.sections}
    named = pypdf.PdfReader(copy).named_destinations
    reader = pypdf.PdfReader(copy)
    for number, page in begun.items():
        assert reader.get_destination_page_number(named[f"finding-{number}"]) == page
    assert begun


def test_a_forged_marker_is_known(manifest: Manifest) -> None:
    marker = manifest.marks[0].marker
    assert marker is not None
    assert manifest.secret
    assert verified(marker, KEY).valid
    assert not verified(marker, b"another").valid
    assert not verified(marker.model_copy(update={"finding": "0123456789"}), KEY).valid
    assert not verified(marker.model_copy(update={"mac": "글"}), KEY).valid


def test_without_a_key_the_manifest_says_that_marks_are_not_secret(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule], tmp_path: Path
) -> None:
    out = tmp_path / "open.pdf"
    write_report(
        assessment,
        plan,
        ReadingSummary(submission_digest="ab" * 32),
        assessment_json=b"{}",
        lang=Lang.EN,
        out=out,
        paper="A3",
        rules=rules,
    )
    with Pdf.open(out) as pdf:
        found = manifest_of(pdf)
    assert found is not None
    assert (found.secret, found.round, found.language) == (False, 1, "en")
    assert found.marks[0].marker is not None
    assert verified(found.marks[0].marker, open_key(found.assessment)).valid


def test_a_page_keeps_its_digest_when_written_anew_and_loses_it_when_changed(
    copy: Path, manifest: Manifest, tmp_path: Path
) -> None:
    with Pdf.open(copy) as pdf:
        pdf.save(tmp_path / "anew.pdf", recompress_flate=True, linearize=True)
        page = pdf.pages[0]
        page.contents_add(b"0 0 m 9 9 l S")
        assert page_digests(pdf)[0] != manifest.pages[0].digest
    with Pdf.open(tmp_path / "anew.pdf") as pdf:
        assert list(page_digests(pdf)) == [p.digest for p in manifest.pages]


def test_other_programs_find_nothing_wrong(copy: Path) -> None:
    with Pdf.open(copy) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert manifest_of(pdf) is not None
    reader = pypdf.PdfReader(copy, strict=True)
    assert reader.attachments["assessment.json"] == [b'{"schema_version":1}']
    assert len(pypdfium2.PdfDocument(copy)) == len(reader.pages)
