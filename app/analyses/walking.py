"""The page of the pedestrian network: dead ends, ways out, and how far bells and doors are."""

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from app.analyses.framing import plan_frame, small_frame
from app.analyses.naming import named
from app.analyses.page import NONE, Page, Shown, Table, metres, number, percent, table
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.walk.dead_ends import DeadEnd
from cpted_rules.analysis.walk.distance import Distances
from cpted_rules.analysis.walk.escape import Escape
from cpted_rules.figure.analyses.devices import device_layer
from cpted_rules.figure.analyses.drawing import drawing
from cpted_rules.figure.analyses.heat import SANDS, heat
from cpted_rules.figure.analyses.ways import (
    escape_layer,
    farthest_layer,
    network_layer,
)
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.layer import Layer, together
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, join, same

SHALLOW_M = 3.0
"""A dead end less deep than this is the end of a pavement, not a trap. [X]"""
LIMITS_M = (10.0, 25.0, 50.0, 100.0)
"""Classes of the distance to help. [X]"""
FEW = 8


def walking_page(site: Site, lang: Lang) -> Page:
    """The pedestrian network with its dead ends, ways out, and distances to help."""
    walk = site.walk
    network = walk.network(0)
    if not network.edges:
        return Page(slug="walking", title=TITLE, lead=LEAD, notes=(NOTHING,))
    ends = [e for e in walk.dead_ends(0) if e.depth_m is None or e.depth_m >= SHALLOW_M]
    escapes = walk.escapes(0)
    frame, _ = _frame(site)
    shown = [
        _shown(
            site, network_layer(network, ends, frame, lang), NETWORK.fill(n=str(len(ends))), lang
        ),
        _shown(site, _escapes(site, escapes, lang), _escape_words(escapes), lang),
    ]
    distances = [(BELLS, walk.to_bells(0), "bells"), (DOORS, walk.to_doors(0), "")]
    notes = [SAFE, NETWORK_NOTE]
    for name, found, devices in distances:
        if found.longest_m is None:
            notes.append(NONE_THERE.fill(what=name))
        else:
            shown.append(_distance(site, found, name, devices, lang))
    if network.apart:
        notes.append(APART.fill(n=str(len(network.apart))))
    if not ends:
        notes.append(NO_END)
    return Page(
        slug="walking",
        title=TITLE,
        lead=LEAD,
        shown=tuple(shown),
        tables=tuple(
            t
            for t in (
                _ends_table(site, ends),
                _measures(site, escapes),
                _distances_table(distances),
            )
            if t.rows
        ),
        notes=tuple(notes),
    )


def _frame(site: Site) -> tuple[Frame, bool]:
    return plan_frame(site.walk.network(0).area, site.ground)


def _shown(site: Site, layer: Layer, words: Text, lang: Lang) -> Shown:
    frame, half = _frame(site)
    figure = drawing(site.plan, frame, layer, level=0, lang=lang, alternative=words)
    return Shown(figure=figure, caption=words, half=half)


def _escapes(site: Site, escapes: tuple[Escape, ...], lang: Lang) -> Layer:
    frame, _ = _frame(site)
    plain = network_layer(site.walk.network(0), (), frame, lang)
    return together([plain, escape_layer(escapes, frame, lang)])


def _escape_words(escapes: tuple[Escape, ...]) -> Text:
    routes = np.array([e.routes for e in escapes])
    return ESCAPES.fill(
        none=percent(float((routes == 0).mean())), one=percent(float((routes == 1).mean()))
    )


def _distance(site: Site, found: Distances, name: Text, devices: str, lang: Lang) -> Shown:
    frame, half = small_frame(site.walk.network(0).area, site.ground)
    grid, values = _on_grid(site, found)
    high = found.longest_m or 0.0
    limits = [m for m in LIMITS_M if m < high] or [high / 2]
    layers = [
        heat(grid, values, limits, frame, lang, unit="m", tints=SANDS),
        farthest_layer(found.longest_path(), found.longest_m, frame, lang),
    ]
    if devices:
        ids = [bell.id for bell in site.plan.bells if bell.storey in (0, 1)]
        layers.append(device_layer(site.plan, devices, ids, frame, lang))
    words = DISTANCE.fill(what=name, m=f"{high:.0f}")
    figure = drawing(site.plan, frame, together(layers), level=0, lang=lang, alternative=words)
    return Shown(figure=figure, caption=words, half=half)


def _on_grid(site: Site, found: Distances) -> tuple[Grid, Floats]:
    """Distances at cells of the site's own raster: those of the nearest cell walked on."""
    area: BaseGeometry = site.walk.network(0).area
    grid = grid_of(area, max(site.settings.indoor_grid_m, found.floor.step_m))
    cells = shapely.STRtree([Point(xy) for xy in found.floor.points.tolist()])
    near = cells.nearest(shapely.points(grid.points))
    values = found.d_m[near]
    return grid, np.where(np.isfinite(values), values, np.nan)


def _ends_table(site: Site, ends: list[DeadEnd]) -> Table:
    rows = []
    for n, end in enumerate(ends, start=1):
        doors = [named(site.plan, id) for id in end.doors if id in site.plan.by_id]
        kept = list(dict.fromkeys(doors))[:3]
        rows.append(
            (
                same(str(n)),
                join(kept) if kept else NONE,
                NO_MOUTH if end.depth_m is None else metres(end.depth_m),
                metres(float(end.lines.length)),
            )
        )
    return table(ENDS_CAPTION, ENDS, rows, words=2, most=FEW)


