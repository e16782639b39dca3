"""SUR111: niches beside a walk in which somebody waits unseen."""

from collections.abc import Iterator

from cpted_rules.analysis.sight.niches import Niche
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.walked import is_bare, route, without_line, without_things


@rule(
    "SUR111",
    title=Text(ko="보행로 옆 은폐 공간", en="Niche beside a walk"),
    measures=Text(
        ko="보행로 옆의 움푹한 공간 중 가까이 가야 안이 보이는 면적",
        en="area of the niches beside a walk that are seen into only from close by",
    ),
    says=Text(
        ko="{subject} 옆의 은폐 공간: {value}", en="{subject}: {value} of niches that hide somebody"
    ),
    unit="m2",
    needs=((SheetKind.SITE_PLAN,),),
)
def concealment_niche(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Area of the niches beside a walk that are seen into only from close by. [m2]


    Why: a niche between two walls hides whoever waits in it until one stands before it.
    How: recesses between two shoulders of what is built, 0.6 m deep or more, 0.5 to 5 m wide,
        closed on both sides and at the back, beside the walk's middle line; counted where somebody
        at its back is first seen less than `within_m` before being passed, walking one way or the
        other.
    Lacking: buildings and fences; the way along a walk without one.
    """
    for found in site.walk.lines:
        walk, line = found.walk, found.line
        if line is None or is_bare(site):
            yield without_line(found) if line is None else without_things(found)
            continue
        hiding = [n for n in site.sight.niches(line) if _seen_late(n, within_m)]
        yield Measurement(
            subjects=(walk.id,),
            value=float(sum(niche.shape.area for niche in hiding)),
            where=walk.area,
            storey=walk.storey,
            witness=(route(line), *(w for niche in hiding for w in _shown(niche))),
        )


def _seen_late(niche: Niche, within_m: float) -> bool:
    """Whether it is seen into late on one of the two ways of walking."""
    return any(metres is not None and metres < within_m for metres in niche.seen_before_m)


def _shown(niche: Niche) -> Iterator[Witness]:
    """The niche and where somebody stands in it, with its depth."""
    yield Witness(
        kind=WitnessKind.UNSEEN_AREA, shape=niche.shape, label=same(f"{niche.shape.area:.1f} m²")
    )
    yield Witness(
        kind=WitnessKind.POINT, shape=niche.standing, label=same(f"{niche.depth_m:.2f} m")
    )
