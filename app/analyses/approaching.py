"""The page of the least-observed approach, by day and by night, and what changes it."""

from shapely import Point

from app.analyses.climbing import FEW, UP_TO_STOREY
from app.analyses.framing import plan_frame
from app.analyses.naming import named, told_apart
from app.analyses.page import (
    HALF_MM,
    NONE,
    Page,
    Shown,
    Table,
    metres,
    number,
    percent,
    table,
)
from cpted_rules.analysis.approach.changes import ChangeKind, Gain
from cpted_rules.analysis.approach.exposure import Watchfulness
from cpted_rules.analysis.approach.routes import Approach
from cpted_rules.figure.analyses.chart import Axis, Limit, Series, chart
from cpted_rules.figure.analyses.devices import device_layer
from cpted_rules.figure.analyses.drawing import Plot, drawing
from cpted_rules.figure.analyses.routes import approach_layer
from cpted_rules.figure.layer import together
from cpted_rules.figure.svg import INK, SEEN, Pen
from cpted_rules.figure.symbols import OCHRE
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, join, same

NEAR_M, TRIM_M = 8.0, 0.6
"""Planting so near to the unseen part of a route is proposed to be trimmed, to this height. [X]"""


def approach_page(site: Site, lang: Lang) -> Page:
    """The least-observed routes by day and by night to the entrance that is watched least."""
    watch = Watchfulness()
    day = site.approach.routes(watch, False, None, UP_TO_STOREY)
    notes = [WATCH_NOTE.fill(weight=f"{watch.weight:g}", lit=f"{watch.lit_lx:g}")]
    lacking = site.approach.night_lacking
    night = () if lacking is not None else site.approach.routes(watch, True, None, UP_TO_STOREY)
    if lacking is not None:
        notes.append(NO_NIGHT.fill(what=lacking))
    if not day:
        return Page(
            slug="approach",
            title=APPROACH,
            lead=APPROACH_LEAD,
            notes=(NO_ROUTE, *notes),
            sensitive=True,
        )
    ranked = sorted(
        night or day, key=lambda r: (-round(r.unseen_m, 3), round(r.mean_watched, 6), r.target)
    )
    target = ranked[0].target
    routes = tuple(r for r in (*day, *night) if r.target == target)
    at = Point(routes[0].line.coords[-1])
    gains = _gains(site, routes[-1], watch)
    shown = [_routes_figure(site, routes, at, lang)]
    shown += [
        Shown(
            figure=_profile(r, watch, lang),
            caption=PROFILE_NIGHT if r.night else PROFILE_DAY,
            half=True,
        )
        for r in routes
    ]
    tables = [_routes_table(site, day, night), _gains_table(site, gains)]
    if not gains:
        notes.append(NO_GAIN)
    return Page(
        slug="approach",
        title=APPROACH,
        lead=APPROACH_LEAD,
        shown=tuple(shown),
        tables=tuple(t for t in tables if t.rows),
        notes=tuple(notes),
        sensitive=True,
    )


def _routes_figure(site: Site, routes: tuple[Approach, ...], at: Point, lang: Lang) -> Shown:
    frame, half = plan_frame(*(r.line for r in routes), around_m=4.0)
    cameras = [view.id for view in site.cameras.outdoors]
    words = (ROUTES_SAY if routes[-1].night else ROUTES_SAY_DAY).fill(
        target=named(site.plan, routes[0].target),
        day=f"{routes[0].length_m:.0f}",
        unseen=f"{routes[-1].unseen_m:.0f}",
    )
    figure = drawing(
        site.plan,
        frame,
        together(
            [
                approach_layer(routes, at, frame, lang),
                device_layer(site.plan, "cameras", cameras, frame, lang),
            ]
        ),
        level=0,
        lang=lang,
        alternative=words,
    )
    return Shown(figure=figure, caption=words, half=half)


def _profile(route: Approach, watch: Watchfulness, lang: Lang) -> Plot:
    profile = route.profile
    series = [
        Series(
            name=WATCHED, x=profile.along_m, y=profile.watched * 100.0,
            pen=Pen(stroke=INK if route.night else SEEN, width=0.4), fill="#d6e2ed",
        )
    ]  # fmt: skip
    limits, right = [], None
    if route.night and profile.lux is not None:
        right = Axis(name=Text(ko="조도 (lx)", en="light (lx)"))
        series.append(
            Series(
                name=LUX, x=profile.along_m, y=profile.lux, right=True,
                pen=Pen(stroke=OCHRE, width=0.3, dash="1.2 0.6"),
            )
        )  # fmt: skip
        limits.append(
            Limit(
                at=watch.lit_lx,
                words=same(f"{watch.lit_lx:g}\u2009lx"),
                pen=Pen(stroke=OCHRE, width=0.15, dash="0.4 0.8"),
                right=True,
            )
        )
    return chart(
        series,
        across=Axis(name=FROM_STREET, high=max(route.length_m, 1.0)),
        up=Axis(name=CHANCE, high=100.0, step=25.0),
        right=right,
        lang=lang,
        alternative=PROFILE_ALT.fill(
            mean=f"{route.mean_watched * 100:.0f}", unseen=f"{route.unseen_m:.0f}"
        ),
        width_mm=HALF_MM,
        height_mm=50,
        limits=limits,
    )


def _gains(site: Site, route: Approach, watch: Watchfulness) -> tuple[Gain, ...]:
    cell = site.approach.entrance_cells().get(route.target)
    if cell is None:
        return ()
    changes = site.approach.proposals(route, within_m=NEAR_M, trim_m=TRIM_M)
    found = site.approach.gains(route.target, cell, changes, watch, night=route.night)
    return tuple(gain for gain in found if gain.gain_m > 0.05)


