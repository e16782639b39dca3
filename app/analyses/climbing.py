"""The page of climbing: which openings are reached, by what path, and what to change."""

from app.analyses.naming import BAY_CAR, named, told_apart
from app.analyses.page import (
    HALF_MM,
    NONE,
    Page,
    Shown,
    Table,
    metres,
    table,
)
from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.reach import Reach
from cpted_rules.analysis.climb.remedies import remedies, unbroken
from cpted_rules.figure.analyses.climb_cut import climb_cut, climb_layer
from cpted_rules.figure.analyses.drawing import (
    bounds_of,
    drawing,
    frame_for,
)
from cpted_rules.plan import Opening, ParkingBay, storey_name
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, join, same

UP_TO_STOREY = 3
"""Storeys whose openings a climber is asked after. [X]"""
FEW = 8
DEVICES = frozenset({"fixtures"})


def climb_page(site: Site, lang: Lang) -> Page:
    """Which openings can be climbed to, how, and what to change."""
    climber = Climber()
    reaches = site.climb.reaches(climber, UP_TO_STOREY)
    climbed = [r for r in reaches if r.path is not None and r.path.climbs]
    sure = [r for r in climbed if r.reachable]
    notes = [
        LENGTHS.fill(
            reach=f"{climber.reach_m:g}", gap=f"{climber.gap_m:g}", drop=f"{climber.drop_m:g}"
        )
    ]
    shown: tuple[Shown, ...] = ()
    if climbed:
        shown = _climb_figures(site, sure or climbed, lang)
    else:
        notes.append(NO_CLIMB)
    unsure = len(climbed) - len(sure)
    if unsure:
        lacking = tuple(dict.fromkeys(t for r in climbed if not r.reachable for t in r.lacking))
        notes.append(UNSURE.fill(n=str(unsure), what=join(lacking)))
    still = unbroken(climbed)
    if still:
        notes.append(STILL.fill(n=str(len(still))))
    tables = [_counts(reaches, climbed, sure)]
    if climbed:
        tables += [_steps_table(site, (sure or climbed)), _remedy_table(site, climbed)]
    return Page(
        slug="climb",
        title=CLIMB,
        lead=CLIMB_LEAD,
        shown=shown,
        tables=tuple(t for t in tables if t.rows),
        notes=tuple(notes),
        sensitive=True,
    )


def _chosen(climbed: list[Reach]) -> Reach:
    """The climb to draw: over the most footholds, then to the highest opening."""
    return max(
        climbed,
        key=lambda r: (
            len(r.path.used) if r.path else 0,
            round(r.target.sill_m, 3),
            r.target.id,
        ),
    )


def _climb_figures(site: Site, climbed: list[Reach], lang: Lang) -> tuple[Shown, ...]:
    reach = _chosen(climbed)
    way = reach.path
    if way is None:
        return ()
    names = _hold_names(site, way.used)
    opening = site.plan.by_id[reach.target.id]
    head = reach.target.sill_m + 1.2
    if isinstance(opening, Opening):
        head = site.elevation_m(opening.storey) + site.heights_m(opening)[1]
    words = CLIMB_SAYS.fill(
        steps=join([names[id] for id in way.used], " → "),
        target=named(site.plan, reach.target.id),
        sill=f"{reach.target.sill_m:.1f}",
    )
    frame = frame_for(
        bounds_of([way.line, reach.target.line], around_m=2.5),
        width_mm=HALF_MM,
        most_mm=108,
        margin_mm=4,
        at_least_m=10,
    )
    others = [r for r in climbed if r is not reach and r.target.building == reach.target.building]
    plan = drawing(
        site.plan,
        frame,
        climb_layer(reach, others, frame, lang),
        level=0,
        lang=lang,
        alternative=words,
        devices=DEVICES,
    )
    cut = climb_cut(
        reach, names, head_m=head, lang=lang, alternative=words, width_mm=HALF_MM, most_mm=120
    )
    return (
        Shown(figure=plan, caption=CLIMB_PLAN, half=True),
        Shown(figure=cut, caption=words, half=True),
    )


def _hold_names(site: Site, ids: tuple[str, ...]) -> dict[str, Text]:
    return {
        id: BAY_CAR if isinstance(site.plan.by_id.get(id), ParkingBay) else named(site.plan, id)
        for id in ids
    }


