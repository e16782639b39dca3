"""One site data file, read: rows, coordinate system, place on the site, and the account of it."""

from collections.abc import Mapping

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.errors import Fault, SiteDataError
from cpted_rules.note import Note
from cpted_rules.sitedata import remarks
from cpted_rules.sitedata.census import REASONS, Reason, SiteDataCensus, tallied
from cpted_rules.sitedata.columns import is_personal, names_offenders
from cpted_rules.sitedata.files import Row, SourceFile, read_rows
from cpted_rules.sitedata.frame import SiteFrame
from cpted_rules.sitedata.make import Made, make
from cpted_rules.sitedata.make.placed import PlacedRow
from cpted_rules.sitedata.make.points import undoubled
from cpted_rules.sitedata.surroundings import NEAR_M, SiteDataKind, Surroundings
from cpted_rules.sitedata.systems.boxes import KOREA_DEG, SEOUL_DEG, box_of, code_of, is_geographic
from cpted_rules.sitedata.systems.choose import Choice, choose
from cpted_rules.text import Text, join, same

UNKNOWN_SITE_M = 600.0
"""Where no boundary is given, the site is taken to lie within this of its (0, 0)."""


def read_site_data(
    raw: bytes,
    name: str,
    kind: SiteDataKind,
    *,
    frame: SiteFrame,
    crs: str | None = None,
    site: BaseGeometry | None = None,
) -> Surroundings:
    """What one GeoJSON or CSV file says of what lies within NEAR_M of the site.

    Args:
        crs: coordinate system of the file where declared; else its own declaration or its values
            decide.
        site: the site in site metres, where known.

    Raises:
        SiteDataError: it is neither, nothing in it can be used, `crs` is not known, or it is
            larger than the limits.
    """
    source = read_rows(raw, name)
    if names_offenders((name, *source.header)):
        raise SiteDataError(_offenders(name))
    declared, notes = _declared(crs, source, frame, name)
    aside = [(row.place, row.reason) for row in source.rows if row.reason is not None]
    rows = [row for row in source.rows if row.shape is not None]
    shapes = np.array([row.shape for row in rows], dtype=object)
    choice = choose(shapely.get_coordinates(shapes), declared=declared, frame=frame, name=name)
    if choice.crs is None:
        made, far, swapped = Made(), 0, 0
    else:
        inside, swapped, outside = _inside(rows, choice)
        aside.extend((place, Reason.OUTSIDE) for place in outside)
        near, far = _near(inside, choice.crs, frame, name, site)
        made = make(near, kind)
        aside.extend(made.aside)
    used = len(source.rows) - far - len(aside) if choice.crs is not None else 0
    if aside and used == far == 0 and choice.crs is not None:
        raise SiteDataError(_nothing(name, aside))
    points, doubled = undoubled(made.points)
    operation = frame.operation(choice.crs, name) if choice.crs is not None else None
    census = SiteDataCensus(
        file=name,
        kind=kind.value,
        form=source.form,
        encoding=source.encoding,
        header_line=source.header_line,
        columns=_columns(source),
        not_kept=tuple(h for h in source.header if is_personal(h)),
        rows_read=len(source.rows),
        rows_used=used,
        rows_far=far,
        doubled=doubled,
        repaired_rows=source.repaired,
        repaired_areas=made.repaired,
        set_aside=tallied(aside),
        crs_declared=declared,
        crs_detected=tuple(c.name for c in choice.candidates),
        crs_used=choice.crs,
        swapped=swapped,
        operation=_steps(operation.description) if operation else "",
        accuracy_m=operation.accuracy if operation and operation.accuracy >= 0 else None,
    )
    return Surroundings(
        buildings=tuple(made.buildings),
        roads=tuple(made.roads),
        points=points,
        districts=tuple(made.districts),
        crime_grades=tuple(made.crime_grades),
        parcels=tuple(made.parcels),
        notes=(*notes, *choice.notes, *remarks.of_file(census, source, made)),
        census=(census,),
    )


def _declared(
    crs: str | None, source: SourceFile, frame: SiteFrame, name: str
) -> tuple[str | None, tuple[Note, ...]]:
    """The declared system, the submission's before the file's own, and a remark where they differ.

    Raises:
        SiteDataError: the submission's is not known.
    """
    own = code_of(source.crs) if source.crs else None
    if own is not None and not frame.knows(own):
        own = None
    if crs is None:
        return own, (remarks.strange_crs(name, source.crs),) if source.crs and not own else ()
    code = code_of(crs) or crs
    frame.operation(code, name)
    return code, (remarks.two_systems(name, code, own),) if own and own != code else ()


