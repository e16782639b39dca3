"""Plain texts that say what a tag would: of fences, of planted areas, of buildings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import normalize

from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.sheets.placing import Placed

_VALUE = r"\s*[=:.]?\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>mm|cm|m)?(?![A-Za-z\d])"
_HEIGHT = re.compile(r"(?<![A-Za-z])H" + _VALUE, re.IGNORECASE)
_TALL = re.compile(r"높이" + _VALUE, re.IGNORECASE)
_FENCE = re.compile(r"담장|울타리|휀스|펜스|팬스|fence", re.IGNORECASE)
_ABOVE = re.compile(r"지상\s*(\d{1,3})\s*층")
_FLOORS = re.compile(
    r"^(?:[\w\- ]*동\s*)?\(?(\d{1,3})\s*(?:층|F|floors?|storeys?)\)?$", re.IGNORECASE
)
_BLOCK = re.compile(r"(?<!\d)(\d{1,4}\s*동)")
_BUSH = re.compile(r"(?P<species>[가-힣]{2,10})[\s(,:]*H\s*(?P<height>\d+(?:\.\d+)?)\s*[x×*]", re.I)


def spoken(texts: Iterable[Placed], layer_map: LayerMap) -> Iterator[Placed]:
    """Texts as the tags they stand for, with what they say as attributes.

    What is said of a fence needs the word for one or its type beside a height, so that the height
    of a window or a ceiling is not taken for a fence's.
    """
    for text in texts:
        words = normalize("NFKC", text.text)
        height = _length(words)
        bush = _BUSH.search(words)
        kind = layer_map.word("fences", words)
        if bush:
            said = {"SPECIES": bush["species"], "H": bush["height"]}
            yield _tag(text, Meaning.PLANTING_TAG, said)
        elif height and (_FENCE.search(words) or kind):
            yield _tag(text, Meaning.FENCE_TAG, {"TYPE": words, "HEIGHT": height})
        elif building := _building(words, height):
            yield _tag(text, Meaning.BUILDING_TAG, building)


def _building(words: str, height: str | None) -> dict[str, str]:
    """What a text inside an outline says of a building; nothing unless it says its floors."""
    floors = _ABOVE.search(words) or _FLOORS.search(words.strip())
    if floors is None:
        return {}
    name = _BLOCK.search(words)
    said = {"FLOORS": floors[1]}
    if name:
        said["NAME"] = name[1].replace(" ", "")
    if height:
        said["HEIGHT"] = height
    return said


def _length(words: str) -> str | None:
    found = _HEIGHT.search(words) or _TALL.search(words)
    if found is None:
        return None
    return f"{found['value']}{(found['unit'] or '').lower()}"


def _tag(text: Placed, meaning: Meaning, said: dict[str, str]) -> Placed:
    entity = replace(text.drawn, attributes=tuple(said.items()))
    return replace(text, drawn=entity, meaning=meaning)
