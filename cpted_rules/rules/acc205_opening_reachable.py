"""ACC205: how many openings of the lowest storeys can be climbed to."""

from collections.abc import Iterator
from itertools import groupby

from shapely import MultiPoint
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.hold import HoldKind
from cpted_rules.analysis.climb.reach import ClimbPath, Reach
from cpted_rules.analysis.climb.remedies import Remedy, remedies, unbroken
from cpted_rules.plan import Building, SheetKind, storey_name
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same

NAMES = {
    HoldKind.ROOF: Text(ko="지붕", en="roof"),
    HoldKind.BALCONY: Text(ko="발코니·캐노피", en="balcony or canopy"),
    HoldKind.WALL: Text(ko="담장", en="wall"),
    HoldKind.FENCE: Text(ko="울타리", en="fence"),
    HoldKind.GATE: Text(ko="대문", en="gate"),
    HoldKind.CAR: Text(ko="주차 차량", en="parked car"),
    HoldKind.BINS: Text(ko="분리수거대", en="bins"),
    HoldKind.UNIT: Text(ko="실외기·계량기", en="unit or meter"),
    HoldKind.PIPE: Text(ko="배관", en="pipe"),
    HoldKind.TREE: Text(ko="수목", en="tree"),
}
REMEDIES = {
    HoldKind.WALL: Text(ko="높이거나 건물에서 띄움", en="raise it, or set it off the building"),
    HoldKind.FENCE: Text(ko="높이거나 건물에서 띄움", en="raise it, or set it off the building"),
    HoldKind.GATE: Text(ko="높임", en="raise it"),
    HoldKind.CAR: Text(ko="주차구획을 띄움", en="set the bay off the building"),
    HoldKind.BINS: Text(ko="옮김", en="move them"),
    HoldKind.UNIT: Text(ko="옮기거나 덮개로 막음", en="move or cover it"),
    HoldKind.PIPE: Text(ko="매립하거나 덮개로 막음", en="embed or cover it"),
    HoldKind.TREE: Text(ko="옮겨 심거나 가지를 쳐 띄움", en="move it, or prune it back"),
}


@rule(
    "ACC205",
    title=Text(ko="타고 올라 닿는 개구부", en="Opening that can be climbed to"),
    measures=Text(
        ko="공공에 열린 지면에서 무엇을 딛고 올라 닿을 수 있는 창·문의 수",
        en="how many windows and doors can be climbed to from public ground",
    ),
    says=Text(
        ko="{subject}에서 타고 올라 닿는 창·문: {value}",
        en="{subject}, windows and doors that can be climbed to: {value}",
    ),
    unit="count",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.ELEVATION), (SheetKind.SITE_PLAN,)),
    security_sensitive=True,
)
def opening_reachable(
    site: Site, *, up_to_storey: float, reach_m: float, gap_m: float
) -> Iterator[Measurement]:
    """How many outside windows and doors of a building can be climbed to. [count]

    Why: a window above the ground is left unrated and open because nobody is thought to get there;
        a car, a wall or a pipe beside it makes it a window on the ground.
    How: from public ground over footholds (walls, fences, parked cars, bins, units, low roofs,
        pipes above their guard, trees), each no higher than `reach_m` and no further than `gap_m`
        from the one before. What is reached from the ground itself does not count. One value for
        each building, as one change often closes several openings: the note says which.
    Lacking: heights and protection on which it depends, where no opening is reached for sure.
    """
    climber = Climber(reach_m=reach_m, gap_m=gap_m)
    reaches = site.climb.reaches(climber, int(up_to_storey))
    ordered = sorted(reaches, key=lambda r: (r.target.building, r.target.id))
    for building, group in groupby(ordered, key=lambda r: r.target.building):
        yield _measured(site, climber, building, tuple(group))


