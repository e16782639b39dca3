"""Marks as a viewer writes them, put on a report with pikepdf."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.record import PlacedFigure, Rect

KINDS = ("Text", "Cloud", "Polygon", "Line", "Square", "Circle", "Ink", "PolyLine")
PERSON = "김위원"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What a person draws.

    Args:
        kind: subtype of the annotation, or `Cloud`.
        answers: name of the annotation that it answers.
        state: of the review model, that it sets.
    """

    name: str
    kind: str
    page: int
    rect: Rect
    words: str = ""
    answers: str | None = None
    state: str | None = None


def random_marks(figures: Sequence[PlacedFigure], count: int) -> Iterator[ByHand]:
    """Marks of all kinds on plan figures, from a fixed seed."""
    rng = np.random.default_rng(6)
    for n in range(count):
        figure = figures[int(rng.integers(len(figures)))]
        x0, y0, x1, y1 = figure.rect
        wide, high = rng.uniform(8, 60, 2)
        x, y = rng.uniform(x0, x1 - wide), rng.uniform(y0, y1 - high)
        rect = (float(x), float(y), float(x + wide), float(y + high))
        yield ByHand(
            name=f"mark-{n:04d}-of-a-hundred", kind=KINDS[n % len(KINDS)], page=figure.page,
            rect=rect, words=f"의견 {n}",
        )  # fmt: skip


def marked(report: Path, marks: Sequence[ByHand], out: Path) -> None:
    """Writes the report with the marks on it."""
    with Pdf.open(report) as pdf:
        known = {
            str(annotation.NM): annotation
            for page in pdf.pages
            for annotation in page.obj.get("/Annots", ())
            if "/NM" in annotation
        }
        for mark in marks:
            made = pdf.make_indirect(_annotation(mark))
            if mark.answers is not None:
                made.IRT = known[mark.answers]
            known[mark.name] = made
            page = pdf.pages[mark.page].obj
            page.Annots = Array([*page.get("/Annots", ()), made])
        pdf.save(out)


def _annotation(mark: ByHand) -> Dictionary:
    x0, y0, x1, y1 = mark.rect
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{mark.kind}".replace("Cloud", "Polygon")),
        F=4,
        NM=String(mark.name),
        T=String(PERSON),
        Contents=String(mark.words),
        Rect=_numbers(mark.rect),
    )
    if mark.state is not None:
        made.StateModel, made.State = String("Review"), String(mark.state)
    corners = (x0, y0, x1, y0, x1, y1)
    match mark.kind:
        case "Polygon" | "PolyLine":
            made.Vertices = _numbers(corners)
        case "Cloud":
            made.Vertices = _numbers(_octagon(mark.rect))
            made.BE = Dictionary(S=Name.C, I=1)
        case "Line":
            made.L = _numbers(mark.rect)
        case "Ink":
            made.InkList = Array([_numbers(corners)])
    return made


def _octagon(rect: Rect) -> list[float]:
    x0, y0, x1, y1 = rect
    turns = [math.tau * n / 8 for n in range(8)]
    points = [((1 + math.cos(t)) / 2, (1 + math.sin(t)) / 2) for t in turns]
    return [v for x, y in points for v in (x0 + x * (x1 - x0), y0 + y * (y1 - y0))]


def _numbers(values: Sequence[float]) -> Array:
    return Array([round(value, 3) for value in values])