def _counts(reaches: tuple[Reach, ...], climbed: list[Reach], sure: list[Reach]) -> Table:
    rows = []
    for storey in sorted({r.target.storey for r in reaches}):
        here = [r for r in reaches if r.target.storey == storey]
        rows.append(
            (
                storey_name(storey),
                same(str(len(here))),
                same(str(sum(bool(r.reachable) and r not in climbed for r in here))),
                same(str(sum(r in sure for r in here))),
                same(str(sum(r in climbed and r not in sure for r in here))),
            )
        )
    return table(COUNTS_CAPTION, COUNTS, rows)


def _steps_table(site: Site, climbed: list[Reach]) -> Table:
    reach = _chosen(climbed)
    if reach.path is None:
        return table(STEPS_CAPTION, STEPS, ())
    names = _hold_names(site, reach.path.used)
    rows = [
        (
            same(str(n)),
            names[step.id],
            metres(step.leaves[2], 2),
            same(f"{step.rise_m:+.2f}\u2009m"),
            same(f"{step.along_m:+.2f}\u2009m"),
            metres(step.gap_m, 2),
        )
        for n, step in enumerate((s for s in reach.path.steps if s.id in names), start=1)
    ]
    rows.append(
        (
            same("→"),
            named(site.plan, reach.target.id),
            metres(reach.target.sill_m, 2),
            same(f"{reach.path.last_rise_m:+.2f}\u2009m"),
            NONE,
            NONE,
        )
    )
    return table(STEPS_CAPTION, STEPS, rows, words=2)


def _remedy_table(site: Site, climbed: list[Reach]) -> Table:
    found = remedies(climbed)
    names = told_apart(site.plan, [id for one in found for id in one.elements])
    rows = [
        (
            same(str(n)),
            join([names[id] for id in one.elements], " + "),
            same(str(len(one.openings))),
        )
        for n, one in enumerate(found, start=1)
    ]
    return table(REMEDY_CAPTION, REMEDIES, rows, words=2, most=FEW)


CLIMB = Text(ko="타고 올라 닿는 창·문", en="Openings that can be climbed to")
CLIMB_LEAD = Text(
    ko="공공에 열린 지면에서 담장·차량·실외기·배관·수목 등을 딛고 닿을 수 있는 3층 이하 창·문과 "
    "그 경로, "
    "그리고 무엇을 없애면 끊기는지. 한 번에 오르는 높이와 건너는 거리를 견주어 탐색.",
    en="Openings up to the third storey that can be reached from public ground over walls, cars, "
    "units, pipes and trees, by what path, and what breaks it; searched by rise and gap.",
)
LENGTHS = Text(
    ko="한 번에 오르는 높이 {reach} m, 건너는 거리 {gap} m, 내려서는 높이 {drop} m(도구 기본값).",
    en="Rise {reach} m, gap {gap} m and drop {drop} m in one go (tool defaults).",
)
NO_CLIMB = Text(ko="타고 올라 닿는 창·문이 없음.", en="No opening can be climbed to.")
UNSURE = Text(
    ko="도면에 없는 것({what})에 달려 판정 보류된 창·문 {n}곳.",
    en="{n} openings are undetermined, as they depend on what is not drawn ({what}).",
)
STILL = Text(
    ko="두 가지 이하를 바꾸어서는 끊기지 않는 창·문 {n}곳.",
    en="Openings that no change of one or two things puts out of reach: {n}.",
)
CLIMB_SAYS = Text(
    ko="{steps} → {target} (창대 {sill} m)", en="{steps} → {target} (sill at {sill} m)"
)
CLIMB_PLAN = Text(ko="오르는 경로, 평면", en="The climb in plan")
COUNTS_CAPTION = Text(ko="층별 창·문", en="Openings by storey")
COUNTS = (
    Text(ko="층", en="storey"),
    Text(ko="조사", en="asked"),
    Text(ko="지면에서 닿음", en="from the ground"),
    Text(ko="타고 올라 닿음", en="climbed to"),
    Text(ko="판정 보류", en="undetermined"),
)
STEPS_CAPTION = Text(ko="그린 경로의 단계", en="Steps of the climb drawn")
STEPS = (
    Text(ko="번호", en="no."),
    Text(ko="딛는 것", en="foothold"),
    Text(ko="높이", en="height"),
    Text(ko="한 번에 오름", en="rise in one go"),
    Text(ko="타고 오름", en="climbed along it"),
    Text(ko="건넘", en="gap"),
)
REMEDY_CAPTION = Text(ko="무엇을 바꿀까 (많이 끊는 순)", en="What to change, the most closed first")
REMEDIES = (
    Text(ko="번호", en="no."),
    Text(ko="딛지 못하게 할 것", en="must no longer serve as footholds"),
    Text(ko="끊기는 창·문", en="openings closed"),
)
