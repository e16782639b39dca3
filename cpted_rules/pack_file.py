"""One pack file, read strictly; `pack` says what it may hold."""

from collections.abc import Hashable
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml

from cpted_rules.clause import (
    Binding,
    Bound,
    Check,
    Clause,
    Edition,
    EditionKind,
    Evidence,
    Force,
    Reference,
    Topic,
)
from cpted_rules.errors import PackError, pack_fault
from cpted_rules.facts import Approval, Heating, LightZone, ParkingKind, Stage, Use
from cpted_rules.text import Text

E = TypeVar("E", bound=StrEnum)

REFERENCES = "_references.yaml"
EDITION_KEYS = {"pack", "kind", "cite", "short", "applies_from", "promulgated", "compared"}
EDITION_OPTIONS = {
    "applies_until", "transition", "clauses", "same_as", "except", "district", "enabled",
}  # fmt: skip
CLAUSE_KEYS = {"id", "cite", "title", "requires", "force", "topic", "binds", "stage"}
CLAUSE_OPTIONS = {
    "checks", "opinions", "egress", "person", "caveat", "evidence", "contradictions", "scope",
    "unmodelled",
}  # fmt: skip
ANSWERS = ("checks", "person", "contradictions", "scope", "unmodelled")
BOUNDS = ("at_least", "at_most", "more_than", "less_than")
ASKED_FOR = (EditionKind.GUIDANCE, EditionKind.DEFAULT)
"""Kinds that govern only where the facts name their pack."""


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key written twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := sorted({str(k) for k in keys if keys.count(k) > 1}):
            raise yaml.YAMLError(f"line {node.start_mark.line + 1}: written twice: {twice}")
        return super().construct_mapping(node, deep=deep)


