"""The table of the suite for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.suite.claim import Value

FORM = "{:<24} {:<22} {:>10} {:>10} {:>10} {:<7} {}\n"


def table(entries: Sequence[Mapping[str, Any]]) -> str:
    """One line for each claim, and how many hold."""
    words = FORM.format("id", "peer", "value", "required", "stretch", "gate", "")
    for entry in entries:
        gate = {True: "held", False: "FAILED", None: "-"}[entry["gate_passed"]]
        name = next(value.value for value in Value if value.value in entry)
        value = entry[name]
        words += FORM.format(
            entry["id"],
            (entry["peer"] or "")[:22],
            "-" if value is None else f"{value:g}{_SIGNS.get(name, '')}",
            _number(entry.get("required", entry.get("bound"))),
            _number(entry["stretch"]),
            gate,
            "" if entry["passed"] else f"FAILED {entry['reason']}".rstrip(),
        )
        if entry["gate"]:
            words += f"    {entry['gate']}\n"
    held = sum(bool(entry["passed"]) for entry in entries)
    return f"{words}\n{held} of {len(entries)} hold\n"


_SIGNS = {"ratio": "x", "share": "x", "seconds": " s", "slope": "", "speed_up": "x"}


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
