"""Every rule measured again: its unit, the sheets it needs, and the function that does it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cpted_rules.verify import (
    admitted,
    ahead,
    beside_roads,
    boundary,
    cameras,
    doorways,
    escape,
    fencing,
    filmed,
    frontage,
    ground_use,
    guarding,
    hardening,
    help_near,
    hemmed,
    light,
    lit_breaks,
    lit_otherwise,
    lit_ways,
    outlook,
    overlooked,
    pictures,
    planted,
    rendering,
    seen,
    spacing,
    stated,
    upkeep,
    upright,
)
from cpted_rules.verify.case import Case
from cpted_rules.verify.expected import Expected
from cpted_rules.verify.eyes import Watchers
from cpted_rules.verify.given import Given, Parameter
from cpted_rules.verify.lamps import Light

Parameters = Mapping[str, Parameter]
Sheets = tuple[tuple[str, ...], ...]
"""Of each group, one kind of sheet must have been submitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """How one rule is measured again."""

    unit: str
    needs: Sheets
    measure: Callable[[Parameters], Iterator[Expected]]


_SITE = ("site_plan",)
_FLOOR = ("floor_plan",)
_VIEWS = ("floor_plan", "elevation")
_PARKING = ("parking_plan", "floor_plan")
_SECURITY = ("security_plan",)
_LAMPS = ("outdoor_lighting",)
_PARKING_LAMPS = ("parking_lighting",)
_PLANTS = ("planting_plan", "site_plan")


