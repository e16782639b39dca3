"""Every rule measured again: its unit, the sheets it needs, and the function that does it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cpted_rules.verify import boundary, cameras, light, outlook, seen, spacing, stated
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
        self.by_code = {
            "SUR101": looked("share", (_SITE, _VIEWS), outlook.walks),
            "SUR102": looked("share", (_SITE, ("floor_plan", "site_plan")), seen.doors),
            "SUR103": looked("share", (_SITE, _VIEWS), outlook.playgrounds),
            "SUR104": plain("m", (_PLANTS,), spacing.trees),
            "SUR105": looked("m2", (_PLANTS,), outlook.planting),
            "SUR106": looked("share", ((*_PARKING, "site_plan"),), seen.bays),
            "SUR107": plain("count", (_FLOOR,), boundary.stairs),
            "SUR108": looked("share", (_FLOOR, _SITE), seen.counters),
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
        }


def _bound(*first: object) -> Callable[[str, Sheets, Callable[..., Iterator[Expected]]], Again]:
    """Makes rules whose functions take some things first, then the parameters."""

    def make(unit: str, needs: Sheets, function: Callable[..., Iterator[Expected]]) -> Again:
        return Again(
            unit=unit, needs=needs, measure=lambda parameters: function(*first, parameters)
        )

    return make
