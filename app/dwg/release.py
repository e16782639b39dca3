"""Which release of AutoCAD wrote a DWG file, by its first six bytes."""

import re

from app.dwg import faults
from cpted_rules.drawing.dxf.sniff import BINARY_MARK
from cpted_rules.errors import DrawingError
from cpted_rules.text import Text

RELEASES = {
    b"AC1014": "R14",
    b"AC1015": "R2000",
    b"AC1018": "R2004",
    b"AC1021": "R2007",
    b"AC1024": "R2010",
    b"AC1027": "R2013",
    b"AC1032": "R2018",
}
"""What the converters read; Source: Open Design Specification for .dwg files 5.4.1, §2."""
_OLDER = {
    b"AC1012": "R13",
    b"AC1009": "R11/R12",
    b"AC1006": "R10",
    b"AC1004": "R9",
    b"AC1003": "R2.6",
}
_MARK = re.compile(rb"AC[12][.\d]\d\d|MC0\.0")
_END = b"AC11"
"""Marks of the kind `AC10nn` end here; earlier releases have others, such as `AC2.10`."""
_SMALLEST_BYTES = 512
"""The file header alone is longer in no release that is read."""


def is_dwg(raw: bytes) -> bool:
    """Whether the bytes are a DWG file of any release, whatever the file is called."""
    return _MARK.match(raw) is not None


def release_of(raw: bytes, name: str) -> str:
    """The release, such as `R2018`.

    Raises:
        DrawingError: it is no DWG, one too old or too new to be read, or one cut off at its head.
    """
    head = bytes(raw[:6])
    if not is_dwg(raw):
        raise DrawingError(faults.no_dwg(name, *_what_else(raw)))
    if head in RELEASES:
        if len(raw) < _SMALLEST_BYTES:
            raise DrawingError(faults.damaged(name, Text(ko="파일이 잘림", en="cut off")))
        return RELEASES[head]
    written = head.decode("ascii").rstrip("\0")
    if max(RELEASES) < head < _END:
        raise DrawingError(faults.too_new(name, written))
    raise DrawingError(
        faults.too_old(name, f"{_OLDER[head]}, {written}" if head in _OLDER else written)
    )


def _what_else(raw: bytes) -> tuple[Text, Text]:
    """What a file is that is no DWG, and what to do with it."""
    head = raw[:65536].lstrip()
    again = Text(
        ko="CAD에서 DWG나 DXF로 다시 저장하십시오", en="Save it as DWG or DXF again in CAD"
    )
    if not head:
        return Text(ko="빈 파일", en="an empty file"), again
    if head.startswith(BINARY_MARK) or re.search(rb"(?:^|\n)\s*0\s*\r?\n\s*SECTION\b", head):
        return (
            Text(ko="이름만 .dwg인 DXF", en="a DXF that is only named .dwg"),
            Text(
                ko="파일 이름의 끝을 .dxf로 고쳐 제출하십시오",
                en="Let its name end in .dxf and submit it again",
            ),
        )
    if head.startswith(b"%PDF-"):
        return Text(ko="이름만 .dwg인 PDF", en="a PDF that is only named .dwg"), again
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return (
            Text(ko="ZIP 압축 파일", en="a ZIP archive"),
            Text(ko="압축을 풀고 도면을 제출하십시오", en="Unpack it and submit the drawing in it"),
        )
    return Text(ko="DWG가 아닌 파일", en="a file that is not DWG"), again
