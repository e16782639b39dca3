"""The sheets of a set laid on the site together, one upon another where need be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import hypot

from cpted_rules.drawing.sheets.features import Features
from cpted_rules.drawing.sheets.register import (
    TOLERANCE_M,
    TURNS_DEG,
    WEIGHT,
    Registration,
    Unregistered,
    register,
)

TRIES = 3
"""Sheets already laid that a sheet is tried on where the reference does not tell."""


def register_set(
    reference: Features,
    sheets: Mapping[str, Features],
    *,
    turns_deg: Sequence[float] = TURNS_DEG,
    tolerance_m: float = TOLERANCE_M,
) -> dict[str, Registration | Unregistered]:
    """The positions of several sheets on a reference, such as the site plan.

    A sheet that has too little in common with the reference is laid on one already laid: a
    basement on the storey above, its lighting plan on the basement. The sheets of a set are drawn
    the same way up: other turns are tried where the first of `turns_deg` fits nowhere.
    """
    laid: dict[str, Registration] = {}
    result: dict[str, Registration | Unregistered] = {}
    for turns in (turns_deg[:1], turns_deg):
        for name, features in sheets.items():
            if name not in laid:
                found = register(features, reference, turns_deg=turns, tolerance_m=tolerance_m)
                result[name] = found
                if isinstance(found, Registration):
                    laid[name] = found
        tried: set[tuple[str, str]] = set()
        while more := _on_others(sheets, laid, tried, turns, tolerance_m):
            laid |= more
            result |= more
    return {name: result[name] for name in sheets}


def _on_others(
    sheets: Mapping[str, Features],
    laid: Mapping[str, Registration],
    tried: set[tuple[str, str]],
    turns_deg: Sequence[float],
    tolerance_m: float,
) -> dict[str, Registration]:
    """Sheets not laid yet, as they lie on sheets that are."""
    made: dict[str, Registration] = {}
    for name, features in sheets.items():
        if name in laid:
            continue
        others = sorted(laid, key=lambda other: -_alike(features, sheets[other]))
        for other in [o for o in others if (name, o) not in tried][:TRIES]:
            tried.add((name, other))
            found = register(features, sheets[other], turns_deg=turns_deg, tolerance_m=tolerance_m)
            if isinstance(found, Registration):
                made[name] = _after(found, laid[other])
                break
    return made


def _alike(a: Features, b: Features) -> float:
    """How much two sheets may have in common, by how much of each kind both show."""
    return sum(
        weight * min(len(getattr(a, kind)), len(getattr(b, kind)))
        for kind, weight in (*WEIGHT.items(), ("others", 0.3))
    )


def _after(first: Registration, then: Registration) -> Registration:
    """A sheet on a sheet on the reference."""
    return replace(
        first,
        site_point=then.point(first.site_point),
        rotation_deg=(first.rotation_deg + then.rotation_deg) % 360.0,
        residual_m=hypot(first.residual_m, then.residual_m),
        matched=min(first.matched, then.matched),
        upright=first.upright or then.upright,
    )
