"""One report in two languages: what each says where they differ, one under the other."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from markupsafe import Markup

from app.reports.context import ReportContext
from cpted_rules.figure import Figure

V = TypeVar("V")
ROWS = 3
"""Rows of the summary."""
AS_THEY_ARE = ("lang", "paper", "other", "label", "says", "alternative")
"""What stays that of the first language: what is no word, and words that are no markup."""


def side_by_side(first: ReportContext, second: ReportContext) -> ReportContext:
    """The first report with the words of the second under its own, where they differ.

    Args:
        first: with its figures.
        second: of the same assessment in another language, with or without figures.
    """
    both = in_both(_brief(first), _brief(second), second.lang)
    return replace(both, other=second.lang)


def _brief(context: ReportContext) -> ReportContext:
    """A report whose summary has as many rows as fill one page in two languages."""
    summary = context.summary
    beyond = summary.beyond + max(len(summary.items) - ROWS, 0)
    return replace(context, summary=replace(summary, items=summary.items[:ROWS], beyond=beyond))


def strings_of_both(
    first: Mapping[str, Mapping[str, str]], second: Mapping[str, Mapping[str, str]], lang: str
) -> dict[str, dict[str, str]]:
    """The words of the templates in two languages.

    Args:
        lang: the second language.
    """
    return {
        part: {name: pair(words, second[part][name], lang) for name, words in named.items()}
        for part, named in first.items()
    }


def pair(first: str, second: str, lang: str) -> str:
    """Words with those of another language under them; once where they add nothing: `0개`, `0`."""
    if not second or second in first:
        return first
    if not first:
        return second
    return Markup('{} <span class="other" lang="{}">{}</span>').format(first, lang, second)


def in_both(first: V, second: V, lang: str) -> V:
    """A value with the words of another, member by member, where both have the same members.

    Args:
        lang: the language of the second.
    """
    if isinstance(first, Figure) or type(first) is not type(second):
        return first
    made: Any = first
    if isinstance(first, str) and isinstance(second, str):
        made = pair(first, second, lang)
    elif isinstance(first, tuple) and isinstance(second, tuple) and len(first) == len(second):
        made = tuple(in_both(a, b, lang) for a, b in zip(first, second, strict=True))
    elif is_dataclass(first) and not isinstance(first, type):
        made = replace(
            first,
            **{
                f.name: in_both(getattr(first, f.name), getattr(second, f.name), lang)
                for f in fields(first)
                if f.name not in AS_THEY_ARE
            },
        )
    return made  # type: ignore[no-any-return]


__all__ = ["in_both", "pair", "side_by_side", "strings_of_both"]
