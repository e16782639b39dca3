"""What the JSON interface answers with."""

from datetime import datetime
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.db import OfficeRow, State, SubmissionRow
from app.errors import Problem
from app.offices import office_map
from app.screens.names import is_screen
from app.summary import Summary
from app.web.problems import ProblemDetails, details
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.findings import Verdict
from cpted_rules.text import Lang


class Progress(BaseModel):
    """How far a review is."""

    stage: str = Field(description="What is being done now.")
    done: int = Field(description="Steps of this stage that are done.")
    total: int = Field(description="Steps of this stage.")


class Output(BaseModel):
    """One file a review made."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    href: str


_EXAMPLE: dict[str, JsonValue] = {
    "id": "0d6f9f3c-6c3e-4b53-9f5e-0d1a2b3c4d5e",
    "title": "한강로 다세대주택 신축공사",
    "case_number": "2026-건축과-신축허가-12",
    "file_name": "제출도서.zip",
    "bytes": 1843200,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "languages": ["ko"],
    "state": "assessing",
    "progress": {"stage": "assess", "done": 9, "total": 26},
    "counts": None,
    "problem": None,
    "outputs": [],
    "corrected_from": None,
    "confirmed_at": None,
    "created_at": "2026-10-05T09:00:00Z",
    "updated_at": "2026-10-05T09:00:21Z",
    "finished_at": None,
    "page": "/submissions/0d6f9f3c-6c3e-4b53-9f5e-0d1a2b3c4d5e",
}


class SubmissionStatus(BaseModel):
    """A submission and how far its review has come."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: str
    title: str
    case_number: str
    file_name: str
    bytes: int
    sha256: str
    languages: list[Lang]
    state: State
    progress: Progress
    counts: dict[Verdict, int] | None = Field(description="Findings by verdict, when done.")
    problem: ProblemDetails | None = Field(description="Why it failed, when it did.")
    outputs: list[Output]
    corrected_from: str | None = Field(
        description="The submission that this one reads again with corrections."
    )
    confirmed_at: datetime | None = Field(
        description="When somebody said that the drawings were understood rightly."
    )
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    page: str = Field(description="Address of the page for people.")


class SubmissionPage(BaseModel):
    """Some of the submissions, the newest first."""

    items: list[SubmissionStatus]
    total: int
    offset: int
    limit: int


_OFFICE: dict[str, JsonValue] = {
    "key": "5f1d7a84db4f3c5a",
    "name": "가상종합건축사사무소",
    "known_by": {
        "designer": "가상종합건축사사무소",
        "title_blocks": ["gs도곽a1"],
        "layers": ["벽체", "창호", "중심선"],
    },
    "layers": {"A-구조01": "wall"},
    "blocks": {"LAMP_7": "security_light"},
    "updated_at": "2026-10-05T09:12:44Z",
}


class KnownBy(BaseModel):
    """What an office's drawings are recognised by; names as they are compared."""

    designer: str
    title_blocks: list[str]
    layers: list[str]


class Office(BaseModel):
    """What the layers and blocks of one office mean."""

    model_config = ConfigDict(json_schema_extra={"examples": [_OFFICE]})

    key: str
    name: str
    known_by: KnownBy
    layers: dict[str, Meaning]
    blocks: dict[str, Meaning]
    updated_at: datetime


class OfficeList(BaseModel):
    """Every office that something is remembered of."""

    items: list[Office]


class Health(BaseModel):
    """Whether the service lives, and what it lacks."""

    status: str
    lacking: list[str] = []


def office_of(row: OfficeRow) -> Office:
    """The office as the interface shows it."""
    known = office_map(row)
    return Office(
        key=row.key,
        name=row.name,
        known_by=KnownBy(
            designer=known.known_by.designer,
            title_blocks=sorted(known.known_by.title_blocks),
            layers=sorted(known.known_by.layers),
        ),
        layers=dict(known.layers),
        blocks=dict(known.blocks),
        updated_at=row.updated_at,
    )


def status_of(row: SubmissionRow, lang: Lang) -> SubmissionStatus:
    """The row as the interface shows it."""
    address = f"/api/submissions/{row.id}"
    summary = Summary.model_validate(row.summary) if row.summary else None
    problem = (
        details(Problem.model_validate(row.problem), status=422, instance=address, lang=lang)
        if row.problem
        else None
    )
    return SubmissionStatus(
        id=row.id,
        title=row.title,
        case_number=row.case_number,
        file_name=row.file_name,
        bytes=row.upload_bytes,
        sha256=row.upload_digest,
        languages=[Lang(word) for word in row.languages],
        state=State(row.state),
        progress=Progress(stage=row.stage, done=row.done, total=row.total),
        counts=summary.counts if summary else None,
        problem=problem,
        outputs=[
            Output(
                name=o.name,
                media_type=o.media_type,
                bytes=o.size,
                sha256=o.digest,
                href=f"{address}/outputs/{quote(o.name)}",
            )
            for o in row.outputs
            if not is_screen(o.name)
        ],
        corrected_from=row.corrected_from,
        confirmed_at=row.confirmed_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
        finished_at=row.finished_at,
        page=f"/submissions/{row.id}",
    )
