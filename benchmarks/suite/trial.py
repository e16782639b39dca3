"""What a row hands to the runner: both sides as functions, and the gates between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.suite.cost import Cost


class NotThereYetError(Exception):
    """The product has no function for a row."""


class PeerMissingError(Exception):
    """A peer is not installed, or does not build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one side did.

    Args:
        result: what the gate looks at.
        work: how many units, so that a side that did a part can be compared with all of it.
        cost: where the side kept its own account (a program that leaves out reading its input).
        parts: CPU seconds of one unit of each part of the work, where it has parts. [s]
    """

    result: Any
    work: float
    cost: Cost | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Whether two sides said the same.

    Args:
        found: what was compared and how far apart it is, in words.
    """

    passed: bool
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A peer of a trial.

    Args:
        run: does the work, or a part of it.
        gate: of what the product and the peer gave.
        versions: of the programs and packages that the peer consists of.
    """

    run: Callable[[], Done]
    gate: Callable[[Any, Any], Gate]
    versions: Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The same work by the product and by its peers.

    Args:
        unit: of work.
        inputs: sizes and seeds.
        rivals: by the id of their claim.
        own_gate: a check of the product against plain code, once, before every rival's gate.
    """

    unit: str
    inputs: Mapping[str, Any]
    ours: Callable[[], Done]
    rivals: Mapping[str, Rival]
    own_gate: Callable[[Any], Gate] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number that a row took itself, not by turns of two sides."""

    value: float
    gate: Gate
    versions: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Numbers that a row takes itself: memory, first use, scaling.

    Args:
        take: the readings by claim, from the number of runs of each.
    """

    inputs: Mapping[str, Any]
    take: Callable[[int], Mapping[str, Reading]]
