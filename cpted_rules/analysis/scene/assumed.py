"""What the analyses take for what is not drawn: one note for each attribute."""

from collections.abc import Iterable, Iterator

from cpted_rules.analysis.scene.planting import Season, keeps_leaves
from cpted_rules.note import Note, Severity
from cpted_rules.plan import BarrierKind, Element, OpeningKind, SitePlan
from cpted_rules.settings import Settings
from cpted_rules.text import Text


def assumed_values(plan: SitePlan, settings: Settings) -> Iterator[Note]:
    """The values taken for what is not drawn, with how many elements take each."""
    windows = [o for o in plan.openings if o.kind is OpeningKind.WINDOW]
    doors = [o for o in plan.openings if o.kind is not OpeningKind.WINDOW]
    outdoor = [lamp for lamp in plan.luminaires if lamp.storey == 0]
    indoor = [lamp for lamp in plan.luminaires if lamp.storey != 0]
    bare = [b for b in plan.barriers if b.openness_share is None]
    typed = [b for b in bare if b.see_through and b.kind is not BarrierKind.HEDGE]
    railings = [b for b in bare if b.see_through is None and b.kind is BarrierKind.RAILING]
    solid = [b for b in bare if b not in typed and b not in railings]
    rows: tuple[tuple[str, Text, int, float, str], ...] = (
        (
            "building-height",
            _BUILDING,
            _none(plan.buildings, "top_m"),
            settings.storey_height_m,
            "m",
        ),
        ("barrier-height", _BARRIER, _none(plan.barriers, "top_m"), settings.fence_height_m, "m"),
        (
            "barrier-openness",
            _OPENNESS,
            sum(b.see_through is not False for b in solid),
            settings.fence_openness_share,
            "",
        ),
        (
            "see-through-openness",
            _SEE_THROUGH,
            len(typed),
            settings.see_through_openness_share,
            "",
        ),
        ("railing-openness", _RAILING, len(railings), settings.railing_openness_share, ""),
        ("tree-height", _TREE, _none(plan.trees, "height_m"), settings.tree_height_m, "m"),
        ("crown-base", _TRUNK, _none(plan.trees, "crown_base_m"), settings.tree_crown_base_m, "m"),
        (
            "crown-radius",
            _CROWN,
            _none(plan.trees, "crown_radius_m"),
            settings.tree_crown_radius_m,
            "m",
        ),
        ("shrub-height", _SHRUB, _none(plan.shrubs, "height_m"), settings.shrub_height_m, "m"),
        ("window-sill", _SILL, _none(windows, "sill_m"), settings.window_sill_m, "m"),
        ("window-head", _HEAD, _none(windows, "head_m"), settings.window_head_m, "m"),
        ("door-head", _DOOR, _none(doors, "head_m"), settings.door_head_m, "m"),
        ("lamp-height", _LAMP, _none(outdoor, "height_m"), settings.luminaire_height_m, "m"),
        (
            "ceiling-lamp-height",
            _CEILING_LAMP,
            _none(indoor, "height_m"),
            settings.ceiling_luminaire_height_m,
            "m",
        ),
        (
            "maintenance-factor",
            _MAINTENANCE,
            _none(plan.luminaires, "maintenance_factor"),
            settings.maintenance_factor,
            "",
        ),
        ("camera-height", _CAMERA, _none(plan.cameras, "height_m"), settings.camera_height_m, "m"),
    )
    for code, what, count, value, unit in rows:
        if count:
            yield Note(
                code=f"assumed/{code}",
                text=_ASSUMED.fill(what=what, count=str(count), value=f"{value:g} {unit}".strip()),
                severity=Severity.ASSUMPTION,
            )


def assumed_growth(
    plan: SitePlan, settings: Settings, *, season: Season, mature: bool
) -> Iterator[Note]:
    """What is taken for leaves and for growth, where another than the drawn state is asked for."""
    plants = [
        *((t.species, t.evergreen) for t in plan.trees),
        *((s.species, None) for s in plan.shrubs),
        *((b.species, None) for b in plan.barriers if b.kind is BarrierKind.HEDGE),
    ]
    unknown = sum(keeps_leaves(species, evergreen) is None for species, evergreen in plants)
    if season is Season.LEAF_OFF and plants:
        yield Note(
            code="assumed/leaf-off",
            severity=Severity.ASSUMPTION,
            text=_LEAF_OFF.fill(
                crown=f"{settings.bare_crown_openness_share:g}",
                shrub=f"{settings.bare_shrub_openness_share:g}",
                n=str(unknown),
            ),
        )
    if mature and plan.trees:
        yield Note(
            code="assumed/growth",
            severity=Severity.ASSUMPTION,
            text=_GROWTH.fill(factor=f"{settings.growth_factor:g}", n=str(len(plan.trees))),
        )


def _none(elements: Iterable[Element], attribute: str) -> int:
    """How many elements have no such attribute drawn."""
    return sum(getattr(element, attribute) is None for element in elements)


_ASSUMED = Text(
    ko="{what} 미표기 {count}개: {value}(으)로 가정",
    en="{what} not drawn for {count}: taken as {value}",
)
_BUILDING = Text(ko="건물 높이(층당)", en="Height of a building (per storey)")
_BARRIER = Text(ko="담장·울타리 높이", en="Height of a fence or hedge")
_OPENNESS = Text(ko="담장 개방률", en="Openness of a fence")
_SEE_THROUGH = Text(
    ko="투시형 담장 개방률(형식만 표기)", en="Openness of a see-through fence (type only)"
)
_RAILING = Text(ko="난간 개방률", en="Openness of a railing")
_LEAF_OFF = Text(
    ko="낙엽기: 낙엽수의 수관 개방률 {crown}, 생울타리·관목 {shrub}(으)로 가정. "
    "상록·낙엽을 알 수 없는 식재 {n}개는 잎이 있는 것으로 봄",
    en="Leaf-off: openness of bare crowns taken as {crown}, of bare hedges and shrubs as {shrub}; "
    "plants not known to shed their leaves ({n}) are taken to keep them",
)
_GROWTH = Text(
    ko="성목: 교목 {n}주의 수고와 수관폭을 표기의 {factor}배로 가정",
    en="Grown up: {n} trees taken as {factor} times as high and wide as drawn",
)
_TREE = Text(ko="교목 수고", en="Height of a tree")
_TRUNK = Text(ko="교목 지하고", en="Clear trunk of a tree")
_CROWN = Text(ko="교목 수관 반경", en="Crown radius of a tree")
_SHRUB = Text(ko="관목 높이", en="Height of shrubs")
_SILL = Text(ko="창대 높이", en="Sill of a window")
_HEAD = Text(ko="창 상단 높이", en="Head of a window")
_DOOR = Text(ko="문 상단 높이", en="Head of a door")
_LAMP = Text(ko="옥외등 설치 높이", en="Mounting height of an outdoor lamp")
_CEILING_LAMP = Text(ko="천장등 설치 높이", en="Mounting height of a ceiling lamp")
_MAINTENANCE = Text(ko="조명 보수율", en="Maintenance factor of a lamp")
_CAMERA = Text(ko="카메라 설치 높이", en="Mounting height of a camera")
