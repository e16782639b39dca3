"""A report by matplotlib and plain WeasyPrint: `python -m benchmarks.peers.report GIVEN STYLE OUT`.

It is given the words as HTML and the size of each figure, and draws a heat map for each.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.peers.pictures import heat_map, pages

CELLS = 200


def main(arguments: Sequence[str]) -> None:
    """Draw the figures and lay out the pages."""
    given, style, out = map(Path, arguments)
    field = np.add.outer(np.arange(CELLS), np.arange(CELLS)).astype(np.float64)
    sizes = json.loads((given / "figures.json").read_text("utf-8"))
    for n, (width, height) in enumerate(sizes):
        name = given / f"figure{n}.png"
        heat_map(name, field * (n + 1), [], width_mm=width, height_mm=height)
    out.write_bytes(pages((given / "report.html").read_text("utf-8"), given, style))


if __name__ == "__main__":
    main(sys.argv[1:])