def _measured(site: Site, climber: Climber, building: str, group: tuple[Reach, ...]) -> Measurement:
    climbed = [r for r in group if r.path is not None and r.path.climbs]
    sure = [r for r in climbed if r.reachable]
    unsure = [r for r in climbed if not r.reachable]
    shown = sure or unsure
    drawn = site.plan.by_id.get(building)
    unknown = not sure and bool(unsure)
    lacking = tuple(dict.fromkeys(text for r in unsure for text in r.lacking))
    return Measurement(
        subjects=(building if drawn else group[0].target.id,),
        value=None if unknown else float(len(sure)),
        where=_where(shown, drawn.area if isinstance(drawn, Building) else None, group),
        witness=tuple(_routes(site, shown)),
        lacking=join(lacking) if unknown else None,
        lacking_sheet=SheetKind.ELEVATION if unknown else None,
        note=_note(site, climber, sure, unsure) if shown else None,
    )


def _where(shown: list[Reach], area: BaseGeometry | None, group: tuple[Reach, ...]) -> BaseGeometry:
    """The openings climbed to; where there is none, the building."""
    if area is not None and not shown:
        return area
    of = shown or list(group)
    return MultiPoint([r.target.line.interpolate(0.5, normalized=True) for r in of])


def _routes(site: Site, shown: list[Reach]) -> Iterator[Witness]:
    """One climb for each set of things stepped on: to the highest opening it leads to."""
    highest: dict[tuple[str, ...], Reach] = {}
    for reach in sorted(shown, key=lambda r: (-r.target.sill_m, r.target.id)):
        if reach.path is not None:
            highest.setdefault(reach.path.used, reach)
    for _, reach in sorted(highest.items()):
        if reach.path is not None:
            label = _route_label(site, reach, reach.path)
            yield Witness(kind=WitnessKind.ROUTE, shape=reach.path.line, label=label)


def _route_label(site: Site, reach: Reach, path: ClimbPath) -> Text:
    steps = [_named(site, s.kind, s.id) for s in path.steps if s.kind in NAMES]
    return Text(
        ko="{steps} → {storey} 개구부(높이 {sill} m)",
        en="{steps} → opening on {storey} at {sill} m",
    ).fill(
        steps=join(steps, " → "),
        storey=storey_name(reach.target.storey),
        sill=f"{reach.target.sill_m:.1f}",
    )


def _named(site: Site, kind: HoldKind, id: str) -> Text:
    """A foothold in words: what it is, its label as drawn, its id where others have that label."""
    label = site.plan.by_id[id].label
    others = sum(element.label == label for element in site.plan.elements()) > 1
    words = " ".join([label] * bool(label) + [id] * (others or not label))
    return join([NAMES[kind], same(f"({words})")], "")


def _note(site: Site, climber: Climber, sure: list[Reach], unsure: list[Reach]) -> Text | None:
    """What would have to change, and what could not be told."""
    kinds = {hold.id: hold.kind for hold in site.climb.terrain(climber).holds}
    of = sure or unsure
    said = [_remedy(site, kinds, remedy) for remedy in remedies(of)]
    if open_still := unbroken(of):
        words = Text(
            ko="두 가지 이하를 바꾸어서는 막히지 않는 개구부 {n}곳",
            en="{n} openings that no change of one or two things closes",
        )
        said.append(words.fill(n=str(len(open_still))))
    if sure and unsure:
        words = Text(
            ko="도면에 없는 높이·방지 조치에 달린 개구부 {n}곳 더",
            en="{n} more that depend on heights or protection not drawn",
        )
        said.append(words.fill(n=str(len(unsure))))
    return join(said, "; ") if said else None


def _remedy(site: Site, kinds: dict[str, HoldKind], remedy: Remedy) -> Text:
    words = Text(ko="{name}: {act}", en="{name}: {act}")
    parts = [
        words.fill(name=_named(site, kinds[id], id), act=REMEDIES[kinds[id]])
        for id in remedy.elements
    ]
    return Text(ko="{parts} → {n}곳 차단", en="{parts} → closes {n}").fill(
        parts=join(parts, " + "), n=str(len(remedy.openings))
    )
