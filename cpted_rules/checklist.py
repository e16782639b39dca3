"""Checklists: how a committee asks, in order; each item leads to clauses, or to a person.

One YAML file each, without numbers:

    id: notice_apartment                    # the name of the file
    title: {ko: ..., en: ...}
    uses: [apartment]                       # whom it is for
    asked_for: true                         # optional: shown only if the facts' guidance names it
    items:
      - {title: {ko: ..., en: ...}, clauses: [kr_notice/art10-5-3]}
      - {title: {ko: ..., en: ...}, person: {ko: ..., en: ...}}
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cpted_rules.errors import PackError, pack_fault
from cpted_rules.facts import SiteFacts, Use
from cpted_rules.findings import Finding, Verdict
from cpted_rules.text import Text

CHECKLISTS = Path(__file__).parents[1] / "checklists"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One thing to look at: the clauses that say what of it, or a question for a person."""

    title: Text
    clauses: tuple[str, ...] = ()
    person: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Items in the order a committee goes through them.

    Args:
        asked_for: shown only where a project's guidance names it.
    """

    id: str
    title: Text
    uses: tuple[Use, ...]
    items: tuple[ChecklistItem, ...]
    asked_for: bool = False


def load_checklist(path: Path) -> Checklist:
    """The checklist written in one YAML file.

    Raises:
        PackError: a key is unknown or missing, or an item leads nowhere; says which and where.
    """
    raw = yaml.safe_load(path.read_text("utf-8"))
    _keys(path, raw, {"id", "title", "uses", "items"}, {"asked_for"})
    if raw["id"] != path.stem:
        raise _fail(path, str(raw["id"]), f"the name of the file {path.stem}")
    return Checklist(
        id=path.stem,
        title=_text(path, raw["title"]),
        uses=tuple(Use(use) for use in raw["uses"]),
        items=tuple(_item(path, item) for item in raw["items"]),
        asked_for=raw.get("asked_for") is True,
    )


def checklists_for(facts: SiteFacts, folder: Path = CHECKLISTS) -> tuple[Checklist, ...]:
    """The checklists for the uses of a project, in order of their names."""
    uses = {part.use for part in facts.parts}
    every = [load_checklist(path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(
        checklist
        for checklist in every
        if uses & set(checklist.uses)
        and (not checklist.asked_for or checklist.id in facts.guidance)
    )


def unknown_clauses(checklist: Checklist, known: Iterable[str]) -> tuple[str, ...]:
    """Clauses a checklist names that are in no edition."""
    named = {clause for item in checklist.items for clause in item.clauses}
    return tuple(sorted(named - set(known)))


def answer(item: ChecklistItem, findings: Sequence[Finding]) -> Verdict:
    """What the findings of its clauses say of an item: the verdict that weighs most."""
    if item.person is not None:
        return Verdict.REFERRED
    said = [finding.verdict for finding in findings if finding.clause in item.clauses]
    return min(said, key=lambda verdict: verdict.rank, default=Verdict.NOT_APPLICABLE)


def _item(path: Path, raw: Any) -> ChecklistItem:
    _keys(path, raw, {"title"}, {"clauses", "person"})
    if ("clauses" in raw) == ("person" in raw):
        raise _fail(path, str(raw["title"]), "either clauses or the question for a person")
    return ChecklistItem(
        title=_text(path, raw["title"]),
        clauses=tuple(raw.get("clauses", ())),
        person=_text(path, raw["person"]) if "person" in raw else None,
    )


def _text(path: Path, raw: Any) -> Text:
    _keys(path, raw, {"ko", "en"})
    return Text(ko=str(raw["ko"]), en=str(raw["en"]))


def _keys(
    path: Path, raw: Any, required: set[str], optional: frozenset[str] | set[str] = frozenset()
) -> None:
    if not isinstance(raw, dict):
        raise _fail(path, repr(raw)[:80], f"a mapping with {sorted(required)}")
    if missing := required - set(raw):
        raise _fail(path, f"keys {sorted(raw)}", f"also {sorted(missing)}")
    if extra := set(raw) - required - set(optional):
        raise _fail(path, f"unknown keys {sorted(extra)}", f"{sorted(required | set(optional))}")


def _fail(path: Path, found: str, expected: str) -> PackError:
    return PackError(pack_fault(f"checklists/{path.name}", found, expected))
