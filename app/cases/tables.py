"""Tables of cases: rounds, who is on them, meetings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Moment, now


class CaseRow(Base):
    """A building before a committee; private to its architect while it is a pre-check.

    What is known of the building is taken from `submission.yaml` of its newest round.
    """

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(String(200), index=True)
    title: Mapped[str] = mapped_column(String(500))
    district: Mapped[str] = mapped_column(String(40), default="", index=True)
    address: Mapped[str] = mapped_column(String(500), default="")
    parcel: Mapped[str] = mapped_column(String(200), default="", index=True)
    uses: Mapped[list[str]] = mapped_column(JSON, default=list)
    longitude: Mapped[float | None] = mapped_column(Float)
    latitude: Mapped[float | None] = mapped_column(Float)
    committee_id: Mapped[str | None] = mapped_column(ForeignKey("committees.id"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)  # the architect
    state: Mapped[str] = mapped_column(String(20), index=True)
    state_since: Mapped[datetime] = mapped_column(Moment, default=now)
    due_on: Mapped[date | None] = mapped_column(Date)  # the running term, as workflow.py sets it
    stage: Mapped[str] = mapped_column(String(20), default="")  # of the drawings, Stage
    filed_at: Mapped[datetime | None] = mapped_column(Moment)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item: Mapped[str] = mapped_column(String(100), default="")  # number on the agenda
    asked: Mapped[str] = mapped_column(Text, default="")  # what is to be supplied
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way


class RoundRow(Base):
    """One filing of a case, from 1; `submission_id` is the reading and review that stands for it.

    A pre-check reviews anew as often as its architect likes; what is filed stays.
    """

    __tablename__ = "rounds"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    cause: Mapped[str] = mapped_column(String(20), default="first")
    filed_at: Mapped[datetime | None] = mapped_column(Moment)
    ledger: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # against the round before
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AssignmentRow(Base):
    """Somebody put on a case by the secretary; `role` is the one they are on it as."""

    __tablename__ = "assignments"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    assigned_by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)  # the first opinion, per round
    submitted_round: Mapped[int] = mapped_column(default=0)


class RecusalRow(Base):
    """Somebody who may not act on a case, and from then on does not see it. 제척·기피·회피."""

    __tablename__ = "recusals"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    ground: Mapped[str] = mapped_column(String(30))
    words: Mapped[str] = mapped_column(Text, default="")
    said_by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class MeetingRow(Base):
    """A meeting of a committee; its cases name it."""

    __tablename__ = "meetings"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    committee_id: Mapped[str] = mapped_column(ForeignKey("committees.id"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    showing: Mapped[str | None] = mapped_column(String(36))  # the case the secretary shows
    shown: Mapped[str] = mapped_column(String(200), default="")  # the finding or opinion of it
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class AttendanceRow(Base):
    """A member named for a meeting, and whether they are there."""

    __tablename__ = "attendances"

    meeting_id: Mapped[str] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    present: Mapped[bool] = mapped_column(default=False)
