"""Drawings of the corpus that are there as DWG and, saved by CAD, as DXF; each converted once."""

import pickle
from functools import cache
from pathlib import Path

from app.dwg import ConvertedDrawing, converted
from tests.made_once import made_once

CORPUS = Path(__file__).parents[3] / "../shared/corpus"
TWINS = ("open_floor_mur_r2018", "open_floor_mur_r2000")


@cache
def converted_twin(name: str) -> ConvertedDrawing:
    """What comes of the DWG of a pair."""

    def convert(folder: Path) -> None:
        raw = (CORPUS / f"dwg/{name}.dwg").read_bytes()
        (folder / "converted").write_bytes(pickle.dumps(converted(raw, "plan.dwg", command="")))

    once = made_once(f"converted-{name}", convert)
    made: ConvertedDrawing = pickle.loads((once / "converted").read_bytes())
    return made
