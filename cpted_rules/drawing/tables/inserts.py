"""A drawing for reading tables: every insert both as a symbol and as what it is made of."""

from collections.abc import Iterator

from cpted_rules.drawing.drawing import MAX_DEPTH, Drawing, DrawnEntity, EntityKind, within_insert


def opened(drawing: Drawing) -> tuple[DrawnEntity, ...]:
    """All entities of model space with all inserts opened, and the inserts themselves.

    Raises:
        DrawingError: nested inserts add up to too many entities.
    """
    leaves = tuple(drawing.flat(lambda _: False))
    seen = {leaf.handle for leaf in leaves if leaf.kind is EntityKind.INSERT}
    inserts = [
        insert
        for entity in drawing.entities
        for insert in _inserts(drawing, entity, MAX_DEPTH)
        if insert.handle not in seen
    ]
    return (*leaves, *inserts)


def _inserts(drawing: Drawing, entity: DrawnEntity, depth: int) -> Iterator[DrawnEntity]:
    if entity.kind is not EntityKind.INSERT or depth == 0:
        return
    yield entity
    block = drawing.block_by_name.get(entity.block.casefold())
    inserts = [e for e in block.entities if e.kind is EntityKind.INSERT] if block else []
    for inside in within_insert(entity, inserts):
        yield from _inserts(drawing, inside, depth - 1)
