"""What a server that died or stopped left unfinished, the next one finishes."""

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from app.auth import people, tokens
from app.config import ServiceSettings
from app.db import Database

SERVER = """
import sys
from pathlib import Path
import uvicorn
from app.config import ServiceSettings
from app.main import create_app

settings = ServiceSettings(data_folder=Path(sys.argv[1]), drain_seconds=0)
app = create_app(settings, review_entry="stand_ins:review", import_from=(Path(sys.argv[2]),))
uvicorn.run(app, port=int(sys.argv[3]), log_level="warning", timeout_graceful_shutdown=1)
"""


@pytest.fixture
def start(tmp_path, stand_ins, unused_port):
    servers = []

    def go(entry="stand_ins:review"):
        command = [
            sys.executable,
            "-c",
            SERVER,
            tmp_path / "data",
            stand_ins,
            str(unused_port),
            entry,
        ]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        servers.append(server)
        http = httpx2.Client(base_url=f"http://127.0.0.1:{unused_port}", headers=token(tmp_path))
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            try:
                if http.get("/readyz").status_code == 200:
                    return server, http
            except httpx2.TransportError:
                time.sleep(0.05)
        raise AssertionError(server.stderr.read() if server.poll() is not None else "not ready")

    yield go
    for server in servers:
        if server.poll() is None:
            server.kill()
        server.wait()
        server.stderr.close()


def token(folder):
    """The header of a token of an architect; made before the first server starts."""
    kept = folder / "token"
    if not kept.exists():
        (folder / "data").mkdir(exist_ok=True)
        database = Database(ServiceSettings(data_folder=folder / "data").database)
        database.migrate()
        with database.session() as session:
            person = people.add(session, email="architect@example.kr", name="설계자")
            kept.write_text(tokens.make(session, person.id, name="test", days=30).word)
        database.close()
    return {"Authorization": f"Bearer {kept.read_text()}"}


@pytest.fixture
def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "data" / "work"
    folder.mkdir(parents=True)
    return folder


def wait_for(http, submission_id, *states):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        status = http.get(f"/api/submissions/{submission_id}").json()
        if status["state"] in states:
            return status
        time.sleep(0.05)
    raise AssertionError(f"{status['state']}, not {states}")


def upload(http, archives):
    answer = http.post("/api/submissions", files={"file": ("a.zip", archives.submission())})
    return answer.json()["id"]


def starts(work):
    return [int(pid) for pid in (work / "starts").read_text().split()]


def ended(*pids, within=10.0):
    until = time.monotonic() + within
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def attempts(work, submission_id, count=None):
    """How often a review was begun; set to `count`, as if it had been."""
    with sqlite3.connect(work.parent / "cpted.sqlite") as database:
        if count is not None:
            database.execute(
                "UPDATE submissions SET attempts = ? WHERE id = ?", (count, submission_id)
            )
        query = "SELECT attempts FROM submissions WHERE id = ?"
        return database.execute(query, (submission_id,)).fetchone()[0]


def test_jobs_of_a_killed_and_of_a_stopped_server_are_finished_by_the_next(start, work, archives):
    (work / "gate").touch()
    server, http = start()
    running, waiting = upload(http, archives), upload(http, archives)
    wait_for(http, running, "reading")
    server.send_signal(signal.SIGKILL)
    server.wait()
    assert ended(*starts(work)), "the child dies with its parent"

    server, http = start()
    wait_for(http, running, "reading")
    until = time.monotonic() + 30
    while len(starts(work)) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    assert attempts(work, running) == 2
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=30)
    assert ended(*starts(work))
    assert attempts(work, running) == 1, "an orderly stop is not held against it"

    (work / "gate").unlink()
    (work / "check-left-behind").mkdir()
    _, http = start()
    assert not (work / "check-left-behind").exists()
    for one in (running, waiting):
        assert wait_for(http, one, "done")["counts"]["fail"] == 1
        assert http.get(f"/api/submissions/{one}/report").content.startswith(b"%PDF")
    assert len(starts(work)) == 4


def test_job_that_takes_the_server_down_each_time_is_given_up(start, work, archives):
    (work / "gate").touch()
    server, http = start()
    submission_id = upload(http, archives)
    wait_for(http, submission_id, "reading")
    server.kill()
    server.wait()
    attempts(work, submission_id, 3)
    _, http = start()
    status = wait_for(http, submission_id, "failed")
    assert status["problem"]["faults"][0]["code"] == "limit/interrupted"
