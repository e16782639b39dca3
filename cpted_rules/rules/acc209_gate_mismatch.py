"""ACC209: by how much a gate is lower than the fence beside it."""

from collections.abc import Iterator

from cpted_rules.plan import BarrierKind, OpeningKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same


@rule(
    "ACC209",
    title=Text(ko="담장보다 낮은 대문", en="Gate lower than its fence"),
    measures=Text(
        ko="대문이 옆 담장보다 낮은 높이", en="by how much a gate is lower than the fence beside it"
    ),
    says=Text(
        ko="{subject}이(가) 옆 담장보다 {value} 낮음",
        en="{subject} is {value} lower than its fence",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def gate_mismatch(site: Site, *, beside_m: float) -> Iterator[Measurement]:
    """By how much a gate is lower than the fence beside it. [m]

    Why: a fence is as high as its lowest gate.
    How: of each gate at the ground, the highest fence, wall or railing within `beside_m` of it: top
        of that less head of the gate, not below 0.
    Lacking: head of the gate, or height of the fence.
    """
    fences = [
        b for b in site.plan.barriers if b.kind is not BarrierKind.HEDGE and b.storey in (0, 1)
    ]
    for gate in site.plan.openings:
        if gate.kind is not OpeningKind.GATE or gate.storey not in (0, 1):
            continue
        beside = [f for f in fences if f.line.distance(gate.line) <= beside_m]
        if not beside:
            continue
        lacking = [
            words
            for words, is_so in (
                (_HEAD, gate.head_m is None),
                (_HEIGHT, any(f.top_m is None for f in beside)),
            )
            if is_so
        ]
        highest = max(beside, key=lambda f: (f.top_m or 0.0, f.id))
        lower = max((highest.top_m or 0.0) - (gate.head_m or 0.0), 0.0)
        label = same(f"{lower:.2f} m")
        yield Measurement(
            subjects=(gate.id, highest.id),
            value=None if lacking else lower,
            where=gate.line,
            storey=gate.storey,
            witness=()
            if lacking
            else (Witness(kind=WitnessKind.GAP, shape=gate.line, label=label),),
            lacking=join(lacking) if lacking else None,
            lacking_sheet=SheetKind.FENCE_PLAN if lacking else None,
        )


_HEAD = Text(ko="대문 높이(H)", en="height of the gate (H)")
_HEIGHT = Text(ko="담장 높이(H)", en="height of the fence (H)")
