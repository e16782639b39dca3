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


def flattened(path: Path) -> list[tuple[str, Sequence[Point], bool]]:
    """Kind and points of all linework of model space; a closed one comes back to its start."""
    from ezdxf.disassemble import recursive_decompose, to_primitives
    from ezdxf.filemanagement import readfile

    with _no_collection():
        document: Any = readfile(path)
        wanted = (e for e in recursive_decompose(document.modelspace()) if e.dxftype() in KINDS)
        found: list[tuple[str, Sequence[Point], bool]] = []
        for primitive in to_primitives(wanted):
            line = primitive.path
            curved = line is not None and line.has_curves
            vertices = line.flattening(CHORD_MM) if curved and line else primitive.vertices()
            points = [(v.x, v.y) for v in vertices]
            found.append((KINDS[primitive.entity.dxftype()], points, False))
    return found


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
