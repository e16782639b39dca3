"""The store of marks of one case: what people said, whose it is, and how to take an import back."""

import os
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.annotations import faults
from app.annotations.faults import MergeError
from app.annotations.record import Manifest, Mark
from app.annotations.returned import Refused

STORE = "marks.json"
"""Name of the file beside assessment.json."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lacking(StrEnum):
    """Why a mark of another round does not lie on a plan figure of this one."""

    NO_PLAN = "no_plan"
    """It did not lie on one there."""
    NO_FIGURE = "no_figure"
    """No figure of this report shows the place."""
    NO_FINDING = "no_finding"
    """What it answers is no finding of this round."""


class Origin(_Value):
    """The round that a mark was made in, before it was carried into this one.

    Args:
        assessment: SHA-256 of that round's assessment, hexadecimal.
        page: of that round's report, from 0.
        lacking: why it is not on a plan; None: it is, or answers what is.
    """

    round: int
    assessment: str
    page: int
    lacking: Lacking | None = None


class Kept(_Value):
    """A mark as it is kept.

    Args:
        person: whose it is.
        came: as it last came in: the base of the next merge.
        names: it also goes by, because the file gave it none of its own that lasts.
        origin: where it was carried from; None: it was made in this round.
    """

    mark: Mark
    person: str
    came: Mark
    names: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def is_off_report(self) -> bool:
        """Whether it was carried here and has no place on any page."""
        without = self.mark.figure is None and self.mark.finding is None
        return self.origin is not None and self.origin.lacking is not None and without


class Answer(_Value):
    """What a person put into a field of the form; `base` is what stood there when it went out."""

    person: str
    name: str
    value: str
    base: str = ""


class MarkStep(_Value):
    """What an import did to one mark; None: it was not there."""

    key: str
    before: Kept | None = None
    after: Kept | None = None


class AnswerStep(_Value):
    """What an import did to one answer; None: there was none."""

    before: Answer | None = None
    after: Answer | None = None


class Import(_Value):
    """A file that was taken in, or marks that were carried here, with the way back.

    Args:
        digest: SHA-256 of the file, hexadecimal; of carried marks, of what they were carried from.
        carried: whether marks of another round were carried.
    """

    digest: str
    name: str
    producer: str
    person: str
    carried: bool = False
    marks: tuple[MarkStep, ...] = ()
    answers: tuple[AnswerStep, ...] = ()
    refused: tuple[Refused, ...] = ()


class Store(_Value):
    """The marks of one case and round.

    Args:
        manifest: of the review copy that the marks were made on.
    """

    schema_version: int = 1
    manifest: Manifest | None = None
    marks: tuple[Kept, ...] = ()
    answers: tuple[Answer, ...] = ()
    imports: tuple[Import, ...] = ()

    def by_key(self) -> dict[str, Kept]:
        """The marks of people by their keys."""
        return {kept.mark.key: kept for kept in self.marks}

    def holds(self, digest: str, person: str) -> bool:
        """Whether a file was taken in already; two people may hand in the same bytes."""
        return any((each.digest, each.person) == (digest, person) for each in self.imports)

    @property
    def unplaced(self) -> tuple[Kept, ...]:
        """Marks that no figure and no finding is known for, themselves or what they answer."""
        base = self.manifest.marks if self.manifest else ()
        placed = {mark.key for mark in base}
        placed |= {k.mark.key for k in self.marks if k.mark.finding or k.mark.figure}
        above = {k.mark.key: k.mark.reply_to for k in self.marks}
        return tuple(k for k in self.marks if not _leads_to(k.mark.key, above, placed))

    @property
    def orphans(self) -> tuple[Kept, ...]:
        """Answers to what is not there: shown as marks of their own."""
        base = self.manifest.marks if self.manifest else ()
        known = {m.key for m in base} | {k.mark.key for k in self.marks}
        return tuple(k for k in self.marks if k.mark.reply_to and k.mark.reply_to not in known)


def load(path: Path) -> Store:
    """The store of a file; an empty one where there is no file.

    Raises:
        MergeError: the file is none.
    """
    if not path.exists():
        return Store()
    try:
        return Store.model_validate_json(path.read_bytes())
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise MergeError(
            faults.bad_store(path.name, f"{where}: {error.errors()[0]['msg']}")
        ) from error


def save(store: Store, path: Path) -> None:
    """Write the store in one step: whoever reads meanwhile sees it before or after."""
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8") as stream:
        stream.write(store.model_dump_json(indent=1, exclude_defaults=True) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)


def with_step(store: Store, done: Import) -> Store:
    """The store with what an import says is to be done, in order of key."""
    marks = store.by_key()
    for step in done.marks:
        if step.after is None:
            marks.pop(step.key, None)
        else:
            marks[step.key] = step.after
    answers = {(a.person, a.name): a for a in store.answers}
    for each in done.answers:
        _put(answers, each.before, each.after)
    return _ordered(store, marks, answers, (*store.imports, done))


def without_last(store: Store, where: str) -> Store:
    """The store as it was before the last import.

    Raises:
        MergeError: nothing was taken in.
    """
    if not store.imports:
        raise MergeError(faults.nothing_to_undo(where))
    *earlier, last = store.imports
    marks = store.by_key()
    for step in last.marks:
        if step.before is None:
            marks.pop(step.key, None)
        else:
            marks[step.key] = step.before
    answers = {(a.person, a.name): a for a in store.answers}
    for each in last.answers:
        _put(answers, each.after, each.before)
    return _ordered(store, marks, answers, tuple(earlier))


def _put(
    answers: dict[tuple[str, str], Answer], before: Answer | None, after: Answer | None
) -> None:
    if before is not None:
        answers.pop((before.person, before.name), None)
    if after is not None:
        answers[after.person, after.name] = after


def _ordered(
    store: Store,
    marks: dict[str, Kept],
    answers: dict[tuple[str, str], Answer],
    imports: tuple[Import, ...],
) -> Store:
    return store.model_copy(
        update={
            "marks": tuple(marks[key] for key in sorted(marks)),
            "answers": tuple(answers[key] for key in sorted(answers)),
            "imports": imports,
        }
    )


def _leads_to(key: str, above: dict[str, str | None], placed: set[str]) -> bool:
    seen: set[str] = set()
    at: str | None = key
    while at is not None and at not in seen:
        if at in placed:
            return True
        seen.add(at)
        at = above.get(at)
    return False
