"""How wide the columns of a table are: told beforehand, its cells need not be set to find out."""

from collections.abc import Sequence

from cpted_rules.figure.svg import width_of

CELL_MM, HEAD_MM = 2.75, 2.58
"""Sizes of the letters of `analyses.css`: 7.8 and 7.3 pt."""

GAP_MM = 2.0
"""Between columns."""

SLACK = 1.08
"""Words may be wider than they are reckoned."""

LEAST = 0.06
"""Of the table: no column is narrower."""


def column_widths(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int, wide_mm: float
) -> tuple[float, ...]:
    """Shares of the columns of a table: of what they hold, as far as there is room.

    Args:
        words: the first so many columns hold words, which may go on in a further line; the cells of
            the others are numbers, which may not.
    """
    held = [
        max((width_of(row[n], CELL_MM) * SLACK for row in rows), default=0.0) + GAP_MM
        for n in range(len(head))
    ]
    named = [width_of(name, HEAD_MM) * SLACK + GAP_MM for name in head]
    wanted = [max(pair) for pair in zip(held, named, strict=True)]
    spare = wide_mm - sum(wanted)
    if spare < 0:
        # names of columns go on in a further line first, then words
        least = [min(w, wide_mm * LEAST) if n < words else held[n] for n, w in enumerate(wanted)]
        give = [w - low for w, low in zip(wanted, least, strict=True)]
        share = min(-spare / sum(give), 1.0) if sum(give) > 0 else 0.0
        wanted = [w - share * g for w, g in zip(wanted, give, strict=True)]
    whole = sum(wanted)
    return tuple(w / whole for w in wanted)
