"""The page of doors and playgrounds, seen and seeing."""

from collections.abc import Iterator

import numpy as np
from shapely import LineString, MultiPoint, Point

from app.analyses.lines import walk_lines
from app.analyses.naming import named, told_apart
from app.analyses.page import (
    HALF_MM,
    NONE,
    WIDE_MM,
    Page,
    Shown,
    Table,
    count,
    percent,
    square,
    table,
)
from cpted_rules.analysis.sight.entrances import DoorView, PlayView
from cpted_rules.analysis.walk.lines import longest_way
from cpted_rules.analysis.walk.network import network_of
from cpted_rules.figure.analyses.drawing import (
    bounds_of,
    drawing,
    frame_for,
)
from cpted_rules.figure.analyses.sights import door_layer, play_layer
from cpted_rules.plan import Opening, Zone, ZoneKind
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text

SHOWN_M = 18.0
"""So far round a door its figure reaches. [X]"""
DOOR_WITHIN_M = 30.0
"""Ways so near to a door are asked whether they see it. [X]"""


def views_page(site: Site, lang: Lang) -> Page:
    """Doors and playgrounds, seen and seeing."""
    ways = [w.line for w in walk_lines(site)] + list(_street_lines(site))
    views = [
        (door, view)
        for door in site.entrances
        if (view := site.sight.door_view(door, ways, within_m=DOOR_WITHIN_M)) is not None
    ]
    plays = [
        (zone, site.sight.play_view(zone, within_m=site.settings.sight_limit_m))
        for zone in site.zones(ZoneKind.PLAYGROUND)
    ]
    shown: list[Shown] = []
    tables: list[Table] = []
    notes = [LOOKS.fill(m=f"{DOOR_WITHIN_M:g}")]
    if views:
        ordered = sorted(views, key=lambda v: (_share(v[1]), v[0].id))
        shown += _door_figures(site, ordered, bool(plays), lang)
        tables.append(_door_table(site, ordered))
    else:
        notes.append(NO_DOOR)
    for zone, play in plays:
        shown.append(_play_figure(site, zone, play, not views, lang))
        tables.append(_play_table(site, plays))
    if not plays:
        notes.append(NO_PLAY)
    elif all(play.cared is None for _, play in plays):
        notes.append(NO_REST)
    return Page(
        slug="views",
        title=Text(ko="출입구·놀이터의 조망", en="Entrances and playgrounds, seen and seeing"),
        lead=Text(
            ko="출입문 면의 절반 이상이 보이면 보이는 것으로 하여, 둘레 도로·보행로에서 문이 "
            "보이는지와 "
            "어느 창이 문을 내려다보는지를 따짐. 놀이터는 칸마다 어린이 키 높이가 보이는 세대 "
            "창의 수.",
            en="A door is seen where at least half of its face is in sight: from the ways around "
            "it, "
            "and by windows. Playgrounds: how many dwelling windows see a child in each cell.",
        ),
        shown=tuple(shown),
        tables=tuple(dict.fromkeys(tables)),
        notes=tuple(notes),
    )


def _street_lines(site: Site) -> Iterator[LineString]:
    """Middle lines of public roads, as far as they pass the site."""
    near = site.ground.buffer(DOOR_WITHIN_M)
    for road in site.plan.roads:
        part = road.area.intersection(near)
        if road.public and part.area > 0:
            line = longest_way(network_of(part))
            if line is not None:
                yield line


def _share(view: DoorView) -> float:
    return 0.0 if view.share is None else view.share


def _door_figures(
    site: Site, ordered: list[tuple[Opening, DoorView]], beside: bool, lang: Lang
) -> list[Shown]:
    """The door seen least; beside it the one seen most, where there is room for it."""
    chosen = [ordered[0]] if beside or len(ordered) < 2 else [ordered[0], ordered[-1]]
    shown = []
    for door, view in chosen:
        near = np.concatenate([view.samples[:, :2], view.windows[:, :2], [view.face.middle[:2]]])
        shown_within = Point(view.face.middle[:2]).buffer(SHOWN_M)
        around = bounds_of([MultiPoint(near.tolist()).intersection(shown_within)], around_m=1.5)
        wide = not beside and len(chosen) == 1
        frame = frame_for(
            around,
            width_mm=WIDE_MM if wide else HALF_MM,
            most_mm=125,
            margin_mm=5,
            at_least_m=24,
        )
        share = NONE if view.share is None else percent(view.share)
        figure = drawing(
            site.plan,
            frame,
            door_layer(view, frame, lang),
            level=0,
            lang=lang,
            alternative=DOOR_ALT.fill(
                door=named(site.plan, door.id), share=share, n=str(len(view.window_ids))
            ),
        )
        caption = DOOR_CAPTION.fill(door=named(site.plan, door.id), share=share)
        shown.append(Shown(figure=figure, caption=caption, half=not wide))
    return shown


