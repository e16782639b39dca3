"""What the bytes of an IFC file are before anything parses them: format, schema, text, length."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from cpted_rules.errors import DrawingError, Fault
from cpted_rules.text import Text

MAX_BYTES = 150_000_000
"""Larger models are refused: parsed, they take some ten times their size in memory."""
MAX_INSTANCES = 4_000_000

SCHEMAS = {
    "IFC2X3": "IFC2X3",
    "IFC2X3_TC1": "IFC2X3",
    "IFC4": "IFC4",
    "IFC4_ADD1": "IFC4",
    "IFC4_ADD2": "IFC4",
    "IFC4_ADD2_TC1": "IFC4",
    "IFC4X3": "IFC4X3_ADD2",
    "IFC4X3_TC1": "IFC4X3_ADD2",
    "IFC4X3_ADD1": "IFC4X3_ADD2",
    "IFC4X3_ADD2": "IFC4X3_ADD2",
}
"""Schemas by the name in the file, and the name the parser knows them by."""

_DRAFTS = re.compile(r"IFC4X[12](_.*)?|IFC4X3_?RC\d|IFC4X3_.*")
_DRAFTS_READ_AS = "IFC4X3_ADD2"

_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", re.IGNORECASE)
_INSTANCE = re.compile(rb"(?:^|[\n;])\s*#\d+\s*=")
_END = re.compile(rb"END-ISO-10303-21\s*;")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFile:
    """The text of an IFC file, made pure ASCII under a schema that the parser knows.

    Args:
        schema: as the file names it.
        approximate: read by a schema that is near, but not the file's own.
        encoding: of letters outside ASCII that the file has, against the standard; "" for none.
        instances: how many it holds.
    """

    text: str
    schema: str
    approximate: bool
    encoding: str
    instances: int


def step_file(raw: bytes, name: str) -> StepFile:
    """The text of an IFC file.

    Raises:
        DrawingError: the bytes are something else, incomplete, too large, or of another schema.
    """
    found = _what_it_is_instead(raw)
    if found is not None:
        raise DrawingError(_not_ifc(name, *found))
    if len(raw) > MAX_BYTES:
        raise DrawingError(
            _too_large(name, f"{len(raw) / 1e6:,.0f} MB", f"{MAX_BYTES / 1e6:.0f} MB")
        )
    declared = _SCHEMA.search(raw[:65536])
    schema = declared[1].decode("ascii", "replace").strip().upper() if declared else ""
    draft = schema not in SCHEMAS and _DRAFTS.fullmatch(schema) is not None
    read_as = SCHEMAS.get(schema, _DRAFTS_READ_AS if draft else None)
    if declared is None or read_as is None:
        raise DrawingError(_unknown_schema(name, schema))
    if _END.search(raw[-4096:]) is None:
        raise DrawingError(_incomplete(name))
    instances = len(_INSTANCE.findall(raw))
    if instances > MAX_INSTANCES:
        raise DrawingError(_too_large(name, f"{instances:,} #", f"{MAX_INSTANCES:,} #"))
    raw = raw[: declared.start(1)] + read_as.encode() + raw[declared.end(1) :]
    text, encoding = _ascii(raw)
    return StepFile(
        text=text, schema=schema, approximate=draft, encoding=encoding, instances=instances
    )


def _ascii(raw: bytes) -> tuple[str, str]:
    r"""The text with letters outside ASCII escaped as the standard wants, and their encoding.

    Source: ISO 10303-21, string encoding: \\X2\\ and four hex digits a letter.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw.isascii():
        return raw.decode("ascii"), ""
    encoding = _encoding(raw)
    text = normalize("NFC", raw.decode(encoding))
    return _FOREIGN.sub(lambda m: _escaped(m[0]), text), encoding


def _encoding(raw: bytes) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    try:
        letters = [c for c in raw.decode("cp949") if not c.isascii()]
    except UnicodeDecodeError:
        return "latin-1"
    hangul = sum("가" <= c <= "힣" for c in letters)
    return "cp949" if hangul > 0.6 * len(letters) else "latin-1"


def _escaped(letters: str) -> str:
    # UTF-16 in big endian is what \X2\ holds for the letters of the basic plane, and nothing
    # in a building is named beyond it
    plain = "".join(c if c <= "\uffff" else "\ufffd" for c in letters)
    return f"\\X2\\{plain.encode('utf-16-be').hex().upper()}\\X0\\"


def _what_it_is_instead(raw: bytes) -> tuple[Text, Text] | None:
    """What the bytes are and what to do, where they are no IFC; None where they may be."""
    save_again = Text(
        ko="BIM 프로그램에서 IFC4 또는 IFC2x3(.ifc)로 다시 내보내십시오",
        en="Export the model again as IFC4 or IFC2x3 (.ifc)",
    )
    head = raw[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return Text(ko="빈 파일", en="an empty file"), save_again
    if head.startswith(b"PK\x03\x04"):
        return Text(ko="압축된 IFC(.ifczip)", en="a zipped IFC (.ifczip)"), Text(
            ko="압축을 풀고 그 안의 .ifc 파일을 제출하십시오",
            en="Unpack it and submit the .ifc file in it",
        )
    if head.startswith(b"<"):
        return Text(ko="XML 파일(ifcXML 등)", en="an XML file (such as ifcXML)"), save_again
    if head.startswith(b"{"):
        return Text(ko="JSON 파일(IFC5 등)", en="a JSON file (such as IFC5)"), save_again
    if not head.startswith(b"ISO-10303-21"):
        return Text(ko="IFC가 아닌 파일", en="a file that is not IFC"), save_again
    return None


def _not_ifc(name: str, found: Text, remedy: Text) -> Fault:
    return Fault(
        code="ifc/not-ifc",
        where=name,
        found=found,
        expected=Text(ko="IFC 모델(STEP 형식 .ifc)", en="an IFC model (STEP form, .ifc)"),
        remedy=remedy,
    )


def _too_large(name: str, found: str, most: str) -> Fault:
    return Fault(
        code="ifc/too-large",
        where=name,
        found=Text(ko=f"너무 큰 모델({found})", en=f"a model that is too large ({found})"),
        expected=Text(ko=f"{most} 이하", en=f"at most {most}"),
        remedy=Text(
            ko="가구·설비·구조를 빼고 동별 또는 건축 분야만 내보내십시오",
            en="Leave furniture, services and structure out, or export one building at a time",
        ),
    )


def _unknown_schema(name: str, schema: str) -> Fault:
    return Fault(
        code="ifc/schema",
        where=name,
        found=Text(
            ko=f"스키마 {schema or '표기 없음'}", en=f"schema {schema or 'that is not named'}"
        ),
        expected=Text(ko="IFC2x3, IFC4 또는 IFC4.3", en="IFC2x3, IFC4 or IFC4.3"),
        remedy=Text(
            ko="BIM 프로그램에서 IFC4 또는 IFC2x3로 다시 내보내십시오",
            en="Export the model again as IFC4 or IFC2x3",
        ),
    )


def _incomplete(name: str) -> Fault:
    return Fault(
        code="ifc/incomplete",
        where=name,
        found=Text(ko="끝이 잘린 IFC 파일", en="an IFC file whose end is missing"),
        expected=Text(
            ko="END-ISO-10303-21로 끝나는 파일", en="a file that ends in END-ISO-10303-21"
        ),
        remedy=Text(
            ko="전송 중 잘리지 않았는지 확인하고 다시 내보내십시오",
            en="See whether it was cut off on its way, or export it again",
        ),
    )