def _measures(site: Site, escapes: tuple[Escape, ...]) -> Table:
    walk = site.walk
    routes = np.array([e.routes for e in escapes])
    entries = walk.entries_per_100_m
    mesh = walk.meshedness
    rows = [
        (NO_WAY_OUT, percent(float((routes == 0).mean()))),
        (ONE_WAY_OUT, percent(float((routes == 1).mean()))),
        (ENTRIES, NONE if entries is None else number(entries)),
        (MESHED, NONE if mesh is None else number(mesh)),
        (THROUGH, percent(walk.through_movement)),
    ]
    return table(Text(ko="보행망의 값", en="Measures of the network"), (WHAT, VALUE), rows)


def _distances_table(distances: list[tuple[Text, Distances, str]]) -> Table:
    rows = []
    for name, found, _ in distances:
        if found.longest_m is None:
            continue
        known = found.d_m[np.isfinite(found.d_m)]
        rows.append(
            (
                name,
                metres(float(np.median(known)), 0),
                metres(float(np.quantile(known, 0.9)), 0),
                metres(found.longest_m, 0),
                percent(found.cut_off_share),
            )
        )
    return table(Text(ko="걸어가는 거리", en="Walking distance"), DISTANCES, rows)


TITLE = Text(ko="보행망, 막다른 길, 피할 길", en="Pedestrian network, dead ends and ways out")
LEAD = Text(
    ko="걸을 수 있는 바닥의 중심선을 이어 만든 보행망. 한 곳으로만 드나드는 막다른 길의 깊이, 50 "
    "m 안에서 "
    "도로나 사람이 있는 문으로 피할 서로 겹치지 않는 길의 수, 비상벨과 출입문까지 걸어가는 거리.",
    en="The network of middle lines of the ground walked on: dead ends left by one place only and "
    "how deep, disjoint ways to a street or staffed door within 50 m, and distances on foot.",
)
NOTHING = Text(
    ko="걷는 바닥이 도면에 없음: 판정 보류", en="no ground to walk on is drawn: not determined"
)
NETWORK = Text(ko="보행망과 막다른 길 {n}곳", en="Pedestrian network, dead ends: {n}")
ESCAPES = Text(
    ko="피할 길 – 없음 {none}, 하나 {one}",
    en="Ways out: none from {none}, one from {one} of the places",
)
BELLS = Text(ko="비상벨", en="emergency bell")
DOORS = Text(ko="건물 출입문", en="building door")
DISTANCE = Text(
    ko="{what}까지 걸어가는 거리 – 최대 {m} m", en="Walk to the nearest {what}: up to {m} m"
)
NONE_THERE = Text(ko="{what}: 옥외에 도면에 없음.", en="{what}: none is drawn outdoors.")
SAFE = Text(
    ko="안전한 곳: 공공도로와 사람이 지키는 문(경비실·점포). 50 m는 문헌의 값이며 법정 기준이 "
    "아님.",
    en="Safe places: public roads and staffed doors. 50 m is from literature, not law.",
)
NETWORK_NOTE = Text(
    ko=f"깊이 {SHALLOW_M:g} m 미만의 막다른 길은 뺌(도구 기본값). 잔디 등 포장되지 않은 바닥은 "
    f"걷지 않는 것으로 봄.",
    en=f"Dead ends under {SHALLOW_M:g} m are left out (tool default). Lawn is not walked on.",
)
APART = Text(
    ko="보행망에 이어지지 않는 문 {n}개.",
    en="Doors that no clear way joins to the network: {n}.",
)
NO_END = Text(ko="막다른 길이 없음.", en="There is no dead end.")
NO_MOUTH = Text(ko="나갈 곳 없음", en="no way out at all")
ENDS_CAPTION = Text(ko="막다른 길, 깊은 순", en="Dead ends, the deepest first")
ENDS = (
    Text(ko="번호", en="no."),
    Text(ko="이르는 문", en="doors it leads to"),
    Text(ko="깊이", en="depth"),
    Text(ko="길이 합계", en="length of its ways"),
)
WHAT, VALUE = Text(ko="항목", en="measure"), Text(ko="값", en="value")
NO_WAY_OUT = Text(ko="50 m 안에 피할 길이 없는 곳", en="places without a way out within 50 m")
ONE_WAY_OUT = Text(ko="피할 길이 하나인 곳", en="places with one way out")
ENTRIES = Text(ko="경계 100 m당 출입구", en="entries on each 100 m of the boundary")
MESHED = Text(ko="보행망의 이어짐 (0~1)", en="meshedness (0 to 1)")
THROUGH = Text(
    ko="대지를 가로지르는 편이 짧은 출입구 쌍", en="pairs of entries shorter through the site"
)
DISTANCES = (
    Text(ko="무엇까지", en="to the nearest"),
    Text(ko="중앙값", en="median"),
    Text(ko="90 %", en="90 %"),
    Text(ko="최대", en="farthest"),
    Text(ko="이르는 길 없음", en="no way leads there"),
)
