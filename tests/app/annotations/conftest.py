"""Reports that went out, and reading of what comes back without a child process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.annotations.record import Manifest
from app.annotations.returned import Returned
from tests.app.annotations import written

Read = Callable[[bytes], Returned]


@pytest.fixture(scope="session")
def sent() -> tuple[bytes, Manifest]:
    return written.report()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    from app.annotations.pdf.document import read_document

    def reading(raw: bytes) -> Returned:
        path = tmp_path / "returned.pdf"
        path.write_bytes(raw)
        return read_document(path, path.name)

    return reading
