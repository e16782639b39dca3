"""Pairs of opinions that may say the same: suggested to the secretary, never merged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from app.reviews.findings import RoundFindings
from app.reviews.tables import OpinionRow
from app.reviews.terms import Position

_SUGGESTED = 0.5
_SAME_FINDING, _SAME_RULE, _SAME_PLACE, _WORDS = 0.5, 0.2, 0.15, 0.5
_AT_MOST = 200
"""Pairs worth showing; a round has some dozens of opinions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two opinions that may say the same.

    Args:
        likeness: 0 to 1.
        words: how much of the words they share, 0 to 1.
    """

    first: str
    second: str
    likeness: float
    same_finding: bool
    same_rule: bool
    same_place: bool
    words: float


def duplicates(rows: Sequence[OpinionRow], findings: RoundFindings) -> tuple[Pair, ...]:
    """Pairs to be looked at, the likest first: by finding, by rule and place, by words.

    Opinions that stand against each other are no pair, nor are two of the same author on
    different findings.
    """
    leads = [row for row in rows if row.merged_into is None]
    pairs = [
        pair
        for a, b in combinations(leads, 2)
        if _agree(a, b) and (pair := _pair(a, b, findings)).likeness >= _SUGGESTED
    ]
    return tuple(sorted(pairs, key=lambda p: (-p.likeness, p.first, p.second))[:_AT_MOST])


def likeness(a: str, b: str) -> float:
    """How much of their words two texts share, by pairs of letters (Dice), 0 to 1."""
    first, second = _shingles(a), _shingles(b)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pair(a: OpinionRow, b: OpinionRow, findings: RoundFindings) -> Pair:
    of_a, of_b = findings.of(a.finding_id), findings.of(b.finding_id)
    same_finding = a.finding_id is not None and a.finding_id == b.finding_id
    same_rule = (
        of_a is not None and of_b is not None and of_a.finding.rule == of_b.finding.rule is not None
    )
    places = [
        row.place or (found.ko.place if found else "") for row, found in ((a, of_a), (b, of_b))
    ]
    same_place = bool(places[0]) and places[0] == places[1]
    words = likeness(a.text, b.text)
    score = (
        _SAME_FINDING * same_finding
        + _SAME_RULE * (same_rule and not same_finding)
        + _SAME_PLACE * (same_place and not same_finding)
        + _WORDS * words
    )
    return Pair(
        first=a.id,
        second=b.id,
        likeness=round(min(1.0, score), 3),
        same_finding=same_finding,
        same_rule=same_rule,
        same_place=same_place,
        words=round(words, 3),
    )


def _agree(a: OpinionRow, b: OpinionRow) -> bool:
    against = (Position.DISAGREE, Position.DEFER)
    if (a.position in against) != (b.position in against):
        return False
    return a.person_id != b.person_id or a.finding_id == b.finding_id


def _shingles(words: str) -> frozenset[str]:
    plain = "".join(letter for letter in words.lower() if letter.isalnum())
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1))
