"""The data twin of a review: what it says as files for machines, each with its digest."""

from pathlib import Path

from app.annotations.record import FieldValue
from app.annotations.store import STORE
from app.annotations.xfdf.write import xfdf_bytes
from app.copies.archival import digest_of
from app.copies.said import Said
from cpted_rules.plan.canonical import dumps

XFDF = "annotations.xfdf"
INDEX = "twin.json"
SUMS = "SHA256SUMS"
CARRIED = ("assessment.json", "reading.json", "findings.geojson", STORE)
"""Files of the folder that are carried as they are, where they are there."""
DRAWINGS = "review*.dxf"
"""The findings on a layer of their own, over the site and over each drawing."""


def twin(folder: Path, said: Said, *, case: str, report: bytes) -> dict[str, bytes]:
    """The files of the twin by name, with an index and a list of sums that `sha256sum -c` reads.

    Args:
        case: number of the case.
        report: the PDF that the marks are on.
    """
    carried = [folder / name for name in CARRIED if (folder / name).is_file()]
    files = {path.name: path.read_bytes() for path in (*carried, *sorted(folder.glob(DRAWINGS)))}
    values = [FieldValue(name=answer.name, value=answer.value) for answer in said.answers]
    files[XFDF] = xfdf_bytes(said.on_report, values, report="report.pdf", case=case)
    index = {
        "schema_version": 1,
        "case": case,
        "report": {"name": "report.pdf", "sha256": digest_of(report)},
        "files": [
            {"name": name, "bytes": len(content), "sha256": digest_of(content)}
            for name, content in files.items()
        ],
        "marks": len(said.marks),
        "answers": [{"person": a.person, "name": a.name, "value": a.value} for a in said.answers],
    }
    files[INDEX] = (dumps(index, indent=1) + "\n").encode()
    sums = [f"{digest_of(content)}  {name}\n" for name, content in files.items()]
    files[SUMS] = "".join(sums).encode()
    return files


def digests(files: dict[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of each file of a twin but the list of sums."""
    return tuple((name, digest_of(content)) for name, content in files.items() if name != SUMS)
