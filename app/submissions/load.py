"""A submission from a folder or zip: its facts validated, its files found, nothing read twice."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from pydantic import ValidationError

from app.submissions.archive import Limits, unpack
from app.submissions.faults import field_faults, line_of, yaml_fault
from app.submissions.format import Submission
from cpted_rules.errors import Fault, SubmissionError
from cpted_rules.text import Text, same

NAME = "submission.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A submission that was opened: its facts and its files.

    Args:
        files: every file by its path inside the submission, with / and composed Hangul.
        lines: line in submission.yaml of each path that a field names.
    """

    root: Path
    submission: Submission
    files: dict[str, Path]
    lines: dict[str, int]

    def has(self, path: str) -> bool:
        """Whether the submission holds that file."""
        return unicodedata.normalize("NFC", path) in self.files

    def read(self, path: str) -> bytes:
        """The bytes of a file that `has` it."""
        return self.files[unicodedata.normalize("NFC", path)].read_bytes()

    def digest(self) -> str:
        """SHA-256 over the names and contents of all files: same submission, same digest."""
        whole = sha256()
        for path in sorted(self.files):
            whole.update(path.encode() + b"\x00" + sha256(self.files[path].read_bytes()).digest())
        return whole.hexdigest()


@contextmanager
def opened(path: Path, limits: Limits | None = None) -> Iterator[Filing]:
    """The filing at a folder or zip; what a zip was unpacked to is gone afterwards.

    Raises:
        SubmissionError: it cannot be opened or submission.yaml says something it may not.
    """
    if path.is_dir():
        yield _filing(path)
        return
    if not path.exists():
        raise SubmissionError(no_such(str(path)))
    with TemporaryDirectory(prefix="cpted-") as folder:
        unpack(path, Path(folder), limits or Limits())
        yield _filing(_top(Path(folder)))


def no_such(path: str) -> Fault:
    """That there is no such file or folder."""
    return Fault(
        code="submission/not-found",
        where=path,
        found=Text(ko="파일이나 폴더가 없음", en="no such file or folder"),
        expected=Text(ko="제출 폴더 또는 zip 파일", en="a submission folder or zip"),
        remedy=Text(ko="경로를 확인하십시오.", en="Check the path."),
    )


def _top(folder: Path) -> Path:
    """The folder itself, or the only folder in it: a zip often holds its folder."""
    children = sorted(folder.iterdir())
    if not (folder / NAME).exists() and len(children) == 1 and children[0].is_dir():
        return children[0]
    return folder


def _filing(root: Path) -> Filing:
    files = {
        unicodedata.normalize("NFC", p.relative_to(root).as_posix()): p
        for p in sorted(root.rglob("*"))
        if p.is_file() and not p.is_symlink()
    }
    if NAME not in files:
        raise SubmissionError(_without_yaml(root, files))
    submission, node = read_submission(files[NAME].read_bytes())
    filing = Filing(root=root, submission=submission, files=files, lines=_lines(submission, node))
    missing = [d.file for d in submission.drawings if not filing.has(d.file)]
    if missing:
        raise SubmissionError(*(_missing_drawing(filing, path) for path in missing))
    return filing


def _without_yaml(root: Path, files: dict[str, Path]) -> Fault:
    inside = ", ".join(list(files)[:5]) or "-"
    return Fault(
        code="submission/no-yaml",
        where=root.name,
        found=Text(ko=f"{NAME} 없음 (있는 파일: {inside})", en=f"no {NAME} (there are: {inside})"),
        expected=Text(
            ko=f"제출 폴더 맨 위의 {NAME}", en=f"{NAME} at the top of the submission folder"
        ),
        remedy=Text(
            ko="docs/submission.md의 예를 복사하여 작성하십시오.",
            en="Start from the example in docs/submission.md.",
        ),
    )


