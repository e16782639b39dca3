"""Pages without transparency: what was washed over is painted in the colour that it came to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pikepdf import (
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

Instructions = list[tuple[Sequence[Any], Operator]]

FILLS = {"g": 1, "rg": 3, "k": 4}
"""Operators that set the colour of insides, with how many numbers they take."""
STROKES = {"G": 1, "RG": 3, "K": 4}
INVISIBLE = 0.02
"""Paint that lets more than 98 % through is left out."""
PAINTS_INSIDE = {"f", "F", "f*", "B", "B*", "b", "b*"}
WITHOUT_INSIDE = {"f": "n", "F": "n", "f*": "n", "B": "S", "B*": "S", "b": "s", "b*": "s"}


def make_opaque(pdf: Pdf) -> None:
    """Blend what is drawn half through with the paper under it, once and for all.

    Where it lay over something else, that is now covered: our figures wash first and draw then.
    """
    groups: list[Object] = []
    for content in _contents(pdf):
        if "/Group" in content:
            groups.append(content)
        states = _states(content)
        if any(alpha < 1 for alphas in states.values() for alpha in alphas):
            _rewrite(pdf, content, states)
    for content in groups:
        del content["/Group"]
    for each in pdf.objects:
        if isinstance(each, Dictionary | Stream):
            _plain_state(each)
            for holder in (each, each.get("/Resources", Dictionary())):
                for state in holder.get("/ExtGState", Dictionary()).values():
                    _plain_state(state)


def _contents(pdf: Pdf) -> Iterator[Object]:
    """Every page and every form."""
    yield from (page.obj for page in pdf.pages)
    for each in pdf.objects:
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Form:
            yield each


def _states(content: Object) -> dict[str, tuple[float, float]]:
    """The opacity of insides and of lines that each graphics state of its resources sets."""
    held = content.get("/Resources", Dictionary()).get("/ExtGState", Dictionary())
    return {
        name: (float(state.get("/ca", -1)), float(state.get("/CA", -1)))
        for name, state in held.items()
        if "/ca" in state or "/CA" in state
    }


def _plain_state(state: Object) -> None:
    for key in ("/ca", "/CA"):
        if key in state and float(state[key]) != 1:
            state[key] = 1
    if "/SMask" in state and state.get("/SMask") != Name("/None") and "/Width" not in state:
        del state["/SMask"]


class _Paint:
    """The colour and opacity of one kind of paint, as a content stream goes."""

    def __init__(self) -> None:
        self.colour: tuple[str, tuple[float, ...]] | None = None
        self.alpha = 1.0

    def copy(self) -> "_Paint":
        other = _Paint()
        other.colour, other.alpha = self.colour, self.alpha
        return other

    def instruction(self, black: str) -> tuple[Sequence[Any], Operator]:
        """The operator that sets the colour as it comes to on paper."""
        operator, values = self.colour or (black, (0.0,))
        paper = 0.0 if operator in "kK" else 1.0
        blended = (round(v * self.alpha + paper * (1 - self.alpha), 4) for v in values)
        return [Decimal(str(value)) for value in blended], Operator(operator)


def _rewrite(pdf: Pdf, content: Object, states: dict[str, tuple[float, float]]) -> None:
    written = unparse_content_stream(list(_blended(parse_content_stream(content), states)))
    if isinstance(content, Stream):
        content.write(written)
    else:
        content["/Contents"] = Stream(pdf, written)


def _blended(instructions: Sequence[Any], states: dict[str, tuple[float, float]]) -> Iterator[Any]:
    inside, line = _Paint(), _Paint()
    stack: list[tuple[_Paint, _Paint]] = []
    for each in instructions:
        if not isinstance(each, ContentStreamInstruction):
            yield each
            continue
        name = str(each.operator)
        if name == "q":
            stack.append((inside.copy(), line.copy()))
        elif name == "Q" and stack:
            inside, line = stack.pop()
        elif name == "gs" and str(each.operands[0]) in states:
            yield each
            fill, stroke = states[str(each.operands[0])]
            if fill >= 0 and fill != inside.alpha:
                inside.alpha = fill
                yield inside.instruction("g")
            if stroke >= 0 and stroke != line.alpha:
                line.alpha = stroke
                yield line.instruction("G")
            continue
        elif name in FILLS and len(each.operands) == FILLS[name]:
            inside.colour = (name, tuple(float(value) for value in each.operands))
            yield inside.instruction("g")
            continue
        elif name in STROKES and len(each.operands) == STROKES[name]:
            line.colour = (name, tuple(float(value) for value in each.operands))
            yield line.instruction("G")
            continue
        elif name in PAINTS_INSIDE and inside.alpha < INVISIBLE:
            yield [], Operator(WITHOUT_INSIDE[name])
            continue
        yield each
