"""Ribbons along the walks and roads of findings: from how many places each stretch is seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from cpted_rules.analysis.sight.along import Band, bands, way_of
from cpted_rules.figure.analyses.ribbon import graded, ribbon, station_step_m, stations
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.lattice import Lattice, lattice_of
from cpted_rules.figure.layer import Layer, together
from cpted_rules.findings import Finding
from cpted_rules.plan import Road, SitePlan, Walk
from cpted_rules.text import Lang, Text, join

LIMITS = (0.5, 1.5, 4.5)
"""Between what is seen from nowhere, from one place, from a few, and from more."""
RANKS = graded(
    (
        Text(ko="어디서도 안 보이는 구간", en="stretch seen from nowhere"),
        Text(ko="1곳에서 보임", en="seen from 1 place"),
        Text(ko="2–4곳", en="2–4 places"),
        Text(ko="5곳 이상", en="5 or more"),
    )
)
ALONG = Text(ko="길이 방향으로 {parts}", en="Along it: {parts}")
PART = Text(ko="{rank} {m} m", en="{rank} {m} m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The middle line of a way, and its stretches from its beginning."""

    line: LineString
    bands: tuple[Band, ...]


def watched(plan: SitePlan, finding: Finding) -> Watched | None:
    """How a walk or road is watched along its middle; None where the finding counts nothing of one.

    Each step takes the count of the nearest cell that the rule looked at.
    """
    field, subject = finding.field, finding.subjects[0].id if finding.subjects else ""
    if field is None or field.unit != "count" or finding.where is None or finding.where.area <= 0:
        return None
    if not isinstance(plan.by_id.get(subject), Walk | Road):
        return None
    # graphs are not needed to read a drawing, which imports figures too
    from cpted_rules.analysis.walk.lines import line_of

    line, cells = line_of(finding.where), lattice_of(field)
    if line is None or not cells.known:
        return None
    way = way_of(line)
    return Watched(line=line, bands=bands(way, _nearest(cells, way.at), LIMITS))


def _nearest(cells: Lattice, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values of the cells nearest to some points."""
    row, column = np.nonzero(~np.isnan(cells.values))
    at = cells.on_site(np.column_stack([column, row]).astype(np.float64))
    away = ((points[:, None] - at[None]) ** 2).sum(axis=2).argmin(axis=1)
    values: NDArray[np.float64] = cells.values[row[away], column[away]]
    return values


def watched_layer(plan: SitePlan, findings: Sequence[Finding], frame: Frame, lang: Lang) -> Layer:
    """The ribbons of some findings; of a single one with distances along it."""
    found = [one for finding in findings if (one := watched(plan, finding)) is not None]
    stretches = [(band.line, band.rank) for one in found for band in one.bands]
    layers = [ribbon(stretches, RANKS, frame, lang)]
    if len(findings) == 1:
        layers += [
            stations(one.line, frame, every_m=station_step_m(one.line.length)) for one in found
        ]
    return together(layers)


def watched_text(plan: SitePlan, findings: Sequence[Finding]) -> Iterator[Text]:
    """How long the stretches of each class are, in words; nothing where there is no ribbon."""
    found = [one for finding in findings if (one := watched(plan, finding)) is not None]
    lengths = [
        (rank.words, sum(b.to_m - b.from_m for one in found for b in one.bands if b.rank == n))
        for n, rank in enumerate(RANKS)
    ]
    parts = [PART.fill(rank=words, m=f"{m:.0f}") for words, m in lengths if m > 0]
    if parts:
        yield ALONG.fill(parts=join(parts))
