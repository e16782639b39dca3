"""Drawings: bytes to Drawing to Reading."""

from cpted_rules.drawing.drawing_set import DrawingSet, read_drawings
from cpted_rules.drawing.interpret import interpret, read_plan
from cpted_rules.drawing.layers.layer_map import LayerMap, default_layer_map
from cpted_rules.drawing.reading import (
    REASONS,
    DrawingCensus,
    DrawingSource,
    EvidenceRow,
    LayerUse,
    LuminaireRow,
    Reading,
    SheetSpec,
)

__all__ = [
    "REASONS",
    "DrawingCensus",
    "DrawingSet",
    "DrawingSource",
    "EvidenceRow",
    "LayerMap",
    "LayerUse",
    "LuminaireRow",
    "Reading",
    "SheetSpec",
    "default_layer_map",
    "interpret",
    "read_drawings",
    "read_plan",
]
