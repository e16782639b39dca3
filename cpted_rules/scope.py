"""Whether a clause binds a project: its binding put to the declared facts, with reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from cpted_rules.clause import Binding, Clause
from cpted_rules.facts import (
    APPROVAL_NAMES,
    LIGHT_ZONE_NAMES,
    PARKING_NAMES,
    USE_NAMES,
    Heating,
    ParkingKind,
    SiteFacts,
    Use,
    UsePart,
)
from cpted_rules.findings import Applicability, Binds
from cpted_rules.text import Text, join

HEATING_NAMES = {
    Heating.INDIVIDUAL: Text(ko="개별난방", en="individual"),
    Heating.CENTRAL: Text(ko="중앙집중난방", en="central"),
    Heating.DISTRICT: Text(ko="지역난방", en="district"),
}

EVERY_USE = Text(ko="용도와 관계없이 적용", en="binds every use")
NO_PARTS = Text(ko="용도가 기재되지 않음", en="no use is declared")
NOT_DECLARED = Text(ko="미기재", en="not declared")
HOUSEHOLDS = Text(ko="세대수", en="households")
CARS = Text(ko="주차대수", en="cars")
OF_HOUSEHOLDS = Text(ko="세대", en="")
OF_CARS = Text(ko="대", en="")
FLOORS = Text(ko="지상 층수", en="floors above ground")
OF_FLOORS = Text(ko="층", en="")
AREA = Text(ko="연면적", en="gross floor area")
OF_AREA = Text(ko="㎡", en="m2")
HOME_NETWORK = Text(ko="지능형 홈네트워크 설비", en="smart-home network")
MIXED = Text(ko="다른 용도와 복합", en="with other uses")
NOT_MIXED = Text(ko="다른 용도 없음", en="no other use")


@dataclass(frozen=True, slots=True)
class _Condition:
    """Whether one condition holds; `why` is None where there is nothing to say of it."""

    holds: bool | None
    why: Text | None


def binding_of(clause: Clause, facts: SiteFacts) -> Applicability:
    """Whether the clause binds, which parts (indices into `facts.parts`), and why.

    A condition on a fact that was not declared leaves the clause undetermined, never excluded,
    unless another condition excludes it anyway. A part whose use is another one is not a reason.
    """
    if not facts.parts:
        return Applicability(clause=clause.id, binds=Binds.UNDETERMINED, parts=(), why=NO_PARTS)
    tests = [tuple(_conditions(clause.binds, part, facts)) for part in facts.parts]
    for binds, state in ((Binds.YES, True), (Binds.UNDETERMINED, None)):
        parts = tuple(index for index, test in enumerate(tests) if _all(test) is state)
        if parts:
            why = _by(clause.binds, _reasons([tests[index] for index in parts], state))
            return Applicability(clause=clause.id, binds=binds, parts=parts, why=why)
    near = [test for test in tests if test and test[0].holds is not False] or tests
    why = _by(clause.binds, _reasons(near, False))
    return Applicability(clause=clause.id, binds=Binds.NO, parts=(), why=why)


def _by(binding: Binding, why: Text) -> Text:
    """Reasons after the provision by which a binding binds, where it names one."""
    return why if binding.path is None else join([binding.path, why], ": ")


def _all(conditions: tuple[_Condition, ...]) -> bool | None:
    """Whether all hold: False if one fails, else None if one is open."""
    states = [condition.holds for condition in conditions]
    return False if False in states else None if None in states else True


def _reasons(tests: list[tuple[_Condition, ...]], state: bool | None) -> Text:
    """The distinct reasons of one state."""
    whys = list(dict.fromkeys(why for test in tests for why in _whys(test, state)))
    return join(whys, "; ") if whys else EVERY_USE


def _whys(test: tuple[_Condition, ...], state: bool | None) -> list[Text]:
    """What is to be said of the conditions in one state."""
    return [c.why for c in test if c.holds is state and c.why is not None]


def _conditions(
    binding: Binding, part: UsePart, facts: SiteFacts, *, uses: tuple[Use, ...] = ()
) -> Iterator[_Condition]:
    """The conditions of a binding on one part: its use, and only if that holds the others.

    Args:
        uses: what an outer binding asks.
    """
    uses = binding.uses or uses
    if binding.uses:
        yield (use := _use(part.use, binding.uses))
        if not use.holds:
            return
    if binding.unless is not None:
        yield (exempt := _unless(binding.unless, part, facts, uses=uses))
        if exempt.holds is False:
            return
    yield from _households(binding, _households_of(facts, uses or (part.use,)))
    yield from _project(binding, facts, own=uses or (part.use,))
    yield from _features(binding, part)
    if binding.any_of:
        yield _any_of(binding.any_of, part, facts, uses=uses)


def _use(use: Use, wanted: tuple[Use, ...]) -> _Condition:
    if use in wanted:
        return _Condition(True, USE_NAMES[use])
    return _Condition(
        False,
        Text(ko="{use}: 대상 용도 아님", en="{use}: not a use it binds").fill(use=USE_NAMES[use]),
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """A declared number; where parts of it are not declared, at least so many."""

    known: float
    complete: bool


def _households_of(facts: SiteFacts, uses: tuple[Use, ...]) -> _Count:
    """Households of all parts with one of the uses: a complex is counted as a whole."""
    counts = [part.households for part in facts.parts if part.use in uses]
    return _Count(known=sum(c for c in counts if c is not None), complete=None not in counts)


def _households(binding: Binding, count: _Count) -> Iterator[_Condition]:
    if binding.households_at_least is not None:
        yield _at_least(count, binding.households_at_least, HOUSEHOLDS, OF_HOUSEHOLDS)
    if binding.households_below is not None:
        under = _at_least(count, binding.households_below, HOUSEHOLDS, OF_HOUSEHOLDS)
        yield _Condition(None if under.holds is None else not under.holds, under.why)


def _at_least(count: _Count, limit: float, what: Text, each: Text) -> _Condition:
    """Whether a count reaches a limit; a part not declared can only add to it."""
    if count.known >= limit:
        sign, holds = "≥", True
    elif count.complete:
        sign, holds = "<", False
    else:
        return _Condition(None, join([what, NOT_DECLARED], " "))
    words = Text(ko="{what} {n}{each} {sign} {limit}{each}", en="{what} {n} {sign} {limit}")
    return _Condition(
        holds, words.fill(what=what, n=f"{count.known:g}", each=each, sign=sign, limit=f"{limit:g}")
    )


def _more_than(count: _Count, limit: float, what: Text, each: Text) -> _Condition:
    """Whether a count exceeds a limit."""
    if count.known > limit:
        sign, holds = ">", True
    elif count.complete:
        sign, holds = "≤", False
    else:
        return _Condition(None, join([what, NOT_DECLARED], " "))
    words = Text(ko="{what} {n}{each} {sign} {limit}{each}", en="{what} {n} {sign} {limit}")
    return _Condition(
        holds, words.fill(what=what, n=f"{count.known:g}", each=each, sign=sign, limit=f"{limit:g}")
    )


def _project(binding: Binding, facts: SiteFacts, *, own: tuple[Use, ...]) -> Iterator[_Condition]:
    """Conditions on the project as a whole: approval path, uses, zone and car park."""
    if binding.mixed is not None:
        mixed = any(part.use not in own for part in facts.parts)
        yield _Condition(mixed is binding.mixed, MIXED if mixed else NOT_MIXED)
    if binding.light_zones:
        zone = facts.light_zone
        yield _Condition(
            None if zone is None else zone in binding.light_zones,
            Text(ko="조명환경관리구역: {zone}", en="light zone: {zone}").fill(
                zone=LIGHT_ZONE_NAMES[zone] if zone else NOT_DECLARED
            ),
        )
    if binding.home_network is not None:
        actual = facts.home_network
        yield _Condition(
            None if actual is None else actual is binding.home_network,
            join([HOME_NETWORK, _yes_no(actual)], " "),
        )
    parking = facts.parking
    if binding.approvals:
        path = facts.approval
        yield _Condition(
            None if path is None else path in binding.approvals,
            Text(ko="승인 경로: {path}", en="approval path: {path}").fill(
                path=APPROVAL_NAMES[path] if path else NOT_DECLARED
            ),
        )
    if binding.cars_at_least is not None:
        count = _Count(known=parking.cars or 0, complete=parking.cars is not None)
        yield _at_least(count, binding.cars_at_least, CARS, OF_CARS)
    if binding.cars_more_than is not None:
        count = _Count(known=parking.cars or 0, complete=parking.cars is not None)
        yield _more_than(count, binding.cars_more_than, CARS, OF_CARS)
    if binding.parking_kinds:
        kind = ParkingKind.SURFACE if parking.kind is None and parking.cars == 0 else parking.kind
        yield _Condition(
            None if kind is None else kind in binding.parking_kinds,
            Text(ko="주차장 형식: {kind}", en="car park: {kind}").fill(
                kind=PARKING_NAMES[kind] if kind else NOT_DECLARED
            ),
        )
    if binding.self_drive is not None and parking.self_drive is not None:
        yield _Condition(
            parking.self_drive is binding.self_drive,
            Text(ko="자주식", en="self-drive")
            if parking.self_drive
            else Text(ko="자주식 아님", en="not self-drive"),
        )


def _features(binding: Binding, part: UsePart) -> Iterator[_Condition]:
    lift = Text(ko="승강기", en="lift")
    hours = Text(ko="24시간 영업", en="open 24 hours")
    for wanted, actual, what in (
        (binding.lift, part.lift, lift),
        (binding.open_24h, part.open_24h, hours),
    ):
        if wanted is not None:
            words = join([what, _yes_no(actual)], " ")
            yield _Condition(None if actual is None else actual is wanted, words)
    for least, number, what, each in (
        (binding.floors_at_least, part.floors_above, FLOORS, OF_FLOORS),
        (binding.gross_area_at_least_m2, part.gross_area_m2, AREA, OF_AREA),
    ):
        if least is not None:
            count = _Count(known=number or 0, complete=number is not None)
            yield _at_least(count, least, what, each)
    if binding.heating:
        heating = part.heating
        yield _Condition(
            None if heating is None else heating in binding.heating,
            Text(ko="난방 방식: {kind}", en="heating: {kind}").fill(
                kind=HEATING_NAMES[heating] if heating else NOT_DECLARED
            ),
        )


def _yes_no(value: bool | None) -> Text:
    if value is None:
        return NOT_DECLARED
    return Text(ko="있음", en="yes") if value else Text(ko="없음", en="no")


def _any_of(
    options: tuple[Binding, ...], part: UsePart, facts: SiteFacts, *, uses: tuple[Use, ...]
) -> _Condition:
    """One option that holds decides; an undetermined one leaves the whole undetermined."""
    tests = [tuple(_conditions(option, part, facts, uses=uses)) for option in options]
    for state in (True, None):
        for option, test in zip(options, tests, strict=True):
            if _all(test) is state:
                whys = _whys(test, state)
                return _Condition(state, _by(option, join(whys, " · ")) if whys else option.path)
    failing = [(o, test) for o, test in zip(options, tests, strict=True) if _whys(test, False)]
    of_use = [(o, test) for o, test in failing if test[0].holds is not False]
    whys = [_by(o, join(_whys(test, False), " · ")) for o, test in of_use]
    if not of_use:
        whys = [why for _, test in failing for why in _whys(test, False)]
    return _Condition(False, join(list(dict.fromkeys(whys)), " · "))


def _unless(
    exempts: Binding, part: UsePart, facts: SiteFacts, *, uses: tuple[Use, ...]
) -> _Condition:
    """Fails where the exemption holds; says nothing where it does not."""
    test = tuple(_conditions(exempts, part, facts, uses=uses))
    state = _all(test)
    if state is False:
        return _Condition(True, None)
    why = _by(exempts, join(_whys(test, state), " · "))
    return _Condition(None if state is None else False, why)
