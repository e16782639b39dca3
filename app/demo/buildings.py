"""The made-up buildings of the demonstration: samples under other names, as zips."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.demo.people import DISTRICT

SAMPLES = Path(__file__).parents[2] / "sample_plans"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building before the committee.

    Args:
        sample: folder below sample_plans/.
        east, north: of its sample's place, so that the map shows more than one point. [deg]
    """

    title: str
    number: str
    address: str
    sample: str
    east: float = 0.0
    north: float = 0.0


def zipped(building: Building, filed_on: date, *, sample: str = "") -> bytes:
    """The building's submission as a zip: its sample with its own name, number and place.

    Args:
        sample: another folder: of a further round.
    """
    folder = SAMPLES / (sample or building.sample)
    said = {
        "title": building.title,
        "case_number": building.number,
        "filed_on": f"'{filed_on.isoformat()}'",
        "district": DISTRICT,
        "address": building.address,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            if name == "submission.yaml":
                content = _renamed(content.decode("utf-8"), said).encode("utf-8")
            if name != "expected.yaml":
                entry = zipfile.ZipInfo(f"제출도서/{name}", _FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(entry, content)
    return target.getvalue()


def _renamed(text: str, said: dict[str, str]) -> str:
    for key, value in said.items():
        text = re.sub(rf"^{key}:.*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    return text
