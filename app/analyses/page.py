"""A page of figures of one analysis, every word in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from cpted_rules.figure.analyses.drawing import Plot
from cpted_rules.figure.compose import Figure
from cpted_rules.text import Text, same

THIN = "\u2009"
WIDE_MM = 176.0
HALF_MM = 86.5
"""Widths of figures on an A4 page: alone, and beside another."""
MOST_ROWS = 12
"""Rows of a table; more are counted."""

MORE = Text(ko="외 {n}건", en="and {n} more")
NONE = same("–")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure on a page.

    Args:
        half: it stands beside the next one.
    """

    figure: Figure | Plot
    caption: Text
    half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table: the first `words` columns are words, the others numbers."""

    caption: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    words: int = 1
    more: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Args:
        slug: names its files.
        lead: what it shows and how it was computed.
        notes: what was assumed, and what is not determined.
        sensitive: it tells an intruder something.
    """

    slug: str
    title: Text
    lead: Text
    shown: tuple[Shown, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Text, ...] = ()
    sensitive: bool = False


def table(
    caption: Text,
    head: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    *,
    words: int = 1,
    most: int = MOST_ROWS,
) -> Table:
    """A table of the first rows; the others are counted."""
    more = MORE.fill(n=str(len(rows) - most)) if len(rows) > most else None
    return Table(
        caption=caption,
        head=tuple(head),
        rows=tuple(tuple(row) for row in rows[:most]),
        words=words,
        more=more,
    )


def metres(value: float | None, digits: int = 1) -> Text:
    """A length. [m]"""
    return NONE if value is None else same(f"{value:,.{digits}f}{THIN}m")


def square(value: float, digits: int = 1) -> Text:
    """An area. [m2]"""
    return same(f"{value:,.{digits}f}{THIN}m²")


def percent(share: float | None) -> Text:
    """A share. [%]"""
    return NONE if share is None else same(f"{share * 100:.0f}{THIN}%")


def lux(value: float | None, digits: int = 1) -> Text:
    """An illuminance. [lx]"""
    return NONE if value is None else same(f"{value:,.{digits}f}{THIN}lx")


def number(value: float, digits: int = 2) -> Text:
    """A number without a unit."""
    return same(f"{value:,.{digits}f}")


def count(value: int) -> Text:
    """How many."""
    return same(f"{value:,}")
