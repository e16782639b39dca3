"""The page that explains one sight line in section."""

from dataclasses import dataclass, replace

import numpy as np
from shapely import LineString, Point

from app.analyses.lines import walk_lines
from app.analyses.naming import named
from app.analyses.page import NONE, WIDE_MM, Page, Shown, metres, percent, table
from cpted_rules.analysis.scene.obstacles import GROUND_ID
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.sight.ahead import free
from cpted_rules.analysis.sight.person import Looks, looks
from cpted_rules.analysis.sight.section import Cut, Section
from cpted_rules.analysis.sight.surveillance import Kind
from cpted_rules.analysis.sight.visibility import Bits
from cpted_rules.figure.analyses.drawing import bounds_of, drawing, frame_for
from cpted_rules.figure.analyses.samples import eye, line_entry, mark_entry
from cpted_rules.figure.analyses.sight_cut import lift_m, sight_cut
from cpted_rules.figure.compose import Figure
from cpted_rules.figure.evidence import arrow, to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.svg import PAPER, SEEN, UNSEEN, Pen, path
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, same

NEAREST_M, FARTHEST_M = 5.0, 24.0
HIGHEST_EYE_M = 11.0
"""Looks told best in section: neither at one's feet nor from far or high. [X]"""
LOW_M = 4.0
"""What is higher hides like a building: there is nothing to tell. [X]"""
MOST_TRIED = 400
HIDES_M = 0.05
"""Hiding less than this of a person is no story. [X]"""
TOLD = 0.45
"""Share of the person in sight of the look that is told: some of it hidden, some not. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A look worth telling: who looks, and its section."""

    watcher: str
    section: Section


def section_page(site: Site, lang: Lang) -> Page:
    """One sight line explained: what stands in it, how high, and what of the person it hides."""
    told = _told(site)
    if told is None:
        return Page(slug="section", title=TITLE, lead=LEAD, notes=(NOTHING,))
    found = _without_level_ground(told.section)
    names = {cut.obstacle.id: named(site.plan, cut.obstacle.id) for cut in found.cuts}
    watcher = named(site.plan, told.watcher)
    blocker = max(
        (c for c in found.cuts if c.hidden_m is not None),
        key=lambda c: _hidden(c, found.height_m),
        default=None,
    )
    words = (SAYS if found.share >= 0.005 else SAYS_NOTHING).fill(
        watcher=watcher,
        share=percent(found.share),
        blocker=NONE if blocker is None else names[blocker.obstacle.id],
    )
    section = sight_cut(found, names, lang=lang, alternative=words, width_mm=WIDE_MM, height_mm=92)
    rows = [
        (
            names[cut.obstacle.id],
            metres(cut.enter_m),
            metres(max(cut.obstacle.base_m + lift_m(cut, found), 0.0)),
            metres(cut.obstacle.top_m + lift_m(cut, found)),
            metres(cut.look_m[0] - found.foot[2], 2),
            _span(cut, found.height_m),
        )
        for cut in found.cuts
    ]
    plan = _plan(site, found, words, lang)
    return Page(
        slug="section",
        title=TITLE,
        lead=LEAD,
        shown=(Shown(figure=section, caption=words), Shown(figure=plan, caption=PLAN)),
        tables=(table(Text(ko="시선 위의 장애물", en="What stands in the look"), HEAD, rows),),
        notes=(
            LEVEL,
            Text(
                ko=f"사람 키 {site.settings.person_height_m:g} m, 눈높이는 바닥에서 "
                f"{site.settings.eye_height_m:g} m (도구 기본값).",
                en=f"A person is {site.settings.person_height_m:g} m tall, eyes are "
                f"{site.settings.eye_height_m:g} m above their floor (tool defaults).",
            ),
            CHOSEN,
        ),
    )


def _told(site: Site) -> Told | None:
    """A look at somebody that something low hides: in part, where there is one; else wholly."""
    watchers = site.sight.watchers_by_kind
    chosen = [
        n
        for n, kind in enumerate(watchers.kind)
        if kind is not Kind.ENTRANCE and watchers.eyes.at[n, 2] <= HIGHEST_EYE_M
    ]
    feet = _feet(site)
    if not len(feet) or not chosen:
        return None
    eyes = watchers.eyes.at[chosen]
    height = site.settings.person_height_m
    found = looks(site.sight.scene(0), eyes, feet, height_m=height, within_m=FARTHEST_M)
    roads = np.array([watchers.kind[n] is Kind.ROAD for n in chosen])
    on_plan = np.hypot(*(eyes[found.eye, :2] - feet[found.person, :2]).T)
    for told in _by_worth(found, roads, on_plan):
        x, y, z = (float(v) for v in eyes[found.eye[told], :3])
        fx, fy, fz = (float(v) for v in feet[found.person[told]])
        section = site.sight.section((x, y, z), (fx, fy, fz))
        hides = [c for c in section.cuts if _hidden(c, height) > HIDES_M]
        if hides and all(c.obstacle.top_m < LOW_M and c.obstacle.id != GROUND_ID for c in hides):
            return Told(watcher=watchers.eyes.ids[chosen[found.eye[told]]], section=section)
    return None


def _feet(site: Site) -> Floats:
    """Where persons may stand: along the walks, and in the middle of blind spots. Shape (M, 3)."""
    spots = [
        w.line.interpolate(s).coords[0][:2]
        for w in walk_lines(site)
        for s in np.arange(1.0, w.line.length, 2.0)
    ]
    if site.ground.area > 0:
        blind = site.sight.blind_spots(
            site.ground, within_m=site.settings.sight_limit_m, least_area_m2=1.0, least_width_m=0.5
        )
        spots += [(spot.middle.x, spot.middle.y) for spot in blind]
    feet = site.standing(np.array(spots, dtype=np.float64).reshape(-1, 2), 0.0, 0)
    chests = feet + np.array([0.0, 0.0, site.settings.person_height_m / 2])
    return feet[free(site.sight.scene(0), chests)]  # nobody stands in a bed or a low crown


