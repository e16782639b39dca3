"""Rule packs: a legal instrument as a series of dated editions, one YAML file each.

An edition's file is named by the date it applies from. The loader refuses anything it does not know,
so a misspelt key cannot silently switch a clause off.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from cpted_rules.errors import PackError, pack_fault
from cpted_rules.facts import Approval, Heating, ParkingKind, Stage, Use
from cpted_rules.text import Text

PACKS = Path(__file__).parent / "packs"


class Force(StrEnum):
    """How strongly a clause binds."""

    MANDATORY = "mandatory"
    MANDATORY_OR_SUBSTITUTE = "mandatory_or_substitute"
    RECOMMENDED = "recommended"


FORCE_NAMES = {
    Force.MANDATORY: Text(ko="의무", en="mandatory"),
    Force.MANDATORY_OR_SUBSTITUTE: Text(ko="의무(대체 가능)", en="mandatory (substitute allowed)"),
    Force.RECOMMENDED: Text(ko="권장", en="recommended"),
}


class EditionKind(StrEnum):
    """The authority of an edition."""

    LAW = "law"
    LOCAL = "local"
    GUIDANCE = "guidance"
    DEFAULT = "default"


class Topic(StrEnum):
    """Where in a project a clause looks, in the order experts weigh findings (korea.md insight 6)."""

    PARKING = "parking"
    PLAYGROUND = "playground"
    ENTRANCE = "entrance"
    CORE = "core"
    OUTER_WALL = "outer_wall"
    OPENING = "opening"
    WALK = "walk"
    BOUNDARY = "boundary"
    PLANTING = "planting"
    COMMUNITY = "community"

    @property
    def rank(self) -> int:
        """Position in the order, from 0."""
        return list(Topic).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Whom a clause binds. Every stated condition must hold; `any_of` holds if one of it does.

    Args:
        uses: uses of a part; empty means any use.
        households_at_least, households_below: households of that part.
        cars_at_least: number of cars of the project's car park.
    """

    uses: tuple[Use, ...] = ()
    households_at_least: int | None = None
    households_below: int | None = None
    approvals: tuple[Approval, ...] = ()
    cars_at_least: int | None = None
    parking_kinds: tuple[ParkingKind, ...] = ()
    lift: bool | None = None
    heating: tuple[Heating, ...] = ()
    open_24h: bool | None = None
    any_of: "tuple[Binding, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a value must keep: at least, at most, more than, less than; in the unit of the rule.

    Args:
        tolerance: measuring tolerance; a value that breaks the bound by no more is referred.
    """

    unit: str
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    tolerance: float = 0.0

    def kept_by(self, value: float, *, slack: float = 0.0) -> bool:
        """Whether the value keeps the bound, widened by `slack`."""
        return (
            (self.at_least is None or value >= self.at_least - slack)
            and (self.at_most is None or value <= self.at_most + slack)
            and (self.more_than is None or value > self.more_than - slack)
            and (self.less_than is None or value < self.less_than + slack)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A known figure that is not law: shown beside a measurement that the clause sets no number for."""

    id: str
    bound: Bound
    cite: Text
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a clause asks of one rule's measurements. Without a bound: evidence for a person."""

    rule: str
    bound: Bound | None = None
    reference: Reference | None = None
    parameters: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of an edition.

    Args:
        requires: the requirement in our own words.
        stage: the stage from which its evidence can be asked for (korea.md 4.4).
        opinions: suggested opinion by verdict (`fail`, `referred`, `unknown`), with slots
            `{subject} {measured} {required} {place} {sheet} {cite}`.
        egress: limit that fire or accessibility law sets to the remedy.
        person: the question a person has to answer where nothing is computed.
    """

    id: str
    cite: Text
    title: Text
    requires: Text
    force: Force
    topic: Topic
    binds: Binding
    stage: Stage
    checks: tuple[Check, ...] = ()
    opinions: tuple[tuple[str, Text], ...] = ()
    egress: Text | None = None
    person: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of an instrument.

    Args:
        kind: law, local, guidance or default; decides the basis of its findings.
        short: how it is named in citations.
        compared: with what text its clauses were compared, and when.
    """

    pack: str
    kind: EditionKind
    cite: Text
    short: Text
    applies_from: date
    applies_until: date | None
    promulgated: str
    transition: Text | None
    compared: str
    clauses: tuple[Clause, ...] = field(repr=False)

    @property
    def id(self) -> str:
        """`pack@date`."""
        return f"{self.pack}@{self.applies_from.isoformat()}"


