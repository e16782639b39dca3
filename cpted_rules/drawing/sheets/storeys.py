"""Storeys told by the words of a title, and the form in which titles are compared."""

import re
from dataclasses import dataclass
from unicodedata import normalize

MOST_STOREYS = 90
"""A larger number before 층 is no storey."""

_DOTS = str.maketrans(
    dict.fromkeys("ㆍ・･‧•∙", "·") | dict.fromkeys("∼〜～", "~") | dict.fromkeys("–—−‐", "-")
)
_CODES = re.compile(r"%%[a-z]|\\[A-Za-z][^;\\]*;|\\P|[{}]")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_BY_HANGUL = re.compile(r"(?<=[가-힣])\s+|\s+(?=[가-힣])")
_BROKEN_UP = re.compile(r"(?<![^\s])(?:[a-z] ){2,}[a-z](?![^\s])")


@dataclass(frozen=True, slots=True)
class StoreysFound:
    """Storeys that words tell.

    Args:
        levels: 0 the open ground, 1 the ground storey, -1 the first below; in ascending order.
        roof: whether the top of the building is meant, whose level only its other storeys tell.
    """

    levels: tuple[int, ...] = ()
    roof: bool = False


def settled(words: str) -> str:
    """Words as titles are compared: lower case, without accents, `배 치 도` as 배치도."""
    plain = normalize("NFKC", _CODES.sub(" ", words.translate(_DOTS))).casefold()
    plain = normalize("NFC", _ACCENT.sub("", normalize("NFD", plain)))
    # letters set apart (S I T E   P L A N): one space parts letters, more part words
    parts = [_BROKEN_UP.sub(_closed_up, part) for part in re.split(r"\s{2,}", plain.strip())]
    return _BY_HANGUL.sub("", re.sub(r"\s+", " ", " ".join(parts)))


def _closed_up(found: re.Match[str]) -> str:
    return found.group().replace(" ", "")


_ITEM = (
    r"(?:(?P<sign{n}>지하|지상|basement|level|lvl|storey|b)[ .#-]?)?"
    r"(?P<level{n}>\d{{1,2}})(?!\d)"
    r"(?P<unit{n}>(?:st|nd|rd|th)?[ ]?(?:floor|storey|level|fl|f)(?![a-z])|(?:개)?층)?"
)
_BETWEEN = r"\s?(?P<between>~|-|,|·|/|&|\+|및|과|와|겸|and|to|부터)\s?"
_FIRST = re.compile(r"(?<![a-z0-9.])" + _ITEM.format(n=""))
_NEXT = re.compile(_BETWEEN + _ITEM.format(n=""))
_RANGE = {"~", "-", "to", "부터"}

_ORDINALS = {
    word: level
    for level, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        1,
    )
}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)}) (?:floor|storey)")
_GROUND = re.compile(
    r"\bground (?:floor|storey|level)|\b(?:rez[ -]de[ -]chaussee|rdc|erdgeschoss|planta baja"
    r"|piano terra|zemin kat|parter|begane grond)\b|필로티|1층"
)
_UPPER = re.compile(  # where the storey above the ground storey is called the first
    r"\b(\d{1,2})(?:er|e|eme|\.)? ?(?:etage|obergeschoss|og)\b|\betage (\d{1,2})\b"
)
_BELOW = re.compile(
    r"\b(?:basement|sous[ -]sol|kellergeschoss|keller|untergeschoss|sotano)\b|지하층"
)
_ON_ROOF = re.compile(r"옥탑\s?\d{1,2}층?|\bph\s?\d{1,2}f?\b")
_ROOF = re.compile(r"옥상|옥탑|지붕|\broof|\btoiture|\bdachaufsicht|\bcubierta|\bcopertura")


def storeys_of(words: str) -> StoreysFound:
    """The storeys that words tell; no levels where they tell none."""
    text = settled(words)
    levels: set[int] = set()
    place = 0
    told = _ON_ROOF.sub("옥탑", text)
    while first := _FIRST.search(told, place):
        place, listed = _list(told, first)
        levels |= listed
    levels |= {_ORDINALS[found.group(1)] for found in _ORDINAL.finditer(text)}
    levels |= {int(a or b) + 1 for a, b in _UPPER.findall(text)}
    if not levels and _GROUND.search(told):
        levels = {1}
    if not levels and _BELOW.search(text):
        levels = {-1}
    return StoreysFound(tuple(sorted(levels)), _ROOF.search(text) is not None)


def _list(text: str, first: re.Match[str]) -> tuple[int, set[int]]:
    """Where a list such as 지하2~1층 or 2,3층 ends, and its levels; none if no word says storey."""
    below = first["sign"] in {"지하", "basement", "b"}
    told = bool(first["sign"] or first["unit"])
    level = -int(first["level"]) if below else int(first["level"])
    levels, last, end = {level}, first, first.end()
    while more := _NEXT.match(text, end):
        if more["sign"]:
            below = more["sign"] in {"지하", "basement", "b"}
        elif last["unit"]:
            below = False  # 지하1층~3층: each with its own 층
        told = told or bool(more["sign"] or more["unit"])
        until = -int(more["level"]) if below else int(more["level"])
        if more["between"] in _RANGE:
            levels |= set(range(min(level, until), max(level, until) + 1)) - {0}
        levels.add(until)
        level, last, end = until, more, more.end()
    kept = {n for n in levels if n != 0 and abs(n) <= MOST_STOREYS}
    return end, kept if told else set()
