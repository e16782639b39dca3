"""Contents in a folder: `ab/cdef…`, two digits of the digest and the rest."""

import os
from collections.abc import Iterator
from pathlib import Path

from app.blobs.store import Blob, Blobs, checked


class FolderBlobs(Blobs):
    """A folder of contents; several machines may share it over a network file system."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "drafts")
        self._folder = folder

    def path(self, digest: str) -> Path:
        """Where the content lies or would lie."""
        checked(digest)
        return self._folder / digest[:2] / digest[2:]

    def exists(self, digest: str) -> bool:
        """Whether the content is there."""
        return self.path(digest).is_file()

    def drop(self, digest: str) -> None:
        """Remove the content; nothing happens if it is not there."""
        self.path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """Of every content there is, in order."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            name = path.parent.name + path.name
            if len(name) == 64:
                yield name

    def is_reachable(self) -> bool:
        """Whether the folder can be written to, or made."""
        place = self._folder if self._folder.is_dir() else self._folder.parent
        return os.access(place, os.R_OK | os.W_OK | os.X_OK)

    def _keep(self, path: Path, blob: Blob) -> None:
        target = self.path(blob.digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
