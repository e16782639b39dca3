"""What all makers of elements are given: the model's floors, bodies, rooms and outlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.model import Model
from cpted_rules.drawing.ifc.shapes import Shapes
from cpted_rules.drawing.ifc.storeys import Levels
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.reading import How
from cpted_rules.plan import Element


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """A model on its way to a plan.

    Args:
        meanings: of every product of the model; None where it is not known.
    """

    model: Model
    shapes: Shapes
    levels: Levels
    layer_map: LayerMap
    meanings: Mapping[Item, Meaning | None]

    def of(self, *meanings: Meaning) -> tuple[Item, ...]:
        """The products of some meanings, in file order."""
        return tuple(item for item, meaning in self.meanings.items() if meaning in meanings)

    def free_standing(self, item: Item) -> bool:
        """Whether a thing stands on the site, not in a building; where buildings hold any wall."""
        outside = item.above("IfcBuilding") is None and item.above("IfcSite") is not None
        return outside and self._housed

    @cached_property
    def _housed(self) -> bool:
        return any(item.above("IfcBuilding") is not None for item in self.of(Meaning.WALL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An element, and the product it was made from."""

    element: Element
    item: Item
    kind: str
    how: How = How.DRAWN
