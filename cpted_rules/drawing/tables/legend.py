"""Legends: a symbol beside words says what its block or layer means on this sheet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from statistics import median

import numpy as np

from cpted_rules.drawing.layers.layer_map import ASIDE, LayerMap, Meaning, Pattern, Rank, normal
from cpted_rules.drawing.points import Floats
from cpted_rules.drawing.tables.meanings import meaning_of
from cpted_rules.drawing.tables.quantities import plain
from cpted_rules.drawing.tables.symbols import Drawn, Symbols, symbol_of
from cpted_rules.drawing.tables.unruled import next_below, usual_row
from cpted_rules.drawing.tables.writing import (
    Frame,
    Thing,
    Written,
    by_direction,
    joined_glyphs,
    written,
)
from cpted_rules.plan import Source

TITLE = re.compile(r"^(?:\W*)(?:[a-z]+·?)?.{0,12}(?:범례|legend|기호표|심볼표|symbols?)\W*$")
"""Words over a legend."""
TITLED, LAID_OUT, LINEWORK = 0.9, 0.6, 0.8
"""Confidence under a title, and without one; linework says less than a block, by this factor."""
LEAST_ROWS = 3
"""Fewer rows without a title are no legend."""
MOST_TEXTS = 6_000
"""More texts that run one way are searched under titles only."""
_REACH = 10.0
"""Symbols stand at most so many rows' heights beside their words."""
_TITLE_ROWS = 2.6
_EVEN = 0.2
"""Rows of a legend differ in height by at most this share."""
_SAME_COLUMN = 0.06
"""Of a row's height: words of a legend begin under each other."""
_AS_CLOSE = 1.5
"""Rows under one title are at most so many times as high as the lowest there."""
_MOST = 0.8
"""Of the words without a title at least this share has a symbol; under a title, half of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One row of a legend.

    Args:
        block: of the symbol; empty where it is linework.
        layer: of the symbol's linework; empty for a block, or where it is on several layers.
        confidence: that the words mean so and belong to the symbol, 0 to 1; 0 without a meaning.
        source: the text.
        symbol: what the symbol is drawn with.
    """

    block: str = ""
    layer: str = ""
    words: str
    meaning: Meaning | None
    confidence: float
    source: Source
    symbol: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Legend:
    """All rows of the legends of a drawing."""

    entries: tuple[LegendEntry, ...] = ()

    @property
    def blocks(self) -> tuple[tuple[str, Meaning], ...]:
        """What blocks mean, by name; none of which two rows say different things."""
        return _agreed((e.block, e.meaning) for e in self.entries if e.block)

    @property
    def layers(self) -> tuple[tuple[str, Meaning], ...]:
        """What layers mean, by name; none of which two rows say different things."""
        return _agreed((e.layer, e.meaning) for e in self.entries if e.layer)

    def layer_map(self) -> LayerMap:
        """What the legend says as a layer map, to lay over the one that comes with the reader."""
        return LayerMap(layers=_patterns(self.layers), blocks=_patterns(self.blocks))


def _patterns(said: Iterable[tuple[str, Meaning]]) -> tuple[Pattern, ...]:
    # a name such as *U12 is no pattern: its star stands for itself
    return tuple(Pattern(escape(normal(name)), meaning, Rank.LEGEND) for name, meaning in said)


def _agreed(said: Iterable[tuple[str, Meaning | None]]) -> tuple[tuple[str, Meaning], ...]:
    meanings: dict[str, set[Meaning | None]] = {}
    for name, meaning in said:
        meanings.setdefault(name, set()).add(meaning)
    return tuple(
        (name, meaning)
        for name, found in meanings.items()
        if len(found) == 1 and (meaning := next(iter(found))) is not None
    )


def is_legend_title(words: str) -> bool:
    """Whether words stand over a legend."""
    return TITLE.match(plain(words)) is not None


def legend_in(things: Iterable[Thing], layer_map: LayerMap) -> Legend:
    """The rows of legends: under a title, or different blocks in line beside known words."""
    every = tuple(things)
    symbols = Symbols(every)
    found: dict[tuple[Source, ...], tuple[float, LegendEntry]] = {}
    for frame, texts in _as_read(_own_texts(every)):
        runs = _runs(texts, frame)
        if not runs:
            continue
        places = [([t.at for t in run.texts], 1.01 * _REACH * run.pitch) for run in runs]
        drawn = symbols.near(places, frame)
        for run in runs:
            for distance, entry in _entries(run, frame, drawn, layer_map):
                kept = found.get(entry.symbol)
                if kept is None or distance < kept[0]:
                    found[entry.symbol] = (distance, entry)
    return Legend(tuple(entry for _, entry in found.values()))


def _as_read(texts: Sequence[Written]) -> Iterator[tuple[Frame, list[Written]]]:
    """Texts that run the same way, seen from the same side."""
    for frame, same in by_direction(texts, 360.0):
        for mirrored in (False, True):
            seen = [t for t in same if t.frame.mirrored is mirrored]
            if seen:
                yield Frame(frame.turn_deg, mirrored), seen


