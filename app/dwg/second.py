"""What dwg2geo sees in the model space of a DWG: a reader that shares no code with ezdwg."""

import json
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import dwg2geo

from app.dwg.account import SecondCount


def reader() -> str:
    """The reader and its version."""
    return f"dwg2geo {version('dwg2geo')}"


def count(path: Path) -> SecondCount:
    """Its counts; blocks are opened in what it shows, so their content is not counted."""
    result = dwg2geo.convert(path.read_bytes())
    features = json.loads(result["geojson"])["features"]
    # `insert/entity` is the id of what lies in a block
    own = {f["id"]: f["properties"]["entity_type"] for f in features if "/" not in str(f["id"])}
    skipped: Counter[str] = Counter()
    for row in (*result["skipped"], *result["failed"]):
        skipped[row["entity_type"]] += row["count"]
    return SecondCount(
        reader=reader(),
        total=result["model_space_entities"],
        seen=dict(Counter(own.values())),
        skipped=dict(skipped),
    )