def _inside(
    rows: list[Row], choice: Choice
) -> tuple[list[tuple[int, Row, BaseGeometry]], int, list[str]]:
    """Rows that lie in Korea, x first; how many were swapped; places of the others.

    A single row that is swapped among others that are not is put right where that is beyond
    doubt: in degrees within Korea, in metres within Seoul.
    """
    crs = choice.crs or ""
    korea = box_of(crs, KOREA_DEG)
    other = box_of(crs, KOREA_DEG if is_geographic(crs) else SEOUL_DEG)
    shapes = np.array([row.shape for row in rows], dtype=object)
    bounds = shapely.bounds(shapes).reshape(-1, 4)
    if choice.swapped:
        bounds = bounds[:, [1, 0, 3, 2]]
    fits = _within(bounds, korea)
    turned = ~fits & _within(bounds[:, [1, 0, 3, 2]], other)
    placed: list[tuple[int, Row, BaseGeometry]] = []
    outside: list[str] = []
    swapped = 0
    for number, row in enumerate(rows):
        if row.shape is None or not (fits[number] or turned[number]):
            outside.append(row.place)
            continue
        turn = choice.swapped != bool(turned[number])
        swapped += turn
        shape = shapely.transform(row.shape, lambda xy: xy[:, ::-1]) if turn else row.shape
        placed.append((number, row, shape))
    return placed, swapped, outside


def _within(
    bounds: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    box: tuple[float, float, float, float],
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    x0, y0, x1, y1 = box
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        (bounds[:, 0] >= x0) & (bounds[:, 1] >= y0) & (bounds[:, 2] <= x1) & (bounds[:, 3] <= y1)
    )
    return found


def _near(
    inside: list[tuple[int, Row, BaseGeometry]],
    crs: str,
    frame: SiteFrame,
    name: str,
    site: BaseGeometry | None,
) -> tuple[list[PlacedRow], int]:
    """The rows within NEAR_M of the site, in site metres, and how many lie farther."""
    if not inside:
        return [], 0
    around = site if site is not None else Point(0, 0)
    reach_m = NEAR_M if site is not None else NEAR_M + UNKNOWN_SITE_M
    shapes = frame.sites([shape for _, _, shape in inside], crs, name)
    away = shapely.distance(np.array(shapes, dtype=object), around)
    near = [
        PlacedRow(id=f"{name}:{number}", place=row.place, shape=shape, cells=row.cells)
        for (number, row, _), shape, away_m in zip(inside, shapes, away, strict=True)
        if away_m <= reach_m
    ]
    return near, len(inside) - len(near)


def _columns(source: SourceFile) -> tuple[tuple[str, str], ...]:
    header: Mapping[int, str] = dict(enumerate(source.header))
    return tuple(
        (column.value, ", ".join(header[i] for i in positions))
        for column, positions in source.columns.items()
    )


def _steps(description: str) -> str:
    """The steps of an operation that change values; the order of axes is not one."""
    steps = [s for s in description.split(" + ") if not s.startswith("axis order change")]
    return " + ".join(steps)


def _nothing(name: str, aside: list[tuple[str, Reason]]) -> Fault:
    words = [
        Text(ko="{why} {n}건 ({first})", en="{why}: {n} ({first})").fill(
            why=REASONS[one.reason], n=str(one.count), first=", ".join(one.first[:3])
        )
        for one in tallied(aside)
    ]
    return Fault(
        code="sitedata/nothing-usable",
        where=name,
        found=join(words, "; "),
        expected=Text(ko="좌표나 도형이 있는 행", en="rows with coordinates or a geometry"),
        remedy=Text(
            ko="좌표 열과 자료의 종류(kind)를 확인하십시오.",
            en="Check the coordinates and the kind of the data.",
        ),
    )


def _offenders(name: str) -> Fault:
    return Fault(
        code="sitedata/offenders",
        where=name,
        found=Text(ko="성범죄자 정보", en="data of sex offenders"),
        expected=same("neighbours, roads, lights, cameras, bells, police, …"),
        remedy=Text(
            ko="이 자료는 심의에 쓸 수 없습니다. 제출물에서 빼십시오.",
            en="Such data may not be used in a review. Take the file out.",
        ),
    )
