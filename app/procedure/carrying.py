"""What people said of one round, carried to the next: opinions and marks on what still stands."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from shapely import from_wkt, to_wkt
from shapely.affinity import translate
from sqlalchemy import select
from sqlalchemy.orm import Session, class_mapper

from app.cases.tables import CaseRow
from app.procedure.ledger import Ledger
from app.reviews.tables import AnnotationRow, OpinionRow
from cpted_rules.compare import Change

_OWN = ("id", "version", "created_at", "updated_at")
"""Columns that a copy has of its own."""


def carry(session: Session, case: CaseRow, ledger: Ledger) -> int:
    """How many opinions and marks were carried to the later round of a ledger.

    Only what was published goes with the case; an opinion on a finding that is gone stays behind,
    and so does one that was merged into another. Marks move with the site.
    """
    carried = 0
    for row in _opinions(session, case, ledger.before.round):
        where = _next(ledger, row.finding_id)
        if where is not None:
            finding_id, number = where
            session.add(
                OpinionRow(
                    **_copied(row),
                    id=str(uuid4()),
                    round=ledger.after.round,
                    finding_id=finding_id,
                    finding_number=number,
                    carried_from=row.id,
                )
            )
            carried += 1
    return carried + _carry_marks(session, case, ledger)


def _carry_marks(session: Session, case: CaseRow, ledger: Ledger) -> int:
    """Marks, and the replies to those that are carried."""
    ids: dict[str, str] = {}
    for row in _marks(session, case, ledger.before.round):
        where = _next(ledger, row.finding_id)
        if where is None or (row.parent_id is not None and row.parent_id not in ids):
            continue
        ids[row.id] = str(uuid4())
        session.add(
            AnnotationRow(
                **_copied(row),
                id=ids[row.id],
                round=ledger.after.round,
                finding_id=where[0],
                site=_moved(row.site, ledger.comparison.moved_m),
                page=None,  # of the report that was made before
                parent_id=ids.get(row.parent_id or ""),
                carried_from=row.id,
            )
        )
    return len(ids)


def _next(ledger: Ledger, finding_id: str | None) -> tuple[str | None, int | None] | None:
    """The finding that one has become; None where it is gone. What is of no finding stays so."""
    if finding_id is None:
        return (None, None)
    compared = ledger.next_id(finding_id)
    if compared is None or compared.change is Change.GONE or compared.after is None:
        return None
    return (compared.after.id, compared.after.number)


def _opinions(session: Session, case: CaseRow, number: int) -> Iterator[OpinionRow]:
    yield from session.scalars(
        select(OpinionRow)
        .where(
            OpinionRow.case_id == case.id,
            OpinionRow.round == number,
            OpinionRow.published_at.is_not(None),
            OpinionRow.deleted_at.is_(None),
            OpinionRow.merged_into.is_(None),
        )
        .order_by(OpinionRow.created_at, OpinionRow.id)
    ).all()


def _marks(session: Session, case: CaseRow, number: int) -> Iterator[AnnotationRow]:
    """Parents before their replies."""
    rows = session.scalars(
        select(AnnotationRow)
        .where(
            AnnotationRow.case_id == case.id,
            AnnotationRow.round == number,
            AnnotationRow.published_at.is_not(None),
            AnnotationRow.deleted_at.is_(None),
        )
        .order_by(AnnotationRow.created_at, AnnotationRow.id)
    ).all()
    waiting = list(rows)
    out: set[str | None] = {None}
    while ready := [row for row in waiting if row.parent_id in out]:
        yield from ready
        out |= {row.id for row in ready}
        waiting = [row for row in waiting if row not in ready]


def _copied(row: OpinionRow | AnnotationRow) -> dict[str, Any]:
    """The columns of a row that its copy takes over."""
    set_here = {
        "round",
        "finding_id",
        "finding_number",
        "carried_from",
        "site",
        "page",
        "parent_id",
        *_OWN,
    }
    return {
        column.key: getattr(row, column.key)
        for column in class_mapper(type(row)).column_attrs
        if column.key not in set_here
    }


def _moved(site: str | None, by_m: tuple[float, float]) -> str | None:
    if site is None or by_m == (0.0, 0.0):
        return site
    return to_wkt(translate(from_wkt(site), *by_m), rounding_precision=4)
