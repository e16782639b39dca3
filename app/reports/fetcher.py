"""What a page being set may read: the fonts of the templates, and nothing else."""

from pathlib import Path
from typing import Any

from weasyprint.urls import URLFetcher

TEMPLATES = Path(__file__).parents[2] / "report_templates"
FONTS = TEMPLATES / "fonts"


class TemplateFetcher(URLFetcher):  # type: ignore[misc]
    """Reads data URIs and the fonts of the templates; nothing else, and never the network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data", "file"], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith("data:"):
            allowed = {path.as_uri() for path in FONTS.iterdir() if path.suffix == ".otf"}
            if url not in allowed:
                raise ValueError(f"a page may not read {url}")
        return super().fetch(url, headers)
