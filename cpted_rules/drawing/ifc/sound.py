"""Whether what a body is made of is what the schema wants: the geometry kernel trusts it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

Allowed = tuple[int, frozenset[str], bool]
"""Index of an attribute that refers to instances, their classes, and whether it must be given."""


class Soundness:
    """Checks instances and all they refer to, each once.

    A damaged file may refer to a thing of another class, to nothing, or in a circle; the kernel
    takes the process down with it then, so such bodies are not built.
    """

    def __init__(self, library: Any, file: Any) -> None:
        self._schema = library.ifcopenshell_wrapper.schema_by_name(file.schema_identifier)
        self._references = cache(self._references_of)
        self._found: dict[int, bool] = {}

    def of(self, root: Any) -> bool:
        """Whether an instance and everything under it is sound."""
        found, open_ = self._found, set()
        stack: list[tuple[Any, Iterator[Any] | None]] = [(root, None)]
        while stack:
            instance, rest = stack.pop()
            number = instance.id()
            if rest is None:
                if number in found:
                    continue
                if number in open_:  # a circle
                    found[number] = False
                    continue
                under = self._under(instance)
                if under is None:
                    found[number] = False
                    continue
                open_.add(number)
                rest = iter(under)
            following = next(rest, None)
            if following is not None:
                stack.append((instance, rest))
                stack.append((following, None))
                continue
            open_.discard(number)
            found[number] = found.get(number, True) and all(
                found[one.id()] for one in self._under(instance) or ()
            )
        return found[root.id()]

    def _under(self, instance: Any) -> list[Any] | None:
        """The instances it refers to; None where one is wrong or lacking."""
        under: list[Any] = []
        for index, classes, mandatory in self._references(instance.is_a()):
            value = instance[index]
            if value is None:
                if mandatory:
                    return None
                continue
            for one in _flat(value):
                if not hasattr(one, "is_a"):
                    continue
                # a number or word wrapped in its type has no number of its own
                if one.id() and not any(one.is_a(name) for name in classes):
                    return None
                if one.id():
                    under.append(one)
        return under

    def _references_of(self, name: str) -> tuple[Allowed, ...]:
        entity = self._schema.declaration_by_name(name).as_entity()
        derived = entity.derived()
        found = []
        for index, attribute in enumerate(entity.all_attributes()):
            classes = frozenset(_entities(attribute.type_of_attribute()))
            if classes and not derived[index]:
                found.append((index, classes, not attribute.optional()))
        return tuple(found)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for one in value:
            yield from _flat(one)
    else:
        yield value


def _entities(kind: Any) -> Iterator[str]:
    """The classes that an attribute of some type may refer to."""
    aggregate, named = kind.as_aggregation_type(), kind.as_named_type()
    if aggregate is not None:
        yield from _entities(aggregate.type_of_element())
    elif named is not None:
        yield from _declared(named.declared_type())


def _declared(declaration: Any) -> Iterator[str]:
    entity, select = declaration.as_entity(), declaration.as_select_type()
    kind = declaration.as_type_declaration()
    if entity is not None:
        yield entity.name()
    elif select is not None:
        for one in select.select_list():
            yield from _declared(one)
    elif kind is not None:
        yield from _entities(kind.declared_type())
