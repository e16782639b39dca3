"""Marked-up copies that come back: read in a job, shown as changes, taken in, taken back."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.annotations.changes import Act, Preview
from app.annotations.merge import applied
from app.annotations.store import STORE, Import, Store, without_last
from app.auth.permissions import CaseStanding
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.blobs import Blob
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RoundRow
from app.db import now
from app.errors import ConflictError, NotFoundError, RefusedError, Words
from app.jobs.kind import MadeFile, Means
from app.jobs.outputs import review_folder
from app.jobs.returned import RETURNED
from app.jobs.tables import JobRow
from app.reviews import faults
from app.reviews.come_home import put_back, put_down
from app.reviews.findings import RoundFindings, current_round
from app.reviews.opinions import has_submitted
from app.reviews.tables import MarkStoreRow, ReturnRow
from cpted_rules.text import Text

PREVIEW = "preview.json"
PICTURES = "pictures.json"
_NAME_CHARACTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a returned file would change, and the digests of pictures of the places.

    Args:
        said: once it was taken in, what of it was taken otherwise than it was said.
    """

    preview: Preview
    pictures: Mapping[str, str]
    said: tuple[Words, ...] = ()


def receive(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    standing: CaseStanding,
    *,
    blob: Blob,
    name: str,
    whose: str = "",
) -> ReturnRow:
    """A file taken in to be read; `enqueue` the job `job_of` adds once this is committed.

    Args:
        whose: the member whose marks they are, by id; empty: the person's own.

    Raises:
        ConflictError: the case is not in review, or that member has submitted.
        RefusedError: that member is not on the case, or the person may not hand in for others.
    """
    number = _open_round(session, case)
    member = whose or person.id
    if member != person.id and Role.SECRETARY not in standing.roles:
        raise RefusedError(faults.unknown("whose", whose, (person.id,)))
    if session.get(AssignmentRow, (case.id, member)) is None:
        raise RefusedError(faults.no_row("assignment", member))
    if has_submitted(session, member, case, number):
        raise ConflictError(faults.submitted())
    row = ReturnRow(
        id=str(uuid4()),
        case_id=case.id,
        round=number,
        person_id=person.id,
        whose=member,
        name=name[-_NAME_CHARACTERS:],
        digest=blob.digest,
        state="reading",
    )
    session.add(row)
    audit.record(
        session,
        "return.receive",
        person_id=person.id,
        case_id=case.id,
        round=number,
        digest=blob.digest,
        whose=member,
    )
    return row


def arguments_of(row: ReturnRow) -> dict[str, Any]:
    """What the job that reads a return is told."""
    return {"digest": row.digest, "name": row.name}


def of_case(
    session: Session, case: CaseRow, person: PersonRow, standing: CaseStanding
) -> tuple[ReturnRow, ...]:
    """The returns of a case that somebody may see, the newest first."""
    query = select(ReturnRow).where(ReturnRow.case_id == case.id).order_by(ReturnRow.at.desc())
    if Role.SECRETARY not in standing.roles:
        query = query.where((ReturnRow.person_id == person.id) | (ReturnRow.whose == person.id))
    return tuple(session.scalars(query))


def found(
    session: Session, case: CaseRow, person: PersonRow, standing: CaseStanding, return_id: str
) -> ReturnRow:
    """One return that somebody may see.

    Raises:
        NotFoundError: there is none.
    """
    row = session.get(ReturnRow, return_id)
    seen = of_case(session, case, person, standing)
    if row is None or row not in seen:
        raise NotFoundError(faults.no_row("return", return_id))
    return row


def shown(row: ReturnRow) -> Shown:
    """What a return that was read would change.

    Raises:
        ConflictError: it was not read yet, or could not be.
    """
    if row.preview is None:
        raise ConflictError(faults.not_now("return", row.state))
    return Shown(
        preview=Preview.model_validate(row.preview["preview"]),
        pictures=row.preview["pictures"],
        said=tuple(Words.model_validate(words) for words in row.preview.get("said", ())),
    )


def apply(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    row: ReturnRow,
    findings: RoundFindings,
    *,
    keys: Collection[str] | None = None,
    accept_altered: bool = False,
) -> tuple[Text, ...]:
    """Take a return in; what of it could not become an opinion as it stands, in words.

    Args:
        keys: of the changes that are wanted; None: all.
        accept_altered: also marks on pages whose content was changed.

    Raises:
        ConflictError: it was taken in, or the case is not in review any more.
        MergeError: marks on altered pages, or marks changed since it was read.
    """
    number = _open_round(session, case)
    if row.state not in ("previewed", "undone") or row.round != number:
        raise ConflictError(faults.not_now("return", row.state))
    if has_submitted(session, row.whose, case, number):
        raise ConflictError(faults.submitted())
    preview = shown(row).preview
    if keys is not None:
        preview = chosen(preview, keys)
    kept = _store(session, case, number)
    store = Store.model_validate_json(kept.content) if kept else Store()
    done = applied(store, preview, accept_altered=accept_altered)
    if done == store:
        raise ConflictError(faults.nothing_to(Text(ko="새로 반영할 것", en="anything to take in")))
    _keep(session, case, number, kept, done)
    said = put_down(session, case, number, row, done, done.imports[-1], findings)
    row.state, row.applied_at = "applied", now()
    _say(row, said)
    audit.record(
        session,
        "return.apply",
        person_id=person.id,
        case_id=case.id,
        return_id=row.id,
        marks=len(done.imports[-1].marks),
        answers=len(done.imports[-1].answers),
    )
    return said


