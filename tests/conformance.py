"""Whether copies that claim conformance keep it: our own rules, and veraPDF where it is at hand.

    python -m tests.conformance                    copies of the three samples
    python -m tests.conformance FOLDER ...         of folders that cpted review made
    VERAPDF=/path/to/verapdf python -m tests.conformance

veraPDF is on none of the registries that set-up uses. Install it from its own site; it is found as
`verapdf` on the path, or where VERAPDF says. Without it the rules of app/copies/conformance.py are
checked alone, and that is said.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.copies.archival import Claim
from app.copies.conformance import broken_rules
from app.copies.kinds import Kind
from app.copies.write import copy_of
from app.review import review

SAMPLES = Path(__file__).parents[1] / "sample_plans"
NAMES = ("multiplex", "officetel", "apartment")
CLAIMS = {Kind.DECISION: Claim.A3B, Kind.ARCHIVE: Claim.A1B}
FLAVOURS = {Claim.A3B: "3b", Claim.A1B: "1b"}
SECONDS = 600


def main(folders: list[Path]) -> int:
    """Check every copy; how many fail."""
    verapdf = os.environ.get("VERAPDF") or shutil.which("verapdf")
    failed = passed = 0
    with tempfile.TemporaryDirectory() as place:
        for folder in folders or _reviewed(Path(place)):
            for kind, claim in CLAIMS.items():
                file = Path(place) / f"{folder.name}-{kind.value}.pdf"
                file.write_bytes(copy_of(folder, kind).content)
                found = list(broken_rules(file.read_bytes(), claim))
                if verapdf:
                    found += _by_verapdf(verapdf, file, claim)
                failed, passed = failed + bool(found), passed + (not found)
                print(f"{file.name}  {claim.value}  {'; '.join(found) or 'no failure'}")
    if not verapdf:
        print("veraPDF is not at hand: only our own rules were checked")
    print(f"{passed} passed, {failed} failed")
    return failed


def _reviewed(place: Path) -> Iterator[Path]:
    for name in NAMES:
        review(SAMPLES / name / "deficient", place / name)
        yield place / name


def _by_verapdf(program: str, file: Path, claim: Claim) -> list[str]:
    """What veraPDF says of a file, as its text report says it; nothing where it passes."""
    command = [program, "--flavour", FLAVOURS[claim], "--format", "text", "-v", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    if done.returncode == 0 and any(line.startswith("PASS ") for line in lines):
        return []
    return [f"veraPDF: {' | '.join(lines[:12]) or done.stderr.strip()[:400]}"]


if __name__ == "__main__":
    sys.exit(min(main([Path(given) for given in sys.argv[1:]]), 1))
