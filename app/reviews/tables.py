"""Tables of what people say: opinions, marks, answers, votes, decisions, conditions, imports."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Moment, now

_CASE = "cases.id"


class OpinionRow(Base):
    """What one person says of one finding, or of the whole where `finding_id` is None.

    `position`: agree, disagree, condition, defer. `basis`: law, design_error, plan, local, advice.
    A draft (`published_at` None) is its author's alone.
    """

    __tablename__ = "opinions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    round: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    finding_id: Mapped[str | None] = mapped_column(String(64), index=True)
    finding_number: Mapped[int | None]
    position: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(30), default="")  # of the palette
    text: Mapped[str] = mapped_column(Text, default="")
    must: Mapped[bool] = mapped_column(default=False)  # must be resolved; else advisory
    basis: Mapped[str] = mapped_column(String(20), default="advice")
    place: Mapped[str] = mapped_column(String(500), default="")
    target: Mapped[str] = mapped_column(String(500), default="")  # measurable
    stage: Mapped[str] = mapped_column(String(20), default="")  # when it is to be seen
    check: Mapped[str] = mapped_column(String(500), default="")  # how it is to be seen
    template: Mapped[str] = mapped_column(String(60), default="")  # of the library
    origin: Mapped[str] = mapped_column(String(20), default="page")  # page, api, pdf, xfdf, dxf
    merged_into: Mapped[str | None] = mapped_column(String(36), index=True)
    carried_from: Mapped[str | None] = mapped_column(String(36))  # of the round before
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way


class AnnotationRow(Base):
    """A mark of a person on plan or page, in site metres where it lies on a plan.

    `mark` is an `app.annotations.record.Mark` as JSON where it came from or goes to a PDF.
    """

    __tablename__ = "annotations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    round: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    key: Mapped[str] = mapped_column(String(200), index=True)  # /NM
    kind: Mapped[str] = mapped_column(String(20))  # point, line, cloud, polygon, text, reply, state
    storey: Mapped[int] = mapped_column(default=0)
    site: Mapped[str | None] = mapped_column(Text)  # WKT, metres
    page: Mapped[int | None]
    mark: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text, default="")
    finding_id: Mapped[str | None] = mapped_column(String(64), index=True)
    parent_id: Mapped[str | None] = mapped_column(String(36), index=True)
    review: Mapped[str] = mapped_column(String(12), default="")  # accepted, rejected, … of a state
    origin: Mapped[str] = mapped_column(String(20), default="page")
    carried_from: Mapped[str | None] = mapped_column(String(36))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way


class ReturnRow(Base):
    """A file that came back (PDF, XFDF, DXF), its changes, and how they were taken in."""

    __tablename__ = "returns"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    round: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    whose: Mapped[str] = mapped_column(String(36))  # whose marks they are
    name: Mapped[str] = mapped_column(String(500))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(12))  # reading, previewed, failed, applied, undone
    preview: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)


class MarkStoreRow(Base):
    """The marks of a round as they came home: an `app.annotations.store.Store` as JSON."""

    __tablename__ = "mark_stores"

    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way


class AnswerRow(Base):
    """The applicant's answer to an opinion, a row of the 조치계획서.

    `reflected`: yes (반영), partly (일부 반영), no (미반영).
    """

    __tablename__ = "answers"

    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinions.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    round: Mapped[int]
    reflected: Mapped[str] = mapped_column(String(8), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    sheet: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way


class VoteRow(Base):
    """A member's vote on a round: approved, conditional, redeliberation, rejected, abstain."""

    __tablename__ = "votes"

    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    choice: Mapped[str] = mapped_column(String(20))
    written: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class DecisionRow(Base):
    """What the committee decided on a round. 건축위원회 심의 기준 9.3."""

    __tablename__ = "decisions"

    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    grounds: Mapped[list[str]] = mapped_column(JSON, default=list)  # items of 2.3: a to f
    words: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date] = mapped_column(Date)
    named: Mapped[int]
    present: Mapped[int]
    votes: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    by: Mapped[str] = mapped_column(String(36))
    notified_at: Mapped[datetime | None] = mapped_column(Moment)  # told in writing
    published_at: Mapped[datetime | None] = mapped_column(Moment)  # 별지 제2호 on the website


class ConditionRow(Base):
    """A condition of a decision, followed to occupancy. `state`: open, reported, closed, waived."""

    __tablename__ = "conditions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    round: Mapped[int]
    number: Mapped[int]
    opinion_id: Mapped[str | None] = mapped_column(String(36))
    finding_id: Mapped[str | None] = mapped_column(String(64))
    must: Mapped[bool] = mapped_column(default=True)
    basis: Mapped[str] = mapped_column(String(20))
    cite: Mapped[str] = mapped_column(String(300), default="")
    place: Mapped[str] = mapped_column(String(500))
    target: Mapped[str] = mapped_column(String(500))
    stage: Mapped[str] = mapped_column(String(20))
    check: Mapped[str] = mapped_column(String(500))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    measured: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[str | None] = mapped_column(String(36))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way


class EvidenceRow(Base):
    """A photo or document that shows a condition kept."""

    __tablename__ = "evidence"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    condition_id: Mapped[str] = mapped_column(
        ForeignKey("conditions.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(500))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class ActRow(Base):
    """What one person did to one row, with what stood there before: the way back."""

    __tablename__ = "acts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    bundle: Mapped[str] = mapped_column(String(36), index=True)  # done at one go, undone at one go
    table: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[str] = mapped_column(String(36))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class PhraseRow(Base):
    """A sentence of a committee's own library, beside those that come with the program."""

    __tablename__ = "phrases"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    committee_id: Mapped[str] = mapped_column(ForeignKey("committees.id"), index=True)
    rule: Mapped[str] = mapped_column(String(20), default="")
    ko: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
