"""What was converted, lost and cross-checked, as counts by type and as notes for people."""

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from cpted_rules.note import Note, Severity
from cpted_rules.text import Text

_COMPOSED = frozenset({"INSERT", "DIMENSION", "LARGE_RADIAL_DIMENSION", "ARC_DIMENSION"})
"""The second reader counts these among all entities, but shows only what they are made of."""
_LONGEST_LIST = 12


class Census(BaseModel):
    """The drawn objects of a DWG by type, named as in DXF.

    Args:
        model: of model space.
        blocks: of all block definitions.
        foreign: types that belong to an application on top of AutoCAD, or are its proxies.
    """

    model_config = ConfigDict(frozen=True)

    reader: str
    model: dict[str, int]
    blocks: dict[str, int]
    foreign: tuple[str, ...] = ()


class Written(BaseModel):
    """What a DXF made from a DWG holds, by type.

    Args:
        layerless: entities whose layer is not in the file; they are written on layer 0.
        estimated: splines of which the file keeps the points alone, not the directions at the ends.
    """

    model_config = ConfigDict(frozen=True)

    model: dict[str, int]
    blocks: dict[str, int]
    layerless: int = 0
    estimated: int = 0


class SecondCount(BaseModel):
    """What another reader saw in model space.

    Args:
        total: all entities.
        seen: those it shows as themselves, by type.
        skipped: those it left out, by type, those inside blocks among them.
    """

    model_config = ConfigDict(frozen=True)

    reader: str
    total: int
    seen: dict[str, int]
    skipped: dict[str, int]


def lost(census: dict[str, int], written: dict[str, int]) -> dict[str, int]:
    """How many of each type the DWG holds and the DXF does not."""
    return {
        kind: count - written.get(kind, 0)
        for kind, count in sorted(census.items())
        if count > written.get(kind, 0)
    }


def differences(model: dict[str, int], second: SecondCount) -> dict[str, tuple[int, int]]:
    """Types counted otherwise by a second reader: the first reader's count, and the second's.

    What the second reader skipped may lie in model space or in a block: for each type it gives a
    least and a most, and a count outside them differs.
    """
    found: dict[str, tuple[int, int]] = {}
    alike = {kind: _alike(model).get(kind, 0) for kind in {*_alike(model), *second.seen}}
    for kind in sorted({*alike} - _COMPOSED):
        count, least = alike[kind], second.seen.get(kind, 0)
        most = least + second.skipped.get(kind, 0)
        if count < least:
            found[kind] = (count, least)
        elif count > most and kind in second.seen:
            found[kind] = (count, most)
    if sum(model.values()) != second.total:
        found["ALL"] = (sum(model.values()), second.total)
    return found


def _alike(model: dict[str, int]) -> dict[str, int]:
    """The counts with a trace called a solid, which it is but for its pen."""
    return dict(
        Counter({k: n for k, n in model.items() if k != "TRACE"})
        + Counter(SOLID=model.get("TRACE", 0))
    )


def notes(
    name: str,
    release: str,
    converter: str,
    written: Written,
    census: Census | None,
    second: SecondCount | None,
) -> Iterator[Note]:
    """What a person should know of the conversion: what was made, what is lost, who checked it."""
    yield Note(
        code="drawing/dwg-converted",
        severity=Severity.INFO,
        text=Text(
            ko="{name}: DWG({release})를 {converter}(으)로 DXF로 바꾸어 읽음. "
            "모형 공간 객체 {count}개",
            en="{name}: DWG ({release}) converted to DXF by {converter}; "
            "{count} entities in model space",
        ).fill(
            name=name,
            release=release,
            converter=converter,
            count=f"{sum(written.model.values()):,}",
        ),
    )
    if not sum(written.model.values()):
        yield Note(
            code="drawing/dwg-empty",
            severity=Severity.MISSING,
            text=Text(
                ko="{name}: 변환된 모형 공간이 비어 있음. "
                "도면에 그린 것이 있으면 DXF로 저장하여 제출",
                en="{name}: model space is empty after conversion; "
                "if something is drawn there, save it as DXF",
            ).fill(name=name),
        )
    if census is not None:
        yield from _losses(name, census, written)
    if written.layerless:
        yield Note(
            code="drawing/dwg-layer-unknown",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 객체 {count}개의 레이어를 알 수 없어 0 레이어로 둠",
                en="{name}: the layer of {count} entities is not known; they were put on layer 0",
            ).fill(name=name, count=f"{written.layerless:,}"),
        )
    if written.estimated:
        yield Note(
            code="drawing/dwg-spline-estimated",
            severity=Severity.ASSUMPTION,
            text=Text(
                ko="{name}: 스플라인 {count}개는 지나는 점만 저장되어 있어 그 사이를 추정함",
                en="{name}: {count} splines are stored by the points they pass through; "
                "the curve between them is estimated",
            ).fill(name=name, count=f"{written.estimated:,}"),
        )
    yield _cross_check(name, converter, written, census, second)


