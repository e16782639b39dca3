"""What is written of a finding as a topic of BCF, whatever its version."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.exports.words import FindingWords
from cpted_rules.figure import Figure


class BcfVersion(StrEnum):
    """A version of BCF that can be written."""

    V3_0 = "3.0"
    V2_1 = "2.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Something said under a topic."""

    guid: UUID
    when: str
    author: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic with all that either version needs."""

    guid: UUID
    viewpoint: UUID
    words: FindingWords
    open: bool
    when: str
    author: str
    comments: tuple[Comment, ...]
    files: tuple[str, ...]
    figure: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that topics refer to: the report."""

    guid: UUID
    name: str
    content: bytes
