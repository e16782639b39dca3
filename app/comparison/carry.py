"""Marks of people carried from the review of one round to that of the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from app.annotations import faults
from app.annotations.carried import Carried, carried
from app.annotations.case import Case
from app.annotations.faults import MergeError
from app.annotations.placing import to_site
from app.annotations.record import Affine6, Manifest, Mark
from app.annotations.registration import (
    ENOUGH,
    FEWEST,
    NEAR_M,
    Registration,
    corners_of,
    registered,
)
from app.annotations.store import Import, Kept, Lacking, MarkStep, Origin, Store, save, with_step
from app.copies.said import REVIEW_NAMES
from app.exports.answers import CLOSED
from app.exports.review_folder import ASSESSMENT, ReviewFolder, opened_review
from cpted_rules.compare import RAISED, Round, compare
from cpted_rules.figure import site_of
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan
from cpted_rules.text import Lang, Text

SAID_THEN = Text(ko="[{round}차: {state}]", en="[round {round}: {state}]")
_SIGN = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """What carrying does; nothing is done yet.

    Args:
        manifest: of the report that the marks go to.
        kept: the marks as they would be kept, in the order of their keys.
        todo: what is new of it, with the way back.
        is_known: whether just this was carried already.
    """

    case: Case
    store: Store
    manifest: Manifest
    registration: Registration
    kept: tuple[Kept, ...]
    todo: Import
    is_known: bool

    @property
    def on_plans(self) -> tuple[Kept, ...]:
        """Those that lie on a plan figure, with what answers them and the findings."""
        return tuple(k for k in self.kept if k.origin is not None and k.origin.lacking is None)

    @property
    def beside(self) -> tuple[Kept, ...]:
        """Those that became notes at the head of their finding."""
        return tuple(
            k
            for k in self.kept
            if k.origin is not None and k.origin.lacking is not None and not k.is_off_report
        )

    @property
    def unplaced(self) -> tuple[Kept, ...]:
        """Those that have no place on the report."""
        return tuple(kept for kept in self.kept if kept.is_off_report)

    def apply(self) -> Store:
        """Keep them; the store is written in one step, and not where it stays as it is."""
        if self.is_known or not self.todo.marks:
            return self.store
        known = self.store.manifest or self.manifest
        done = with_step(self.store.model_copy(update={"manifest": known}), self.todo)
        save(done, self.case.marks)
        return done


def carry(before: Path, after: Path) -> Carry:
    """What carrying the marks of one review to another would do.

    Args:
        before: folder of the review that people marked, or its assessment.json.
        after: likewise, of the review that they go to.

    Raises:
        AssessmentError: a review cannot be read.
        MergeError: it cannot be told how the plans lie to each other, or which reports they are of.
    """
    old, new = _Opened.of(before), _Opened.of(after)
    if old.case.digest == new.case.digest:
        raise MergeError(faults.same_review(str(after)))
    registration = _registration(old.review.plan, new.review.plan, str(after))
    numbers = numbers_after(old.review, new.review, registration.moved)
    made = carried(
        [_said_then(kept.mark, old.manifest, new.manifest) for kept in old.store.marks],
        old.manifest,
        new.manifest,
        moved=registration.moved,
        numbers=numbers,
        heights=new.heights() if old.store.marks else {},
    )
    kept = tuple(_kept(made, old))
    todo = Import(
        digest=_digest(old, new),
        name=old.case.marks.name,
        producer="CPTED",
        person=f"R{old.manifest.round}",
        carried=True,
        marks=tuple(_steps(kept, new.store)),
    )
    return Carry(
        case=new.case,
        store=new.store,
        manifest=new.manifest,
        registration=registration,
        kept=kept,
        todo=todo,
        is_known=new.store.holds(todo.digest, todo.person),
    )


def numbers_after(before: ReviewFolder, after: ReviewFolder, moved: Affine6) -> dict[int, int]:
    """Numbers of findings after by those of the same findings before.

    The same are those that a comparison takes for one (by id, place or name), and the only one of
    its clause and rule on a storey with the only one there after: its worst place may be another.

    Args:
        moved: site metres before to site metres after.
    """
    laid = replace(before.plan, boundaries=())  # or its outline would be moved a second time

    def place(plan: SitePlan, finding: Finding) -> BaseGeometry | None:
        if plan is not laid:
            return site_of(plan, finding)
        shape = site_of(before.plan, finding)
        return to_site(shape, moved) if shape is not None else None

    found = compare(
        Round(assessment=before.assessment, plan=laid),
        Round(assessment=after.assessment, plan=after.plan),
        place=place,
    )
    pairs = [(c.before, c.after) for c in found.findings]
    raised = [f for _, f in pairs if f is not None and f.verdict in RAISED]
    alone, only = _only([f for f, _ in pairs if f is not None]), _only(raised)
    numbers = {number: only[kind] for kind, number in alone.items() if kind in only}
    return numbers | {a.number: b.number for a, b in pairs if a is not None and b in raised}


def _only(findings: Sequence[Finding]) -> dict[tuple[object, ...], int]:
    """Numbers of findings by what they are of, of those that are alone in it."""
    kinds = [(f.clause, f.rule, f.parameters, f.storey) for f in findings]
    return {k: f.number for k, f in zip(kinds, findings, strict=True) if kinds.count(k) == 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A reviewed round with what people said and the record of its report."""

    case: Case
    review: ReviewFolder
    store: Store
    manifest: Manifest

    @classmethod
    def of(cls, place: Path) -> "_Opened":
        file = place / ASSESSMENT if place.is_dir() else place
        review = opened_review(file)
        case = Case.of(file)
        store = case.store()
        manifest = case.manifest(store)
        if manifest.assessment != case.digest:
            raise MergeError(faults.other_manifest(str(case.marks)))
        return cls(case=case, review=review, store=store, manifest=manifest)

    def heights(self) -> Mapping[int, float]:
        """Of the pages of its report, where that is there. [pt]"""
        copy = self.case.copy_of(self.manifest)
        return {page.number: page.box[3] for page in copy.read.pages} if copy else {}


