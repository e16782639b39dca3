"""LGT515: light of outdoor lamps on the windows of dwellings."""

from collections.abc import Iterator

from shapely import LineString, MultiPoint, Point

from cpted_rules.analysis.light.trespass import Trespass
from cpted_rules.plan import Luminaire, LuminaireKind, Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same


@rule(
    "LGT515",
    title=Text(ko="세대 창에 드는 조명(빛공해)", en="Light on windows of dwellings"),
    measures=Text(
        ko="옥외조명이 세대 창면에 주는 최대 연직면 조도",
        en="highest vertical illuminance by outdoor lamps on a window of a dwelling",
    ),
    says=Text(
        ko="{subject} 창면의 연직면 조도가 {value}임",
        en="the vertical illuminance on {subject} is {value}",
    ),
    unit="lx",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def light_trespass(site: Site, *, kinds: str) -> Iterator[Measurement]:
    """Highest vertical illuminance by outdoor lamps on the dwelling windows of a building. [lx]

    Why: light that keeps people awake is turned off or broken, and the place is dark again.
    How: the lamps of the given `kinds` (security, pedestrian, bollard, entrance; by commas); at
        the middle of each window, on a plane as it faces, from the candela tables with what stands
        in the way and the maintenance factor; the brightest window of each building. Windows of
        neighbours are seldom drawn and are then not looked at.
    Lacking: outdoor lamps, or the photometry or mounting height of one near the windows.
    """
    wanted = frozenset(LuminaireKind(kind.strip()) for kind in kinds.split(","))
    windows = {w.id: w for w in site.dwelling_windows}
    if not windows:
        return
    place = MultiPoint([_middle(w) for w in windows.values()])
    lacking = site.light.lacking(0, place) or site.light.heights_lacking(0, place)
    if lacking is not None:
        first = next(iter(windows.values()))
        yield Measurement(
            subjects=(first.id,),
            value=None,
            where=place,
            storey=first.storey,
            lacking=lacking,
            lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
        )
        return
    brightest: dict[str, Trespass] = {}
    for found in site.light.trespass(wanted):
        brightest.setdefault(windows[found.window].building or "", found)
    for _, found in sorted(brightest.items()):
        yield _measured(site, windows[found.window], found)


def _middle(window: Opening) -> Point:
    return window.line.interpolate(0.5, normalized=True)


def _measured(site: Site, window: Opening, found: Trespass) -> Measurement:
    at = site.before(window) or _middle(window)
    lamp = site.plan.by_id.get(found.lamp)
    witness: tuple[Witness, ...] = ()
    note = _NEIGHBOURS
    if isinstance(lamp, Luminaire):
        line = LineString([lamp.at, at]) if lamp.at.distance(at) > 0 else at
        label = same(f"{found.by_it_lx:.2f} lx")
        witness = (Witness(kind=WitnessKind.SIGHT_LINE, shape=line, label=label),)
        words = Text(ko="그중 {lamp}에서 {e} lx", en="{e} lx of it from {lamp}")
        said = words.fill(lamp=lamp.label or lamp.mark or lamp.id, e=f"{found.by_it_lx:.2f}")
        note = join([said, _NEIGHBOURS], "; ")
    return Measurement(
        subjects=(window.id, *([found.lamp] if found.lamp else [])),
        value=found.e_lx,
        where=at,
        storey=window.storey,
        witness=witness,
        note=note,
    )


_NEIGHBOURS = Text(
    ko="인접 대지의 창은 도면에 없으면 계산하지 않음",
    en="windows of neighbours are not computed unless they are drawn",
)