def read_submission(raw: bytes, name: str = NAME) -> tuple[Submission, yaml.Node | None]:
    """The facts in submission.yaml, and its YAML tree for finding lines.

    Raises:
        SubmissionError: all wrong fields at once, each with its line and path.
    """
    try:
        words = raw.decode("utf-8-sig")
        node = yaml.compose(words, Loader=yaml.SafeLoader)
        value = yaml.safe_load(words)
    except UnicodeDecodeError as error:
        raise SubmissionError(_not_utf8(name, error)) from error
    except yaml.YAMLError as error:
        raise SubmissionError(yaml_fault(name, error)) from error
    except ValueError as error:  # an impossible date such as 2026-13-45
        raise SubmissionError(_bad_scalar(name, words, error)) from error
    try:
        return Submission.model_validate(value), node
    except ValidationError as error:
        raise SubmissionError(*field_faults(name, error, node)) from error


def _not_utf8(name: str, error: UnicodeDecodeError) -> Fault:
    return Fault(
        code="submission/encoding",
        where=f"{name}: byte {error.start}",
        found=Text(ko="UTF-8이 아닌 글자", en="bytes that are not UTF-8"),
        expected=same("UTF-8"),
        remedy=Text(
            ko="편집기에서 UTF-8로 저장하십시오 (메모장: 다른 이름으로 저장 → 인코딩).",
            en="Save the file as UTF-8 in your editor.",
        ),
    )


def _bad_scalar(name: str, words: str, error: ValueError) -> Fault:
    """A value that looks like a date but is none; found by constructing each scalar alone."""
    node = yaml.compose(words, Loader=yaml.SafeLoader)
    scalar = _first_bad(node)
    where = f"{name}:{scalar.start_mark.line + 1}" if scalar else name
    return Fault(
        code="submission/field",
        where=where,
        found=same(str(scalar.value) if scalar else str(error)),
        expected=Text(ko="달력에 있는 날짜 (YYYY-MM-DD)", en="a date of the calendar (YYYY-MM-DD)"),
        remedy=Text(ko="날짜를 고치십시오.", en="Correct the date."),
    )


def _first_bad(node: yaml.Node | None) -> yaml.ScalarNode | None:
    if isinstance(node, yaml.ScalarNode):
        try:
            yaml.safe_load(node.value)
        except ValueError:
            return node
        except yaml.YAMLError:
            return None
        return None
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = list(node.value)
    return next((bad for child in children if (bad := _first_bad(child))), None)


def _lines(submission: Submission, node: yaml.Node | None) -> dict[str, int]:
    places: list[tuple[str | None, tuple[str | int, ...]]] = [
        *((d.file, ("drawings", i, "file")) for i, d in enumerate(submission.drawings)),
        *(
            (r.photometry, ("luminaires", i, "photometry"))
            for i, r in enumerate(submission.luminaires)
        ),
        *((e.file, ("evidence", i, "file")) for i, e in enumerate(submission.evidence)),
        *((s.file, ("site_data", i, "file")) for i, s in enumerate(submission.site_data)),
    ]
    return {path: line for path, place in places if path and (line := line_of(node, place))}


def _missing_drawing(filing: Filing, path: str) -> Fault:
    return missing_file(filing, path, consequence=None)


def missing_file(filing: Filing, path: str, *, consequence: Text | None) -> Fault:
    """A file that submission.yaml names and the submission does not hold."""
    folder = path.rpartition("/")[0]
    beside = [p for p in filing.files if p.rpartition("/")[0] == folder][:6]
    there = ", ".join(beside) or "-"
    remedy = Text(
        ko="파일을 넣거나 submission.yaml의 파일 이름을 고치십시오.",
        en="Add the file, or correct its name in submission.yaml.",
    )
    if consequence is not None:
        remedy = Text(ko=f"{consequence.ko} {remedy.ko}", en=f"{consequence.en} {remedy.en}")
    return Fault(
        code="submission/missing-file",
        where=f"{NAME}:{filing.lines.get(path, '?')} {path}",
        found=Text(ko=f"파일 없음 (같은 폴더: {there})", en=f"no such file (beside it: {there})"),
        expected=Text(ko="제출물 안의 파일", en="a file inside the submission"),
        remedy=remedy,
    )
