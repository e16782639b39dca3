"""Photometric files: IES LM-63 and EULUMDAT to a candela table."""

import re

from cpted_rules.photometry.eulumdat import Eulumdat
from cpted_rules.photometry.lm63 import Lm63
from cpted_rules.photometry.table import Photometry, intensity, refusal
from cpted_rules.text import Text

__all__ = ["Photometry", "intensity", "read_photometry"]

_A_FILE = Text(ko="IES LM-63 또는 EULUMDAT 파일", en="an IES LM-63 or EULUMDAT file")


def read_photometry(raw: bytes, name: str) -> Photometry:
    """The candela table of an IES LM-63 or EULUMDAT file.

    Args:
        raw: the file; bytes beyond ASCII only occur in its words.
        name: the file's name; an ending `.ldt` means EULUMDAT, and so does content without TILT=.

    Raises:
        PhotometryError: says the line, what was found and what was expected.
    """
    words = raw.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    if b"\0" in raw or not words.strip():
        raise refusal(name, 1, "no text" if words.strip() else "an empty file", _A_FILE)
    tilted = re.search(r"(?mi)^[ \t]*TILT[ \t]*=", words)
    if name.casefold().endswith(".ldt") or (tilted is None and not words.startswith("IES")):
        return Eulumdat(name, words).read()
    return Lm63(name, words).read()
