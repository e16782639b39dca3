"""Truth labelled by hand for one drawing, in the units of its file; README.md says how."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import hypot
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from ezdxf.filemanagement import readfile
from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from shapely import LineString, Point

XY = tuple[float, float]
Frame = tuple[float, float, float, float]
"""Lower left and upper right corner."""
Segment = tuple[float, float, float, float]
"""Start and end."""

FOLDER = Path(__file__).parent
CORPUS = FOLDER.parents[2] / "shared" / "corpus"
EXPECTED = FOLDER / "expected_scores.yaml"
"""Floors of the scores: the one YAML file of the folder that labels nothing."""

METRES_PER_UNIT = {"mm": 0.001, "cm": 0.01, "m": 1.0, "inch": 0.0254}
STRICT = ConfigDict(extra="forbid")


class TruthError(ValueError):
    """A truth file says something it may not."""


def _with_place(raw: Any) -> Any:
    return {"at": raw} if isinstance(raw, list) else raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A drawing within the file."""

    __pydantic_config__ = STRICT
    kind: str
    storey: int | None = None
    frame: Frame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Walls as centre lines, or as what was measured of a layer that holds their outlines.

    Args:
        entity: kind of entity that outlines a wall on `layer`.
        except_handles: entities of the layer that are no walls.
        columns_left_out: squares of the layer are columns and not counted.
    """

    __pydantic_config__ = STRICT
    centre_lines: tuple[Segment, ...] = ()
    thickness_m: float | None = None
    layer: str = ""
    entity: Literal["", "LWPOLYLINE", "HATCH"] = ""
    length_m: float | None = None
    area_m2: float | None = None
    except_handles: tuple[str, ...] = ()
    columns_left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A door by the middle of its opening, gates and entrances too."""

    __pydantic_config__ = STRICT
    at: XY
    width_m: float
    leaf: Literal["swing", "slide", "gap", "block"]
    doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run of glass between two jambs, along its middle."""

    __pydantic_config__ = STRICT
    line: Segment
    doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thing with a point: column, lamp, tree, mirror, sign."""

    __pydantic_config__ = STRICT
    at: XY
    layer: str = ""
    doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """Every entity of a kind on a layer is one: counted here, placed by the drawing itself."""

    __pydantic_config__ = STRICT
    each: Literal["POINT", "INSERT"]
    layer: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A thing with an area: room, building, crossing; `at` is a point inside."""

    __pydantic_config__ = STRICT
    at: XY
    area_m2: float
    use: str = ""
    doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Things counted by length: fences, light strings, a boundary."""

    __pydantic_config__ = STRICT
    length_m: float
    lines: tuple[Segment, ...]


Places = tuple[Annotated[Place, BeforeValidator(_with_place)], ...]
LabelledPlaces = Places | Each
Regions = tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a drawing shows.

    Args:
        file: path within the corpus.
        unit: unit of the coordinates, `none` with `metres_per_unit` where it has no name.
        plan_frame: the part of the drawing that is labelled; None for all of it.
        scored_frames: by kind, where its labels are complete if that is less than plan_frame.
        absent: kinds that do not occur; whatever is found of them is wrong.
        not_scored: kinds that could not be labelled honestly.
        incomplete: kinds of which not all are labelled: recall counts, precision does not.
        buildings_merged: number of groups that touching buildings form.
    """

    __pydantic_config__ = STRICT
    file: str
    unit: Literal["mm", "cm", "m", "inch", "none"]
    unit_note: str
    sheets: tuple[Sheet, ...]
    metres_per_unit: float | None = None
    plan_frame: Frame | None = None
    scored_frames: dict[str, tuple[Frame, ...]] | None = None
    walls: Walls | None = None
    walls_length_m: float | None = None
    doors: tuple[Door, ...] = ()
    windows: tuple[Window, ...] = ()
    rooms: Regions = ()
    columns: LabelledPlaces = ()
    lamps: LabelledPlaces = ()
    trees: LabelledPlaces = ()
    cameras: LabelledPlaces = ()
    bells: LabelledPlaces = ()
    mirrors: LabelledPlaces = ()
    signs: LabelledPlaces = ()
    signals: LabelledPlaces = ()
    power_poles: LabelledPlaces = ()
    telecom_poles: LabelledPlaces = ()
    fences: Run | None = None
    light_strings: Run | None = None
    boundary: Run | None = None
    buildings: Regions = ()
    buildings_merged: int | None = None
    crossings: Regions = ()
    bays: Regions = ()
    planting: Regions = ()
    absent: tuple[str, ...] = ()
    not_scored: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def scale(self) -> float:
        """Metres in one drawing unit. [m]"""
        return self.metres_per_unit or METRES_PER_UNIT[self.unit]

    def frames(self, kind: str) -> tuple[Frame, ...]:
        """Where the labels of a kind are complete; nothing means everywhere."""
        own = (self.scored_frames or {}).get(kind)
        return own or ((self.plan_frame,) if self.plan_frame else ())

    def wall_lines(self) -> tuple[LineString, ...]:
        """Centre lines of the walls; none where they were measured by layer."""
        return _lines(self.walls.centre_lines if self.walls else ())

    def window_lines(self) -> tuple[LineString, ...]:
        """Runs of glass that are beyond doubt."""
        return _lines(tuple(w.line for w in self.windows if not w.doubt))


KINDS = (
    "walls", "doors", "windows", "rooms", "columns", "lamps", "trees", "cameras", "bells",
    "mirrors", "signs", "signals", "power_poles", "telecom_poles", "fences", "light_strings",
    "boundary", "buildings", "crossings", "bays", "planting",
)  # fmt: skip
UNLABELLED = ("roads",)
"""Kinds that a truth file may only name as not scored."""

_TRUTH = TypeAdapter(Truth)


def load_truth(path: Path) -> Truth:
    """The truth of one drawing.

    Raises:
        TruthError: the file says something it may not; every fault is named with its place.
    """
    try:
        truth = _TRUTH.validate_python(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise TruthError(f"{path.name}: {error}") from error
    faults = tuple(_faults(truth))
    if faults:
        raise TruthError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return truth


def stems(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the labelled drawings."""
    return tuple(p.stem for p in sorted(folder.glob("*.yaml")) if p.name != EXPECTED.name)


