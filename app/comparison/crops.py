"""The same piece of the site before and after, at one scale, with what proves the finding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from app.comparison.rounds import Rounds
from app.exports.review_folder import ReviewFolder
from cpted_rules.compare import Compared
from cpted_rules.figure import Figure, Size, finding_figure, site_of
from cpted_rules.figure.frame import Bounds, joined
from cpted_rules.figure.window import worth_showing
from cpted_rules.findings import Finding, Verdict
from cpted_rules.text import Lang

SIZE = Size(width_mm=86, height_mm=74, paper="A4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crops:
    """A finding before and after; None where it has no place."""

    before: Figure | None
    after: Figure | None


def crops(compared: Compared, rounds: Rounds, lang: Lang, *, size: Size = SIZE) -> Crops:
    """Both drawings, of one window; where a round has no such finding, its place as it is there."""
    x, y = rounds.comparison.moved_m
    before, after = rounds.before, rounds.after
    was, now = compared.before, compared.after
    if was is None and now is not None:
        was = _bare(now, after, (-x, -y))
    elif now is None and was is not None:
        now = _bare(was, before, (x, y))
    if was is None or now is None:
        return Crops(before=None, after=None)
    old, new = _extent(was, before), _extent(now, after)
    around = joined(_moved(old, (x, y)), new) if old and new else new or old
    return Crops(
        before=finding_figure(
            before.plan,
            was,
            before.assessment.settings,
            lang=lang,
            size=size,
            around=_moved(around, (-x, -y)) if around else None,
        ),
        after=finding_figure(
            after.plan, now, after.assessment.settings, lang=lang, size=size, around=around
        ),
    )


def _bare(finding: Finding, review: ReviewFolder, by_m: tuple[float, float]) -> Finding:
    """The place of a finding as the other round may be drawn at: without what proved it."""
    shape = site_of(review.plan, finding)
    return replace(
        finding,
        verdict=Verdict.NOT_APPLICABLE,
        subjects=(),
        witness=(),
        field=None,
        where=translate(shape, *by_m) if shape is not None else None,
    )


def _extent(finding: Finding, review: ReviewFolder) -> Bounds | None:
    shape = site_of(review.plan, finding)
    found = [b for s in (shape, *(worth_showing(w) for w in finding.witness)) if (b := _bounds(s))]
    return _all(found)


def _bounds(shape: BaseGeometry | None) -> Bounds | None:
    if shape is None or shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    return (west, south, east, north)


def _all(bounds: Iterable[Bounds]) -> Bounds | None:
    whole: Bounds | None = None
    for one in bounds:
        whole = one if whole is None else joined(whole, one)
    return whole


def _moved(bounds: Bounds, by_m: tuple[float, float]) -> Bounds:
    x, y = by_m
    return (bounds[0] + x, bounds[1] + y, bounds[2] + x, bounds[3] + y)
