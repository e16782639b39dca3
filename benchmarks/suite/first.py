"""Every kernel called once in a new process, and one answer that is known: what a first use costs.

o eye at (0.5, 0.5)    a wall of 0.2 m from x = 5.1 on, as wide as the raster:
| | | | |#| | | | |    of ten cells in a row the first five are seen
"""

import json
import sys

KNOWN = 5


def main() -> None:
    """Say how many cells are seen past the wall."""
    import numpy as np
    from shapely import box

    from benchmarks.suite.product import seen_counts
    from cpted_rules.analysis.scene.pieces import Obstacle
    from cpted_rules.warm import warm

    warm()
    wall = Obstacle(id="wall", shape=box(5.1, -1.0, 5.3, 2.0), base_m=0.0, top_m=3.0)
    cells = np.ones((1, 10), dtype=np.bool_)
    counts = seen_counts([wall], cells, step_m=1.0, height_m=1.5)
    (seen,) = counts(np.array([[0.5, 0.5, 1.5, 0.0, 0.0]]))
    sys.stdout.write(json.dumps({"seen": int(seen)}))


if __name__ == "__main__":
    main()
