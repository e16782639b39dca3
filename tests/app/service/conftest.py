"""A service on a folder of its own, reached over HTTP; submissions as zips."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import ServiceSettings
from app.main import create_app

HERE = Path(__file__).parent
ADDRESS = "http://127.0.0.1:8000"

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


def zipped(files: dict[str, bytes | str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return archive.getvalue()


def submission(filed_on: str = "2026-10-05") -> bytes:
    return zipped({
        "제출도서/submission.yaml": FACTS.format(filed_on=filed_on),
        "제출도서/drawings/배치도.dxf": "0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n",
    })


def send(client, archive: bytes, name: str = "제출도서.zip", **rest):
    return client.post("/api/submissions", files={"file": (name, archive)}, **rest)


def settled(client, submission_id: str, within: float = 20.0) -> dict:
    until = time.monotonic() + within
    while time.monotonic() < until:
        status = client.get(f"/api/submissions/{submission_id}").json()
        if status["state"] in ("done", "failed", "cancelled"):
            return status
        time.sleep(0.05)
    raise AssertionError(f"still {status['state']} after {within} s")


@pytest.fixture
def settings(tmp_path):
    return ServiceSettings(data_folder=tmp_path / "data", upload_bytes=1 << 20, unpacked_bytes=4 << 20)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A service whose reviews are done by a stand-in; one for the module: starting takes a second."""
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("service") / "data",
        upload_bytes=1 << 20,
        unpacked_bytes=4 << 20,
    )
    app = create_app(settings, review_entry="stand_ins:slow_review", import_from=(HERE,))
    with TestClient(app, base_url=ADDRESS) as client:
        client.data = settings.data_folder
        yield client
