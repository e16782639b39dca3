"""The page of horizontal illuminance: fields with isolines, and the level of each place."""

from collections.abc import Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from app.analyses.framing import plan_frame
from app.analyses.lit import Lit, outdoor_places, parking_light, site_light
from app.analyses.page import Page, Shown, lux, number, table
from cpted_rules.analysis.light.level import Level
from cpted_rules.figure.analyses.devices import device_layer
from cpted_rules.figure.analyses.drawing import drawing
from cpted_rules.figure.analyses.heat import LIGHTS, heat
from cpted_rules.figure.layer import together
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text

OUTDOORS_LX = (1.0, 3.0, 5.0, 10.0, 30.0)
INDOORS_LX = (10.0, 30.0, 50.0, 100.0, 200.0)
"""Classes of the fields: round steps that levels asked for fall on. [X]"""


def illuminance_page(site: Site, lang: Lang) -> Page:
    """Horizontal illuminance on the ground and on parking floors."""
    ground = site_light(site)
    parking = parking_light(site)
    shown, notes, places = [], [DIRECT], []
    if isinstance(ground, Lit):
        shown.append(_field(site, ground, OUTDOORS_LX, lang, beside=site.ground))
        places += [ground, *outdoor_places(site)]
        remark = site.light.heights_assumed(0, ground.area)
        if remark is not None:
            notes.append(remark)
    else:
        notes.append(LACKING.fill(place=OUTDOORS, what=ground))
    for name, lit in parking:
        if isinstance(lit, Lit):
            shown.append(_field(site, lit, INDOORS_LX, lang, beside=site.ground))
            places.append(lit)
        else:
            notes.append(LACKING.fill(place=name, what=lit))
    if not parking:
        notes.append(NO_PARKING)
    rows = [(lit.name, *_level(lit.level)) for lit in _ordered(places)]
    return Page(
        slug="illuminance",
        title=Text(ko="수평면 조도", en="Horizontal illuminance"),
        lead=Text(
            ko="배광 자료의 광도에서 바닥의 점마다 계산한 수평면 조도. 건축물·벽·수목의 그늘과 "
            "보수율을 "
            "반영하고, 곳마다 평균·최소·균제도(최소/평균)를 냄.",
            en="Horizontal illuminance at points of the floor from the candela tables, with "
            "shadows "
            "of buildings, walls and trees and the maintenance factor; average, lowest, "
            "uniformity.",
        ),
        shown=tuple(shown),
        tables=(table(Text(ko="곳별 조도", en="Light of each place"), HEAD, rows, most=18),)
        if rows
        else (),
        notes=tuple(notes),
    )


def _ordered(places: Sequence[Lit]) -> list[Lit]:
    """The site first, then places by their lowest light."""
    return [*places[:1], *sorted(places[1:], key=lambda p: round(p.level.lowest_lx, 3))]


def _level(level: Level) -> tuple[Text, ...]:
    return (
        lux(level.average_lx),
        lux(level.lowest_lx, 2),
        lux(level.highest_lx),
        number(level.uniformity),
    )


def _field(
    site: Site, lit: Lit, limits: Sequence[float], lang: Lang, *, beside: BaseGeometry
) -> Shown:
    frame, half = plan_frame(lit.area, beside=beside)
    stage = site.closed_in(lit.storey) if lit.storey else 0
    lamps = [lamp.id for lamp in site.light.luminaires(stage)]
    layer = together(
        [
            heat(lit.grid, lit.e_lx, limits, frame, lang, unit="lx", tints=LIGHTS),
            device_layer(site.plan, "luminaires", lamps, frame, lang),
        ]
    )
    found = lit.level
    figure = drawing(
        site.plan,
        frame,
        layer,
        level=lit.storey,
        lang=lang,
        alternative=ALT.fill(
            place=lit.name,
            average=f"{found.average_lx:.1f}",
            lowest=f"{found.lowest_lx:.2f}",
            share=f"{float(np.mean(lit.e_lx < limits[0])) * 100:.0f}",
            limit=f"{limits[0]:g}",
        ),
    )
    caption = CAPTION.fill(
        place=lit.name, average=f"{found.average_lx:.1f}", lowest=f"{found.lowest_lx:.2f}"
    )
    return Shown(figure=figure, caption=caption, half=half)


DIRECT = Text(
    ko="직접광만 계산(반사광 제외). 등급 구분 값은 도구 기본값.",
    en="Direct light only, without reflections. The classes are tool defaults.",
)
LACKING = Text(
    ko="{place}: {what}이(가) 도면에 없어 판정 보류",
    en="{place}: not determined, as the drawings lack {what}",
)
OUTDOORS = Text(ko="옥외", en="outdoors")
NO_PARKING = Text(
    ko="지하·옥내 주차장이 없음.", en="There is no car park below ground or in a building."
)
HEAD = (
    Text(ko="곳", en="place"),
    Text(ko="평균", en="average"),
    Text(ko="최소", en="lowest"),
    Text(ko="최대", en="highest"),
    Text(ko="균제도", en="uniformity"),
)
ALT = Text(
    ko="{place}: 평균 {average} lx, 최소 {lowest} lx, {limit} lx 미만 {share} %",
    en="{place}: average {average} lx, lowest {lowest} lx, {share} % under {limit} lx",
)
CAPTION = Text(
    ko="{place} – 평균 {average} lx, 최소 {lowest} lx",
    en="{place}: average {average} lx, lowest {lowest} lx",
)
