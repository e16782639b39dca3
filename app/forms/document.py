"""A form as values: what stands on it, whatever it is written as."""

from dataclasses import dataclass

from cpted_rules.figure import Figure

EMPTY, TICKED = "□", "■"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labelled values in pairs; an empty value is left for a hand to fill."""

    rows: tuple[tuple[str, str], ...]
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; `share` is of its width, in hundredths."""

    words: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: words, a figure, or room to write. [mm]"""

    words: str = ""
    strong: bool = False
    soft: str = ""
    figure: Figure | None = None
    room_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a heading; `none` is said where there are no rows."""

    heading: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Words under a heading, and lines to write on."""

    heading: str
    words: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Boxes of which one is ticked."""

    heading: str
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs, and when."""

    date: str
    rows: tuple[tuple[str, str], ...]
    sign: str


Block = Fields | Table | Writing | Choice | Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form in one language.

    Args:
        stem: of its file's name.
        date: the only date its file carries: that of the application.
        remark: printed at the foot of every page.
        landscape: lying A4 instead of standing.
    """

    stem: str
    lang: str
    title: str
    lead: str
    case: str
    date: str
    remark: str
    blocks: tuple[Block, ...]
    landscape: bool = False


def boxes(options: tuple[tuple[str, bool], ...], gap: str = "  ") -> str:
    """Boxes with their words, the chosen one ticked."""
    return gap.join(f"{TICKED if chosen else EMPTY} {words}" for words, chosen in options)
