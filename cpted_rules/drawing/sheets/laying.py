"""The sheets of a set of drawings: as declared, else found, corrected, and laid on the site."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from cpted_rules.drawing.drawing import Drawing
from cpted_rules.drawing.layers.layer_map import LayerMap
from cpted_rules.drawing.reading import SheetChange, SheetRead, SheetSpec
from cpted_rules.drawing.sheets.features import features_of
from cpted_rules.drawing.sheets.found import SheetFound, roofs_resolved
from cpted_rules.drawing.sheets.register import (
    Registration,
    from_control_points,
    registration_note,
)
from cpted_rules.drawing.sheets.split import found_sheets
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW
from cpted_rules.drawing.sheets.together import register_set
from cpted_rules.note import Note, Severity
from cpted_rules.plan import SheetKind
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlaid:
    """One drawing whose sheets are wanted.

    Args:
        metres_per_unit: None where the unit could not be told: nothing is found then.
        declared: its sheets as declared; none means that they are to be found.
    """

    drawing: Drawing
    metres_per_unit: float | None
    declared: tuple[SheetSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The sheets of every drawing, in the order of the drawings, and remarks on them."""

    sheets: tuple[tuple[SheetRead, ...], ...]
    notes: tuple[Note, ...]


def laid(
    drawings: Sequence[Unlaid], layer_map: LayerMap, changes: Mapping[str, SheetChange]
) -> Laid:
    """All sheets on the site.

    Args:
        changes: corrections by sheet number.
    """
    notes: list[Note] = []
    sheets = [
        [_changed(sheet, changes) for sheet in own]
        for own in _numbered([_sheets_of(one, layer_map) for one in drawings], drawings)
    ]
    for one, own in zip(drawings, sheets, strict=True):
        own[:] = [_by_control_points(sheet, one, notes) for sheet in own]
    settled = {number for number, said in changes.items() if said.placement is not None}
    _register(drawings, sheets, layer_map, settled, notes)
    notes += [_found_note(one, own) for one, own in zip(drawings, sheets, strict=True) if _new(own)]
    return Laid(sheets=tuple(map(tuple, sheets)), notes=tuple(notes))


def _sheets_of(one: Unlaid, layer_map: LayerMap) -> list[SheetRead] | list[SheetFound]:
    if one.declared:
        return [SheetRead(spec=spec) for spec in one.declared]
    if one.metres_per_unit is None:
        whole = SheetSpec(kind=SheetKind.FLOOR_PLAN, number="#1", storeys=(1,))
        return [SheetRead(spec=whole, how="whole", sure=0.0)]
    return list(found_sheets(one.drawing, layer_map, metres_per_unit=one.metres_per_unit))


def _numbered(
    every: Sequence[list[SheetRead] | list[SheetFound]], drawings: Sequence[Unlaid]
) -> list[list[SheetRead]]:
    """The sheets with the storeys of roofs, and with numbers of their own across all files."""
    found = [s for own in every for s in own if isinstance(s, SheetFound)]
    resolved = dict(zip(map(id, found), roofs_resolved(found), strict=True))
    read = [
        [s if isinstance(s, SheetRead) else _read(resolved[id(s)]) for s in own] for own in every
    ]
    seen = Counter(sheet.spec.number for own in read for sheet in own)
    several = len(drawings) > 1

    def own_number(sheet: SheetRead, file: str) -> SheetRead:
        made_up = several and sheet.spec.number.startswith("#")  # counts within one file only
        if sheet.how == "declared" or not (made_up or seen[sheet.spec.number] > 1):
            return sheet
        return replace(sheet, spec=replace(sheet.spec, number=_own(sheet, file)))

    return [
        [own_number(sheet, one.drawing.name) for sheet in own]
        for own, one in zip(read, drawings, strict=True)
    ]


def _own(sheet: SheetRead, file: str) -> str:
    stem = file.rpartition("/")[2].rpartition(".")[0] or file
    return f"{stem}{'' if sheet.spec.number.startswith('#') else ' '}{sheet.spec.number}"


def _read(found: SheetFound) -> SheetRead:
    return SheetRead(
        spec=found.spec,
        how=found.how.value,
        use=found.use,
        sure=found.confidence,
        evidence=found.evidence,
        scale=found.scale,
        entities=found.entities,
    )


