"""A case before a committee (or its pre-check), with a real review as its first round."""

from pathlib import Path
from uuid import uuid4

from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.blobs import Blobs
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RoundRow
from app.db import State, SubmissionRow, now
from tests.app.reviewed import outputs_of, reviewed
from tests.app.service.running import People

MEMBERS = ((Role.EXPERT, 1), (Role.EXPERT, 2), (Role.MEMBER, 1))


def in_review(
    people: People, blobs: Blobs, folder: Path | None = None, state: CaseState = CaseState.REVIEWING
) -> CaseRow:
    """The case of the first architect; two experts and a member are on it, and the secretary.

    A pre-check is before any of them: its round is not filed.
    """
    members: list[tuple[Role, PersonRow]] = [(role, people.of(role, n)) for role, n in MEMBERS]
    secretary, architect = people.of(Role.SECRETARY), people.of(Role.ARCHITECT)
    committee = people.committee
    filed_at = None if state is CaseState.PRECHECK else now()
    with people.database.session() as session:
        submission = SubmissionRow(
            id=str(uuid4()),
            title="한강로 다세대주택 신축공사",
            case_number="2026-건축과-신축허가-46D",
            file_name="제출도서.zip",
            languages=["ko"],
            upload_digest="0" * 64,
            upload_bytes=1,
            state=State.DONE,
            confirmed_at=filed_at,
            outputs=outputs_of(folder or reviewed(), blobs),
        )
        case = CaseRow(
            id=str(uuid4()),
            number="2026-46D",
            title="한강로 다세대주택 신축공사",
            committee_id=committee.id,
            owner_id=architect.id,
            state=state,
            filed_at=filed_at,
        )
        submission.case_id, submission.owner_id, submission.round = case.id, architect.id, 1
        session.add_all([submission, case])
        session.flush()
        session.add(
            RoundRow(case_id=case.id, number=1, submission_id=submission.id, filed_at=filed_at)
        )
        for role, person in members:
            session.add(
                AssignmentRow(
                    case_id=case.id,
                    person_id=person.id,
                    role=role.value,
                    assigned_by=secretary.id,
                )
            )
    return case
