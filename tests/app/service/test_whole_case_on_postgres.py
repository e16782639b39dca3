"""A whole case over JSON alone, on PostgreSQL: a web process, two workers, one of them killed."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import httpx2
import psycopg
import pytest
from PIL import Image

from app.auth import tokens
from app.auth.roles import Role
from app.config import ServiceSettings
from app.db import Database
from app.demo.buildings import Building, zipped
from app.demo.people import DISTRICT
from app.procedure.clocks import seoul_day
from tests.app.service.running import FINAL, People

WORKERS = ("east", "west")
VOTERS = (
    (Role.CHAIR, 1),
    (Role.EXPERT, 1),
    (Role.EXPERT, 2),
    *((Role.MEMBER, n) for n in range(1, 7)),
)
HOUSE = Building(
    title="한강구 여울동 45-6 다세대주택 신축공사",
    number="2026-건축과-신축허가-46",
    address="가상특별시 한강구 여울동 45-6",
    sample="multiplex/deficient",
)


def _photo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (32, 24), "#8090a0").save(target, "PNG")
    return target.getvalue()


@dataclass
class Installed:
    """The service as it is installed: processes of `cpted` that share a database and a folder."""

    address: str
    database_url: str
    people: People
    processes: dict[str, subprocess.Popen[bytes]]
    _clients: dict[str, httpx2.Client] = field(default_factory=dict)

    def as_(self, role: Role, number: int = 1) -> httpx2.Client:
        """A program with a token of the first (second, …) person of a role."""
        person = self.people.of(role, number)
        if person.id not in self._clients:
            with self.people.database.session() as session:
                word = tokens.make(session, person.id, name="program", days=30).word
            self._clients[person.id] = httpx2.Client(
                base_url=self.address, headers={"Authorization": f"Bearer {word}"}, timeout=60
            )
        return self._clients[person.id]

    def worker_of(self, submission_id: str) -> str:
        with psycopg.connect(self.database_url) as connection:
            (name,) = connection.execute(
                "SELECT executor_id FROM dbos.workflow_status WHERE workflow_uuid = %s",
                (submission_id,),
            ).fetchone()
        return str(name)


@pytest.fixture(scope="module")
def installed(postgres, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = ServiceSettings(data_folder=folder, database_url=postgres.database("whole"))
    environment = {
        **os.environ,
        "CPTED_DATA_FOLDER": str(folder),
        "CPTED_DATABASE_URL": settings.database_url,
        "CPTED_WORKER_LOST_SECONDS": "5",
        "CPTED_REQUESTS_PER_MINUTE": "6000",
    }
    processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(name, *arguments):
        with (folder / f"{name}.log").open("wb") as log:
            processes[name] = subprocess.Popen(
                [sys.executable, "-m", "app.cli", *arguments],
                env={**environment, "CPTED_EXECUTOR_ID": name},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    try:
        start("web", "serve", "--web-only", "--port", str(port))
        address = f"http://127.0.0.1:{port}"
        until(lambda: answers(f"{address}/healthz"), "the service answers", within=180)
        for name in WORKERS:
            start(name, "worker")
        database = Database(settings.database)
        people = People(database)
        with database.session() as session:
            session.merge(people.committee).district = DISTRICT
        yield Installed(address, settings.database_url, people, processes)
        database.close()
    finally:
        for process in processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def reviewed(installed):
    """The submission of a pre-check, its worker killed in the middle of the review."""
    architect = installed.as_(Role.ARCHITECT)
    sent = architect.post(
        "/api/submissions", files={"file": ("제출도서.zip", zipped(HOUSE, seoul_day()))}
    )
    assert sent.status_code == 202, sent.text
    submission = sent.json()["id"]
    address = f"/api/submissions/{submission}"
    until(
        lambda: architect.get(address).json()["state"] != "queued",
        "a worker begins the review",
        within=180,
    )
    until(lambda: installed.worker_of(submission) in WORKERS, "it is known which")
    first = installed.worker_of(submission)
    os.killpg(installed.processes[first].pid, signal.SIGKILL)
    installed.processes[first].wait()
    assert architect.get(address).json()["state"] not in FINAL, "killed in the middle"
    (other,) = set(WORKERS) - {first}
    settled = done(architect, submission)
    assert settled["state"] == "done", settled["problem"]
    assert installed.worker_of(submission) == other
    return submission


def test_whole_case(installed, reviewed):
    architect, official, secretary = map(
        installed.as_, (Role.ARCHITECT, Role.OFFICIAL, Role.SECRETARY)
    )
    experts = [installed.as_(Role.EXPERT, n) for n in (1, 2)]

    (line,) = ok(architect.get("/api/cases"))["items"]
    base = f"/api/cases/{line['id']}"
    assert line["state"] == "precheck"
    assert [http.get(base).status_code for http in (official, secretary, *experts)] == [404] * 4
    ok(architect.put(f"/api/submissions/{reviewed}/confirmation"))
    assert step(architect, base, "file", knowing=True)["state"] == "filed"
    assert step(official, base, "accept")["state"] == "accepted"

    meeting = called(installed, secretary)
    step(secretary, base, "schedule", meeting_id=meeting, item="안건 1", excuse="unavoidable")
    assert step(secretary, base, "distribute", excuse="unavoidable")["state"] == "reviewing"

    failing = [
        f
        for f in ok(architect.get(f"/api/submissions/{reviewed}/assessment"))["findings"]
        if f["verdict"] == "fail"
    ]
    said = [
        opine(http, base, finding_id=finding["id"], position="condition", must=True)
        for http, finding in zip(experts, failing, strict=False)
    ]
    assert len(said) == 2
    opine(experts[1], base, finding_id=failing[2]["id"], position="agree", text="동의합니다")
    assert ok(secretary.get(f"{base}/opinions"))["total"] == 0, "drafts are their authors' alone"
    for http in experts:
        ok(http.post(f"{base}/opinions/submit"))
    assert ok(experts[0].get(f"{base}/opinions"))["total"] == 1, "the other's is not out yet"
    published = ok(secretary.post(f"{base}/opinions/publish", json={"reason": "기한 도래"}))
    assert len(published) == 3

    in_session(installed, secretary, base, meeting)
    conditions = [
        {k: one[k] for k in ("text", "place", "target", "stage", "check", "basis")}
        | {"opinion_id": one["id"]}
        for one in published
        if one["position"] == "condition"
    ]
    decision = {
        "kind": "conditional",
        "decided_on": seoul_day().isoformat(),
        "conditions": conditions,
    }
    decided = ok(secretary.post(f"{base}/decision", json=decision))
    assert decided["votes"] == {"conditional": len(VOTERS)}
    for action in ("notify", "publish_result", "follow"):
        step(official, base, action)

    second_round(installed, architect, base, said)
    ledger = ok(secretary.get(f"{base}/rounds/2/ledger"))
    assert ledger["before"]["round"] == 1
    rounds = ok(secretary.get(f"{base}/rounds"))
    assert [r["number"] for r in rounds] == [1, 2]
    assert rounds[1]["since_last"]["fixed"] > 0

    kept(architect, official, base)
    assert step(official, base, "close")["state"] == "closed"
    hits = ok(official.get("/api/registry", params={"q": "여울동 45-6"}))["items"]
    assert [(h["id"], h["decision"], h["rounds"]) for h in hits] == [(line["id"], "conditional", 2)]
    told = ok(installed.as_(Role.ADMINISTRATOR).get("/api/audit/verification"))
    assert told["whole"], told
    assert told["entries"] > 30


def called(installed, secretary):
    """A meeting of today, with all who will vote named for it."""
    said = {
        "committee_id": installed.people.committee.id,
        "held_on": seoul_day().isoformat(),
        "title": "2026년 제11회",
        "members": [installed.people.of(*one).id for one in VOTERS],
    }
    return ok(secretary.post("/api/meetings", json=said))["id"]


def in_session(installed, secretary, base, meeting):
    """The meeting opened on the case, and everybody's vote."""
    address = f"/api/meetings/{meeting}"
    present = [installed.people.of(*one).id for one in VOTERS]
    assert ok(secretary.put(f"{address}/attendance", json=present))["has_quorum"]
    ok(secretary.post(f"{address}/open"))
    assert step(secretary, base, "open_meeting")["state"] == "meeting"
    early = {"kind": "conditional", "decided_on": seoul_day().isoformat()}
    assert secretary.post(f"{base}/decision", json=early).status_code in (409, 422)
    for role, number in VOTERS:
        http = installed.as_(role, number)
        ok(http.post(f"{base}/votes", json={"choice": "conditional"}))


