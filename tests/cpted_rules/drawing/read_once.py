"""Drawings of the samples and of the corpus, each read once in a process of the tests."""

from functools import cache
from pathlib import Path

from cpted_rules.drawing.drawing import Drawing
from cpted_rules.drawing.dxf import read_dxf


@cache
def drawing_of(path: Path) -> Drawing:
    return read_dxf(path.read_bytes(), path.name)
