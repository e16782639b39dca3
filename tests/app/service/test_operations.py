"""For those who run it: health, metrics, a log without people in it, and the commands."""

import io
import json
import logging
import sys
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from typer.testing import CliRunner

from app import logs
from app.cli.commands import app as commands
from app.config import ServiceSettings
from app.errors import ConfigurationError
from app.main import serve
from app.web.observed import Observed

HERE = ("127.0.0.1", 50_000)
TOKEN = "a-token-of-the-operator"


def numbers(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def here(service):
    """A program on the service's own machine."""
    return TestClient(service.http.app, base_url="http://127.0.0.1:8000", client=HERE)


@pytest.fixture
def log():
    """What is logged, as the service writes it; the log of the tests is put back afterwards."""
    root, kept = logging.getLogger(), {}
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "dbos"):
        other = logging.getLogger(name)
        kept[other] = (other.handlers[:], other.propagate, other.disabled)
    handlers, level = root.handlers[:], root.level
    written = io.StringIO()
    stderr, sys.stderr = sys.stderr, written
    try:
        logs.set_up("json", "INFO")
        yield written
    finally:
        sys.stderr = stderr
        root.handlers[:] = handlers
        root.setLevel(level)
        for other, (its, propagate, disabled) in kept.items():
            other.handlers[:], other.propagate, other.disabled = its, propagate, disabled


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


# --- health -------------------------------------------------------------------------------------


def test_service_is_ready_with_all_it_needs(service):
    answer = service.nobody.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "lacking": []})


def test_service_that_cannot_write_its_files_is_not_ready(service, monkeypatch):
    monkeypatch.setattr(service.parts.blobs, "is_reachable", lambda: False)
    answer = service.nobody.get("/readyz")
    assert (answer.status_code, answer.json()["lacking"]) == (503, ["blobs"])


# --- metrics ------------------------------------------------------------------------------------


def test_requests_are_counted_by_route_and_status(service, here):
    sent = service.reviewed()["id"]
    service.http.get("/api/submissions/none-such")
    service.http.get("/nowhere/at/all")
    found = numbers(here.get("/metrics").text)
    by_route = {
        key[1:]: value for key, value in found.items() if key[0] == "cpted_http_requests_total"
    }
    assert by_route["/api/submissions", "202", "POST"] >= 1
    assert by_route["/api/submissions/{submission_id}", "200", "GET"] >= 1
    assert by_route["/api/submissions/{submission_id}", "404", "GET"] >= 1
    assert not any(sent in " ".join(key) or "nowhere" in " ".join(key) for key in found)
    took = found["cpted_http_request_seconds_sum", "/api/submissions", "POST"]
    assert 0 < took < 60


def test_jobs_are_counted_by_state_with_what_they_took(service, here):
    service.reviewed()
    gate = service.hold()
    held = service.send(_archive()).json()["id"]
    waiting = service.send(_archive()).json()["id"]
    found = numbers(here.get("/metrics").text)
    assert found["cpted_jobs", "done", "review"] >= 1
    assert found["cpted_queue_depth", "review"] >= 1
    assert found["cpted_job_seconds_count", "review"] >= 1
    assert found["cpted_job_seconds_sum", "review"] > 0
    assert found["cpted_workers",] == 1
    assert found["cpted_database_up",] == 1
    gate.unlink()
    for one in (held, waiting):
        service.settled(one)


def test_metrics_are_for_this_machine_only(service, here):
    assert service.nobody.get("/metrics").status_code == 404, "from elsewhere"
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        answer = here.get("/metrics", headers={name: "203.0.113.9"})
        assert answer.status_code == 404, "a proxy on this machine hands it on"


