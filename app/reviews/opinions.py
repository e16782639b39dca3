"""Opinions of a round: drafts that are their author's alone, and submitting the first opinion."""

from collections.abc import Iterable, Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.roles import Role
from app.auth.standing import standing
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow
from app.db import now
from app.errors import ConflictError, NotFoundError, RefusedError
from app.reviews import faults, journal
from app.reviews.findings import RoundFinding, RoundFindings, current_round
from app.reviews.guards import Said, completed, refused, wanting
from app.reviews.tables import OpinionRow
from app.reviews.terms import Position, SaidBasis
from cpted_rules.errors import Fault
from cpted_rules.facts import Stage
from cpted_rules.text import Lang, Text

DRAFTS = Text(ko="초안 의견", en="a draft")


def triage(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    findings: RoundFindings,
    said: Sequence[Said],
    *,
    origin: str = "page",
    into: str | None = None,
) -> tuple[OpinionRow, ...]:
    """The author's drafts of what was said, written or changed at one go and undone at one go.

    There is one draft for each finding and author; what is said of the whole is a new one each.

    Args:
        into: another draft of the author's that these are merged into.

    Raises:
        ConflictError: the author has submitted.
        RefusedError: something that the criteria do not allow to be said; nothing is written.
    """
    number = _open_round(session, person, case)
    pairs = [(one, _found(findings, one.finding_id)) for one in said]
    wrong = [fault for one, found in pairs for fault in refused(_full(one, found, person), found)]
    if wrong:
        raise RefusedError(*wrong)
    bundle = journal.new_bundle()
    rows = []
    for one, found in pairs:
        row = _draft_on(session, person, case, number, one.finding_id)
        before = journal.snapshot(row) if row else None
        if row is None:
            row = OpinionRow(
                id=str(uuid4()), case_id=case.id, round=number, person_id=person.id, origin=origin
            )
        _write(row, _full(one, found, person), found, into=into)
        session.add(row)
        _note(session, person, case, bundle, row, before)
        rows.append(row)
    return tuple(rows)


def change(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    findings: RoundFindings,
    opinion_id: str,
    said: Said,
    *,
    version: int | None = None,
) -> OpinionRow:
    """A draft of the author, changed.

    Args:
        version: that the author read; None: whatever it is.

    Raises:
        NotFoundError, ConflictError, StaleError: it is not there, not theirs, not as read.
        RefusedError: the criteria do not allow it to be said.
    """
    _open_round(session, person, case)
    row = _own(session, person, case, opinion_id, version)
    found = findings.of(row.finding_id)
    if wrong := refused(said, found):
        raise RefusedError(*wrong)
    before = journal.snapshot(row)
    _write(row, said, found)
    _note(session, person, case, journal.new_bundle(), row, before)
    return row


def take_back(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    opinion_id: str,
    *,
    version: int | None = None,
) -> None:
    """Remove a draft of the author; undo brings it back.

    Raises:
        NotFoundError, ConflictError, StaleError: as `change`.
    """
    _open_round(session, person, case)
    row = _own(session, person, case, opinion_id, version)
    bundle = journal.new_bundle()
    for other in drafts(session, person.id, case, row.round):
        if other.merged_into == row.id:  # stands by itself again
            under = journal.snapshot(other)
            other.merged_into = None
            _note(session, person, case, bundle, other, under)
    before = journal.snapshot(row)
    row.deleted_at = now()
    _note(session, person, case, bundle, row, before)


def drafts(session: Session, person_id: str, case: CaseRow, number: int) -> tuple[OpinionRow, ...]:
    """What somebody has written in a round and nobody has published, in the order of findings."""
    rows = session.scalars(
        select(OpinionRow).where(
            OpinionRow.case_id == case.id,
            OpinionRow.round == number,
            OpinionRow.person_id == person_id,
            OpinionRow.published_at.is_(None),
            OpinionRow.deleted_at.is_(None),
        )
    )
    return in_order(rows)


def submit(
    session: Session, person: PersonRow, case: CaseRow, findings: RoundFindings
) -> tuple[OpinionRow, ...]:
    """Give the first opinion in: from now on the secretary reads it, nobody else before all do.

    Raises:
        ConflictError: there is nothing to give in, or it was given in.
        RefusedError: drafts that lack something; every lack of every draft is named.
    """
    number = _open_round(session, person, case)
    rows = drafts(session, person.id, case, number)
    if not rows:
        raise ConflictError(faults.nothing_to(DRAFTS))
    wrong = [fault for row in rows for fault in lacks(row, findings)]
    if wrong:
        raise RefusedError(*wrong)
    assigned = _assignment(session, person, case)
    assigned.submitted_at, assigned.submitted_round = now(), number
    audit.record(
        session,
        "opinion.submit",
        person_id=person.id,
        case_id=case.id,
        round=number,
        count=len(rows),
    )
    return rows


