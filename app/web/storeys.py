"""Storeys as people write them in a form: `1, 2~5, 지하1`."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cpted_rules.text import Lang

LOWEST, HIGHEST = -30, 201

_OUTSIDE = frozenset({"옥외", "외부", "대지", "outside", "ground", "0"})
_LEVEL = r"(?:지하|지상|[bB]|-)?\d{1,3}(?:층|[fF])?"
_RUN = re.compile(rf"({_LEVEL})(?:~|〜|∼|–|-|\.\.)({_LEVEL})")
_ONE = re.compile(r"(지하|[bB]|-)?(?:지상)?(\d{1,3})(?:층|[fF])?")
_AROUND = re.compile(r"\s*(~|〜|∼|–|\.\.)\s*|(?<=[\d층fF])\s*(-)\s*")
_APART = re.compile(r"[,、;·\s]+")


def storeys_of(written: str) -> tuple[int, ...]:
    """The storeys that a person wrote, in order; 0 is the open ground.

    Raises:
        ValueError: with what could not be understood.
    """
    joined = _AROUND.sub(lambda found: found[1] or found[2], written.strip())
    levels = {level for part in _APART.split(joined) if part for level in _part(part)}
    if not levels:
        raise ValueError(written)
    return tuple(sorted(levels))


def storeys_text(levels: Iterable[int], lang: Lang) -> str:
    """Storeys as a person would write them; `storeys_of` reads it back."""
    ordered = sorted(set(levels))
    runs: list[list[int]] = []
    for level in ordered:
        # the open ground stands by itself, and no run crosses it
        if runs and level == runs[-1][-1] + 1 and 0 not in (level, runs[-1][-1]):
            runs[-1].append(level)
        else:
            runs.append([level])
    return ", ".join(_run(run, lang) for run in runs)


def _run(run: Sequence[int], lang: Lang) -> str:
    if len(run) < 3:
        return ", ".join(_name(level, lang) for level in run)
    return f"{_name(run[0], lang)}{'~' if lang is Lang.KO else '-'}{_name(run[-1], lang)}"


def _name(level: int, lang: Lang) -> str:
    if level == 0:
        return "옥외" if lang is Lang.KO else "outside"
    if level < 0:
        return f"지하{-level}" if lang is Lang.KO else f"B{-level}"
    return str(level)


def _part(part: str) -> Iterator[int]:
    if part.casefold() in _OUTSIDE:
        yield 0
    elif run := _RUN.fullmatch(part):
        first, last = _level(run[1]), _level(run[2])
        if first > last:
            raise ValueError(part)
        yield from (level for level in range(first, last + 1) if level or not first)
    else:
        yield _level(part)


def _level(written: str) -> int:
    found = _ONE.fullmatch(written)
    level = int(found[2]) * (-1 if found[1] else 1) if found else HIGHEST + 1
    if not LOWEST <= level <= HIGHEST:
        raise ValueError(written)
    return level
