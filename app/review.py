"""The main job: a submission in; assessment, report, map and review drawings out."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.read import Understood, read_filing
from app.reports.assessment_file import assessment_bytes
from app.reports.findings_geojson import findings_geojson
from app.reports.reading import ReadingSummary, SheetPicture
from app.reports.reading_file import picture_name
from app.reports.render import write_report
from app.reports.review_copy import Sent
from app.reports.review_dxf import DrawingOnSite, SheetOnSite, review_dxf
from app.site import site_of
from app.submissions import inputs
from app.submissions.archive import Limits
from app.submissions.corrections import Corrections
from app.submissions.load import opened
from app.submissions.recognised import Recognised
from cpted_rules.approaches import with_approaches
from cpted_rules.assess import assess
from cpted_rules.drawing.layers.office import OfficeMap
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.findings import Assessment
from cpted_rules.pack import editions_governing
from cpted_rules.plan import SHEET_NAMES, SitePlan
from cpted_rules.rules import RULES
from cpted_rules.settings import Settings
from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stages are `read`, `assess`, `report`, `files`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCost:
    """What one stage took. `peak_mb` is of the whole process, up to the stage's end."""

    stage: str
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """What a review made. `files` are relative to the output folder."""

    assessment: Assessment
    plan: SitePlan
    understood: Understood
    recognised: Recognised
    files: tuple[str, ...]
    costs: tuple[StageCost, ...]


def review(
    submission: Path,
    out: Path,
    *,
    langs: Sequence[Lang] = (Lang.KO,),
    also: Lang | None = None,
    paper: str = "A4",
    settings: Settings | None = None,
    corrections: Corrections | None = None,
    offices: Sequence[OfficeMap] = (),
    limits: Limits | None = None,
    round: int = 1,
    key: bytes | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> ReviewResult:
    """Review a submission folder or zip and write what comes of it into `out`.

    Same submission, same bytes in every file. The first language is that of `report.pdf` and
    `review.dxf`; each further one adds `report.<lang>.pdf`. Each report has its twin in HTML.

    Args:
        also: a language that stands beside the first one in its report.
        corrections: what a person corrected of an earlier reading of it.
        offices: layer maps learned from offices' earlier drawings.
        round: of the review, from 1; every page and mark of the report says it.
        key: that signs the marks of the report, so that forged ones are known.

    Raises:
        CptedError: the submission or one of its drawings cannot be read; nothing is written.
    """
    costs: list[StageCost] = []
    with opened(submission, limits) as filing:
        with _cost("read", costs):
            understood = read_filing(
                filing, corrections=corrections, offices=offices, progress=progress
            )
            reading = understood.reading
            site, refused = site_of(filing, reading.plan, settings=settings)
            notes = (*reading.notes, *refused, *site.assumptions)
        with _cost("assess", costs):
            editions = editions_governing(site.facts)
            assessment = assess(
                site,
                editions,
                notes=notes,
                progress=lambda _what, done, total: progress("assess", done, total),
            )
            assessment = with_approaches(assessment, site)
        out.mkdir(parents=True, exist_ok=True)
        summary = ReadingSummary(
            submission_digest=filing.digest(),
            census=understood.reading.census,
            bases=understood.reading.bases,
            site_data=understood.site_data,
            pictures={
                lang: tuple(_sheet_pictures(understood, lang))
                for lang in dict.fromkeys((*langs, *((also,) if also else ())))
            },
        )
        written = assessment_bytes(
            assessment, plan=site.plan, photometry=site.photometry, ground=site.terrain
        )
        files = {"assessment.json": written}
        with _cost("files", costs):
            progress("files", 0, 2)
            frame = inputs.site_frame(filing.submission)
            files |= _reading_files(understood, langs)
            files["findings.geojson"] = findings_geojson(assessment, frame)
            drawings = tuple(_on_site(understood))
            files |= review_dxf(assessment, site.plan, drawings, rules=RULES, lang=langs[0])
            for name, content in files.items():
                (out / name).write_bytes(content)
            progress("files", 2, 2)
        recognised = Recognised.of(understood.drawings, filing.submission.designer)
        names = list(files)
        with _cost("report", costs):
            for n, lang in enumerate(langs):
                name = "report.pdf" if n == 0 else f"report.{lang.value}.pdf"
                write_report(
                    assessment,
                    site.plan,
                    summary,
                    assessment_json=written,
                    lang=lang,
                    also=also if n == 0 else None,
                    out=out / name,
                    twin=out / twin_name(name),
                    paper=paper,
                    rules=RULES,
                    sent=Sent(case=site.facts.case_number, round=round, key=key),
                    progress=partial(_part, progress, n, len(langs)),
                )
                names += [name, twin_name(name)]
            progress("report", 1, 1)
    return ReviewResult(
        assessment=assessment,
        plan=site.plan,
        understood=understood,
        recognised=recognised,
        files=tuple(names),
        costs=tuple(costs),
    )


def twin_name(name: str) -> str:
    """The name of a report's twin in HTML."""
    return f"{name.removesuffix('.pdf')}.html"


def _sheet_pictures(understood: Understood, lang: Lang) -> Iterator[SheetPicture]:
    """The sheets that the report shows as they were understood."""
    wanted = understood.to_look_at()
    figures = understood.pictures(lang, only={spec.number for spec in wanted})
    for spec in wanted:
        if spec.number in figures:
            title = spec.title or SHEET_NAMES[spec.kind].in_(lang)
            yield SheetPicture(number=spec.number, title=title, figure=figures[spec.number])


def _reading_files(understood: Understood, langs: Sequence[Lang]) -> dict[str, bytes]:
    """The account of the reading, and a picture of each sheet in each language."""
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for n, lang in enumerate(langs):
        for number, figure in understood.pictures(lang).items():
            name = picture_name(number, lang if n else None)
            names.setdefault(number, name)
            files[name] = figure.svg.encode()
    return {"reading.json": understood.file(names).bytes(), **files}


def _on_site(understood: Understood) -> Iterator[DrawingOnSite]:
    """The drawings whose unit is known, as the review drawings need them."""
    for census in understood.reading.census:
        if census.unit:
            yield DrawingOnSite(
                file=census.file,
                sheets=tuple(
                    SheetOnSite(
                        number=sheet.spec.number,
                        kind=sheet.spec.kind,
                        storeys=sheet.spec.storeys,
                        metres_per_unit=METRES[census.unit],
                        drawing_point=sheet.spec.drawing_point,
                        site_point=sheet.spec.site_point,
                        rotation_deg=sheet.spec.rotation_deg,
                        frame=sheet.spec.frame,
                    )
                    for sheet in census.sheets
                ),
            )


def _part(progress: Progress, part: int, parts: int, done: int, total: int) -> None:
    """Progress of one report of several."""
    progress("report", part * total + done, parts * total)


@contextmanager
def _cost(stage: str, costs: list[StageCost]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    costs.append(StageCost(stage=stage, seconds=time.perf_counter() - started, peak_mb=peak))
