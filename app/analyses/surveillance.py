"""The page of natural surveillance along walks."""

import numpy as np

from app.analyses.framing import plan_frame
from app.analyses.lines import WalkLine, walk_lines
from app.analyses.page import (
    HALF_MM,
    Page,
    Shown,
    Table,
    metres,
    number,
    percent,
    table,
)
from cpted_rules.analysis.scene.pieces import Floats, Ints
from cpted_rules.analysis.sight.along import bands
from cpted_rules.analysis.sight.presence import HOURS
from cpted_rules.analysis.sight.surveillance import (
    DEPENDABLE_M,
    RELIABLE_M,
    Kind,
    Surveillance,
)
from cpted_rules.figure.analyses.chart import Axis, Limit, Series, chart
from cpted_rules.figure.analyses.drawing import Plot, drawing
from cpted_rules.figure.analyses.ribbon import graded, ribbon, station_step_m, stations
from cpted_rules.figure.layer import together
from cpted_rules.figure.svg import SEEN, UNSEEN, Pen
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text

WINDOWS = (Kind.WINDOW, Kind.SHOP)
"""Watchers that the criterion of two windows counts."""
Watched = tuple[WalkLine, Surveillance]


def surveillance_page(site: Site, lang: Lang) -> Page:
    """Who sees somebody who walks along each walk, by distance and by hour."""
    walks = walk_lines(site)
    if not walks:
        return Page(slug="surveillance", title=TITLE, lead=LEAD, notes=(NO_WALK,))
    found = [(walk, site.sight.surveillance(walk.line)) for walk in walks]
    ordered = sorted(found, key=lambda f: (_watched(f[1]), -f[0].line.length))
    worst = ordered[0]
    shown = (
        _ribbons(site, found, worst, lang),
        Shown(figure=_along(worst, lang), caption=ALONG.fill(walk=worst[0].name), half=True),
        Shown(figure=_hours(found, lang), caption=HOURS_OF, half=True),
    )
    unknown = max(s.unknown for _, s in found)
    notes = [CRITERION, PRESENCE]
    if unknown:
        notes.append(UNKNOWN.fill(n=str(unknown)))
    return Page(
        slug="surveillance",
        title=TITLE,
        lead=LEAD,
        shown=shown,
        tables=(_walk_table(ordered),),
        notes=tuple(notes),
    )


def ranks_of(found: Surveillance) -> Ints:
    """The class of each step: by nobody, from afar, by one window near, by two or more. Shape "
    "(M,).
    """
    anybody = found.counts(far=True) > 0
    near = found.counts(*WINDOWS, far=False)
    return (anybody.astype(np.int32) + (near >= 1) + (near >= 2)).astype(np.int32).clip(0, 3)


def _watched(found: Surveillance) -> float:
    return found.watched_share(*WINDOWS, least=2, far=False)


def _ribbons(site: Site, found: list[Watched], worst: Watched, lang: Lang) -> Shown:
    frame, half = plan_frame(site.ground, *(w.walk.area for w, _ in found))
    stretches = [
        (band.line, band.rank)
        for _, s in found
        for band in bands(s.way, ranks_of(s).astype(np.float64), (0.5, 1.5, 2.5))
    ]
    used = sorted({rank for _, rank in stretches})
    layer = together(
        [
            ribbon([(line, rank) for line, rank in stretches], RANKS, frame, lang),
            stations(worst[0].line, frame, every_m=station_step_m(worst[0].line.length)),
        ]
    )
    shares = [float(np.mean(np.concatenate([ranks_of(s) for _, s in found]) == n)) for n in used]
    words = "; ".join(
        f"{RANKS[n].words.ko} {share * 100:.0f} %" for n, share in zip(used, shares, strict=True)
    )
    english = "; ".join(
        f"{RANKS[n].words.en} {share * 100:.0f} %" for n, share in zip(used, shares, strict=True)
    )
    figure = drawing(
        site.plan,
        frame,
        layer,
        level=0,
        lang=lang,
        alternative=Text(ko=f"보행로를 따라 본 자연적 감시: {words}", en=f"Walks: {english}"),
    )
    return Shown(figure=figure, caption=RIBBON.fill(walk=worst[0].name), half=half)


def _along(worst: Watched, lang: Lang) -> Plot:
    walk, found = worst
    near, far = found.counts(*WINDOWS, far=False), found.counts(*WINDOWS, far=True)
    every = found.counts(far=True)
    step = found.way.step_m
    return chart(
        [
            Series(
                name=ANYBODY, x=found.way.along_m, y=every.astype(np.float64), bars=step,
                pen=Pen(stroke="#9aa3ad", width=0.1), fill="#f4f6f8",
            ),
            Series(
                name=FAR, x=found.way.along_m, y=far.astype(np.float64), bars=step,
                pen=Pen(stroke=SEEN, width=0.12), fill="#d6e2ed",
            ),
            Series(
                name=NEAR, x=found.way.along_m, y=near.astype(np.float64), bars=step,
                pen=Pen(stroke=SEEN, width=0.12), fill="#235a8c",
            ),
        ],
        across=Axis(name=CHAINAGE, high=walk.line.length),
        up=Axis(name=Text(ko="감시자 (곳)", en="watchers"), high=_most(every, far)),
        lang=lang,
        alternative=Text(
            ko=f"{walk.name.ko}를 따라 사람이 보이는 창의 수: 15 m 안 {near.min()}~{near.max()}개",
            en=f"Windows that see somebody along {walk.name.en}: {near.min()} to {near.max()} "
            "within 15 m",
        ),
        width_mm=HALF_MM,
        height_mm=52,
        limits=(Limit(at=2.0, words=TWO, pen=Pen(stroke=UNSEEN, width=0.25, dash="1.6 0.8")),),
    )  # fmt: skip


