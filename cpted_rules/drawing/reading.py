"""What the reader is given beside the drawings, and what it gives back."""

from dataclasses import dataclass

from cpted_rules.note import Note
from cpted_rules.plan import LuminaireKind, SheetKind, SitePlan
from cpted_rules.text import Text

Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """One declared sheet of a drawing file.

    Args:
        frame: its window in model space, x0 y0 x1 y1 in drawing units; None for all of it.
        drawing_point: in drawing units; it comes to lie on `site_point`. [m]
        rotation_deg: counter-clockwise, drawing to site, about that point.
    """

    kind: SheetKind
    number: str
    title: str = ""
    storeys: tuple[int, ...] = (0,)
    frame: Frame | None = None
    drawing_point: tuple[float, float] = (0.0, 0.0)
    site_point: tuple[float, float] = (0.0, 0.0)
    rotation_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingSource:
    """One drawing file. `unit` is mm, cm, m, inch or ft; None has it estimated."""

    name: str
    raw: bytes
    sheets: tuple[SheetSpec, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LuminaireRow:
    """One row of the luminaire schedule."""

    mark: str
    photometry: str | None = None
    kind: LuminaireKind | None = None
    height_m: float | None = None
    tilt_deg: float | None = None
    maintenance_factor: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A test certificate that covers the openings with the given marks."""

    marks: tuple[str, ...]
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerUse:
    """What one layer came to.

    Args:
        state: `on`, `off` or `frozen`.
        meaning: what the layer map takes it for; "" where it does not know it.
        elements: entities that became elements, by kind.
        unread: entities that should have become elements but are drawn in a form not read.
    """

    layer: str
    state: str
    entities: int
    meaning: str = ""
    elements: tuple[tuple[str, int], ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingCensus:
    """The account of one drawing file.

    Args:
        unit: of the drawing; "" where it could not be told.
        unit_from: `declared`, `estimated` or `unknown`.
        read: entities that reached the reader, opened inserts counted by their content.
        used: elements made, by kind.
        set_aside: entities that made no element, by reason.
    """

    file: str
    version: str = ""
    code_page: str = ""
    opened: str = ""
    unit: str = ""
    unit_from: str = "unknown"
    read: int = 0
    used: tuple[tuple[str, int], ...] = ()
    set_aside: tuple[tuple[str, int], ...] = ()
    layers: tuple[LayerUse, ...] = ()


REASONS: dict[str, Text] = {
    "annotation": Text(ko="문자·치수·기호", en="text, dimensions and symbols"),
    "title_block": Text(ko="도곽·표제란", en="title block"),
    "legend": Text(ko="범례·표", en="legends and tables"),
    "hatch": Text(ko="해치", en="hatches"),
    "furniture": Text(ko="가구·위생기구·차량", en="furniture, sanitary ware, cars"),
    "terrain": Text(ko="지형·지적", en="terrain and cadastre"),
    "structure": Text(ko="계단·마감·입면 등 표현선", en="stairs, finishes and other linework"),
    "unknown_layer": Text(ko="뜻을 알 수 없는 레이어", en="layers whose meaning is not known"),
    "unreadable_form": Text(
        ko="레이어는 알지만 읽을 수 없는 형태", en="known layer, but a form that cannot be read"
    ),
    "zone_of_no_concern": Text(ko="기준이 묻지 않는 실", en="rooms that no rule asks about"),
    "zone_unknown": Text(ko="용도를 알 수 없는 구획", en="zones whose use is not known"),
    "background": Text(ko="다른 도면의 배경", en="background of another sheet"),
    "outside_frames": Text(ko="신고한 도면 범위 밖", en="outside every declared sheet"),
    "no_plan_view": Text(ko="입면·단면·일람표", en="elevations, sections and schedules"),
    "no_unit": Text(ko="단위를 알 수 없는 도면", en="drawings whose unit is not known"),
    "not_geometry": Text(ko="도형이 아닌 객체", en="objects that are not geometry"),
}
"""Why entities are set aside, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood: the plan, remarks, and the account of every drawing."""

    plan: SitePlan
    notes: tuple[Note, ...] = ()
    census: tuple[DrawingCensus, ...] = ()
