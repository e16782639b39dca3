"""What every store of contents does: written once, whole or not at all, never changed."""

import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from urllib.parse import unquote, urlsplit

CHUNK = 1 << 20
_HEXADECIMAL = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Blob:
    """The address of stored content: SHA-256 in hexadecimal, and its size."""

    digest: str
    size: int


class Blobs(ABC):
    """A store of contents. Writing the same content twice is the same as once.

    Args:
        drafts: folder of what is being written.
    """

    def __init__(self, drafts: Path) -> None:
        self._drafts = drafts

    def put(self, source: IO[bytes]) -> Blob:
        """Store what `source` yields from where it stands."""
        digest, size = sha256(), 0
        self._drafts.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._drafts, delete=False) as draft:
            path = Path(draft.name)
            try:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    draft.write(chunk)
                draft.flush()
                os.fsync(draft.fileno())
                blob = Blob(digest=digest.hexdigest(), size=size)
                self._keep(path, blob)
            finally:
                path.unlink(missing_ok=True)
        return blob

    def put_file(self, path: Path) -> Blob:
        """Store the contents of a file."""
        with path.open("rb") as source:
            return self.put(source)

    def open(self, digest: str) -> IO[bytes]:
        """The content, to be read and closed.

        Raises:
            FileNotFoundError: there is none.
        """
        return self.path(digest).open("rb")

    def read(self, digest: str) -> bytes:
        """The whole content.

        Raises:
            FileNotFoundError: there is none.
        """
        return self.path(digest).read_bytes()

    def copy_to(self, digest: str, target: Path) -> None:
        """Write the content to a file of its own, such as one a child process is given.

        Raises:
            FileNotFoundError: there is none.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.path(digest), target)

    def clear_drafts(self) -> None:
        """Remove what a process that died was writing; only while no other one writes."""
        shutil.rmtree(self._drafts, ignore_errors=True)

    @abstractmethod
    def path(self, digest: str) -> Path:
        """A file on this machine with the content: to be read, not to be changed, nor kept by name.

        Raises:
            ValueError: that is no digest.
        """

    @abstractmethod
    def exists(self, digest: str) -> bool:
        """Whether the content is there."""

    @abstractmethod
    def drop(self, digest: str) -> None:
        """Remove the content; nothing happens if it is not there."""

    @abstractmethod
    def digests(self) -> Iterator[str]:
        """Of every content there is, in order."""

    @abstractmethod
    def is_reachable(self) -> bool:
        """Whether contents can be read and written now."""

    @abstractmethod
    def _keep(self, path: Path, blob: Blob) -> None:
        """Make a finished draft the content of its address."""


def checked(digest: str) -> str:
    """The digest, if it is one.

    Raises:
        ValueError: it is none; no path is ever made of anything else.
    """
    if len(digest) != 64 or not set(digest) <= _HEXADECIMAL:
        raise ValueError(f"not a SHA-256 digest: {digest!r}")
    return digest


def blobs_at(url: str, folder: Path, *, cache: Path, cache_bytes: int) -> Blobs:
    """The store at a URL: `s3://bucket/prefix`, `file:///folder`, or empty for `folder`.

    Args:
        cache: folder for copies of what lies in an object store.
        cache_bytes: how much of it to keep.

    Raises:
        ConfigurationError: the package for object stores is lacking, or the URL is wrong.
    """
    # Loaded here: who keeps files in a folder needs no object store.
    if url.startswith("s3://"):
        from app.blobs.bucket import BucketBlobs

        return BucketBlobs(url, cache=cache, cache_bytes=cache_bytes)
    from app.blobs.folder import FolderBlobs

    return FolderBlobs(Path(unquote(urlsplit(url).path)) if url else folder)
