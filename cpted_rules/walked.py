"""Walks as rules ask of them: their middle lines as witnesses, and what is lacking to walk them."""

from shapely import LineString

from cpted_rules.analysis.walk.lines import WalkLine
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind
from cpted_rules.site import Site
from cpted_rules.text import Text, same


def route(line: LineString) -> Witness:
    """A line walked, with its length."""
    return Witness(kind=WitnessKind.ROUTE, shape=line, label=same(f"{line.length:.1f} m"))


def without_line(found: WalkLine) -> Measurement:
    """What is said of a walk too short for anybody to walk along it."""
    return _lacking(found, _WAY)


def without_things(found: WalkLine) -> Measurement:
    """What is said of a walk where nothing is drawn that could stand beside it."""
    return _lacking(found, _THINGS)


def is_bare(site: Site) -> bool:
    """Whether nothing is drawn that could hide anything or anybody."""
    plan = site.plan
    return not (plan.buildings or plan.barriers or plan.walls)


def _lacking(found: WalkLine, what: Text) -> Measurement:
    return Measurement(
        subjects=(found.walk.id,),
        value=None,
        where=found.walk.area,
        storey=found.walk.storey,
        lacking=what,
        lacking_sheet=SheetKind.SITE_PLAN,
    )


_WAY = Text(ko="보행로의 진행 방향(길이가 짧은 보행로)", en="the way along so short a walk")
_THINGS = Text(ko="건물·담장", en="buildings and fences")
