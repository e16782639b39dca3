"""The page of what is seen ahead along a walk, and who may wait beside it."""

from dataclasses import dataclass

import numpy as np

from app.analyses.blind import bounded_by
from app.analyses.framing import plan_frame
from app.analyses.lines import WalkLine, walk_lines
from app.analyses.page import (
    HALF_MM,
    Page,
    Shown,
    Table,
    metres,
    percent,
    square,
    table,
)
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.sight.ahead import FACE_M, Forward
from cpted_rules.analysis.sight.along import bands
from cpted_rules.analysis.sight.concealment import (
    BESIDE_M,
    CRITICAL_M,
    MAJOR_M,
    Concealment,
    Surprise,
    concealments,
    refuge_m2_per_100_m,
)
from cpted_rules.analysis.sight.niches import Niche
from cpted_rules.figure.analyses.chart import Axis, Limit, Series, chart
from cpted_rules.figure.analyses.drawing import Plot, drawing
from cpted_rules.figure.analyses.ribbon import Rank, ribbon, stations
from cpted_rules.figure.analyses.spots import hiding_layer, letter
from cpted_rules.figure.layer import together
from cpted_rules.figure.svg import INK, SEEN, UNSEEN, Pen
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, same

FEW = 6
MOSTLY = 0.6
"""A walk of which less is free of planting is not drawn: little can be said of it."""
UNSAID = -1.0
"""Stands for steps of which nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A walk with what hides beside it."""

    walk: WalkLine
    ahead: Forward
    back: Forward
    surprise: Surprise
    places: tuple[Concealment, ...]
    niches: tuple[Niche, ...]

    @property
    def critical_m2(self) -> float:
        """Area hidden until the last metres. [m2]"""
        return sum(p.area_m2 for p in self.places if p.critical)

    @property
    def undetermined_m2(self) -> float:
        """Area of which it is not known whether it is hidden until the last metres. [m2]"""
        return self.surprise.undetermined_m2(CRITICAL_M)


def ahead_page(site: Site, lang: Lang) -> Page:
    """What somebody who walks sees ahead, and who may wait beside."""
    found = [_beside(site, walk) for walk in walk_lines(site)]
    if not found:
        return Page(slug="ahead", title=AHEAD, lead=AHEAD_LEAD, notes=(NO_WALK,))
    ordered = sorted(
        found,
        key=lambda b: (
            b.ahead.free.mean() < MOSTLY,
            -round(b.critical_m2, 3),
            -len(b.niches),
            -len(b.places),
            b.walk.number,
        ),
    )
    worst = ordered[0]
    prospect = site.sight.prospects(worst.walk.line)
    tables = [_walks_table(ordered)]
    if worst.places:
        tables.append(_places_table(site, worst))
    if worst.niches:
        tables.append(_niche_table(worst))
    notes = [FORWARD_NOTE.fill(z=f"{FACE_M:g}"), HIDING_NOTE]
    planted = [b for b in found if b.surprise.blind_m > 0]
    if planted:
        notes.append(
            PLANTED.fill(
                m=f"{sum(b.surprise.blind_m for b in planted):.0f}",
                area=f"{sum(b.undetermined_m2 for b in planted):.0f}",
                walks=str(len(planted)),
            )
        )
    if not any(b.niches for b in found):
        notes.append(NO_NICHE)
    if not any(b.places for b in found):
        notes.append(NO_PLACE)
    return Page(
        slug="ahead",
        title=AHEAD,
        lead=AHEAD_LEAD,
        shown=(
            _plan(site, worst, lang),
            Shown(figure=_forward_chart(worst, lang), caption=FORWARD, half=True),
            Shown(figure=_prospect_chart(worst, prospect, lang), caption=PROSPECT, half=True),
        ),
        tables=tuple(tables),
        notes=tuple(notes),
    )


def _beside(site: Site, walk: WalkLine) -> Beside:
    surprise = site.sight.surprise(walk.line)
    return Beside(
        walk=walk,
        ahead=site.sight.forward(walk.line),
        back=site.sight.forward(walk.line.reverse()),
        surprise=surprise,
        places=concealments(site.sight.scene(0), surprise),
        niches=site.sight.niches(walk.line),
    )


def _plan(site: Site, worst: Beside, lang: Lang) -> Shown:
    metres_ahead = np.where(worst.ahead.to_end, np.inf, worst.ahead.metres)
    said = np.where(worst.ahead.free, metres_ahead, UNSAID)
    limits = (0.0, CRITICAL_M, MAJOR_M, 2 * MAJOR_M)
    stretches = [(b.line, b.rank) for b in bands(worst.ahead.way, said, limits)]
    frame, half = plan_frame(
        worst.walk.walk.area,
        *(p.shape for p in worst.places[:FEW]),
        *(n.shape for n in worst.niches[:FEW]),
        most_mm=140,
    )
    length = worst.walk.line.length
    layer = together(
        [
            hiding_layer(worst.places, worst.niches, worst.ahead, frame, lang, numbered=FEW),
            ribbon(stretches, AHEAD_RANKS, frame, lang, width_mm=1.8),
            stations(worst.walk.line, frame, every_m=2.0 if length < 30 else 10.0),
        ]
    )
    figure = drawing(
        site.plan,
        frame,
        layer,
        level=0,
        lang=lang,
        alternative=AHEAD_ALT.fill(
            walk=worst.walk.name,
            n=str(len(worst.places)),
            niches=str(len(worst.niches)),
            short=percent(worst.ahead.short_share(MAJOR_M)),
        ),
    )
    return Shown(figure=figure, caption=AHEAD_CAPTION.fill(walk=worst.walk.name), half=half)


