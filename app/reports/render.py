"""A report context to a PDF: templates, print style and WeasyPrint; same context, same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from weasyprint import Attachment

from app.annotations.page_code import PageCode
from app.reports.context import Progress, ReportContext, build_context
from app.reports.drawings import Drawings
from app.reports.fetcher import TEMPLATES
from app.reports.html_twin import html_twin
from app.reports.press import Pages, pages_of
from app.reports.reading import ReadingSummary
from app.reports.review_copy import (
    Ask,
    Sent,
    asks_of,
    expert_fields,
    placed_figures,
    review_copy,
)
from app.reports.side_by_side import side_by_side, strings_of_both
from app.reports.templates import template
from cpted_rules.checklist import Checklist, checklists_for
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
    also: Lang | None = None,
    twin: Path | None = None,
    sent: Sent | None = None,
    attachments: Sequence[AttachedFile] = (),
    asked: Sequence[Checklist] | None = None,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Write the review copy of an assessment: the PDF that a committee marks, with all it needs.

    Args:
        assessment_json: what `assessment_file` wrote; attached as assessment.json.
        sent: as what it goes out; None means the first round of the project's own case number.
        paper: `A4` (portrait) or `A3` (landscape).
        rules: the rules by code, for their words.
        also: a second language, set under the first.
        twin: where the report is written as an HTML page too; None: nowhere.
        asked: the checklists to answer; None means those of the project's uses.
        progress: told how many of the finding blocks are drawn.
    """
    context_in = partial(
        build_context,
        assessment,
        plan,
        reading,
        rules=rules,
        assessment_digest=sha256(assessment_json).hexdigest(),
        paper=paper,
        asked=checklists_for(assessment.facts) if asked is None else asked,
    )
    context = context_in(lang=lang, progress=progress)
    shown = context
    if also is not None:
        shown = side_by_side(context, context_in(lang=also, drawn=False))
    if twin is not None:
        twin.write_text(html_twin(shown, words_of(shown)), "utf-8")
    carried = AttachedFile(
        name="assessment.json", content=assessment_json, description="CPTED assessment"
    )
    sent = sent or Sent(case=context.case_number)
    asks = asks_of(context)
    drawn = Drawings.of(shown)
    pages = _pages(shown, asks, drawn, sent=sent, attachments=(carried, *attachments))
    copy = review_copy(
        pages,
        figures=placed_figures(pages.figures, drawn.figures, drawn.findings),
        assessment=assessment,
        plan=plan,
        asks=asks,
        sent=sent,
        lang=lang,
        assessment_json=assessment_json,
    )
    out.write_bytes(copy.pdf)


def pdf_of(
    context: ReportContext,
    *,
    attachments: Sequence[AttachedFile] = (),
    sent: Sent | None = None,
    form: bool = True,
) -> bytes:
    """The report as a tagged PDF, without marks.

    Args:
        form: whether with the opinion form, to be filled by hand.
    """
    sent = sent or Sent(case=context.case_number)
    drawn = Drawings.of(context)
    asks = asks_of(context) if form else None
    return _pages(context, asks, drawn, sent=sent, attachments=attachments).pdf


def _pages(
    context: ReportContext,
    asks: Sequence[Ask] | None,
    drawn: Drawings,
    *,
    sent: Sent,
    attachments: Sequence[AttachedFile],
) -> Pages:
    """The pages of the report, and what lies where on them."""
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

    def code(page: int) -> str:
        return PageCode(case=sent.case, round=sent.round, page=page).words

    return pages_of(_html(context, asks, drawn), sheets=sheets, attachments=carried, code=code)


def html_of(context: ReportContext) -> str:
    """The report as one HTML file, figures inside."""
    return _html(context, asks_of(context), Drawings.of(context))


def _html(context: ReportContext, asks: Sequence[Ask] | None, drawn: Drawings) -> str:
    """The markup; without the opinion form where nothing is asked: None."""
    lang = Lang(context.lang)
    return template("report.html.j2").render(
        c=context,
        s=words_of(context),
        figure=drawn.image,
        asks=asks,
        expert={field.name.lower(): one for field, one in expert_fields(lang).items()},
    )


def words_of(context: ReportContext) -> Mapping[str, Mapping[str, str]]:
    """The words of the templates in the languages of a report."""
    own = strings(Lang(context.lang))
    if not context.other:
        return own
    return strings_of_both(own, strings(Lang(context.other)), context.other)


@cache
def strings(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """The words of the templates in one language."""
    loaded: Any = yaml.safe_load((TEMPLATES / f"strings.{lang.value}.yaml").read_text("utf-8"))
    return {str(k): {str(n): str(w) for n, w in v.items()} for k, v in loaded.items()}
