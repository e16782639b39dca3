"""The pages on paper: HTML to a tagged PDF, the same bytes for the same pages."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.memory import no_collection
from app.reports.fetcher import FONTS, TEMPLATES, TemplateFetcher

FACES = (("Regular", 400), ("Medium", 500), ("SemiBold", 600), ("Bold", 700))
SHEET = "analyses.css"


def write_pdf(arguments: dict[str, Any], _progress: Any) -> None:
    """Set the page `html` and write it to `pdf`: what the child process is asked to do."""
    markup = Path(arguments["html"]).read_text("utf-8")
    Path(arguments["pdf"]).write_bytes(pdf_bytes(markup))


def pdf_bytes(markup: str) -> bytes:
    """The pages as a tagged PDF."""
    fetcher, fonts = TemplateFetcher(), FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: Pretendard; src: url({_font(face)}); font-weight: {weight} }}"
        for face, weight in FACES
    )
    styles = [
        CSS(string=faces, font_config=fonts, url_fetcher=fetcher),
        CSS(filename=str(TEMPLATES / SHEET), font_config=fonts, url_fetcher=fetcher),
    ]
    with no_collection():
        document = HTML(
            string=markup, base_url=TEMPLATES.as_uri() + "/", url_fetcher=fetcher
        ).render(stylesheets=styles, font_config=fonts, pdf_tags=True)
        identifier = sha256(markup.encode()).digest()[:16]
        pdf = document.write_pdf(pdf_tags=True, pdf_identifier=identifier)
    return bytes(pdf or b"")


def _font(face: str) -> str:
    return (FONTS / f"Pretendard-{face}.otf").as_uri()
