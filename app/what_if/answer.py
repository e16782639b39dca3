"""What some changes of a submission make of what is measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from app.read import read_filing
from app.site import site_of
from app.submissions.load import opened
from app.what_if.order import Typed
from app.what_if.typed import changes_of
from cpted_rules.note import Note, Severity
from cpted_rules.pack import editions_governing
from cpted_rules.plan import Luminaire
from cpted_rules.whatif.measured import WhatIf, measured_of, what_if

SAID = (Severity.MISSING, Severity.ASSUMPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What changes of a submission make of what is measured.

    Args:
        rules: how many rules measure something of it.
        notes: what is missing or assumed, that a value may stand on.
        base_s: seconds to measure the submission as drawn.
        change_s: seconds to measure again after all changes.
    """

    result: WhatIf
    rules: int
    notes: tuple[Note, ...]
    base_s: float
    change_s: float


def answer(submission: Path, typed: Sequence[Typed]) -> Answer:
    """What some changes, in their order, make of what is measured; nothing is written.

    Raises:
        CptedError: the submission cannot be read, or a change cannot be made.
    """
    with opened(submission) as filing:
        reading = read_filing(filing).reading
        changes = tuple(changes_of(reading.plan, typed))
        new = [c.element for c in changes if isinstance(c.element, Luminaire)]
        site, notes = site_of(filing, reading.plan, lamps=new)
    started = perf_counter()
    before = measured_of(site, editions_governing(site.facts))
    rules = len({judged.check.rule for judged in before.judged})
    measured = perf_counter()
    result = what_if(before, changes)
    done = perf_counter()
    said = (*reading.notes, *notes, *result.after.site.assumptions)
    return Answer(
        result=result,
        rules=rules,
        notes=tuple(note for note in said if note.severity in SAID),
        base_s=measured - started,
        change_s=done - measured,
    )
