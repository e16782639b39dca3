"""review.dxf: the findings in the coordinates and unit of the architect's own drawing, for any CAD.

One file for each drawing file of the submission, to be attached over it: revision clouds, a
numbered block with attributes that can be read back, and a short text, on the layer CPTED_REVIEW.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePosixPath

import shapely
from ezdxf._options import options
from ezdxf.document import Drawing
from ezdxf.enums import TextEntityAlignment
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace
from shapely.geometry.base import BaseGeometry

from app.reports.statements import Law, headline
from cpted_rules.figure import site_of
from cpted_rules.findings import VERDICT_NAMES, Assessment, Finding, Verdict
from cpted_rules.plan import SheetKind, SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang

LAYER = "CPTED_REVIEW"
STYLE = "CPTED_KO"
FONT = "malgun.ttf"
BLOCK = "CPTED_FINDING"
TAGS = ("NO", "ID", "CLAUSE", "VERDICT", "TEXT", "ANSWER", "BY")
"""The last two are for the answer of whoever reads it, and read back by `cpted annotations`."""
MARKED = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
COLOURS = {Verdict.FAIL: 1, Verdict.REFERRED: 30, Verdict.UNKNOWN: 8}
"""AutoCAD colour indices: red, orange, grey."""
NO_PLAN_VIEW = (SheetKind.ELEVATION, SheetKind.SECTION, SheetKind.OPENING_SCHEDULE)
"""Sheets whose coordinates are not those of the site."""
INSUNITS = {0.001: 4, 0.01: 5, 1.0: 6, 0.0254: 1, 0.3048: 2}

Box = tuple[float, float, float, float]

PAD_M = 0.8
CHORDS = 72
OUTWARD = 0.5
"""Bulge of the arcs of a cloud drawn counter-clockwise."""
LARGEST_TEXT_M, SMALLEST_TEXT_M, TEXT_M = 2.5, 0.3, 0.8
SHEET_MM, TEXT_MM = 800.0, 3.2
"""A sheet frame is taken to be plotted about A1 wide, with texts of this height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOnSite:
    """How a sheet of a drawing file lies on the site.

    Args:
        metres_per_unit: 0.001 for millimetres.
        drawing_point: meets `site_point`, about which the sheet then turns.
        rotation_deg: counter-clockwise, drawing to site.
        frame: x0, y0, x1, y1 of the sheet in drawing units, if known.
    """

    number: str
    kind: SheetKind
    storeys: tuple[int, ...]
    metres_per_unit: float
    drawing_point: tuple[float, float] = (0.0, 0.0)
    site_point: tuple[float, float] = (0.0, 0.0)
    rotation_deg: float = 0.0
    frame: tuple[float, float, float, float] | None = None

    def to_drawing(self, x: float, y: float) -> tuple[float, float]:
        """A site point [m] in drawing units: the inverse of the placement."""
        turn = math.radians(-self.rotation_deg)
        dx, dy = x - self.site_point[0], y - self.site_point[1]
        c, s = math.cos(turn), math.sin(turn)
        k = 1 / self.metres_per_unit
        return (
            self.drawing_point[0] + (c * dx - s * dy) * k,
            self.drawing_point[1] + (s * dx + c * dy) * k,
        )

    @property
    def text_m(self) -> float:
        """Height of texts on the site that reads well on the plotted sheet. [m]"""
        if self.frame is None:
            return TEXT_M
        wide = (self.frame[2] - self.frame[0]) * self.metres_per_unit
        return min(max(wide / SHEET_MM * TEXT_MM, SMALLEST_TEXT_M), LARGEST_TEXT_M)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingOnSite:
    """One drawing file and its sheets."""

    file: str
    sheets: tuple[SheetOnSite, ...]


def review_dxf(
    assessment: Assessment,
    plan: SitePlan,
    drawings: Sequence[DrawingOnSite],
    *,
    rules: Mapping[str, Rule],
    lang: Lang,
) -> dict[str, bytes]:
    """The review drawings by file name; `review.dxf` goes with the drawing of the site plan.

    A drawing without a mark gets no file, but for the main one.
    """
    law = Law.of(assessment)
    main = _main(drawings)
    found: dict[str, bytes] = {}
    for n, drawing in enumerate(drawings):
        marks = [
            (finding, sheet)
            for finding in assessment.findings
            if finding.verdict in MARKED and site_of(plan, finding) is not None
            for sheet in _sheets_of(finding, drawings)
            if sheet in drawing.sheets
        ]
        if not marks and n != main:
            continue
        name = "review.dxf" if n == main else f"review-{PurePosixPath(drawing.file).stem}.dxf"
        if name in found:
            name = f"review-{PurePosixPath(drawing.file).stem}-{n + 1}.dxf"
        texts = {
            f.number: headline(
                (f,), plan, clause=law.clauses[f.clause], rule=rules.get(f.rule or "")
            ).in_(lang)
            for f, _ in marks
        }
        with _fixed_metadata():
            found[name] = _document(drawing, marks, plan, texts, lang)
    return found


def _main(drawings: Sequence[DrawingOnSite]) -> int:
    for n, drawing in enumerate(drawings):
        if any(s.kind is SheetKind.SITE_PLAN for s in drawing.sheets):
            return n
    return 0


