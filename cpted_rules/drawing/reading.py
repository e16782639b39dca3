"""What the reader is given beside the drawings, and what it gives back."""

from dataclasses import dataclass
from enum import StrEnum

from cpted_rules.note import Note
from cpted_rules.plan import LuminaireKind, SheetKind, SitePlan, Source
from cpted_rules.text import Text

Frame = tuple[float, float, float, float]
ControlPoint = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """One declared sheet of a drawing file.

    Args:
        frame: its window in model space, x0 y0 x1 y1 in drawing units; None for all of it.
        drawing_point: in drawing units; it comes to lie on `site_point`. [m]
        rotation_deg: counter-clockwise, drawing to site, about that point.
        control_points: two points, x y in drawing units and east north in site metres; they take
            the place of the placement.
    """

    kind: SheetKind
    number: str
    title: str = ""
    storeys: tuple[int, ...] = (0,)
    frame: Frame | None = None
    drawing_point: tuple[float, float] = (0.0, 0.0)
    site_point: tuple[float, float] = (0.0, 0.0)
    rotation_deg: float = 0.0
    control_points: tuple[ControlPoint, ControlPoint] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlacement:
    """How a sheet lies on the site, as `SheetSpec` has it."""

    drawing_point: tuple[float, float] = (0.0, 0.0)
    site_point: tuple[float, float] = (0.0, 0.0)
    rotation_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChange:
    """What a person says that a sheet is; None leaves what was read."""

    kind: SheetKind | None = None
    title: str | None = None
    storeys: tuple[int, ...] | None = None
    placement: SheetPlacement | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingSource:
    """One drawing file.

    Args:
        sheets: as declared; none has them found.
        unit: mm, cm, dm, m, dam, inch or ft; None has it estimated.
    """

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


class How(StrEnum):
    """What an element is concluded from."""

    DRAWN = "drawn"
    PIECES = "pieces"
    LINE_PAIRS = "line_pairs"
    SWING = "swing"
    GLASS = "glass"
    GAP = "gap"
    ENCLOSED = "enclosed"
    LEGEND = "legend"
    PROPOSED = "proposed"


HOW_NAMES: dict[How, Text] = {
    How.DRAWN: Text(ko="레이어·블록 이름", en="name of its layer or block"),
    How.PIECES: Text(ko="낱선을 이은 윤곽", en="outline joined from single lines"),
    How.LINE_PAIRS: Text(ko="나란한 두 선", en="two lines side by side"),
    How.SWING: Text(ko="문 열림 호", en="door swing"),
    How.GLASS: Text(ko="벽 사이의 유리선", en="glass lines within the wall"),
    How.GAP: Text(ko="벽의 끊긴 곳", en="gap in the wall"),
    How.ENCLOSED: Text(ko="벽으로 둘러싸인 곳", en="enclosed by walls"),
    How.LEGEND: Text(ko="범례", en="legend"),
    How.PROPOSED: Text(
        ko="선의 모양으로 추정한 레이어", en="layer guessed by the shape of its lines"
    ),
}
"""What elements are concluded from, for people."""

SURE: dict[How, float] = {
    How.DRAWN: 0.95,
    How.PIECES: 0.85,
    How.LINE_PAIRS: 0.8,
    How.SWING: 0.85,
    How.GLASS: 0.75,
    How.GAP: 0.4,
    How.ENCLOSED: 0.75,
    How.LEGEND: 0.85,
    How.PROPOSED: 0.6,
}
"""How sure a conclusion usually is, 0 to 1, by the labelled drawings of tests/truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What one element of the plan is concluded from, and how sure that is (0 to 1)."""

    id: str
    kind: str
    how: How
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A gap of walls that was closed: where on the site [m], how long, and of which drawn line."""

    at: tuple[float, float]
    length_m: float
    source: Source


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
class BlockUse:
    """What one block was taken for by its name; meaning is "" where that is not known."""

    block: str
    inserts: int
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """One sheet, and how the reader came to it.

    Args:
        how: `declared`, or how it was found: `title_block`, `rectangle`, `cluster`, `whole`.
        use: whether it is read as a plan; copies, elevations and guesses among several are not.
        sure: how sure that is, 0 to 1.
        evidence: what it was told by.
        scale: written on the title block, such as 100 for 1:100; None where it is not.
        residual_m: how far points that should coincide lie apart once the sheet is laid on the
            site; None where nothing was compared. [m]
    """

    spec: SheetSpec
    how: str = "declared"
    use: bool = True
    sure: float = 1.0
    evidence: Text | None = None
    scale: float | None = None
    entities: int = 0
    residual_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """Evidence for the unit: what was looked at, for which units it speaks, and how strongly."""

    code: str
    of: Text
    units: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingCensus:
    """The account of one drawing file.

    Args:
        votes: evidence for its unit.
        tally: weight of the votes for each unit, the heaviest first.
        extent: longer side of what is drawn, strays left out. [drawing units]
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
    votes: tuple[Vote, ...] = ()
    tally: tuple[tuple[str, int], ...] = ()
    extent: float = 0.0
    sheets: tuple[SheetRead, ...] = ()
    read: int = 0
    used: tuple[tuple[str, int], ...] = ()
    set_aside: tuple[tuple[str, int], ...] = ()
    layers: tuple[LayerUse, ...] = ()
    blocks: tuple[BlockUse, ...] = ()


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
    "background": Text(ko="다른 도면의 배경", en="background of another sheet"),
    "outside_frames": Text(ko="신고한 도면 범위 밖", en="outside every declared sheet"),
    "no_plan_view": Text(
        ko="입면·단면·일람표·사본", en="elevations, sections, schedules and copies"
    ),
    "stray": Text(ko="도면에서 멀리 떨어진 잔여물", en="strays far off the drawing"),
    "no_unit": Text(ko="단위를 알 수 없는 도면", en="drawings whose unit is not known"),
    "not_geometry": Text(ko="도형이 아닌 객체", en="objects that are not geometry"),
    "void": Text(ko="벽의 개구부(문·창으로 읽음)", en="voids of walls, read as doors and windows"),
    "part": Text(ko="읽은 부재의 부분", en="parts of what was read"),
    "proxy": Text(ko="종류 없는 객체", en="objects without a class"),
    "services": Text(ko="건축설비", en="building services"),
}
"""Why entities are set aside, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood: the plan, remarks, and the account of every drawing.

    Args:
        bases: what each element that was drawn is concluded from.
    """

    plan: SitePlan
    notes: tuple[Note, ...] = ()
    census: tuple[DrawingCensus, ...] = ()
    bases: tuple[Basis, ...] = ()
    repairs: tuple[Repair, ...] = ()
