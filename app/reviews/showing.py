"""What the secretary shows in session: the case, and which of its opinions or findings."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.cases.states import CaseState
from app.cases.tables import CaseRow, MeetingRow
from app.errors import ConflictError, NotFoundError
from app.reviews import faults
from app.reviews.consolidation import Point, published_points
from app.reviews.findings import RoundFinding, RoundFindings, current_round

_OPINION, _FINDING = "opinion:", "finding:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is on the screen of a meeting for a case.

    Args:
        here: whether the meeting is at this case.
        point, found: the opinion and the finding; None for the whole case.
    """

    here: bool
    point: Point | None = None
    found: RoundFinding | None = None

    @property
    def key(self) -> str:
        """What it is called by in `MeetingRow.shown`."""
        if self.point is not None:
            return f"{_OPINION}{self.point.lead.id}"
        return f"{_FINDING}{self.found.id}" if self.found else ""


def show(session: Session, case: CaseRow, findings: RoundFindings, key: str) -> Shown:
    """Bring an opinion or a finding of a case onto the screen; an empty key shows the whole.

    Raises:
        ConflictError: the case is on no agenda, or not in session.
        NotFoundError: the case has no such opinion or finding.
    """
    meeting = _meeting(session, case)
    if meeting is None or case.state != CaseState.MEETING:
        raise ConflictError(faults.not_now("meeting", case.state))
    wanted = looked_up(session, case, findings, key)
    meeting.showing, meeting.shown = case.id, key[:200]
    session.flush()
    return wanted


def shown(session: Session, case: CaseRow, findings: RoundFindings) -> Shown:
    """What is on the screen now, as far as it is of this case."""
    meeting = _meeting(session, case)
    if meeting is None or meeting.showing != case.id:
        return Shown(here=False)
    try:
        return looked_up(session, case, findings, meeting.shown)
    except NotFoundError:  # taken out since, such as merged into another
        return Shown(here=True)


def looked_up(session: Session, case: CaseRow, findings: RoundFindings, key: str) -> Shown:
    """What a key names.

    Raises:
        NotFoundError: the case has no such opinion or finding.
    """
    if not key:
        return Shown(here=True)
    if key.startswith(_FINDING):
        found = findings.of(key.removeprefix(_FINDING))
        if found is not None:
            return Shown(here=True, found=found)
    if key.startswith(_OPINION):
        wanted = key.removeprefix(_OPINION)
        for point in published_points(session, case, current_round(session, case)):
            if point.lead.id == wanted:
                found = findings.of(point.lead.finding_id)
                return Shown(here=True, point=point, found=found)
    raise NotFoundError(faults.no_row("shown", key))


def in_session_since(session: Session, case: CaseRow) -> datetime | None:
    """When the meeting of a case was opened."""
    meeting = _meeting(session, case)
    return meeting.opened_at if meeting else None


def _meeting(session: Session, case: CaseRow) -> MeetingRow | None:
    return session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
