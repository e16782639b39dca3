"""Photometric files: IES LM-63 and EULUMDAT to a candela table."""

import re

from cpted_rules.photometry.eulumdat import Eulumdat
from cpted_rules.photometry.flux import flux_lm, lean_deg
from cpted_rules.photometry.lm63 import Lm63
from cpted_rules.photometry.refusal import refusal
from cpted_rules.photometry.stated import (
    Format,
    Generation,
    LampAttitude,
    LampSet,
    Remark,
    Shape,
    Side,
    Size,
    TiltTable,
)
from cpted_rules.photometry.table import Photometry, at_tilt, intensity, turned
from cpted_rules.photometry.words import MOST_BYTES, decoded
from cpted_rules.text import Text, same

__all__ = [
    "Format",
    "Generation",
    "LampAttitude",
    "LampSet",
    "Photometry",
    "Remark",
    "Shape",
    "Side",
    "Size",
    "TiltTable",
    "at_tilt",
    "flux_lm",
    "intensity",
    "lean_deg",
    "read_photometry",
    "turned",
]

_A_FILE = Text(ko="IES LM-63 또는 EULUMDAT 파일", en="an IES LM-63 or EULUMDAT file")


def read_photometry(raw: bytes, name: str) -> Photometry:
    """The candela table of an IES LM-63 or EULUMDAT file.

    Args:
        raw: the file; bytes beyond ASCII only occur in its words.
        name: the file's name; an ending `.ldt` means EULUMDAT, and so does content without TILT=.

    Raises:
        PhotometryError: says the line, what was found and what was expected.
    """
    if len(raw) > MOST_BYTES:
        raise refusal(name, 1, f"{len(raw)} bytes", same(f"<= {MOST_BYTES} bytes"))
    words = decoded(raw)
    if b"\0" in raw or not words.strip():
        raise refusal(name, 1, "no text" if words.strip() else "an empty file", _A_FILE)
    tilted = re.search(r"(?mi)^[ \t]*TILT[ \t]*=", words)
    named = name.casefold().endswith(".ldt") and not words.startswith("IES")
    if named or (tilted is None and not words.startswith("IES")):
        return Eulumdat(name, words).read()
    return Lm63(name, words).read()
