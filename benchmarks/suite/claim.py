"""What a row claims: which number, beside which peer, and what it must be."""

from dataclasses import dataclass
from enum import StrEnum


class Value(StrEnum):
    """What number a claim is about."""

    RATIO = "ratio"
    """CPU seconds of the peer by those of the product, per unit of work."""
    SHARE = "share"
    """Of what the peer needs."""
    SECONDS = "seconds"
    SLOPE = "slope"
    """Of the logarithm of the cost over the logarithm of the size."""
    SPEED_UP = "speed_up"
    """Wall seconds on one thread by those on two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A number that is shown, and its bound.

    Args:
        id: of the claim; several of one row begin alike.
        workload: what is done, in words.
        peer: what it is compared with; empty where a number stands alone.
        at_least, at_most: the bound; where neither is given the number is only shown.
        stretch: what to aim for beyond the bound.
    """

    id: str
    workload: str
    peer: str = ""
    value: Value = Value.RATIO
    at_least: float | None = None
    at_most: float | None = None
    stretch: float | None = None

    @property
    def required(self) -> float | None:
        """The bound, whichever side it is on."""
        return self.at_most if self.at_least is None else self.at_least

    def kept_by(self, value: float) -> bool:
        """Whether a value keeps the bound."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )
