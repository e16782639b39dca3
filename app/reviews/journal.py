"""The way back: what each person did to opinions, marks, answers and conditions, and undoing it."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Date, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.db import Base, Moment, now
from app.errors import ConflictError
from app.reviews import faults
from app.reviews.tables import ActRow, AnnotationRow, AnswerRow, ConditionRow, OpinionRow
from cpted_rules.text import Text

TABLES: Mapping[str, type[Base]] = {
    "opinions": OpinionRow,
    "annotations": AnnotationRow,
    "answers": AnswerRow,
    "conditions": ConditionRow,
}
"""The tables whose changes can be taken back."""
_KEPT_ASIDE = ("version", "created_at", "updated_at")
"""Columns that say when and how often, not what."""
TO_UNDO = Text(ko="되돌릴 수 있는 일", en="something of yours to undo")
TO_REDO = Text(ko="다시 할 수 있는 일", en="something undone to do again")

Kept = dict[str, Any]


def new_bundle() -> str:
    """An id for what is done at one go."""
    return str(uuid4())


def snapshot(row: Base) -> Kept:
    """What a row says, as JSON can carry it."""
    mapper = inspect(type(row))
    return {
        column.key: _plain(getattr(row, column.key))
        for column in mapper.column_attrs
        if column.key not in _KEPT_ASIDE
    }


def noted(
    session: Session,
    *,
    person_id: str,
    case_id: str,
    bundle: str,
    row: Base,
    before: Kept | None,
) -> None:
    """Take down what was done to a row; call it once the row is as it shall be.

    Args:
        before: `snapshot` of the row before; None for a new one.
    """
    session.flush()
    after = snapshot(row)
    if before == after:
        return
    session.add(
        ActRow(
            case_id=case_id,
            person_id=person_id,
            bundle=bundle,
            table=row.__tablename__,
            row_id=_key(row),
            before=before,
            after=after,
        )
    )
    session.flush()


def undo(session: Session, person: PersonRow, case: CaseRow) -> tuple[ActRow, ...]:
    """Put back what that person did last, all of its bundle; the acts that were undone.

    Raises:
        ConflictError: there is nothing, or a row was changed or published since.
    """
    acts = last(session, person, case, undone=False)
    if not acts:
        raise ConflictError(faults.nothing_to(TO_UNDO))
    put_back(session, acts)
    return acts


def put_back(session: Session, acts: Sequence[ActRow]) -> None:
    """Undo some acts, given in the order they were done.

    Raises:
        ConflictError: a row was changed or published since.
    """
    at = now()
    for act in reversed(acts):
        _put(session, act, expected=act.after, wanted=act.before)
        act.undone_at = at
    session.flush()


def redo(session: Session, person: PersonRow, case: CaseRow) -> tuple[ActRow, ...]:
    """Do again what that person undid last, unless they did something else since.

    Raises:
        ConflictError: there is nothing, or a row was changed or published since.
    """
    acts = last(session, person, case, undone=True)
    newest = last(session, person, case, undone=False)
    if not acts or (newest and newest[-1].id > acts[-1].id):
        raise ConflictError(faults.nothing_to(TO_REDO))
    for act in acts:
        _put(session, act, expected=act.before, wanted=act.after)
        act.undone_at = None
    session.flush()
    return acts


def can_undo(session: Session, person: PersonRow, case: CaseRow) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to do again."""
    done = last(session, person, case, undone=False)
    undone = last(session, person, case, undone=True)
    return bool(done), bool(undone) and not (done and done[-1].id > undone[-1].id)


def last(session: Session, person: PersonRow, case: CaseRow, *, undone: bool) -> tuple[ActRow, ...]:
    """The last bundle done, or of those undone the one undone last, in the order of its acts."""
    mine = select(ActRow).where(ActRow.case_id == case.id, ActRow.person_id == person.id)
    if undone:
        query = mine.where(ActRow.undone_at.is_not(None)).order_by(
            ActRow.undone_at.desc(), ActRow.id
        )
    else:
        query = mine.where(ActRow.undone_at.is_(None)).order_by(ActRow.id.desc())
    last = session.scalars(query.limit(1)).first()
    if last is None:
        return ()
    acts = session.scalars(mine.where(ActRow.bundle == last.bundle).order_by(ActRow.id)).all()
    return tuple(act for act in acts if (act.undone_at is not None) is undone)


def _put(session: Session, act: ActRow, *, expected: Kept | None, wanted: Kept | None) -> None:
    """Put one row into the state wanted, if it stands as expected."""
    kind = TABLES[act.table]
    row = session.get(kind, act.row_id)
    found = snapshot(row) if row is not None else None
    if found != expected:
        raise ConflictError(faults.changed_by_another(act.table))
    if wanted is None:
        session.delete(row)
    elif row is None:
        session.add(kind(**_revived(kind, wanted)))
    else:
        for name, value in _revived(kind, wanted).items():
            setattr(row, name, value)
    session.flush()


def _key(row: Base) -> str:
    identity: Sequence[Any] = inspect(type(row)).primary_key_from_instance(row)
    return str(identity[0])


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, dict | list | tuple):
        return json.loads(json.dumps(value))  # as it will be read back: lists, no tuples
    return value.isoformat() if isinstance(value, date) else value


def _revived(kind: type[Base], kept: Kept) -> Kept:
    columns = inspect(kind).columns
    return {name: _value(value, columns[name].type) for name, value in kept.items()}


def _value(value: object, kind: TypeEngine[Any]) -> object:
    if not isinstance(value, str):
        return value
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