def _sheets_of(finding: Finding, drawings: Sequence[DrawingOnSite]) -> list[SheetOnSite]:
    """The sheets the subjects come from; else the first that shows the storey; else the first."""
    sheets = [s for d in drawings for s in d.sheets if s.kind not in NO_PLAN_VIEW]
    named = {s.source.sheet for s in finding.subjects if s.source}
    chosen = [s for s in sheets if s.number in named]
    if not chosen:
        chosen = [s for s in sheets if finding.storey in s.storeys][:1] or sheets[:1]
    return chosen


def _document(
    drawing: DrawingOnSite,
    marks: Sequence[tuple[Finding, SheetOnSite]],
    plan: SitePlan,
    texts: Mapping[int, str],
    lang: Lang,
) -> bytes:
    unit = drawing.sheets[0].metres_per_unit if drawing.sheets else 0.001
    document = new("R2010", setup=False)
    document.header["$INSUNITS"] = INSUNITS.get(unit, 0)
    document.header["$MEASUREMENT"] = 1
    document.styles.add(STYLE, font=FONT)
    layer = document.layers.add(LAYER, color=1)
    layer.description = "CPTED review: support, not the committee's result"
    _block(document)
    space = document.modelspace()
    taken: list[Box] = []
    for finding, sheet in marks:
        if (shape := site_of(plan, finding)) is not None:
            _mark(space, finding, sheet, shape, texts[finding.number], lang, taken)
    for name in sorted(document.entitydb.dxf_types_in_use()):  # ezdxf adds them in a set's order
        document.classes.add_class(name)
    stream = StringIO(newline="")
    document.write(stream)
    return stream.getvalue().encode("utf-8")


def _block(document: Drawing) -> None:
    """A circle of radius 1 with the number in it; the other attributes are hidden."""
    block = document.blocks.new(BLOCK, base_point=(0, 0))
    block.add_circle((0, 0), 1.0, dxfattribs={"layer": "0", "color": 0})
    for row, tag in enumerate(TAGS):
        attribute = block.add_attdef(
            tag,
            dxfattribs={
                "layer": "0",
                "color": 0,
                "style": STYLE,
                "height": 0.9 if tag == "NO" else 0.4,
                "prompt": tag,
                "flags": 0 if tag == "NO" else 1,
            },
        )
        place = (0.0, 0.0) if tag == "NO" else (1.4, -0.6 * row)
        align = TextEntityAlignment.MIDDLE_CENTER if tag == "NO" else TextEntityAlignment.LEFT
        attribute.set_placement(place, align=align)


def _mark(
    space: Modelspace,
    finding: Finding,
    sheet: SheetOnSite,
    shape: BaseGeometry,
    text: str,
    lang: Lang,
    taken: list[Box],
) -> None:
    colour = {"layer": LAYER, "color": COLOURS[finding.verdict]}
    size = sheet.text_m / sheet.metres_per_unit
    outline = cloud(shape, sheet)
    space.add_lwpolyline(
        [(x, y, 0, 0, OUTWARD) for x, y in outline], close=True, dxfattribs=colour, format="xyseb"
    )
    verdict = VERDICT_NAMES[finding.verdict].in_(lang)
    words = f"[{verdict}] {text}".replace("\u2009", " ")
    right = max(outline, key=lambda p: (p[0], p[1]))
    x, y = _free(right[0] + 2.2 * size, right[1] + 1.6 * size, size, len(words), taken)
    space.add_line(right, (x - 1.1 * size, y), dxfattribs=colour)
    reference = space.add_blockref(
        BLOCK, (x, y), dxfattribs={**colour, "xscale": 1.1 * size, "yscale": 1.1 * size}
    )
    reference.add_auto_attribs(
        {
            "NO": str(finding.number),
            "ID": finding.id,
            "CLAUSE": finding.clause,
            "VERDICT": finding.verdict.value,
            "TEXT": words,
            "ANSWER": "",
            "BY": "",
        }
    )
    for attribute in reference.attribs:
        attribute.dxf.layer = LAYER
    line = space.add_text(
        f"{finding.number}. {words}", height=size, dxfattribs={**colour, "style": STYLE}
    )
    line.set_placement((x + 1.6 * size, y), align=TextEntityAlignment.MIDDLE_LEFT)


def _free(x: float, y: float, size: float, letters: int, taken: list[Box]) -> tuple[float, float]:
    """The first place upwards where a number and its words do not cover others."""
    while True:
        box = (x - 1.2 * size, y - 1.2 * size, x + (2 + letters) * size, y + 1.2 * size)
        if not any(
            box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken
        ):
            taken.append(box)
            return x, y
        y += 0.6 * size


def cloud(shape: BaseGeometry, sheet: SheetOnSite) -> list[tuple[float, float]]:
    """Vertices of a revision cloud around a shape, in drawing units, counter-clockwise."""
    hull = shapely.force_2d(shape).convex_hull.buffer(PAD_M, 6)
    edge = shapely.orient_polygons(hull).exterior
    count = int(min(max(edge.length / 1.2, 10), CHORDS))
    points = [edge.interpolate(n / count, normalized=True) for n in range(count)]
    return [sheet.to_drawing(p.x, p.y) for p in points]


@contextmanager
def _fixed_metadata() -> Iterator[None]:
    """Without the time and the random ids that ezdxf writes otherwise."""
    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before
