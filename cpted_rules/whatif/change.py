"""One change of a plan: an element more, an element less, or one in another's place."""

from dataclasses import dataclass, replace
from enum import StrEnum

from cpted_rules.errors import CptedError, Fault
from cpted_rules.plan import (
    Barrier,
    Camera,
    Element,
    Luminaire,
    Opening,
    Shrub,
    SitePlan,
    Tree,
)
from cpted_rules.plan.siteplan import by_field
from cpted_rules.site.kept import Reads, element_mark
from cpted_rules.text import Text, join, same

CHANGEABLE: dict[type[Element], Text] = {
    Luminaire: Text(ko="조명기구", en="lamp"),
    Camera: Text(ko="카메라", en="camera"),
    Barrier: Text(ko="담장·생울타리", en="fence or hedge"),
    Shrub: Text(ko="관목", en="shrubs"),
    Tree: Text(ko="교목", en="tree"),
    Opening: Text(ko="창·문", en="window or door"),
}
"""What may be changed; what is built or owned stays as it is drawn."""


class WhatIfError(CptedError):
    """A change that cannot be made to a plan."""

    title = Text(ko="변경을 적용할 수 없음", en="The change cannot be made")


class ChangeKind(StrEnum):
    """What a change does."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One element added, removed, or put in the place of the one with its id.

    Args:
        element: as it is to be; None where it is removed.
    """

    kind: ChangeKind
    id: str
    element: Element | None


def add(element: Element) -> Change:
    """An element more."""
    return Change(kind=ChangeKind.ADD, id=element.id, element=element)


def remove(id: str) -> Change:
    """The element with an id less."""
    return Change(kind=ChangeKind.REMOVE, id=id, element=None)


def put(element: Element) -> Change:
    """An element in the place of the one with its id: moved, turned, trimmed, raised."""
    return Change(kind=ChangeKind.REPLACE, id=element.id, element=element)


def changed(plan: SitePlan, change: Change) -> SitePlan:
    """A plan after a change.

    Raises:
        WhatIfError: no element has the id, or one has it already; or its kind may not be changed,
            or is not that of the one it replaces.
    """
    field = _field(plan, change)
    kept: list[Element] = [e for e in getattr(plan, field) if e.id != change.id]
    if change.element is not None:
        kept.append(change.element)
    ordered = tuple(sorted(kept, key=lambda element: element.id))
    return replace(plan, **{field: ordered})  # type: ignore[arg-type]


def touched(plan: SitePlan, change: Change) -> Reads:
    """What of a plan is another after a change: its field, and the element itself."""
    return frozenset((_field(plan, change), element_mark(change.id)))


def inverse(plan: SitePlan, change: Change) -> Change:
    """The change that undoes one, made to the plan it was made to."""
    old = plan.by_id.get(change.id)
    if change.kind is ChangeKind.ADD:
        return remove(change.id)
    if old is None:
        raise WhatIfError(_unknown(change.id))
    return add(old) if change.kind is ChangeKind.REMOVE else put(old)


def existing(plan: SitePlan, id: str) -> Element:
    """The element with an id, of a kind that may be changed.

    Raises:
        WhatIfError: there is none.
    """
    element = plan.by_id.get(id)
    if element is None:
        raise WhatIfError(_unknown(id))
    if type(element) not in CHANGEABLE:
        raise WhatIfError(_fixed(element))
    return element


def _field(plan: SitePlan, change: Change) -> str:
    """The field of a plan that a change is made in."""
    old, new = plan.by_id.get(change.id), change.element
    if change.kind is ChangeKind.ADD:
        if old is not None:
            raise WhatIfError(_taken(change.id))
    else:
        old = existing(plan, change.id)
    element = new or old
    if element is None or type(element) not in CHANGEABLE:
        raise WhatIfError(_fixed(element))
    if old is not None and new is not None and type(old) is not type(new):
        raise WhatIfError(_other(old, new))
    groups = by_field((element,))
    return next(name for name, group in groups.items() if group)


def _unknown(id: str) -> Fault:
    return Fault(
        code="whatif/unknown-id",
        where=id,
        found=Text(ko="도면에 없는 ID", en="an id that nothing on the plan has"),
        expected=Text(ko="도면에 있는 요소의 ID", en="the id of an element of the plan"),
        remedy=Text(
            ko="assessment.json의 `plan`이나 `subjects`에서 ID를 확인하십시오",
            en="Look ids up in `plan` or among `subjects` of assessment.json",
        ),
    )


def _taken(id: str) -> Fault:
    return Fault(
        code="whatif/duplicate-id",
        where=id,
        found=Text(ko="이미 쓰인 ID", en="an id that is taken"),
        expected=Text(ko="새 요소의 새 ID", en="a new id for a new element"),
        remedy=Text(
            ko="다른 ID를 쓰거나, 기존 요소를 바꾸려면 이동·속성 변경을 쓰십시오",
            en="Use another id; to change what is there, move it or set a field of it",
        ),
    )


def _fixed(element: Element | None) -> Fault:
    kind = type(element).__name__ if element else "-"
    return Fault(
        code="whatif/fixed-kind",
        where=element.id if element else "-",
        found=same(kind),
        expected=join(list(CHANGEABLE.values())),
        remedy=Text(
            ko="바꿀 수 있는 종류의 요소를 고르십시오",
            en="Choose an element of a kind that may be changed",
        ),
    )


def _other(old: Element, new: Element) -> Fault:
    return Fault(
        code="whatif/wrong-kind",
        where=old.id,
        found=CHANGEABLE[type(new)],
        expected=CHANGEABLE[type(old)],
        remedy=Text(
            ko="같은 종류의 요소로 바꾸거나, 지운 다음 새로 더하십시오",
            en="Put one of the same kind in its place, or remove it and add another",
        ),
    )
