"""The report that went out in a round: its manifest, and where marks lie on its pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from app.annotations.laid import figure_for
from app.annotations.placing import to_page
from app.annotations.read import read_returned
from app.annotations.record import XY, Manifest, Mark, MarkKind, PlacedFigure, Rect, Review
from app.annotations.shape import drawn
from app.blobs import Blobs
from app.db import SubmissionRow
from app.errors import NotFoundError
from app.reviews import faults
from app.reviews.annotations import Kind, shape_of
from app.reviews.findings import RoundFindings
from app.reviews.tables import AnnotationRow
from cpted_rules.text import Lang

REPORTS = {Lang.KO: "report.pdf", Lang.EN: "report.en.pdf"}
_KEPT = 16
"""Manifests kept read: about a second each to read, half a megabyte each."""
_ENOUGH = 0.5
"""Share of a mark that a figure must show to be said to show it."""
_GROUND = (0, 1)
"""The open ground and the storey on it are drawn together."""
_PIN_PT, _LINE_PT, _WIDE_PT = 20.0, 12.0, 150.0
_LETTERS = 22
"""Of Korean in a line of a box of words."""
_OURS = (0.078, 0.286, 0.478)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a mark lies on a page.

    Args:
        page: from 0.
        figure: of the manifest, if it lies on one.
        points: one point, a line, or the corners of a ring. [pt]
    """

    page: int
    figure: str | None
    points: tuple[tuple[XY, ...], ...]


def languages(submission: SubmissionRow) -> tuple[Lang, ...]:
    """The languages a round's report is there in."""
    names = {output.name for output in submission.outputs}
    return tuple(lang for lang, name in REPORTS.items() if name in names)


def manifest_of(blobs: Blobs, submission: SubmissionRow, lang: Lang) -> Manifest:
    """What the report of a round holds.

    Raises:
        NotFoundError: there is no such report, or it was made before reports said it.
    """
    name = REPORTS[lang]
    digest = next((o.digest for o in submission.outputs if o.name == name), None)
    found = _manifest(blobs, digest) if digest else None
    if found is None:
        raise NotFoundError(faults.no_row("report", name))
    return found


@lru_cache(maxsize=_KEPT)
def _manifest(blobs: Blobs, digest: str) -> Manifest | None:
    return read_returned(blobs.path(digest)).manifest


def places(row: AnnotationRow, manifest: Manifest) -> tuple[Place, ...]:
    """Where a mark shows: on the page it was made on, and on every figure that shows its place."""
    found = list(_own(row, manifest))
    shape = shape_of(row)
    if shape is not None:
        there = {(place.page, place.figure) for place in found}
        found += [
            place
            for place in _on_figures(shape, row.storey, manifest)
            if (place.page, place.figure) not in there
        ]
    return tuple(found)


def marks_to_send(
    rows: Iterable[AnnotationRow],
    manifest: Manifest,
    findings: RoundFindings,
    names: Mapping[str, str],
) -> tuple[Mark, ...]:
    """Marks of a round as they are written into the report; what no page shows is left out.

    Args:
        names: of people, by id.
    """
    rows = list(rows)
    keys = {row.id: row.key for row in rows}
    sent: dict[str, Mark] = {}
    for row in sorted(rows, key=lambda row: row.parent_id is not None):
        made = _answer(row, keys, sent) if row.parent_id else _mark(row, manifest, findings)
        if made is not None:
            author = names.get(row.person_id, "")
            sent[made.key] = made.model_copy(update={"author": author, "contents": row.text})
    return tuple(sent.values())


def _own(row: AnnotationRow, manifest: Manifest) -> Iterator[Place]:
    if row.mark is None or row.page is None or row.page >= len(manifest.pages):
        return
    mark = Mark.model_validate(row.mark)
    if mark.reply_to is None or mark.kind is not MarkKind.NOTE:
        yield Place(page=row.page, figure=mark.figure, points=_rings(drawn(mark)))


def _on_figures(shape: BaseGeometry, storey: int, manifest: Manifest) -> Iterator[Place]:
    for figure in manifest.figures:
        if figure.to_site is None or not _same_ground(figure.storey, storey):
            continue
        there = to_page(shape, figure.to_site)
        window = box(*figure.rect)
        size = there.area or there.length
        inside = there.intersection(window)
        shown = (inside.area or inside.length) / size if size else float(window.covers(there))
        if shown >= _ENOUGH:
            yield Place(page=figure.page, figure=figure.id, points=_rings(there))


def _same_ground(one: int, other: int) -> bool:
    return one == other or (one in _GROUND and other in _GROUND)


def _rings(shape: BaseGeometry) -> tuple[tuple[XY, ...], ...]:
    parts = shapely.get_parts(shape).tolist()
    return tuple(_points(getattr(part, "exterior", part)) for part in parts)


def _points(shape: BaseGeometry) -> tuple[XY, ...]:
    return tuple(
        (round(float(x), 2), round(float(y), 2)) for x, y in shapely.get_coordinates(shape)
    )


def _mark(row: AnnotationRow, manifest: Manifest, findings: RoundFindings) -> Mark | None:
    found = findings.of(row.finding_id)
    number = found.number if found else None
    if row.mark is not None:
        return Mark.model_validate(row.mark).model_copy(update={"key": row.key})
    shape = shape_of(row)
    figure = figure_for(shape, row.storey, number, manifest.figures) if shape is not None else None
    if shape is None or figure is None or figure.to_site is None:
        return None
    on_page = to_page(shape, figure.to_site)
    return _laid(row, on_page, figure, number)


def _laid(
    row: AnnotationRow, shape: BaseGeometry, figure: PlacedFigure, number: int | None
) -> Mark:
    kinds = {Kind.POINT: MarkKind.NOTE, Kind.TEXT: MarkKind.FREE_TEXT, Kind.LINE: MarkKind.POLYLINE}
    kind = kinds.get(Kind(row.kind), MarkKind.POLYGON)
    rings = _rings(shape)
    x0, y0, x1, y1 = (round(float(v), 2) for v in shape.bounds)
    rect: Rect = (x0, y0, x1, y1)
    if kind is MarkKind.NOTE:
        rect = (x0 - _PIN_PT / 2, y0 - _PIN_PT / 2, x0 + _PIN_PT / 2, y0 + _PIN_PT / 2)
    elif kind is MarkKind.FREE_TEXT:
        lines = sum(1 + len(line) // _LETTERS for line in row.text.splitlines() or [""])
        rect = (x0, y0 - _LINE_PT * (lines + 0.6), x0 + _WIDE_PT, y0)
    elif kind is MarkKind.POLYGON:
        rings = tuple(ring[:-1] for ring in rings)
    drawn_by_points = kind in (MarkKind.POLYLINE, MarkKind.POLYGON)
    return Mark(
        key=row.key,
        kind=kind,
        page=figure.page,
        rect=rect,
        points=rings if drawn_by_points else (),
        subject=str(number) if number else "",
        created=row.created_at,
        modified=row.updated_at,
        colour=_OURS,
        finding=number,
        figure=figure.id,
        site=row.site,
    )


def _answer(row: AnnotationRow, keys: Mapping[str, str], sent: Mapping[str, Mark]) -> Mark | None:
    above = sent.get(keys.get(row.parent_id or "", ""))
    if above is None:
        return None
    return Mark(
        key=row.key,
        kind=MarkKind.NOTE,
        page=above.page,
        rect=above.rect,
        created=row.created_at,
        modified=row.updated_at,
        reply_to=above.key,
        review=Review(row.review) if row.kind == Kind.STATE else None,
        finding=above.finding,
    )
