"""Contents are kept under their digest, whole or not at all."""

import io
from hashlib import sha256

import pytest

from app.blobs import Blobs


def test_same_content_is_kept_once(tmp_path):
    blobs = Blobs(tmp_path)
    first, second = (blobs.put(io.BytesIO("도면".encode())) for _ in range(2))
    assert first == second
    assert first.digest == sha256("도면".encode()).hexdigest()
    assert blobs.path(first.digest).read_bytes() == "도면".encode()
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_source_that_breaks_off_leaves_nothing(tmp_path):
    class Broken(io.RawIOBase):
        given = False

        def read(self, size=-1):
            if self.given:
                raise OSError("the line broke")
            self.given = True
            return b"half"

    with pytest.raises(OSError, match="line broke"):
        Blobs(tmp_path).put(Broken())
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_digests_are_addresses(tmp_path, digest):
    with pytest.raises(ValueError, match="not a SHA-256 digest"):
        Blobs(tmp_path).path(digest)
