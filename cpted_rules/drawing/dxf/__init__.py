"""DXF files to a Drawing: bytes sniffed, opened or repaired, entities flattened."""

from cpted_rules.drawing.dxf.document import read_dxf

__all__ = ["read_dxf"]