def _forward_chart(worst: Beside, lang: Lang) -> Plot:
    there, back = worst.ahead, worst.back
    length = worst.walk.line.length
    return chart(
        [
            Series(
                name=THERE, x=there.way.along_m, y=_known(there), pen=Pen(stroke=SEEN, width=0.4)
            ),
            Series(
                name=BACK,
                x=length - back.way.along_m,
                y=_known(back),
                pen=Pen(stroke=INK, width=0.35, dash="1.6 0.8"),
            ),
        ],
        across=Axis(name=CHAINAGE, high=length),
        up=Axis(name=Text(ko="앞이 보이는 거리 (m)", en="way seen ahead (m)")),
        lang=lang,
        alternative=Text(
            ko=f"앞이 보이는 거리: 가장 짧은 곳 {np.nanmin(_known(there)):.1f} m",
            en=f"Way seen ahead: {np.nanmin(_known(there)):.1f} m at the shortest",
        ),
        width_mm=HALF_MM,
        height_mm=48,
        limits=(
            Limit(
                at=MAJOR_M, words=same("10 m"), pen=Pen(stroke=UNSEEN, width=0.2, dash="1.6 0.8")
            ),
            Limit(at=CRITICAL_M, words=same("4 m"), pen=Pen(stroke=UNSEEN, width=0.25)),
        ),
    )


def _known(found: Forward) -> Floats:
    return np.where(found.free, found.metres, np.nan)


def _prospect_chart(worst: Beside, prospect: Floats, lang: Lang) -> Plot:
    shares = prospect * 100.0
    return chart(
        [
            Series(
                name=PROSPECT_NAME, x=worst.ahead.way.along_m, y=shares,
                pen=Pen(stroke=SEEN, width=0.4), fill="#d6e2ed",
            )
        ],
        across=Axis(name=CHAINAGE, high=worst.walk.line.length),
        up=Axis(name=Text(ko="보이는 비율 (%)", en="in view (%)"), high=100.0, step=25.0),
        lang=lang,
        alternative=Text(
            ko=f"앞쪽 부채꼴 바닥이 보이는 비율: {np.nanmin(shares):.0f}~{np.nanmax(shares):.0f} %",
            en=f"Ground ahead in view: {np.nanmin(shares):.0f} to {np.nanmax(shares):.0f} %",
        ),
        width_mm=HALF_MM,
        height_mm=48,
    )  # fmt: skip


def _walks_table(ordered: list[Beside]) -> Table:
    rows = [
        (
            b.walk.name,
            metres(_shortest(b.ahead)),
            metres(_shortest(b.back)),
            percent(max(b.ahead.short_share(MAJOR_M), b.back.short_share(MAJOR_M))),
            square(b.critical_m2),
            square(b.undetermined_m2),
            square(refuge_m2_per_100_m(b.places, b.ahead.way)),
            same(str(len(b.niches))),
        )
        for b in ordered
    ]
    return table(
        Text(ko="보행로, 은폐지점이 넓은 순", en="Walks, the most hiding first"),
        WALKS,
        rows,
        most=FEW,
    )


def _shortest(found: Forward) -> float | None:
    return None if found.shortest is None else float(found.metres[found.shortest])


def _places_table(site: Site, worst: Beside) -> Table:
    rows = [
        (
            same(str(n)),
            bounded_by(site, place.bounds, most=2),
            metres(place.passed_m),
            metres(place.metres),
            square(place.area_m2),
            metres(place.width_m),
        )
        for n, place in enumerate(worst.places, start=1)
    ]
    return table(PLACES_OF.fill(walk=worst.walk.name), PLACES, rows, words=2, most=FEW)


def _niche_table(worst: Beside) -> Table:
    rows = [
        (
            same(letter(n)),
            LEFT if niche.left else RIGHT,
            metres(niche.from_m),
            metres(niche.width_m),
            metres(niche.depth_m),
            metres(niche.seen_before_m[0]),
            metres(niche.seen_before_m[1]),
        )
        for n, niche in enumerate(worst.niches)
    ]
    return table(NICHES_OF.fill(walk=worst.walk.name), NICHES, rows, words=2, most=4)


