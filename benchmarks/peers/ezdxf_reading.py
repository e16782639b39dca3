"""A DXF file read, its inserts opened and its curves made chords, by ezdxf alone."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.suite.linework import Point
from benchmarks.suite.versions import packages

NAME = "ezdxf, gc off"

CHORD_MM = 5.0
"""Furthest a chord may be from its curve."""

KINDS = {
    "LINE": "line",
    "LWPOLYLINE": "polyline",
    "POLYLINE": "polyline",
    "CIRCLE": "circle",
    "ARC": "arc",
    "SPLINE": "curve",
    "ELLIPSE": "curve",
}


Piece = tuple[str, Sequence[Point]]
"""A layer, and points of linework on it, in drawing units."""


def flattened(path: Path) -> list[tuple[str, Sequence[Point], bool]]:
    """Kind and points of all linework of model space; a closed one comes back to its start."""
    from ezdxf.filemanagement import readfile

    with _no_collection():
        found = _flat(readfile(path))
        return [(KINDS[entity.dxftype()], points, False) for entity, points in found]


def pieces_of(document: Any) -> list[Piece]:
    """All linework of model space, inserts opened and curves made chords."""
    return [(entity.dxf.layer, points) for entity, points in _flat(document)]


def _flat(document: Any) -> Iterator[tuple[Any, Sequence[Point]]]:
    from ezdxf.disassemble import recursive_decompose, to_primitives

    wanted = (e for e in recursive_decompose(document.modelspace()) if e.dxftype() in KINDS)
    for primitive in to_primitives(wanted):
        line = primitive.path
        curved = line is not None and line.has_curves
        vertices = line.flattening(CHORD_MM) if curved and line else primitive.vertices()
        yield primitive.entity, [(v.x, v.y) for v in vertices]


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def versions() -> dict[str, str]:
    """Of ezdxf."""
    return packages(("ezdxf",))
