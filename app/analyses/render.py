"""The pages on paper: HTML to a tagged PDF, the same bytes for the same pages."""

from pathlib import Path
from typing import Any

from app.reports.fetcher import FONTS
from app.reports.press import printed

FACES = (("Regular", 400), ("Medium", 500), ("SemiBold", 600), ("Bold", 700))
SHEET = "analyses.css"


def write_pdf(arguments: dict[str, Any], _progress: Any) -> None:
    """Set the page `html` and write it to `pdf`: what the child process is asked to do."""
    markup = Path(arguments["html"]).read_text("utf-8")
    Path(arguments["pdf"]).write_bytes(pdf_bytes(markup))


def pdf_bytes(markup: str) -> bytes:
    """The pages as a tagged PDF."""
    faces = "".join(
        f"@font-face {{ font-family: Pretendard; src: url({_font(face)}); font-weight: {weight} }}"
        for face, weight in FACES
    )
    return printed(markup, sheets=[SHEET], style=faces)


def _font(face: str) -> str:
    return (FONTS / f"Pretendard-{face}.otf").as_uri()
