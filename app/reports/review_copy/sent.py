"""As what a report goes out: of which case and round, and signed with which key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What every page and mark of a copy says of itself.

    Args:
        round: of the review, from 1.
        key: that signs the marks; None: one that anybody can make, said so in the manifest.
    """

    case: str
    round: int = 1
    key: bytes | None = None
