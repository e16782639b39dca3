"""A service that runs, its people of every role, and what tests send to it."""

import io
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from app.auth import committees, people, sessions, tokens
from app.auth.roles import IN_COMMITTEE, Body, Role
from app.auth.tables import CommitteeRow, PersonRow
from app.config import ServiceSettings
from app.db import Database
from app.web.service import Service
from app.web.signin import PLAIN

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


@dataclass
class People:
    """A committee with one of each role, an architect and an administrator; made when asked for."""

    database: Database
    _made: dict[str, PersonRow] = field(default_factory=dict)

    @cached_property
    def committee(self) -> CommitteeRow:
        with self.database.session() as session:
            return committees.add(session, name="용산구 건축위원회", district="용산구")

    def of(self, role: Role | str, number: int = 1) -> PersonRow:
        """The first (second, …) person of a role; `architect` 2 is of another office."""
        key = f"{Role(role).value}{number}"
        if key not in self._made:
            self._made[key] = self._add(Role(role), key)
        return self._made[key]

    def signed_in(self, app: Any, person: PersonRow) -> TestClient:
        """A browser that this person is signed in with; what it sends carries its csrf word."""
        begun = self.session_of(person)
        http = TestClient(app, base_url=ADDRESS, follow_redirects=True)
        http.cookies.set(PLAIN, begun.word, domain="127.0.0.1", path="/")
        http.headers["X-CSRF-Token"] = begun.row.csrf
        return http

    def session_of(self, person: PersonRow) -> sessions.Begun:
        """A session of this person, as if they had just signed in."""
        with self.database.session() as session:
            return sessions.begin(session, person)

    def with_token(self, app: Any, person: PersonRow) -> TestClient:
        """A program that has a token of this person."""
        with self.database.session() as session:
            made = tokens.make(session, person.id, name="test", days=30)
        return TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {made.word}"})

    def _add(self, role: Role, key: str) -> PersonRow:
        with self.database.session() as session:
            person = people.add(
                session,
                email=f"{key}@example.kr",
                name=f"{key} 시험",
                is_administrator=role is Role.ADMINISTRATOR,
                office={"architect1": "㈜가상 건축", "architect2": "다른 사무소"}.get(key, ""),
                field="범죄예방" if role is Role.EXPERT else "",
            )
        if role in IN_COMMITTEE:
            committee = self.committee
            with self.database.session() as session:
                committees.appoint(
                    session,
                    committee_id=committee.id,
                    person_id=person.id,
                    role=role,
                    body=Body.SEOUL_POLICE if role is Role.EXPERT else None,
                )
        return person


@dataclass(frozen=True)
class Running:
    """A service that runs, the folder it keeps, and what tests do with it.

    `http` is a browser in which the first architect is signed in.
    """

    http: TestClient
    folder: Path
    people: People
    nobody: TestClient
    sessions: dict[str, Any] = field(default_factory=dict)
    _browsers: dict[str, TestClient] = field(default_factory=dict)

    @property
    def parts(self) -> Service:
        """What the routes work with: database, blobs, jobs, settings."""
        return self.http.app.state.service  # type: ignore[attr-defined]

    def as_(self, role: Role | str, number: int = 1) -> TestClient:
        """A browser in which the first (second, …) person of a role is signed in."""
        key = f"{Role(role).value}{number}"
        if key not in self._browsers:
            person = self.people.of(role, number)
            self._browsers[key] = self.people.signed_in(self.http.app, person)
        return self._browsers[key]

    def send(self, archive: bytes, name: str = "제출도서.zip", **rest: Any) -> Any:
        return self.http.post("/api/submissions", files={"file": (name, archive)}, **rest)

    def settled(self, submission_id: str, within: float = 60.0) -> dict[str, Any]:
        until = time.monotonic() + within
        while (status := self.status(submission_id))["state"] not in FINAL:
            assert time.monotonic() < until, f"still {status['state']} after {within} s"
            time.sleep(0.2)  # below the requests a person may send in a minute
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


@contextmanager
def running_on(app: Any, settings: ServiceSettings) -> Iterator[Running]:
    """An application started, with its first architect signed in, then stopped."""
    with TestClient(app, base_url=ADDRESS) as nobody:  # it runs the lifespan; the others only ask
        people_ = People(app.state.service.database)
        architect = people_.signed_in(app, people_.of(Role.ARCHITECT))
        yield Running(architect, settings.data_folder, people_, nobody)
