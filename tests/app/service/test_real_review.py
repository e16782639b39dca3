"""A sample plan goes through the whole service: the limited child process and every result."""

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.config import ServiceSettings
from app.main import create_app

SAMPLE = Path(__file__).parents[3] / "sample_plans" / "multiplex" / "compliant"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory, running):
    if not (SAMPLE / "submission.yaml").is_file():
        pytest.skip("the sample plan is not drawn yet")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(p for p in SAMPLE.rglob("*") if p.is_file()):
            bundle.write(path, f"다세대/{path.relative_to(SAMPLE)}")
    settings = ServiceSettings(data_folder=tmp_path_factory.mktemp("real"))
    with running(create_app(settings), settings) as service:
        answer = service.send(archive.getvalue(), "다세대.zip")
        assert answer.status_code == 202, answer.text
        yield service, service.settled(answer.json()["id"], within=300)


def test_it_is_done_and_counted(reviewed):
    _, status = reviewed
    assert status["state"] == "done", status["problem"]
    assert status["counts"]["fail"] == 0
    assert sum(status["counts"].values()) > 20


def test_report_opens(reviewed):
    service, status = reviewed
    answer = service.http.get(f"/api/submissions/{status['id']}/report")
    assert len(PdfReader(io.BytesIO(answer.content)).pages) > 3


def test_assessment_agrees_with_the_counts_and_the_page(reviewed):
    service, status = reviewed
    assessment = service.http.get(f"/api/submissions/{status['id']}/assessment").json()
    assert len(assessment["findings"]) == sum(status["counts"].values())
    page = service.http.get(f"/submissions/{status['id']}").text
    assert page.count('<tr id="f') == len(assessment["findings"])


def test_other_results_are_there(reviewed):
    service, status = reviewed
    names = {output["name"] for output in status["outputs"]}
    assert {"assessment.json", "findings.geojson", "overview.svg"} <= names
    assert any(name.endswith(".dxf") for name in names)
    drawn = service.http.get(f"/api/submissions/{status['id']}/review.dxf")
    assert b"CPTED_REVIEW" in drawn.content
