"""Walls, openings and rooms from bare linework."""

from cpted_rules.drawing.linework.arcs import arcs_of
from cpted_rules.drawing.linework.evidence import LayerEvidence, pair_evidence
from cpted_rules.drawing.linework.openings import OpeningFound, OpeningKind, Sign
from cpted_rules.drawing.linework.pieces import WallPiece
from cpted_rules.drawing.linework.repairs import Repair
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strokes import Arc, Solid, Stroke, strokes_of
from cpted_rules.drawing.linework.structure import Linework, Structure, structure_of
from cpted_rules.drawing.linework.swings import Leaf

__all__ = [
    "Arc",
    "LayerEvidence",
    "Leaf",
    "Linework",
    "LineworkSettings",
    "OpeningFound",
    "OpeningKind",
    "Repair",
    "Sign",
    "Solid",
    "Stroke",
    "Structure",
    "WallPiece",
    "arcs_of",
    "pair_evidence",
    "strokes_of",
    "structure_of",
]
