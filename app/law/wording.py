"""Clauses in words: whom they bind, what their checks ask, when their editions apply."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from app.reports import wording
from cpted_rules.clause import (
    EVIDENCE_NAMES,
    FORCE_NAMES,
    TOPIC_NAMES,
    Binding,
    Check,
    Clause,
    Edition,
    Evidence,
    Force,
    Topic,
)
from cpted_rules.facts import (
    APPROVAL_NAMES,
    LIGHT_ZONE_NAMES,
    PARKING_NAMES,
    STAGE_NAMES,
    USE_NAMES,
    Stage,
)
from cpted_rules.rules import RULES
from cpted_rules.scope import HEATING_NAMES
from cpted_rules.text import Text, join, same

EVERY = Text(ko="모든 용도", en="every use")
NONE = Text(ko="없음", en="none")
OPEN_END = Text(ko="{start} ~", en="{start} –")
PERIOD = Text(ko="{start} ~ {end}", en="{start} – {end}")
UNLESS = Text(ko="제외: {what}", en="unless {what}")
ONE_OF = Text(ko=" 또는 ", en=" or ")
BESIDE = Text(ko="{what} (참고 {bound}: {cite})", en="{what} (for reference {bound}: {cite})")

FIELD_NAMES = {
    "kind": Text(ko="구분", en="kind"),
    "cite": Text(ko="인용", en="citation"),
    "short": Text(ko="약칭", en="short name"),
    "promulgated": Text(ko="공포", en="promulgated"),
    "transition": Text(ko="경과", en="transition"),
    "compared": Text(ko="대조", en="compared with"),
    "district": Text(ko="자치구", en="district"),
    "enabled": Text(ko="기본 적용", en="by default"),
    "title": Text(ko="제목", en="title"),
    "requires": Text(ko="내용", en="requires"),
    "force": Text(ko="강제력", en="force"),
    "topic": Text(ko="분야", en="topic"),
    "binds": Text(ko="대상", en="binds"),
    "stage": Text(ko="단계", en="stage"),
    "checks": Text(ko="판정", en="checks"),
    "opinions": Text(ko="의견", en="opinions"),
    "egress": Text(ko="피난 한도", en="limit of escape"),
    "person": Text(ko="사람에게 묻는 것", en="asked of a person"),
    "caveat": Text(ko="유의", en="caveat"),
    "evidence": Text(ko="근거 확인", en="evidence"),
    "contradictions": Text(ko="도서 간 불일치", en="contradictions"),
    "scope": Text(ko="범위로 반영", en="applied as scope"),
    "unmodelled": Text(ko="다루지 않는 이유", en="why not modelled"),
}


def period(edition: Edition) -> Text:
    """The days on which an edition governs what is filed."""
    return span(edition.applies_from, edition.applies_until)


def span(start: date, end: date | None) -> Text:
    """A stretch of days, open at its end if that is not known."""
    if end is None:
        return OPEN_END.fill(start=start.isoformat())
    return PERIOD.fill(start=start.isoformat(), end=end.isoformat())


def check(asked: Check) -> Text:
    """What a check asks: the rule, its parameters, the bound or what stands in for one."""
    words = [same(asked.rule), RULES[asked.rule].title, limit(asked)]
    if asked.parameters:
        words.insert(2, same(f"({parameters(asked)})"))
    return join(words, " ")


def limit(asked: Check) -> Text:
    """The bound of a check with its tolerance, else that there is none and what is known."""
    words = wording.bound(asked.bound)
    if asked.bound is not None and asked.bound.tolerance:
        return join([words, wording.amount(asked.bound.tolerance, asked.bound.unit)], " ± ")
    if asked.bound is None and asked.reference is not None:
        reference = asked.reference
        return BESIDE.fill(what=words, bound=wording.bound(reference.bound), cite=reference.cite)
    return words


def parameters(asked: Check) -> str:
    """The parameters that a check gives its rule."""
    values = ((k, f"{v:g}" if isinstance(v, int | float) else v) for k, v in asked.parameters)
    return ", ".join(f"{name}={value}" for name, value in values)


def field(clause: Clause | Edition, name: str) -> Text:
    """What one field of a clause or an edition says, as people read it."""
    value: Any = getattr(clause, name)
    if value is None or value == ():
        return NONE
    if isinstance(value, Text):
        return value
    if isinstance(value, Binding):
        return binding(value)
    if name == "checks":
        return join([check(each) for each in value], "; ")
    if name == "contradictions":
        return same(", ".join(value))
    if name == "opinions":
        return join([join([same(verdict), text], ": ") for verdict, text in value], " / ")
    return NAMES[type(value)](value) if type(value) in NAMES else same(str(value))


NAMES: dict[type, Callable[[Any], Text]] = {
    Force: FORCE_NAMES.__getitem__,
    Topic: TOPIC_NAMES.__getitem__,
    Stage: STAGE_NAMES.__getitem__,
    Evidence: EVIDENCE_NAMES.__getitem__,
    bool: lambda value: Text(ko="예", en="yes") if value else Text(ko="아니요", en="no"),
}


def binding(binds: Binding) -> Text:
    """Whom a clause binds: every condition stated, in one line."""
    words = list(_conditions(binds))
    return join(words, " · ") if words else EVERY


def _conditions(binds: Binding) -> Iterator[Text]:
    for each in fields(binds):
        value = getattr(binds, each.name)
        if value in (None, ()):
            continue
        yield CONDITIONS[each.name](value)


def _any_of(options: tuple[Binding, ...]) -> Text:
    return _joined([binding(option) for option in options], ONE_OF)


def _joined(texts: list[Text], separator: Text) -> Text:
    return Text(
        ko=separator.ko.join(t.ko for t in texts), en=separator.en.join(t.en for t in texts)
    )


def _named(names: dict[Any, Text]) -> Callable[[Any], Text]:
    return lambda values: join([names[value] for value in values], ", ")


def _limit(ko: str, en: str) -> Callable[[Any], Text]:
    return lambda value: Text(ko=ko, en=en).fill(n=f"{value:,g}")


def _whether(what: Text) -> Callable[[Any], Text]:
    absent = Text(ko="{what} 아님", en="not {what}").fill(what=what)
    return lambda value: what if value else absent


CONDITIONS: dict[str, Callable[[Any], Text]] = {
    "uses": _named(USE_NAMES),
    "households_at_least": _limit("{n}세대 이상", "{n} households or more"),
    "households_below": _limit("{n}세대 미만", "fewer than {n} households"),
    "approvals": _named(APPROVAL_NAMES),
    "cars_at_least": _limit("주차 {n}대 이상", "{n} cars or more"),
    "cars_more_than": _limit("주차 {n}대 초과", "more than {n} cars"),
    "parking_kinds": _named(PARKING_NAMES),
    "self_drive": _whether(Text(ko="자주식", en="self-drive")),
    "lift": _whether(Text(ko="승강기 설치", en="with a lift")),
    "heating": _named(HEATING_NAMES),
    "open_24h": _whether(Text(ko="24시간 영업", en="open 24 hours")),
    "mixed": _whether(Text(ko="복합용도", en="mixed use")),
    "floors_at_least": _limit("{n}층 이상", "{n} floors or more"),
    "gross_area_at_least_m2": _limit("연면적 {n} ㎡ 이상", "gross area {n} m² or more"),
    "light_zones": _named(LIGHT_ZONE_NAMES),
    "home_network": _whether(Text(ko="지능형 홈네트워크 설치", en="with a home network")),
    "path": lambda value: value,
    "unless": lambda value: UNLESS.fill(what=binding(value)),
    "any_of": _any_of,
}
