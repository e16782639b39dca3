"""What is prepared of a review is called; and what of it is kept from some eyes."""

from typing import Any

VERSION = 2
"""Of the form of what is prepared; a higher one is prepared anew."""
FOLDER = "screens/"
PLAN = f"{FOLDER}{VERSION}/plan.zip"
DRAWING = f"{FOLDER}{VERSION}/drawing.zip"
LEAF_ON = f"{FOLDER}{VERSION}/leaf-on.zip"
LEAF_OFF = f"{FOLDER}{VERSION}/leaf-off.zip"
LAMP_OUT = f"{FOLDER}{VERSION}/lamp-out/"
"""Beginning of the name of what one lamp leaves dark; the lamp's id follows."""


def is_screen(name: str) -> bool:
    """Whether an output of a review is only there for the pages."""
    return name.startswith(FOLDER)


def without_cameras(elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The elements of a storey for somebody who may not see what would help an intruder."""
    return [element for element in elements if element["kind"] != "camera"]


def without_places(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings for somebody who may not see what would help an intruder."""
    kept: dict[str, Any] = {"shape": None, "witness": [], "at": None, "subjects": []}
    return [{**f, **kept} if f["sensitive"] else f for f in findings]
