"""Texts as they are read: which way they run, and single glyphs put together to words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from statistics import median
from unicodedata import normalize

from cpted_rules.drawing.drawing import DrawnEntity, EntityKind
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Source

Thing = Placed | DrawnEntity

SAME_TURN_DEG = 0.25
"""Texts whose directions differ by less run the same way."""
_BUBBLE_LETTERS = 16
"""An insert whose only attribute is no longer than this is a mark in a bubble."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Coordinates along the writing (u) and up from it (v).

    Args:
        turn_deg: direction of the writing, counter-clockwise from +x.
        mirrored: up is to the right of the writing.
    """

    turn_deg: float = 0.0
    mirrored: bool = False

    def uv(self, p: XY) -> XY:
        """A point in these coordinates."""
        c, s = cos(radians(self.turn_deg)), sin(radians(self.turn_deg))
        v = -p[0] * s + p[1] * c
        return (p[0] * c + p[1] * s, -v if self.mirrored else v)

    def xy(self, q: XY) -> XY:
        """The point with these coordinates."""
        c, s = cos(radians(self.turn_deg)), sin(radians(self.turn_deg))
        v = -q[1] if self.mirrored else q[1]
        return (q[0] * c - v * s, q[0] * s + v * c)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text at its anchor, with what it is made of.

    Args:
        until: the anchor of its last letter, where letters were put together.
        hangs: it is written below its anchor, as paragraphs are, not above it.
    """

    words: str
    at: XY
    frame: Frame
    refs: tuple[Source, ...]
    until: XY | None = None
    hangs: bool = False

    @property
    def middle(self) -> XY:
        """The middle of letters put together, else the anchor."""
        u, v = self.until or self.at
        return ((self.at[0] + u) / 2, (self.at[1] + v) / 2)


def entity_of(thing: Thing) -> DrawnEntity:
    """The entity of a thing."""
    return thing.entity if isinstance(thing, Placed) else thing


def source_of(thing: Thing) -> Source:
    """Where a thing is in the drawings; no sheet where it was not placed on one."""
    if isinstance(thing, Placed):
        return thing.source
    return Source("", thing.layer, thing.handle)


def written(things: Iterable[Thing]) -> tuple[Written, ...]:
    """The texts among some things, and marks in bubbles; one of those drawn twice in a place."""
    found: dict[tuple[str, float, float], Written] = {}
    for thing in things:
        entity = entity_of(thing)
        words = _words(entity)
        if not words or entity.at is None:
            continue
        frame = Frame(entity.placed.rotation_deg, entity.placed.mirrored)
        x, y = entity.at
        made = Written(
            words=words,
            at=(x, y),
            frame=frame,
            refs=(source_of(thing),),
            hangs=entity.dxf_type == "MTEXT",
        )
        found.setdefault((words, round(x, 4), round(y, 4)), made)
    return tuple(found.values())


def _words(entity: DrawnEntity) -> str:
    if entity.kind is EntityKind.TEXT:
        return " ".join(normalize("NFC", entity.text).split())
    if entity.kind is EntityKind.INSERT:
        said = [words.strip() for _, words in entity.attributes if words.strip()]
        if len(said) == 1 and len(said[0]) <= _BUBBLE_LETTERS:
            return " ".join(normalize("NFC", said[0]).split())
    return ""


def by_direction(texts: Sequence[Written], of_deg: float) -> list[tuple[Frame, list[Written]]]:
    """Texts that run the same way modulo `of_deg`, the largest group first."""
    ordered = sorted(texts, key=lambda t: t.frame.turn_deg % of_deg)
    groups: list[list[Written]] = []
    for text in ordered:
        turn = text.frame.turn_deg % of_deg
        if groups and turn - groups[-1][-1].frame.turn_deg % of_deg <= SAME_TURN_DEG:
            groups[-1].append(text)
        else:
            groups.append([text])
    if len(groups) > 1 and _wraps(groups, of_deg):
        groups[0] = [*groups.pop(), *groups[0]]
    made = [(Frame(group[-1].frame.turn_deg % of_deg), group) for group in groups]
    return sorted(made, key=lambda pair: -len(pair[1]))


def _wraps(groups: list[list[Written]], of_deg: float) -> bool:
    first, last = groups[0][0].frame.turn_deg % of_deg, groups[-1][-1].frame.turn_deg % of_deg
    return first + of_deg - last <= SAME_TURN_DEG


def line_words(pieces: Sequence[str]) -> str:
    """The pieces of one line as words; single glyphs stand together."""
    glyphs = len(pieces) > 1 and all(len(p) == 1 for p in pieces)
    return ("" if glyphs else " ").join(pieces)


def rows_of(points: Sequence[XY], apart: float) -> list[list[int]]:
    """Which points are in one row, top row first, each from left to right."""
    order = sorted(range(len(points)), key=lambda n: -points[n][1])
    rows: list[list[int]] = []
    for n in order:
        if rows and points[rows[-1][-1]][1] - points[n][1] <= apart:
            rows[-1].append(n)
        else:
            rows.append([n])
    return [sorted(row, key=lambda n: points[n][0]) for row in rows]


def joined_glyphs(texts: Sequence[Written], frame: Frame, pitch: float) -> tuple[Written, ...]:
    """Texts with the single letters of a row put together where they stand close.

    Args:
        pitch: distance of two rows; letters further apart than that are words of their own.
    """
    points = [frame.uv(t.at) for t in texts]
    done: list[Written] = []
    for row in rows_of(points, 0.15 * pitch):
        run: list[int] = []
        for n in row:
            if _is_letter(texts[n].words) and (
                not run or points[n][0] - points[run[-1]][0] <= pitch
            ):
                run.append(n)
                continue
            done.extend(_spelt(run, texts, points))
            run = [n] if _is_letter(texts[n].words) else []
            if not run:
                done.append(texts[n])
        done.extend(_spelt(run, texts, points))
    return tuple(done)


def _is_letter(words: str) -> bool:
    return len(words) == 1 and words.isalpha()


def _spelt(run: list[int], texts: Sequence[Written], points: Sequence[XY]) -> Iterator[Written]:
    if len(run) < 2:
        yield from (texts[n] for n in run)
        return
    steps = [points[b][0] - points[a][0] for a, b in pairwise(run)]
    usual = median(sorted(steps)[: max(1, (len(steps) + 1) // 2)])
    word = [run[0]]
    for n, step in zip(run[1:], steps, strict=True):
        if step > 1.8 * usual:
            yield _one(word, texts)
            word = []
        word.append(n)
    yield _one(word, texts)


def _one(word: list[int], texts: Sequence[Written]) -> Written:
    first = texts[word[0]]
    return Written(
        words="".join(texts[n].words for n in word),
        at=first.at,
        frame=first.frame,
        refs=tuple(ref for n in word for ref in texts[n].refs),
        until=texts[word[-1]].at if len(word) > 1 else None,
    )
