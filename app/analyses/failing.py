"""What a failed lamp costs, and which windows get light: figures and tables of the night."""

from dataclasses import dataclass

from shapely import Point

from app.analyses.framing import plan_frame
from app.analyses.lit import Lit, outdoor_places
from app.analyses.naming import told_apart
from app.analyses.page import (
    NONE,
    Shown,
    Table,
    lux,
    table,
)
from cpted_rules.analysis.light.adaptation import steps
from cpted_rules.analysis.light.level import Level
from cpted_rules.analysis.light.trespass import Trespass
from cpted_rules.figure.analyses.devices import (
    device_layer,
    marked_windows,
    ringed_layer,
)
from cpted_rules.figure.analyses.drawing import drawing
from cpted_rules.figure.layer import together
from cpted_rules.figure.symbols import OCHRE
from cpted_rules.plan import Opening
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, same

FEW = 5
LEAST_LX = 0.005
"""Less than this on a window is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A place whose light the failure of one lamp harms most.

    Args:
        lamp: its id.
    """

    place: Text
    before: Level
    lamp: str
    left: Level

    @property
    def kept(self) -> float:
        """Share of the average that is left. [share]"""
        return self.left.average_lx / self.before.average_lx if self.before.average_lx else 1.0


def losses(site: Site) -> tuple[Loss, ...]:
    """The worst failure of a single lamp for each place, the greatest loss first."""
    lamps, found = site.light.lamps(0), []
    for place in outdoor_places(site):
        outs = site.light.lamps_out(place.grid, 0) if place.grid.on_lattice else ()
        if outs and place.level.average_lx > 0:
            worst = min(outs, key=lambda out: (out.left.average_lx, out.lamp))
            found.append(
                Loss(
                    place=place.name,
                    before=place.level,
                    lamp=lamps[worst.lamp].id,
                    left=worst.left,
                )
            )
    return tuple(sorted(found, key=lambda one: (round(one.kept, 6), one.place.ko)))


def weak_figure(
    site: Site, ground: Lit, outs: tuple[Loss, ...], found: tuple[Trespass, ...], lang: Lang
) -> Shown:
    """The lamps whose failure harms a place most, and the windows that get most light."""
    frame, half = plan_frame(ground.area, site.ground)
    lamps = {lamp.id: Point(lamp.x_m, lamp.y_m) for lamp in site.light.lamps(0)}
    rings: dict[str, tuple[Point, str]] = {}
    for n, loss in enumerate(outs[:FEW], start=1):
        said = rings.get(loss.lamp)
        words = str(n) if said is None else f"{said[1]}, {n}"
        rings[loss.lamp] = (lamps[loss.lamp], words)
    windows = []
    for one in [t for t in found if t.e_lx >= LEAST_LX][:FEW]:
        opening = site.plan.by_id[one.window]
        at = site.before(opening) if isinstance(opening, Opening) else None
        if at is not None:
            windows.append((at, f"{one.e_lx:.1f}\u2009lx"))
    layer = together(
        [
            device_layer(site.plan, "luminaires", lamp_ids(site), frame, lang),
            ringed_layer(rings, frame, RINGED, lang),
            marked_windows(windows, frame, WINDOW, lang, colour=OCHRE),
        ]
    )
    figure = drawing(site.plan, frame, layer, level=0, lang=lang, alternative=WEAK)
    return Shown(figure=figure, caption=WEAK, half=half)


def lamp_ids(site: Site) -> tuple[str, ...]:
    """The lamps outdoors."""
    return tuple(lamp.id for lamp in site.light.luminaires(0))


def outs_table(site: Site, outs: tuple[Loss, ...]) -> Table:
    """What is left of the light of each place when its worst lamp fails."""
    names = told_apart(site.plan, [loss.lamp for loss in outs[:FEW]])
    rows = [
        (
            same(str(n)),
            loss.place,
            names[loss.lamp],
            lux(loss.before.average_lx),
            lux(loss.left.average_lx),
            lux(loss.before.lowest_lx, 2),
            lux(loss.left.lowest_lx, 2),
        )
        for n, loss in enumerate(outs[:FEW], start=1)
    ]
    return table(OUTS_CAPTION, OUTS, rows, words=3)


def steps_table(site: Site) -> Table:
    """Steps of brightness between neighbouring places, the greatest first."""
    places = outdoor_places(site)
    averages = [p.level.average_lx for p in places]
    found = [s for s in steps([p.area for p in places], averages) if s.ratio > 1.0]
    rows = [
        (
            places[s.brighter].name,
            places[s.darker].name,
            lux(averages[s.brighter]),
            lux(averages[s.darker]),
            Text(ko=f"{s.ratio:.1f}배", en=f"{s.ratio:.1f}×"),
        )
        for s in found
    ]
    return table(STEPS_CAPTION, STEPS, rows, words=2, most=4)


def trespass_table(site: Site, found: tuple[Trespass, ...]) -> Table:
    """The dwelling windows that get most light."""
    lit = [t for t in found if t.e_lx >= LEAST_LX][:FEW]
    names = told_apart(site.plan, [t.window for t in lit])
    lamps = told_apart(site.plan, [t.lamp for t in lit if t.lamp])
    rows = [
        (
            names[t.window],
            lamps[t.lamp] if t.lamp else NONE,
            lux(t.e_lx, 2),
            lux(t.by_it_lx, 2),
        )
        for t in lit
    ]
    return table(TRESPASS_CAPTION, TRESPASS, rows, words=2)


WEAK = Text(
    ko="꺼지면 가장 어두워지는 곳의 등(번호)과 빛이 가장 많이 드는 세대 창",
    en="Lamps whose failure leaves least (numbers), and windows that get most light",
)
RINGED = Text(ko="꺼지면 가장 나쁜 등(표의 번호)", en="lamp that matters most, as in the table")
WINDOW = Text(ko="세대 창(연직면 조도)", en="dwelling window, vertical illuminance")
OUTS_CAPTION = Text(
    ko="등 하나가 꺼진 최악의 경우, 많이 어두워지는 순",
    en="Worst case of one lamp out, the greatest loss first",
)
OUTS = (
    Text(ko="번호", en="no."),
    Text(ko="곳", en="place"),
    Text(ko="꺼진 등", en="lamp out"),
    Text(ko="평균", en="average"),
    Text(ko="→ 꺼지면", en="→ then"),
    Text(ko="최소", en="lowest"),
    Text(ko="→ 꺼지면", en="→ then"),
)
STEPS_CAPTION = Text(
    ko="이웃한 곳의 밝기 차(순응)", en="Steps between neighbouring places (adaptation)"
)
STEPS = (
    Text(ko="밝은 곳", en="brighter"),
    Text(ko="어두운 곳", en="darker"),
    Text(ko="밝은 곳 평균", en="average there"),
    Text(ko="어두운 곳 평균", en="average here"),
    Text(ko="비", en="ratio"),
)
TRESPASS_CAPTION = Text(
    ko="세대 창에 드는 빛(연직면 조도), 밝은 순", en="Light on dwelling windows, brightest first"
)
TRESPASS = (
    Text(ko="창", en="window"),
    Text(ko="가장 많이 비추는 등", en="lamp that gives most"),
    Text(ko="합계", en="in all"),
    Text(ko="그 등", en="by it"),
)
