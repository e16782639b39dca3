"""The least-observed way to what findings say is hidden or in reach, as one more witness of it."""

from collections.abc import Iterator
from dataclasses import replace

import shapely
from shapely import MultiLineString

from cpted_rules.analysis.approach.exposure import Watchfulness
from cpted_rules.analysis.approach.routes import Approach
from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.findings import Assessment, Finding, Verdict
from cpted_rules.rule import Witness, WitnessKind
from cpted_rules.site import Site
from cpted_rules.text import Text

ENTRANCES = frozenset({"SUR102"})
"""Rules on entrances of which too little is seen."""
REACHED = frozenset({"ACC205", "HRD706"})
"""Rules on openings of a building that somebody can get to."""
FOUND_WANTING = (Verdict.FAIL, Verdict.REFERRED)


def with_approaches(assessment: Assessment, site: Site) -> Assessment:
    """The assessment, its findings on hidden entrances and reachable openings with the way there.

    By day; of the openings of a building, to the one that is come to least observed. Where no
    finding needs it, nothing is computed.
    """
    return replace(
        assessment, findings=tuple(_with_approach(finding, site) for finding in assessment.findings)
    )


def _with_approach(finding: Finding, site: Site) -> Finding:
    found = min(_approaches(finding, site), key=_observed, default=None)
    if found is None:
        return finding
    return replace(finding, witness=(*finding.witness, *_witnesses(found)))


def _observed(route: Approach) -> tuple[float, float, str]:
    return -round(route.unseen_m, 3), round(route.mean_watched, 6), route.target


def _approaches(finding: Finding, site: Site) -> Iterator[Approach]:
    """The ways to what a finding is about, where it is found wanting."""
    if finding.verdict not in FOUND_WANTING or finding.measured is None:
        return
    # of openings in reach any is one too many; that all of them resist is said by 1
    reached = finding.measured < 1.0 if finding.unit == "yes" else finding.measured > 0.0
    if finding.rule in ENTRANCES and (finding.beyond_reference or finding.verdict is Verdict.FAIL):
        wanted = {subject.id for subject in finding.subjects}
        routes = site.approach.routes(Watchfulness(), False, None, 0)
    elif finding.rule in REACHED and reached:
        with_m = dict(finding.parameters)
        climber = Climber(reach_m=float(with_m["reach_m"]), gap_m=float(with_m["gap_m"]))
        storey = int(with_m["up_to_storey"])
        wanted = _reached(finding, site, climber, storey)
        routes = site.approach.routes(Watchfulness(), False, climber, storey)
    else:
        return
    yield from (route for route in routes if route.target in wanted)


def _reached(finding: Finding, site: Site, climber: Climber, up_to_storey: int) -> set[str]:
    """The openings in reach that a finding of a building is about."""
    about = {subject.id for subject in finding.subjects}
    named = about - {finding.subjects[0].id}
    reaches = [r for r in site.climb.reaches(climber, up_to_storey) if r.reachable]
    of = {r.target.id for r in reaches if about & {r.target.building, r.target.id}}
    return of & named or of


def _witnesses(route: Approach) -> Iterator[Witness]:
    seen = 1.0 if route.length_m <= 0 else 1.0 - route.unseen_m / route.length_m
    label = LABEL.fill(m=f"{route.length_m:.0f}", share=f"{max(seen, 0.0) * 100:.0f}")
    # the corners of a way over cells are many; those in a row say nothing
    line = shapely.simplify(route.line, 0.001)
    yield Witness(kind=WitnessKind.APPROACH, shape=line, label=label)
    parts = [shapely.simplify(part, 0.001) for part in route.unseen]
    if parts:
        total = UNSEEN.fill(m=f"{route.unseen_m:.0f}")
        yield Witness(kind=WitnessKind.UNSEEN_STRETCH, shape=MultiLineString(parts), label=total)


LABEL = Text(
    ko="가장 덜 보이는 접근로 {m}\u2009m, {share}\u2009%에서 보임",
    en="least-observed approach {m}\u2009m, seen on {share}\u2009%",
)
UNSEEN = Text(ko="안 보임 {m}\u2009m", en="unseen {m}\u2009m")
