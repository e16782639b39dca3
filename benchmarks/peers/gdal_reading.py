"""A DXF file read by GDAL, which opens inserts and makes chords by itself, through pyogrio."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.linework import LENGTH_WITHIN, Linework
from benchmarks.suite.trial import Gate, PeerMissingError
from benchmarks.suite.versions import packages

NAME = "GDAL, through pyogrio"

DEEPEST = 5
"""Collections in collections: an insert in an insert is one."""

LINES = (1, 2)
"""Types of geometry that are linework: lines and rings."""

Geometries = NDArray[np.object_]


def lines_of(path: Path) -> Geometries:
    """All linework of a file, a line each."""
    try:
        from pyogrio.raw import read
    except ImportError as error:
        raise PeerMissingError("GDAL (pyogrio, dependency group bench)") from error
    import shapely

    _, _, written, _ = read(path)
    pieces: Any = shapely.from_wkb(written)
    for _ in range(DEEPEST):
        pieces = shapely.get_parts(pieces)
    return np.asarray(pieces[np.isin(shapely.get_type_id(pieces), LINES)])


def same(ours: Linework, peer: Geometries) -> Gate:
    """Whether as many lines are as long together; GDAL does not say of which kind each was."""
    import shapely

    count = sum(ours.counts.values())
    longer = abs(ours.length / float(shapely.length(peer).sum()) - 1.0)
    words = f"{count:,} and {len(peer):,} lines, lengths {100 * longer:.4f} % apart"
    return Gate(passed=count == len(peer) and longer <= LENGTH_WITHIN, found=words)


def versions() -> dict[str, str]:
    """Of pyogrio, which holds GDAL."""
    return packages(("pyogrio",))
