"""Remarks on what a model holds: rooms, openings, buildings, things without a class."""

from collections.abc import Iterator, Sequence

from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.masses import Masses
from cpted_rules.drawing.ifc.meanings import proxy
from cpted_rules.drawing.ifc.openings import Openings
from cpted_rules.drawing.ifc.rooms import Rooms
from cpted_rules.drawing.ifc.scene import Scene
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.remarks import listed
from cpted_rules.note import Note, Severity
from cpted_rules.plan import SitePlan, Source
from cpted_rules.text import Text


def of_rooms(scene: Scene, rooms: Rooms) -> Iterator[Note]:
    """Spaces that are missing or say nothing of their use."""
    file = scene.model.name
    if not rooms.rooms:
        yield note(
            "ifc/no-spaces",
            Severity.MISSING,
            Text(
                ko="{file}: 실(IfcSpace)이 없어 창과 문이 어느 실의 것인지 알 수 없음",
                en="{file}: no spaces (IfcSpace), so the rooms of windows and doors are not known",
            ).fill(file=file),
        )
    strange = [room for room in rooms.rooms if room.use is None]
    if strange:
        yield note(
            "drawing/zone-unknown",
            Severity.INFO,
            Text(
                ko="용도를 알 수 없는 구획 {n}개는 일반 실로 읽음: {words}",
                en="{n} zones whose use is not known were read as plain rooms: {words}",
            ).fill(
                n=str(len(strange)),
                words=listed(sorted({r.label for r in strange if r.label}), 12) or "-",
            ),
            strange[0].item.source,
        )
    yield from _counted(
        "ifc/space-shapeless",
        Severity.WARNING,
        rooms.shapeless,
        Text(
            ko="형상이 없는 실 {n}개는 읽지 못함: {names}",
            en="{n} spaces without a body were not read: {names}",
        ),
    )


def of_openings(openings: Openings) -> Iterator[Note]:
    """Openings that could not be placed, contradict themselves, or serve something unknown."""
    yield from _counted(
        "ifc/opening-placeless",
        Severity.WARNING,
        openings.placeless,
        Text(
            ko="벽에서의 위치를 알 수 없거나 지붕·바닥에 있는 문·창 {n}개는 읽지 않음: {names}",
            en="{n} doors or windows lie in a roof or floor, or have no place in a wall, and were "
            "not read: {names}",
        ),
    )
    yield from _counted(
        "ifc/opening-contrary",
        Severity.WARNING,
        openings.contrary,
        Text(
            ko="문·창 {n}개는 표기된 폭이 형상과 다름. 형상을 따름: {names}",
            en="the stated width of {n} doors or windows is not that of their body, "
            "which is taken: {names}",
        ),
    )
    yield from _counted(
        "ifc/entrance-assumed",
        Severity.ASSUMPTION,
        openings.entrances,
        Text(
            ko="용도가 적히지 않은 지상의 외부 문 {n}개를 건물 출입구로 봄: {names}",
            en="{n} outer doors on the ground whose use is not stated are taken for building "
            "entrances: {names}",
        ),
    )
    yield from _counted(
        "ifc/opening-use-unknown",
        Severity.MISSING,
        openings.unserved,
        Text(
            ko="어느 실의 것인지 알 수 없는 외부 문·창, 또는 세대 현관인지 알 수 없는 문 {n}개: "
            "{names}",
            en="{n} outer doors or windows whose room is not known, or doors that may be the front "
            "door of a dwelling: {names}",
        ),
    )


def of_masses(scene: Scene, masses: Masses, plan: SitePlan) -> Iterator[Note]:
    """How buildings and the site came to their outlines."""
    yield from _counted(
        "ifc/building-from-slabs",
        Severity.ASSUMPTION,
        masses.from_slabs,
        Text(
            ko="벽이 둘러싸지 않아 지붕·슬래브로 외곽을 읽은 건물 {n}동: {names}",
            en="{n} buildings that no walls enclose, outlined by roof or slabs: {names}",
        ),
    )
    yield from _counted(
        "ifc/curtain-wall",
        Severity.ASSUMPTION,
        scene.model.of("IfcCurtainWall"),
        Text(
            ko="커튼월 {n}개를 벽으로 읽음. 유리를 통한 시야는 막힌 것으로 봄: {names}",
            en="{n} curtain walls are read as walls; what is seen through their glass is not "
            "counted: {names}",
        ),
    )
    if not masses.made:
        yield note(
            "ifc/no-building",
            Severity.MISSING,
            Text(
                ko="{file}: 건물(IfcBuilding)이나 그 외곽을 이루는 벽·슬래브가 없음",
                en="{file}: no building (IfcBuilding), or no walls and slabs that outline it",
            ).fill(file=scene.model.name),
        )
    if not plan.boundaries:
        terrain = [s for s in scene.of(Meaning.BOUNDARY) if scene.shapes.of(s) is not None]
        yield note(
            "ifc/no-boundary",
            Severity.MISSING,
            Text(
                ko="{file}: 대지경계(IfcSite의 FootPrint)가 없음",
                en="{file}: no site boundary (FootPrint of IfcSite)",
            ).fill(file=scene.model.name)
            if not terrain
            else Text(
                ko="{file}: 지형은 있으나 대지경계(IfcSite의 FootPrint)가 없음. "
                "지형의 범위를 경계로 보지 않음",
                en="{file}: there is terrain but no site boundary (FootPrint of IfcSite); "
                "the extent of the terrain is not taken for it",
            ).fill(file=scene.model.name),
            terrain[0].source if terrain else None,
        )


def of_proxies(scene: Scene, used: Sequence[Item]) -> Iterator[Note]:
    """Products without a class, loudly."""
    known = set(used)
    left = [item for item in scene.model.products if proxy(item) and item not in known]
    yield from _counted(
        "drawing/proxy",
        Severity.MISSING,
        left,
        Text(
            ko="종류가 지정되지 않은 객체(IfcBuildingElementProxy) {n}개는 읽을 수 없음. "
            "IFC 종류를 지정하여 다시 내보내십시오: {names}",
            en="{n} objects without a class (IfcBuildingElementProxy) cannot be read; give them "
            "an IFC class and export again: {names}",
        ),
    )


def _counted(code: str, severity: Severity, items: Sequence[Item], text: Text) -> Iterator[Note]:
    if items:
        names = list(dict.fromkeys(item.label or item.handle for item in items))
        filled = text.fill(n=str(len(items)), names=listed(names))
        yield note(code, severity, filled, items[0].source)


def note(code: str, severity: Severity, text: Text, source: Source | None = None) -> Note:
    """A remark."""
    return Note(code=code, severity=severity, text=text, source=source)
