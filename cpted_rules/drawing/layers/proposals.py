"""Meanings proposed for layers that no name explains, by what their lines look like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.linework import LayerEvidence, Stroke, pair_evidence, strokes_of
from cpted_rules.drawing.shapes import area_of, thickness_m
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text

BELIEVED = 0.6
"""Layers that look less like walls than this are not proposed."""
FEWEST_ROOM_LAYERS = 5
"""So many layers of one outline each are a layer for every room."""
_ROOM_M2 = (2.0, 3000.0)
_ROOM_THICK_M = 1.2
_STROKES = frozenset({EntityKind.LINE, EntityKind.POLYLINE, EntityKind.CURVE, EntityKind.ARC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A meaning for a layer, how sure it is (0 to 1), and what it is concluded from."""

    layer: str
    meaning: Meaning
    sure: float
    why: Text


def proposals(things: Sequence[Placed]) -> tuple[Proposal, ...]:
    """Meanings for the layers of one drawing that no name explains."""
    walled = any(t.meaning is Meaning.WALL and t.kind in _STROKES for t in things)
    walls = () if walled else tuple(_walls(things))
    taken = {p.layer for p in walls}
    return (*walls, *_rooms([t for t in things if t.layer not in taken]))


def with_proposals(things: Sequence[Placed], proposed: Sequence[Proposal]) -> tuple[Placed, ...]:
    """The things, those on such layers with the meaning proposed."""
    by_layer = {p.layer: p.meaning for p in proposed}
    return tuple(
        replace(t, meaning=by_layer[t.layer], proposed=True)
        if t.meaning is None and t.layer in by_layer and t.kind in _STROKES
        else t
        for t in things
    )


def proposed_notes(name: str, proposed: Sequence[Proposal]) -> Iterator[Note]:
    """What was proposed, to be confirmed; layers of one meaning and reason together."""
    alike: dict[tuple[Meaning, Text], list[str]] = {}
    for one in proposed:
        alike.setdefault((one.meaning, one.why), []).append(one.layer)
    for (meaning, why), layers in alike.items():
        more = f" … (+{len(layers) - 6})" if len(layers) > 6 else ""
        yield Note(
            code=f"drawing/{meaning.value}-layer-proposed",
            severity=Severity.ASSUMPTION,
            text=Text(
                ko="{name}: 레이어 {layers}: {why}. 확인 필요",
                en="{name}: layers {layers}: {why}; please confirm",
            ).fill(name=name, layers=", ".join(layers[:6]) + more, why=why),
        )


def _walls(things: Sequence[Placed]) -> Iterator[Proposal]:
    strokes: dict[str, list[Stroke]] = {}
    for ref, thing in enumerate(things):
        if thing.meaning is None and thing.kind in _STROKES:
            entity = thing.entity
            drawn = strokes_of(entity.points, ref=ref, closed=entity.closed)
            strokes.setdefault(entity.layer, []).extend(drawn)
    for found in pair_evidence(strokes):
        if found.confidence >= BELIEVED:
            yield Proposal(
                layer=found.layer,
                meaning=Meaning.WALL,
                sure=round(found.confidence, 2),
                why=_wall_words(found),
            )


def _wall_words(found: LayerEvidence) -> Text:
    return Text(
        ko="벽으로 추정(선의 {share}%가 약 {t} m 간격으로 나란함)",
        en="taken for walls ({share} % of its lines stand side by side about {t} m apart)",
    ).fill(share=f"{found.share * 100:.0f}", t=f"{found.thickness_m or 0.0:.2f}")


def _rooms(things: Sequence[Placed]) -> Iterator[Proposal]:
    """Layers that each hold one outline of the size of a room."""
    single: dict[str, list[Placed]] = {}
    for thing in things:
        if thing.meaning is None and thing.kind in _STROKES:
            single.setdefault(thing.layer, []).append(thing)
    rooms = {layer: own[0] for layer, own in single.items() if len(own) == 1 and _is_room(own[0])}
    if len(rooms) >= FEWEST_ROOM_LAYERS:
        why = Text(ko="실 하나의 윤곽으로 추정", en="taken for the outline of a room")
        for layer in sorted(rooms):
            yield Proposal(layer=layer, meaning=Meaning.ZONE, sure=BELIEVED, why=why)


def _is_room(thing: Placed) -> bool:
    area = area_of(thing)
    return (
        area is not None
        and _ROOM_M2[0] <= area.area <= _ROOM_M2[1]
        and thickness_m(area) >= _ROOM_THICK_M
    )
