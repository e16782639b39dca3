"""Changes of a plan from the words that say them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from shapely import LineString, Point, Polygon
from shapely.affinity import translate

from app.what_if.order import Typed
from cpted_rules.errors import Fault
from cpted_rules.plan import (
    Barrier,
    BarrierKind,
    Camera,
    Element,
    Luminaire,
    LuminaireKind,
    Opening,
    OpeningKind,
    Shrub,
    SitePlan,
    Tree,
)
from cpted_rules.text import Text, same
from cpted_rules.whatif.change import Change, WhatIfError, add, changed, existing, put, remove

ADDABLE: dict[str, tuple[type[Element], dict[str, Any]]] = {
    "lamp": (Luminaire, {"kind": LuminaireKind.SECURITY}),
    "camera": (Camera, {}),
    "hedge": (Barrier, {"kind": BarrierKind.HEDGE}),
    "fence": (Barrier, {"kind": BarrierKind.FENCE}),
    "shrub": (Shrub, {}),
    "tree": (Tree, {}),
    "window": (Opening, {"kind": OpeningKind.WINDOW}),
}
"""What `--add` may be followed by, and what of it goes without saying."""

GEOMETRY = {"at": Point, "line": LineString, "area": Polygon}


def changes_of(plan: SitePlan, typed: Sequence[Typed]) -> Iterator[Change]:
    """Changes as typed, each of the plan as those before it leave it.

    Raises:
        WhatIfError: one of them cannot be made, or cannot be understood.
    """
    for one in typed:
        change = _change(plan, one)
        plan = changed(plan, change)
        yield change


def _change(plan: SitePlan, typed: Typed) -> Change:
    first, *rest = typed.words
    if typed.option == "remove":
        existing(plan, first)
        return remove(first)
    if typed.option == "move":
        return put(_moved(existing(plan, first), rest[0]))
    if typed.option == "set":
        return put(_with(existing(plan, first), rest[0]))
    return add(_new(plan, first))


def _moved(element: Element, to: str) -> Element:
    """An element with its point, or the middle of its line or area, somewhere else."""
    try:
        x, y = (float(word) for word in to.split(","))
    except ValueError as error:
        raise WhatIfError(
            _fault(element.id, to, Text(ko="대지 좌표 X,Y (m)", en="site coordinates X,Y [m]"))
        ) from error
    name = next(name for name in GEOMETRY if hasattr(element, name))
    shape = getattr(element, name)
    middle = shape.interpolate(0.5, normalized=True) if name == "line" else shape.centroid
    return replace(element, **{name: translate(shape, x - middle.x, y - middle.y)})


def _with(element: Element, setting: str) -> Element:
    """An element with one field set; nothing after the sign: not drawn."""
    name, sign, words = setting.partition("=")
    if not sign or name not in _settable(type(element)):
        raise WhatIfError(_fault(element.id, setting, _one_of(_settable(type(element)))))
    value = None if words == "" else words
    return replace(element, **{name: _value(type(element), element.id, name, value)})  # type: ignore[arg-type]


def _new(plan: SitePlan, words: str) -> Element:
    """An element from `KIND:JSON`; without an id it gets one."""
    kind, _, text = words.partition(":")
    if kind not in ADDABLE:
        raise WhatIfError(_fault("--add", words, _one_of(ADDABLE)))
    type_, known = ADDABLE[kind]
    try:
        raw = json.loads(text)
    except ValueError as error:
        expected = Text(ko="JSON 객체", en="a JSON object")
        raise WhatIfError(_fault("--add", f"{text}: {error}", expected)) from error
    names = {"id", *_settable(type_), *GEOMETRY}
    if not isinstance(raw, dict) or not raw.keys() <= names & set(get_type_hints(type_)):
        raise WhatIfError(_fault("--add", text, _one_of(names & set(get_type_hints(type_)))))
    id = str(raw.pop("id", _free_id(plan, kind)))
    given = {name: _value(type_, id, name, value) for name, value in raw.items()}
    missing = [f.name for f in fields(type_) if f.name in GEOMETRY and f.name not in given]
    if missing:
        raise WhatIfError(_fault(id, text, same(", ".join(missing))))
    return type_(id=id, **(known | given))


def _free_id(plan: SitePlan, kind: str) -> str:
    n = 1
    while f"{kind}-{n}" in plan.by_id:
        n += 1
    return f"{kind}-{n}"


def _settable(type_: type[Element]) -> tuple[str, ...]:
    """The fields of a kind of element that words can set."""
    fixed = {"id", "source", *GEOMETRY}
    return tuple(f.name for f in fields(type_) if f.name not in fixed)


def _value(type_: type[Element], id: str, name: str, raw: object) -> object:
    """A value of a field, from JSON or as typed."""
    try:
        if name in GEOMETRY:
            return GEOMETRY[name](raw)
        hint = get_type_hints(type_)[name]
        if raw is None and type(None) not in get_args(hint):
            raise ValueError("None")
        return TypeAdapter(hint).validate_python(raw)
    except (ValidationError, ValueError, TypeError) as error:
        expected = same(str(get_type_hints(type_)[name]).replace("<class ", "").strip("'>"))
        raise WhatIfError(_fault(f"{id}.{name}", str(raw), expected)) from error


def _one_of(names: Any) -> Text:
    return same(" | ".join(sorted(names)))


def _fault(where: str, found: str, expected: Text) -> Fault:
    return Fault(
        code="whatif/words",
        where=where,
        found=same(found),
        expected=expected,
        remedy=Text(ko="`cpted whatif --help`를 보십시오", en="See `cpted whatif --help`"),
    )