def withdraw(session: Session, person: PersonRow, case: CaseRow) -> None:
    """Take the submission back to change it; possible until opinions are published.

    Raises:
        ConflictError: it was not submitted, or is published.
    """
    number = _reviewing(session, case)
    assigned = session.get(AssignmentRow, (case.id, person.id))
    if assigned is None or assigned.submitted_round != number or assigned.submitted_at is None:
        raise ConflictError(faults.nothing_to(Text(ko="제출한 의견", en="a submission")))
    assigned.submitted_at, assigned.submitted_round = None, 0
    audit.record(session, "opinion.withdraw", person_id=person.id, case_id=case.id, round=number)


def lacks(row: OpinionRow, findings: RoundFindings) -> tuple[Fault, ...]:
    """What keeps a draft from being submitted; one that is merged speaks in another."""
    if row.merged_into is not None:
        return ()
    return wanting(said_of(row), findings.of(row.finding_id))


def said_of(row: OpinionRow) -> Said:
    """What a row says, as a value."""
    return Said(
        position=Position(row.position),
        finding_id=row.finding_id,
        reason=row.reason,
        text=row.text,
        must=row.must,
        basis=SaidBasis(row.basis),
        place=row.place,
        target=row.target,
        stage=Stage(row.stage) if row.stage else None,
        check=row.check,
        template=row.template,
    )


def has_submitted(session: Session, person_id: str, case: CaseRow, number: int) -> bool:
    """Whether somebody has given in the first opinion of a round."""
    row = session.get(AssignmentRow, (case.id, person_id))
    return row is not None and row.submitted_at is not None and row.submitted_round == number


def in_order(rows: Iterable[OpinionRow]) -> tuple[OpinionRow, ...]:
    """By the number of the finding, what is said of the whole last, then as they came."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.finding_number is None,
                row.finding_number or 0,
                row.created_at,
                row.id,
            ),
        )
    )


def _reviewing(session: Session, case: CaseRow) -> int:
    if case.state != CaseState.REVIEWING:
        raise ConflictError(faults.not_now("opinions", case.state))
    return current_round(session, case)


def _open_round(session: Session, person: PersonRow, case: CaseRow) -> int:
    """The round that drafts of that person are of.

    Raises:
        ConflictError: the case is not in review, or they have submitted.
    """
    number = _reviewing(session, case)
    if has_submitted(session, person.id, case, number):
        raise ConflictError(faults.submitted())
    return number


def _found(findings: RoundFindings, finding_id: str | None) -> RoundFinding | None:
    found = findings.of(finding_id)
    if finding_id and found is None:
        raise NotFoundError(faults.no_finding(finding_id))
    return found


def _full(said: Said, found: RoundFinding | None, person: PersonRow) -> Said:
    return completed(said, found, Lang(person.lang))


def _draft_on(
    session: Session, person: PersonRow, case: CaseRow, number: int, finding_id: str | None
) -> OpinionRow | None:
    if finding_id is None:
        return None
    rows = drafts(session, person.id, case, number)
    return next((row for row in rows if row.finding_id == finding_id), None)


def _own(
    session: Session, person: PersonRow, case: CaseRow, opinion_id: str, version: int | None
) -> OpinionRow:
    row = session.get(OpinionRow, opinion_id)
    if row is None or row.case_id != case.id or row.deleted_at is not None:
        raise NotFoundError(faults.no_row("opinion", opinion_id))
    if row.person_id != person.id:
        if row.published_at is None:  # nobody learns that it is there
            raise NotFoundError(faults.no_row("opinion", opinion_id))
        raise ConflictError(faults.not_own(opinion_id))
    if row.published_at is not None:
        raise ConflictError(faults.published(opinion_id))
    check_version("opinion", row.version, version)
    return row


def check_version(what: str, now_is: int, given: int | None) -> None:
    """Refuse a change that rests on an older version.

    Raises:
        StaleError: it does.
    """
    if given is not None and given != now_is:
        raise faults.StaleError(faults.stale(what, given=given, now=now_is))


def _write(
    row: OpinionRow, said: Said, found: RoundFinding | None, *, into: str | None = None
) -> None:
    row.finding_id = said.finding_id
    row.finding_number = found.number if found else None
    row.position, row.reason = said.position.value, said.reason
    row.text, row.must = said.text.strip(), said.must
    row.basis = (said.basis or SaidBasis.ADVICE).value
    row.place, row.target, row.check = said.place.strip(), said.target.strip(), said.check.strip()
    row.stage = said.stage.value if said.stage else ""
    row.template = said.template
    row.deleted_at, row.merged_into = None, into


def _note(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    bundle: str,
    row: OpinionRow,
    before: journal.Kept | None,
) -> None:
    journal.noted(
        session, person_id=person.id, case_id=case.id, bundle=bundle, row=row, before=before
    )


def _assignment(session: Session, person: PersonRow, case: CaseRow) -> AssignmentRow:
    """Their place on the case; a chair, who is on every case, gets one with the first opinion."""
    row = session.get(AssignmentRow, (case.id, person.id))
    if row is None:
        roles = standing(session, person, case).roles
        role = Role.CHAIR if Role.CHAIR in roles else Role.MEMBER
        row = AssignmentRow(
            case_id=case.id, person_id=person.id, role=role.value, assigned_by=person.id
        )
        session.add(row)
    return row
