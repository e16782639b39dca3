"""What the picture of a reading needs to know: fields of the form by layer, classes by meaning."""

from typing import Any

from app.db import SubmissionRow
from app.web.reading_names import NameRow, Names
from app.web.words import WORDS
from cpted_rules.drawing.layers.layer_map import ASIDE, Meaning
from cpted_rules.text import Lang

CLASSES = {
    "boundary": (Meaning.BOUNDARY,),
    "building": (Meaning.BUILDING,),
    "neighbour": (Meaning.NEIGHBOUR,),
    "road": (Meaning.ROAD, Meaning.SITE_ROAD, Meaning.CROSSING),
    "walk": (Meaning.WALK, Meaning.PAVING),
    "zone": (Meaning.ZONE,),
    "wall": (Meaning.WALL, Meaning.COLUMN),
    "opening": (Meaning.DOOR, Meaning.WINDOW, Meaning.GATE, Meaning.SHUTTER),
    "barrier": (Meaning.FENCE, Meaning.FENCE_TAG, Meaning.RAILING, Meaning.HEDGE),
    "parking_bay": (Meaning.BAY,),
    "plant": (Meaning.TREE, Meaning.SHRUB, Meaning.PLANTING_TAG),
    "light": tuple(m for m in Meaning if m.value.endswith("light") or m is Meaning.LUMINAIRE),
    "camera": (Meaning.CAMERA, Meaning.DOME_CAMERA),
}
"""What is drawn in one colour, and the meanings that come to it; every other one is a fixture."""
OTHER, NOTHING = "fixture", "nothing"
_SAID = ("reading.class.", "reading.preview-", "plan.loading", "plan.making", "plan.offline",
         "plan.storey", "plan.fit")  # fmt: skip


def preview(
    row: SubmissionRow, layers: Names, blocks: Names, lang: Lang, *, may_correct: bool
) -> dict[str, Any]:
    """What the script of the picture is given, and the sentences it says."""
    return {
        "given": {
            "submission": row.id,
            "may": may_correct,
            "layers": [_field(one) for one in (*layers.asked, *layers.rest)],
            "blocks": [_field(one) for one in (*blocks.asked, *blocks.rest)],
            "classes": {meaning.value: class_of(meaning) for meaning in Meaning},
            "order": [*CLASSES, OTHER],
        },
        "words": {key: text.in_(lang) for key, text in WORDS.items() if key.startswith(_SAID)},
    }


def class_of(meaning: Meaning) -> str:
    """What is drawn of a meaning, by the name of its colour."""
    for name, meanings in CLASSES.items():
        if meaning in meanings:
            return name
    return NOTHING if meaning in ASIDE else OTHER


def _field(one: NameRow) -> dict[str, str]:
    return {"name": one.name, "field": one.field, "meaning": one.meaning, "count": one.count}
