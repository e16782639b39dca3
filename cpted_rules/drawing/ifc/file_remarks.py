"""Remarks on a model as a file: schema, letters, damage, unit, storeys and ground."""

from collections.abc import Iterator
from statistics import median

from cpted_rules.drawing.ifc.ground import GROUND_FROM
from cpted_rules.drawing.ifc.remarks import note
from cpted_rules.drawing.ifc.scene import Scene
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.remarks import listed
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text, same

WALL_HEIGHTS_M = (0.5, 30.0)
"""Walls that are lower or higher than this on the average were modelled in another unit."""


def of_file(scene: Scene) -> Iterator[Note]:
    """How the file could be read."""
    model, step = scene.model, scene.model.step
    if step.approximate:
        yield note(
            "ifc/schema-approximated",
            Severity.WARNING,
            Text(
                ko="{file}: 초안 스키마 {schema}를 IFC4.3(ADD2)으로 읽음. 빠지거나 어긋난 객체가 "
                "있을 수 있으므로 IFC4 또는 IFC4.3으로 다시 내보내기 권장",
                en="{file}: the draft schema {schema} was read as IFC4.3 (ADD2); things may be "
                "missing or wrong, better export it again as IFC4 or IFC4.3",
            ).fill(file=model.name, schema=step.schema),
        )
    if step.encoding:
        yield note(
            "ifc/encoding",
            Severity.ASSUMPTION,
            Text(
                ko="{file}: 표준을 벗어난 글자 부호를 {found}(으)로 추정하여 읽음",
                en="{file}: letters outside the standard were read as {found} by their bytes",
            ).fill(file=model.name, found=step.encoding),
        )
    if model.lost:
        yield note(
            "ifc/damaged-instances",
            Severity.WARNING,
            Text(
                ko="{file}: 객체 {n}개는 손상되었거나 스키마에 없어 읽지 못함",
                en="{file}: {n} instances are damaged or not in the schema and were not read",
            ).fill(file=model.name, n=str(model.lost)),
        )
    for code, counts, text in (
        (
            "ifc/shape-failed",
            scene.shapes.failed,
            Text(
                ko="{file}: 형상을 만들 수 없는 부재: {classes}",
                en="{file}: products whose body could not be built: {classes}",
            ),
        ),
        (
            "ifc/shape-coarse",
            scene.shapes.coarse,
            Text(
                ko="{file}: 형상이 지나치게 세밀하여 볼록 외곽으로 읽은 부재: {classes}",
                en="{file}: products of too many faces, read as their convex outline: {classes}",
            ),
        ),
    ):
        said = [f"{name} ({n})" for name, n in sorted(counts.items()) if n]
        if said:
            yield note(code, Severity.WARNING, text.fill(file=model.name, classes=listed(said)))


def of_unit(scene: Scene) -> Iterator[Note]:
    """Whether lengths can be believed."""
    file = scene.model.name
    if not scene.model.unit:
        yield note(
            "ifc/unit-missing",
            Severity.WARNING,
            Text(
                ko="{file}: 길이 단위가 없어 m로 읽음. 건물 크기를 확인하십시오",
                en="{file}: no length unit, read as metres; please check the size of the building",
            ).fill(file=file),
        )
    heights = [
        shape.top_m - shape.bottom_m
        for item in scene.of(Meaning.WALL)
        if (shape := scene.shapes.of(item)) is not None
    ]
    if heights and not WALL_HEIGHTS_M[0] <= median(heights) <= WALL_HEIGHTS_M[1]:
        yield note(
            "ifc/unit-implausible",
            Severity.WARNING,
            Text(
                ko="{file}: 벽 높이가 보통 {height}m로 읽힘. 단위({unit})가 틀린 것으로 보임",
                en="{file}: walls read as {height} m high; the unit ({unit}) seems wrong",
            ).fill(file=file, height=f"{median(heights):.3g}", unit=scene.model.unit or same("-")),
        )


def of_storeys(scene: Scene) -> Iterator[Note]:
    """How storeys and ground were told."""
    levels, file = scene.levels, scene.model.name
    if not any(floor.items for floor in levels.floors):
        yield note(
            "ifc/no-storeys",
            Severity.WARNING,
            Text(
                ko="{file}: 층(IfcBuildingStorey)이 없어 모두 1층으로 읽음",
                en="{file}: no storeys (IfcBuildingStorey); everything is read as on the first",
            ).fill(file=file),
        )
    unnamed = [f for f in levels.floors if f.items and not f.names]
    if unnamed:
        yield note(
            "ifc/storey-unnamed",
            Severity.ASSUMPTION,
            Text(
                ko="{file}: 이름 없는 층 {n}개는 높이 순서로 번호를 매김",
                en="{file}: {n} storeys have no name and were numbered by their height",
            ).fill(file=file, n=str(len(unnamed))),
        )
    if levels.merged:
        yield note(
            "ifc/level-no-storey",
            Severity.ASSUMPTION,
            Text(
                ko="{file}: 층이 아닌 기준 높이로 보고 위층에 합침: {names}",
                en="{file}: taken for heights of construction, joined to the storey above: {names}",
            ).fill(file=file, names=listed(levels.merged)),
        )
    if levels.ground_from in GROUND_FROM:
        yield note(
            "ifc/ground-assumed",
            Severity.ASSUMPTION,
            Text(
                ko="{file}: 지반 높이 표기가 없어 {why}를 지반면으로 봄",
                en="{file}: no ground level is stated; taken from {why}",
            ).fill(file=file, why=GROUND_FROM[levels.ground_from]),
        )
    assumed = [f for f in levels.floors if f.height_from == "assumed"]
    for floor in assumed:
        yield note(
            "ifc/storey-height-assumed",
            Severity.ASSUMPTION,
            Text(
                ko="{file}: 최상층 {name}의 층고를 {height}m로 가정",
                en="{file}: the height of the topmost storey {name} is assumed as {height} m",
            ).fill(file=file, name=listed(floor.names) or "-", height=f"{floor.height_m:.2f}"),
        )
