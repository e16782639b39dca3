"""SUR113: the longest stretch of ground-floor wall without an opening onto a public way."""

from collections.abc import Iterator

import shapely

from cpted_rules.analysis.scene.faces import Face, Span, faces_of, holding, looking_onto, without
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "SUR113",
    title=Text(ko="개구부 없는 저층 벽면", en="Blank wall at the ground floor"),
    measures=Text(
        ko="도로·보행로에 면한 지상 1층 벽면 중 창·문이 없는 가장 긴 구간",
        en="longest stretch of ground-floor wall facing road or walk without window or door",
    ),
    says=Text(
        ko="{subject}: 도로·보행로에 면한 벽면 {value}에 창·문이 없음",
        en="{subject}: {value} of wall facing road or walk has no window or door",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def blank_frontage(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Longest stretch of ground-floor wall facing road or walk without an opening. [m]

    Why: nobody looks out of a blank wall, and nobody cares for what happens before it.
    How: of each building down to the ground, each straight face with a public road or a walk
        straight before it within `within_m`; between the windows, doors, gates and shutters of
        storeys 0 and 1 in it. A corner ends a stretch. What stands between is not asked.
    Lacking: windows and doors of the ground floor.
    """
    plan = site.plan
    ways = shapely.union_all(
        [r.area for r in plan.roads if r.public] + [w.area for w in plan.walks]
    )
    openings = [o.line for o in plan.openings if o.storey in (0, 1)]
    for building in plan.buildings:
        if building.neighbour or building.base_m > 0:
            continue
        faces = [(f, looking_onto(f, ways, within_m=within_m)) for f in faces_of(building.area)]
        if not any(spans for _, spans in faces):
            continue
        if not openings:
            yield Measurement(
                subjects=(building.id,),
                value=None,
                where=building.area,
                lacking=Text(
                    ko="지상 1층 창·문의 위치", en="windows and doors of the ground floor"
                ),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        blank = [
            (face, span)
            for face, spans in faces
            for span in without(spans, holding(face, openings))
        ]
        longest = max(blank, key=_length, default=None)
        yield Measurement(
            subjects=(building.id,),
            value=0.0 if longest is None else _length(longest)[0],
            where=building.area,
            witness=() if longest is None else (_shown(*longest),),
        )


def _length(stretch: tuple[Face, Span]) -> tuple[float, tuple[float, float]]:
    """Its length, then where it is, so that of several as long one is always the same."""
    face, (low, high) = stretch
    return round(high - low, 6), face.start


def _shown(face: Face, span: Span) -> Witness:
    label = same(f"{span[1] - span[0]:.1f} m")
    return Witness(kind=WitnessKind.GAP, shape=face.part(span), label=label)
