"""What an assessment file gives: plan, facts, settings, light tables, clauses and findings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same
from cpted_rules.verify.drawn import Drawn, drawn_of, source_of
from cpted_rules.verify.result import AssessmentError
from cpted_rules.verify.shapes import Shape, shape_of

READ_VERSION = 2
"""The version of assessment.json that carries what re-checking needs."""

Parameter = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a value must keep, and its measuring tolerance, in `unit`."""

    unit: str
    at_least: float | None
    at_most: float | None
    more_than: float | None
    less_than: float | None
    tolerance: float

    def kept(self, value: float, slack: float = 0.0) -> bool:
        """Whether a value keeps the bound widened by a slack."""
        if self.at_least is not None and value < self.at_least - slack:
            return False
        if self.at_most is not None and value > self.at_most + slack:
            return False
        if self.more_than is not None and value <= self.more_than - slack:
            return False
        return self.less_than is None or value < self.less_than + slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a clause asks of a rule; `reference` is a figure that is not law."""

    rule: str
    bound: Bound | None
    reference: Bound | None
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of an edition of a kind, and what the file says of whom it binds.

    Args:
        contradictions: codes of notes that make a finding each.
        silent: it makes no finding: it says whom others bind, or asks nothing of a plan.
    """

    id: str
    kind: str
    force: str
    topic: str
    checks: tuple[Check, ...]
    binds: Mapping[str, Any]
    contradictions: tuple[str, ...]
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Geometry that proves a value; `label` as in English."""

    kind: str
    shape: Shape
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Values on a raster, by row and column; `at` gives centres. Cells outside have none."""

    x_m: float
    y_m: float
    step_m: float
    unit: str
    rows: tuple[tuple[float | None, ...], ...]

    def cells(self) -> dict[tuple[float, float], float]:
        """The values by the centres of their cells, south to north."""
        return {
            (self.x_m + column * self.step_m, self.y_m + row * self.step_m): value
            for row, values in enumerate(self.rows)
            for column, value in enumerate(values)
            if value is not None
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding as the file has it."""

    number: int
    id: str
    clause: str
    rule: str | None
    verdict: str
    basis: str | None
    force: str
    topic: str
    subjects: tuple[tuple[str, str, tuple[str, str, str] | None], ...]
    measured: float | None
    unit: str | None
    required: Bound | None
    reference: Bound | None
    beyond_reference: bool
    parameters: Mapping[str, Parameter]
    storey: int
    where: Shape | None
    witness: tuple[Witness, ...]
    field: Field | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its subjects."""
        return tuple(id for id, _, _ in self.subjects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Luminous intensity by C-plane and gamma, and the factor by tilt where the file has one.

    Args:
        rendering: what it says of the colour rendering of its lamps.
    """

    c_deg: tuple[float, ...]
    gamma_deg: tuple[float, ...]
    candela: tuple[tuple[float, ...], ...]
    tilt_deg: tuple[float, ...]
    tilt_factor: tuple[float, ...]
    rendering: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that the file gives.

    Args:
        digest: computed from its plan; `stated_digest` stands in it.
        binds: of each clause, whether the file says it binds, and which parts.
        notes: codes of the remarks of the reader.
        remarks: code, words in Korean and source of each.
        corners, triangles: of the surface of the ground; none where it was taken as flat.
    """

    digest: str
    stated_digest: str
    drawn: Drawn
    facts: Mapping[str, Any]
    settings: Mapping[str, float]
    tables: Mapping[str, Table]
    clauses: tuple[Clause, ...]
    binds: tuple[tuple[str, str, tuple[int, ...]], ...]
    findings: tuple[Finding, ...]
    notes: frozenset[str]
    remarks: tuple[tuple[str, str, tuple[str, str, str] | None], ...]
    corners: tuple[tuple[float, float, float], ...]
    triangles: tuple[tuple[int, int, int], ...]


def given(content: bytes) -> Given:
    """What the bytes of an assessment file give.

    Raises:
        AssessmentError: not such a file, of another version, or without the plan.
    """
    try:
        raw = json.loads(content)
        version = raw["schema_version"]
    except (ValueError, KeyError, TypeError) as error:
        raise _refused(str(error), _A_FILE) from error
    if version != READ_VERSION or raw.get("plan") is None:
        found = f"schema_version {version}, plan {'yes' if raw.get('plan') else 'no'}"
        raise _refused(found, _WITH_PLAN)
    try:
        return _given(raw)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise _refused(f"{type(error).__name__}: {error}", _A_FILE) from error


def _given(raw: dict[str, Any]) -> Given:
    words = json.dumps(raw["plan"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Given(
        digest=sha256(words.encode()).hexdigest(),
        stated_digest=raw["plan_digest"],
        drawn=drawn_of(raw["plan"]),
        facts=raw["facts"],
        settings=raw["settings"],
        tables={t["name"]: _table(t) for t in raw["photometry"]},
        clauses=tuple(_clause(c, e["kind"]) for e in raw["editions"] for c in e["clauses"]),
        binds=tuple((a["clause"], a["binds"], tuple(a["parts"])) for a in raw["applicability"]),
        findings=tuple(_finding(f) for f in raw["findings"]),
        notes=frozenset(note["code"] for note in raw["notes"]),
        remarks=tuple(
            (note["code"], note["text"]["ko"], source_of(note["source"])) for note in raw["notes"]
        ),
        corners=tuple((c[0], c[1], c[2]) for c in (raw["ground"] or {"corners": ()})["corners"]),
        triangles=tuple(
            (t[0], t[1], t[2]) for t in (raw["ground"] or {"triangles": ()})["triangles"]
        ),
    )


def _table(raw: dict[str, Any]) -> Table:
    tilt = raw["tilt"] or {"tilt_deg": (), "factor": ()}
    return Table(
        c_deg=tuple(raw["c_deg"]),
        gamma_deg=tuple(raw["gamma_deg"]),
        candela=tuple(tuple(row) for row in raw["candela"]),
        tilt_deg=tuple(tilt["tilt_deg"]),
        tilt_factor=tuple(tilt["factor"]),
        rendering=tuple(raw.get("rendering", ())),
    )


def _clause(raw: dict[str, Any], kind: str) -> Clause:
    return Clause(
        id=raw["id"],
        kind=kind,
        force=raw["force"],
        topic=raw["topic"],
        checks=tuple(
            Check(
                rule=check["rule"],
                bound=_bound(check["bound"]),
                reference=_reference(check["reference"]),
                parameters=check["parameters"],
            )
            for check in raw["checks"]
        ),
        binds=raw["binds"],
        contradictions=tuple(raw.get("contradictions", ())),
        silent=bool(raw.get("scope") or raw.get("unmodelled")),
    )


def _bound(raw: dict[str, Any] | None) -> Bound | None:
    return None if raw is None else Bound(**raw)


def _reference(raw: dict[str, Any] | None) -> Bound | None:
    return None if raw is None else _bound(raw["bound"])


def _finding(raw: dict[str, Any]) -> Finding:
    field = raw["field"]
    return Finding(
        number=raw["number"],
        id=raw["id"],
        clause=raw["clause"],
        rule=raw["rule"],
        verdict=raw["verdict"],
        basis=raw["basis"],
        force=raw["force"],
        topic=raw["topic"],
        subjects=tuple((s["id"], s["label"], source_of(s["source"])) for s in raw["subjects"]),
        measured=raw["measured"],
        unit=raw["unit"],
        required=_bound(raw["required"]),
        reference=_reference(raw["reference"]),
        beyond_reference=raw["beyond_reference"],
        parameters=raw["parameters"],
        storey=raw["storey"],
        where=shape_of(raw["where"]) if raw["where"] else None,
        witness=tuple(
            Witness(
                kind=w["kind"],
                shape=shape_of(w["shape"]),
                label=w["label"]["en"] if w["label"] else "",
            )
            for w in raw["witness"]
        ),
        field=Field(**{**field, "rows": tuple(map(tuple, field["rows"]))}) if field else None,
    )


def _refused(found: str, expected: Text) -> AssessmentError:
    return AssessmentError(
        Fault(
            code="assessment/form",
            where="assessment.json",
            found=same(found),
            expected=expected,
            remedy=Text(
                ko="이 버전의 cpted review로 다시 검토하십시오",
                en="Review the submission again with this version of cpted",
            ),
        )
    )


_A_FILE = Text(ko="cpted review가 만든 assessment.json", en="an assessment.json of cpted review")
_WITH_PLAN = Text(
    ko="도면 값이 담긴 assessment.json (schema_version 2)",
    en="an assessment.json that carries its plan (schema_version 2)",
)
