"""File contents by their SHA-256: written once, whole or not at all, never changed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """The address of stored content: SHA-256 in hexadecimal, and its size."""

    digest: str
    size: int


class Blobs:
    """A folder of contents: `ab/cdef…`, two digits of the digest and the rest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, source: IO[bytes]) -> Blob:
        """Store what `source` yields from where it stands."""
        digest, size = sha256(), 0
        with self._draft() as draft:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                draft.write(chunk)
            blob = Blob(digest=digest.hexdigest(), size=size)
            self._keep(draft, self.path(blob.digest))
        return blob

    def put_file(self, path: Path) -> Blob:
        """Store the contents of a file."""
        with path.open("rb") as source:
            return self.put(source)

    def path(self, digest: str) -> Path:
        """Where the content lies or would lie."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256 digest: {digest!r}")
        return self._folder / digest[:2] / digest[2:]

    def copy_to(self, digest: str, target: Path) -> None:
        """Write the content to a file of its own."""
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.path(digest), target)

    def drop(self, digest: str) -> None:
        """Remove the content; nothing happens if it is not there."""
        self.path(digest).unlink(missing_ok=True)

    def clear_drafts(self) -> None:
        """Remove what a process that died was writing; only while no other one writes."""
        shutil.rmtree(self._folder / "drafts", ignore_errors=True)

    @contextmanager
    def _draft(self) -> Iterator[IO[bytes]]:
        drafts = self._folder / "drafts"
        drafts.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=drafts, delete=False) as draft:
            try:
                yield draft
            finally:
                Path(draft.name).unlink(missing_ok=True)

    @staticmethod
    def _keep(draft: IO[bytes], target: Path) -> None:
        draft.flush()
        os.fsync(draft.fileno())
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(draft.name, target)
