"""What a person should know of a DXF file that was read: repairs, guesses, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cpted_rules.drawing.drawing import Block
from cpted_rules.drawing.dxf.sniff import Encoding
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text

_NOT_READ = frozenset(
    {
        "3DSOLID", "BODY", "REGION", "SURFACE", "EXTRUDEDSURFACE", "LOFTEDSURFACE", "PLANESURFACE",
        "REVOLVEDSURFACE", "SWEPTSURFACE", "MESH", "IMAGE", "PDFUNDERLAY", "DWFUNDERLAY",
        "DGNUNDERLAY", "OLE2FRAME", "OLEFRAME", "POINTCLOUDEX",
    }
)  # fmt: skip
"""Kinds that may show a whole plan, and of which nothing is read."""


def notes_of(
    name: str,
    opened: str,
    encoding: Encoding,
    blocks: Iterable[Block],
    aside: Counter[str],
    mended: int,
) -> Iterator[Note]:
    """The notes on one file.

    Args:
        aside: kinds that were set aside, and how many.
        mended: entities that had to be mended or let go.
    """
    if opened == "recovered":
        yield Note(
            code="drawing/recovered",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 손상된 파일을 복구하여 읽음. 빠진 객체가 있을 수 있음",
                en="{name}: damaged, read after repair; entities may be missing",
            ).fill(name=name),
        )
    damaged = mended + sum(n for kind, n in aside.items() if "(damaged)" in kind)
    if damaged:
        yield Note(
            code="drawing/damaged-entities",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 손상된 객체 {count}개를 고치거나 뺌. CAD에서 AUDIT 후 다시 저장 권장",
                en="{name}: {count} damaged entities were mended or left out; AUDIT it in CAD",
            ).fill(name=name, count=str(damaged)),
        )
    if encoding.guessed:
        yield Note(
            code="drawing/code-page-guessed",
            severity=Severity.ASSUMPTION,
            text=Text(
                ko="{name}: 글자 부호를 {found}(으)로 추정(파일 표기: {declared})",
                en="{name}: text read as {found} by its bytes (the file says {declared})",
            ).fill(name=name, found=encoding.name, declared=encoding.declared or "-"),
        )
    external = sorted(block.name for block in blocks if block.external)
    if external:
        yield Note(
            code="drawing/external-reference",
            severity=Severity.MISSING,
            text=Text(
                ko="{name}: 외부참조 {blocks}의 내용이 제출되지 않음. 결합(BIND)하여 다시 제출",
                en="{name}: external references {blocks} are not in the file; bind them",
            ).fill(name=name, blocks=", ".join(external)),
        )
    bodies = {kind: n for kind, n in aside.items() if kind in _NOT_READ}
    if bodies:
        yield Note(
            code="drawing/not-read-kinds",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 읽지 않는 종류의 객체가 있음({kinds}). "
                "벽 등 검토 대상이면 선으로 분해하여 저장",
                en="{name}: holds objects of kinds that are not read ({kinds}); if they draw what "
                "is reviewed, explode them to lines before saving",
            ).fill(name=name, kinds=", ".join(f"{k} {n}" for k, n in sorted(bodies.items()))),
        )
    proxies = sum(n for kind, n in aside.items() if "PROXY" in kind)
    if proxies:
        yield Note(
            code="drawing/proxy",
            severity=Severity.MISSING,
            text=Text(
                ko="{name}: 응용 프로그램 객체(프록시) {count}개는 읽을 수 없음. 분해하여 저장",
                en="{name}: {count} proxy objects cannot be read; explode them before saving",
            ).fill(name=name, count=str(proxies)),
        )
