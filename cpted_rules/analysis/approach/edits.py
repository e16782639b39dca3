"""Single changes to a plan that leave its ground as it is: what may be put, trimmed or opened."""

from dataclasses import replace
from typing import TypeVar

from cpted_rules.plan import Barrier, Camera, Element, Luminaire, Opening, Shrub, SitePlan, Tree

Kind = TypeVar("Kind", bound=Element)


def with_lamp(plan: SitePlan, lamp: Luminaire) -> SitePlan:
    """The plan with one more lamp."""
    return replace(plan, luminaires=_in_order(*plan.luminaires, lamp))


def with_camera(plan: SitePlan, camera: Camera) -> SitePlan:
    """The plan with one more camera."""
    return replace(plan, cameras=_in_order(*plan.cameras, camera))


def with_window(plan: SitePlan, window: Opening) -> SitePlan:
    """The plan with one more window."""
    return replace(plan, openings=_in_order(*plan.openings, window))


def trimmed(plan: SitePlan, id: str, to_m: float) -> SitePlan:
    """The plan with a hedge or shrubs cut down to a height, or a crown raised to it. [m]

    Raises:
        ValueError: nothing of that id grows.
    """
    element = plan.by_id.get(id)
    if isinstance(element, Barrier):
        lower = to_m if element.top_m is None else min(element.top_m, to_m)
        return replace(plan, barriers=_put(plan.barriers, replace(element, top_m=lower)))
    if isinstance(element, Shrub):
        lower = to_m if element.height_m is None else min(element.height_m, to_m)
        return replace(plan, shrubs=_put(plan.shrubs, replace(element, height_m=lower)))
    if isinstance(element, Tree):
        higher = to_m if element.crown_base_m is None else max(element.crown_base_m, to_m)
        return replace(plan, trees=_put(plan.trees, replace(element, crown_base_m=higher)))
    raise ValueError(f"{id}: neither hedge, shrubs nor tree")


def seen_through(plan: SitePlan, id: str, openness_share: float) -> SitePlan:
    """The plan with a fence that lets a share of sight through.

    Raises:
        ValueError: no fence goes by that id.
    """
    element = plan.by_id.get(id)
    if not isinstance(element, Barrier):
        raise ValueError(f"{id}: not a fence")
    opened = replace(element, openness_share=openness_share, see_through=True)
    return replace(plan, barriers=_put(plan.barriers, opened))


def _put(group: tuple[Kind, ...], element: Kind) -> tuple[Kind, ...]:
    """A group with one element in the place of the one of its id."""
    return tuple(element if e.id == element.id else e for e in group)


def _in_order(*elements: Kind) -> tuple[Kind, ...]:
    return tuple(sorted(elements, key=lambda e: e.id))
