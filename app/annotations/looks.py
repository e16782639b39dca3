"""Whether pages that hold other bytes still look the same: drawn without marks, and compared.

Some programs write every page anew when they save. What the page shows decides, not its bytes.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2

from app import sandbox
from app.annotations.child import Progress
from app.annotations.read import BOUNDS

DOTS_PER_PT = 1.0
DIFFERENT = 96
"""Of 255, by which a dot must differ; less is how edges of letters are smoothed."""
MOST_DOTS = 12
"""So many different dots together are a letter or a line. In a square of `TILE`."""
TILE = 16


def alike(came: Path, sent: Path, pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The pages sent that look as they did, of pairs of a page that came and the one sent.

    Raises:
        LimitError: drawing needed more time or memory than it may have.
    """
    arguments = {
        "came": str(came.resolve()),
        "sent": str(sent.resolve()),
        "pairs": [list(pair) for pair in pairs],
    }
    return frozenset(sandbox.run("app.annotations.looks:compare", arguments, bounds=BOUNDS))


def compare(arguments: dict[str, Any], _progress: Progress) -> list[int]:
    """The pages that look alike. For a child process."""
    with (
        closing(pypdfium2.PdfDocument(arguments["came"])) as came,
        closing(pypdfium2.PdfDocument(arguments["sent"])) as sent,
    ):
        return [
            theirs
            for ours, theirs in arguments["pairs"]
            if _same(_picture(came, ours), _picture(sent, theirs))
        ]


def _picture(document: Any, number: int) -> Any:
    with closing(document[number]) as page:
        page.set_rotation(0)
        drawn = page.render(scale=DOTS_PER_PT, grayscale=True, draw_annots=False)
        return drawn.to_numpy().astype(np.int16)


def _same(one: Any, other: Any) -> bool:
    if one.shape != other.shape:
        return False
    dots = np.abs(one - other).reshape(one.shape[0], one.shape[1]) > DIFFERENT
    high, wide = (-(-size // TILE) * TILE for size in dots.shape)
    padded = np.zeros((high, wide), dtype=np.int32)
    padded[: dots.shape[0], : dots.shape[1]] = dots
    tiles = padded.reshape(high // TILE, TILE, wide // TILE, TILE).sum(axis=(1, 3))
    return bool(tiles.max() < MOST_DOTS)
