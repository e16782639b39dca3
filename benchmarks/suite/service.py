"""The service's own functions, and the reader's, under the names of the rows."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.suite.linework import Point


def flattened(path: Path) -> list[tuple[str, Sequence[Point], bool]]:
    """Kind and points of all linework of a DXF file, inserts opened; and whether it is closed."""
    from cpted_rules.drawing.drawing import EntityKind
    from cpted_rules.drawing.dxf.document import read_dxf

    drawing = read_dxf(path.read_bytes(), path.name)
    wanted = {
        EntityKind.LINE, EntityKind.POLYLINE, EntityKind.CIRCLE, EntityKind.ARC, EntityKind.CURVE,
    }  # fmt: skip
    return [
        (entity.kind.value, tuple(entity.points), entity.closed)
        for entity in drawing.flat(lambda _: False)
        if entity.kind in wanted
    ]
