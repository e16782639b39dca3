"""A committee with its people and cases in every state, on a database of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.auth.roles import Role
from app.auth.tables import CommitteeRow, MembershipRow, PersonRow
from app.cases.tables import CaseRow, MeetingRow
from app.db import Database, State, SubmissionRow
from app.procedure import filing, intake, meetings, opening, scheduling
from app.procedure.clocks import SEOUL
from app.procedure.readiness import Readiness

READY = Readiness(reviewed=True, confirmed=True)
MEETING_DAY = date(2026, 11, 20)  # a Friday


def at(day: str, hour: int = 10) -> datetime:
    """A moment of a day in Seoul."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=SEOUL)


@dataclass
class Committee:
    """A committee of 용산구 and what its people do, on one session."""

    session: Session
    row: CommitteeRow
    people: dict[str, PersonRow]

    def person(self, name: str, *roles: Role) -> PersonRow:
        row = PersonRow(id=str(uuid4()), email=f"{name}@example.kr", name=name)
        self.session.add(row)
        self.session.flush()
        for role in roles:
            self.session.add(
                MembershipRow(committee_id=self.row.id, person_id=row.id, role=role.value)
            )
        self.people[name] = row
        return row

    def submission(self, **facts: object) -> SubmissionRow:
        return SubmissionRow(
            id=str(uuid4()),
            title="한강로 다세대주택 신축공사",
            case_number="2026-건축과-신축허가-12",
            file_name="제출도서.zip",
            languages=["ko"],
            upload_digest=sha256(b"upload").hexdigest(),
            upload_bytes=6,
            state=State.DONE,
            facts={"district": "용산구", "stage": "committee", "parcel": "한강로동 12-3"} | facts,
            confirmed_at=at("2026-10-01"),
            outputs=[],
        )

    def precheck(self, **facts: object) -> CaseRow:
        return opening.open_case(self.session, self.people["architect"], self.submission(**facts))

    def filed(self, day: str = "2026-10-05") -> CaseRow:
        case = self.precheck()
        filing.file(self.session, case, self.people["architect"], readiness=READY, at=at(day))
        return case

    def meeting(self, day: date = MEETING_DAY) -> MeetingRow:
        return meetings.create(
            self.session,
            self.people["secretary"],
            committee_id=self.row.id,
            held_on=day,
            members=[p.id for n, p in self.people.items() if n.startswith(("member", "chair"))],
        )

    def scheduled(self, case: CaseRow | None = None) -> CaseRow:
        case = case or self.filed()
        secretary = self.people["secretary"]
        intake.accept(self.session, case, secretary, at=at("2026-10-06"))
        meeting = self.meeting()
        scheduling.schedule(
            self.session, case, secretary, meeting_id=meeting.id, item="1", at=at("2026-11-03")
        )
        return case

    def reviewing(self) -> CaseRow:
        case = self.scheduled()
        scheduling.distribute(self.session, case, self.people["secretary"], at=at("2026-11-10"))
        return case


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "cpted.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def session(tmp_path: Path, empty: Path) -> Iterator[Session]:
    copyfile(empty, tmp_path / "cpted.db")
    database = Database(f"sqlite:///{tmp_path / 'cpted.db'}")
    with database.session() as session:
        yield session
    database.close()


@pytest.fixture
def committee(session: Session) -> Committee:
    row = CommitteeRow(id=str(uuid4()), name="용산구 건축위원회", district="용산구")
    session.add(row)
    session.flush()
    made = Committee(session, row, {})
    made.person("architect")
    made.person("secretary", Role.SECRETARY)
    made.person("official", Role.OFFICIAL)
    made.person("chair", Role.CHAIR)
    for number in range(1, 4):
        made.person(f"member-expert-{number}", Role.EXPERT)
    for number in range(1, 9):
        made.person(f"member-{number}", Role.MEMBER)
    return made
