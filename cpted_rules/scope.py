"""Whether a clause binds a project: its binding put to the declared facts, with the reason in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from cpted_rules.facts import APPROVAL_NAMES, PARKING_NAMES, USE_NAMES, SiteFacts, UsePart
from cpted_rules.findings import Applicability, Binds
from cpted_rules.pack import Binding, Clause
from cpted_rules.text import Text, join, same


@dataclass(frozen=True, slots=True)
class _Condition:
    holds: bool | None
    why: Text


def binding_of(clause: Clause, facts: SiteFacts) -> Applicability:
    """Whether the clause binds, which parts (indices into `facts.parts`), and why.

    A condition on a fact that was not declared leaves the clause undetermined, never excluded.
    """
    per_part = [
        (index, list(_conditions(clause.binds, part, facts)))
        for index, part in enumerate(facts.parts)
    ]
    bound = tuple(index for index, tests in per_part if all(c.holds is True for c in tests))
    if bound:
        reasons = _reasons(per_part, bound, True)
        return Applicability(clause=clause.id, binds=Binds.YES, parts=bound, why=reasons)
    open_ = tuple(index for index, tests in per_part if all(c.holds is not False for c in tests))
    if open_:
        reasons = _reasons(per_part, open_, None)
        return Applicability(clause=clause.id, binds=Binds.UNDETERMINED, parts=open_, why=reasons)
    every = tuple(range(len(facts.parts)))
    return Applicability(
        clause=clause.id, binds=Binds.NO, parts=(), why=_reasons(per_part, every, False)
    )


def _reasons(
    per_part: list[tuple[int, list[_Condition]]], parts: tuple[int, ...], state: bool | None
) -> Text:
    """The distinct reasons of the given state over the given parts."""
    seen: list[Text] = []
    for index, tests in per_part:
        for condition in tests if index in parts else ():
            if condition.holds is state and condition.why not in seen:
                seen.append(condition.why)
    return join(seen, "; ") if seen else Text(ko="모든 용도에 적용", en="binds every use")


def _conditions(binding: Binding, part: UsePart, facts: SiteFacts) -> Iterator[_Condition]:
    if binding.uses:
        yield _Condition(
            part.use in binding.uses,
            Text(ko="용도 {use}", en="use {use}").fill(use=USE_NAMES[part.use]),
        )
    yield from _households(binding, part)
    if binding.approvals:
        yield _Condition(
            None if facts.approval is None else facts.approval in binding.approvals,
            Text(ko="승인 경로 {path}", en="approval path {path}").fill(
                path=APPROVAL_NAMES[facts.approval] if facts.approval else NOT_DECLARED
            ),
        )
    if binding.cars_at_least is not None:
        yield _at_least(facts.parking.cars, binding.cars_at_least, CARS)
    if binding.parking_kinds:
        kind = facts.parking.kind
        yield _Condition(
            None if kind is None else kind in binding.parking_kinds,
            Text(ko="주차장 형식 {kind}", en="car park {kind}").fill(
                kind=PARKING_NAMES[kind] if kind else NOT_DECLARED
            ),
        )
    yield from _features(binding, part)
    if binding.any_of:
        yield _any_of(binding.any_of, part, facts)


NOT_DECLARED = Text(ko="미기재", en="not declared")
CARS = Text(ko="주차대수", en="cars")
HOUSEHOLDS = Text(ko="세대수", en="households")


def _households(binding: Binding, part: UsePart) -> Iterator[_Condition]:
    if binding.households_at_least is not None:
        yield _at_least(part.households, binding.households_at_least, HOUSEHOLDS)
    if binding.households_below is not None:
        value, limit = part.households, binding.households_below
        if value is None:
            yield _Condition(None, Text(ko="세대수 미기재", en="households not declared"))
        else:
            sign = "<" if value < limit else "≥"
            words = f" {value} {sign} {limit}"
            yield _Condition(value < limit, join([HOUSEHOLDS, same(words)], ""))


def _at_least(value: int | None, limit: int, what: Text) -> _Condition:
    if value is None:
        return _Condition(None, join([what, NOT_DECLARED], " "))
    sign = "≥" if value >= limit else "<"
    return _Condition(value >= limit, join([what, same(f"{value} {sign} {limit}")], " "))


def _features(binding: Binding, part: UsePart) -> Iterator[_Condition]:
    lift = Text(ko="승강기", en="lift")
    hours = Text(ko="24시간 영업", en="open 24 hours")
    for wanted, actual, what in (
        (binding.lift, part.lift, lift),
        (binding.open_24h, part.open_24h, hours),
    ):
        if wanted is not None:
            state = _yes_no(actual)
            yield _Condition(None if actual is None else actual is wanted, join([what, state], " "))
    if binding.heating:
        yield _Condition(
            None if part.heating is None else part.heating in binding.heating,
            Text(ko="난방 {kind}", en="heating {kind}").fill(
                kind=same(part.heating.value) if part.heating else NOT_DECLARED
            ),
        )


def _yes_no(value: bool | None) -> Text:
    if value is None:
        return NOT_DECLARED
    return Text(ko="있음", en="yes") if value else Text(ko="없음", en="no")


def _any_of(options: tuple[Binding, ...], part: UsePart, facts: SiteFacts) -> _Condition:
    """One option that holds decides; an undetermined one leaves the whole undetermined."""
    results = [list(_conditions(option, part, facts)) for option in options]
    for tests in results:
        if all(c.holds is True for c in tests):
            return _Condition(True, join([c.why for c in tests], " · "))
    for tests in results:
        if all(c.holds is not False for c in tests):
            return _Condition(None, join([c.why for c in tests if c.holds is None], " · "))
    failing = [c.why for tests in results for c in tests if c.holds is False]
    distinct = list(dict.fromkeys(failing))
    return _Condition(False, join(distinct, " · "))
