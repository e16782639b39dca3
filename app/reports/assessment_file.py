"""assessment.json: its documented form, its bytes and its JSON Schema."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cpted_rules.analysis.scene.terrain import Ground
from cpted_rules.facts import Approval, Heating, LightZone, ParkingKind, SiteFacts, Stage, Use
from cpted_rules.findings import Assessment, Basis, Binds, Finding, Verdict
from cpted_rules.note import Severity
from cpted_rules.pack import Check, Edition, EditionKind, Evidence, Force, Topic
from cpted_rules.photometry import Photometry
from cpted_rules.plan import SheetKind, SitePlan
from cpted_rules.plan.canonical import dumps, plain
from cpted_rules.rule import WitnessKind
from cpted_rules.settings import Settings

SCHEMA_VERSION = 2
"""2: carries the plan, light tables, bindings and checks, so that it can be re-checked alone."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextModel(_Model):
    """A sentence in Korean, which is authoritative, and in English."""

    ko: str
    en: str


class GeometryModel(_Model):
    """A GeoJSON geometry in site metres: x east, y north; a third number is metres above ground."""

    type: str = Field(description="GeoJSON geometry type.")
    coordinates: list[Any] | None = Field(default=None, description="As in GeoJSON.")
    geometries: list[Any] | None = Field(default=None, description="Of a GeometryCollection.")


class SourceModel(_Model):
    """Where a thing is in the drawings."""

    sheet: str = Field(description="Sheet number.")
    layer: str = Field(description="Layer as drawn.")
    handle: str = Field(description="Entity handle, in hexadecimal.")


class SubjectModel(_Model):
    """An element a finding is about."""

    id: str = Field(description="The element's id in the plan.")
    label: str = Field(description="Its name or mark as drawn; may be empty.")
    source: SourceModel | None


class BoundModel(_Model):
    """What a value must keep, in the unit of the rule."""

    unit: str
    at_least: float | None
    at_most: float | None
    more_than: float | None
    less_than: float | None
    tolerance: float = Field(description="A value off the bound by no more than this is referred.")


class ReferenceModel(_Model):
    """A known figure that is not law."""

    id: str
    bound: BoundModel
    cite: TextModel
    evidence: str = Field(description="Where the figure comes from.")


class WitnessModel(_Model):
    """Geometry that proves a value."""

    kind: WitnessKind
    shape: GeometryModel
    label: TextModel | None


class FieldModel(_Model):
    """Values on a regular grid of cell centres."""

    x_m: float = Field(description="Centre of the first cell (south-west), site x [m].")
    y_m: float = Field(description="Centre of the first cell, site y [m].")
    step_m: float
    unit: str
    rows: list[list[float | None]] = Field(
        description="Rows from south to north, each from west to east; null outside the area."
    )


class FindingModel(_Model):
    """One clause put to one subject."""

    number: int = Field(description="Position in the order of presentation, from 1.")
    id: str = Field(description="Stable: same clause, rule, parameters and subjects, same id.")
    clause: str = Field(description="Clause id, `pack/article`.")
    rule: str | None = Field(description="Rule code; null where only a person can answer.")
    verdict: Verdict
    basis: Basis | None = Field(description="Ground of the finding; null where none is needed.")
    force: Force
    topic: Topic
    subjects: list[SubjectModel]
    measured: float | None = Field(description="The value, in `unit`; shares are 0 to 1.")
    unit: str | None
    required: BoundModel | None = Field(description="Null where the clause sets no number.")
    reference: ReferenceModel | None
    beyond_reference: bool
    parameters: dict[str, float | str]
    storey: int = Field(description="0 outside, 1 the ground floor, -1 the first basement.")
    where: GeometryModel | None
    witness: list[WitnessModel]
    field: FieldModel | None
    lacking: TextModel | None = Field(description="What the drawings would have to show.")
    lacking_sheet: SheetKind | None
    show_at: Stage | None = Field(description="Stage at which what is lacking must be shown.")
    note: TextModel | None
    why: TextModel | None = Field(description="Why it is not applicable.")
    security_sensitive: bool = Field(description="What it shows would help an intruder.")


