"""The main job: a submission in; assessment, report, map and review drawings out."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.reports.assessment_file import assessment_bytes
from app.reports.findings_geojson import findings_geojson
from app.reports.reading import ReadingSummary
from app.reports.render import write_report
from app.reports.review_dxf import DrawingOnSite, SheetOnSite, review_dxf
from app.submissions import inputs
from app.submissions.archive import Limits
from app.submissions.load import Filing, opened
from cpted_rules.assess import assess
from cpted_rules.drawing import read_plan
from cpted_rules.drawing.layers.layer_map import default_layer_map
from cpted_rules.drawing.reading import Reading
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.findings import Assessment
from cpted_rules.pack import editions_for
from cpted_rules.plan import SitePlan
from cpted_rules.rules import RULES
from cpted_rules.settings import Settings
from cpted_rules.site import Site
from cpted_rules.sitedata import merged
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
    files: tuple[str, ...]
    costs: tuple[StageCost, ...]


def review(
    submission: Path,
    out: Path,
    *,
    langs: Sequence[Lang] = (Lang.KO,),
    paper: str = "A4",
    settings: Settings | None = None,
    limits: Limits | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> ReviewResult:
    """Review a submission folder or zip and write what comes of it into `out`.

    Same submission, same bytes in every file. The first language is that of `report.pdf` and
    `review.dxf`; each further one adds `report.<lang>.pdf`.

    Raises:
        CptedError: the submission or one of its drawings cannot be read; nothing is written.
    """
    costs: list[StageCost] = []
    with opened(submission, limits) as filing:
        with _cost("read", costs):
            reading, site = _site(filing, settings or Settings(), progress)
        with _cost("assess", costs):
            editions = editions_for(site.facts.filed_on)
            assessment = assess(
                site,
                editions,
                notes=reading.notes,
                progress=lambda _what, done, total: progress("assess", done, total),
            )
        out.mkdir(parents=True, exist_ok=True)
        summary = ReadingSummary(submission_digest=filing.digest(), census=reading.census)
        written = assessment_bytes(assessment)
        files = {"assessment.json": written}
        with _cost("files", costs):
            progress("files", 0, 2)
            frame = inputs.site_frame(filing.submission)
            files["findings.geojson"] = findings_geojson(assessment, frame)
            drawings = tuple(_on_site(filing, reading))
            files |= review_dxf(assessment, site.plan, drawings, rules=RULES, lang=langs[0])
            for name, content in files.items():
                (out / name).write_bytes(content)
            progress("files", 2, 2)
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
                    out=out / name,
                    paper=paper,
                    rules=RULES,
                    progress=partial(_part, progress, n, len(langs)),
                )
                names.append(name)
            progress("report", 1, 1)
    return ReviewResult(
        assessment=assessment, plan=site.plan, files=tuple(names), costs=tuple(costs)
    )


def read_filing(filing: Filing, progress: Progress) -> Reading:
    """What is understood of a filing's drawings, site data and schedules."""
    submission = filing.submission
    layer_map = default_layer_map()
    if filing.has(inputs.LAYERS_FILE):
        own = filing.read(inputs.LAYERS_FILE).decode("utf-8-sig", errors="replace")
        layer_map = layer_map.with_own(own, inputs.LAYERS_FILE)
    reading = read_plan(
        inputs.drawing_sources(filing),
        storeys=inputs.storeys(submission),
        north_deg=submission.north_deg,
        luminaire_rows=inputs.luminaire_rows(submission),
        evidence=inputs.evidence_rows(filing),
        layer_map=layer_map,
        progress=lambda _what, done, total: progress("read", done, total),
    )
    around = inputs.surroundings(filing, inputs.site_frame(submission))
    return Reading(
        plan=merged(reading.plan, around),
        notes=(*reading.notes, *around.notes, *inputs.evidence_notes(filing)),
        census=reading.census,
    )


def _site(filing: Filing, settings: Settings, progress: Progress) -> tuple[Reading, Site]:
    reading = read_filing(filing, progress)
    tables, notes = inputs.photometry(filing)
    site = Site(
        reading.plan, inputs.site_facts(filing.submission), settings=settings, photometry=tables
    )
    every = (*reading.notes, *notes, *site.assumptions)
    return Reading(plan=reading.plan, notes=every, census=reading.census), site


def _on_site(filing: Filing, reading: Reading) -> Iterator[DrawingOnSite]:
    """The drawings whose unit is known, as the review drawings need them."""
    units = {census.file: census.unit for census in reading.census}
    for drawing in filing.submission.drawings:
        if unit := units.get(drawing.file):
            yield DrawingOnSite(
                file=drawing.file,
                sheets=tuple(
                    SheetOnSite(
                        number=sheet.number,
                        kind=sheet.kind,
                        storeys=sheet.storeys,
                        metres_per_unit=METRES[unit],
                        drawing_point=sheet.drawing_point,
                        site_point=sheet.site_point,
                        rotation_deg=sheet.rotation_deg,
                        frame=sheet.frame,
                    )
                    for sheet in inputs.sheet_specs(drawing)
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
