"""What an import brought, as opinions and marks of the member whose copy it was."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.annotations.opinion_form import DECISION_NAMES, Decision, ExpertField
from app.annotations.placing import wkt
from app.annotations.record import Mark, MarkKind, Review
from app.annotations.store import Answer, Import, Kept, MarkStep, Store
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.db import now
from app.errors import RefusedError
from app.reviews import journal, opinions
from app.reviews.annotations import Kind, shape_of
from app.reviews.findings import RoundFindings
from app.reviews.guards import Said, refused
from app.reviews.reasons import OTHER
from app.reviews.tables import ActRow, AnnotationRow, OpinionRow, ReturnRow
from app.reviews.terms import Position
from cpted_rules.text import Text

POSITIONS = {
    Decision.AGREE: Position.DISAGREE,
    Decision.CONDITIONAL: Position.CONDITION,
    Decision.DISAGREE: Position.AGREE,
    Decision.UNDECIDED: Position.DEFER,
}
"""The form asks whether the design is acceptable; an opinion, whether the finding is right."""
OF_REVIEW = {
    Review.ACCEPTED: Position.AGREE,
    Review.REJECTED: Position.DISAGREE,
}
"""A state set on the mark of a finding, as a position."""
KINDS = {
    MarkKind.NOTE: Kind.POINT,
    MarkKind.FREE_TEXT: Kind.TEXT,
    MarkKind.SQUARE: Kind.POLYGON,
    MarkKind.CIRCLE: Kind.POLYGON,
    MarkKind.POLYGON: Kind.POLYGON,
    MarkKind.POLYLINE: Kind.LINE,
    MarkKind.LINE: Kind.LINE,
    MarkKind.INK: Kind.LINE,
}
"""What a mark of a PDF is on the plan; every other one is text that belongs to a page."""
AS_ADVICE = Text(
    ko="{number}번: ‘{said}’은(는) 이 검토 사항의 근거로는 할 수 없어 ‘동의’(권고)로 옮겼습니다.",
    en="No. {number}: “{said}” is more than this finding can ground; taken as agreement (advice).",
)
_TEXT_CHARACTERS = 4_000
_SAME_M = 0.05
"""Viewers write coordinates anew with fewer digits: of a point at 1:100, some millimetres."""
NOBODY = ""
"""Whose an import's acts are in the journal: nobody's undo key takes half of an import back."""


def put_down(
    session: Session,
    case: CaseRow,
    number: int,
    row: ReturnRow,
    store: Store,
    done: Import,
    findings: RoundFindings,
) -> tuple[Text, ...]:
    """Write drafts of what an import brought; what could not be taken as it was said, in words."""
    person = session.get_one(PersonRow, row.whose)
    bundle = row.id
    for step in _in_order(done.marks):
        _put_mark(session, case, number, person, row, step, store, findings, bundle)
    said = [*_answers(store, done, row.whose), *_states(store, done)]
    remarks: list[Text] = []
    for decision, finding, words in said:
        one, remark = _said(decision, finding, words, findings)
        if one is None:
            continue
        remarks += [remark] if remark else []
        try:
            rows = opinions.triage(session, person, case, findings, [one], origin=row_origin(row))
        except RefusedError as error:
            remarks += [fault.found for fault in error.faults]
            continue
        _in_bundle(session, case, person, bundle, {r.id for r in rows})
    session.flush()
    return tuple(remarks)


def put_back(session: Session, case: CaseRow, row: ReturnRow) -> None:
    """Take back what an import brought.

    Raises:
        ConflictError: some of it was changed or published since.
    """
    acts = list(
        session.scalars(
            select(ActRow)
            .where(ActRow.case_id == case.id, ActRow.bundle == row.id, ActRow.undone_at.is_(None))
            .order_by(ActRow.id)
        )
    )
    journal.put_back(session, acts)


def row_origin(row: ReturnRow) -> str:
    """From what form it came: pdf, xfdf or dxf."""
    form = (row.preview or {}).get("preview", {}).get("form", "pdf")
    return str(form)


def _in_order(steps: tuple[MarkStep, ...]) -> list[MarkStep]:
    """Marks before the answers to them."""
    return sorted(steps, key=lambda step: bool(step.after and step.after.mark.reply_to))


def _put_mark(
    session: Session,
    case: CaseRow,
    number: int,
    person: PersonRow,
    row: ReturnRow,
    step: MarkStep,
    store: Store,
    findings: RoundFindings,
    bundle: str,
) -> None:
    known = session.scalars(
        select(AnnotationRow).where(
            AnnotationRow.case_id == case.id,
            AnnotationRow.round == number,
            AnnotationRow.person_id == person.id,  # names in a file are no proof of whose it is
            AnnotationRow.key == step.key,
            AnnotationRow.deleted_at.is_(None),
        )
    ).first()
    before = journal.snapshot(known) if known else None
    if step.after is None:
        if known is None:
            return
        known.deleted_at = now()
        placed = known
    else:
        if known is not None and _unchanged(known, step.after.mark):
            return  # drawn on a page here, sent out and come back as it was
        placed = known or AnnotationRow(
            id=str(uuid4()), case_id=case.id, round=number, person_id=person.id, key=step.key
        )
        _write(session, placed, step.after, store, findings, case, number)
        placed.origin = row_origin(row)
        session.add(placed)
    journal.noted(
        session,
        person_id=NOBODY,
        case_id=case.id,
        bundle=bundle,
        row=placed,
        before=before,
    )


def _write(
    session: Session,
    placed: AnnotationRow,
    kept: Kept,
    store: Store,
    findings: RoundFindings,
    case: CaseRow,
    number: int,
) -> None:
    mark = kept.mark
    figures = {f.id: f for f in store.manifest.figures} if store.manifest else {}
    figure = figures.get(mark.figure or "")
    found = findings.by_number.get(_finding(mark, store) or -1)
    parent = _parent(session, case, number, mark)
    placed.kind = _kind(mark, parent)
    placed.parent_id = parent.id if parent else None
    placed.finding_id = found.id if found else None
    placed.storey = figure.storey if figure else 0
    placed.site = _site(Kind(placed.kind), mark.site)
    placed.page = mark.page
    placed.mark = mark.model_dump(mode="json")
    placed.text = mark.contents[:_TEXT_CHARACTERS]
    placed.review = mark.review.value if mark.review and parent else ""
    placed.deleted_at = None
    if isinstance(mark.created, datetime) and placed.created_at is None:
        placed.created_at = mark.created


def _site(kind: Kind, site: str | None) -> str | None:
    """Its place as a mark of that kind has it: of words where they begin."""
    if site is None or kind is not Kind.TEXT:
        return site
    west, _, _, north = shapely.from_wkt(site).bounds
    return wkt(shapely.Point(west, north))


def _unchanged(known: AnnotationRow, mark: Mark) -> bool:
    """Whether a mark that never came from a file came back as it was sent."""
    old, site = shape_of(known), _site(Kind(known.kind), mark.site)
    if known.mark is not None or known.text != mark.contents:
        return False
    if old is None or site is None:
        return old is None and known.review == (mark.review or "")
    return bool(old.hausdorff_distance(shapely.from_wkt(site)) < _SAME_M)


def _kind(mark: Mark, parent: AnnotationRow | None) -> str:
    if parent is not None:
        return (Kind.STATE if mark.review else Kind.REPLY).value
    return (KINDS.get(mark.kind, Kind.TEXT) if mark.site else Kind.TEXT).value


def _parent(session: Session, case: CaseRow, number: int, mark: Mark) -> AnnotationRow | None:
    if mark.reply_to is None:
        return None
    return session.scalars(
        select(AnnotationRow).where(
            AnnotationRow.case_id == case.id,
            AnnotationRow.round == number,
            AnnotationRow.key == mark.reply_to,
        )
    ).first()


def _finding(mark: Mark, store: Store) -> int | None:
    """The finding a mark belongs to, by its number; an answer, to that of what it answers."""
    known = {m.key: m for m in (store.manifest.marks if store.manifest else ())}
    known |= {kept.mark.key: kept.mark for kept in store.marks}
    seen: set[str] = set()
    while mark.finding is None and mark.reply_to in known and mark.reply_to not in seen:
        seen.add(mark.reply_to)
        mark = known[mark.reply_to]
    return mark.finding


_Words = tuple[Position | Decision, int | None, str]


def _answers(store: Store, done: Import, person: str) -> Iterator[_Words]:
    """What the form says of each finding that the import touched, and of the whole."""
    touched = {
        answer.name
        for step in done.answers
        for answer in (step.after,)
        if isinstance(answer, Answer)
    }
    values = {a.name: a.value.strip() for a in store.answers if a.person == person}
    numbers = {
        int(name.split(".")[1])
        for name in touched
        if name.startswith("f.") and name.split(".")[1].isdecimal()
    }
    for number in sorted(numbers):
        decision = values.get(f"f.{number}.decision", "")
        words = values.get(f"f.{number}.opinion", "")
        if decision in set(Decision):
            yield Decision(decision), number, words
        elif words:
            yield Position.AGREE, number, words
    overall = values.get(ExpertField.OVERALL.value, "")
    if overall and ExpertField.OVERALL.value in touched:
        yield Position.AGREE, None, overall


def _states(store: Store, done: Import) -> Iterator[_Words]:
    """States that were set on the marks of findings."""
    sent = {mark.key for mark in (store.manifest.marks if store.manifest else ())}
    for step in done.marks:
        mark = step.after.mark if step.after else None
        if mark and mark.reply_to in sent and mark.review in OF_REVIEW:
            yield OF_REVIEW[mark.review], _finding(mark, store), ""


def _said(
    decision: Position | Decision, number: int | None, words: str, findings: RoundFindings
) -> tuple[Said | None, Text | None]:
    """What was said as an opinion; what had to be taken otherwise, in words."""
    found = findings.by_number.get(number) if number is not None else None
    if number is not None and found is None:
        return None, None
    position = POSITIONS[decision] if isinstance(decision, Decision) else decision
    said = Said(
        position=position,
        finding_id=found.id if found else None,
        reason=OTHER if position is Position.DISAGREE else "",
        text=words[:_TEXT_CHARACTERS],
    )
    if not refused(said, found):
        return said, None
    name = DECISION_NAMES.get(decision) if isinstance(decision, Decision) else None
    remark = AS_ADVICE.fill(number=str(number), said=name) if name else None
    return Said(position=Position.AGREE, finding_id=said.finding_id, text=said.text), remark


def _in_bundle(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    bundle: str,
    rows: set[str],
) -> None:
    """What an opinion's own act wrote belongs to the import: undone with it, not by itself."""
    for act in session.scalars(
        select(ActRow)
        .where(
            ActRow.case_id == case.id,
            ActRow.person_id == person.id,
            ActRow.row_id.in_(rows),
            ActRow.table == OpinionRow.__tablename__,
            ActRow.undone_at.is_(None),
        )
        .order_by(ActRow.id.desc())
        .limit(len(rows))
    ):
        act.bundle, act.person_id = bundle, NOBODY
