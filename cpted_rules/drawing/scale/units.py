"""The unit of a drawing: as declared, else by the votes of what is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpted_rules.drawing.drawing import Drawing
from cpted_rules.drawing.layers.layer_map import LayerMap
from cpted_rules.drawing.reading import Vote
from cpted_rules.drawing.scale.votes import HEADER_UNITS, METRES, votes
from cpted_rules.drawing.sheets.placing import classifier
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text, join, same

_ENOUGH = 2
"""Weight of votes a unit needs before it is believed."""
_COMMON = ("mm", "cm", "m")
"""Units any drawing may have; others are believed only of one that itself speaks of them."""
_STRONG = 2
"""Weight of a vote that rests on a size people know, not on the header or the extent."""
_DOUBTFUL = 4
"""A declared unit with so much less weight than another is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFound:
    """The unit of a drawing.

    Args:
        unit: None where it could not be told.
        basis: `declared`, `estimated` or `unknown`.
        votes: the evidence, also where the unit is declared.
        tally: weight of the votes for each unit, the heaviest first.
    """

    unit: str | None
    basis: str
    votes: tuple[Vote, ...] = ()
    tally: tuple[tuple[str, int], ...] = ()
    notes: tuple[Note, ...] = ()


def unit_of(
    drawing: Drawing,
    declared: str | None,
    layer_map: LayerMap,
    *,
    shown: Drawing | None = None,
) -> UnitFound:
    """The unit of a drawing; estimated ones come with their evidence, unknown ones as missing.

    Args:
        shown: the drawing with the inserts opened that mean nothing, where it is known.
    """
    # a plan may be bound into one block: what its inserts hold speaks as what is drawn openly
    shown = shown or drawing.shown(classifier(drawing, layer_map).stays_closed)
    found = tuple(votes(shown, layer_map))
    tally = _tally(found)
    seen = {"votes": found, "tally": tally}
    evidence = join([v.of for v in found], "; ") if found else same("-")
    if declared is not None:
        notes = tuple(_contradictions(drawing, declared, tally, evidence))
        return UnitFound(unit=declared, basis="declared", notes=notes, **seen)  # type: ignore[arg-type]
    (best, weight), (_, next_weight) = tally[0], tally[1]
    if weight < _ENOUGH or weight == next_weight:
        notes = (_unknown(drawing.name, evidence),)
        return UnitFound(unit=None, basis="unknown", notes=notes, **seen)  # type: ignore[arg-type]
    notes = (_estimated(drawing.name, best, evidence),)
    return UnitFound(unit=best, basis="estimated", notes=notes, **seen)  # type: ignore[arg-type]


def _tally(found: Sequence[Vote]) -> tuple[tuple[str, int], ...]:
    """The weight of each unit, the heaviest first; at least two units."""
    spoken_of = [v.units[0] for v in found if v.code == "header"]
    strong = [set(v.units) for v in found if v.weight >= _STRONG]
    # a unit nobody draws in needs two sizes that only it explains
    rare = [u for u in METRES if sum(u in s and not s & set(_COMMON) for s in strong) >= 2]
    candidates = dict.fromkeys((*_COMMON, *spoken_of, *rare))
    weights = {u: sum(v.weight for v in found if u in v.units) for u in candidates}
    return tuple(sorted(weights.items(), key=lambda pair: -pair[1]))


def _contradictions(
    drawing: Drawing, declared: str, tally: Sequence[tuple[str, int]], evidence: Text
) -> Iterator[Note]:
    header = HEADER_UNITS.get(drawing.insunits)
    if header and header != declared:
        yield Note(
            code="drawing/unit-differs",
            text=Text(
                ko="{name}: 신고한 단위 {declared}를 따름(파일 머리글은 {header})",
                en="{name}: read in {declared} as declared; the header says {header}",
            ).fill(name=drawing.name, declared=declared, header=header),
        )
    best, weight = tally[0]
    if best != declared and weight - dict(tally).get(declared, 0) >= _DOUBTFUL:
        yield Note(
            code="drawing/unit-doubtful",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 신고한 단위는 {declared}이나 그려진 크기는 {best}에 맞음. "
                "확인 필요. 근거: {evidence}",
                en="{name}: declared in {declared}, but what is drawn fits {best}; please check. "
                "By {evidence}",
            ).fill(name=drawing.name, declared=declared, best=best, evidence=evidence),
        )


def _estimated(name: str, unit: str, evidence: Text) -> Note:
    return Note(
        code="drawing/unit-estimated",
        severity=Severity.ASSUMPTION,
        text=Text(
            ko="{name}: 단위를 {unit}(으)로 추정. 근거: {evidence}",
            en="{name}: unit estimated as {unit}, by {evidence}",
        ).fill(name=name, unit=unit, evidence=evidence),
    )


def _unknown(name: str, evidence: Text) -> Note:
    return Note(
        code="drawing/unit-unknown",
        severity=Severity.MISSING,
        text=Text(
            ko="{name}: 단위를 알 수 없어 읽지 않음(근거: {evidence}). "
            "확인 화면이나 submission.yaml의 unit에 mm, cm, m 등을 적으십시오",
            en="{name}: not read, its unit cannot be told (by {evidence}). "
            "State unit: mm, cm, m, ... on the confirmation page or in submission.yaml",
        ).fill(name=name, evidence=evidence),
    )
