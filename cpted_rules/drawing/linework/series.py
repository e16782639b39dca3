"""Strips that are no walls: ends of walls that face each other, stairs and hatches."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strip import Strip, middle, place_on
from cpted_rules.drawing.linework.strokes import Edge

SQUARE_SHARE = 0.977
"""Outlines nearer to a square than this are square."""
STAIR_STEPS = 3
"""So many even spacings side by side are a stair, a hatch or a rack."""


def without_doubles(strips: list[Strip]) -> list[Strip]:
    """Without strips that lie wholly in a longer-shaped one: the ends of a wall face each other."""
    areas = np.array([s.area for s in strips], dtype=object)
    aspect = [s.length_m / s.thickness_m for s in strips]
    size = shapely.area(areas)
    tree = shapely.STRtree(areas)
    gone: set[int] = set()
    for n, m in zip(*(k.tolist() for k in tree.query(areas, predicate="intersects")), strict=True):
        # the two pairs of sides of a square are alike: choosing one would be chance
        if n == m or aspect[n] > SQUARE_SHARE * aspect[m] or size[n] > 1.02 * size[m]:
            continue
        if areas[n].intersection(areas[m]).area >= 0.98 * size[n]:
            gone.add(n)
    return [s for n, s in enumerate(strips) if n not in gone]


def not_even(strips: list[Strip], edges: Sequence[Edge], settings: LineworkSettings) -> list[Strip]:
    """Without evenly spaced lines, as of stairs and hatches."""
    by_edge: dict[int, list[int]] = defaultdict(list)
    for n, strip in enumerate(strips):
        for edge in strip.edges:
            by_edge[edge].append(n)
    beside: dict[int, set[int]] = defaultdict(set)
    for edge, on in by_edge.items():
        sides = [(n, place_on(edges[edge], strips[n])) for n in on]
        for n, (low, high, side) in sides:
            for m, (start, end, other) in sides:
                share = min(high, end) - max(low, start)
                if side == other or share < 0.5 * min(high - low, end - start):
                    continue
                even = abs(strips[n].thickness_m - strips[m].thickness_m)
                if even <= settings.even_share * strips[n].thickness_m:
                    beside[n].add(m)
    gone: set[int] = set()
    for n in range(len(strips)):
        if n not in gone and (stack := _stack(n, strips, beside)):
            gone |= stack
    return [s for n, s in enumerate(strips) if n not in gone]


def _stack(n: int, strips: list[Strip], beside: dict[int, set[int]]) -> set[int]:
    """The strips stacked evenly with one, none if they are fewer than make a stair."""
    group, todo = {n}, [n]
    while todo:
        fresh = beside[todo.pop()] - group
        group |= fresh
        todo += fresh
    if len(group) < STAIR_STEPS:
        return set()
    (ax, ay), (bx, by) = strips[n].axis
    length, step = strips[n].length_m, strips[n].thickness_m
    levels = set()
    for m in group:
        x, y = middle(*strips[m].axis)
        levels.add(round(((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length / step))
    return group if len(levels) >= STAIR_STEPS else set()
