"""A reviewed case before a committee of six, on a database and a store of its own."""

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.auth.roles import Role
from app.auth.standing import standing
from app.auth.tables import CommitteeRow, MembershipRow, PersonRow
from app.blobs import Blobs, blobs_at
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, AttendanceRow, CaseRow, MeetingRow, RoundRow
from app.db import Database, OutputRow, State, SubmissionRow, now
from app.reviews import consolidation, opinions, votes
from app.reviews.findings import RoundFinding, RoundFindings, findings_of
from app.reviews.guards import Said
from app.reviews.tables import OpinionRow
from app.reviews.terms import DecisionKind, Position
from cpted_rules.findings import Verdict
from cpted_rules.standing import Standing
from tests.app.assessed import assessed

MEMBERS = ("chair", "expert", "expert-2", "member", "member-2")


@dataclass
class Bench:
    """A case in review, its people by name, and what they do."""

    session: Session
    blobs: Blobs
    case: CaseRow
    meeting: MeetingRow
    people: dict[str, PersonRow]
    findings: RoundFindings

    def standing_of(self, name: str):
        return standing(self.session, self.people[name], self.case)

    def finding(self, standing: Standing, verdict: Verdict | None = None) -> RoundFinding:
        """The first finding of a standing (and verdict)."""
        return next(
            f
            for f in self.findings.raised
            if f.ground.standing is standing and verdict in (None, f.finding.verdict)
        )

    def say(self, name: str, *said: Said) -> tuple[OpinionRow, ...]:
        return opinions.triage(self.session, self.people[name], self.case, self.findings, said)

    def says(self, name: str, found: RoundFinding, position: Position, **rest) -> OpinionRow:
        return self.say(name, Said(position=position, finding_id=found.id, **rest))[0]

    def submit(self, *names: str) -> None:
        for name in names:
            opinions.submit(self.session, self.people[name], self.case, self.findings)

    def publish(self, reason: str = "심의일이 내일") -> None:
        consolidation.publish(self.session, self.people["secretary"], self.case, reason=reason)

    def in_session(self, *present: str) -> None:
        self.case.state = CaseState.MEETING
        self.case.meeting_id = self.meeting.id
        for name in present or MEMBERS:
            self.session.get(AttendanceRow, (self.meeting.id, self.people[name].id)).present = True
        self.session.flush()

    def vote(self, kind: DecisionKind | None, *names: str, written: bool = False) -> None:
        for name in names:
            votes.cast(self.session, self.people[name], self.case, kind, written=written)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "cpted.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Blobs:
    """One store for all, so that the assessment is parsed once."""
    folder = tmp_path_factory.mktemp("blobs")
    return blobs_at("", folder / "kept", cache=folder / "cache", cache_bytes=1 << 20)


@pytest.fixture
def bench(tmp_path: Path, migrated: Path, store: Blobs) -> Iterator[Bench]:
    shutil.copyfile(migrated, tmp_path / "cpted.db")
    database = Database(f"sqlite:///{tmp_path / 'cpted.db'}")
    with database.session() as session:
        yield bench_on(session, store)
    database.close()


def bench_on(session: Session, blobs: Blobs) -> Bench:
    """The committee, its case and its meeting, written into a database."""
    key = str(uuid4())
    committee = CommitteeRow(id=key, name=f"용산구 건축위원회 {key}", district="용산구")
    people = {
        name: PersonRow(id=str(uuid4()), email=f"{name}-{key}@example.kr", name=name, lang="ko")
        for name in ("architect", "secretary", "official", *MEMBERS)
    }
    session.add_all([committee, *people.values()])
    session.flush()
    for name, row in people.items():
        role = Role.ARCHITECT if name == "architect" else Role(name.removesuffix("-2"))
        if role is not Role.ARCHITECT:
            session.add(MembershipRow(committee_id=committee.id, person_id=row.id, role=role.value))
    blob = blobs.put(io.BytesIO(assessed("multiplex", "deficient")))
    submission = SubmissionRow(
        id=str(uuid4()),
        title="한강로 다세대주택",
        case_number="2026-12",
        file_name="제출도서.zip",
        languages=["ko"],
        upload_digest="0" * 64,
        upload_bytes=1,
        state=State.DONE,
        outputs=[
            OutputRow(
                name="assessment.json",
                media_type="application/json",
                digest=blob.digest,
                size=blob.size,
            )
        ],
    )
    meeting = MeetingRow(id=str(uuid4()), committee_id=committee.id, held_on=date(2026, 11, 20))
    session.add_all([submission, meeting])
    session.flush()
    case = CaseRow(
        id=str(uuid4()),
        number="2026-12",
        title="한강로 다세대주택",
        committee_id=committee.id,
        owner_id=people["architect"].id,
        state=CaseState.REVIEWING,
        filed_at=now(),
    )
    session.add(case)
    session.flush()
    session.add(RoundRow(case_id=case.id, number=1, submission_id=submission.id, filed_at=now()))
    secretary = people["secretary"].id
    for name in MEMBERS:
        session.add(AttendanceRow(meeting_id=meeting.id, person_id=people[name].id))
        if name != "chair":
            session.add(
                AssignmentRow(
                    case_id=case.id,
                    person_id=people[name].id,
                    role=name.removesuffix("-2"),
                    assigned_by=secretary,
                )
            )
    session.flush()
    return Bench(session, blobs, case, meeting, people, findings_of(session, blobs, case))
