"""Changes as they are typed on the command line, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from typer import BadParameter
from typer.core import TyperCommand


@dataclass(frozen=True, slots=True)
class Typed:
    """One change as typed: its option, and what follows it."""

    option: str
    words: tuple[str, ...]


OPTIONS = {"--remove": 1, "--move": 2, "--set": 2, "--add": 1}
"""Options that each make a change, and how many words follow each."""


class InOrder(TyperCommand):
    """A command whose changes keep the order they are typed in, whatever their options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the changes out of what is typed; the rest is parsed as ever."""
        typed, rest = taken_out(args)
        ctx.obj = typed
        return super().parse_args(ctx, rest)


def taken_out(args: Sequence[str]) -> tuple[tuple[Typed, ...], list[str]]:
    """The changes among some arguments, and the other arguments.

    Raises:
        BadParameter: too few words follow an option.
    """
    typed: list[Typed] = []
    rest: list[str] = []
    left = list(args)
    while left:
        first = left.pop(0)
        option, sign, value = first.partition("=")
        if option not in OPTIONS:
            rest.append(first)
            continue
        words = [value] if sign else []
        count = OPTIONS[option] - len(words)
        words, left = [*words, *left[:count]], left[count:]
        if len(words) < OPTIONS[option]:
            raise BadParameter(f"{OPTIONS[option]}", param_hint=option)
        typed.append(Typed(option.removeprefix("--"), tuple(words)))
    return tuple(typed), rest