def load_all(folder: Path = FOLDER) -> dict[str, Truth]:
    """Every labelled drawing by the stem of its file."""
    return {stem: load_truth(folder / f"{stem}.yaml") for stem in stems(folder)}


def resolved(truth: Truth, corpus: Path = CORPUS) -> Truth:
    """The same with a place for each thing that the drawing itself places.

    Raises:
        TruthError: there are not as many on the layer as were counted.
    """
    each = {k: v for k in KINDS if isinstance(v := getattr(truth, k), Each)}
    if not each:
        return truth
    space = readfile(corpus / truth.file).modelspace()
    places: dict[str, Any] = {}
    for kind, label in each.items():
        drawn = space.query(f'{label.each}[layer=="{label.layer}"]')
        points = [e.dxf.location if label.each == "POINT" else e.dxf.insert for e in drawn]
        if len(points) != label.count:
            raise TruthError(f"{truth.file}: {kind}: {len(points)} are drawn, not {label.count}")
        places[kind] = tuple(Place(at=(p.x, p.y), layer=label.layer) for p in points)
    return replace(truth, **places)


def _faults(truth: Truth) -> Iterator[str]:
    if (truth.unit == "none") != (truth.metres_per_unit is not None):
        yield "metres_per_unit: given exactly when unit is none"
        return  # nothing can be measured
    said = [*truth.absent, *truth.not_scored]
    for kind in sorted({k for k in said if said.count(k) > 1}):
        yield f"{kind}: both absent and not_scored"
    for kind in sorted({*said, *truth.incomplete, *(truth.scored_frames or ())}):
        if kind not in (*KINDS, *UNLABELLED):
            yield f"{kind}: no such kind"
    for kind in truth.absent:
        if getattr(truth, kind, ()):
            yield f"{kind}: absent, but labelled"
    for kind in KINDS:
        yield from _places_outside(truth, kind)
        run = getattr(truth, kind)
        if isinstance(run, Run) and abs(_length(run.lines) * truth.scale - run.length_m) > 0.5:
            yield f"{kind}: lines are {_length(run.lines) * truth.scale:.1f} m, not {run.length_m}"
    if truth.walls and truth.walls.centre_lines:
        length_m = _length(truth.walls.centre_lines) * truth.scale
        if abs(length_m - (truth.walls_length_m or 0.0)) > 0.1:
            yield f"walls_length_m: centre lines are {length_m:.2f} m"


def _places_outside(truth: Truth, kind: str) -> Iterator[str]:
    items = getattr(truth, kind)
    if truth.plan_frame is None or not isinstance(items, tuple):
        return
    x0, y0, x1, y1 = truth.plan_frame
    for item in items:
        x, y = item.line[:2] if isinstance(item, Window) else item.at
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            yield f"{kind}: ({x:g}, {y:g}) is outside plan_frame"


def _length(lines: tuple[Segment, ...]) -> float:
    return sum(hypot(x1 - x0, y1 - y0) for x0, y0, x1, y1 in lines)


def _lines(segments: tuple[Segment, ...]) -> tuple[LineString, ...]:
    return tuple(LineString([s[:2], s[2:]]) for s in segments)


def sure(items: Places | Regions | tuple[Door, ...]) -> tuple[Point, ...]:
    """Points of the labels that are beyond doubt; `resolved` first where they are counted."""
    return tuple(Point(item.at) for item in items if not item.doubt)


def doubtful(items: Places | Regions | tuple[Door, ...]) -> tuple[Point, ...]:
    """Points of the labels in doubt: finding them is neither right nor wrong."""
    return tuple(Point(item.at) for item in items if item.doubt)
