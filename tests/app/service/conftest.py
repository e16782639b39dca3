"""A service on a folder of its own, reached over HTTP; submissions as zips."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.config import ServiceSettings
from app.main import create_app

HERE = Path(__file__).parent
ADDRESS = "http://127.0.0.1:8000"
FINAL = ("done", "failed", "cancelled")

FACTS = """\
format: 1
title: 한강로 다세대주택 신축공사
case_number: 2026-건축과-신축허가-12
stage: permit
filed_on: {filed_on}
district: 용산구
parts:
  - use: multiplex_house
    households: 8
drawings:
  - file: drawings/배치도.dxf
    sheets:
      - {{kind: site_plan, number: A-101}}
"""


class Archives:
    """Zips as applicants send them."""

    @staticmethod
    def of(files: dict[str, bytes | str]) -> bytes:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, content in files.items():
                bundle.writestr(name, content)
        return archive.getvalue()

    @classmethod
    def submission(cls, filed_on: str = "2026-10-05") -> bytes:
        return cls.of(
            {
                "제출도서/submission.yaml": FACTS.format(filed_on=filed_on),
                "제출도서/drawings/배치도.dxf": "0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n",
            }
        )


@dataclass(frozen=True)
class Running:
    """A service that runs, the folder it keeps, and what tests do with it."""

    http: TestClient
    folder: Path

    def send(self, archive: bytes, name: str = "제출도서.zip", **rest: Any) -> Any:
        return self.http.post("/api/submissions", files={"file": (name, archive)}, **rest)

    def settled(self, submission_id: str, within: float = 60.0) -> dict[str, Any]:
        until = time.monotonic() + within
        while (status := self.status(submission_id))["state"] not in FINAL:
            assert time.monotonic() < until, f"still {status['state']} after {within} s"
            time.sleep(0.05)
        return status

    def status(self, submission_id: str) -> dict[str, Any]:
        return self.http.get(f"/api/submissions/{submission_id}").json()

    def reviewed(self, **rest: Any) -> dict[str, Any]:
        return self.settled(self.send(Archives.submission(), **rest).json()["id"])

    def hold(self) -> Path:
        """Have reviews wait until the file is gone."""
        gate = self.folder / "work" / "gate"
        gate.parent.mkdir(exist_ok=True)
        gate.touch()
        return gate


@pytest.fixture(scope="session")
def archives() -> type[Archives]:
    return Archives


@pytest.fixture(scope="session")
def stand_ins() -> Path:
    """The folder children import stand_ins from."""
    return HERE


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service whose reviews a stand-in makes; one for each module, as starting takes a second."""
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("service"),
        upload_bytes=1 << 20,
        unpacked_bytes=4 << 20,
        memory_bytes=1 << 30,
    )
    app = create_app(settings, review_entry="stand_ins:review", import_from=(HERE,))
    with TestClient(app, base_url=ADDRESS) as http:
        yield Running(http, settings.data_folder)


@pytest.fixture
def failing(service: Running) -> Iterator[Callable[[str], dict[str, Any]]]:
    """The status after a review that does what the named stand-in does."""
    does = service.folder / "work" / "does"
    does.parent.mkdir(exist_ok=True)

    def review(name: str) -> dict[str, Any]:
        does.write_text(name)
        return service.reviewed()

    yield review
    does.unlink()


@pytest.fixture(scope="session")
def running() -> type[Running]:
    return Running