def _changed(sheet: SheetRead, changes: Mapping[str, SheetChange]) -> SheetRead:
    """A sheet as a person said it is."""
    said = changes.get(sheet.spec.number)
    if said is None:
        return sheet
    spec = replace(
        sheet.spec,
        kind=said.kind or sheet.spec.kind,
        title=sheet.spec.title if said.title is None else said.title,
        storeys=sheet.spec.storeys if said.storeys is None else said.storeys,
    )
    if said.placement is not None:
        spec = replace(
            spec,
            drawing_point=said.placement.drawing_point,
            site_point=said.placement.site_point,
            rotation_deg=said.placement.rotation_deg,
        )
    use = not said.left_out and spec.kind not in NO_PLAN_VIEW and bool(spec.storeys)
    return replace(sheet, spec=spec, use=use, how="declared", sure=1.0)


def _by_control_points(sheet: SheetRead, one: Unlaid, notes: list[Note]) -> SheetRead:
    """A sheet laid by two points whose places on the site are declared."""
    points, metres = sheet.spec.control_points, one.metres_per_unit
    if points is None or metres is None:
        return sheet
    first, second = points
    result = from_control_points(
        ((first[0] * metres, first[1] * metres), (second[0] * metres, second[1] * metres)),
        (first[2:], second[2:]),
    )
    notes.append(registration_note(sheet.spec.number, result))
    return _placed(sheet, result, metres) if isinstance(result, Registration) else sheet


def _placed(sheet: SheetRead, result: Registration, metres: float) -> SheetRead:
    spec = replace(
        sheet.spec,
        drawing_point=result.in_units(metres),
        site_point=result.site_point,
        rotation_deg=result.rotation_deg,
    )
    return replace(sheet, spec=spec, residual_m=result.residual_m)


def _new(sheets: Sequence[SheetRead]) -> bool:
    return any(sheet.how not in {"declared", "whole"} for sheet in sheets)


def _register(
    drawings: Sequence[Unlaid],
    sheets: Sequence[list[SheetRead]],
    layer_map: LayerMap,
    settled: Collection[str],
    notes: list[Note],
) -> None:
    """Lay the sheets that were found on the first of them, by what they have in common.

    Args:
        settled: numbers of those that a person has placed: they stay, the others are laid on them.
    """
    found = [
        (one, own, n)
        for one, own in zip(drawings, sheets, strict=True)
        for n, sheet in enumerate(own)
        if not one.declared and sheet.use and sheet.residual_m is None
    ]
    # the site plan is the ground that everything else is laid on; without one, the ground floor
    found.sort(key=lambda item: _before(item[1][item[2]].spec))
    free = [item for item in found[1:] if item[1][item[2]].spec.number not in settled]
    if not free:
        return
    features = {
        own[n].spec.number: features_of(
            one.drawing, layer_map, own[n].spec, metres_per_unit=one.metres_per_unit or 1.0
        )
        for one, own, n in (found[0], *free)
    }
    reference, *rest = features
    results = register_set(features[reference], {name: features[name] for name in rest})
    one, own, n = found[0]
    ground, ground_metres = own[n].spec, one.metres_per_unit or 1.0
    for one, own, n in free:
        result = results[own[n].spec.number]
        notes.append(registration_note(own[n].spec.number, result))
        if isinstance(result, Registration):
            metres = one.metres_per_unit or 1.0
            own[n] = _placed(own[n], _with_ground(result, ground, ground_metres), metres)
        else:
            # laid anywhere else, its things would stand on the wrong ground
            own[n] = replace(own[n], use=False)


def _with_ground(result: Registration, ground: SheetSpec, metres: float) -> Registration:
    """Where a sheet lies on the site, laid on one that may itself have been placed on it."""
    (x, y), (u, v) = ground.drawing_point, result.site_point
    c, s = cos(radians(ground.rotation_deg)), sin(radians(ground.rotation_deg))
    u, v = u - x * metres, v - y * metres
    east, north = ground.site_point
    return replace(
        result,
        site_point=(east + c * u - s * v, north + s * u + c * v),
        rotation_deg=result.rotation_deg + ground.rotation_deg,
    )


def _before(spec: SheetSpec) -> tuple[bool, int]:
    lowest = min((s if s > 0 else 1000 - s for s in spec.storeys), default=2000)
    return (spec.kind is not SheetKind.SITE_PLAN, lowest)


def _found_note(one: Unlaid, sheets: Sequence[SheetRead]) -> Note:
    used = [sheet.spec.number for sheet in sheets if sheet.use]
    return Note(
        code="drawing/sheets-found",
        severity=Severity.ASSUMPTION,
        text=Text(
            ko="{name}: 신고가 없어 도면 {n}개를 찾음, 그중 {m}개를 평면으로 읽음({used}). "
            "확인 필요",
            en="{name}: {n} sheets were found, as none is declared; {m} are read as plans "
            "({used}); please confirm",
        ).fill(
            name=one.drawing.name,
            n=str(len(sheets)),
            m=str(len(used)),
            used=", ".join(used[:8]) or "-",
        ),
    )
