"""Intervals along a line. [m]"""

from collections.abc import Iterator, Sequence

TOGETHER_M = 0.005
"""Intervals apart by less are one."""

Interval = tuple[float, float]


def union(intervals: Sequence[Interval]) -> list[Interval]:
    """Intervals that overlap or touch made one, in order."""
    found: list[Interval] = []
    for low, high in sorted(intervals):
        if found and low <= found[-1][1] + TOGETHER_M:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def without(whole: Interval, gone: Sequence[Interval]) -> Iterator[Interval]:
    """What is left of an interval when others are taken away."""
    low, high = whole
    for start, end in sorted(gone):
        if end <= low or start >= high:
            continue
        if start > low:
            yield (low, start)
        low = max(low, end)
    if high > low:
        yield (low, high)
