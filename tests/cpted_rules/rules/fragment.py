"""Rule cases: small plans written in YAML, read into a Site and the measurements expected of it.

One file per rule module, named like it:

    rule: SUR104
    clear_of_the_window:                       # a case; its name is a sentence
      plan:                                    # fields of SitePlan; geometry as coordinate lists
        trees: [{id: t1, at: [0, 3], crown_radius_m: 1.0}]
        openings: [{id: w1, line: [[0, 0], [2, 0]], kind: window}]
        storeys: [{level: -1, elevation_m: -3.5, height_m: 3.5}]
      with: {within_m: 5}                      # parameters, as a pack's check gives them
      sheets: [site_plan]                      # optional: kinds of sheet
      facts: {stage: permit}                   # optional: fields of SiteFacts
      settings: {eye_height_m: 1.5}            # optional: fields of Settings
      photometry: {A: {isotropic_cd: 1000}}    # optional: or {lambert_cd: 1000}; with {ra: "80"}
      expect: [{subjects: [t1, w1], value: 2.0, tolerance: 0.01}]
      # or {subjects: [t1], value: null, lacking: 수관폭} (words that must be said); [] for nothing

Areas are rings `[[x, y], ...]`; an area with a hole is `{shell: [...], holes: [[...]]}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import numpy as np
import yaml
from shapely import LineString, Point, Polygon

from cpted_rules.facts import Parking, SiteFacts, Stage, UsePart
from cpted_rules.photometry import Photometry
from cpted_rules.photometry.stated import LampSet
from cpted_rules.plan import Sheet, SheetKind, SitePlan, Storey
from cpted_rules.settings import Settings
from cpted_rules.site import Site

CASE_KEYS = {"plan", "with", "sheets", "facts", "settings", "photometry", "expect"}
EXPECT_KEYS = {"subjects", "value", "tolerance", "lacking", "storey"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One measurement a case expects; `storey` None means any."""

    subjects: tuple[str, ...]
    value: float | None
    tolerance: float
    lacking: str
    storey: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a rule."""

    file: str
    name: str
    rule: str
    site: Site
    parameters: Mapping[str, float | str]
    expect: tuple[Expected, ...]


@cache
def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of one file. Raises ValueError at anything it does not know."""
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    code = raw.pop("rule")
    return tuple(_case(path, code, name, body) for name, body in raw.items())


def _case(path: Path, code: str, name: str, body: dict[str, Any]) -> Case:
    if extra := set(body) - CASE_KEYS:
        raise ValueError(f"{path.name}: {name}: unknown keys {sorted(extra)}")
    site = Site(
        plan_of(body.get("plan") or {}, sheets=body.get("sheets", ())),
        facts_of(body.get("facts", {})),
        settings=Settings(**body.get("settings", {})),
        photometry={k: point_source(k, v) for k, v in body.get("photometry", {}).items()},
    )
    return Case(
        file=path.name,
        name=name,
        rule=code,
        site=site,
        parameters=body.get("with", {}),
        expect=tuple(_expected(path, name, e) for e in body["expect"]),
    )


def _expected(path: Path, name: str, raw: dict[str, Any]) -> Expected:
    if extra := set(raw) - EXPECT_KEYS:
        raise ValueError(f"{path.name}: {name}: unknown keys in expect {sorted(extra)}")
    return Expected(
        subjects=tuple(raw["subjects"]),
        value=raw["value"],
        tolerance=raw.get("tolerance", 1e-9),
        lacking=raw.get("lacking", ""),
        storey=raw.get("storey"),
    )


def plan_of(raw: dict[str, Any], *, sheets: Any = ()) -> SitePlan:
    """The plan of a fragment; elements are ordered by id."""
    values: dict[str, Any] = {}
    for name, kind in get_type_hints(SitePlan).items():
        if name == "sheets" or name not in raw:
            continue
        if name in ("north_deg", "datum_m"):
            values[name] = float(raw[name])
        elif name == "storeys":
            values[name] = tuple(Storey(**s) for s in raw[name])
        else:
            element = get_args(kind)[0]
            made = [_element(element, item) for item in raw[name]]
            values[name] = tuple(sorted(made, key=lambda e: e.id))
    if extra := set(raw) - {f.name for f in fields(SitePlan)}:
        raise ValueError(f"no such field of SitePlan: {sorted(extra)}")
    drawn = tuple(
        Sheet(number=f"S-{n}", title=kind, kind=SheetKind(kind), storeys=(0,), file="case.dxf")
        for n, kind in enumerate(sheets, start=1)
    )
    return SitePlan(sheets=drawn, **values)


def facts_of(raw: dict[str, Any]) -> SiteFacts:
    """Facts with every field not stated filled in: an apartment complex of 500 households."""
    given = dict(raw)
    parts = given.pop("parts", [{"use": "apartment", "households": 500, "lift": True}])
    parking = given.pop("parking", {})
    values: dict[str, Any] = {
        "title": "case",
        "case_number": "1",
        "stage": Stage.PERMIT,
        "filed_on": date(2026, 3, 2),
        "district": "case",
        "parts": tuple(_value_object(UsePart, p) for p in parts),
        "parking": _value_object(Parking, parking),
    }
    hints = get_type_hints(SiteFacts)
    return SiteFacts(**(values | {k: _converted(hints[k], v) for k, v in given.items()}))


def _value_object(kind: Any, raw: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{k: _converted(hints[k], v) for k, v in raw.items()})


def _element(kind: Any, raw: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    if extra := set(raw) - set(hints):
        raise ValueError(f"no such field of {kind.__name__}: {sorted(extra)}")
    return kind(**{k: _converted(hints[k], v, name=k) for k, v in raw.items()})


def _converted(hint: Any, value: Any, *, name: str = "") -> Any:
    if value is None:
        return None
    if name == "at":
        return Point(value)
    if name == "line":
        return LineString(value)
    if name == "area":
        return (
            Polygon(value["shell"], value.get("holes", ()))
            if isinstance(value, dict)
            else Polygon(value)
        )
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and issubclass(option, Enum):
            return option(value)
        if option is float and not isinstance(value, bool | str):
            return float(value)
    return value


def point_source(name: str, raw: dict[str, Any]) -> Photometry:
    """A point source alike in every direction (isotropic), or by the cosine law (lambert)."""
    gamma = np.arange(0.0, 181.0, 1.0)
    (((kind, candela),)) = ((k, v) for k, v in raw.items() if k != "ra")
    shapes = {
        "isotropic_cd": np.ones_like(gamma),
        "lambert_cd": np.clip(np.cos(np.radians(gamma)), 0.0, None),
    }
    row = candela * shapes[kind]
    return Photometry(
        name=name,
        c_deg=np.array([0.0, 360.0]),
        gamma_deg=gamma,
        candela=np.stack([row, row]),
        lumens=None,
        lamp_sets=(LampSet(number=1, lumens=0.0, rendering=raw["ra"]),) if "ra" in raw else (),
    )


__all__ = ["Case", "Expected", "facts_of", "load_cases", "plan_of", "point_source"]
