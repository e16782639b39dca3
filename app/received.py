"""A file that somebody handed in, looked at in a limited child process before it is kept."""

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from app.blobs import Blob, Blobs
from app.blobs.store import CHUNK
from app.errors import RefusedError, TooLargeError
from app.sandbox import Bounds, run
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

BOUNDS = Bounds(cpu_s=60, wall_s=90, memory_bytes=2 << 30, file_bytes=64 << 20)
"""What looking at one file may use."""
_HEAD_BYTES = 16


class FileKind(StrEnum):
    """What may be handed in besides drawings."""

    PHOTO = "photo"  # JPEG, PNG, WebP
    PDF = "pdf"
    ZIP = "zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that was looked at and kept.

    Args:
        blob: of a photo, the picture drawn anew, upright and without what the camera wrote into it
            (place, time, owner); of anything else, the file as it came.
        media_type: by its content, not by its name.
        measure: pages of a PDF, files of a ZIP, pixels of a photo's longer side.
    """

    blob: Blob
    kind: FileKind
    media_type: str
    measure: int


def receive(
    source: IO[bytes],
    blobs: Blobs,
    *,
    kinds: Collection[FileKind],
    most_bytes: int,
    bounds: Bounds = BOUNDS,
) -> Received:
    """The file, if it is one of the kinds wanted and opens without fault.

    Raises:
        TooLargeError: it is larger than `most_bytes`; no more than that is taken in.
        RefusedError: it is of another kind.
        ReportedError: it is damaged, locked, or a ZIP that is not what it should be.
        LimitError: looking at it needed more time or memory than it may have.
    """
    with tempfile.TemporaryDirectory(prefix="cpted-received-") as place:
        folder = Path(place)
        path = folder / "file"
        with path.open("wb") as copy:
            _copy(source, copy, most_bytes)
        with path.open("rb") as start:
            kind = kind_of(start.read(_HEAD_BYTES))
        if kind is None or kind not in kinds:
            raise RefusedError(_other_kind(kinds))
        clean = folder / "clean"
        arguments = {"path": str(path), "kind": kind.value, "clean": str(clean)}
        found = run("app.tasks.received:look", arguments, bounds=bounds)
        blob = blobs.put_file(clean if clean.exists() else path)
    return Received(blob=blob, kind=kind, media_type=found["media_type"], measure=found["measure"])


def kind_of(head: bytes) -> FileKind | None:
    """What a file says it is by its first bytes; None for anything that is not taken."""
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return FileKind.PHOTO
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.PHOTO
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    return FileKind.ZIP if head.startswith(b"PK\x03\x04") else None


def _copy(source: IO[bytes], target: IO[bytes], most_bytes: int) -> None:
    left = most_bytes
    while chunk := source.read(CHUNK):
        left -= len(chunk)
        if left < 0:
            raise TooLargeError(_too_large(most_bytes))
        target.write(chunk)


def _other_kind(kinds: Collection[FileKind]) -> Fault:
    names = {FileKind.PHOTO: "JPEG, PNG, WebP", FileKind.PDF: "PDF", FileKind.ZIP: "ZIP"}
    wanted = ", ".join(names[kind] for kind in FileKind if kind in kinds)
    return Fault(
        code="file/kind",
        where="file",
        found=Text(ko="다른 형식의 파일", en="a file of another format"),
        expected=same(wanted),
        remedy=Text(ko=f"{wanted} 형식으로 올리십시오.", en=f"Send it as {wanted}."),
    )


def _too_large(most_bytes: int) -> Fault:
    limit = f"≤ {most_bytes / (1 << 20):,.0f} MiB"
    return Fault(
        code="file/size",
        where="file",
        found=Text(ko="한도보다 큼", en="more than the limit"),
        expected=same(limit),
        remedy=Text(ko="줄이거나 나누어 올리십시오.", en="Make it smaller, or split it."),
    )
