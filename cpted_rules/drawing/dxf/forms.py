"""The plain forms of entities: which group codes they have, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan

import numpy as np

from cpted_rules.drawing.dxf.columns import Flags, Tags
from cpted_rules.drawing.dxf.entities import FARTHEST
from cpted_rules.drawing.points import Ints

_HEAD = frozenset({0, 5, 330, 8})
"""Once in each: kind, handle, layout, layer."""
_LOOKS = frozenset({100, 6, 48, 60, 62, 284, 370, 390, 420, 430, 440})
"""How a thing looks: colour, line type, weight; and what parts its text has."""
_EXTRA = 1000
"""Codes from here are what other programs keep; they come last and are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The plain form of a kind.

    Args:
        parts: the names of the parts of its text, in order.
        once: codes that it has once.
        perhaps: codes that it may have once.
        repeated: codes that it may have more than once.
        numbers: of those, the numbers that are read.
        words: the code of the words that are read, if any.
        usual: what a number is where it is not said, if not 0.
        zeros, ones: codes whose number is 0, or 1, where it is said.
        positive: codes whose number is not 0.
        vertices: how many points (10, 20) it has at least; 0 for a kind that has no list of them.
    """

    parts: tuple[bytes, ...]
    once: frozenset[int]
    perhaps: frozenset[int]
    repeated: frozenset[int] = frozenset()
    numbers: tuple[int, ...]
    words: int | None = None
    usual: Mapping[int, float] = field(default_factory=dict)
    zeros: tuple[int, ...] = ()
    ones: tuple[int, ...] = ()
    positive: tuple[int, ...] = ()
    vertices: int = 0


_ENTITY = b"AcDbEntity"

FORMS = {
    "LINE": Form(
        parts=(_ENTITY, b"AcDbLine"),
        once=frozenset({10, 20, 11, 21}),
        perhaps=frozenset({30, 31, 39}),
        numbers=(10, 20, 11, 21, 30),
    ),
    "LWPOLYLINE": Form(
        parts=(_ENTITY, b"AcDbPolyline"),
        once=frozenset(),
        perhaps=frozenset({38, 39, 43, 70, 90}),
        repeated=frozenset({10, 20, 40, 41, 42, 91}),
        numbers=(38, 43, 70),
        zeros=(42,),
        vertices=2,
    ),
    "CIRCLE": Form(
        parts=(_ENTITY, b"AcDbCircle"),
        once=frozenset({10, 20, 40}),
        perhaps=frozenset({30, 39}),
        numbers=(10, 20, 30, 40),
    ),
    "ARC": Form(
        parts=(_ENTITY, b"AcDbCircle", b"AcDbArc"),
        once=frozenset({10, 20, 40, 50, 51}),
        perhaps=frozenset({30, 39}),
        numbers=(10, 20, 30, 40, 50, 51),
    ),
    "TEXT": Form(
        parts=(_ENTITY, b"AcDbText", b"AcDbText"),
        once=frozenset({10, 20, 40, 1}),
        perhaps=frozenset({30, 7, 11, 21, 31, 39, 41, 50, 51, 71, 72, 73}),
        numbers=(10, 20, 11, 21, 50, 72, 73),
        words=1,
        usual={11: nan, 21: nan},
    ),
    "INSERT": Form(
        parts=(_ENTITY, b"AcDbBlockReference"),
        once=frozenset({2, 10, 20}),
        perhaps=frozenset({30, 41, 42, 43, 44, 45, 50, 66, 70, 71}),
        numbers=(10, 20, 30, 41, 42, 43, 50),
        words=2,
        usual={41: 1.0, 42: 1.0, 43: 1.0},
        zeros=(66,),
        ones=(70, 71),
        positive=(41, 42, 43),
    ),
    "HATCH": Form(
        parts=(_ENTITY, b"AcDbHatch"),
        once=frozenset({2, 72, 73, 91, 92, 93, 210, 220, 230}),
        perhaps=frozenset({30, 41, 47, 52, 63, 70, 71, 75, 76, 77, 78, 97, 98}),
        repeated=frozenset({10, 20, 43, 44, 45, 46, 49, 53, 79}),
        numbers=(92, 93),
        zeros=(72, 97, 210, 220),
        ones=(73, 91, 230),
        vertices=3,
    ),
}

_WIDEST_NAME = 20


def plain_ones(tags: Tags) -> dict[str, Flags]:
    """Which entities are of the plain form of each kind, by the codes and numbers that they have.

    What their words say has still to be looked at.
    """
    kinds = tags.words(tags.first[:-1], _WIDEST_NAME)
    extra = tags.code >= _EXTRA
    after = extra[:-1] & ~extra[1:] & (tags.entity[:-1] == tags.entity[1:])
    orderly = np.ones(tags.count, dtype=np.bool_)
    orderly[tags.entity[:-1][after]] = False
    return {
        kind: _plain(tags, form, orderly & (kinds == kind.encode()), extra)
        for kind, form in FORMS.items()
    }


def _plain(tags: Tags, form: Form, ones: Flags, extra: Flags) -> Flags:
    allowed = np.zeros(_EXTRA, dtype=np.bool_)
    allowed[list(_HEAD | _LOOKS | form.once | form.perhaps | form.repeated)] = True
    own = ones[tags.entity]
    odd = own & ~extra
    odd[odd] = ~allowed[tags.code[odd]]
    plain = ones.copy()
    plain[tags.entity[odd]] = False
    for code in _HEAD | form.once:
        plain &= tags.times(code) == 1
    for code in form.perhaps:
        plain &= tags.times(code) <= 1
    plain &= _parts(tags, form, plain)
    for codes, value in ((form.zeros, 0.0), (form.ones, 1.0)):
        for code in codes:
            at = _tags_with(tags, code, plain)
            plain[tags.entity[at[tags.floats(at) != value]]] = False
    for code in form.positive:
        at = _tags_with(tags, code, plain)
        plain[tags.entity[at[tags.floats(at) == 0.0]]] = False
    for code in {*form.numbers, *((10, 20) if form.vertices else ())}:
        at = _tags_with(tags, code, plain)
        # false for nan, too
        plain[tags.entity[at[~(np.abs(tags.floats(at)) < FARTHEST)]]] = False
    return plain & _vertices(tags, form, plain) if form.vertices else plain


def _tags_with(tags: Tags, code: int, ones: Flags) -> Ints:
    """The tags with a code in some entities."""
    found: Ints = np.flatnonzero((tags.code == code) & ones[tags.entity])
    return found


def _parts(tags: Tags, form: Form, ones: Flags) -> Flags:
    """Whether the text of each has just the parts of the form, in their order."""
    at = _tags_with(tags, 100, ones)
    right: Flags = np.bincount(tags.entity[at], minlength=tags.count) == len(form.parts)
    at = at[right[tags.entity[at]]]
    names = tags.words(at, _WIDEST_NAME).reshape(-1, len(form.parts))
    wrong: Flags = (names != np.array(form.parts)).any(axis=1)
    right[tags.entity[at].reshape(-1, len(form.parts))[wrong, 0]] = False
    return right


def _vertices(tags: Tags, form: Form, ones: Flags) -> Flags:
    """Whether each has enough points, x and y of each together."""
    right = np.zeros(tags.count, dtype=np.bool_)
    numbers = np.flatnonzero(ones)
    at, count = tags.corners(numbers)
    right[numbers] = count >= form.vertices
    last = len(tags.code) - 1
    pair = (tags.code[np.minimum(at, last)] == 10) & (tags.code[np.minimum(at + 1, last)] == 20)
    owner = np.repeat(numbers, count)
    right[owner[~pair | (tags.entity[np.minimum(at + 1, last)] != owner)]] = False
    return right
