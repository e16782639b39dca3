"""The secretary's part: what everybody submitted, merged where it says the same, and published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.permissions import CaseStanding, Permission
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RecusalRow
from app.db import now
from app.errors import ConflictError, NotFoundError, RefusedError
from app.procedure.actions import Action
from app.procedure.workflow import step
from app.reviews import annotations, faults, journal
from app.reviews.findings import current_round
from app.reviews.opinions import in_order
from app.reviews.tables import OpinionRow
from cpted_rules.errors import Fault
from cpted_rules.text import Text

SUBMITTED = Text(ko="제출된 의견", en="a submitted opinion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An opinion of a round with those merged into it; all their authors speak in it.

    Args:
        number: in the sheet of opinions, from 1.
        authors: ids, the leading one's first.
    """

    number: int
    lead: OpinionRow
    merged: tuple[OpinionRow, ...]

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody who said it, each once."""
        return tuple(dict.fromkeys([self.lead.person_id, *(row.person_id for row in self.merged)]))


def submitted(session: Session, case: CaseRow, number: int) -> tuple[OpinionRow, ...]:
    """What was given in or published in a round, live, in the order of findings."""
    given = {
        row.person_id
        for row in session.scalars(select(AssignmentRow).where(AssignmentRow.case_id == case.id))
        if row.submitted_at is not None and row.submitted_round == number
    }
    return in_order(
        row
        for row in _live(session, case, number)
        if row.published_at is not None or row.person_id in given
    )


def visible(
    session: Session, person_id: str, case: CaseRow, number: int, standing: CaseStanding
) -> tuple[OpinionRow, ...]:
    """What somebody may read of a round: what is published, their own, and the secretary more.

    First opinions are independent: nobody reads another's before publication, not even the chair.
    """
    if standing.may(Permission.CONSOLIDATE, CaseState(case.state)):
        given = {row.id for row in submitted(session, case, number)}
    else:
        given = set()
    return in_order(
        row
        for row in _live(session, case, number)
        if row.published_at is not None or row.person_id == person_id or row.id in given
    )


def points(rows: Sequence[OpinionRow]) -> tuple[Point, ...]:
    """The opinions of a round as its sheet numbers them, each with those merged into it."""
    into: Mapping[str, list[OpinionRow]] = defaultdict(list)
    for row in rows:
        if row.merged_into is not None:
            into[row.merged_into].append(row)
    leads = [row for row in rows if row.merged_into is None]
    return tuple(
        Point(number=n, lead=row, merged=tuple(into[row.id]))
        for n, row in enumerate(in_order(leads), start=1)
    )


def published_points(session: Session, case: CaseRow, number: int) -> tuple[Point, ...]:
    """The published opinions of a round."""
    rows = [row for row in _live(session, case, number) if row.published_at is not None]
    return points(in_order(rows))


def merge(
    session: Session, person: PersonRow, case: CaseRow, *, keep: str, others: Sequence[str]
) -> Point:
    """Put opinions that say the same under one; nobody's words or name are lost.

    Raises:
        NotFoundError, ConflictError: one of them is not there to be merged.
    """
    number = current_round(session, case)
    rows = {row.id: row for row in submitted(session, case, number)}
    missing = [one for one in (keep, *others) if one not in rows]
    if missing:
        raise NotFoundError(*(faults.no_row("opinion", one) for one in missing))
    if not others or keep in others or rows[keep].merged_into is not None:
        raise ConflictError(faults.nothing_to(Text(ko="합칠 다른 의견", en="another to merge")))
    bundle = journal.new_bundle()
    for row in rows.values():
        # what was under one of them goes along with it
        if row.id in others or row.merged_into in others:
            _join(session, person, case, bundle, row, keep)
    audit.record(
        session,
        "opinion.merge",
        person_id=person.id,
        case_id=case.id,
        keep=keep,
        others=list(others),
    )
    rows_now = submitted(session, case, number)
    return next(point for point in points(rows_now) if point.lead.id == keep)


def split(session: Session, person: PersonRow, case: CaseRow, opinion_id: str) -> OpinionRow:
    """An opinion taken out from under another one.

    Raises:
        NotFoundError, ConflictError: it is not there, or under none.
    """
    row = session.get(OpinionRow, opinion_id)
    if row is None or row.case_id != case.id or row.deleted_at is not None:
        raise NotFoundError(faults.no_row("opinion", opinion_id))
    if row.merged_into is None or row not in submitted(session, case, row.round):
        raise ConflictError(faults.nothing_to(Text(ko="합쳐진 의견", en="a merged opinion")))
    _join(session, person, case, journal.new_bundle(), row, None)
    audit.record(session, "opinion.split", person_id=person.id, case_id=case.id, opinion=opinion_id)
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Who of those put on a case has given the first opinion in."""

    submitted: tuple[str, ...]
    awaited: tuple[str, ...]


