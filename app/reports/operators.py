"""Paths, colours and transforms of SVG as operators of PDF."""

import re
from collections.abc import Iterator
from math import atan2, ceil, cos, hypot, pi, radians, sin, sqrt, tan

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
STRAIGHT = re.compile(r"[^MLZ\d. -]")
"""What a path of straight pieces in absolute coordinates has not."""

Six = tuple[float, float, float, float, float, float]


def number(value: float) -> str:
    """A number to a ten-thousandth, without idle zeros."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def colour(words: str, operator: str) -> bytes:
    """A colour written `#rrggbb` set for what comes: `rg` for insides, `RG` for lines."""
    parts = (int(words[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return f"{' '.join(map(number, parts))} {operator}".encode("ascii")


def transform(words: str) -> Six:
    """The matrix of `translate(x y)` or `rotate(degrees x y)`."""
    name, _, rest = words.removesuffix(")").partition("(")
    values = [float(value) for value in rest.replace(",", " ").split()]
    if name == "translate":
        return (1.0, 0.0, 0.0, 1.0, values[0], values[1])
    if name != "rotate":
        raise ValueError(f"{words}: only translate and rotate are known")
    turn, x, y = (*values, 0.0, 0.0)[:3]
    c, s = cos(radians(turn)), sin(radians(turn))
    return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)


def ellipse(x: float, y: float, radius: float) -> str:
    """Path of a whole circle, as SVG."""
    r, d = radius, 2 * radius
    return f"M{x - r} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 {-d} 0Z"


def operators(d: str) -> str:
    """The operators that say the path `d`."""
    if STRAIGHT.search(d) is None:
        return "\n".join(_straight(run) for run in d.split("M")[1:])
    return " ".join(_any(d))


def _straight(run: str) -> str:
    """`x yLx yLx yZ` as operators."""
    closed = run.endswith("Z")
    first, _, rest = run.removesuffix("Z").partition("L")
    lines = f" {rest.replace('L', ' l ')} l" if rest else ""
    return f"{first} m{lines}{' h' if closed else ''}"


def _any(d: str) -> Iterator[str]:
    tokens = TOKEN.findall(d)
    n, command = 0, ""
    x = y = x0 = y0 = 0.0
    while n < len(tokens):
        if tokens[n].isalpha():
            command, n = tokens[n], n + 1
        if command in "Zz":
            x, y = x0, y0
            yield "h"
            continue
        count = COUNTS[command.upper()]
        values = [float(value) for value in tokens[n : n + count]]
        n += count
        dx, dy = (x, y) if command.islower() else (0.0, 0.0)
        ends = {"H": (values[-1] + dx, y), "V": (x, values[-1] + dy)}
        to = ends.get(command.upper()) or (values[-2] + dx, values[-1] + dy)
        if command in "Mm":
            x0, y0 = to
            yield f"{number(to[0])} {number(to[1])} m"
            command = "L" if command == "M" else "l"
        elif command in "Aa":
            yield from _arc((x, y), to, values[0], large=values[3] > 0, sweep=values[4] > 0)
        else:
            yield f"{number(to[0])} {number(to[1])} l"
        x, y = to


COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7}
"""Numbers that a command takes."""


def _arc(
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    *,
    large: bool,
    sweep: bool,
) -> Iterator[str]:
    """An arc of a circle as curves of a quarter at most.

    Source: SVG 2, B.2.4, for equal radii; a curve of a quarter misses its arc by 0.03 % of it.
    """
    dx, dy = (end[0] - start[0]) / 2, (end[1] - start[1]) / 2
    half = hypot(dx, dy)
    if half == 0:
        return
    r = max(radius, half)
    off = sqrt(max(r * r - half * half, 0.0)) / half * (-1 if large == sweep else 1)
    x, y = start[0] + dx - off * dy, start[1] + dy + off * dx
    first = atan2(start[1] - y, start[0] - x)
    turn = (atan2(end[1] - y, end[0] - x) - first) % (2 * pi)
    if not sweep:
        turn -= 2 * pi
    pieces = ceil(abs(turn) / (pi / 2) - 1e-9)
    step = turn / pieces
    k = 4 / 3 * tan(step / 4) * r
    for n in range(pieces):
        a, b = first + n * step, first + (n + 1) * step
        points = (
            (x + r * cos(a) - k * sin(a), y + r * sin(a) + k * cos(a)),
            (x + r * cos(b) + k * sin(b), y + r * sin(b) - k * cos(b)),
            (x + r * cos(b), y + r * sin(b)),
        )
        yield " ".join(number(value) for point in points for value in point) + " c"