def test_metrics_are_for_whoever_has_the_token(service):
    settings = service.parts.settings.model_copy(update={"metrics_token": TOKEN})
    state, parts = service.http.app.state, service.parts
    state.service = replace(parts, settings=settings)
    asked = service.nobody.get
    try:
        assert asked("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert asked("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
        assert asked("/metrics").status_code == 404
    finally:
        state.service = parts


def _archive():
    from tests.app.service.conftest import Archives

    return Archives.submission()


# --- log ----------------------------------------------------------------------------------------


def test_request_is_logged_by_its_route_and_nobody_by_name(service, log):
    sent = service.send(_archive(), "한강로 김설계.zip")
    service.settled(sent.json()["id"])
    service.http.get(
        f"/api/submissions/{sent.json()['id']}?q=비밀", headers={"X-Request-ID": "r" * 12}
    )
    told = [line for line in lines(log) if line["event"] == "request"]
    assert {line["route"] for line in told} == {
        "/api/submissions",
        "/api/submissions/{submission_id}",
    }
    last = told[-1]
    assert (last["method"], last["status"], last["request_id"]) == ("GET", 200, "r" * 12)
    assert last["person"] == service.people.of("architect").id
    assert last["ms"] > 0
    # the test's own browser tells of its requests too
    whole = str([line for line in lines(log) if line["logger"] != "httpx2"])
    for word in ("한강로", "김설계", "비밀", "example.kr", sent.json()["id"]):
        assert word not in whole


@pytest.mark.parametrize("given", ["short", "x" * 65, 'a"}\n{"event": "forged"}'])
def test_only_a_plain_request_id_is_taken_over(service, given):
    answer = service.nobody.get("/healthz", headers={"X-Request-ID": given.replace("\n", " ")})
    assert len(answer.headers["X-Request-ID"]) == 32


def test_exception_is_logged_by_place_and_kind_without_what_it_says(log):
    try:
        raise ValueError("레이어 '김설계-벽' is unknown")
    except ValueError:
        logging.getLogger("app.jobs").exception("job %s failed", "j-1")
    (line,) = lines(log)
    assert line["event"] == "job j-1 failed"
    assert "test_operations.py" in line["exception"]
    assert line["exception"].endswith("ValueError")
    assert "김설계" not in log.getvalue()


def test_only_places_and_kinds_of_errors_are_left_of_a_traceback():
    words = (
        "warning: /tmp/한강로.dxf looks odd\n"
        "Traceback (most recent call last):\n"
        '  File "/srv/app/child.py", line 7, in _answer\n'
        "    read(path)\n"
        "ezdxf.DXFError: /tmp/한강로.dxf: no layer 김설계\n"
    )
    assert logs.frames(words).splitlines() == [
        "Traceback (most recent call last):",
        '  File "/srv/app/child.py", line 7, in _answer',
        "ezdxf.DXFError",
    ]


def test_answer_without_a_start_is_told_as_an_error(log):
    from prometheus_client import CollectorRegistry
    from starlette.testclient import TestClient as Plain

    async def broken(scope, receive, send):
        raise RuntimeError("on purpose")

    registry = CollectorRegistry()
    with pytest.raises(RuntimeError):
        Plain(Observed(broken, registry=registry)).get("/x")
    counted = registry.get_sample_value(
        "cpted_http_requests_total", {"method": "GET", "route": "unmatched", "status": "500"}
    )
    assert counted == 1


# --- commands -----------------------------------------------------------------------------------


def test_worker_and_web_apart_need_a_database_that_can_be_shared(tmp_path, monkeypatch):
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path))
    ended = CliRunner().invoke(commands, ["worker"])
    assert ended.exit_code == 3
    assert "postgresql://" in ended.output
    settings = ServiceSettings(data_folder=tmp_path)
    with pytest.raises(ConfigurationError, match="PostgreSQL"):
        serve(None, None, settings, web_only=True)


def test_backup_and_restore_by_command(tmp_path, monkeypatch):
    run = CliRunner().invoke
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path / "first"))
    made = run(commands, ["backup", str(tmp_path / "all.tar")])
    assert (made.exit_code, "0 files" in made.output) == (0, True)
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path / "second"))
    taken = run(commands, ["restore", str(tmp_path / "all.tar")])
    assert taken.exit_code == 0, taken.output
    (tmp_path / "all.tar").write_bytes(b"")
    refused = run(commands, ["restore", str(tmp_path / "all.tar")])
    assert refused.exit_code == 3
    assert "Traceback" not in refused.output


def test_rerun_of_an_empty_archive_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path))
    ended = CliRunner().invoke(commands, ["rerun", "--edition", "kr_notice@2015-04-01"])
    assert (ended.exit_code, ended.output) == (0, "no filed rounds\n")
    wrong = CliRunner().invoke(commands, ["rerun", "--edition", "kr_notice@1900-01-01"])
    assert wrong.exit_code == 3
