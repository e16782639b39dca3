"""The words and numbers of a photometric file: its encoding, its keywords, its figures."""

import re

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,3})?")
_KEYWORD = re.compile(r"\s*\[([^\]]*)\](.*)")
_FREE = re.compile(r"\s*([A-Z][A-Z /]*):(.*)")
_CP949_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xfe][\xa1-\xfe])*")

MOST_BYTES = 32_000_000
"""Size of one file; a laboratory file of 150,000 values has 1.3 MB."""


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8, cp949 or, as bytes go, latin-1; line ends made alike.

    Bytes beyond ASCII are taken for cp949 only when they all come in pairs of KS X 1001, which
    single letters with accents do not.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    for encoding in ("utf-8", "cp949"):
        if encoding == "cp949" and not _CP949_PAIRS.fullmatch(raw):
            continue
        try:
            words = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        words = raw.decode("latin-1")
    return words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")


def number_of(words: str) -> float | None:
    """A figure as photometric files write it; None when the words are none."""
    if not _NUMBER.fullmatch(words):
        return None
    value = float(words.replace("d", "e").replace("D", "e"))
    return value if abs(value) < 1e30 else None


def keywords_of(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """Keywords and their words, in order; [MORE] goes on, a line without keyword has an empty one.

    Source: LM-63-2002 clause 4; LM-63-1986 has free lines, often `NAME: words`.
    """
    found: list[tuple[str, str]] = []
    for line in lines:
        match = _KEYWORD.match(line) or _FREE.match(line)
        key, words = (match[1].strip().upper(), match[2]) if match else ("", line)
        words = " ".join(words.split())
        if key == "MORE" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}".strip())
        elif key or words:
            found.append((key, words))
    return tuple(found)


def first_of(keywords: tuple[tuple[str, str], ...], *keys: str) -> str:
    """The words of the first keyword that is there and says something."""
    return next((words for key in keys for name, words in keywords if name == key and words), "")


__all__ = ["MOST_BYTES", "decoded", "first_of", "keywords_of", "number_of"]