NO_WALK = Text(ko="보행로가 도면에 없음: 판정 보류", en="no walk is drawn: not determined")
AHEAD = Text(ko="앞이 보이는 거리와 은폐지점", en="The way ahead, and who may wait beside it")
AHEAD_LEAD = Text(
    ko="걷는 사람이 길을 앞으로 얼마나 내다보는지, 길옆 3 m 안에 선 사람이 지나기 몇 m 전에야 "
    "보이는지, "
    "벽 사이 움푹한 곳이 있는지. 4 m 안에서 처음 보이면 대응할 수 없는 거리로 본다.",
    en="How far somebody who walks sees the way ahead, how late somebody who stands within 3 m "
    "beside it comes into sight, and where walls leave niches. Under 4 m nobody can act.",
)
AHEAD_ALT = Text(
    ko="{walk}: 은폐지점 {n}곳, 움푹한 곳 {niches}곳, 10 m 앞을 못 보는 구간 {short}",
    en="{walk}: {n} places of concealment, {niches} niches, less than 10 m ahead on {short}",
)
AHEAD_CAPTION = Text(
    ko="{walk}: 앞이 보이는 거리(띠)와 길옆 은폐지점",
    en="{walk}: way seen ahead (ribbon) and concealment beside it",
)
AHEAD_RANKS = (
    Rank(fill="#ffffff", words=Text(ko="판단 안 함(식재 속)", en="not said (in planting)")),
    Rank(fill="#fbe9e7", words=Text(ko="앞 4 m 미만", en="under 4 m ahead"), bad=True),
    Rank(fill="#e9e2d2", words=Text(ko="4–10 m", en="4–10 m")),
    Rank(fill="#adc6dc", words=Text(ko="10–20 m", en="10–20 m")),
    Rank(fill="#235a8c", words=Text(ko="20 m 이상·끝까지", en="20 m or to the end")),
)
FORWARD = Text(ko="앞이 보이는 거리", en="Way seen ahead")
PROSPECT = Text(
    ko="전망: 앞쪽 부채꼴이 보이는 비율", en="Prospect: share of the ground ahead in view"
)
PROSPECT_NAME = Text(ko="좌우 60°, 20 m 안", en="60° to each side, within 20 m")
CHAINAGE = Text(ko="시점부터 거리 (m)", en="distance from its beginning (m)")
THERE = Text(ko="정방향", en="as the line runs")
BACK = Text(ko="역방향", en="walked back")
WALKS = (
    Text(ko="보행로", en="walk"),
    Text(ko="가장 짧은 앞(정)", en="shortest ahead"),
    Text(ko="(역)", en="walked back"),
    Text(ko="10 m 미만 구간", en="under 10 m"),
    Text(ko="4 m 이내 은폐", en="hidden until 4 m"),
    Text(ko="(판정 보류)", en="(undetermined)"),
    Text(ko="100 m당 은폐", en="refuge per 100 m"),
    Text(ko="움푹한 곳", en="niches"),
)
PLACES_OF = Text(ko="{walk}의 은폐지점", en="Concealment beside {walk}")
PLACES = (
    Text(ko="번호", en="no."),
    Text(ko="가리는 것", en="bounded by"),
    Text(ko="지나는 곳", en="passed at"),
    Text(ko="처음 보이는 거리", en="first seen before"),
    Text(ko="넓이", en="area"),
    Text(ko="폭", en="width"),
)
NICHES_OF = Text(ko="{walk}의 움푹한 곳", en="Niches beside {walk}")
NICHES = (
    Text(ko="기호", en="mark"),
    Text(ko="쪽", en="side"),
    Text(ko="위치", en="from"),
    Text(ko="폭", en="width"),
    Text(ko="깊이", en="depth"),
    Text(ko="처음 보이는 거리(정)", en="seen before"),
    Text(ko="(역)", en="walked back"),
)
LEFT, RIGHT = Text(ko="왼쪽", en="left"), Text(ko="오른쪽", en="right")
FORWARD_NOTE = Text(
    ko="눈과 앞사람 얼굴 높이 {z} m. 길 끝까지 보이면 짧은 것으로 세지 않음.",
    en="Eye and face at {z} m. Where all is seen to the end of the way it does not count as short.",
)
HIDING_NOTE = Text(
    ko=f"길옆 {BESIDE_M:g} m까지 조사. 4 m·10 m는 문헌의 값이며 법정 기준이 아님.",
    en=f"Asked up to {BESIDE_M:g} m beside. 4 m and 10 m are from literature, not law.",
)
PLANTED = Text(
    ko="보행로 {walks}곳의 {m} m는 위에 식재 등이 그려져 눈이 그 속에 놓이므로 판정 보류. 그 구간"
    "에서만 보였을 수 있는 길옆 바닥 {area} m²는 4 m 이내 은폐로 세지 않고 판정 보류로 둠.",
    en="On {m} m of {walks} walks planting is drawn over the walk and the eye would be within it: "
    "not determined; nor are {area} m² beside, which only those steps may have shown 4 m before.",
)
NO_NICHE = Text(ko="움푹한 곳이 없음.", en="There is no niche.")
NO_PLACE = Text(ko="은폐지점이 없음.", en="There is no place of concealment.")
