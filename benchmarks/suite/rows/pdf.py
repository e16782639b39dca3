"""The report of the apartment sample, once its words and figures are there, as PDF."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.peers import pictures
from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Done, Gate, Rival, Trial

CLAIMS = (
    Claim(
        id="pdf",
        workload="the whole report of the apartment sample, words and figures given, as PDF",
        peer="WeasyPrint with PNG figures",
        stretch=15.0,
    ),
)

CELLS = 200


def prepare() -> Trial:
    """The pages as the product knows them; for the peer their HTML, with a PNG for each figure."""
    from app.reports.render import TEMPLATES, html_of, pdf_of
    from benchmarks.suite.job.given import with_pngs
    from benchmarks.suite.sample import reviewed

    context = reviewed().context
    words, sizes = with_pngs(html_of(context))
    folder = TemporaryDirectory()
    field = np.add.outer(np.arange(CELLS), np.arange(CELLS)).astype(np.float64)
    for n, (width, height) in enumerate(sizes):
        out = Path(folder.name) / f"figure{n}.png"
        pictures.heat_map(out, field * (n + 1), [], width_mm=width, height_mm=height)

    def peer() -> Done:
        pdf = pictures.pages(words, Path(folder.name), TEMPLATES / "report.css")
        return Done(result=pdf, work=1)

    return Trial(
        unit="report",
        inputs={"figures": len(sizes)},
        ours=lambda: Done(result=pdf_of(context), work=1),
        rivals={"pdf": Rival(run=peer, gate=same_pages, versions=pictures.weasyprint_versions)},
    )


def same_pages(ours: bytes, peer: bytes) -> Gate:
    """Whether both have as many pages, and each page the peer's words.

    Figures of the product hold words too; the peer's are pictures.
    """
    from pypdf import PdfReader

    mine, its = (PdfReader(BytesIO(pdf)).pages for pdf in (ours, peer))
    lacking = sum(
        not set(theirs.extract_text().split()) <= set(page.extract_text().split())
        for page, theirs in zip(mine, its, strict=False)
    )
    words = f"{len(mine)} and {len(its)} pages, {lacking} of them lack words"
    return Gate(passed=len(mine) == len(its) and lacking == 0, found=words)