def load_edition(path: Path) -> Edition:
    """The edition written in one YAML file.

    Raises:
        PackError: a key is unknown, missing or of the wrong kind; says which and where.
    """
    raw = yaml.safe_load(path.read_text("utf-8"))
    return _Reader(path).edition(raw)


def editions_for(filed_on: date, folder: Path = PACKS) -> tuple[Edition, ...]:
    """The edition of each pack that governs a case filed on a date. Never `today`."""
    found: list[Edition] = []
    for pack in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("_")):
        past = [p for p in sorted(pack.glob("*.yaml")) if p.stem <= filed_on.isoformat()]
        if past:
            edition = load_edition(past[-1])
            if edition.applies_until is None or filed_on <= edition.applies_until:
                found.append(edition)
    return tuple(found)


class _Reader:
    """Reads one pack file strictly; every refusal names the file and the clause."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = path.name

    def _fail(self, found: str, expected: str) -> PackError:
        return PackError(pack_fault(f"{self.path.parent.name}/{self.place}", found, expected))

    def _keys(self, raw: Any, required: set[str], optional: set[str]) -> None:
        if not isinstance(raw, dict):
            raise self._fail(repr(raw)[:80], f"a mapping with {sorted(required)}")
        if missing := required - set(raw):
            raise self._fail(f"keys {sorted(raw)}", f"also {sorted(missing)}")
        if extra := set(raw) - required - optional:
            raise self._fail(f"unknown keys {sorted(extra)}", f"{sorted(required | optional)}")

    def _text(self, raw: Any) -> Text:
        self._keys(raw, {"ko", "en"}, set())
        return Text(ko=str(raw["ko"]), en=str(raw["en"]))

    def edition(self, raw: Any) -> Edition:
        self._keys(
            raw,
            {"pack", "kind", "cite", "short", "applies_from", "promulgated", "compared", "clauses"},
            {"applies_until", "transition"},
        )
        if raw["applies_from"].isoformat() != self.path.stem:
            raise self._fail(
                str(raw["applies_from"]), f"the date of the file name {self.path.stem}"
            )
        pack = str(raw["pack"])
        return Edition(
            pack=pack,
            kind=EditionKind(raw["kind"]),
            cite=self._text(raw["cite"]),
            short=self._text(raw["short"]),
            applies_from=raw["applies_from"],
            applies_until=raw.get("applies_until"),
            promulgated=str(raw["promulgated"]),
            transition=self._text(raw["transition"]) if "transition" in raw else None,
            compared=str(raw["compared"]),
            clauses=tuple(self._clause(pack, c) for c in raw["clauses"]),
        )

    def _clause(self, pack: str, raw: Any) -> Clause:
        self.place = f"{self.path.name}: {raw.get('id', '?') if isinstance(raw, dict) else '?'}"
        self._keys(
            raw,
            {"id", "cite", "title", "requires", "force", "topic", "binds", "stage"},
            {"checks", "opinions", "egress", "person"},
        )
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
            egress=self._text(raw["egress"]) if "egress" in raw else None,
            person=self._text(raw["person"]) if "person" in raw else None,
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
            lift=raw.get("lift"),
            heating=tuple(Heating(h) for h in raw.get("heating", ())),
            open_24h=raw.get("open_24h"),
            any_of=tuple(self._binding(b) for b in raw.get("any_of", ())),
        )

    def _bound(self, raw: Any) -> Bound | None:
        words = {
            k: str(raw[k]) for k in ("at_least", "at_most", "more_than", "less_than") if k in raw
        }
        if not words:
            return None
        parsed = {k: self._quantity(w) for k, w in words.items()}
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

    def _check(self, raw: Any) -> Check:
        bounds = {"at_least", "at_most", "more_than", "less_than", "tolerance"}
        self._keys(raw, {"rule"}, bounds | {"reference", "with"})
        return Check(
            rule=str(raw["rule"]),
            bound=self._bound(raw),
            reference=self._reference(raw["reference"]) if "reference" in raw else None,
            parameters=tuple(sorted(raw.get("with", {}).items())),
        )

    def _reference(self, id: str) -> Reference:
        """A figure of `_references.yaml` in the packs folder, by id."""
        path = self.path.parent.parent / "_references.yaml"
        table = yaml.safe_load(path.read_text("utf-8"))
        if id not in table:
            raise self._fail(f"reference {id}", f"one of {sorted(table)}")
        raw = table[id]
        self._keys(raw, {"cite", "evidence"}, {"at_least", "at_most", "more_than", "less_than"})
        bound = self._bound(raw)
        if bound is None:
            raise self._fail(f"reference {id} without a bound", "a bound")
        return Reference(id=id, bound=bound, cite=self._text(raw["cite"]), evidence=raw["evidence"])
