"""Where words occur in a PDF: in its pages, its strings and its streams, unpacked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self

import pypdfium2
from pikepdf import Array, Dictionary, Object, Pdf, Stream, String

DEEPEST = 60
LATIN = "[0-9A-Za-z]"
EDGES = {
    "utf-8": (b"(?<![0-9A-Za-z])", b"(?![0-9A-Za-z])"),
    "utf-16-be": (b"(?<!\\x00[0-9A-Za-z])", b"(?!\\x00[0-9A-Za-z])"),
    "utf-16-le": (b"(?<![0-9A-Za-z]\\x00)", b"(?![0-9A-Za-z]\\x00)"),
    "cp949": (b"", b""),
}
"""What may not stand before and after a word as it is written: a camera C210 is no rule ACC210."""


def traces(content: bytes, words: Iterable[str]) -> tuple[str, ...]:
    """The places where any of the words stands; what words they are is not said."""
    wanted = sorted(set(words))
    if not wanted:
        return ()
    sought = _Sought.of(wanted)
    found = [place for place, text in _texts(content) if sought.is_in(text)]
    if sought.is_written_in(content):
        found.append("bytes of the file")
    with Pdf.open(BytesIO(content)) as pdf:
        for each in [*pdf.objects, pdf.trailer]:
            found += _in_object(each, sought)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words that are looked for: their letters first, which is quick, then whether as words."""

    spoken: tuple[tuple[str, re.Pattern[str]], ...]
    written: tuple[tuple[bytes, re.Pattern[bytes]], ...]

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Words by their letters, and as bytes in each encoding."""
        return cls(
            spoken=tuple(("".join(word.split()), re.compile(_spoken(word))) for word in words),
            written=tuple(
                (letters, re.compile(before + re.escape(letters) + after))
                for word in words
                for letters, before, after in _written(word)
            ),
        )

    def is_in(self, text: str) -> bool:
        """Whether one of the words is in a text whose lines break where they will."""
        joined = "".join(text.split())
        return any(letters in joined and word.search(text) for letters, word in self.spoken)

    def is_written_in(self, raw: bytes) -> bool:
        """Whether one of the words is in bytes."""
        return any(letters in raw and word.search(raw) for letters, word in self.written)


def _spoken(word: str) -> str:
    """A pattern of a word in a text whose lines break where they will."""
    letters = r"\s*".join(re.escape(letter) for letter in word if not letter.isspace())
    return f"(?<!{LATIN}){letters}(?!{LATIN})"


def _written(word: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """A word as bytes, and patterns of what does not stand before and after it."""
    for encoding, (before, after) in EDGES.items():
        if encoding == "cp949" and word.isascii():
            continue  # the same bytes as in UTF-8
        if letters := word.encode(encoding, "ignore"):
            yield letters, before, after


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    document = pypdfium2.PdfDocument(content)
    try:
        for n in range(len(document)):
            page = document[n]
            words = page.get_textpage()
            yield f"page {n + 1}", words.get_text_range()
            words.close()
            page.close()
    finally:
        document.close()


def _in_object(each: Object, sought: _Sought) -> Iterator[str]:
    place = f"object {each.objgen[0]}"
    if isinstance(each, Stream) and sought.is_written_in(_plain(each)):
        yield f"{place}: stream"
    for text in _strings(each):
        if sought.is_in(text):
            yield f"{place}: string"


def _plain(stream: Object) -> bytes:
    """What the stream holds, unpacked as far as it is packed."""
    try:
        return bytes(stream.read_bytes())
    except RuntimeError:  # a picture, whose packing is its form
        return bytes(stream.read_raw_bytes())


def _strings(each: Any, depth: int = 0) -> Iterator[str]:
    """Strings and keys of an object itself, not of those that it refers to."""
    if isinstance(each, String):
        yield str(each)
    if depth > DEEPEST:
        return
    if isinstance(each, Dictionary | Stream):
        yield from each.keys()
    parts = each.values() if isinstance(each, Dictionary | Stream) else each
    for one in parts if isinstance(each, Array | Dictionary | Stream) else ():
        if isinstance(one, Object) and not one.is_indirect:
            yield from _strings(one, depth + 1)
