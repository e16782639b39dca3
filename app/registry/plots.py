"""Plots of the registry as values: where each bar and point lies, in units of the drawing."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.registry.search import Hit

WIDTH = 640.0
ROW = 30.0
BAR = 16.0
LABEL = 230.0
TOTAL = 46.0
MAP_WIDTH, MAP_HEIGHT, MARGIN = 900.0, 480.0, 46.0
_LEAST_SPAN_DEG = 0.02  # a single case still has surroundings
_EARTH_M_PER_DEG = 111_320.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a bar."""

    kind: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of parts, with its label and where its total is written."""

    label: str
    y: float
    middle: float
    end: float
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars below each other."""

    bars: tuple[Bar, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A case on the map; cases in one place share a point."""

    x: float
    y: float
    radius: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The name of a district among its cases."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of equal longitude or latitude, with its label."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Cases where they are, north up, with a grid of degrees and a scale bar. [m]"""

    points: tuple[Point, ...]
    names: tuple[Name, ...]
    grid: tuple[Line, ...]
    scale_m: float
    scale_width: float
    unplaced: int


def bars(rows: Sequence[tuple[str, Mapping[str, int]]]) -> Bars:
    """A bar for each row, its parts in the order given; all to one scale."""
    most = max((sum(parts.values()) for _, parts in rows), default=0) or 1
    room = WIDTH - LABEL - TOTAL
    made = []
    for n, (label, parts) in enumerate(rows):
        x, laid = LABEL, []
        for kind, count in parts.items():
            width = round(room * count / most, 2)
            if count:
                laid.append(Part(kind=kind, count=count, x=round(x, 2), width=width))
            x += width
        y = n * ROW + (ROW - BAR) / 2
        made.append(
            Bar(
                label=label,
                y=y,
                middle=y + BAR / 2,
                end=round(x + 6, 2),
                total=sum(parts.values()),
                parts=tuple(laid),
            )
        )
    return Bars(bars=tuple(made), width=WIDTH, height=max(len(rows), 1) * ROW)


def map_of(hits: Iterable[Hit]) -> Map | None:
    """The cases with coordinates on a map; None where there are none."""
    every = list(hits)
    placed: dict[tuple[float, float], list[Hit]] = {}
    for hit in every:
        if hit.case.longitude is not None and hit.case.latitude is not None:
            where = (round(hit.case.longitude, 5), round(hit.case.latitude, 5))
            placed.setdefault(where, []).append(hit)
    if not placed:
        return None
    frame = _frame([lon for lon, _ in placed], [lat for _, lat in placed])
    points = tuple(
        Point(
            x=frame.x(lon),
            y=frame.y(lat),
            radius=round(6 + 3 * math.sqrt(len(there) - 1), 2),
            hits=tuple(there),
        )
        for (lon, lat), there in sorted(placed.items())
    )
    districts: dict[str, list[tuple[float, float]]] = {}
    for (lon, lat), there in placed.items():
        for hit in there:
            districts.setdefault(hit.case.district, []).append((frame.x(lon), frame.y(lat)))
    names = tuple(
        Name(
            x=round(sum(x for x, _ in at) / len(at), 1),
            y=round(min(y for _, y in at) - 16, 1),
            words=name,
        )
        for name, at in sorted(districts.items())
        if name
    )
    scale_m = _round_down(120 / frame.per_m)
    return Map(
        points=points,
        names=names,
        grid=tuple(_grid(frame)),
        scale_m=scale_m,
        scale_width=round(scale_m * frame.per_m, 2),
        unplaced=len(every) - sum(len(there) for there in placed.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    west: float
    north: float
    per_lon: float
    per_lat: float
    per_m: float

    def x(self, longitude: float) -> float:
        return round(MARGIN + (longitude - self.west) * self.per_lon, 2)

    def y(self, latitude: float) -> float:
        return round(MARGIN + (self.north - latitude) * self.per_lat, 2)


def _frame(longitudes: list[float], latitudes: list[float]) -> _Frame:
    """What brings degrees onto the drawing: equirectangular about the middle latitude."""
    middle_lon = (min(longitudes) + max(longitudes)) / 2
    middle_lat = (min(latitudes) + max(latitudes)) / 2
    squeeze = math.cos(math.radians(middle_lat))
    span_lon = max(max(longitudes) - min(longitudes), _LEAST_SPAN_DEG)
    span_lat = max(max(latitudes) - min(latitudes), _LEAST_SPAN_DEG)
    wide, high = MAP_WIDTH - 2 * MARGIN, MAP_HEIGHT - 2 * MARGIN
    per_lat = min(wide / (span_lon * squeeze), high / span_lat)
    per_lon = per_lat * squeeze
    return _Frame(
        west=middle_lon - wide / per_lon / 2,
        north=middle_lat + high / per_lat / 2,
        per_lon=per_lon,
        per_lat=per_lat,
        per_m=per_lat / _EARTH_M_PER_DEG,
    )


def _grid(frame: _Frame) -> Iterable[Line]:
    right, bottom = MAP_WIDTH - MARGIN, MAP_HEIGHT - MARGIN
    east = frame.west + (right - MARGIN) / frame.per_lon
    south = frame.north - (bottom - MARGIN) / frame.per_lat
    step = _round_down((frame.north - south) / 2.5)
    for n in range(math.ceil(frame.west / step), math.floor(east / step) + 1):
        x = frame.x(n * step)
        label = f"{n * step:.{_decimals(step)}f}°E"
        yield Line(x1=x, y1=MARGIN, x2=x, y2=bottom, x=x + 4, y=bottom - 4, label=label)
    for n in range(math.ceil(south / step), math.floor(frame.north / step) + 1):
        y = frame.y(n * step)
        label = f"{n * step:.{_decimals(step)}f}°N"
        yield Line(x1=MARGIN, y1=y, x2=right, y2=y, x=MARGIN + 4, y=y - 4, label=label)


def _decimals(step: float) -> int:
    return max(0, -math.floor(math.log10(step)))


def _round_down(value: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not more."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(n * power for n in (5.0, 2.0, 1.0) if n * power <= value)