def _by_worth(found: Looks, roads: Bits, on_plan: Floats) -> list[int]:
    """Looks worth telling: hidden in part before wholly, from windows before roads; then near.

    Args:
        roads: shape (N,), whether an eye is on a road.
        on_plan: shape (P,), how far it looks on plan. [m]
    """
    far = on_plan >= NEAREST_M
    partly = (found.share > 0.05) & (found.share < 0.95)
    away = np.where(partly, np.round(np.abs(found.share - TOLD), 2), 1.0)
    away = np.floor(away * 4) / 4
    road = roads[found.eye]
    order = np.lexsort(
        (found.person, found.eye, np.round(found.distance_m, 3), away, road, ~partly)
    )
    hidden = found.share < 0.95
    return [int(n) for n in order if far[n] and hidden[n]][:MOST_TRIED]


def _without_level_ground(found: Section) -> Section:
    """The section without ground that hides nothing."""
    kept = [c for c in found.cuts if c.obstacle.id != GROUND_ID or c.hidden_m is not None]
    return replace(found, cuts=tuple(kept))


def _hidden(cut: Cut, height_m: float) -> float:
    if cut.hidden_m is None:
        return 0.0
    low, high = cut.hidden_m
    return max(min(high, height_m) - max(low, 0.0), 0.0)


def _span(cut: Cut, height_m: float) -> Text:
    if cut.hidden_m is None or _hidden(cut, height_m) <= 0:
        return NONE
    low, high = max(cut.hidden_m[0], 0.0), min(cut.hidden_m[1], height_m)
    return same(f"{low:.2f}–{high:.2f}\u2009m")


def _plan(site: Site, found: Section, words: Text, lang: Lang) -> Figure:
    line = LineString([found.eye[:2], found.foot[:2]])
    frame = frame_for(
        bounds_of([line], around_m=3), width_mm=WIDE_MM, most_mm=88, margin_mm=4, at_least_m=18
    )
    return drawing(
        site.plan,
        frame,
        _look(found, line, frame, lang),
        level=0,
        lang=lang,
        alternative=words,
        subjects=frozenset(c.obstacle.id for c in found.cuts if c.hidden_m is not None),
    )


def _look(found: Section, line: LineString, frame: Frame, lang: Lang) -> Layer:
    blocked = next((c for c in found.cuts if c.blocks), None)
    stop = line.length if blocked is None else min(blocked.enter_m, line.length)
    at = line.interpolate(stop).coords[0]
    free, rest = LineString([line.coords[0], at]), LineString([at, line.coords[-1]])
    colour = SEEN if blocked is None else UNSEEN
    solid, dashed = Pen(stroke=colour, width=0.35), Pen(stroke=colour, width=0.3, dash="1.5 0.8")
    over = path(frame.outline(line), Pen(stroke=PAPER, width=0.9))
    if free.length > 0:
        over += path(frame.outline(free), solid)
    if rest.length > 0:
        over += path(frame.outline(rest), dashed)
    over += arrow(line, frame, colour, 1.8) + eye(*frame.at(*line.coords[0]), SEEN)
    return Layer(
        over=over,
        footprint=(to_page(line, frame), to_page(Point(line.coords[0]).buffer(1), frame)),
        legend=(
            line_entry(solid, Text(ko="시선", en="look"), lang),
            mark_entry(eye(3, -0.8, SEEN), Text(ko="보는 사람", en="who looks"), lang),
        ),
    )


TITLE = Text(ko="시선 하나를 단면으로", en="One sight line, in section")
LEAD = Text(
    ko="한 창에서 보행로의 한 사람을 보는 시선을 수직으로 자른 그림. 시선에 걸리는 것마다 높이와 "
    "시선 "
    "높이를 견주어 사람의 몸 어디부터 어디까지 가려지는지를 닫힌 식으로 계산.",
    en="A look from one window at one person on a walk, cut upright: for all that stands in it, "
    "its "
    "height against that of the look, and from where to where it hides the person (closed form).",
)
SAYS = Text(
    ko="{watcher}에서 보면 {blocker}에 가려 몸의 {share}만 보임",
    en="From {watcher}, {share} of the person is in sight past {blocker}",
)
SAYS_NOTHING = Text(
    ko="{watcher}에서 보면 {blocker}에 가려 사람이 보이지 않음",
    en="From {watcher}, {blocker} hides the whole person",
)
PLAN = Text(ko="같은 시선의 평면", en="The same look in plan")
NOTHING = Text(
    ko="보행로나 사각지대에 선 사람을 낮은 장애물이 가리는 시선이 없음.",
    en="There is no look at a person on a walk or in a blind spot that something low hides.",
)
LEVEL = Text(
    ko="높이는 사람이 선 지면에서 잰 값이며, 지면은 평평하게 그림.",
    en="Heights are above the ground the person stands on, which is drawn level.",
)
CHOSEN = Text(
    ko="몸의 절반 가까이만 보이는 시선을, 없으면 다 가려지는 시선을 가까운 것부터 고름.",
    en="Chosen: a look at about half of the person; else one at nobody; the nearest first.",
)
HEAD = (
    Text(ko="장애물", en="obstacle"),
    Text(ko="시점에서", en="from the eye"),
    Text(ko="아래", en="base"),
    Text(ko="위", en="top"),
    Text(ko="그곳의 시선 높이", en="look there"),
    Text(ko="가리는 몸의 높이", en="hides of the person"),
)