class Rules:
    """The rules of one file's plan, by code."""

    def __init__(self, given: Given) -> None:
        self.case = Case(given)
        watchers, lamps = Watchers(self.case), Light(self.case)
        plain, looked, lit = (
            _bound(self.case),
            _bound(self.case, watchers),
            _bound(self.case, lamps),
        )
        both = _bound(self.case, lamps, watchers)
        self.by_code = {
            "SUR101": looked("share", (_SITE, _VIEWS), outlook.walks),
            "SUR102": looked("share", (_SITE, ("floor_plan", "site_plan")), seen.doors),
            "SUR103": looked("share", (_SITE, _VIEWS), outlook.playgrounds),
            "SUR104": plain("m", (_PLANTS,), spacing.trees),
            "SUR105": looked("m2", (_PLANTS,), outlook.planting),
            "SUR106": looked("share", ((*_PARKING, "site_plan"),), seen.bays),
            "SUR107": plain("count", (_FLOOR,), boundary.stairs),
            "SUR108": looked("share", (_FLOOR, _SITE), seen.counters),
            "SUR109": plain("m", (_SITE,), ahead.forward),
            "SUR110": plain("m", (_SITE,), ahead.surprise),
            "SUR111": plain("m2", (_SITE,), ahead.niches),
            "SUR112": plain("m", (("floor_plan", "site_plan"),), frontage.recesses),
            "SUR113": plain("m", (_SITE, _VIEWS), frontage.blanks),
            "SUR114": looked("share", (_SITE, _VIEWS), overlooked.streets),
            "SUR115": plain("m", (_PLANTS,), planted.shrubs),
            "SUR116": plain("m", (_PLANTS,), planted.trunks),
            "SUR117": plain("m", (_PLANTS,), planted.bands),
            "SUR118": plain("m", (_PLANTS, _VIEWS), planted.windows),
            "SUR119": looked("share", (_SITE, _VIEWS), overlooked.stores),
            "SUR120": looked("m", (_SITE, _VIEWS), overlooked.gaps),
            "SUR121": looked(
                "share", (_SITE, ("floor_plan", "parking_plan")), overlooked.undercrofts
            ),
            "SUR122": plain("share", (_SITE, _VIEWS), frontage.shops),
            "SUR123": looked("share", (_SITE, ("floor_plan", "site_plan")), guarding.views),
            "SUR124": looked("share", (_PLANTS, ("floor_plan", "site_plan")), guarding.planting),
            "SUR125": looked("count", (("floor_plan", "site_plan"), _VIEWS), guarding.entrances),
            "ESC801": plain("m", (_SITE,), escape.dead_ends),
            "ESC802": plain("count", (_SITE,), escape.routes),
            "ESC803": looked("m2", (_SITE, _VIEWS), escape.traps),
            "ESC804": plain("m", (_SITE,), hemmed.passages),
            "ESC805": plain("m", (_SITE,), hemmed.widths),
            "ACC206": plain("count", (_SITE,), escape.entries),
            "ACC207": plain("m", (("site_plan", "fence_plan"),), fencing.rears),
            "ACC208": plain("m", (("site_plan", "fence_plan"),), fencing.fronts),
            "ACC209": plain("m", (("site_plan", "fence_plan"),), fencing.gates),
            "ACC210": looked("m2", (("site_plan", "fence_plan"),), fencing.shadows),
            "ACC211": plain("count", (_FLOOR,), admitted.dwellings),
            "ACC212": plain(
                "yes", (("parking_plan", "site_plan", "floor_plan"),), admitted.vehicles
            ),
            "ACC213": plain("share", (_SITE,), escape.through),
            "ACC214": plain("yes", (("site_plan", "fence_plan"),), fencing.passages),
            "ACC215": plain("yes", (_PARKING,), admitted.links),
            "ACC216": plain(
                "yes", (("elevation", "pipe_plan", "site_plan", "floor_plan"),), admitted.roofs
            ),
            "ACC218": plain("m", (("parking_plan", "floor_plan", "site_plan"),), admitted.bays),
            "ACC201": plain("yes", (("site_plan", "fence_plan"),), stated.fences),
            "ACC202": plain("m", ((*_PLANTS, "fence_plan"),), stated.hedges),
            "ACC203": plain(
                "yes", (("elevation", "pipe_plan", "site_plan", "floor_plan"),), stated.pipes
            ),
            "ACC204": plain("yes", (("floor_plan", "site_plan"),), stated.access),
            "TER301": plain("share", (_SITE,), boundary.boundaries),
            "ACT401": plain("m", (_SITE,), spacing.facilities),
            "LGT501": lit("lx", (_PARKING_LAMPS, _PARKING), light.floors),
            "LGT502": lit("ratio", (_PARKING_LAMPS, _PARKING), light.evenness),
            "LGT503": plain("m", (_LAMPS, _SITE), spacing.lamps),
            "LGT504": lit("lx", (_LAMPS,), light.entrances),
            "LGT505": lit("ratio", (_LAMPS,), light.contrast),
            "LGT506": lit("share", (_LAMPS, _SITE), light.sides),
            "CAM601": plain(
                "count", (_SECURITY, ("floor_plan", "site_plan", "parking_plan")), cameras.places
            ),
            "CAM602": plain("share", (_SECURITY, _PARKING), cameras.car_parks),
            "CAM603": plain("yes", (_SITE,), cameras.guarded),
            "CAM604": plain("m", (_SECURITY, _PARKING), spacing.bells),
            "CAM605": plain("count", (("security_plan", "site_plan"),), stated.signs),
            "HRD701": plain("yes", (("opening_schedule", *_VIEWS, "site_plan"),), stated.windows),
            "HRD702": plain("yes", (("opening_schedule", "floor_plan"),), stated.house_doors),
            "LGT507": lit("lx", (_LAMPS, _SITE), lit_ways.averages),
            "LGT508": lit("lx", (_LAMPS, _SITE), lit_ways.minima),
            "LGT509": lit("share", (_LAMPS, _SITE), lit_ways.uniformities),
            "LGT510": lit("lx", (_LAMPS, _SITE), upright.faces),
            "LGT511": lit("ratio", (_LAMPS, _SITE), lit_ways.steps),
            "LGT512": lit("index", (_LAMPS,), rendering.rendering),
            "LGT513": lit("share", (_LAMPS, _SITE), lit_otherwise.low_lamps),
            "LGT514": lit("share", (_LAMPS, _PLANTS), lit_otherwise.shades),
            "LGT515": both("lx", (_LAMPS, _VIEWS), upright.trespass),
            "LGT516": lit("share", (_LAMPS, _SITE), lit_breaks.failures),
            "LGT517": plain("yes", ((*_LAMPS, *_PARKING_LAMPS),), hardening.maintenance),
            "LGT518": plain("m", (_LAMPS, _SITE), beside_roads.lamps),
            "LGT519": lit("share", (_LAMPS, _SITE), lit_breaks.gates),
            "LGT520": lit("lx", (_LAMPS, ("site_plan", "parking_plan")), lit_ways.open_bays),
            "CAM606": plain("px_per_m", (_SECURITY, ("floor_plan", "site_plan")), pictures.doors),
            "CAM607": plain("deg", (_SECURITY, ("floor_plan", "site_plan")), pictures.angles),
            "CAM608": looked("count", (_SECURITY, _VIEWS), pictures.private_windows),
            "CAM609": plain("share", (_SECURITY, _SITE), filmed.places),
            "CAM610": plain(
                "count", (_SECURITY, ("floor_plan", "parking_plan")), hardening.forbidden
            ),
            "CAM611": plain("count", (_SECURITY,), hardening.pixels),
            "CAM612": plain("share", (_SECURITY, _PARKING), filmed.singly),
            "CAM613": plain("m", (_SECURITY, _PARKING), help_near.distances),
            "CAM614": plain("share", (_SECURITY, _PARKING), help_near.sights),
            "HRD703": plain("yes", (("opening_schedule", *_VIEWS),), hardening.openings),
            "HRD704": plain("yes", (("floor_plan", "pipe_plan"),), hardening.meters),
            "HRD705": plain("count", (("floor_plan", "site_plan"),), hardening.parcel_boxes),
            "HRD706": plain("yes", (_VIEWS, _SITE), hardening.reachable),
            "HRD707": plain("yes", (("floor_plan", "site_plan"),), hardening.entries),
            "TER302": looked("m", (_SITE, _VIEWS), ground_use.buffers),
            "TER303": plain("share", (_SITE,), ground_use.unassigned),
            "TER304": plain("count", (_FLOOR, ("site_plan", "floor_plan")), doorways.jumps),
            "TER305": looked("share", (_SITE, ("floor_plan", "site_plan")), doorways.doors),
            "ACT402": looked("count", (_SITE, _VIEWS), upkeep.seats),
            "ACT403": plain("share", (_SITE,), ground_use.beside_streets),
            "ACT404": plain("m", (_SITE,), ground_use.playgrounds),
            "MNT901": looked("m", (_SITE, _VIEWS), upkeep.walls),
            "MNT903": lit(
                "count", (_PLANTS, ("outdoor_lighting", "security_plan")), upkeep.grown_over
            ),
        }


def _bound(*first: object) -> Callable[[str, Sheets, Callable[..., Iterator[Expected]]], Again]:
    """Makes rules whose functions take some things first, then the parameters."""

    def make(unit: str, needs: Sheets, function: Callable[..., Iterator[Expected]]) -> Again:
        return Again(
            unit=unit, needs=needs, measure=lambda parameters: function(*first, parameters)
        )

    return make