def _door_table(site: Site, ordered: list[tuple[Opening, DoorView]]) -> Table:
    names = told_apart(site.plan, [door.id for door, _ in ordered])
    rows = [
        (
            names[door.id],
            count(len(view.samples)),
            percent(view.share),
            count(len(view.window_ids)),
        )
        for door, view in ordered
    ]
    return table(
        Text(ko="출입구, 적게 보이는 순", en="Entrances, the least seen first"), DOORS, rows
    )


def _play_figure(site: Site, zone: Zone, view: PlayView, wide: bool, lang: Lang) -> Shown:
    rests = [z.area for z in site.zones(ZoneKind.REST) if z.area.distance(zone.area) < 25]
    frame = frame_for(
        bounds_of([zone.area, *rests], around_m=4),
        width_mm=WIDE_MM if wide else HALF_MM,
        most_mm=125,
        margin_mm=4,
    )
    figure = drawing(
        site.plan,
        frame,
        play_layer(view, frame, lang),
        level=0,
        lang=lang,
        alternative=PLAY_ALT.fill(
            share=percent(view.overlooked_share),
            n=str(len(view.window_ids)),
            cared=percent(view.cared_share),
        ),
    )
    caption = PLAY.fill(name=named(site.plan, zone.id), share=percent(view.overlooked_share))
    return Shown(figure=figure, caption=caption, half=not wide)


def _play_table(site: Site, plays: list[tuple[Zone, PlayView]]) -> Table:
    rows = [
        (
            named(site.plan, zone.id),
            square(float(zone.area.area), 0),
            percent(view.overlooked_share),
            count(len(view.window_ids)),
            percent(view.cared_share),
        )
        for zone, view in plays
    ]
    return table(Text(ko="놀이터", en="Playgrounds"), PLAYS, rows)


LOOKS = Text(
    ko="출입문에서 {m} m 안의 보행로·도로 중심선을 1 m마다, 창은 같은 거리 안에서 조사.",
    en="Middle lines of walks and roads within {m} m of the door at every metre; windows as near.",
)
NO_DOOR = Text(
    ko="건물 출입구가 도면에 없거나 향하는 쪽을 알 수 없음: 판정 보류",
    en="no building entrance, or none whose facing can be told: not determined",
)
NO_PLAY = Text(ko="이 대지에는 어린이놀이터가 없음.", en="There is no playground on this site.")
NO_REST = Text(
    ko="휴게공간이 도면에 없어 보호자의 조망은 판정 보류.",
    en="No rest area is drawn: the carers' view is not determined.",
)
DOOR_ALT = Text(
    ko="{door}: 둘레 길의 {share}에서 문이 보이고 창 {n}개가 내려다봄",
    en="{door}: seen from {share} of the ways around, overlooked by {n} windows",
)
DOOR_CAPTION = Text(ko="{door} – 둘레 길의 {share}에서 보임", en="{door}: seen from {share}")
DOORS = (
    Text(ko="출입구", en="entrance"),
    Text(ko="조사 지점", en="places asked"),
    Text(ko="문이 보이는 비율", en="that see the door"),
    Text(ko="문이 보이는 세대 창", en="dwelling windows that see it"),
)
PLAY_ALT = Text(
    ko="놀이터: 면적의 {share}가 세대 창 {n}개에서 보이고 {cared}가 휴게공간에서 보임",
    en="Playground: {share} in sight of {n} dwelling windows, {cared} of rest areas",
)
PLAY = Text(ko="{name} – {share}가 세대 창에서 보임", en="{name}: {share} seen from dwellings")
PLAYS = (
    Text(ko="놀이터", en="playground"),
    Text(ko="면적", en="area"),
    Text(ko="창에서 보이는 면적", en="seen from windows"),
    Text(ko="보이는 세대 창", en="windows that see it"),
    Text(ko="휴게공간에서 보이는 면적", en="seen from rest areas"),
)
