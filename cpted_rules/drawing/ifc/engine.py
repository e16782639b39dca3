"""ifcopenshell, where it is installed: the only place that imports it."""

from typing import Any

from cpted_rules.errors import DrawingError, Fault
from cpted_rules.text import Text, same


def engine(name: str) -> Any:
    """The ifcopenshell package, with the parts of it that the reader uses.

    Raises:
        DrawingError: it is not installed; says how to install it.
    """
    try:
        import ifcopenshell
        import ifcopenshell.geom
        import ifcopenshell.util.element
        import ifcopenshell.util.placement
        import ifcopenshell.util.unit
    except ImportError as error:
        raise DrawingError(_not_installed(name)) from error
    return ifcopenshell


def _not_installed(name: str) -> Fault:
    return Fault(
        code="ifc/not-installed",
        where=name,
        found=Text(
            ko="IFC 모델인데 IFC 판독 기능(ifcopenshell)이 설치되어 있지 않음",
            en="an IFC model, but the reader of IFC (ifcopenshell) is not installed",
        ),
        expected=same("cpted[ifc]"),
        remedy=Text(
            ko="`pip install cpted[ifc]` 또는 `sh setup.sh ifc`로 설치하거나, "
            "DXF로 내보내어 제출하십시오",
            en="Install it with `pip install cpted[ifc]` or `sh setup.sh ifc`, "
            "or export the model as DXF",
        ),
    )
