"""Rectangles: upright ones, drawn as one polyline or as four lines."""

from collections.abc import Iterator, Sequence

from cpted_rules.drawing.drawing import Box, DrawnEntity, EntityKind
from cpted_rules.drawing.points import XY


def rectangles(entities: Sequence[DrawnEntity], shortest: float) -> Iterator[tuple[Box, str]]:
    """Upright rectangles drawn as one polyline or as four lines, with their layer.

    Args:
        shortest: rectangles of a shorter long side are left out.
    """
    lines: list[tuple[XY, XY, str]] = []
    for entity in entities:
        points = entity.points
        if entity.kind is EntityKind.POLYLINE and len(points) in (4, 5):
            box = _upright(points, closed=entity.closed)
            if box is not None and max(box[2] - box[0], box[3] - box[1]) >= shortest:
                yield box, entity.layer
        elif entity.kind is EntityKind.LINE and len(points) == 2:
            lines.append((points[0], points[1], entity.layer))
    yield from _of_lines(lines, shortest)


def _upright(points: Sequence[XY], *, closed: bool) -> Box | None:
    ring = points[:-1] if len(points) == 5 else points
    if len(points) == 4 and not closed:
        return None
    xs, ys = [float(p[0]) for p in ring], [float(p[1]) for p in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    slack = 1e-4 * max(box[2] - box[0], box[3] - box[1])
    if len(points) == 5 and (
        abs(points[0][0] - points[4][0]) > slack or abs(points[0][1] - points[4][1]) > slack
    ):
        return None
    corners = {
        (abs(x - box[0]) <= slack, abs(y - box[1]) <= slack)
        for x, y in zip(xs, ys, strict=True)
        if min(abs(x - box[0]), abs(x - box[2])) <= slack
        and min(abs(y - box[1]), abs(y - box[3])) <= slack
    }
    return box if len(corners) == 4 else None


def _of_lines(lines: Sequence[tuple[XY, XY, str]], shortest: float) -> Iterator[tuple[Box, str]]:
    if not lines:
        return
    size = max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b, _ in lines)
    step = size * 1e-4 or 1.0
    level: dict[tuple[int, int], list[tuple[int, int, float, float, float, str]]] = {}
    upright: set[tuple[int, int, int]] = set()
    for a, b, layer in lines:
        (x0, y0), (x1, y1) = sorted((a, b))
        if max(x1 - x0, abs(y1 - y0)) < 0.6 * shortest:
            continue
        if abs(y1 - y0) <= step:
            key = (round(x0 / step), round(x1 / step))
            level.setdefault(key, []).append((*key, x0, x1, y0, layer))
        elif x1 - x0 <= step:
            low, high = sorted((y0, y1))
            upright.add((round(x0 / step), round(low / step), round(high / step)))
    for pairs in level.values():
        ordered = sorted(pairs, key=lambda p: p[4])[:40]
        for i, (left, right, x0, x1, low, layer) in enumerate(ordered):
            for *_, high, _ in ordered[i + 1 :]:
                ends = (round(low / step), round(high / step))
                if (left, *ends) in upright and (right, *ends) in upright:
                    yield (float(x0), float(low), float(x1), float(high)), layer
