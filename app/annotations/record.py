"""Marks, form fields and the manifest of a review copy, as values that every format is made of.

Page coordinates are PDF points of the unrotated page, x right and y up. Site coordinates are metres
of the site (x east, y north). Times carry their zone.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

XY = tuple[float, float]
Rect = tuple[float, float, float, float]
Affine6 = tuple[float, float, float, float, float, float]
"""x' = a x + b y + e, y' = c x + d y + f, as (a, b, c, d, e, f)."""


class MarkKind(StrEnum):
    """What a mark is, after the subtypes of PDF 2.0, 12.5.6."""

    SQUARE = "square"
    CIRCLE = "circle"
    POLYGON = "polygon"
    POLYLINE = "polyline"
    LINE = "line"
    INK = "ink"
    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    SQUIGGLY = "squiggly"
    STRIKEOUT = "strikeout"
    FREE_TEXT = "free_text"
    NOTE = "note"
    STAMP = "stamp"
    CARET = "caret"
    OTHER = "other"


class Review(StrEnum):
    """What a person says of a finding, in the review model of PDF."""

    NONE = "None"
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    CANCELLED = "Cancelled"
    COMPLETED = "Completed"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Marker(_Value):
    """The private dictionary of a mark that this program sent out.

    Args:
        mac: of the rest, hexadecimal.
        valid: whether it is of the rest; None where nobody has looked.
    """

    case: str
    round: int
    finding: str
    revision: int
    mac: str
    valid: bool | None = None


class Mark(_Value):
    """One mark.

    Args:
        key: its name, unique in the document: `/NM`, else one made of what it is.
        page: from 0.
        points: strokes, rings or lines; of text marks the quadrilaterals, four corners each.
        reply_to: the key of the mark it answers.
        review: of a reply that only sets a state.
        finding: number of the finding it belongs to, as printed.
        figure: id of the figure of the manifest that it lies on.
        site: what it shows in site metres, as WKT.
        unreadable: what of it was not understood, kept as it came, base64.
    """

    key: str
    kind: MarkKind
    page: int = Field(ge=0)
    rect: Rect
    points: tuple[tuple[XY, ...], ...] = ()
    contents: str = ""
    subject: str = ""
    author: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    colour: tuple[float, ...] = ()
    reply_to: str | None = None
    review: Review | None = None
    finding: int | None = None
    marker: Marker | None = None
    figure: str | None = None
    site: str | None = None
    unreadable: str | None = None


class FieldValue(_Value):
    """A field of the opinion form: `f.12.decision`, `f.12.opinion`, `expert.name`."""

    name: str
    value: str = ""


class PlacedFigure(_Value):
    """A figure on a page, and where its points lie on the site.

    Args:
        id: unique in the document, such as `finding-12`.
        rect: of the drawing, without title and legend.
        to_site: page points to site metres; None for what is no plan (a section, a diagram).
        findings: numbers of the findings it shows.
    """

    id: str
    page: int = Field(ge=0)
    rect: Rect
    to_site: Affine6 | None = None
    storey: int = 0
    findings: tuple[int, ...] = ()


class PageRecord(_Value):
    """A page as it went out.

    Args:
        code: printed in its footer: case, round, page and a check.
        digest: SHA-256 of its content streams and what they draw, hexadecimal.
        section: number of the finding whose section begins the page or runs on it; None: none.
    """

    number: int = Field(ge=0)
    code: str
    digest: str
    sections: Annotated[tuple[tuple[float, int], ...], Field(default=())]
    """Top of each finding's section on this page in points, from above, with its number."""


class Manifest(_Value):
    """What a review copy holds: attached to it as `cpted-manifest.json`, and kept with the case.

    Args:
        assessment: SHA-256 of the attached assessment, hexadecimal.
        secret: whether the key that signed the marks is one; else anybody can make it of the
            assessment, and a valid code only tells this copy from others.
        marks: those that went out: the base of every merge.
        fields: with the values that went out.
    """

    schema_version: int = 1
    case: str
    round: int = 1
    language: str
    assessment: str
    secret: bool = False
    pages: tuple[PageRecord, ...]
    figures: tuple[PlacedFigure, ...] = ()
    marks: tuple[Mark, ...] = ()
    fields: tuple[FieldValue, ...] = ()


MANIFEST = "cpted-manifest.json"
"""Name of the attachment."""
PRIVATE = "/CPTED"
"""Key of the private dictionary in an annotation: /Case /Round /Finding /Rev /Mac."""
