"""The pages of the job: twenty-five maps over the plan, then Korean tables of some 3,600 cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import box

from app.analyses.page import Page, Shown, lux, metres, number, table
from benchmarks.suite.job.maps import Job, Maps
from cpted_rules.analysis.cameras.classes import IEC_62676_4_2014
from cpted_rules.figure.analyses.drawing import drawing, frame_for
from cpted_rules.figure.analyses.heat import BLUES, LIGHTS, SANDS, heat, round_limits
from cpted_rules.text import Lang, Text, same

Floats = NDArray[np.float64]

WIDE_MM, MOST_MM = 176.0, 208.0
ROWS = 46
"""Rows of a page of tables."""

WINDOW_ROWS = 540
"""Windows that have a row, taken evenly from all."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chart:
    """A map: which values, over which part of the site.

    Args:
        values: shape (M,), of the cells of 1 m.
        part: west, south, east, north. [m]
    """

    slug: str
    title: Text
    values: Floats
    part: tuple[float, float, float, float]
    unit: str
    tints: Sequence[str] = BLUES
    limits: tuple[float, ...] = ()


def charts(job: Job, maps: Maps) -> tuple[Chart, ...]:
    """The maps of the report."""
    site = job.site.ground.bounds
    seen = maps.windows.sum(axis=0).astype(np.float64)
    steps = tuple(one.px_per_m for one in IEC_62676_4_2014[:5])
    whole = (
        Chart(slug="windows", title=WINDOWS, values=seen, part=site, unit="count"),
        Chart(
            slug="places",
            title=PLACES,
            values=maps.places.astype(np.float64),
            part=site,
            unit="count",
        ),
        Chart(slug="light", title=LIGHT, values=maps.light, part=site, unit="lx", tints=LIGHTS),
        Chart(
            slug="cameras",
            title=CAMERAS,
            values=maps.density,
            part=site,
            unit="px_per_m",
            limits=steps,
        ),
        Chart(slug="ways", title=WAYS, values=maps.nearest, part=site, unit="m", tints=SANDS),
    )
    by_building = tuple(
        Chart(
            slug=f"building-{n}",
            title=OF_BUILDING.fill(name=building.label),
            values=counts.astype(np.float64),
            part=site,
            unit="count",
        )
        for n, (building, counts) in enumerate(zip(maps.buildings, maps.windows, strict=True))
    )
    parts = tuple(
        Chart(
            slug=f"{slug}-{n}",
            title=PART.fill(what=title, n=str(n + 1)),
            values=values,
            part=part,
            unit=unit,
            tints=tints,
        )
        for slug, title, values, unit, tints in (
            ("windows-part", WINDOWS, seen, "count", BLUES),
            ("light-part", LIGHT, maps.light, "lx", LIGHTS),
        )
        for n, part in enumerate(_quarters(site))
    )
    return (*whole, *by_building, *parts)


def pages(job: Job, maps: Maps, drawn: Sequence[Chart]) -> tuple[Page, ...]:
    """The pages of the report."""
    return (*(_map_page(job, chart) for chart in drawn), *_tables(job, maps))


def _map_page(job: Job, chart: Chart) -> Page:
    grid = job.grid
    frame = frame_for(chart.part, width_mm=WIDE_MM, most_mm=MOST_MM)
    limits = chart.limits or round_limits(chart.values)
    layer = heat(grid, chart.values, limits, frame, Lang.KO, unit=chart.unit, tints=chart.tints)
    figure = drawing(job.site.plan, frame, layer, level=0, lang=Lang.KO, alternative=chart.title)
    known = chart.values[np.isfinite(chart.values)]
    caption = CAPTION.fill(
        title=chart.title, mean=f"{known.mean():,.1f}", most=f"{known.max():,.1f}"
    )
    return Page(
        slug=chart.slug,
        title=chart.title,
        lead=LEAD,
        shown=(Shown(figure=figure, caption=caption),),
    )


