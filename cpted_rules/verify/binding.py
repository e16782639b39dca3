"""Whether a clause binds a project, from the conditions and facts in the file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Raw = Mapping[str, Any]
State = bool | None
"""None: a fact was not declared."""


def binds(binding: Raw, facts: Raw) -> tuple[str, tuple[int, ...]]:
    """Whether a clause binds (`yes`, `no`, `undetermined`), and which parts of the project."""
    parts = facts["parts"]
    if not parts:
        return "undetermined", ()
    states = [_all(list(_conditions(binding, part, facts, ()))) for part in parts]
    for word, state in (("yes", True), ("undetermined", None)):
        those = tuple(n for n, found in enumerate(states) if found is state)
        if those:
            return word, those
    return "no", ()


def _all(states: Sequence[State]) -> State:
    return False if False in states else None if None in states else True


def _conditions(binding: Raw, part: Raw, facts: Raw, uses: Sequence[str]) -> Iterator[State]:
    wanted = binding["uses"] or uses
    if binding["uses"] and part["use"] not in binding["uses"]:
        yield False
        return
    if binding.get("unless") is not None:
        exempt = _all(list(_conditions(binding["unless"], part, facts, wanted)))
        yield None if exempt is None else not exempt
    homes = [p["households"] for p in facts["parts"] if p["use"] in (wanted or [part["use"]])]
    if binding["households_at_least"] is not None:
        yield _reaches(homes, binding["households_at_least"])
    if binding["households_below"] is not None:
        reached = _reaches(homes, binding["households_below"])
        yield None if reached is None else not reached
    yield from _of_project(binding, facts)
    if binding.get("mixed") is not None:
        own = wanted or [part["use"]]
        yield any(p["use"] not in own for p in facts["parts"]) is binding["mixed"]
    for key, name in (
        ("floors_at_least", "floors_above"),
        ("gross_area_at_least_m2", "gross_area_m2"),
    ):
        if binding.get(key) is not None:
            yield _reaches([part[name]], binding[key])
    for name in ("lift", "open_24h"):
        if binding[name] is not None:
            yield None if part[name] is None else part[name] is binding[name]
    if binding["heating"]:
        yield None if part["heating"] is None else part["heating"] in binding["heating"]
    if binding["any_of"]:
        options = [_all(list(_conditions(o, part, facts, wanted))) for o in binding["any_of"]]
        yield True if True in options else None if None in options else False


def _of_project(binding: Raw, facts: Raw) -> Iterator[State]:
    parking, path = facts["parking"], facts["approval"]
    if binding["approvals"]:
        yield None if path is None else path in binding["approvals"]
    if binding["cars_at_least"] is not None:
        yield _reaches([parking["cars"]], binding["cars_at_least"])
    if binding.get("cars_more_than") is not None:
        cars = parking["cars"]
        yield None if cars is None else cars > binding["cars_more_than"]
    if binding.get("light_zones"):
        zone = facts.get("light_zone")
        yield None if zone is None else zone in binding["light_zones"]
    if binding.get("home_network") is not None:
        network = facts.get("home_network")
        yield None if network is None else network is binding["home_network"]
    if binding["parking_kinds"]:
        kind = parking["kind"]
        if kind is None and parking["cars"] == 0:
            kind = "surface"
        yield None if kind is None else kind in binding["parking_kinds"]
    if binding["self_drive"] is not None and parking["self_drive"] is not None:
        yield parking["self_drive"] is binding["self_drive"]


def _reaches(counts: Sequence[float | None], limit: float) -> State:
    """Whether a sum reaches a limit; what is not declared can only add to it."""
    if sum(c for c in counts if c is not None) >= limit:
        return True
    return None if None in counts else False
