"""What is stated against climbing a pipe or unit, and from what height on it is free."""

import re
from math import inf

from cpted_rules.plan import Fixture

EMBEDDED = re.compile(r"매립|매설|은폐|내장|EMBED|CONCEAL", re.IGNORECASE)
GUARDED = re.compile(r"덮개|커버|방호|방범|가시|차단|보호|COVER|GUARD|SPIKE", re.IGNORECASE)
NONE = re.compile(r"^\s*$|없음|미설치|노출|^NONE$|EXPOSED", re.IGNORECASE)


def free_from_m(fixture: Fixture) -> float | None:
    """Height above ground from which a pipe or unit is free to be climbed. [m]

    Returns:
        infinite where it is embedded all the way; None where the drawing does not say.
    """
    if fixture.guard is None:
        return None
    if NONE.search(fixture.guard):
        return fixture.base_m
    embedded = EMBEDDED.search(fixture.guard) is not None
    if fixture.guard_top_m is None:
        return inf if embedded else None
    if not embedded and not GUARDED.search(fixture.guard):
        return None
    return max(fixture.base_m, fixture.guard_top_m)


def guarded_up_to(fixture: Fixture, height_m: float) -> bool | None:
    """Whether it cannot be climbed below a height; None where the drawing does not say.

    A run that begins above it counts as guarded; so does one guarded to its own top.
    """
    if fixture.base_m >= height_m:
        return True
    free = free_from_m(fixture)
    if free is None:
        return None
    if free <= fixture.base_m:
        return False
    return free >= (height_m if fixture.top_m is None else min(height_m, fixture.top_m))
