"""What words of a schedule or a legend mean, by the patterns of the layer map."""

import re
from unicodedata import normalize

from cpted_rules.drawing.layers.layer_map import ASIDE, LayerMap, Meaning

WHOLE = 1.0
"""Certainty of a meaning that all the words together have."""
PART = 0.8
"""Certainty of a meaning that one of several words has."""

DOME = re.compile(r"돔|전방위|회전|어안|dome|ptz|fisheye", re.IGNORECASE)
"""Words of cameras that turn or look all around."""
_LEADING = re.compile(
    r"^(?:led|신설|기존|옥외|옥내|지상|지하|매립형|노출형|고정형|방범용?|범죄예방용?)+"
)


def meaning_of(words: str, layer_map: LayerMap) -> tuple[Meaning | None, float]:
    """What words mean and how certain that is: all of them, else the last one that is known.

    The head of a Korean compound stands last: CCTV 안내판 is a sign, not a camera.
    """
    flat = " ".join(normalize("NFKC", words).split())
    if flat and all(len(piece) == 1 for piece in flat.split()):
        flat = flat.replace(" ", "")
    bare = re.sub(r"\([^)]*\)", " ", flat).strip() or flat
    pieces = [p for p in re.split(r"[\s/,·:;+]+", bare) if len(p) > 1]
    known = [(n, m) for n, p in enumerate(pieces) if (m := _named(p, layer_map)) is not None]
    if not known:
        return _element(_named(bare, layer_map), WHOLE)
    last, meaning = known[-1]
    found = meaning if len(known) > 1 else _named(bare, layer_map) or meaning
    if found is Meaning.CAMERA and DOME.search(bare):
        found = Meaning.DOME_CAMERA
    return _element(found, WHOLE if len(pieces) == 1 and last == 0 else PART)


def _named(words: str, layer_map: LayerMap) -> Meaning | None:
    found = layer_map.block(words) or layer_map.layer(words)
    shorter = _LEADING.sub("", words.casefold())
    return found or (layer_map.block(shorter) or layer_map.layer(shorter) if shorter else None)


def _element(meaning: Meaning | None, certainty: float) -> tuple[Meaning | None, float]:
    """The meaning if it makes an element."""
    if meaning is None or meaning in ASIDE:
        return None, 0.0
    return meaning, certainty
