"""The viewpoint of a topic: straight down on what its figure shows, with the witness lines."""

from collections.abc import Iterator
from itertools import islice, pairwise
from uuid import UUID
from xml.etree import ElementTree as ET

from shapely.geometry.base import BaseGeometry

from app.exports.bcf_markup import child, written
from cpted_rules.figure import Frame
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan
from cpted_rules.rule import WitnessKind

XYZ = tuple[float, float, float]
DOWN, NORTH, UP = (0.0, 0.0, -1.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
EYE_M = 100.0
"""How far above the floor the camera stands. [m]"""
CUT_M = 0.3
"""How far below the ceiling of a storey what is above it is cut away. [m]"""
LIFT_M = 0.1
"""How far above the floor a line without heights is drawn. [m]"""
MOST_LINES = 400
LINES = (
    WitnessKind.SIGHT_LINE,
    WitnessKind.BLOCKED_LINE,
    WitnessKind.GAP,
    WitnessKind.ROUTE,
    WitnessKind.APPROACH,
)


def viewpoint(guid: UUID, finding: Finding, frame: Frame, plan: SitePlan, *, three: bool) -> bytes:
    """viewpoint.bcfv: an orthogonal camera above the window of a figure, north up."""
    west, south, east, north = frame.bounds
    floors = {s.level: s for s in plan.storeys}
    storey = floors.get(finding.storey)
    floor = storey.elevation_m if storey else 0.0
    middle = ((west + east) / 2, (south + north) / 2)
    root = ET.Element("VisualizationInfo", {"Guid": str(guid)})
    camera = child(root, "OrthogonalCamera")
    _xyz(camera, "CameraViewPoint", (*middle, floor + EYE_M))
    _xyz(camera, "CameraDirection", DOWN)
    _xyz(camera, "CameraUpVector", NORTH)
    child(camera, "ViewToWorldScale", _number(north - south))
    if three:
        child(camera, "AspectRatio", _number((east - west) / (north - south)))
    segments = list(islice(_segments(finding, floor), MOST_LINES))
    if segments:
        lines = child(root, "Lines")
        for start, end in segments:
            line = child(lines, "Line")
            _xyz(line, "StartPoint", start)
            _xyz(line, "EndPoint", end)
    if storey is not None and finding.storey != 0:
        plane = child(child(root, "ClippingPlanes"), "ClippingPlane")
        _xyz(plane, "Location", (*middle, floor + storey.height_m - CUT_M))
        _xyz(plane, "Direction", UP)
    return written(root)


def _segments(finding: Finding, floor_m: float) -> Iterator[tuple[XYZ, XYZ]]:
    """The lines that prove a finding, piece by piece."""
    for witness in finding.witness:
        if witness.kind in LINES:
            for start, end in _pieces(witness.shape, floor_m):
                if start != end:
                    yield start, end


def _pieces(shape: BaseGeometry, floor_m: float) -> Iterator[tuple[XYZ, XYZ]]:
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _pieces(part, floor_m)
    elif shape.geom_type == "LineString":
        points = [
            (float(x), float(y), float(rest[0]) if rest else floor_m + LIFT_M)
            for x, y, *rest in shape.coords
        ]
        yield from pairwise(points)


def _xyz(parent: ET.Element, name: str, at: XYZ) -> None:
    element = child(parent, name)
    for axis, value in zip("XYZ", at, strict=True):
        child(element, axis, _number(value))


def _number(value: float) -> str:
    """A number to a micrometre, without idle zeros."""
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")
