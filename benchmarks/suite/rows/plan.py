"""Every sheet of the apartment sample drawn as it was understood."""

import re
from xml.etree.ElementTree import fromstring

from benchmarks.peers import pictures
from benchmarks.peers.ezdxf_reading import versions
from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Done, Gate, Rival, Trial

CLAIMS = (
    Claim(
        id="plan",
        workload="the sheets of nine drawings, once read, as SVG",
        peer="ezdxf Frontend, SVGBackend",
        stretch=300.0,
    ),
)

LEAST_PIECES = 10
"""Marks on a sheet that is not empty."""


def prepare() -> Trial:
    """The drawings, read by both."""
    from benchmarks.suite.sample import SAMPLE, understood
    from cpted_rules.text import Lang

    found = understood()
    files = sorted(SAMPLE.glob("drawings/*.dxf"))
    documents = [pictures.document_of(path) for path in files]
    work = sum(path.stat().st_size for path in files) / 1e6

    def ours() -> Done:
        figures = found.pictures(Lang.KO)
        return Done(result={n: figure.svg for n, figure in figures.items()}, work=work)

    def peer() -> Done:
        return Done(result=[pictures.drawn(document) for document in documents], work=work)

    return Trial(
        unit="MB of DXF",
        inputs={"files": len(files), "size_mb": round(work, 2)},
        ours=ours,
        rivals={"plan": Rival(run=peer, gate=all_drawn, versions=versions)},
    )


def all_drawn(ours: dict[str, str], peer: list[str]) -> Gate:
    """Whether there are sheets for the files, well-formed and none of them empty."""
    empty = [number for number, svg in ours.items() if marks(svg) < LEAST_PIECES]
    drawn = sum(marks(svg) >= LEAST_PIECES for svg in peer)
    words = f"{len(ours)} sheets drawn, {len(empty)} of them empty; {drawn} files by the peer"
    return Gate(passed=not empty and len(ours) >= drawn, found=words)


def marks(svg: str) -> int:
    """Strokes begun in an SVG; raises where it is not well-formed."""
    root = fromstring(svg)
    paths = [element.get("d", "") for element in root.iter() if element.tag.endswith("path")]
    return sum(len(re.findall("[Mm]", path)) for path in paths)
