"""Pages on space as it is seen: isovists, and the visibility graph."""

import numpy as np
from shapely import Point
from shapely.geometry.base import BaseGeometry

from app.analyses.framing import plan_frame
from app.analyses.lines import walk_lines
from app.analyses.naming import named, told_apart
from app.analyses.page import (
    HALF_MM,
    Page,
    Shown,
    Table,
    metres,
    number,
    percent,
    square,
    table,
)
from cpted_rules.analysis.isovist import Isovist, Level, isovist, level_of, measures
from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.sight.graph import EYE_M, MOST_CELLS, depth
from cpted_rules.figure.analyses.drawing import bounds_of, drawing, frame_for
from cpted_rules.figure.analyses.heat import BLUES, heat, round_limits
from cpted_rules.figure.analyses.sights import isovist_layer
from cpted_rules.plan import Opening
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text

STEPS_M = (0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
"""Steps of the visibility graph; the finest is taken that the graph has room for."""
MAIN = ("주출입구", "MAIN")


def main_entrance(site: Site) -> Opening | None:
    """The entrance the drawing names as the main one, else the first; None where none is drawn."""
    doors = [d for d in site.entrances if site.before(d) is not None]
    named = [d for d in doors if any(word in d.label.upper() for word in MAIN)]
    return next(iter(named or doors), None)


def isovist_page(site: Site, lang: Lang) -> Page:
    """What is in sight from the main entrance and from a walk."""
    reach = site.settings.sight_limit_m
    eyes: list[tuple[Text, Point]] = []
    door = main_entrance(site)
    front = None if door is None else site.before(door)
    notes = [EYE_NOTE.fill(z=f"{EYE_M:g}", reach=f"{reach:g}")]
    if door is not None and front is not None:
        eyes.append((FRONT.fill(door=named(site.plan, door.id)), front))
    else:
        notes.append(NO_DOOR)
    walks = walk_lines(site)
    if walks:
        longest = max(walks, key=lambda w: (round(w.line.length, 3), -w.number))
        middle = longest.line.interpolate(0.5, normalized=True)
        eyes.append((MIDDLE.fill(walk=longest.name), middle))
    else:
        notes.append(NO_WALK)
    found = [(n, isovist(_level(site, p), x_m=p.x, y_m=p.y, reach_m=reach)) for n, p in eyes]
    found = [(name, seen) for name, seen in found if not seen.area.is_empty]
    notes += [INSIDE.fill(name=n) for n, p in eyes if n not in [name for name, _ in found]]
    shown = tuple(
        _isovist_figure(site, name, seen, found[n - 1][1], lang)
        for n, (name, seen) in enumerate(found)
    )
    tables = (_measures(site, found, reach), *(_walls(site, n, s) for n, s in found))
    return Page(
        slug="isovist",
        title=Text(ko="보이는 구역 (아이소비스트)", en="Isovist: what is in sight from a point"),
        lead=Text(
            ko="한 점에서 눈높이로 둘러볼 때 보이는 구역과 그 둘레를 이루는 벽. 장애물의 "
            "모서리까지 "
            "정확히 계산한 다각형이며, 눈높이보다 낮은 것은 넘겨다본다.",
            en="What is in sight around a point at eye height, and the walls that bound it: an "
            "exact "
            "polygon past the corners of all that stands that high; what is lower is looked over.",
        ),
        shown=shown,
        tables=tables if found else (),
        notes=tuple(notes),
    )


def _level(site: Site, at: Point) -> Level:
    """What stands in the way of somebody who looks level around a point."""
    z_m = float(site.standing(np.array([[at.x, at.y]]), EYE_M, 0)[0, 2])
    return level_of(site.sight.scene(0), z_m, least_share=LEAST_SHARE)


def _isovist_figure(site: Site, name: Text, seen: Isovist, other: Isovist, lang: Lang) -> Shown:
    frame = frame_for(
        bounds_of([seen.area]),
        width_mm=HALF_MM,
        most_mm=118,
        margin_mm=4,
        at_least_m=16,
        beside=bounds_of([other.area]),
    )
    figure = drawing(
        site.plan,
        frame,
        isovist_layer(seen, frame, lang),
        level=0,
        lang=lang,
        alternative=ISOVIST_ALT.fill(
            name=name, area=f"{seen.area.area:.0f}", walls=str(len(seen.walls))
        ),
    )
    return Shown(figure=figure, caption=name, half=True)


def _measures(site: Site, found: list[tuple[Text, Isovist]], reach_m: float) -> Table:
    each = [
        measures(
            _level(site, Point(seen.x_m, seen.y_m)),
            np.array([[seen.x_m, seen.y_m]]),
            reach_m=reach_m,
        )
        for _, seen in found
    ]
    rows = [
        (MEASURES[0], [square(float(m.area_m2[0]), 0) for m in each]),
        (MEASURES[1], [metres(float(m.perimeter_m[0])) for m in each]),
        (MEASURES[2], [metres(float(m.occlusivity_m[0])) for m in each]),
        (MEASURES[3], [number(float(m.compactness[0])) for m in each]),
        (MEASURES[4], [metres(float(m.drift_m[0])) for m in each]),
        (MEASURES[5], [metres(float(m.nearest_m[0])) for m in each]),
        (MEASURES[6], [metres(float(m.mean_m[0])) for m in each]),
        (MEASURES[7], [metres(float(m.farthest_m[0])) for m in each]),
    ]
    return table(
        Text(ko="측정값", en="Measures"),
        (Text(ko="항목", en="measure"), *(name for name, _ in found)),
        [(name, *values) for name, values in rows],
    )


def _walls(site: Site, name: Text, seen: Isovist) -> Table:
    lengths: dict[str, float] = {}
    shares: dict[str, float] = {}
    for wall in seen.walls:
        lengths[wall.obstacle_id] = lengths.get(wall.obstacle_id, 0.0) + wall.length_m
        shares[wall.obstacle_id] = shares.get(wall.obstacle_id, 0.0) + wall.share
    names = told_apart(site.plan, lengths)
    order = sorted(lengths, key=lambda id: (-round(lengths[id], 6), id))
    return table(
        WALLS_OF.fill(name=name),
        (
            Text(ko="무엇", en="what"),
            Text(ko="보이는 길이", en="length seen"),
            Text(ko="둘레 중", en="of the outline"),
        ),
        [(names[id], metres(lengths[id]), percent(shares[id])) for id in order],
        most=6,
    )


def graph_page(site: Site, lang: Lang) -> Page:
    """The visibility graph of the open ground."""
    ground = site.ground.difference(site.masses(1))
    if ground.area == 0:
        return Page(slug="graph", title=GRAPH, lead=GRAPH_LEAD, notes=(NO_SITE,))
    grid = _graph_grid(ground)
    z_m = float(site.standing(grid.points, EYE_M, 0)[:, 2].mean())
    level = level_of(site.sight.scene(0), z_m, least_share=LEAST_SHARE)
    found = depth(level, grid)
    area = np.where(found.open, found.connectivity * grid.cell_m2, np.nan)
    whole = np.where(found.open & np.isfinite(found.integration), found.integration, np.nan)
    parts = (
        (SEEN_FROM, area, "m2", square, 0),
        (INTEGRATION, whole, "", number, 2),
    )
    shown = tuple(
        _field_figure(site, grid, values, name, unit, lang) for name, values, unit, _, _ in parts
    )
    rows = []
    for name, values, _, say, digits in parts:
        known = values[np.isfinite(values)]
        if known.size:
            cells = (known.min(), np.median(known), known.mean(), known.max())
            rows.append((name, *(say(float(v), digits) for v in cells)))
    return Page(
        slug="graph",
        title=GRAPH,
        lead=GRAPH_LEAD,
        shown=shown,
        tables=(table(Text(ko="값의 분포", en="Values"), SPREAD, rows),),
        notes=(
            GRID.fill(n=f"{int(found.open.sum()):,}", step=f"{grid.step_m:g}", z=f"{EYE_M:g}"),
            Text(
                ko="대지 밖에서 보는 시선은 포함하지 않음. 통합도는 상대값으로, 기준값이 없음.",
                en="Looks from outside the site are not part of it. Integration is relative; "
                "no standard sets a value for it.",
            ),
        ),
    )


def _graph_grid(ground: BaseGeometry) -> Grid:
    for step in STEPS_M:
        grid = grid_of(ground, step)
        if len(grid.points) <= MOST_CELLS * 0.75:
            return grid
    return grid


def _field_figure(
    site: Site, grid: Grid, values: Floats, name: Text, unit: str, lang: Lang
) -> Shown:
    frame, half = plan_frame(site.ground)
    limits = round_limits(values)
    layer = heat(grid, values, limits, frame, lang, unit=unit, tints=BLUES)
    known = values[np.isfinite(values)]
    figure = drawing(
        site.plan,
        frame,
        layer,
        level=0,
        lang=lang,
        alternative=FIELD_ALT.fill(name=name, low=f"{known.min():.3g}", high=f"{known.max():.3g}"),
    )
    return Shown(figure=figure, caption=name, half=half)


FRONT = Text(ko="{door} 앞", en="before {door}")
MIDDLE = Text(ko="{walk}의 가운데", en="middle of {walk}")
EYE_NOTE = Text(
    ko="눈높이 {z} m, 조사 한계 {reach} m. 반 이상 비치는 울타리·수관은 막지 않는 것으로 봄.",
    en="Eye at {z} m, range {reach} m. What lets half or more through does not stand in the way.",
)
NO_DOOR = Text(ko="건물 출입구가 도면에 없음", en="no building entrance is drawn")
NO_WALK = Text(ko="보행로가 도면에 없음", en="no walk is drawn")
NO_SITE = Text(ko="대지경계선이 도면에 없음", en="no site boundary is drawn")
INSIDE = Text(ko="{name}: 시점이 장애물 안에 있음", en="{name}: the eye is inside something")
ISOVIST_ALT = Text(
    ko="{name}에서 보이는 구역 {area} m², 보이는 벽 {walls}개",
    en="In sight from {name}: {area} m², {walls} walls",
)
FIELD_ALT = Text(
    ko="{name}, {low}에서 {high}까지, 등치선과 함께 나타낸 분포도",
    en="{name}: field with isolines, from {low} to {high}",
)
MEASURES = (
    Text(ko="보이는 면적", en="area in sight"),
    Text(ko="둘레", en="perimeter"),
    Text(ko="가려지는 경계의 길이", en="occlusivity: outline along sight lines"),
    Text(ko="조밀도 (원 = 1)", en="compactness (circle = 1)"),
    Text(ko="무게중심까지 거리", en="drift to the centroid"),
    Text(ko="가장 짧은 시선", en="shortest sight"),
    Text(ko="평균 시선", en="mean sight"),
    Text(ko="가장 긴 시선", en="longest sight"),
)
WALLS_OF = Text(ko="보이는 벽: {name}", en="Walls seen: {name}")
GRAPH = Text(ko="가시성 그래프", en="Visibility graph")
GRAPH_LEAD = Text(
    ko="대지 안 열린 바닥의 각 칸이 다른 칸을 얼마나 보는지(연결도)와 대지 전체에 얼마나 통합되어 "
    "있는지(통합도 HH). 칸 사이 시선을 눈높이에서 모두 따져 만든 그래프에서 계산.",
    en="How much of the open ground each cell of it sees (connectivity), and how it is integrated "
    "in the whole (integration HH): from the graph of all looks between cells at eye height.",
)
SEEN_FROM = Text(ko="연결도: 칸에서 보이는 면적", en="Connectivity: area seen from each cell")
INTEGRATION = Text(ko="통합도 HH", en="Integration HH")
SPREAD = (
    Text(ko="항목", en="measure"),
    Text(ko="최소", en="lowest"),
    Text(ko="중앙값", en="median"),
    Text(ko="평균", en="mean"),
    Text(ko="최대", en="highest"),
)
GRID = Text(
    ko="칸 {n}개, 간격 {step} m, 눈높이 {z} m",
    en="{n} cells, {step} m apart, eye at {z} m",
)
