"""DWG drawings: converted to DXF by a program or reader that runs in a process of its own."""

from app.dwg.convert import ConvertedDrawing, converted
from app.dwg.release import is_dwg

__all__ = ["ConvertedDrawing", "converted", "is_dwg"]
