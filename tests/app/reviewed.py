"""Samples reviewed with their reports, once in a run of the tests, and what a service keeps."""

from functools import cache
from pathlib import Path

from app.blobs import Blobs
from app.db import OutputRow
from app.jobs.kind import media_type
from app.review import review
from tests.made_once import made_once

SAMPLES = Path(__file__).parents[2] / "sample_plans"


@cache
def reviewed(name: str = "multiplex", kind: str = "deficient") -> Path:
    """A folder with everything that a review writes; a test that changes it takes a copy."""
    return made_once(f"reviewed-{name}-{kind}", lambda out: review(SAMPLES / name / kind, out))


def outputs_of(folder: Path, blobs: Blobs) -> list[OutputRow]:
    """The files of a review, kept as a service keeps them."""
    found = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as stream:
            blob = blobs.put(stream)
        found.append(
            OutputRow(
                name=path.name,
                media_type=media_type(path.name),
                digest=blob.digest,
                size=blob.size,
            )
        )
    return found
