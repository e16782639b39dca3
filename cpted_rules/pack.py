"""Rule packs: a legal instrument as a series of dated editions, one YAML file each.

An edition's file is named by the date it applies from. The loader refuses anything it does not know
and any key written twice, so a misspelt key cannot silently switch a clause off.

An edition whose text is that of another one says so instead of writing it twice:

    same_as: 2021-07-01             # the clauses of that edition of the same pack
    except:                         # keys that differ, by clause
      art10-8-1: {caveat: {ko: ..., en: ...}}
    clauses: []                     # optional: clauses that the other edition does not have
"""

from collections.abc import Hashable
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from cpted_rules.clause import (
    FORCE_NAMES,
    Binding,
    Bound,
    Check,
    Clause,
    Edition,
    EditionKind,
    Force,
    Reference,
    Topic,
)
from cpted_rules.errors import PackError, pack_fault
from cpted_rules.facts import Approval, Heating, ParkingKind, Stage, Use
from cpted_rules.text import Text

PACKS = Path(__file__).parent / "packs"
REFERENCES = "_references.yaml"
CLAUSE_KEYS = {"id", "cite", "title", "requires", "force", "topic", "binds", "stage"}
CLAUSE_OPTIONS = {"checks", "opinions", "egress", "person", "caveat"}
BOUNDS = ("at_least", "at_most", "more_than", "less_than")


def load_edition(path: Path) -> Edition:
    """The edition written in one YAML file.

    Raises:
        PackError: a key is unknown, missing, doubled or of the wrong kind; says which and where.
    """
    return _Reader(path).edition()


def edition_files(folder: Path = PACKS) -> tuple[Path, ...]:
    """The file of every edition of every pack, in order of pack and date."""
    packs = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("_"))
    return tuple(path for pack in packs for path in sorted(pack.glob("*.yaml")))


def editions_for(filed_on: date, folder: Path = PACKS) -> tuple[Edition, ...]:
    """The edition of each pack that governs a case filed on a date. Never `today`."""
    latest: dict[str, Path] = {}
    for path in edition_files(folder):
        if path.stem <= filed_on.isoformat():
            latest[path.parent.name] = path
    found = [load_edition(path) for path in latest.values()]
    return tuple(e for e in found if e.applies_until is None or filed_on <= e.applies_until)


def gaps(editions: tuple[Edition, ...]) -> tuple[str, ...]:
    """What is wrong with the dates of one pack's editions: gaps, overlaps, open ends inside."""
    wrong = []
    for older, newer in pairwise(editions):
        expected = newer.applies_from - timedelta(days=1)
        if older.applies_until != expected:
            wrong.append(f"{older.id} applies until {older.applies_until}, expected {expected}")
    return tuple(wrong)


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key written twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := sorted({str(k) for k in keys if keys.count(k) > 1}):
            raise yaml.YAMLError(f"line {node.start_mark.line + 1}: written twice: {twice}")
        return super().construct_mapping(node, deep=deep)


