"""Answers given once and kept, each with what of a plan it was made of.

A site of a plan that notes what is read of it (`TracedPlan`) knows of every answer which fields
and elements it stands on, through all answers it was made of. A site of a changed plan takes over
what nothing changed was read for, and gives the rest anew: equal to giving all of it anew, as an
answer depends on nothing but what was read, what was asked, and what a change leaves alone.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from typing import Any, Generic, ParamSpec, Self, TypeVar, cast, overload

from cpted_rules.plan import Element, SitePlan

P = ParamSpec("P")
T = TypeVar("T")

Reads = frozenset[str]
"""What was read of a plan: names of its fields, and elements looked up, as `element_mark` has it.
"""

_open: ContextVar[set[str] | None] = ContextVar("reads", default=None)


def element_mark(id: str) -> str:
    """What stands in `Reads` for one element looked up by its id, there or not."""
    return f"#{id}"


@contextmanager
def reading() -> Iterator[set[str]]:
    """What is read of any traced plan meanwhile; whoever asks around it has read it too."""
    outer, inner = _open.get(), set[str]()
    token = _open.set(inner)
    try:
        yield inner
    finally:
        _open.reset(token)
        if outer is not None:
            outer |= inner


def _note(*marks: str) -> None:
    reads = _open.get()
    if reads is not None:
        reads.update(marks)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """An answer, and what was read for it."""

    value: T
    reads: Reads

    def again(self) -> T:
        """The answer, for one more who asks."""
        _note(*self.reads)
        return self.value


class Kept(Generic[P, T]):
    """A question with arguments, each answer given once."""

    def __init__(self, ask: Callable[P, T]) -> None:
        self.ask = ask
        self.answers: dict[object, Answer[T]] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, *kwargs.items()) if kwargs else args
        answer = self.answers.get(key)
        if answer is not None:
            return answer.again()
        with reading() as reads:
            value = self.ask(*args, **kwargs)
        return self.answers.setdefault(key, Answer(value, frozenset(reads))).value

    def take_over(self, other: "Kept[P, T]", changed: Reads) -> None:
        """Take over the answers of another that nothing changed was read for."""
        for key, answer in other.answers.items():
            if answer.reads.isdisjoint(changed):
                self.answers.setdefault(key, answer)


class KeptProperty(Generic[T]):
    """A question about an object, answered once; an answer may also be set beforehand."""

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self.ask = ask
        self.name = ""
        self.__doc__ = ask.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, of: None, owner: type) -> Self: ...
    @overload
    def __get__(self, of: object, owner: type) -> T: ...
    def __get__(self, of: object | None, owner: type) -> Self | T:
        if of is None:
            return self
        answer = cast(Answer[T] | None, vars(of).get(self.name))
        if answer is not None:
            return answer.again()
        with reading() as reads:
            value = self.ask(of)
        return cast(T, vars(of).setdefault(self.name, Answer(value, frozenset(reads))).value)

    def __set__(self, of: object, value: T) -> None:
        vars(of)[self.name] = Answer(value, frozenset())


def cache(ask: Callable[P, T]) -> Kept[P, T]:
    """A question with its answers kept: `functools.cache` that knows what they are made of."""
    return Kept(ask)


def cached_property(ask: Callable[[Any], T]) -> KeptProperty[T]:
    """`functools.cached_property` that knows what its answer is made of."""
    return KeptProperty(ask)


def take_over(new: object, old: object, changed: Reads, *, but: frozenset[str]) -> None:
    """Give one object the kept answers of another of its kind that nothing changed was read for.

    Args:
        but: attributes that are not answers but objects with answers of their own.
    """
    for name, answer in vars(old).items():
        if isinstance(answer, Kept):
            vars(new)[name].take_over(answer, changed)
        elif isinstance(answer, Answer) and name not in but and answer.reads.isdisjoint(changed):
            vars(new).setdefault(name, answer)


class _Noting(dict[str, Element]):
    """Elements by id; each one looked up is noted, listing them notes all fields."""

    def get(self, id: str, default: Any = None) -> Any:
        _note(element_mark(id))
        return super().get(id, default)

    def __getitem__(self, id: str) -> Element:
        _note(element_mark(id))
        return super().__getitem__(id)

    def __contains__(self, id: object) -> bool:
        _note(element_mark(str(id)))
        return super().__contains__(id)

    def __iter__(self) -> Iterator[str]:
        _note(*FIELDS)
        return super().__iter__()

    def __len__(self) -> int:
        _note(*FIELDS)
        return super().__len__()

    def keys(self) -> Any:
        _note(*FIELDS)
        return super().keys()

    def values(self) -> Any:
        _note(*FIELDS)
        return super().values()

    def items(self) -> Any:
        _note(*FIELDS)
        return super().items()


FIELDS = frozenset(field.name for field in fields(SitePlan))
"""The fields of a plan."""


class TracedPlan(SitePlan):
    """A plan that notes what is read of it, for whoever is `reading`."""

    @classmethod
    def of(cls, plan: SitePlan) -> "TracedPlan":
        """The same plan, noting what is read."""
        values = {field.name: getattr(plan, field.name) for field in fields(SitePlan)}
        return cls(**values)

    def __getattribute__(self, name: str) -> Any:
        if name in FIELDS:
            _note(name)
        return super().__getattribute__(name)

    @property
    def by_id(self) -> Mapping[str, Element]:  # type: ignore[override]
        """Every element by its id; only those looked up count as read."""
        kept = vars(self).get("_by_id")
        if kept is None:
            token = _open.set(None)
            try:
                kept = _Noting((element.id, element) for element in self.elements())
            finally:
                _open.reset(token)
            vars(self)["_by_id"] = kept
        return cast(Mapping[str, Element], kept)
