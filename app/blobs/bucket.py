"""Contents in an S3-compatible object store, with a bounded cache of copies on this machine."""

import os
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.blobs import faults
from app.blobs.store import Blob, Blobs, checked
from app.errors import ConfigurationError

try:
    import obstore
    from obstore.exceptions import BaseError, NotFoundError
    from obstore.store import S3Store
except ImportError as error:
    raise ConfigurationError(faults.extra_missing()) from error

_PROBE_S = 5.0
_RETRIES = 5
_IN_USE_S = 600.0
"""What was asked for in the last ten minutes stays: somebody may be about to open it."""


class BucketBlobs(Blobs):
    """A bucket: `prefix/ab/cdef…`. Keys and region come from the usual `AWS_…` variables.

    What is read is fetched once, checked against its digest, and read from the cache afterwards.
    """

    def __init__(self, url: str, *, cache: Path, cache_bytes: int, retries: int = _RETRIES) -> None:
        super().__init__(cache / "drafts")
        self._cache = cache
        self._cache_bytes = cache_bytes
        try:
            # HTTP without TLS only where an address says so (a store in one's own house)
            plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
            self._store = S3Store.from_url(
                url,
                client_options={"allow_http": plain, "connect_timeout": "5s", "timeout": "120s"},
                retry_config={"max_retries": retries},
            )
        except BaseError as error:
            raise ConfigurationError(faults.no_store(url, type(error).__name__)) from error
        self._probed = (0.0, False)

    def path(self, digest: str) -> Path:
        """A copy on this machine, fetched if need be.

        Raises:
            FileNotFoundError: there is no such content.
            OSError: what came is not what was stored.
        """
        path = self._copy(digest)
        try:
            os.utime(path)
        except FileNotFoundError:
            self._fetch(digest, path)
        return path

    def exists(self, digest: str) -> bool:
        """Whether the store has the content."""
        try:
            obstore.head(self._store, _key(digest))
        except (NotFoundError, FileNotFoundError):
            return False
        return True

    def drop(self, digest: str) -> None:
        """Remove the content; nothing happens if it is not there."""
        self._copy(digest).unlink(missing_ok=True)
        try:
            obstore.delete(self._store, _key(digest))
        except (NotFoundError, FileNotFoundError):
            return

    def digests(self) -> Iterator[str]:
        """Of every content there is, in order."""
        for page in obstore.list(self._store):
            for meta in page:
                name = "".join(meta["path"].split("/")[-2:])
                if len(name) == 64:
                    yield name

    def is_reachable(self) -> bool:
        """Whether the store answers; asked at most every few seconds."""
        at, answer = self._probed
        if time.monotonic() - at > _PROBE_S:
            try:
                self.exists("0" * 64)
                answer = True
            except BaseError:
                answer = False
            self._probed = (time.monotonic(), answer)
        return answer

    def _keep(self, path: Path, blob: Blob) -> None:
        if not self.exists(blob.digest):
            obstore.put(self._store, _key(blob.digest), path)
        copy = self._copy(blob.digest)
        copy.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, copy)
        self._make_room()

    def _fetch(self, digest: str, path: Path) -> None:
        self._drafts.mkdir(parents=True, exist_ok=True)
        try:
            content = obstore.get(self._store, _key(digest))
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(f"no content {digest}") from error
        found = sha256()
        with NamedTemporaryFile(dir=self._drafts, delete=False) as draft:
            try:
                for chunk in content.stream():
                    found.update(chunk)
                    draft.write(chunk)
                draft.flush()
                if found.hexdigest() != digest:
                    raise OSError(f"content {digest} came back as {found.hexdigest()}")
                path.parent.mkdir(parents=True, exist_ok=True)
                os.replace(draft.name, path)
            finally:
                Path(draft.name).unlink(missing_ok=True)
        self._make_room()

    def _copy(self, digest: str) -> Path:
        checked(digest)
        return self._cache / digest[:2] / digest[2:]

    def _make_room(self) -> None:
        """Remove the copies not asked for the longest, until the rest fits."""
        copies = []
        for path in self._cache.glob("[0-9a-f][0-9a-f]/*"):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue  # another process on this cache makes room too
            copies.append((found.st_mtime, found.st_size, path))
        held, now = sum(size for _, size, _ in copies), time.time()
        for asked_at, size, path in sorted(copies):
            if held <= self._cache_bytes or now - asked_at < _IN_USE_S:
                return
            path.unlink(missing_ok=True)
            held -= size


def _key(digest: str) -> str:
    checked(digest)
    return f"{digest[:2]}/{digest[2:]}"
