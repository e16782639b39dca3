"""Opening submissions: what is accepted, and what people are told when it is not."""

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.submissions import inputs
from app.submissions.archive import Limits
from app.submissions.load import opened
from cpted_rules.errors import SubmissionError
from cpted_rules.facts import LightZone
from cpted_rules.text import Lang

GOOD = """\
format: 1
title: 가상동 다세대주택
case_number: 2026-건축과-신축허가-12
stage: permit
filed_on: 2026-10-05
district: 가상구
parts:
  - use: multiplex_house
    households: 8
drawings:
  - file: drawings/배치도.dxf
    sheets:
      - {kind: site_plan, number: A-101}
luminaires:
  - {mark: L1, photometry: photometry/없는.ies}
evidence:
  - {file: evidence/W1.pdf, kind: intrusion_test, marks: [W1]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "제출"
    (root / "drawings").mkdir(parents=True)
    (root / "drawings" / "배치도.dxf").write_bytes(b"0\nEOF\n")
    (root / "submission.yaml").write_text(GOOD, "utf-8")
    return root


def refused(path: Path, limits: Limits | None = None) -> SubmissionError:
    with pytest.raises(SubmissionError) as caught, opened(path, limits):
        pass
    error = caught.value
    for lang in Lang:
        assert all(word for fault in error.faults for word in fault.in_(lang).splitlines())
    return error


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return path


def test_a_folder_opens_with_its_facts_and_files(folder: Path) -> None:
    with opened(folder) as filing:
        assert filing.submission.title == "가상동 다세대주택"
        assert filing.read("drawings/배치도.dxf") == b"0\nEOF\n"
        assert inputs.site_facts(filing.submission).parts[0].households == 8


def test_facts_that_applicability_asks_for_are_open_unless_declared(folder: Path) -> None:
    with opened(folder) as filing:
        facts = inputs.site_facts(filing.submission)
    assert (facts.light_zone, facts.home_network, facts.guidance) == (None, None, ())
    declared = "light_zone: 3\nhome_network: true\nguidance: [en_13201]\n"
    (folder / "submission.yaml").write_text(GOOD + declared, "utf-8")
    with opened(folder) as filing:
        facts = inputs.site_facts(filing.submission)
    assert (facts.light_zone, facts.home_network) == (LightZone.THREE, True)
    assert facts.guidance == ("en_13201",)


def test_a_zip_of_the_folder_is_the_same_submission(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as bundle:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                bundle.write(file, f"제출/{file.relative_to(folder).as_posix()}")
    with opened(folder) as of_folder, opened(archive) as of_zip:
        assert of_zip.digest() == of_folder.digest()


def test_names_written_by_korean_windows_are_read(tmp_path: Path) -> None:
    # zipfile writes cp437 or UTF-8 only, so the names are written as ASCII of the same length and
    # replaced in the bytes: no UTF-8 flag, cp949 bytes, as the Windows shell writes them.
    name = "drawings/배치도.dxf".encode("cp949")
    stand_in = b"drawings/" + b"x" * (len(name) - len(b"drawings/.dxf")) + b".dxf"
    archive = zipped(
        tmp_path / "a.zip", {"submission.yaml": GOOD.encode(), stand_in.decode(): b"0\nEOF\n"}
    )
    archive.write_bytes(archive.read_bytes().replace(stand_in, name))
    with opened(archive) as filing:
        assert filing.has("drawings/배치도.dxf")


def test_an_empty_zip_says_what_belongs_in_it(tmp_path: Path) -> None:
    error = refused(zipped(tmp_path / "a.zip", {}))
    assert error.faults[0].code == "submission/empty"
    assert "submission.yaml" in error.in_("ko")


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"%PDF-1.7 not a zip")
    assert refused(path).faults[0].code == "submission/zip"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = zipped(
        tmp_path / "a.zip", {"submission.yaml": GOOD.encode(), "drawings/a.dxf": bytes(64 << 20)}
    )
    error = refused(archive)
    assert error.faults[0].code == "submission/too-large"
    assert "200 : 1" in error.in_("en")


def test_a_size_that_the_header_hides_is_found_while_unpacking(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"drawings/a.dxf": bytes(2 << 20)})
    raw = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(signature) + offset
        raw[at : at + 4] = struct.pack("<I", 100)
    archive.write_bytes(raw)
    assert refused(archive).faults[0].code in {"submission/too-large", "submission/zip"}


@pytest.mark.parametrize(
    "name", ["../evil.dxf", "/etc/evil", "a/../../evil", "c:/evil", "a\\..\\b"]
)
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    error = refused(zipped(tmp_path / "a.zip", {name: b"x", "submission.yaml": GOOD.encode()}))
    assert error.faults[0].code == "submission/path"
    assert not (tmp_path.parent / "evil.dxf").exists()


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    entry = zipfile.ZipInfo("drawings/a.dxf")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "w") as bundle:
        bundle.writestr(entry, "/etc/passwd")
    assert refused(archive).faults[0].code == "submission/path"


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {f"drawings/{n}.dxf": b"" for n in range(11)})
    assert "11 files" in refused(archive, Limits(files=10)).in_("en")


def test_a_folder_without_the_yaml_says_what_was_there(folder: Path) -> None:
    (folder / "submission.yaml").unlink()
    error = refused(folder)
    assert error.faults[0].code == "submission/no-yaml"
    assert "배치도.dxf" in error.in_("ko")


def test_a_missing_drawing_names_the_line_and_its_neighbours(folder: Path) -> None:
    (folder / "drawings" / "배치도.dxf").rename(folder / "drawings" / "배치도 최종.dxf")
    fault = refused(folder).faults[0]
    assert fault.code == "submission/missing-file"
    assert fault.where == "submission.yaml:11 drawings/배치도.dxf"
    assert "배치도 최종.dxf" in fault.found.ko


Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("change", "where", "expected"),
    [
        (lambda y: y.replace("2026-10-05", "5 Oct"), "submission.yaml:5 filed_on", "2026-10-05"),
        (lambda y: y.replace("2026-10-05", "2026-13-45"), "submission.yaml:5", "YYYY-MM-DD"),
        (
            lambda y: y.replace("stage: permit", "stage: soon"),
            "submission.yaml:4 stage",
            "committee",
        ),
        (
            lambda y: y.replace("households: 8", "households: many"),
            "submission.yaml:9 parts[0].households",
            "whole number",
        ),
        (
            lambda y: y.replace("households:", "housholds:"),
            "submission.yaml:9 parts[0].housholds",
            "field",
        ),
        (lambda y: y.replace("title: ", "titel: "), "title", "required"),
        (
            lambda y: y.replace("drawings/배치도", "../배치도"),
            "submission.yaml:11 drawings[0].file",
            "without ..",
        ),
    ],
)
def test_a_wrong_field_is_answered_with_its_place(
    folder: Path, change: Change, where: str, expected: str
) -> None:
    (folder / "submission.yaml").write_text(change(GOOD), "utf-8")
    error = refused(folder)
    assert any(where in f.where and expected in f.expected.en for f in error.faults), str(error)


def test_all_wrong_fields_are_answered_at_once(folder: Path) -> None:
    text = GOOD.replace("stage: permit", "stage: soon").replace("households: 8", "households: -1")
    (folder / "submission.yaml").write_text(text, "utf-8")
    assert len(refused(folder).faults) == 2


def test_yaml_that_is_none_names_the_line(folder: Path) -> None:
    (folder / "submission.yaml").write_text("format: 1\ntitle: [a\n", "utf-8")
    fault = refused(folder).faults[0]
    assert fault.code == "submission/yaml"
    assert fault.where.startswith("submission.yaml:")


def test_yaml_in_another_code_page_is_told_to_be_saved_as_utf8(folder: Path) -> None:
    (folder / "submission.yaml").write_bytes(GOOD.encode("cp949"))
    assert refused(folder).faults[0].code == "submission/encoding"


def test_missing_photometry_and_evidence_are_notes_that_say_what_follows(folder: Path) -> None:
    with opened(folder) as filing:
        tables, notes = inputs.photometry(filing)
        assert tables == {}
        assert "photometry/없는.ies" in notes[0].text.ko
        assert "판정하지 않습니다" in notes[0].text.ko
        assert inputs.evidence_rows(filing) == ()
        assert inputs.evidence_notes(filing)[0].code == "evidence/missing"
