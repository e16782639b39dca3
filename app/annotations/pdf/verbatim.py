"""A PDF object kept as it came, and given back: what is not understood must not be lost."""

import base64
from io import BytesIO
from typing import Any

from pikepdf import Dictionary, Pdf

from app.annotations.pdf.gate import ACTIONS
from app.annotations.pdf.values import Broken, member, name_of

LARGEST_BYTES = 1 << 20
_AWAY = ("/P", "/Parent", "/Popup", "/IRT", "/A", "/AA", "/StructParent")
"""What leads out of the object into the document, and what would act."""
_KEY = "/CptedKept"


def kept(annotation: Any, document: Pdf) -> str | None:
    """The object in base64; None where it cannot be kept: too large, damaged, or active.

    Args:
        document: the one it is of; gets a copy of it, and is not saved again.
    """
    with Pdf.new() as holder:
        try:
            own = Dictionary({k: v for k, v in annotation.items() if k not in _AWAY})
            holder.Root[_KEY] = holder.copy_foreign(document.make_indirect(own))
            if any(name_of(member(each, "/S")) in ACTIONS for each in holder.objects):
                return None
            stream = BytesIO()
            holder.save(stream, deterministic_id=True)
        except Broken:
            return None
    found = stream.getvalue()
    return base64.b64encode(found).decode("ascii") if len(found) <= LARGEST_BYTES else None


def given_back(unreadable: str, document: Pdf) -> Any:
    """The object, as an object of another document.

    Raises:
        ValueError: it was not kept by `kept`.
    """
    try:
        raw = base64.b64decode(unreadable, validate=True)
        with Pdf.open(BytesIO(raw), suppress_warnings=True) as holder:
            return document.copy_foreign(holder.Root[_KEY])
    except Broken as error:
        raise ValueError(f"not an object kept as it came: {type(error).__name__}") from error