class PackFile:
    """Reads one pack file strictly; every refusal names the file and the clause."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = path.name

    def edition(self) -> Edition:
        """The edition it says."""
        raw = self._load(self.path)
        self._keys(raw, EDITION_KEYS, EDITION_OPTIONS)
        if str(raw["applies_from"]) != self.path.stem:
            raise self._fail(
                str(raw["applies_from"]), f"the date of the file name {self.path.stem}"
            )
        if raw["pack"] != self.path.parent.name:
            raise self._fail(str(raw["pack"]), f"the name of the folder {self.path.parent.name}")
        pack, kind = str(raw["pack"]), self._kind(raw)
        clauses = self._clauses(pack, self._written(raw, kind))
        self.place = self.path.name
        return Edition(
            pack=pack,
            kind=kind,
            cite=self._text(raw["cite"]),
            short=self._text(raw["short"]),
            applies_from=raw["applies_from"],
            applies_until=raw.get("applies_until"),
            promulgated=str(raw["promulgated"]),
            transition=self._optional_text(raw, "transition"),
            compared=str(raw["compared"]),
            clauses=clauses,
            district=raw.get("district"),
            enabled=self._enabled(raw, kind, clauses),
        )

    def _kind(self, raw: dict[str, Any]) -> EditionKind:
        kind = self._one(EditionKind, raw["kind"])
        if "district" in raw and kind is not EditionKind.LOCAL:
            raise self._fail(f"a district of kind {kind}", "a district only of kind local")
        if "enabled" in raw and kind in ASKED_FOR:
            raise self._fail(f"enabled of kind {kind}", "no such key: it governs if asked for")
        return kind

    def _enabled(self, raw: dict[str, Any], kind: EditionKind, clauses: tuple[Clause, ...]) -> bool:
        """Whether it governs without being asked for: only what was read in a source may."""
        if kind is EditionKind.LAW and any(c.evidence is Evidence.DEFAULT for c in clauses):
            raise self._fail("evidence X of kind law", "only what was read, or M without a bound")
        if kind in ASKED_FOR or raw.get("enabled", True) is False:
            return False
        if unread := [c.id for c in clauses if c.evidence is not Evidence.READ]:
            raise self._fail(f"enabled, with unread {unread}", "enabled: false, or evidence: S")
        return True

    def _written(self, raw: dict[str, Any], kind: EditionKind) -> list[Any]:
        """The clauses as written here, or in the edition this one is the same as."""
        own = list(raw.get("clauses") or [])
        if kind in ASKED_FOR and (unmarked := [c.get("id") for c in own if "evidence" not in c]):
            raise self._fail(f"no evidence: {unmarked}", "evidence: S, M or X")
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
        kept = [clause for clause in shared if changes.get(clause["id"], {}) is not None]
        merged = [{**clause, **changes.get(clause["id"], {})} for clause in kept]
        return [{k: v for k, v in clause.items() if v is not None} for clause in merged] + own

    def _clauses(self, pack: str, written: list[Any]) -> tuple[Clause, ...]:
        clauses = tuple(self._clause(pack, raw) for raw in written)
        ids = [clause.id for clause in clauses]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise self._fail(f"clauses written twice: {twice}", "each clause once")
        return clauses

    def _clause(self, pack: str, raw: Any) -> Clause:
        self.place = f"{self.path.name}: {raw.get('id', '?') if isinstance(raw, dict) else '?'}"
        self._keys(raw, CLAUSE_KEYS, CLAUSE_OPTIONS)
        answers = [k for k in ANSWERS if raw.get(k)]
        if not answers:
            raise self._fail("neither checks nor person", "checks, or the question for a person")
        if len(answers) > 1 and set(answers) - {"checks", "person"}:
            raise self._fail(f"{answers}", "contradictions, scope or unmodelled by itself")
        evidence = self._one(Evidence, raw.get("evidence", Evidence.READ))
        bounded = [c for c in raw.get("checks", ()) if set(c) & set(BOUNDS)]
        if evidence is Evidence.NOT_SEEN and bounded:
            raise self._fail("a bound not seen in a source", "no bound, or evidence S or X")
        return Clause(
            id=f"{pack}/{raw['id']}",
            cite=self._text(raw["cite"]),
            title=self._text(raw["title"]),
            requires=self._text(raw["requires"]),
            force=self._one(Force, raw["force"]),
            topic=self._one(Topic, raw["topic"]),
            binds=self._binding(raw["binds"]),
            stage=self._one(Stage, raw["stage"]),
            checks=tuple(self._check(c) for c in raw.get("checks", ())),
            opinions=self._opinions(raw),
            egress=self._optional_text(raw, "egress"),
            person=self._optional_text(raw, "person"),
            caveat=self._optional_text(raw, "caveat"),
            evidence=evidence,
            contradictions=tuple(raw.get("contradictions", ())),
            scope=self._optional_text(raw, "scope"),
            unmodelled=self._optional_text(raw, "unmodelled"),
        )

    def _opinions(self, raw: dict[str, Any]) -> tuple[tuple[str, Text], ...]:
        opinions = raw.get("opinions", {})
        self._keys(opinions, set(), {"fail", "referred", "unknown"})
        return tuple((k, self._text(v)) for k, v in opinions.items())

    def _binding(self, raw: Any) -> Binding:
        self._keys(raw, set(), set(Binding.__dataclass_fields__))
        return Binding(
            uses=tuple(self._one(Use, u) for u in raw.get("uses", ())),
            households_at_least=raw.get("households_at_least"),
            households_below=raw.get("households_below"),
            approvals=tuple(self._one(Approval, a) for a in raw.get("approvals", ())),
            cars_at_least=raw.get("cars_at_least"),
            cars_more_than=raw.get("cars_more_than"),
            parking_kinds=tuple(self._one(ParkingKind, k) for k in raw.get("parking_kinds", ())),
            self_drive=raw.get("self_drive"),
            lift=raw.get("lift"),
            heating=tuple(self._one(Heating, h) for h in raw.get("heating", ())),
            open_24h=raw.get("open_24h"),
            mixed=raw.get("mixed"),
            floors_at_least=raw.get("floors_at_least"),
            gross_area_at_least_m2=raw.get("gross_area_at_least_m2"),
            light_zones=tuple(self._one(LightZone, str(z)) for z in raw.get("light_zones", ())),
            home_network=raw.get("home_network"),
            path=self._optional_text(raw, "path"),
            unless=self._binding(raw["unless"]) if "unless" in raw else None,
            any_of=tuple(self._binding(b) for b in raw.get("any_of", ())),
        )

    def _check(self, raw: Any) -> Check:
        self._keys(raw, {"rule"}, {*BOUNDS, "tolerance", "reference", "with", "opinions"})
        bound = self._bound(raw)
        if bound is None and "tolerance" in raw:
            raise self._fail("a tolerance without a bound", "a bound beside it")
        return Check(
            rule=str(raw["rule"]),
            bound=bound,
            reference=self._reference(raw["reference"]) if "reference" in raw else None,
            parameters=tuple(sorted(raw.get("with", {}).items())),
            opinions=self._opinions(raw),
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

    def _one(self, kind: type[E], word: Any) -> E:
        try:
            return kind(word)
        except ValueError as error:
            raise self._fail(str(word), f"one of {[str(k) for k in kind]}") from error

    def _text(self, raw: Any) -> Text:
        self._keys(raw, {"ko", "en"}, set())
        if not all(isinstance(raw[k], str) and raw[k].strip() for k in ("ko", "en")):
            raise self._fail(repr(raw)[:80], "words in both languages")
        return Text(ko=raw["ko"].strip(), en=raw["en"].strip())

    def _optional_text(self, raw: dict[str, Any], key: str) -> Text | None:
        return self._text(raw[key]) if key in raw else None

    def _fail(self, found: str, expected: str) -> PackError:
        return PackError(pack_fault(f"{self.path.parent.name}/{self.place}", found, expected))
