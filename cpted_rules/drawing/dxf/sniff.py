"""What the bytes of a file are before anything parses them: format, version, text encoding."""

import re
from dataclasses import dataclass

from cpted_rules.errors import DrawingError, Fault
from cpted_rules.text import Text

BINARY_MARK = b"AutoCAD Binary DXF"

_CODE_PAGES = {
    "ANSI_874": "cp874",
    "ANSI_932": "cp932",
    "ANSI_936": "gbk",
    "ANSI_949": "cp949",
    "KSC5601": "cp949",
    "ANSI_950": "cp950",
    "ANSI_1361": "johab",
} | {f"ANSI_{n}": f"cp{n}" for n in range(1250, 1259)}

_HEAD = re.compile(rb"9\s*\r?\n\s*\$(ACADVER|DWGCODEPAGE)\s*\r?\n\s*\d+\s*\r?\n\s*([\w-]+)")
_FIRST_UNICODE = "AC1021"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the text of a drawing is encoded. `guessed`: not by what the file declares."""

    name: str
    declared: str
    guessed: bool = False


def refuse_what_is_no_dxf(raw: bytes, name: str) -> None:
    """Nothing, if the bytes may be a DXF file.

    Raises:
        DrawingError: they are something else, and it says what.
    """
    head = raw[:4096]
    found: Text | None = None
    remedy = Text(
        ko="CAD에서 DXF(R2000 이상)로 저장하여 제출하십시오", en="Save it as DXF, R2000 or later"
    )
    if not raw.strip():
        found = Text(ko="빈 파일", en="an empty file")
    elif head.lstrip()[:5] == b"%PDF-":
        found = Text(ko="이름만 .dxf인 PDF", en="a PDF that is only named .dxf")
    elif re.match(rb"AC(10|1\.|2\.)\d\d", head) or head[:4] == b"MC0.":
        found = Text(ko="DWG 파일", en="a DWG file")
    elif head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        found = Text(ko="ZIP 압축 파일", en="a ZIP archive")
        remedy = Text(ko="압축을 풀고 DXF를 제출하십시오", en="Unpack it and submit the DXF in it")
    elif head[:14] == b"ISO-10303-21;\n" or head[:13] == b"ISO-10303-21;":
        found = Text(ko="IFC 파일", en="an IFC file")
    elif not head.startswith(BINARY_MARK) and not _looks_like_tags(raw):
        found = Text(ko="DXF가 아닌 파일", en="a file that is not DXF")
    if found is not None:
        raise DrawingError(
            Fault(
                code="drawing/not-dxf",
                where=name,
                found=found,
                expected=Text(ko="DXF 도면", en="a DXF drawing"),
                remedy=remedy,
            )
        )


def _looks_like_tags(raw: bytes) -> bool:
    head = raw[:65536].removeprefix(b"\xef\xbb\xbf")
    return re.search(rb"(?:^|\n)\s*0\s*\r?\n\s*(SECTION|EOF)\b", head) is not None


def encoding_of(raw: bytes) -> Encoding:
    """The encoding of an ASCII drawing: UTF-8 from R2007 on, else declared, else by its bytes."""
    head = {key: value.decode("ascii", "replace") for key, value in _HEAD.findall(raw[:65536])}
    version = head.get(b"ACADVER", "AC1009").upper()
    declared = head.get(b"DWGCODEPAGE", "").upper()
    if version >= _FIRST_UNICODE or raw.startswith(b"\xef\xbb\xbf"):
        return Encoding(
            name="utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8", declared=declared
        )
    by_declaration = _CODE_PAGES.get(declared, "cp1252")
    foreign = b"\n".join(line for line in raw.splitlines() if not line.isascii())
    if not foreign:
        return Encoding(name=by_declaration, declared=declared)
    if _decodes(foreign, "utf-8"):
        return Encoding(name="utf-8", declared=declared, guessed=True)
    if by_declaration not in {"cp1252"} and _decodes(foreign, by_declaration):
        return Encoding(name=by_declaration, declared=declared)
    if _share(foreign, "cp949", "가", "힣") > 0.6:
        return Encoding(name="cp949", declared=declared, guessed=True)
    if _share(foreign, "cp932", "぀", "ヿ") > 0.3:
        return Encoding(name="cp932", declared=declared, guessed=True)
    return Encoding(name=by_declaration, declared=declared)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _share(raw: bytes, encoding: str, first: str, last: str) -> float:
    try:
        foreign = [c for c in raw.decode(encoding) if not c.isascii()]
    except UnicodeDecodeError:
        return 0.0
    return sum(first <= c <= last for c in foreign) / max(len(foreign), 1)


_MIF = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "gbk"}
"""Code pages that `\\M+nXXXX` names by its digit."""


def clean(words: str) -> str:
    r"""Text that any terminal, JSON and PDF can hold.

    `\U+XXXX` and `\M+nXXXX` are decoded, lone surrogates and control characters are gone.
    """
    if "\\U+" in words:
        words = re.sub(r"\\U\+([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), words)
    if "\\M+" in words:
        words = re.sub(r"\\M\+([1-5])([0-9A-Fa-f]{4})", _from_code_page, words)
    if words.isprintable():
        return words
    return "".join(
        "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in words if c >= " " or c == "\n"
    )


def _from_code_page(found: re.Match[str]) -> str:
    return bytes.fromhex(found[2]).decode(_MIF[found[1]], "replace")


def cannot_parse(name: str, error: Exception) -> Fault:
    """The fault of a file that is DXF but broken beyond repair, with the line if it is known."""
    reason = clean(f"{type(error).__name__}: {error}")[:160]
    line = re.search(r"\bline:? (\d+)", reason)
    return Fault(
        code="drawing/broken",
        where=f"{name}:{line[1]}" if line else name,
        found=Text(ko=f"손상된 DXF ({reason})", en=f"a damaged DXF ({reason})"),
        expected=Text(ko="끝까지 읽히는 DXF", en="a DXF that can be read to its end"),
        remedy=Text(
            ko="CAD에서 열어 복구(RECOVER, AUDIT)한 뒤 DXF로 다시 저장하십시오",
            en="Open it in CAD, RECOVER and AUDIT it, and save it as DXF again",
        ),
    )
