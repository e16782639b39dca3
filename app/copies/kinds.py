"""What copies of a review there are."""

from enum import StrEnum


class Kind(StrEnum):
    """What a copy is for."""

    DECISION = "decision"
    ARCHIVE = "archive"
    PUBLIC = "public"
    DATA = "data"


SUFFIXES = {Kind.DECISION: ".pdf", Kind.ARCHIVE: ".pdf", Kind.PUBLIC: ".pdf", Kind.DATA: ".zip"}
