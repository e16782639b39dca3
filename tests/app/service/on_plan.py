"""A case in review whose round is a real review of a sample, put into a service's database."""

import io
import json
from pathlib import Path
from uuid import uuid4

from app.auth.roles import Role
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RoundRow
from app.db import OutputRow, State, SubmissionRow, now
from app.screens.names import DRAWING
from app.web.service import Service
from tests.app.service.running import People


def reviewing(
    parts: Service,
    people: People,
    *assessments: bytes,
    drawings: Path | None = None,
    state: CaseState = CaseState.REVIEWING,
) -> CaseRow:
    """A case of the first architect with one round for each assessment; the first expert is on it.

    Every role of the committee has somebody.

    Args:
        drawings: an archive of linework that goes with each round.
    """
    architect = people.of(Role.ARCHITECT)
    expert, _, _ = (people.of(role) for role in (Role.EXPERT, Role.SECRETARY, Role.CHAIR))
    case = CaseRow(
        id=str(uuid4()),
        number="2026-건축과-신축허가-12",
        title=json.loads(assessments[0])["facts"]["title"],
        district="용산구",
        committee_id=people.committee.id,
        owner_id=architect.id,
        state=state.value,
        filed_at=now(),
    )
    with parts.database.session() as session:
        session.add(case)
        session.flush()
        for number, content in enumerate(assessments, start=1):
            session.add(_submission(parts, case, architect.id, number, content, drawings))
            session.flush()
            submission = session.query(SubmissionRow).filter_by(case_id=case.id, round=number).one()
            session.add(
                RoundRow(
                    case_id=case.id,
                    number=number,
                    submission_id=submission.id,
                    filed_at=now(),
                    cause="first" if number == 1 else "supplement",
                )
            )
        session.add(
            AssignmentRow(
                case_id=case.id,
                person_id=expert.id,
                role=Role.EXPERT.value,
                assigned_by=people.of(Role.SECRETARY).id,
            )
        )
    return case


def _submission(
    parts: Service,
    case: CaseRow,
    owner_id: str,
    number: int,
    content: bytes,
    drawings: Path | None,
) -> SubmissionRow:
    kept = {"assessment.json": parts.blobs.put(io.BytesIO(content))}
    if drawings is not None:
        kept[DRAWING] = parts.blobs.put_file(drawings)
    return SubmissionRow(
        id=str(uuid4()),
        case_id=case.id,
        round=number,
        owner_id=owner_id,
        title=case.title,
        case_number=case.number,
        file_name="제출도서.zip",
        languages=["ko"],
        upload_digest="0" * 64,
        upload_bytes=1,
        state=State.DONE,
        finished_at=now(),
        outputs=[
            OutputRow(name=name, media_type="", digest=blob.digest, size=blob.size)
            for name, blob in kept.items()
        ],
    )