def undo(session: Session, person: PersonRow, case: CaseRow, row: ReturnRow) -> None:
    """Take the last import back.

    Raises:
        ConflictError: it is not the last one of the round, or what it brought was changed since.
    """
    number = _open_round(session, case)
    kept = _store(session, case, number)
    store = Store.model_validate_json(kept.content) if kept else Store()
    last = store.imports[-1] if store.imports else None
    if row.state != "applied" or last is None or last.digest != row.digest:
        raise ConflictError(faults.nothing_to(Text(ko="되돌릴 반입", en="an import to take back")))
    if has_submitted(session, row.whose, case, number):
        raise ConflictError(faults.submitted())
    _keep(session, case, number, kept, without_last(store, STORE))
    put_back(session, case, row)
    row.state, row.applied_at = "undone", None
    _say(row, ())
    audit.record(session, "return.undo", person_id=person.id, case_id=case.id, return_id=row.id)


def chosen(preview: Preview, keys: Collection[str]) -> Preview:
    """The preview with only the changes of some keys; the rest can be taken in later."""
    changes = tuple(change for change in preview.changes if change.key in keys)
    todo: Import = preview.todo.model_copy(
        update={
            "marks": tuple(step for step in preview.todo.marks if step.key in keys),
            "answers": tuple(
                step for step in preview.todo.answers if _name(step.after or step.before) in keys
            ),
        }
    )
    return preview.model_copy(update={"changes": changes, "todo": todo})


def _say(row: ReturnRow, said: tuple[Text, ...]) -> None:
    row.preview = {**(row.preview or {}), "said": [{"ko": t.ko, "en": t.en} for t in said]}


def _name(answer: Any) -> str:
    return answer.name if answer is not None else ""


def count(row: ReturnRow) -> int | None:
    """How many changes do something; None while the file was not read."""
    if row.preview is None:
        return None  # counted as it is kept: a list of returns must not parse each manifest
    changes: list[dict[str, Any]] = row.preview["preview"]["changes"]
    return len([change for change in changes if change["act"] != Act.NOTHING])


# --- the job ------------------------------------------------------------------------------------


def _prepare(means: Means, job: JobRow, work: Path) -> dict[str, Any]:
    with means.database.reading() as session:
        row = session.get_one(ReturnRow, job.subject_id)
        submission_id = session.get_one(RoundRow, (row.case_id, row.round)).submission_id
        kept = session.get(MarkStoreRow, (row.case_id, row.round))
    folder = review_folder(means, submission_id, work / "review")
    if kept is not None:
        (folder / STORE).write_text(kept.content, "utf-8")
    path = work / "in" / (Path(row.name).name or "returned")
    path.parent.mkdir(parents=True)
    means.blobs.copy_to(row.digest, path)
    return {
        "path": str(path),
        "review": str(folder),
        "importer": row.whose,
        "named": {},
    }


def _keep_preview(
    means: Means, session: Session, job: JobRow, result: Any, files: tuple[MadeFile, ...]
) -> None:
    row = session.get(ReturnRow, job.subject_id)
    if row is None or row.state != "reading":
        return
    made = {file.name: file.digest for file in files}
    try:
        preview = Preview.model_validate_json(means.blobs.read(made[PREVIEW]))
    except (KeyError, ValidationError) as error:
        raise ConflictError(faults.not_now("return", "damaged")) from error
    names: dict[str, str] = json.loads(means.blobs.read(made[PICTURES]))
    row.preview = {
        "preview": preview.model_dump(mode="json"),
        "pictures": {
            key: made[f"pictures/{name}"]
            for key, name in names.items()
            if f"pictures/{name}" in made
        },
    }
    row.state = "previewed"
    job.result = {"changes": result}


def _failed(_means: Means, session: Session, job: JobRow) -> None:
    row = session.get(ReturnRow, job.subject_id)
    if row is not None and row.state == "reading":
        row.state, row.problem = "failed", job.problem


RETURNS = replace(
    RETURNED,
    entry="app.annotations.child:preview",
    prepare=_prepare,
    keep=_keep_preview,
    failed=_failed,
)
"""The kind of job that reads what came back, with what becomes of it."""


# --- inside -------------------------------------------------------------------------------------


def _open_round(session: Session, case: CaseRow) -> int:
    if case.state != CaseState.REVIEWING:
        raise ConflictError(faults.not_now("opinions", case.state))
    return current_round(session, case)


def _store(session: Session, case: CaseRow, number: int) -> MarkStoreRow | None:
    return session.get(MarkStoreRow, (case.id, number))


def _keep(
    session: Session, case: CaseRow, number: int, kept: MarkStoreRow | None, store: Store
) -> None:
    content = store.model_dump_json(exclude_defaults=True)
    if kept is None:
        session.add(MarkStoreRow(case_id=case.id, round=number, content=content))
    else:
        kept.content = content
    session.flush()
