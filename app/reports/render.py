"""A report context to a PDF: templates, print style and WeasyPrint; same context, same bytes."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from weasyprint import Attachment

from app.reports.context import Progress, ReportContext, build_context
from app.reports.fetcher import TEMPLATES
from app.reports.press import printed
from app.reports.reading import ReadingSummary
from cpted_rules.checklist import Checklist, checklists_for
from cpted_rules.figure import Figure
from cpted_rules.findings import Assessment
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file carried inside the PDF."""

    name: str
    content: bytes
    description: str


def write_report(
    assessment: Assessment,
    plan: SitePlan,
    reading: ReadingSummary,
    *,
    assessment_json: bytes,
    lang: Lang,
    out: Path,
    paper: str = "A4",
    rules: Mapping[str, Rule],
    attachments: Sequence[AttachedFile] = (),
    asked: Sequence[Checklist] | None = None,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Write the report of an assessment as a PDF that carries the assessment itself.

    Args:
        assessment_json: what `assessment_file` wrote; attached as assessment.json.
        paper: `A4` (portrait) or `A3` (landscape).
        rules: the rules by code, for their words.
        asked: the checklists to answer; None means those of the project's uses.
        progress: told how many of the finding blocks are drawn.
    """
    context = build_context(
        assessment,
        plan,
        reading,
        rules=rules,
        assessment_digest=sha256(assessment_json).hexdigest(),
        lang=lang,
        paper=paper,
        asked=checklists_for(assessment.facts) if asked is None else asked,
        progress=progress,
    )
    carried = AttachedFile(
        name="assessment.json", content=assessment_json, description="CPTED assessment"
    )
    out.write_bytes(pdf_of(context, attachments=(carried, *attachments)))


def pdf_of(context: ReportContext, *, attachments: Sequence[AttachedFile] = ()) -> bytes:
    """The report as a tagged PDF."""
    sheets = ["report.css"] + (["report.a3.css"] if context.paper == "A3" else [])
    day = datetime.fromisoformat(context.date).replace(tzinfo=UTC)
    carried = [
        Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            created=day,
            modified=day,
            relationship="Data",
        )
        for file in attachments
    ]
    return printed(html_of(context), sheets=sheets, attachments=carried)


def html_of(context: ReportContext) -> str:
    """The report as one HTML file, figures inside."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(
        c=context, s=strings(Lang(context.lang)), figure=_image
    )


def strings(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """The words of the templates in one language."""
    loaded: Any = yaml.safe_load((TEMPLATES / f"strings.{lang.value}.yaml").read_text("utf-8"))
    return {str(k): {str(n): str(w) for n, w in v.items()} for k, v in loaded.items()}


def _image(figure: Figure) -> Markup:
    """A figure as an image of its true size, with its text alternative."""
    source = b64encode(figure.svg.encode()).decode()
    start = figure.svg.index("<title>") + len("<title>")
    title = figure.svg[start : figure.svg.index("</title>")]
    size = f"width:{figure.width_mm:.2f}mm;height:{figure.height_mm:.2f}mm"
    return Markup(f'<img src="data:image/svg+xml;base64,{source}" alt="{title}" style="{size}">')
