"""One product of a model, with what it says of itself: names, properties, parts, placement."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from cpted_rules.drawing.dxf.sniff import clean
from cpted_rules.plan import Source

_PLACEHOLDERS = frozenset({"", "-", "n/a", "na", "notdefined", "undefined", "unset", "null", "<>"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """A product. Its attributes depend on the schema, so they are read as `Any` and checked here.

    Args:
        sheet: number of the sheet that the model is in the plan.
        library: ifcopenshell.
        metres_per_unit: of length attributes.
    """

    sheet: str
    product: Any = field(repr=False)
    library: Any = field(repr=False)
    metres_per_unit: float

    def __hash__(self) -> int:
        return self.number

    def __eq__(self, other: object) -> bool:
        # within one model: an instance is met along many relations
        return isinstance(other, Item) and other.number == self.number

    @property
    def number(self) -> int:
        """Its number in the file."""
        return int(self.product.id())

    @cached_property
    def ifc_class(self) -> str:
        """Its class, such as IfcDoor."""
        return str(self.product.is_a())

    def is_a(self, *classes: str) -> bool:
        """Whether it is of one of some classes or what stands under them."""
        return any(self.product.is_a(one) for one in classes)

    @cached_property
    def handle(self) -> str:
        """Its GlobalId; its number in the file where a broken one has none."""
        return clean(str(self._get("GlobalId") or f"#{self.number}"))

    @property
    def source(self) -> Source:
        """Where it is in the model: sheet, class, GlobalId."""
        return Source(self.sheet, self.ifc_class, self.handle)

    def name(self, storey: int | None = None) -> str:
        """The id of the element it becomes; on one of several storeys, with the storey."""
        own = f"{self.sheet}:{self.handle}"
        return own if storey is None else f"{own}@{storey}"

    def text(self, attribute: str) -> str:
        """An attribute as words, fit for any terminal, JSON and PDF; "" where there is none."""
        value = self._get(attribute)
        return " ".join(clean(value).split()) if isinstance(value, str) else ""

    def length_m(self, attribute: str) -> float | None:
        """A length attribute. [m]"""
        value = self._get(attribute)
        return float(value) * self.metres_per_unit if isinstance(value, int | float) else None

    @cached_property
    def type(self) -> "Item | None":
        """Its type object."""
        found = self.library.util.element.get_type(self.product)
        return None if found is None else self._item(found)

    @cached_property
    def predefined(self) -> str:
        """Its predefined type, its own or its type's; "" where that says nothing."""
        told = self.library.util.element.get_predefined_type(self.product)
        return "" if told in (None, "NOTDEFINED", "USERDEFINED") else str(told)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What names it, the most telling first; a family name is also given without its type."""
        named = [self.text(a) for a in ("LongName", "Name", "ObjectType")]
        if self.type is not None:
            named += [self.type.text("Name"), self.type.text("ElementType")]
        parts = [part.strip() for words in named if ":" in words for part in words.split(":")]
        return tuple(dict.fromkeys(filter(None, [*named, *parts])))

    @property
    def label(self) -> str:
        """The name for people."""
        return next((w for w in map(self.text, ("LongName", "Name")) if w), "")

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Its properties by folded name, own before its type's; placeholders are not stated."""
        return dict(_stated(self.library.util.element.get_psets(self.product, psets_only=True)))

    def stated(self, *names: str) -> str | None:
        """The first of some properties that is stated."""
        return next((self.properties[n] for n in map(folded, names) if n in self.properties), None)

    def inverse(self, relation: str, end: str) -> Iterator["Item"]:
        """What stands at the other end of its relations of one kind."""
        for link in self._get(relation) or ():
            other = getattr(link, end, None)
            for one in other if isinstance(other, tuple) else (other,):
                if one is not None:
                    yield self._item(one)

    def above(self, of: str) -> "Item | None":
        """The nearest thing of a class that it is in or a part of."""
        parent, seen = self.library.util.element.get_parent(self.product), {self.number}
        while parent is not None and parent.id() not in seen:
            if parent.is_a(of):
                return self._item(parent)
            seen.add(parent.id())
            parent = self.library.util.element.get_parent(parent)
        return None

    @property
    def parts(self) -> tuple["Item", ...]:
        """What it is made of, one level down."""
        return tuple(self.inverse("IsDecomposedBy", "RelatedObjects"))

    @cached_property
    def placement(self) -> Any:
        """Its 4 by 4 placement in the model, lengths in metres; None where it has none."""
        place = self._get("ObjectPlacement")
        if place is None or not place.is_a("IfcLocalPlacement"):
            return None
        try:
            with np.errstate(all="ignore"):  # axes of no length come out as no numbers
                matrix = self.library.util.placement.get_local_placement(place)
        except Exception:  # noqa: BLE001 - a broken chain of placements fails in any way
            return None
        matrix[:3, 3] *= self.metres_per_unit
        return matrix if isfinite(matrix.sum()) else None

    def _get(self, attribute: str) -> Any:
        return getattr(self.product, attribute, None)

    def _item(self, product: Any) -> "Item":
        return Item(
            sheet=self.sheet,
            product=product,
            library=self.library,
            metres_per_unit=self.metres_per_unit,
        )


def folded(name: str) -> str:
    """A property name as properties are compared."""
    return re.sub(r"[\s_\-./]+", "", name).casefold()


def _stated(sets: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    # the sets of the standard come last so that they win over a program's own of the same name
    for _, properties in sorted(sets.items(), key=lambda pair: pair[0].startswith("Pset_")):
        for name, value in properties.items():
            words = _words(value)
            # Revit exports a property that nobody filled in with its own name as value
            if name != "id" and folded(words) not in _PLACEHOLDERS | {folded(name)}:
                yield folded(name), words


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None or isinstance(value, dict) else clean(str(value)).strip()