class BindingModel(_Model):
    """Whom a clause binds: every stated condition must hold, and one of `any_of`."""

    uses: list[Use]
    households_at_least: int | None
    households_below: int | None
    approvals: list[Approval]
    cars_at_least: int | None
    cars_more_than: int | None
    parking_kinds: list[ParkingKind]
    self_drive: bool | None
    lift: bool | None
    heating: list[Heating]
    open_24h: bool | None
    mixed: bool | None = Field(description="Whether the project has parts of other uses too.")
    floors_at_least: int | None
    gross_area_at_least_m2: float | None
    light_zones: list[LightZone]
    home_network: bool | None
    path: TextModel | None = Field(description="The provision by which it binds.")
    unless: "BindingModel | None" = Field(description="Exempts where it holds.")
    any_of: "list[BindingModel]"


class CheckModel(_Model):
    """What a clause asks of one rule's measurements. Without a bound: evidence for a person."""

    rule: str
    bound: BoundModel | None
    reference: ReferenceModel | None
    parameters: dict[str, float | str]


class ClauseModel(_Model):
    """One clause of an edition: what it requires, of whom, and how it is checked."""

    id: str
    cite: TextModel
    title: TextModel
    requires: TextModel
    force: Force
    topic: Topic
    stage: Stage
    binds: BindingModel
    checks: list[CheckModel] = Field(description="Empty where only a person can answer.")
    caveat: TextModel | None = Field(description="What a reader must know about this text.")
    evidence: Evidence = Field(description="Where its text and bounds are known from.")
    contradictions: list[str] = Field(description="Codes of notes that make a finding each.")
    scope: TextModel | None = Field(description="How a clause on scope is applied: no finding.")
    unmodelled: TextModel | None = Field(description="Why it makes no finding.")


class EditionModel(_Model):
    """One edition of an instrument."""

    id: str = Field(description="`pack@date`.")
    pack: str
    kind: EditionKind
    cite: TextModel
    applies_from: str = Field(description="ISO date.")
    applies_until: str | None
    promulgated: str
    transition: TextModel | None
    compared: str = Field(description="With what text it was compared, and when.")
    district: str | None = Field(description="The only district a local edition binds in.")
    enabled: bool = Field(description="Whether it governs without being asked for.")
    clauses: list[ClauseModel]


class ApplicabilityModel(_Model):
    """Whether one clause binds, and why."""

    clause: str
    binds: Binds
    parts: list[int] = Field(description="Indices into facts.parts.")
    why: TextModel


class NoteModel(_Model):
    """A remark of the reader of the drawings."""

    code: str
    severity: Severity
    text: TextModel
    source: SourceModel | None


class ElementModel(BaseModel):
    """A drawn element: these and the fields of its kind, as in cpted_rules/plan/elements.py."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: str
    label: str
    storey: int = Field(description="0 outside, 1 the ground floor, -1 the first basement.")
    source: SourceModel | None


class SheetModel(_Model):
    """One sheet as submitted."""

    number: str
    title: str
    kind: SheetKind
    storeys: list[int]
    file: str


class StoreyModel(_Model):
    """One storey."""

    level: int
    elevation_m: float = Field(description="Floor above local ground.")
    height_m: float


class PlanModel(BaseModel):
    """All that is drawn, in site metres; null means not drawn. Its digest is `plan_digest`.

    Each further field is a list of elements of one kind, as in cpted_rules/plan/siteplan.py.
    """

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, list[ElementModel] | float | None]

    sheets: list[SheetModel]
    storeys: list[StoreyModel]
    north_deg: float


class TiltModel(_Model):
    """Lamp output against tilt, as the photometric file states it."""

    tilt_deg: list[float]
    factor: list[float]


class PhotometryModel(_Model):
    """A candela table that lamps of the plan name, full circle, as it was used."""

    name: str = Field(description="What `luminaires[].photometry` names.")
    c_deg: list[float] = Field(description="C-planes, 0 to 360 inclusive.")
    gamma_deg: list[float] = Field(description="From straight down, 0 to 180 or a part of it.")
    candela: list[list[float]] = Field(description="By plane and gamma [cd].")
    rendering: list[str] = Field(description="Of each set of lamps, as the file states it.")
    tilt: TiltModel | None


class GroundModel(_Model):
    """The surface of the ground that heights stand on, between the levels drawn."""

    corners: list[tuple[float, float, float]] = Field(description="x, y and z in site metres.")
    triangles: list[tuple[int, int, int]] = Field(description="Three corners each, by index.")


class AssessmentModel(_Model):
    """A submission put to the clauses that may bind it: the machine's result, never edited."""

    schema_version: Literal[2] = Field(description="Version of this form.")
    engine_version: str
    plan_digest: str = Field(description="SHA-256 of the canonical form of the plan.")
    facts: SiteFacts
    settings: Settings = Field(description="Engineering defaults the analyses used; not law.")
    editions: list[EditionModel]
    applicability: list[ApplicabilityModel]
    findings: list[FindingModel]
    notes: list[NoteModel]
    plan: PlanModel
    photometry: list[PhotometryModel]
    ground: GroundModel | None = Field(description="Null where it was taken as flat at z = 0.")


