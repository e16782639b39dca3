"""What a returned file holds, as a value that crosses from the child process that read it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from app.annotations.record import FieldValue, Manifest, Mark, Rect


class Form(StrEnum):
    """In what form marks came back."""

    PDF = "pdf"
    XFDF = "xfdf"
    DXF = "dxf"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PageRead(_Value):
    """A page as it came back.

    Args:
        box: its media box. [pt]
        rotate: clockwise, 0, 90, 180 or 270. [degrees]
        code: of the manifest's page codes the one printed on it.
        digest: see `app.annotations.pdf.pages.page_digest`.
    """

    number: int
    box: Rect
    rotate: int = 0
    code: str | None = None
    digest: str = ""


class Refused(_Value):
    """Something that was not taken in.

    Args:
        what: its kind as the format names it, such as `JavaScript` or `Redact`.
        where: key of the mark, name of the field, or part of the document.
        page: from 0; None: of no page.
    """

    what: str
    where: str
    page: int | None = None


class Returned(_Value):
    """A returned file, read.

    Args:
        digest: SHA-256 of the file, hexadecimal.
        producer: the program that wrote it, as it calls itself.
        manifest: the one attached, if there is one; not yet believed.
        bare: keys of marks without an appearance: invisible in other viewers.
        attachments: names of the files attached to it.
        updates: how often it was added to without being written anew.
        rewritten_by: programs that left a sign of their own in it.
        case: the case an XFDF says it is of.
    """

    form: Form
    name: str
    digest: str
    producer: str = ""
    creator: str = ""
    manifest: Manifest | None = None
    case: str | None = None
    pages: tuple[PageRead, ...] = ()
    marks: tuple[Mark, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    refused: tuple[Refused, ...] = ()
    bare: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    updates: int = 0
    rewritten_by: tuple[str, ...] = ()
    has_form: bool = False
    is_tagged: bool = False
    is_encrypted: bool = False
    is_signed: bool = False