def progress(session: Session, case: CaseRow, number: int) -> Progress:
    """Who has submitted in a round and who is awaited; the recused are awaited no more."""
    everybody = session.scalars(
        select(AssignmentRow)
        .where(AssignmentRow.case_id == case.id)
        .order_by(AssignmentRow.at, AssignmentRow.person_id)
    ).all()
    recused = set(
        session.scalars(select(RecusalRow.person_id).where(RecusalRow.case_id == case.id))
    )
    on_it = [row for row in everybody if row.person_id not in recused]
    done = [row for row in on_it if row.submitted_at and row.submitted_round == number]
    return Progress(
        submitted=tuple(row.person_id for row in done),
        awaited=tuple(row.person_id for row in on_it if row not in done),
    )


def publish(
    session: Session, person: PersonRow, case: CaseRow, *, reason: str = ""
) -> tuple[OpinionRow, ...]:
    """Show the submitted opinions to everybody on the case; from then on they stand.

    Args:
        reason: why not to wait for those who have not submitted.

    Raises:
        ConflictError: nobody has submitted, or opinions are published already.
        RefusedError: somebody is awaited and no reason is given.
    """
    number = current_round(session, case)
    rows = [row for row in submitted(session, case, number) if row.published_at is None]
    if not rows:
        raise ConflictError(faults.nothing_to(SUBMITTED))
    spoken = progress(session, case, number)
    awaited = spoken.awaited
    if awaited and not reason.strip():
        raise RefusedError(_awaited(len(awaited)))
    at = now()
    replaced = _carried(session, case, number)
    for row in rows:
        row.published_at = at
        older = replaced.get((row.person_id, row.finding_id or ""))
        if older is not None:  # what they said of it in the round before gives way to this
            older.merged_into = row.merged_into or row.id
    annotations.publish(session, case, number, by=person.id, people=spoken.submitted)
    step(session, case, Action.PUBLISH_OPINIONS, person)
    audit.record(
        session,
        "opinion.publish",
        person_id=person.id,
        case_id=case.id,
        round=number,
        count=len(rows),
        awaited=list(awaited),
        early=bool(awaited),
    )
    return tuple(rows)


def _carried(session: Session, case: CaseRow, number: int) -> dict[tuple[str, str], OpinionRow]:
    """Opinions of the round before that came along, by author and finding."""
    return {
        (row.person_id, row.finding_id or ""): row
        for row in _live(session, case, number)
        if row.carried_from is not None and row.finding_id is not None
    }


def _join(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    bundle: str,
    row: OpinionRow,
    into: str | None,
) -> None:
    before = journal.snapshot(row)
    row.merged_into = into
    journal.noted(
        session, person_id=person.id, case_id=case.id, bundle=bundle, row=row, before=before
    )


def _live(session: Session, case: CaseRow, number: int) -> Sequence[OpinionRow]:
    return session.scalars(
        select(OpinionRow).where(
            OpinionRow.case_id == case.id,
            OpinionRow.round == number,
            OpinionRow.deleted_at.is_(None),
        )
    ).all()


def _awaited(count: int) -> Fault:
    return Fault(
        code="opinion/awaited",
        where="-",
        found=Text(ko=f"의견을 내지 않은 위원 {count}명", en=f"{count} members have not submitted"),
        expected=Text(ko="모두의 의견, 또는 먼저 공개하는 사유", en="all of them, or a reason"),
        remedy=Text(
            ko="기다리거나, 기다리지 않는 사유를 적고 공개하십시오. 사유는 기록됩니다.",
            en="Wait, or say why not; the reason is recorded.",
        ),
    )
