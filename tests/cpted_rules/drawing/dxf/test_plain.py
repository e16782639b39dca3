"""What is taken out of the text of a file is what ezdxf reads of it."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from cpted_rules.drawing.drawing import Drawing, DrawnEntity
from cpted_rules.drawing.dxf import document
from cpted_rules.drawing.dxf.plain import taken
from cpted_rules.drawing.dxf.sniff import encoding_of
from cpted_rules.errors import DrawingError

ROOT = Path(__file__).parents[4]
CORPUS = ROOT / "../shared/corpus"
LARGE, LARGEST = 600_000, 3_000_000
"""What is long to read by ezdxf, and what is too long. [bytes]"""
SAMPLES = sorted(ROOT.glob("sample_plans/multiplex/deficient/drawings/*.dxf"))
REAL = [
    pytest.param(path, marks=pytest.mark.long if path.stat().st_size > LARGE else ())
    for path in sorted(CORPUS.glob("dxf/*.dxf"))
    if path.stat().st_size <= LARGEST
]

Change = Callable[[bytes], bytes]


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Drawing]:
    """Reads a file by ezdxf alone."""

    def read(raw: bytes) -> Drawing:
        with monkeypatch.context() as patch:
            patch.setattr(document, "taken", lambda _raw, _encoding: None)
            return document.read_dxf(raw, "a.dxf")

    return read


def how_many(raw: bytes) -> int:
    took = taken(raw, encoding_of(raw))
    return len(took.drawn) if took else 0


def same(one: Drawing, other: Drawing) -> None:
    assert len(one.entities) == len(other.entities)
    for a, b in zip(one.entities, other.entities, strict=True):
        alike(a, b)
    for name in ("version", "opened", "insunits", "layers", "blocks", "read", "dimensions"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.set_aside == other.set_aside
    assert one.notes == other.notes


def alike(a: DrawnEntity, b: DrawnEntity) -> None:
    for field in fields(DrawnEntity):
        mine, its = getattr(a, field.name), getattr(b, field.name)
        if field.name in {"points", "at", "placed"}:
            assert (mine is None) == (its is None)
            if mine is not None:
                assert len(mine) == len(its), (a.handle, field.name)
                assert np.allclose(mine, its, rtol=1e-12, atol=1e-9), (a.handle, field.name)
        elif isinstance(mine, float):
            assert mine == pytest.approx(its, rel=1e-12, abs=1e-9), (a.handle, field.name)
        else:
            assert mine == its, (a.handle, field.name)


def full(draft: Any) -> bytes:
    """Every plain form, with and without what may be left out, between things that are not."""
    space = draft.space
    on = {"layer": "담장"}
    space.add_line((1, 2, 3), (4.000000000000001, 5), dxfattribs=on)
    space.add_spline([(0, 0), (1, 1), (2, 0)])
    space.add_lwpolyline([(0, 0), (10, 0), (10, 5)], close=True, dxfattribs={"elevation": 2.5})
    space.add_lwpolyline([(0, 0), (10, 0)], dxfattribs={"const_width": 0.2})
    space.add_lwpolyline([(0, 0, 0.5), (10, 0, 0)], format="xyb")
    space.add_circle((5, 5, 1), 2)
    space.add_arc((5, 5), 2, 350, 20)
    space.add_text("보행로", dxfattribs={"insert": (1, 1), "rotation": 30})
    space.add_text("%%c100 \\U+B2F4", dxfattribs={"insert": (1, 1)})
    space.add_text("가운데", dxfattribs={"insert": (1, 1), "align_point": (9, 9), "halign": 1})
    draft.block("나무", -1, -1, 1, 1)
    draft.document.blocks.get("나무").block.dxf.base_point = (0.5, 0.25)
    draft.insert("나무", (3, 4), turn=20, scale=(2, -1))
    draft.insert("나무", (6, 4), NAME="느티나무")
    space.add_blockref("나무", (0, 9), dxfattribs={"row_count": 2, "row_spacing": 3})
    hatch = space.add_hatch()
    hatch.paths.add_polyline_path([(0, 0), (4, 0), (4, 4), (0, 4)], is_closed=True)
    ring = space.add_hatch()
    ring.paths.add_polyline_path([(0, 0, 1), (4, 0, 0), (4, 4, 0)], is_closed=True)
    edged = space.add_hatch()
    edged.paths.add_edge_path().add_line((0, 0), (1, 1))
    space.add_line((0, 0), (1, 0), dxfattribs={"extrusion": (0, 0, -1)})
    draft.document.paperspace().add_line((0, 0), (7, 7))
    raw: bytes = draft.bytes()
    return raw


def test_every_plain_form_is_taken_and_means_the_same(
    draft: Any, whole: Callable[[bytes], Drawing]
) -> None:
    raw = full(draft)
    assert how_many(raw) == 9
    same(document.read_dxf(raw, "a.dxf"), whole(raw))


@pytest.mark.parametrize("path", [*SAMPLES, *REAL], ids=lambda path: path.stem)
def test_a_real_drawing_is_read_as_ezdxf_reads_it(
    path: Path, whole: Callable[[bytes], Drawing]
) -> None:
    raw = path.read_bytes()
    same(document.read_dxf(raw, "a.dxf"), whole(raw))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_most_of_a_sample_is_plain(path: Path) -> None:
    raw = path.read_bytes()
    assert how_many(raw) > 0.8 * len(document.read_dxf(raw, "a.dxf").entities)


def once(old: bytes, new: bytes) -> Change:
    def change(raw: bytes) -> bytes:
        assert old in raw, old
        return raw.replace(old, new, 1)

    return change


KEPT = b"1001\nACAD\n1010\n5.0\n1020\n6.0\n1030\n0.0\n"
END = b" 11\n4.000000000000001\n 21\n5.0\n 31\n0.0\n"
INSERTED = b"AcDbBlockReference\n  2\n"
ON_LAYER = b"  8\n" + "담장".encode() + b"\n"
LINE = b"AcDbLine\n 10\n1.0\n 20\n2.0\n"

CHANGES: dict[str, Change] = {
    "windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "old line ends": lambda raw: raw.replace(b"\n", b"\r"),
    "one old line end": once(LINE, LINE.replace(b"1.0\n", b"1.0\r")),
    "a comment": once(LINE, LINE + b"999\nsomebody was here\n"),
    "a number that is none": once(LINE, LINE.replace(b"2.0", b"zwei")),
    "no number": once(LINE, LINE.replace(b"2.0", b"")),
    "a number in words of Python": once(LINE, LINE.replace(b"2.0", b"1_0")),
    "a very long number": once(LINE, LINE.replace(b"2.0", b"2." + b"0" * 60 + b"1")),
    "a number of seventeen digits": once(LINE, LINE.replace(b"2.0", b"123456.78901234567")),
    "a number with an exponent": once(LINE, LINE.replace(b"2.0", b"2.5e+002")),
    "not a number": once(LINE, LINE.replace(b"2.0", b"nan")),
    "far away": once(LINE, LINE.replace(b"2.0", b"1e300")),
    "a point said twice": once(LINE, LINE + b" 10\n7.0\n 20\n8.0\n"),
    "a part that is not there": once(b"AcDbLine", b"AcDbLime"),
    "a code of five digits": once(LINE, LINE + b"10010\n7.0\n"),
    "a negative code": once(LINE, LINE + b" -1\n7.0\n"),
    "a code that is none": once(LINE, LINE + b"ten\n7.0\n"),
    "what others keep before what is read": once(LINE, LINE + KEPT),
    "what others keep after what is read": once(END, END + KEPT),
    "a layer no CAD program allows": once("담장".encode(), b"a|b*c?"),
    "a layer in code": once("담장".encode(), b"\\U+B2F4\\U+C7A5"),
    "no layer": once(b"AcDbEntity\n" + ON_LAYER, b"AcDbEntity\n"),
    "a handle twice": once(LINE, LINE),
    "an insert of nothing": once(INSERTED + "나무".encode(), INSERTED + b"no"),
    "in paper space by a flag": once(
        b"AcDbEntity\n" + ON_LAYER, b"AcDbEntity\n 67\n1\n" + ON_LAYER
    ),
    "a scale of nothing": once(b" 41\n2.0\n", b" 41\n0.0\n"),
    "an older version": once(b"AC1024", b"AC1009"),
    "code page 949": lambda raw: (
        raw.replace(b"AC1024", b"AC1015")
        .replace(b"ANSI_1252", b"ANSI_949")
        .decode("utf-8")
        .encode("cp949")
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_strange_file_is_read_or_refused_as_ezdxf_reads_or_refuses_it(
    draft: Any, whole: Callable[[bytes], Drawing], change: Change
) -> None:
    raw = change(full(draft))
    try:
        expected = whole(raw)
    except DrawingError as error:
        refused = error
    else:
        same(document.read_dxf(raw, "a.dxf"), expected)
        return
    with pytest.raises(DrawingError) as found:
        document.read_dxf(raw, "a.dxf")
    assert found.value.faults == refused.faults


def test_a_handle_used_twice_is_left_to_the_audit(
    draft: Any, whole: Callable[[bytes], Drawing]
) -> None:
    first = draft.outline("담장", (0, 0), (1, 0))
    second = draft.outline("담장", (0, 1), (1, 1))
    raw = draft.bytes().replace(f"  5\n{second}\n".encode(), f"  5\n{first}\n".encode())
    assert how_many(raw) == 0
    same(document.read_dxf(raw, "a.dxf"), whole(raw))


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_met_as_ezdxf_meets_it(
    draft: Any, whole: Callable[[bytes], Drawing], seed: int
) -> None:
    """Lines lost, doubled, changed places and cut short among the entities."""
    chance = Random(seed)
    lines = full(draft).split(b"\n")
    start = lines.index(b"ENTITIES")
    for _ in range(chance.randint(1, 3)):
        n = chance.randrange(start, len(lines) - 40)
        match chance.randrange(4):
            case 0:
                del lines[n]
            case 1:
                lines.insert(n, lines[n])
            case 2:
                m = chance.randrange(start, len(lines) - 40)
                lines[n], lines[m] = lines[m], lines[n]
            case _:
                lines[n] = lines[n][: len(lines[n]) // 2]
    raw = b"\n".join(lines)
    try:
        expected = whole(raw)
    except DrawingError:
        with pytest.raises(DrawingError):
            document.read_dxf(raw, "a.dxf")
        return
    same(document.read_dxf(raw, "a.dxf"), expected)


def test_what_is_taken_is_not_in_what_is_left(draft: Any) -> None:
    raw = full(draft)
    took = taken(raw, encoding_of(raw))
    assert took is not None
    assert len(took.drawn) + len(took.places) == raw[raw.index(b"ENTITIES") :].count(b"AcDbEntity")
    assert b"AcDbLine\n 10\n1.0" not in took.rest
