"""Untitled drawings beside one another: which is the plan, and which are its copies or views."""

from collections.abc import Sequence
from dataclasses import replace

from cpted_rules.drawing.sheets.clusters import Cluster
from cpted_rules.drawing.sheets.guess import (
    Guess,
    by_content,
    like_elevation,
    same_outline,
    shared_linework,
)
from cpted_rules.drawing.sheets.pieces import Space
from cpted_rules.drawing.sheets.storeys import storeys_of
from cpted_rules.plan import SheetKind
from cpted_rules.text import Text

COPY = 0.6
"""Share of common linework from which two drawings of one size show the same plan."""


def guesses(
    space: Space, pieces: Sequence[Cluster], *, alone: bool
) -> dict[Cluster, tuple[Guess, bool]]:
    """For each untitled drawing a kind, and whether to read it unasked: one plan at most.

    Args:
        alone: whether none beside them has a title. Where some have, none of these is read.
    """
    contents = {p: by_content(space.meanings(p.members), space.size_m(p.box)) for p in pieces}
    if not pieces:
        return {}
    main = max(pieces, key=lambda p: (not _roof(space, p), contents[p].plan, len(p.members)))
    rival = any(
        contents[p].plan > 0.8 * contents[main].plan and not same_outline(p.box, main.box)
        for p in pieces
        if p is not main
    )
    chosen = contents[main]
    evidence = Text(
        ko="{why}; 제목 없는 도면 {n}개 가운데 평면 요소가 가장 많음",
        en="{why}; the most plan-like of {n} untitled drawings",
    ).fill(why=chosen.evidence, n=str(len(pieces)))
    sure = chosen.confidence - (0.2 if rival else 0.0)
    made = {main: (replace(chosen, evidence=evidence, confidence=max(sure, 0.1)), alone)}
    for piece in pieces:
        if piece is not main:
            made[piece] = (_beside(space, piece, main, contents[piece]), False)
    return made


def _beside(space: Space, piece: Cluster, main: Cluster, content: Guess) -> Guess:
    """What a drawing may be that stands beside the plan."""
    if same_outline(piece.box, main.box):
        if _roof(space, piece):
            why = Text(
                ko="평면과 크기가 같고 지붕 레이어로 그려짐: 지붕 평면으로 추정",
                en="as large as the plan and drawn on roof layers: perhaps its roof plan",
            )
            return Guess(kind=SheetKind.FLOOR_PLAN, confidence=0.4, evidence=why, roof=True)
        shared = shared_linework(space.strokes, main.members, piece.members)
        if shared >= COPY:
            why = Text(
                ko="평면과 선의 {share}%가 같음: 같은 평면의 사본이거나 다른 층. 더하지 않음",
                en="{share} % of its lines are those of the plan: a copy or another floor; "
                "not added up",
            ).fill(share=f"{100 * shared:.0f}")
            return replace(content, confidence=0.3, evidence=why)
        why = Text(
            ko="평면과 크기가 같음: 다른 층으로 추정. 층을 확인해야 읽음",
            en="as large as the plan: perhaps another floor; read once its storey is confirmed",
        )
        return replace(content, confidence=0.3, evidence=why)
    if like_elevation(piece.box, main.box):
        why = Text(
            ko="낮고 길며 너비가 평면의 한 변과 비슷함: 입면 또는 단면으로 추정",
            en="low, and as wide as a side of the plan: perhaps an elevation or a section",
        )
        return Guess(kind=SheetKind.ELEVATION, confidence=0.35, evidence=why)
    why = Text(
        ko="{why}; 제목이 없어 확인해야 읽음", en="{why}; untitled, read once it is confirmed"
    ).fill(why=content.evidence)
    return replace(content, confidence=min(content.confidence, 0.3), evidence=why)


def _roof(space: Space, piece: Cluster) -> bool:
    """Whether a quarter of the linework is on layers named for roofs, and little of it is walls."""
    layers = [space.entities[i].layer for i in piece.members]
    roofs = {name for name in set(layers) if storeys_of(name).roof}
    count = sum(layer in roofs for layer in layers)
    walls = sum(
        meaning is not None and meaning.value == "wall" for meaning in space.meanings(piece.members)
    )
    return count > len(layers) / 4 and walls < count
