"""Building models beside drawings: one plan, in which drawings say what they show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace

from cpted_rules.drawing.reading import EvidenceRow, LuminaireRow, Reading
from cpted_rules.note import Note
from cpted_rules.plan import Element, Luminaire, Opening, SitePlan
from cpted_rules.plan.siteplan import ELEMENT_FIELDS
from cpted_rules.text import Text

CERTIFIED = "시험성적서"


def is_model(raw: bytes, name: str) -> bool:
    """Whether a file is a building model (IFC), by its first bytes or its ending."""
    return raw[:13] == b"ISO-10303-21;" or name.lower().endswith((".ifc", ".ifczip"))


def with_models(
    drawn: Reading,
    models: Sequence[Reading],
    *,
    rows: Mapping[str, LuminaireRow],
    evidence: Sequence[EvidenceRow],
) -> Reading:
    """A reading of drawings with those of models: what a drawing shows on a storey, models do not.

    Args:
        rows: the luminaire schedule by mark.
        evidence: certificates, by the marks of what they cover.
    """
    plan, notes = drawn.plan, [*drawn.notes]
    bases = {basis.id: basis for reading in (drawn, *models) for basis in reading.bases}
    for model in models:
        plan, left = _added(plan, model.plan, rows, evidence)
        notes += [*model.notes, *_left_out(left)]
    kept = {element.id for element in plan.elements()}
    return replace(
        drawn,
        plan=plan,
        notes=tuple(notes),
        census=(*drawn.census, *(c for model in models for c in model.census)),
        bases=tuple(bases[i] for i in sorted(bases) if i in kept),
    )


def _added(
    plan: SitePlan,
    model: SitePlan,
    rows: Mapping[str, LuminaireRow],
    evidence: Sequence[EvidenceRow],
) -> tuple[SitePlan, int]:
    """The plan with what a model adds, and how many elements a drawing shows already."""
    found: dict[str, tuple[Element, ...]] = {}
    left = 0
    certified = {mark: row.grade or CERTIFIED for row in evidence for mark in row.marks}
    for field in fields(plan):
        if field.name not in ELEMENT_FIELDS:
            continue
        own: tuple[Element, ...] = getattr(plan, field.name)
        drawn = {element.storey for element in own}
        more = [e for e in getattr(model, field.name) if e.storey not in drawn]
        left += len(getattr(model, field.name)) - len(more)
        joined = [_scheduled(e, rows, certified) for e in more]
        found[field.name] = tuple(sorted((*own, *joined), key=lambda e: e.id))
    return (
        replace(
            plan,
            sheets=(*plan.sheets, *model.sheets),
            storeys=plan.storeys or model.storeys,
            north_deg=plan.north_deg or model.north_deg,
            **found,  # type: ignore[arg-type]
        ),
        left,
    )


def _scheduled(
    element: Element, rows: Mapping[str, LuminaireRow], certified: Mapping[str, str]
) -> Element:
    """An element of a model with what the schedules of the submission say of its mark."""
    mark = getattr(element, "mark", "")
    row = rows.get(mark)
    if row is not None and isinstance(element, Luminaire):
        return replace(
            element,
            photometry=row.photometry,
            height_m=row.height_m if element.height_m is None else element.height_m,
            maintenance_factor=row.maintenance_factor,
        )
    if mark in certified and isinstance(element, Opening) and element.rating is None:
        return replace(element, rating=certified[mark])
    return element


def _left_out(count: int) -> Iterator[Note]:
    if count:
        yield Note(
            code="ifc/drawn-too",
            text=Text(
                ko="모델의 요소 {n}개는 같은 층의 도면에 그려져 있어 도면을 따름",
                en="{n} elements of the model are left to the drawings, which show their kind "
                "on the same storey",
            ).fill(n=str(count)),
        )
