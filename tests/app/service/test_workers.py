"""Several workers and a web process on one PostgreSQL: what a killed worker left, another does."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.config import ServiceSettings
from app.db import State, SubmissionRow
from app.jobs.alive import Presence, alive
from app.main import create_app

WORKERS = """
import os, sys
from pathlib import Path
from app.worker import work

folder = Path(sys.argv[2])
for name in sys.argv[3:]:  # loaded once, as that takes seconds
    if os.fork() == 0:
        log = os.open(folder / f"{name}.log", os.O_WRONLY | os.O_CREAT)
        os.dup2(log, 2)
        os.environ["CPTED_EXECUTOR_ID"] = name
        (folder / f"{name}.pid").write_text(str(os.getpid()))
        work(review_entry="stand_ins:review", import_from=(Path(sys.argv[1]),))
        os._exit(0)
for _ in sys.argv[3:]:
    os.wait()
"""


@dataclass
class Workers:
    """Worker processes of the tests, each under a name of its own."""

    settings: ServiceSettings
    folder: Path
    stand_ins: Path
    process: subprocess.Popen | None = None

    def start(self, *names):
        environment = {
            "CPTED_DATA_FOLDER": str(self.settings.data_folder),
            "CPTED_DATABASE_URL": self.settings.database_url,
            "CPTED_WORKER_LOST_SECONDS": str(self.settings.worker_lost_seconds),
            "CPTED_DRAIN_SECONDS": "0",
            "CPTED_MEMORY_BYTES": str(self.settings.memory_bytes),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKERS, self.stand_ins, self.folder, *names],
            env={**os.environ, **environment},
            start_new_session=True,
        )

    def end(self, name, number):
        """Send a signal to one of them and wait for its end; what it logged."""
        pid = int((self.folder / f"{name}.pid").read_text())
        os.kill(pid, number)
        until(lambda: not Path(f"/proc/{pid}").exists(), f"{name} ends")
        return (self.folder / f"{name}.log").read_text()


@pytest.fixture(scope="module")
def shared(postgres, tmp_path_factory):
    return ServiceSettings(
        data_folder=tmp_path_factory.mktemp("shared"),
        database_url=postgres.database("workers"),
        upload_bytes=1 << 20,
        unpacked_bytes=4 << 20,
        memory_bytes=1 << 30,
        worker_lost_seconds=1.5,
    )


@pytest.fixture(scope="module")
def web(shared, running, stand_ins):
    """A web process without a worker of its own."""
    app = create_app(
        shared, web_only=True, review_entry="stand_ins:review", import_from=(stand_ins,)
    )
    with running(app, shared) as service:
        yield service


@pytest.fixture(scope="module")
def workers(web, shared, stand_ins, tmp_path_factory):
    workers = Workers(shared, tmp_path_factory.mktemp("logs"), stand_ins)
    workers.start("east", "west", "south")  # one will be killed, one stopped
    until(lambda: len(known(web)) == 3, "three workers are heard of", within=180)
    yield workers
    os.killpg(workers.process.pid, signal.SIGKILL)
    workers.process.wait()


def until(condition, what, within=60.0):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not within {within} s: {what}"
        time.sleep(0.05)


def known(web):
    with web.parts.database.reading() as session:
        return set(alive(session, 5.0))


def whose(web, submission_id):
    (status,) = web.parts.jobs.client.list_workflows(workflow_ids=[submission_id])
    return status.executor_id


def attempts(web, submission_id):
    with web.parts.database.reading() as session:
        return session.get_one(SubmissionRow, submission_id).attempts


def starts(web):
    return len((web.folder / "work" / "starts").read_text().split())


def test_two_workers_do_two_reviews_at_the_same_time(web, workers, archives):
    gate = web.hold()
    sent = [web.send(archives.submission()).json()["id"] for _ in range(2)]
    until(lambda: all(web.status(one)["state"] == "reading" for one in sent), "both are being read")
    assert len({whose(web, one) for one in sent}) == 2
    gate.unlink()
    assert [web.settled(one)["state"] for one in sent] == ["done", "done"]


def test_job_of_a_killed_worker_is_done_by_the_other(web, workers, archives):
    gate, before = web.hold(), starts(web)
    sent = web.send(archives.submission()).json()["id"]
    until(lambda: web.status(sent)["state"] == "reading", "a worker begins the review")
    first = whose(web, sent)
    workers.end(first, signal.SIGKILL)
    until(lambda: whose(web, sent) != first and starts(web) == before + 2, "another takes it up")
    assert web.status(sent)["state"] == "reading"
    assert attempts(web, sent) == 2
    gate.unlink()
    assert web.settled(sent)["state"] == "done"
    report = web.http.get(f"/api/submissions/{sent}/report")
    assert report.content == b"%PDF-1.7 stand-in"


def test_stopped_worker_gives_its_job_back_at_once(web, workers, archives):
    gate, before = web.hold(), starts(web)
    sent = web.send(archives.submission()).json()["id"]
    until(lambda: web.status(sent)["state"] == "reading", "a worker begins the review")
    first = whose(web, sent)
    log = workers.end(first, signal.SIGTERM)
    assert '"event": "told to stop by SIGTERM"' in log
    assert first not in known(web)
    until(lambda: starts(web) == before + 2, "another begins it")
    assert attempts(web, sent) == 1, "an orderly stop is not held against it"
    gate.unlink()
    assert web.settled(sent)["state"] == "done"


def test_job_that_was_never_queued_is_found(web, workers):
    """Its web process died between writing it down and queueing it."""
    with web.parts.database.session() as session:
        lost = web.parts.jobs.add(session, "comparison", "nothing", arguments={"before": "none"})
    until(lambda: web.parts.jobs.find(lost.id).state == "failed", "a worker finds it")
    assert web.parts.jobs.find(lost.id).problem["faults"][0]["code"] == "service/unexpected"


def test_cancelled_review_ends_on_whatever_machine_it_runs(web, workers, archives):
    gate = web.hold()
    sent = web.send(archives.submission()).json()["id"]
    until(lambda: web.status(sent)["state"] == "reading", "a worker begins the review")
    child = int((web.folder / "work" / "starts").read_text().split()[-1])
    assert web.http.delete(f"/api/submissions/{sent}").status_code == 202
    until(lambda: not Path(f"/proc/{child}").exists(), "its child process is gone")
    gate.unlink()
    assert web.status(sent)["state"] == "cancelled"

    web.parts.jobs.retry(sent)
    assert web.settled(sent)["state"] == "done"


def test_result_of_a_run_that_no_longer_counts_is_not_kept(web, workers, archives):
    """As of a worker that was taken for dead and comes back late."""
    gate = web.hold()
    sent = web.send(archives.submission()).json()["id"]
    until(lambda: web.status(sent)["state"] == "reading", "a worker begins the review")
    with web.parts.database.session() as session:
        session.get_one(SubmissionRow, sent).run = "another"
    gate.unlink()
    time.sleep(1.5)
    with web.parts.database.reading() as session:
        row = session.get_one(SubmissionRow, sent)
        assert State(row.state) is State.READING
        assert row.outputs == []


def test_second_worker_of_a_name_is_refused_while_the_first_is_heard_of(web, shared):
    def presence():
        return Presence(web.parts.database, "north", version="v", lost_s=1.0, alone=False)

    first, second = presence(), presence()
    first.enter()
    with web.parts.database.reading() as session:
        assert "north" in alive(session, 1.0)
    assert first.beat()
    assert not second.beat(), "the name is not its own"
    time.sleep(1.1)
    second.enter()
    assert not first.beat(), "it was silent for too long, and another has its name now"
    second.leave()


def test_review_begun_anew_while_it_is_still_being_stopped_is_done(web, workers, archives):
    gate, before = web.hold(), starts(web)
    sent = web.send(archives.submission()).json()["id"]
    until(lambda: starts(web) == before + 1, "a worker begins the review")
    assert web.http.delete(f"/api/submissions/{sent}").status_code == 202
    assert web.http.post(f"/api/submissions/{sent}/retry").status_code == 202
    gate.unlink()
    assert web.settled(sent)["state"] == "done"
    again = web.http.post(f"/api/submissions/{sent}/retry")
    assert (again.status_code, again.json()["faults"][0]["code"]) == (409, "service/not-over")
