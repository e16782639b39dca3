"""The page of blind spots."""

from app.analyses.naming import named
from app.analyses.page import (
    NONE,
    WIDE_MM,
    Page,
    Shown,
    Table,
    metres,
    square,
    table,
)
from cpted_rules.analysis.sight.blind import BlindSpot, Bound
from cpted_rules.figure.analyses.drawing import (
    bounds_of,
    drawing,
    frame_for,
)
from cpted_rules.figure.analyses.spots import blind_layer
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, join, same

LEAST_M2 = 1.0
LEAST_WIDTH_M = 0.5
"""A blind spot smaller than this holds no person. [X]"""
MOST_SPOTS = 20
"""Blind spots numbered in one figure; the largest are."""


def blind_page(site: Site, lang: Lang) -> Page:
    """Places of the site that nobody sees."""
    if site.ground.area == 0:
        return Page(slug="blind-spots", title=BLIND, lead=BLIND_LEAD, notes=(NO_SITE,))
    within = site.settings.sight_limit_m
    every = site.sight.blind_spots(
        site.ground,
        within_m=within,
        least_area_m2=LEAST_M2,
        least_width_m=LEAST_WIDTH_M,
    )
    found = every[:MOST_SPOTS]
    frame = frame_for(
        bounds_of([site.ground], around_m=1.5), width_mm=WIDE_MM, most_mm=158, margin_mm=3
    )
    total = sum(spot.area_m2 for spot in every)
    figure = drawing(
        site.plan,
        frame,
        blind_layer(found, frame, lang),
        level=0,
        lang=lang,
        alternative=BLIND_ALT.fill(n=str(len(every)), area=f"{total:.0f}"),
    )
    notes = [
        BLIND_NOTE.fill(
            m=f"{within:g}",
            least=f"{LEAST_M2:g}",
            width=f"{LEAST_WIDTH_M:g}",
            z=f"{site.settings.person_height_m / 2:.2f}",
        )
    ]
    if any(spot.depth_m is None for spot in found):
        notes.append(CUT_OFF)
    if not every:
        notes.append(Text(ko="이런 사각지대가 없음.", en="There is no such blind spot."))
    caption = BLIND_CAPTION.fill(n=str(len(every)), area=f"{total:,.0f}")
    return Page(
        slug="blind-spots",
        title=BLIND,
        lead=BLIND_LEAD,
        shown=(Shown(figure=figure, caption=caption),),
        tables=(_blind_table(site, found),) if found else (),
        notes=tuple(notes),
    )


def _blind_table(site: Site, found: tuple[BlindSpot, ...]) -> Table:
    rows = [
        (
            same(str(n)),
            bounded_by(site, spot.bounds),
            square(spot.area_m2),
            metres(spot.width_m),
            metres(spot.depth_m),
        )
        for n, spot in enumerate(found, start=1)
    ]
    return table(
        Text(ko="사각지대, 넓은 순", en="Blind spots, the largest first"), SPOTS, rows, words=2
    )


def bounded_by(site: Site, found: tuple[Bound, ...], most: int = 3) -> Text:
    """What bounds a place, each name once, the longest first."""
    names = [named(site.plan, bound.obstacle.id) for bound in found]
    kept = list(dict.fromkeys(names))[:most]
    return join(kept) if kept else NONE


BLIND = Text(ko="사각지대", en="Blind spots")
BLIND_LEAD = Text(
    ko="대지 안 걸을 수 있는 바닥 가운데 창·출입구·경비실·공공도로 어디에서도 사람이 보이지 않는 "
    "곳. "
    "깊이는 보이는 곳에서 걸어 들어가는 거리, 폭은 안에 들어가는 가장 큰 원의 지름.",
    en="Ground of the site where a person is seen from no window, entrance, guard post or public "
    "road. Depth is the walk in from ground that is seen; width the largest circle within.",
)
BLIND_ALT = Text(ko="사각지대 {n}곳, 모두 {area} m²", en="Blind spots: {n}, {area} m² in all")
BLIND_CAPTION = Text(ko="사각지대 {n}곳 · 합계 {area} m²", en="Blind spots: {n}, {area} m² in all")
BLIND_NOTE = Text(
    ko="{m} m 안의 감시자, 사람 몸 가운데({z} m)가 보이면 보이는 것으로 봄. 넓이 {least} m²·폭 "
    "{width} m "
    "미만은 제외(도구 기본값). CCTV는 세지 않음.",
    en="Watchers within {m} m; seen where the middle of a person ({z} m) is. Under {least} m² or "
    "{width} m wide are left out (tool default). Cameras do not count.",
)
CUT_OFF = Text(
    ko="깊이 –: 보이는 곳에서 걸어 들어갈 길이 없는 곳.",
    en="Depth –: no way leads in from ground that is seen.",
)
SPOTS = (
    Text(ko="번호", en="no."),
    Text(ko="둘러싼 것", en="bounded by"),
    Text(ko="넓이", en="area"),
    Text(ko="내접원 지름", en="width"),
    Text(ko="깊이", en="depth"),
)
NO_SITE = Text(
    ko="대지경계선이 도면에 없음: 판정 보류", en="no site boundary is drawn: not determined"
)