def assessment_model(
    assessment: Assessment,
    *,
    plan: SitePlan,
    photometry: Mapping[str, Photometry],
    ground: Ground,
) -> AssessmentModel:
    """An assessment in its documented form.

    Args:
        plan: what was assessed.
        photometry: candela tables by the name that `Luminaire.photometry` uses.
        ground: as it was followed.
    """
    tables = sorted(photometry.items())
    return AssessmentModel.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "engine_version": assessment.engine_version,
            "plan_digest": assessment.plan_digest,
            "facts": plain(assessment.facts),
            "settings": plain(assessment.settings),
            "editions": [_edition(e) for e in assessment.editions],
            "applicability": plain(assessment.applicability),
            "findings": [_finding(f) for f in assessment.findings],
            "notes": plain(assessment.notes),
            "plan": plain(plan),
            "photometry": [_table(name, table) for name, table in tables],
            "ground": None if ground.is_flat else _ground(ground),
        }
    )


def assessment_bytes(
    assessment: Assessment,
    *,
    plan: SitePlan,
    photometry: Mapping[str, Photometry],
    ground: Ground,
) -> bytes:
    """The content of assessment.json: canonical, so that the same assessment has the same bytes."""
    model = assessment_model(assessment, plan=plan, photometry=photometry, ground=ground)
    return (dumps(model.model_dump(mode="json")) + "\n").encode()


def json_schema() -> str:
    """JSON Schema of assessment.json."""
    schema = AssessmentModel.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    raw: dict[str, Any] = plain(finding)
    return {**raw, "parameters": dict(finding.parameters)}


def _edition(edition: Edition) -> dict[str, Any]:
    kept = set(ClauseModel.model_fields)
    clauses = [
        {
            **{k: v for k, v in plain(clause).items() if k in kept},
            "checks": [_check(check) for check in clause.checks],
        }
        for clause in edition.clauses
    ]
    raw = {k: v for k, v in plain(edition).items() if k in EditionModel.model_fields}
    return {**raw, "id": edition.id, "clauses": clauses}


def _check(check: Check) -> dict[str, Any]:
    raw = {k: v for k, v in plain(check).items() if k in CheckModel.model_fields}
    return {**raw, "parameters": dict(check.parameters)}


def _table(name: str, table: Photometry) -> dict[str, Any]:
    return {
        "name": name,
        "c_deg": table.c_deg.tolist(),
        "gamma_deg": table.gamma_deg.tolist(),
        "candela": table.candela.tolist(),
        "rendering": [lamps.rendering for lamps in table.lamp_sets],
        "tilt": table.tilt
        and {"tilt_deg": list(table.tilt.tilt_deg), "factor": list(table.tilt.factor)},
    }


def _ground(ground: Ground) -> dict[str, Any]:
    return {"corners": ground.corners.tolist(), "triangles": ground.triangles.tolist()}
