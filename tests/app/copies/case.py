"""Marks as experts make them, and copies opened to be looked into."""

from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray

from app.annotations.record import Mark, MarkKind, Rect

WORDS = "수목의 높이를 낮추고 보행로가 보이게 할 것"
PASSPHRASE = b"the passphrase of a test"


def mark(key: str, kind: MarkKind, page: int, rect: Rect, **more: object) -> Mark:
    made = datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
    given = {"author": "김위원", "created": made, "modified": made, "colour": (0.8, 0.1, 0.1)}
    return Mark.model_validate(
        {"key": key, "kind": kind, "page": page, "rect": rect, **given, **more}
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def picture(content: bytes, page: int, scale: float = 1.0) -> NDArray[np.int16]:
    shown = pypdfium2.PdfDocument(content)[page].render(scale=scale).to_pil().convert("L")
    return np.asarray(shown, dtype=np.int16)