def second_round(installed, architect, base, said):
    """Every opinion answered, drawings uploaded again, filed again."""
    sent = architect.post(
        f"{base}/rounds",
        files={"file": ("보완.zip", zipped(HOUSE, seoul_day(), sample="multiplex/compliant"))},
    )
    submission = ok(sent)["id"]
    assert done(architect, submission)["state"] == "done"
    ok(architect.put(f"/api/submissions/{submission}/confirmation"))
    early = architect.post(f"{base}/actions/resubmit", json={"knowing": True})
    assert early.status_code in (409, 422), "what must be answered is not"
    asked = ok(architect.get(f"{base}/answers"))["items"]
    assert {one["id"] for one in said} <= {row["opinion_id"] for row in asked}
    for row in asked:
        given = {"reflected": "yes", "text": "도면에 반영함", "sheet": "A-101"}
        ok(architect.put(f"{base}/answers/{row['opinion_id']}", json=given))
    step(architect, base, "resubmit", knowing=True)


def kept(architect, official, base):
    """Every condition reported with a photo, and closed by the official."""
    conditions = ok(architect.get(f"{base}/conditions"))["items"]
    assert len(conditions) == 2
    assert official.post(f"{base}/actions/close", json={}).status_code == 409
    for one in conditions:
        address = f"{base}/conditions/{one['id']}"
        ok(architect.post(f"{address}/evidence", files={"file": ("현장.png", _photo())}))
        ok(architect.post(f"{address}/report", json={"measured": "12 lx"}))
        assert ok(official.post(f"{address}/close", json={"note": ""}))["state"] == "closed"


def ok(answer: httpx2.Response) -> Any:
    assert answer.status_code < 300, f"{answer.request.url.path}: {answer.text}"
    return answer.json() if answer.content else None


def step(http, base, action, **given):
    return ok(http.post(f"{base}/actions/{action}", json=given))


def opine(http, base, **said):
    return ok(http.post(f"{base}/opinions", json=said))


def done(http, submission, within=400.0):
    """The status of a submission, once it is final."""
    address = f"/api/submissions/{submission}"
    until(lambda: http.get(address).json()["state"] in FINAL, "it is reviewed", within=within)
    return http.get(address).json()


def answers(address):
    try:
        return httpx2.get(address).status_code == 200
    except httpx2.TransportError:
        return False


def until(condition, what, within=60.0):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not within {within} s: {what}"
        time.sleep(0.1)
