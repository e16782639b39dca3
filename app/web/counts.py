"""Counts by name, as a page says them."""

from collections.abc import Callable, Mapping

from cpted_rules.text import Text, join, same


def counted(counts: Mapping[str, int], named: Callable[[str], Text]) -> Text:
    """Names and how many of each, the most first: `wall 30 · door 4`."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return join([join([named(name), same(f"{n:,}")], " ") for name, n in ordered], " · ")
