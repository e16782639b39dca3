"""Zip files from outside: opened within limits, with every path kept inside and names in Hangul."""

import stat
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cpted_rules.errors import Fault, SubmissionError
from cpted_rules.text import Text, same

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a submission may be.

    Args:
        ratio: unpacked bytes for each packed byte of a file over 1 MiB; more is taken for a bomb.
    """

    files: int = 2_000
    unpacked_bytes: int = 1 << 30
    file_bytes: int = 400 << 20
    ratio: int = 200


def unpack(archive: Path, into: Path, limits: Limits) -> None:
    """Write the files of a zip below `into`.

    Raises:
        SubmissionError: it is no zip, is empty, is damaged, encrypted, too large, or names a path
            that leads out of it. Nothing is written outside `into`.
    """
    try:
        with zipfile.ZipFile(archive) as bundle:
            entries = [
                e for e in bundle.infolist() if not e.is_dir() and not _is_litter(e.filename)
            ]
            _check(archive.name, entries, limits)
            left = limits.unpacked_bytes
            for entry in entries:
                left -= _write(bundle, entry, into, archive.name, min(left, limits.file_bytes))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise SubmissionError(
            Fault(
                code="submission/zip",
                where=archive.name,
                found=same(str(error) or type(error).__name__),
                expected=Text(ko="손상되지 않은 zip 파일", en="an undamaged zip file"),
                remedy=Text(
                    ko="폴더를 zip으로 다시 압축하여 올리십시오 (7z, alz, egg는 읽지 않습니다).",
                    en="Compress the folder to a zip again (7z, alz and egg are not read).",
                ),
            )
        ) from error


def _check(name: str, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    faults: list[Fault] = []
    if not entries:
        faults.append(
            Fault(
                code="submission/empty",
                where=name,
                found=Text(ko="파일이 없는 zip", en="a zip without files"),
                expected=Text(
                    ko="submission.yaml과 drawings/ 폴더",
                    en="submission.yaml and a drawings/ folder",
                ),
                remedy=Text(
                    ko="제출 폴더 전체를 압축하였는지 확인하십시오.",
                    en="Check that the whole submission folder was compressed.",
                ),
            )
        )
    if len(entries) > limits.files:
        faults.append(_too_large(name, f"{len(entries)} files", f"≤ {limits.files} files"))
    total = sum(e.file_size for e in entries)
    if total > limits.unpacked_bytes:
        faults.append(_too_large(name, _mib(total), f"≤ {_mib(limits.unpacked_bytes)}"))
    for entry in entries:
        faults.extend(_entry_faults(name, entry, limits))
    if faults:
        raise SubmissionError(*faults[:20])


def _entry_faults(name: str, entry: zipfile.ZipInfo, limits: Limits) -> list[Fault]:
    inner = entry_name(entry)
    where = f"{name}: {inner}"
    pure = PurePosixPath(inner)
    climbs = ".." in pure.parts or pure.is_absolute() or "\\" in inner or ":" in inner.split("/")[0]
    if climbs or not pure.parts or "\x00" in inner or stat.S_ISLNK(entry.external_attr >> 16):
        return [
            Fault(
                code="submission/path",
                where=where,
                found=Text(
                    ko="zip 밖으로 나가는 경로 또는 링크",
                    en="a path or link that leads out of the zip",
                ),
                expected=Text(
                    ko="제출 폴더 안의 상대 경로", en="a relative path inside the folder"
                ),
                remedy=Text(
                    ko="일반 압축 프로그램으로 폴더를 다시 압축하십시오.",
                    en="Compress the folder again with an ordinary program.",
                ),
            )
        ]
    if entry.flag_bits & 0x1:
        return [
            Fault(
                code="submission/encrypted",
                where=where,
                found=Text(ko="암호가 걸린 파일", en="an encrypted file"),
                expected=Text(ko="암호 없는 파일", en="a file without a password"),
                remedy=Text(
                    ko="암호를 풀고 다시 압축하십시오.",
                    en="Remove the password and compress again.",
                ),
            )
        ]
    packed = max(entry.compress_size, 1)
    if entry.file_size > limits.file_bytes:
        return [_too_large(where, _mib(entry.file_size), f"≤ {_mib(limits.file_bytes)}")]
    if entry.file_size > 1 << 20 and entry.file_size / packed > limits.ratio:
        found = f"{_mib(packed)} → {_mib(entry.file_size)}"
        return [_too_large(where, found, f"≤ {limits.ratio} : 1")]
    return []


def _too_large(where: str, found: str, expected: str) -> Fault:
    return Fault(
        code="submission/too-large",
        where=where,
        found=same(found),
        expected=same(expected),
        remedy=Text(
            ko="도면과 무관한 파일을 빼고 나누어 제출하십시오.",
            en="Leave out files that are not part of the drawings, or submit them in parts.",
        ),
    )


def _mib(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"


def _write(
    bundle: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path, name: str, allowed: int
) -> int:
    """Write one file and return its size; what the header claims about the size is not believed."""
    target = into / entry_name(entry)
    if not target.resolve().is_relative_to(into.resolve()):
        raise SubmissionError(*_entry_faults(name, entry, Limits()))
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with bundle.open(entry) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                where = f"{name}: {entry_name(entry)}"
                raise SubmissionError(_too_large(where, f"> {_mib(allowed)}", f"≤ {_mib(allowed)}"))
            sink.write(chunk)
    return size


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name, composed; Korean Windows writes cp949 without saying so."""
    raw = entry.filename
    if not entry.flag_bits & 0x800:
        packed = raw.encode("cp437", errors="surrogateescape")
        for encoding in ("utf-8", "cp949"):
            try:
                raw = packed.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", raw)


def _is_litter(name: str) -> bool:
    """Files that operating systems add by themselves."""
    last = PurePosixPath(name).name
    return "__MACOSX" in PurePosixPath(name).parts or last in {
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    }
