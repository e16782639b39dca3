"""The data twin: everything as data, and sums that anyone can check."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from app.annotations.read import read_returned
from app.annotations.store import load
from app.copies.faults import CopyError
from app.copies.kinds import Kind
from app.copies.write import copy_of
from tests.app.copies.case import texts


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(copy_of(folder, Kind.DATA).content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_review_the_marks_and_the_drawings(files: dict[str, bytes]) -> None:
    assert {"assessment.json", "annotations.xfdf", "review.dxf", "twin.json"} <= set(files)


def test_every_sum_is_of_its_file(files: dict[str, bytes]) -> None:
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(files) - {"SHA256SUMS"}
    assert all(sha256(files[name]).hexdigest() == digest for name, digest in sums.items())


def test_the_marks_come_back_from_its_xfdf(
    folder: Path, files: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "annotations.xfdf"
    path.write_bytes(files["annotations.xfdf"])
    there = {kept.mark.key: kept.mark for kept in load(folder / "marks.json").marks}
    back = {mark.key: mark for mark in read_returned(path).marks}
    assert set(back) == set(there)
    for key, mark in there.items():
        assert (back[key].kind, back[key].contents, back[key].author, back[key].reply_to) == (
            mark.kind,
            mark.contents,
            mark.author,
            mark.reply_to,
        )


def test_the_decision_copy_names_its_sums(files: dict[str, bytes], decision: bytes) -> None:
    last = "".join("".join(texts(decision)[-2:]).split())
    for name in ("assessment.json", "annotations.xfdf", "twin.json"):
        assert sha256(files[name]).hexdigest() in last


def test_it_says_what_people_answered(files: dict[str, bytes]) -> None:
    index = json.loads(files["twin.json"])
    assert index["marks"] == 4
    assert {"name": "f.1.decision", "person": "김위원", "value": "conditional"} in index["answers"]


@pytest.mark.parametrize("kind", Kind)
def test_a_folder_without_a_review_is_told(tmp_path: Path, kind: Kind) -> None:
    with pytest.raises(CopyError) as caught:
        copy_of(tmp_path, kind)
    assert caught.value.faults[0].code == "copy/no-file"


@pytest.mark.parametrize("content", ["[{}]", "{", '{"marks": 1}', "7"])
def test_marks_that_are_none_are_told(folder: Path, tmp_path: Path, content: str) -> None:
    for name in ("assessment.json", "report.pdf"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "marks.json").write_text(content)
    with pytest.raises(CopyError) as caught:
        copy_of(tmp_path, Kind.DATA)
    assert caught.value.faults[0].code == "copy/marks"