def _own_texts(things: Sequence[Thing]) -> list[Written]:
    """Texts that can name something: not numbers."""
    return [t for t in written(things) if re.search(r"[^\W\d_]", t.words)]


@dataclass(frozen=True, slots=True)
class _Run:
    """Texts one below the other at even distances."""

    texts: tuple[Written, ...]
    pitch: float
    titled: bool


def _runs(texts: Sequence[Written], frame: Frame) -> list[_Run]:
    """Runs under a title, the closest set of those there, and long ones without."""
    if len(texts) < 2 or len(texts) > MOST_TEXTS:
        return []
    pitch = usual_row([frame.uv(t.at) for t in texts])
    words = joined_glyphs(texts, frame, pitch) if pitch else tuple(texts)
    at = np.array([frame.uv(t.at) for t in words])
    titles = [n for n, t in enumerate(words) if is_legend_title(t.words)]
    below = {
        n: m
        for n, m in enumerate(next_below(at, _SAME_COLUMN))
        if n not in titles and m is not None
    }
    taken: set[int] = set()
    made: list[tuple[list[int], float]] = []
    for head in sorted(below, key=lambda n: -at[n, 1]):
        if head in taken or below[head] in titles:
            continue
        run, pitch = [head, below[head]], at[head, 1] - at[below[head], 1]
        while (n := below.get(run[-1])) is not None and n not in titles:
            if abs(at[run[-1], 1] - at[n, 1] - pitch) > _EVEN * pitch:
                break
            run.append(n)
        taken.update(run if len(run) >= LEAST_ROWS else run[:1])
        made.append((run, float(pitch)))
    titled: set[int] = set()
    for title in titles:
        under = [n for n, (run, step) in enumerate(made) if _over(at[title], at[run[0]], step)]
        closest = min((made[n][1] for n in under), default=0.0)
        titled.update(n for n in under if made[n][1] <= _AS_CLOSE * closest)
    return [
        _Run(tuple(words[i] for i in run), step, n in titled)
        for n, (run, step) in enumerate(made)
        if n in titled or len(run) >= LEAST_ROWS
    ]


def _over(title: Floats, first: Floats, pitch: float) -> bool:
    """Whether a title stands just above a run, over its words or the symbols at either side."""
    off, rise = first[0] - title[0], title[1] - first[1]
    beside = -_REACH * pitch <= off <= 1.5 * _REACH * pitch  # a title begins over the symbols
    return bool(beside and 0.2 * pitch <= rise <= _TITLE_ROWS * pitch)


def _entries(
    run: _Run, frame: Frame, drawn: Drawn, layer_map: LayerMap
) -> Iterator[tuple[float, LegendEntry]]:
    at = [frame.uv(t.at) for t in run.texts]
    for right in (False, True):
        rows = []
        for n, place in enumerate(at):
            near = drawn.beside(place, pitch=run.pitch, reach=_REACH, right=right)
            symbol = symbol_of(near, drawn, run.pitch)
            if symbol:
                rows.append((drawn.middle(symbol[0]) - place[0], run.texts[n], symbol))
        usual = median(off for off, _, _ in rows) if rows else 0.0
        # symbols stand one below the other
        rows = [row for row in rows if abs(row[0] - usual) <= 0.6 * run.pitch]
        least = max(1.0, _MOST / 2 * len(at)) if run.titled else max(LEAST_ROWS, _MOST * len(at))
        if len(rows) < least or not (run.titled or _different(rows, drawn)):
            continue
        made = [
            (abs(off), _entry(text, symbol, drawn, layer_map, titled=run.titled))
            for off, text, symbol in rows
        ]
        if run.titled or 2 * sum(e.meaning is not None for _, e in made) >= len(made):
            yield from made
            return


def _different(rows: Sequence[tuple[float, Written, list[int]]], drawn: Drawn) -> bool:
    """Whether every row has a block and words of its own, as a legend's have."""
    blocks = {drawn.block(symbol[0]) for _, _, symbol in rows}
    words = {text.words for _, text, _ in rows}
    return "" not in blocks and len(blocks) == len(words) == len(rows)


def _entry(
    text: Written, symbol: Sequence[int], drawn: Drawn, layer_map: LayerMap, *, titled: bool
) -> LegendEntry:
    meaning, certainty = meaning_of(text.words, layer_map)
    block = drawn.block(symbol[0])
    layers = {drawn.layer(n) for n in symbol}
    # layers of hatches, tables and symbols are everybody's: what is on them says nothing of them
    own = [n for n in sorted(layers) if n != "0" and layer_map.layer(n) not in ASIDE]
    confidence = (TITLED if titled else LAID_OUT) * certainty * (1.0 if block else LINEWORK)
    return LegendEntry(
        block=block,
        layer=own[0] if not block and len(own) == 1 else "",
        words=text.words,
        meaning=meaning,
        confidence=round(confidence, 3),
        source=text.refs[0],
        symbol=tuple(drawn.source(n) for n in symbol),
    )
