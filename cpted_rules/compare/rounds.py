"""Two rounds of a case: which findings are new, unchanged, changed, gone or raised again.

A finding keeps its id while clause, rule, parameters and subjects stay the same. Where a drawing
was made anew its handles change, and ids with them; such findings are matched by clause, rule,
parameters, storey and place, else by the name their subject has on the drawings, and it is said
that they were.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.compare.result import Aspect, Change, Compared, Comparison, Matched, Round
from cpted_rules.findings import Finding, Verdict
from cpted_rules.plan import SitePlan

Place = Callable[[SitePlan, Finding], BaseGeometry | None]
"""Where a finding is on a plan."""

RAISED = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
"""Verdicts that ask somebody to do something."""

TOLERANCE_M = 1.0
"""Places no further apart than this are one place. [m]"""

OVERLAP_SHARE = 0.5
"""Areas that share as much of what both cover are one place, wherever their middles are."""

SAME_DECIMALS = 4
"""Values that agree to these decimals are one value."""

CONGRUENT_M = 0.05
"""Outlines of a site that lie as near to each other, one moved onto the other, are one. [m]"""


def compare(
    before: Round, after: Round, *, place: Place, tolerance_m: float = TOLERANCE_M
) -> Comparison:
    """What became of each finding. A pure function; the same for whatever order they stand in.

    Args:
        place: where a finding is.
        tolerance_m: how far a place may be off and still be the same.
    """
    moved = _moved(before.plan, after.plan)
    old = [_placed(f, before.plan, place, moved) for f in before.assessment.findings]
    new = [_placed(f, after.plan, place, (0.0, 0.0)) for f in after.assessment.findings]
    pairs = list(_pairs(old, new, tolerance_m))
    compared = [_compared(pair, before.closed, tolerance_m) for pair in pairs]
    editions = [{e.id for e in r.assessment.editions} for r in (before, after)]
    return Comparison(
        findings=tuple(sorted((c for c in compared if c is not None), key=_order)),
        conforming=sum(_conforms(pair) for pair in pairs),
        moved_m=moved,
        editions_gone=tuple(sorted(editions[0] - editions[1])),
        editions_new=tuple(sorted(editions[1] - editions[0])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A finding with its place in the later round's coordinates."""

    finding: Finding
    shape: BaseGeometry | None

    @property
    def kind(self) -> tuple[object, ...]:
        f = self.finding
        return (f.clause, f.rule, f.parameters, f.storey)

    @property
    def name(self) -> str:
        return self.finding.subjects[0].label if self.finding.subjects else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    before: _Placed | None
    after: _Placed | None
    matched: Matched | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Both:
    before: _Placed
    after: _Placed
    matched: Matched


def _placed(finding: Finding, plan: SitePlan, place: Place, moved: tuple[float, float]) -> _Placed:
    shape = place(plan, finding)
    if shape is not None and shape.is_empty:
        shape = None
    if shape is not None and moved != (0.0, 0.0):
        shape = translate(shape, *moved)
    return _Placed(finding=finding, shape=shape)


def _pairs(old: Sequence[_Placed], new: Sequence[_Placed], tolerance_m: float) -> Iterator[_Pair]:
    """Every finding once: with its other, if it has one."""
    left = {p.finding.id: p for p in old}
    right = {p.finding.id: p for p in new}
    for id in sorted(left.keys() & right.keys()):
        yield _Pair(before=left.pop(id), after=right.pop(id), matched=Matched.ID)
    for kind in sorted({p.kind for p in left.values()} & {p.kind for p in right.values()}, key=str):
        some = [p for p in left.values() if p.kind == kind]
        others = [p for p in right.values() if p.kind == kind]
        for pair in (
            *_by_place(some, others, tolerance_m),
            *_by_name(some, others),
            *_alone(some, others),
        ):
            one, other = pair.before.finding.id, pair.after.finding.id
            if one in left and other in right:
                del left[one], right[other]
                yield _Pair(before=pair.before, after=pair.after, matched=pair.matched)
    yield from (_Pair(before=p, after=None) for p in left.values())
    yield from (_Pair(before=None, after=p) for p in right.values())


def _by_place(
    some: Sequence[_Placed], others: Sequence[_Placed], tolerance_m: float
) -> Iterator[_Both]:
    """The nearest two first, and each finding once."""
    near = (
        sorted(
            (apart, one.finding.id, other.finding.id, one, other)
            for one in some
            for other in others
            if one.shape is not None
            and other.shape is not None
            and (apart := _apart(one.shape, other.shape, tolerance_m)) is not None
        )
        if some and others
        else []
    )
    taken: set[str] = set()
    for _, one_id, other_id, one, other in near:
        if one_id not in taken and other_id not in taken:
            taken |= {one_id, other_id}
            yield _Both(before=one, after=other, matched=Matched.PLACE)