def _registration(before: SitePlan, after: SitePlan, where: str) -> Registration:
    """The move of the plan, if it is beyond doubt."""
    found = registered(corners_of(before), corners_of(after))
    if found is None or found.met < FEWEST:
        found_words = Text(
            ko="두 회차의 도면에서 같은 자리로 겹치는 모서리가 모자람",
            en="too few corners of the two plans can be laid on one another",
        )
        met = found.met if found else 0
        expected = Text(
            ko=f"모서리의 {ENOUGH:.0%} 이상, {FEWEST}개 이상이 {NEAR_M:g} m 안에서 겹침 ({met}개)",
            en=f"at least {ENOUGH:.0%} of the corners and {FEWEST} within {NEAR_M:g} m ({met} do)",
        )
        raise MergeError(faults.not_registered(where, found_words, expected))
    if not found.is_only_one:
        found_words = Text(
            ko=f"모서리 {found.of}개 중 {found.met}개가 겹치는 자리와 {found.rival}개가 겹치는 "
            "다른 자리",
            en=f"one place where {found.met} of {found.of} corners meet, and another where "
            f"{found.rival} do",
        )
        expected = Text(ko="하나뿐인 자리", en="one place only")
        raise MergeError(faults.not_registered(where, found_words, expected))
    return found


def _said_then(mark: Mark, before: Manifest, after: Manifest) -> Mark:
    """A state that ended a finding then, in words: it ends nothing in drawings filed since."""
    if mark.review not in CLOSED or mark.reply_to not in {m.key for m in before.marks}:
        return mark
    state = REVIEW_NAMES[mark.review].in_(Lang(after.language))
    said = SAID_THEN.fill(round=str(before.round), state=state).in_(Lang(after.language))
    words = f"{said} {mark.contents}".strip()
    return mark.model_copy(update={"review": None, "contents": words})


def _kept(made: Carried, old: _Opened) -> Iterator[Kept]:
    lacking: dict[str, Lacking] = {one.mark.key: one.lacking for one in made.unplaced}
    lacking |= made.beside
    marks = {mark.key: mark for mark in (*made.marks, *(one.mark for one in made.unplaced))}
    for kept in old.store.marks:
        mark = marks[kept.mark.key]
        was = kept.origin
        origin = Origin(
            round=was.round if was else old.manifest.round,
            assessment=was.assessment if was else old.manifest.assessment,
            page=was.page if was else kept.mark.page,
            lacking=lacking.get(mark.key),
        )
        yield Kept(mark=mark, person=kept.person, came=mark, origin=origin)


def _steps(kept: tuple[Kept, ...], store: Store) -> Iterator[MarkStep]:
    """What is new, or otherwise than when it was carried and nobody touched it since."""
    there = store.by_key()
    last = {step.key: one for one in store.imports for step in one.marks}
    for each in kept:
        key = each.mark.key
        is_ours = key not in last or last[key].carried
        if is_ours and there.get(key) != each and (key in last) == (key in there):
            yield MarkStep(key=key, before=there.get(key), after=each)


def _digest(old: _Opened, new: _Opened) -> str:
    """Of what is carried, and to where."""
    said = [old.case.digest, new.case.digest, *(k.model_dump_json() for k in old.store.marks)]
    return sha256(_SIGN.join(said).encode()).hexdigest()
