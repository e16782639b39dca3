"""A sample filed again: sheets renumbered, plans turned and moved, new handles, a tree moved."""

import json
import math
import re
from pathlib import Path
from shutil import copytree
from typing import Any

import ezdxf
import yaml
from ezdxf import bbox
from ezdxf.document import Drawing
from ezdxf.entities import DXFEntity
from ezdxf.math import Matrix44
from ezdxf.transform import inplace

from app.annotations.record import XY, Affine6

NUMBER = re.compile(r"-([1-8])(\d\d)(?!\d)")
"""The figures of a sheet's number."""
_APART_MM = 60_000.0


def filed_again(
    sample: Path,
    out: Path,
    *,
    turn_deg: float,
    shift_m: XY,
    tree: str,
    by_m: XY,
    normalised: bool = False,
) -> Affine6:
    """Writes the second filing; how its site lies to that of the first.

    Each sheet is turned about the origin of its drawing and pushed away from the ones before it, so
    that turned frames do not overlap. As declared, the site is turned with its drawings.

    Args:
        tree: species of the tree that is moved.
        by_m: how far, before the turn.
        normalised: whether the new placement is declared, so that the site lies where it lay.
    """
    turn = math.radians(turn_deg)
    c, s = math.cos(turn), math.sin(turn)
    moved: Affine6 = (c, -s, s, c, *shift_m)
    copytree(sample, out)
    for old in sorted((out / "drawings").iterdir()):
        old.rename(old.with_name(_renumbered(old.name)))
    told = yaml.safe_load(_renumbered((out / "submission.yaml").read_text(encoding="utf-8")))
    for drawing in told["drawings"]:
        document = ezdxf.readfile(out / drawing["file"])
        _with_new_words(document)
        _move_tree(document, tree, by_m)
        _turn(document, drawing["sheets"], turn, shift_m)
        _with_new_handles(document)
        document.saveas(out / drawing["file"])
        for n, sheet in enumerate(drawing["sheets"]):
            _declare(sheet, n, turn_deg, shift_m, normalised=normalised)
    if not normalised:
        told["north_deg"] = -turn_deg
        _move_neighbours(out / "site" / "neighbours.geojson", told["coordinates"]["origin"], moved)
    (out / "submission.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0) if normalised else moved


def _renumbered(words: str) -> str:
    return NUMBER.sub(lambda found: f"-{int(found[1]) + 1}{found[2]}", words)


def _with_new_words(document: Drawing) -> None:
    for entity in document.modelspace():
        if entity.dxftype() == "TEXT":
            entity.dxf.text = _renumbered(entity.dxf.text)
        for attribute in getattr(entity, "attribs", ()):
            if attribute.dxf.tag == "도면번호":
                attribute.dxf.text = _renumbered(attribute.dxf.text)


def _move_tree(document: Drawing, species: str, by_m: XY) -> None:
    for insert in document.modelspace().query("INSERT"):
        if any(attribute.dxf.text == species for attribute in insert.attribs):
            insert.translate(1000 * by_m[0], 1000 * by_m[1], 0)


def _turn(document: Drawing, sheets: list[dict[str, Any]], turn: float, shift_m: XY) -> None:
    lefts = [sheet["frame"][0] for sheet in sheets]
    groups: list[list[DXFEntity]] = [[] for _ in sheets]
    for entity in document.modelspace():
        x = bbox.extents([entity], fast=True).center.x
        groups[max((n for n, left in enumerate(lefts) if left <= x), default=0)].append(entity)
    for n, group in enumerate(groups):
        push = Matrix44.translate(*_push(n, shift_m), 0)
        inplace(group, Matrix44.z_rotate(turn) @ push)


def _push(n: int, shift_m: XY) -> XY:
    """How far the n-th sheet of a drawing is moved after it was turned. [mm]"""
    return 1000 * shift_m[0] + _APART_MM * n, 1000 * shift_m[1]


def _with_new_handles(document: Drawing) -> None:
    """As if drawn anew, the last first."""
    for n, entity in enumerate(reversed(list(document.modelspace()))):
        document.entitydb.reset_handle(entity, f"{0xA000 + n:X}")


def _declare(
    sheet: dict[str, Any], n: int, turn_deg: float, shift_m: XY, *, normalised: bool
) -> None:
    """The window around the turned sheet, and where it lies on the site."""
    turn = math.radians(turn_deg)
    x, y = _push(n, shift_m)
    x0, y0, x1, y1 = sheet["frame"]
    corners = [_at((px, py), turn, (x, y)) for px in (x0, x1) for py in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    sheet["frame"] = [round(v, 3) for v in (min(xs), min(ys), max(xs), max(ys))]
    placement = sheet.get("placement")
    if placement is None:
        return
    if normalised:
        shift, placement["rotation_deg"] = (x, y), -turn_deg
    else:
        shift = (x - 1000 * shift_m[0], y - 1000 * shift_m[1])
    placement["drawing_point"] = list(_at(placement["drawing_point"], turn, shift))


def _move_neighbours(path: Path, origin: XY, moved: Affine6) -> None:
    collection = json.loads(path.read_text("utf-8"))
    a, b, c, d, e, f = moved
    for feature in collection["features"]:
        rings = feature["geometry"]["coordinates"]
        for ring in rings:
            for n, (east, north) in enumerate(ring):
                x, y = east - origin[0], north - origin[1]
                ring[n] = [a * x + b * y + e + origin[0], c * x + d * y + f + origin[1]]
    path.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")


def _at(point: XY, turn: float, shift: XY) -> XY:
    c, s = math.cos(turn), math.sin(turn)
    x, y = point
    return c * x - s * y + shift[0], s * x + c * y + shift[1]