def _most(every: Ints, far: Ints) -> float:
    """The height of the chart: of the windows, else of everybody."""
    return float(max(4, far.max() + 1 if far.any() else every.max() + 1))


def _hours(found: list[Watched], lang: Lang) -> Plot:
    expected: Floats = np.concatenate([s.expected for _, s in found], axis=1)
    mean, low = expected.mean(axis=1), expected.min(axis=1)
    hours = np.arange(HOURS, dtype=np.float64) + 0.5
    return chart(
        [
            Series(
                name=MEAN, x=hours, y=mean, bars=0.8, pen=Pen(stroke=SEEN, width=0.12),
                fill="#adc6dc",
            ),
            Series(name=LOWEST, x=hours, y=low, pen=Pen(stroke=UNSEEN, width=0.4)),
        ],
        across=Axis(name=Text(ko="시각 (시)", en="hour of the day"), high=24, step=3),
        up=Axis(name=Text(ko="보고 있을 사람 (명)", en="watchers expected")),
        lang=lang,
        alternative=Text(
            ko=f"시각별 기대 감시자 수: 평균 최대 {mean.max():.1f}명({int(mean.argmax())}시), "
            f"최소 {mean.min():.1f}명({int(mean.argmin())}시)",
            en=f"Watchers expected by hour: mean from {mean.min():.1f} at {int(mean.argmin())} h "
            f"to {mean.max():.1f} at {int(mean.argmax())} h",
        ),
        width_mm=HALF_MM,
        height_mm=52,
    )  # fmt: skip


def _walk_table(ordered: list[Watched]) -> Table:
    rows = []
    for walk, found in ordered:
        near = found.counts(*WINDOWS, far=False)
        rows.append(
            (
                walk.name,
                metres(walk.line.length),
                percent(_watched(found)),
                percent(found.watched_share(*WINDOWS, least=1, far=True)),
                percent(float((found.counts(far=True) == 0).mean())),
                number(float(near.mean()), 1),
                number(float(found.index.mean()), 1),
            )
        )
    return table(
        Text(ko="보행로별, 창 2개 이상 비율이 낮은 순", en="Walks, the least overlooked first"),
        HEAD,
        rows,
        most=14,
    )


TITLE = Text(ko="보행로의 자연적 감시", en="Natural surveillance of the walks")
LEAD = Text(
    ko="걷는 사람의 몸 절반 이상이 보이는 창·출입구·경비실·도로를 1 m마다 세어 거리별로 나눔. "
    "15 m 안이면 확실히, 43 m 안이면 믿을 만하게 알아본다(van Asten 2021).",
    en="Windows, entrances, guard posts and roads that see at least half of somebody who walks, "
    "counted at every metre: reliable within 15 m, dependable within 43 m (van Asten 2021).",
)
NO_WALK = Text(ko="보행로가 도면에 없음: 판정 보류", en="no walk is drawn: not determined")
RANKS = graded(
    (
        Text(ko="아무 데서도 안 보임", en="seen by nobody"),
        Text(ko="먼 창·도로·문에서만", en="far windows, roads, doors only"),
        Text(ko="15 m 안 창 1개", en="one window within 15 m"),
        Text(ko="15 m 안 창 2개 이상", en="two or more within 15 m"),
    )
)
RIBBON = Text(
    ko="보행로별 감시 띠 (눈금: {walk}의 시점부터 거리)",
    en="Walks by who sees them (ticks: distance along {walk})",
)
ALONG = Text(ko="{walk}: 사람이 보이는 창·감시자 수", en="Who sees somebody on {walk}")
HOURS_OF = Text(ko="시각별 기대 감시자 (보행로 전체)", en="Watchers expected by hour, all walks")
CHAINAGE = Text(ko="시점부터 거리 (m)", en="distance from its beginning (m)")
ANYBODY = Text(ko="도로·출입구 포함", en="roads and doors too")
FAR = Text(ko=f"창 {DEPENDABLE_M:g} m 안", en=f"windows in {DEPENDABLE_M:g} m")
NEAR = Text(ko=f"창 {RELIABLE_M:g} m 안", en=f"in {RELIABLE_M:g} m")
TWO = Text(ko="15 m 안 2개", en="two within 15 m")
MEAN = Text(ko="평균", en="mean")
LOWEST = Text(ko="가장 적은 곳", en="least watched place")
HEAD = (
    Text(ko="보행로", en="walk"),
    Text(ko="길이", en="length"),
    Text(ko="15 m 안 창 2개 이상", en="2 windows in 15 m"),
    Text(ko="43 m 안 창 1개 이상", en="1 window in 43 m"),
    Text(ko="아무 데서도 안 보임", en="seen by nobody"),
    Text(ko="15 m 안 창(평균)", en="windows in 15 m, mean"),
    Text(ko="창–길 지표(평균)", en="window-to-street index"),
)
CRITERION = Text(
    ko="창 2개(15 m)·1개(43 m)는 문헌의 비교 기준으로, 법정 기준이 아님.",
    en="Two windows in 15 m and one in 43 m are from literature, not law.",
)
PRESENCE = Text(
    ko="시각별 재실 비율은 방 용도에 따른 도구 기본값이며 근거 문헌이 없음. 커튼은 고려하지 않음.",
    en="Presence by hour is a tool default by use of room, without authority. Curtains are not "
    "considered.",
)
UNKNOWN = Text(
    ko="방 이름에서 용도를 알 수 없는 창 {n}개는 침실로 봄.",
    en="{n} windows whose room tells no use count as bedrooms.",
)