class _Reader:
    """Reads one pack file strictly; every refusal names the file and the clause."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = path.name

    def edition(self) -> Edition:
        raw = self._load(self.path)
        self._keys(
            raw,
            {"pack", "kind", "cite", "short", "applies_from", "promulgated", "compared"},
            {"applies_until", "transition", "clauses", "same_as", "except"},
        )
        if str(raw["applies_from"]) != self.path.stem:
            raise self._fail(
                str(raw["applies_from"]), f"the date of the file name {self.path.stem}"
            )
        if raw["pack"] != self.path.parent.name:
            raise self._fail(str(raw["pack"]), f"the name of the folder {self.path.parent.name}")
        pack = str(raw["pack"])
        return Edition(
            pack=pack,
            kind=EditionKind(raw["kind"]),
            cite=self._text(raw["cite"]),
            short=self._text(raw["short"]),
            applies_from=raw["applies_from"],
            applies_until=raw.get("applies_until"),
            promulgated=str(raw["promulgated"]),
            transition=self._optional_text(raw, "transition"),
            compared=str(raw["compared"]),
            clauses=self._clauses(pack, self._written(raw)),
        )

    def _written(self, raw: dict[str, Any]) -> list[Any]:
        """The clauses as written here, or in the edition this one is the same as."""
        own = list(raw.get("clauses") or [])
        if "same_as" not in raw:
            if "except" in raw or not own:
                raise self._fail(f"keys {sorted(raw)}", "clauses, or same_as")
            return own
        other = self.path.with_name(f"{raw['same_as']}.yaml")
        if not other.is_file():
            raise self._fail(f"same_as {raw['same_as']}", "the date of an edition of this pack")
        shared = list(self._load(other).get("clauses") or [])
        changes = raw.get("except") or {}
        if unknown := set(changes) - {clause["id"] for clause in shared}:
            raise self._fail(f"except {sorted(unknown)}", f"clauses of {raw['same_as']}")
        return [{**clause, **changes.get(clause["id"], {})} for clause in shared] + own

    def _clauses(self, pack: str, written: list[Any]) -> tuple[Clause, ...]:
        clauses = tuple(self._clause(pack, raw) for raw in written)
        ids = [clause.id for clause in clauses]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise self._fail(f"clauses written twice: {twice}", "each clause once")
        return clauses

    def _clause(self, pack: str, raw: Any) -> Clause:
        self.place = f"{self.path.name}: {raw.get('id', '?') if isinstance(raw, dict) else '?'}"
        self._keys(raw, CLAUSE_KEYS, CLAUSE_OPTIONS)
        if not raw.get("checks") and "person" not in raw:
            raise self._fail("neither checks nor person", "checks, or the question for a person")
        opinions = raw.get("opinions", {})
        self._keys(opinions, set(), {"fail", "referred", "unknown"})
        return Clause(
            id=f"{pack}/{raw['id']}",
            cite=self._text(raw["cite"]),
            title=self._text(raw["title"]),
            requires=self._text(raw["requires"]),
            force=Force(raw["force"]),
            topic=Topic(raw["topic"]),
            binds=self._binding(raw["binds"]),
            stage=Stage(raw["stage"]),
            checks=tuple(self._check(c) for c in raw.get("checks", ())),
            opinions=tuple((k, self._text(v)) for k, v in opinions.items()),
            egress=self._optional_text(raw, "egress"),
            person=self._optional_text(raw, "person"),
            caveat=self._optional_text(raw, "caveat"),
        )

    def _binding(self, raw: Any) -> Binding:
        self._keys(raw, set(), set(Binding.__dataclass_fields__))
        return Binding(
            uses=tuple(Use(u) for u in raw.get("uses", ())),
            households_at_least=raw.get("households_at_least"),
            households_below=raw.get("households_below"),
            approvals=tuple(Approval(a) for a in raw.get("approvals", ())),
            cars_at_least=raw.get("cars_at_least"),
            parking_kinds=tuple(ParkingKind(k) for k in raw.get("parking_kinds", ())),
            self_drive=raw.get("self_drive"),
            lift=raw.get("lift"),
            heating=tuple(Heating(h) for h in raw.get("heating", ())),
            open_24h=raw.get("open_24h"),
            any_of=tuple(self._binding(b) for b in raw.get("any_of", ())),
        )

    def _check(self, raw: Any) -> Check:
        self._keys(raw, {"rule"}, {*BOUNDS, "tolerance", "reference", "with"})
        bound = self._bound(raw)
        if bound is None and "tolerance" in raw:
            raise self._fail("a tolerance without a bound", "a bound beside it")
        return Check(
            rule=str(raw["rule"]),
            bound=bound,
            reference=self._reference(raw["reference"]) if "reference" in raw else None,
            parameters=tuple(sorted(raw.get("with", {}).items())),
        )

    def _bound(self, raw: Any) -> Bound | None:
        parsed = {k: self._quantity(str(raw[k])) for k in BOUNDS if k in raw}
        if not parsed:
            return None
        units = {unit for _, unit in parsed.values()}
        if len(units) != 1:
            raise self._fail(f"units {sorted(units)}", "one unit in one check")
        unit = units.pop()
        tolerance, tolerance_unit = self._quantity(str(raw.get("tolerance", f"0 {unit}")))
        if tolerance_unit != unit:
            raise self._fail(f"tolerance in {tolerance_unit}", f"tolerance in {unit}")
        return Bound(unit=unit, tolerance=tolerance, **{k: v for k, (v, _) in parsed.items()})

    def _quantity(self, words: str) -> tuple[float, str]:
        match words.split():
            case [amount, unit]:
                return float(amount), unit
        raise self._fail(words, "a number and a unit, such as `25 m`")

    def _reference(self, id: str) -> Reference:
        """A figure of `_references.yaml` in the packs folder, by id."""
        if id not in self._references:
            raise self._fail(f"reference {id}", f"one of {sorted(self._references)}")
        raw = self._references[id]
        self._keys(raw, {"cite", "evidence"}, set(BOUNDS))
        bound = self._bound(raw)
        if bound is None:
            raise self._fail(f"reference {id} without a bound", "a bound")
        return Reference(id=id, bound=bound, cite=self._text(raw["cite"]), evidence=raw["evidence"])

    @cached_property
    def _references(self) -> dict[str, Any]:
        path = self.path.parent.parent / REFERENCES
        return self._load(path) if path.is_file() else {}

    def _load(self, path: Path) -> dict[str, Any]:
        try:
            raw = yaml.load(path.read_text("utf-8"), Loader=_StrictLoader)
        except yaml.YAMLError as error:
            raise self._fail(str(error), "YAML with each key once") from error
        if not isinstance(raw, dict):
            raise self._fail(repr(raw)[:80], "a mapping")
        return raw

    def _keys(self, raw: Any, required: set[str], optional: set[str]) -> None:
        if not isinstance(raw, dict):
            raise self._fail(repr(raw)[:80], f"a mapping with {sorted(required)}")
        if missing := required - set(raw):
            raise self._fail(f"keys {sorted(raw)}", f"also {sorted(missing)}")
        if extra := set(raw) - required - optional:
            raise self._fail(f"unknown keys {sorted(extra)}", f"{sorted(required | optional)}")

    def _text(self, raw: Any) -> Text:
        self._keys(raw, {"ko", "en"}, set())
        if not all(isinstance(raw[k], str) and raw[k].strip() for k in ("ko", "en")):
            raise self._fail(repr(raw)[:80], "words in both languages")
        return Text(ko=raw["ko"].strip(), en=raw["en"].strip())

    def _optional_text(self, raw: dict[str, Any], key: str) -> Text | None:
        return self._text(raw[key]) if key in raw else None

    def _fail(self, found: str, expected: str) -> PackError:
        return PackError(pack_fault(f"{self.path.parent.name}/{self.place}", found, expected))


__all__ = [
    "FORCE_NAMES",
    "PACKS",
    "Binding",
    "Bound",
    "Check",
    "Clause",
    "Edition",
    "EditionKind",
    "Force",
    "Reference",
    "Topic",
    "edition_files",
    "editions_for",
    "gaps",
    "load_edition",
]