def _losses(name: str, census: Census, written: Written) -> Iterator[Note]:
    in_model, in_blocks = lost(census.model, written.model), lost(census.blocks, written.blocks)
    foreign = {
        kind: count
        for kind, count in (Counter(in_model) + Counter(in_blocks)).items()
        if kind in census.foreign
    }
    if foreign:
        yield Note(
            code="drawing/dwg-application-objects",
            severity=Severity.MISSING,
            text=Text(
                ko="{name}: 응용 프로그램 객체(AutoCAD Architecture, T-Arch 등)는 읽을 수 없음: "
                "{list}. 벽·문·창이 통째로 빠졌을 수 있음. 분해(EXPLODE)하거나 일반 CAD로 내보내어 "
                "(EXPORTTOAUTOCAD, T3 변환 등) 다시 제출",
                en="{name}: objects of an application on top of AutoCAD (such as AutoCAD "
                "Architecture or T-Arch) cannot be read: {list}; walls, doors and windows may be "
                "missing altogether. Explode them or export to plain AutoCAD and submit again",
            ).fill(name=name, list=_list(foreign)),
        )
    for where, losses in (
        (Text(ko="모형 공간", en="model space"), in_model),
        (Text(ko="블록 안", en="blocks"), in_blocks),
    ):
        plain = {kind: count for kind, count in losses.items() if kind not in foreign}
        if plain:
            yield Note(
                code="drawing/dwg-lost",
                severity=Severity.MISSING,
                text=Text(
                    ko="{name}: {where}의 객체 {count}개를 변환하지 못함: {list}. "
                    "도면에 필요한 것이면 CAD에서 DXF로 저장하여 다시 제출",
                    en="{name}: {count} entities in {where} could not be converted: {list}. "
                    "If the plan needs them, save it as DXF in CAD and submit again",
                ).fill(name=name, where=where, count=f"{sum(plain.values()):,}", list=_list(plain)),
            )


def _cross_check(
    name: str, converter: str, written: Written, census: Census | None, second: SecondCount | None
) -> Note:
    own = census is not None and census.reader == converter
    first, counted = (converter, census.model) if census and own else ("DXF", written.model)
    if second is None and census is not None and not own:
        second = SecondCount(
            reader=census.reader, total=sum(census.model.values()), seen=census.model, skipped={}
        )
    if second is None:
        return Note(
            code="drawing/dwg-not-cross-checked",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 둘째 판독기로 대조하지 못함. 빠진 객체가 있어도 알 수 없음",
                en="{name}: not checked against a second reader; losses would not be noticed",
            ).fill(name=name),
        )
    found = differences(counted, second)
    if found:
        return _differ(name, first, second.reader, found)
    return Note(
        code="drawing/dwg-readers-agree",
        severity=Severity.INFO,
        text=Text(
            ko="{name}: 모형 공간 객체 수를 {first}과(와) {second}(으)로 대조하여 "
            "{count}개로 일치함",
            en="{name}: {first} and {second} both count {count} entities in model space",
        ).fill(name=name, first=first, second=second.reader, count=f"{second.total:,}"),
    )


def _differ(name: str, first: str, second: str, found: dict[str, tuple[int, int]]) -> Note:
    def listed(all_: str) -> str:
        return ", ".join(
            f"{all_ if kind == 'ALL' else kind} {a:,} / {b:,}" for kind, (a, b) in found.items()
        )

    return Note(
        code="drawing/dwg-readers-differ",
        severity=Severity.MISSING,
        text=Text(
            ko="{name}: 두 판독기가 센 객체 수가 다름 ({first} / {second}): {list}. "
            "빠진 객체가 있을 수 있으니 CAD의 도면과 대조하십시오",
            en="{name}: two readers count differently ({first} / {second}): {list}. "
            "Entities may be missing: compare with the drawing in CAD",
        ).fill(
            name=name,
            first=first,
            second=second,
            list=Text(ko=listed("전체"), en=listed("all")),
        ),
    )


def _list(counts: dict[str, int]) -> str:
    """`WALL 9, DOOR 7`, the most frequent first; the tail of a long list as a number."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = [f"{kind} {count:,}" for kind, count in ordered[:_LONGEST_LIST]]
    rest = ordered[_LONGEST_LIST:]
    return ", ".join([*words, *([f"+ {sum(n for _, n in rest):,}"] if rest else [])])
