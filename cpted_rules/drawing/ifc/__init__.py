"""Building models (IFC2x3, IFC4, IFC4.3) to the same plan that drawings give."""

from cpted_rules.drawing.ifc.read import read_ifc

__all__ = ["read_ifc"]
