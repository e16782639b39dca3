"""What the pages show of a submission: its place in the list, its progress, its result."""

from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote

from app.db import State, SubmissionRow
from app.errors import Problem
from app.summary import Summary
from app.web import readings
from app.web.problems import details
from app.web.service import Service
from app.web.words import STATE_NAMES, STEPS
from cpted_rules.findings import BASIS_NAMES, VERDICT_NAMES, Verdict
from cpted_rules.text import Lang

_SEOUL = timezone(timedelta(hours=9))


def listed(row: SubmissionRow) -> dict[str, Any]:
    """What a list and every page of a submission show of it."""
    state = State(row.state)
    return {
        "id": row.id,
        "title": row.title,
        "case_number": row.case_number,
        "file_name": row.file_name,
        "state": state.value,
        "state_name": STATE_NAMES[state],
        "is_final": state.is_final,
        "created": _clock(row.created_at),
        "counts": _tally(row) if row.summary else [],
        "corrected": readings.corrected_count(row),
        "confirmed": _clock(row.confirmed_at) if row.confirmed_at else "",
        "has_reading": any(o.name == readings.READING_FILE for o in row.outputs),
    }


def line(service: Service, row: SubmissionRow, suffix: str = "") -> dict[str, Any]:
    """The readings before and after one; `suffix` leads to the page of theirs that is like it."""
    found = readings.line_of(service, row)
    return {
        "earlier": listed(found.earlier) if found.earlier else None,
        "later": [listed(one) for one in found.later],
        "suffix": suffix,
    }


def progress(row: SubmissionRow, *, instance: str, lang: Lang) -> dict[str, Any]:
    """How far its review is, or what is wrong with it."""
    state = State(row.state)
    reached = STEPS.index(state) if state in STEPS else -1
    problem = (
        details(
            Problem.model_validate(row.problem),
            status=422,
            instance=instance,
            lang=lang,
        )
        if row.problem
        else None
    )
    return {
        "problem": problem,
        "steps": [
            {
                "state": step.value,
                "name": STATE_NAMES[step],
                "standing": "past" if i < reached else "now" if i == reached else "ahead",
            }
            for i, step in enumerate(STEPS)
        ],
        "progress": {"done": row.done, "total": row.total},
    }


def result(row: SubmissionRow, verdict: Verdict | None) -> dict[str, Any]:
    """What its review found, of one verdict or all, and the files it made."""
    summary = Summary.model_validate(row.summary)
    shown = [f for f in summary.findings if verdict is None or f.verdict == verdict]
    address = f"/api/submissions/{row.id}"
    names = [o.name for o in row.outputs]
    links = [
        (key, f"{address}/{path}")
        for key, name, path in (
            ("result.report-ko", "report.pdf", "report"),
            ("result.report-en", "report.en.pdf", "report?lang=en"),
            ("result.dxf", "review.dxf", "review.dxf"),
            ("result.geojson", "findings.geojson", "findings.geojson"),
            ("result.assessment", "assessment.json", "assessment"),
        )
        if name in names
    ]
    links.append(("result.all-files", f"{address}/outputs.zip"))
    return {
        "tally": _tally(row),
        "total": len(summary.findings),
        "findings": shown,
        "verdict": verdict.value if verdict else None,
        "verdict_names": VERDICT_NAMES,
        "basis_names": BASIS_NAMES,
        "links": links,
        "drawings": [
            (name, f"{address}/outputs/{quote(name)}")
            for name in names
            if name.endswith(".dxf") and name != "review.dxf"
        ],
        "overviews": [
            f"{address}/outputs/{quote(n)}"
            for n in names
            if n.startswith("overview") and _is_picture(n)
        ],
    }


def _tally(row: SubmissionRow) -> list[dict[str, Any]]:
    counts = Summary.model_validate(row.summary).counts
    return [
        {"verdict": v.value, "name": VERDICT_NAMES[v], "count": counts.get(v, 0)} for v in Verdict
    ]


def _is_picture(name: str) -> bool:
    return name.endswith((".svg", ".png"))


def _clock(moment: datetime) -> str:
    return moment.astimezone(_SEOUL).strftime("%Y-%m-%d %H:%M")