def _tables(job: Job, maps: Maps) -> Iterator[Page]:
    """Windows, lamps and entrances, a row each."""
    rows = [*_window_rows(job, maps), *_door_rows(job, maps)]
    for n, start in enumerate(range(0, len(rows), ROWS)):
        part = rows[start : start + ROWS]
        yield Page(
            slug=f"rows-{n}",
            title=TABLE.fill(n=str(n + 1)),
            lead=LEAD,
            tables=(table(TABLE_OF, HEAD, part, words=2, most=ROWS),),
        )


def _window_rows(job: Job, maps: Maps) -> Iterator[tuple[Text, ...]]:
    eyes = [
        (building, row) for building, one in job.eyes for row in zip(one.ids, one.at, strict=True)
    ]
    most = len(job.grid.points)
    wanted = np.linspace(0, len(eyes) - 1, WINDOW_ROWS).astype(np.int64)
    for n in wanted.tolist():
        building, (id, at) = eyes[n]
        yield (
            same(building.label),
            same(id),
            metres(float(at[2]), 2),
            same(f"{int(maps.cells[n]):,}"),
            number(100.0 * float(maps.cells[n]) / most),
            same(f"{at[0]:.1f}, {at[1]:.1f}"),
        )


def _door_rows(job: Job, maps: Maps) -> Iterator[tuple[Text, ...]]:
    grid = job.grid
    at = {(int(r), int(c)): n for n, (r, c) in enumerate(zip(grid.row, grid.column, strict=True))}
    for n, (door, cell) in enumerate(zip(job.site.entrances, job.doors, strict=True)):
        mean, furthest = maps.ways[n].tolist()
        yield (
            same(door.label),
            same(door.id),
            metres(mean),
            metres(furthest),
            lux(float(maps.light[at[cell]])),
            same(f"{int(maps.places[at[cell]]):,}"),
        )


def _quarters(
    whole: tuple[float, float, float, float],
) -> Iterator[tuple[float, float, float, float]]:
    west, south, east, north = whole
    x, y = (west + east) / 2, (south + north) / 2
    for part in (box(west, south, x, y), box(x, south, east, y), box(west, y, x, north),
                 box(x, y, east, north)):  # fmt: skip
        yield part.bounds


WINDOWS = Text(ko="창에서 보이는 곳", en="Seen from windows")
PLACES = Text(ko="보행로에서 보이는 곳", en="Seen from walks")
LIGHT = Text(ko="수평면 조도", en="Horizontal illuminance")
CAMERAS = Text(ko="CCTV 해상도", en="Pixel density of cameras")
WAYS = Text(ko="가장 가까운 출입구까지의 보행거리", en="Walking distance to the nearest entrance")
OF_BUILDING = Text(ko="{name} 창에서 보이는 곳", en="Seen from the windows of {name}")
PART = Text(ko="{what} – {n}구역", en="{what}, part {n}")
CAPTION = Text(ko="{title} – 평균 {mean}, 최대 {most}", en="{title}: mean {mean}, highest {most}")
LEAD = Text(
    ko="건축물·담장의 그늘과 가림을 반영하여 1 m 격자마다 계산함. 직접 보이는 것만 셈.",
    en="Computed for each cell of 1 m, with what stands in the way. Direct sight only.",
)
TABLE = Text(ko="창과 출입구별 결과 {n}", en="Windows and entrances {n}")
TABLE_OF = Text(ko="창·출입구별 값", en="Values of windows and entrances")
HEAD = (
    Text(ko="동", en="building"),
    Text(ko="번호", en="id"),
    Text(ko="눈높이·평균거리", en="eye height, mean distance"),
    Text(ko="보이는 칸·최대거리", en="cells seen, furthest"),
    Text(ko="보이는 비율(%)·조도", en="share seen (%), light"),
    Text(ko="위치·감시점", en="place, places that see it"),
)
