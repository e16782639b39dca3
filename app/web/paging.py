"""Where a list goes on when it is shown in parts."""

from typing import TypedDict


class Around(TypedDict):
    """The offsets of the parts before and after; None where there is none."""

    newer: int | None
    older: int | None


def around(offset: int, *, shown: int, total: int) -> Around:
    """What lies around a part of a list, the newest first.

    Args:
        shown: how many rows a part has at most.
    """
    return Around(
        newer=max(0, offset - shown) if offset else None,
        older=offset + shown if offset + shown < total else None,
    )
