"""A returned PDF as a value: marks, fields, pages, manifest, producer, and what was refused."""

import hashlib
from contextlib import suppress
from pathlib import Path

from pikepdf import Pdf
from pydantic import ValidationError

from app.annotations.pdf.fields import read_fields
from app.annotations.pdf.gate import active_content, opened
from app.annotations.pdf.marks import read_marks
from app.annotations.pdf.pages import printed_codes, producer_and_creator, read_pages
from app.annotations.pdf.values import Broken, member, words
from app.annotations.record import MANIFEST, Manifest
from app.annotations.returned import Form, Refused, Returned

_OURS = frozenset((MANIFEST, "assessment.json", "assessment.json.gz"))
_LARGEST_MANIFEST = 64 << 20
_MOST_ATTACHMENTS = 1_000


def read_document(path: Path, name: str) -> Returned:
    """What the PDF holds.

    Raises:
        ReturnedError: it may not be read, or cannot be.
    """
    raw = path.read_bytes()
    with opened(path, name) as document:
        names, manifest = _attached(document)
        marks, fields = read_marks(document), read_fields(document)
        producer, creator = producer_and_creator(document)
        strangers = (Refused(what="attachment", where=each) for each in names if each not in _OURS)
        return Returned(
            form=Form.PDF,
            name=name,
            digest=hashlib.sha256(raw).hexdigest(),
            producer=producer,
            creator=creator,
            manifest=manifest,
            pages=read_pages(document, printed_codes(path)),
            marks=tuple(marks.marks),
            fields=fields.fields(),
            refused=(*active_content(document), *strangers, *marks.refused, *fields.refused),
            bare=tuple(marks.bare),
            attachments=names,
            updates=max(0, raw.count(b"%%EOF") - 1),
            rewritten_by=tuple(sorted(marks.signs)),
            has_form=fields.has_form,
            is_tagged=member(document.Root, "/StructTreeRoot") is not None,
            is_encrypted=document.is_encrypted,
            is_signed=fields.is_signed,
        )


def _attached(document: Pdf) -> tuple[tuple[str, ...], Manifest | None]:
    """Names of the attachments, and our manifest where it is one."""
    names: list[str] = []
    manifest: Manifest | None = None
    with suppress(*Broken):
        for name, attached in document.attachments.items():
            if len(names) >= _MOST_ATTACHMENTS:
                break
            names.append(words(name) or name)
            if name == MANIFEST:
                with suppress(*Broken, ValidationError):
                    raw = attached.get_file().read_bytes()
                    if len(raw) <= _LARGEST_MANIFEST:
                        manifest = Manifest.model_validate_json(raw)
    return tuple(sorted(names)), manifest