def _by_name(some: Sequence[_Placed], others: Sequence[_Placed]) -> Iterator[_Both]:
    """Findings whose subject has a name that nothing else of its round has."""
    named = [_named(group) for group in (some, others)]
    for name in sorted(named[0].keys() & named[1].keys()):
        yield _Both(before=named[0][name], after=named[1][name], matched=Matched.NAME)


def _named(group: Sequence[_Placed]) -> dict[str, _Placed]:
    names = Counter(p.name for p in group)
    return {p.name: p for p in group if p.name and names[p.name] == 1}


def _alone(some: Sequence[_Placed], others: Sequence[_Placed]) -> Iterator[_Both]:
    """Findings without a place, where each round has just one of the kind."""
    bare = [[p for p in group if p.shape is None] for group in (some, others)]
    if len(bare[0]) == len(bare[1]) == 1:
        yield _Both(before=bare[0][0], after=bare[1][0], matched=Matched.CLAUSE)


def _apart(one: BaseGeometry, other: BaseGeometry, tolerance_m: float) -> float | None:
    """How far the middles of two places are apart; None where they are not one place. [m]"""
    apart = float(one.centroid.distance(other.centroid))
    if apart <= tolerance_m:
        return apart
    if not all("Polygon" in s.geom_type and s.is_valid for s in (one, other)):
        return None
    shared = float(one.intersection(other).area)
    return apart if shared >= OVERLAP_SHARE * (one.area + other.area - shared) > 0 else None


def _compared(pair: _Pair, closed: frozenset[str], tolerance_m: float) -> Compared | None:
    """What became of a finding; None where no round raises it."""
    before = pair.before.finding if pair.before else None
    after = pair.after.finding if pair.after else None
    was = before is not None and before.verdict in RAISED
    stands = after is not None and after.verdict in RAISED
    if not was and not stands:
        return None
    apart = _middles_apart(pair)
    aspects: tuple[Aspect, ...] = ()
    if before is not None and after is not None and was and stands:
        aspects = tuple(_aspects(before, after, apart, tolerance_m))
    if not stands:
        change = Change.GONE
    elif before is not None and (before.id in closed or before.verdict is Verdict.PASS):
        change = Change.REOPENED
    elif not was:
        # what was not there to be looked at was not settled either
        change = Change.NEW
    else:
        change = Change.CHANGED if aspects else Change.UNCHANGED
    return Compared(
        change=change,
        before=before,
        after=after,
        matched=pair.matched,
        apart_m=apart,
        aspects=aspects,
    )


def _middles_apart(pair: _Pair) -> float | None:
    """How far apart the middles of the places are. [m]"""
    one, other = (p.shape if p else None for p in (pair.before, pair.after))
    return None if one is None or other is None else float(one.centroid.distance(other.centroid))


def _aspects(
    before: Finding, after: Finding, apart_m: float | None, tolerance_m: float
) -> Iterator[Aspect]:
    if before.verdict is not after.verdict:
        yield Aspect.VERDICT
    values = [
        None if f.measured is None else round(f.measured, SAME_DECIMALS) for f in (before, after)
    ]
    if values[0] != values[1]:
        yield Aspect.VALUE
    if before.required != after.required:
        yield Aspect.BOUND
    if before.lacking != after.lacking:
        yield Aspect.LACKING
    if apart_m is not None and apart_m > tolerance_m:
        yield Aspect.PLACE


def _conforms(pair: _Pair) -> bool:
    return all(
        p is not None and p.finding.verdict is Verdict.PASS for p in (pair.before, pair.after)
    )


def _order(compared: Compared) -> tuple[bool, int, str]:
    shown = compared.after if compared.change is not Change.GONE else compared.before
    number = shown.number if shown else 0
    return (compared.change is Change.GONE, number, shown.id if shown else "")


def _moved(before: SitePlan, after: SitePlan) -> tuple[float, float]:
    """How far the outline of the site was moved, if it is the same outline. [m]"""
    one, other = (shapely.union_all([b.area for b in plan.boundaries]) for plan in (before, after))
    if one.is_empty or other.is_empty:
        return (0.0, 0.0)
    x, y = (float(a - b) for a, b in zip(other.bounds[:2], one.bounds[:2], strict=True))
    if max(abs(x), abs(y)) <= CONGRUENT_M:
        return (0.0, 0.0)
    if translate(one, x, y).hausdorff_distance(other) > CONGRUENT_M:
        return (0.0, 0.0)
    return (x, y)