def _routes_table(site: Site, day: tuple[Approach, ...], night: tuple[Approach, ...]) -> Table:
    after = {r.target: r for r in night}
    names = told_apart(site.plan, [r.target for r in day])

    def worth(route: Approach) -> tuple[float, float, str]:
        told = after.get(route.target) or route
        return -round(told.unseen_m, 3), round(route.mean_watched, 6), route.target

    order = sorted(day, key=worth)
    rows = []
    for route in order:
        dark = after.get(route.target)
        rows.append(
            (
                names[route.target],
                metres(route.length_m, 0),
                metres(route.unseen_m, 0),
                percent(route.mean_watched),
                NONE if dark is None else metres(dark.length_m, 0),
                NONE if dark is None else metres(dark.unseen_m, 0),
                NONE if dark is None else percent(dark.mean_watched),
            )
        )
    return table(ROUTES_CAPTION, ROUTES, rows, most=FEW)


def _gains_table(site: Site, gains: tuple[Gain, ...]) -> Table:
    names = told_apart(site.plan, [g.change.id for g in gains])
    rows = [
        (
            same(str(n)),
            join([names[g.change.id], CHANGES[g.change.kind]], " "),
            number(g.gain_m, 1),
            metres(g.before.unseen_m, 0),
            metres(g.after.unseen_m, 0),
        )
        for n, g in enumerate(gains, start=1)
    ]
    return table(GAINS_CAPTION, GAINS, rows, words=2, most=FEW)


APPROACH = Text(ko="가장 눈에 띄지 않는 접근로", en="The least-observed approach")
APPROACH_LEAD = Text(
    ko="도로에서 출입구까지 걸어오며 창·길·카메라 어디에도 가장 덜 보이는 길. 보일 가능성이 "
    "클수록 먼 길로 "
    "셈하여 가장 싼 길을 찾고, 주변 식재·담장을 손볼 때마다 다시 찾아 효과를 견줌.",
    en="The way from the street to an entrance least seen by windows, ways and cameras: being seen "
    "counts as a longer way, the cheapest is found, and found again after each change beside it.",
)
WATCH_NOTE = Text(
    ko="확실히 보이는 1 m는 안 보이는 {weight} m만큼 더 꺼림; {lit} lx 미만은 사람 눈에 안 보임. "
    "보는 확률은 도구 기본값으로 근거 문헌이 없음.",
    en="A metre surely seen is avoided like {weight} m more unseen; under {lit} lx people see "
    "nothing. Chances of being watched are tool defaults without authority.",
)
NO_NIGHT = Text(ko="밤: {what}이(가) 없어 판정 보류.", en="Night: not determined, lacking {what}.")
NO_ROUTE = Text(
    ko="도로에서 출입구로 이르는 길을 찾지 못함.", en="No way from a street to an entrance."
)
NO_GAIN = Text(
    ko="접근로 주변에 손볼 식재·담장이 없거나 효과가 없음. 조명·카메라·창의 자리는 사람이 정함.",
    en="Nothing beside the route that trimming or opening would help. Lamps, cameras and windows "
    "are for a person to place.",
)
ROUTES_SAY_DAY = Text(
    ko="{target}: 낮 {day} m, 그 가운데 안 보이는 구간 {unseen} m",
    en="{target}: {day} m by day, {unseen} m of it unseen",
)
ROUTES_SAY = Text(
    ko="{target}: 낮 {day} m, 밤 경로에서 안 보이는 구간 {unseen} m",
    en="{target}: {day} m by day, {unseen} m unseen at night",
)
PROFILE_DAY = Text(ko="낮 경로에서 보일 가능성", en="Exposure along the route by day")
PROFILE_NIGHT = Text(
    ko="밤 경로에서 보일 가능성과 조도", en="Exposure and light along the route at night"
)
PROFILE_ALT = Text(
    ko="보일 가능성 평균 {mean} %, 아무도 볼 수 없는 길이 {unseen} m",
    en="Chance of being seen {mean} % on average, {unseen} m that nobody sees",
)
WATCHED = Text(ko="보일 가능성", en="chance of being seen")
LUX = Text(ko="조도(오른쪽 눈금)", en="light (right scale)")
CHANCE = Text(ko="누군가에게 보일 가능성 (%)", en="chance of being seen (%)")
FROM_STREET = Text(ko="도로에서부터 거리 (m)", en="distance from the street (m)")
ROUTES_CAPTION = Text(
    ko="출입구별 접근로, 밤에 안 보이는 길이 긴 순", en="Approaches, the longest unseen first"
)
ROUTES = (
    Text(ko="출입구", en="entrance"),
    Text(ko="낮 길이", en="by day"),
    Text(ko="안 보임", en="unseen"),
    Text(ko="보일 가능성", en="seen"),
    Text(ko="밤 길이", en="at night"),
    Text(ko="안 보임", en="unseen"),
    Text(ko="보일 가능성", en="seen"),
)
CHANGES = {
    ChangeKind.LAMP: Text(ko="조명 추가", en="add a lamp"),
    ChangeKind.CAMERA: Text(ko="카메라 추가", en="add a camera"),
    ChangeKind.TRIM: Text(ko="낮추거나 지하고 올림", en="trim or raise the crown"),
    ChangeKind.FENCE: Text(ko="투시형으로", en="make see-through"),
    ChangeKind.WINDOW: Text(ko="창 추가", en="add a window"),
}
GAINS_CAPTION = Text(ko="바꾸면 효과가 큰 순", en="Changes, the most effective first")
GAINS = (
    Text(ko="순위", en="rank"),
    Text(ko="바꿀 것", en="change"),
    Text(ko="효과(안 보이는 m)", en="gain (unseen m)"),
    Text(ko="안 보임: 지금", en="unseen now"),
    Text(ko="바꾼 뒤", en="then"),
)
