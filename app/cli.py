"""`cpted`: the command line."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.reports.reading_file import picture_name
from app.submissions.format import Unit
from app.what_if.order import InOrder
from cpted_rules.errors import CptedError
from cpted_rules.text import Lang, Text

app = typer.Typer(
    help="CPTED review of building plans / 범죄예방 건축기준 도면 검토",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


class Exit(IntEnum):
    """Exit codes. 2 is wrong usage, as everywhere."""

    RAN = 0
    DIFFERS = 1
    INPUT = 3
    OUTPUT = 4


offices_app = typer.Typer(
    help="What layers and blocks mean, by office, as the service learned it.", no_args_is_help=True
)
app.add_typer(offices_app, name="offices")

STAGES = {
    "read": Text(ko="도면 읽기", en="reading drawings"),
    "assess": Text(ko="기준 검토", en="assessing"),
    "files": Text(ko="자료 작성", en="writing files"),
    "report": Text(ko="보고서 작성", en="writing the report"),
    "analyse": Text(ko="분석 도판", en="drawing the analyses"),
    "pages": Text(ko="도판 조판", en="setting the pages"),
}

LangOption = Annotated[Lang, typer.Option(help="Language of the report and of messages.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@app.callback()
def main_options() -> None:
    """Review building plans against CPTED law and guidance."""


@app.command()
def review(
    submission: Annotated[Path, typer.Argument(help="Submission folder or zip.")],
    out: Annotated[Path, typer.Option(help="Folder for what the review makes.")],
    lang: LangOption = Lang.KO,
    both: Annotated[bool, typer.Option(help="Also the report in the other language.")] = False,
    paper: Annotated[str, typer.Option(help="A4 or A3.")] = "A4",
    as_json: JsonOption = False,
) -> None:
    """Review a submission: assessment.json, report.pdf, findings.geojson, review.dxf.

    Ends with 0 when it ran, whatever it found; with 3 when the submission or a drawing cannot be
    read; with 4 when the results cannot be written.
    """
    from app.review import review as run
    from cpted_rules.findings import VERDICT_NAMES, Verdict

    if paper not in ("A4", "A3"):
        raise typer.BadParameter("A4 or A3", param_hint="--paper")
    langs = (lang, *(other for other in Lang if other is not lang)) if both else (lang,)
    with _errors(lang, as_json=as_json), _progress(lang, quiet=as_json) as progress:
        result = run(submission, out, langs=langs, paper=paper, progress=progress)
    counts = Counter(f.verdict for f in result.assessment.findings)
    if as_json:
        _print_json(
            {
                "out": str(out),
                "files": list(result.files),
                "verdicts": {v.value: counts[v] for v in Verdict},
                "plan_digest": result.assessment.plan_digest,
                "stages": [
                    {"stage": c.stage, "seconds": round(c.seconds, 3), "peak_mb": round(c.peak_mb)}
                    for c in result.costs
                ],
            }
        )
        return
    tally = "  ".join(f"{VERDICT_NAMES[v].in_(lang)} {counts[v]}" for v in Verdict)
    typer.echo(tally)
    for name in result.files:
        typer.echo(f"  {out / name}")


@app.command()
def read(
    file: Annotated[
        Path, typer.Argument(help="A drawing, an IES or EULUMDAT file, or a submission.")
    ],
    unit: Annotated[str | None, typer.Option(help="mm, cm, dm, m, dam, inch or ft.")] = None,
    layers: Annotated[Path | None, typer.Option(help="A layers.yaml to read it by.")] = None,
    offices: Annotated[Path | None, typer.Option(help="Folder of offices' layer maps.")] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder for a picture (SVG) of each sheet.")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Say what is understood of a drawing: unit, sheets, elements, what was set aside and why.

    Ends with 0 when it could be read, with 3 when it could not.
    """
    from app.read import PHOTOMETRY, understood
    from app.terminal import show_reading

    if file.suffix.lower() in PHOTOMETRY:
        _read_light(file, pictures, lang, as_json=as_json)
        return
    if unit is not None and unit not in get_args(Unit):
        raise typer.BadParameter(", ".join(get_args(Unit)), param_hint="--unit")
    with _errors(lang, as_json=as_json):
        found = understood(file, unit=unit, layers=layers, offices=offices)
        names = {}
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            drawn = found.pictures(lang)
            names = {number: picture_name(number) for number in drawn}
            for number, figure in drawn.items():
                (pictures / names[number]).write_text(figure.svg, "utf-8")
    account = found.file(names)
    if as_json:
        typer.echo(account.bytes().decode(), nl=False)
        return
    show_reading(account, lang, Console())
    for name in names.values():
        typer.echo(f"  {pictures / name}" if pictures else name)


def _read_light(file: Path, pictures: Path | None, lang: Lang, *, as_json: bool) -> None:
    from app.read import light
    from app.reports.photometry_file import photometry_file
    from app.terminal import show_light
    from cpted_rules.figure import polar_figure

    with _errors(lang, as_json=as_json):
        table = light(file)
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            plot = pictures / f"{file.stem}.svg"
            plot.write_text(polar_figure([table], lang=lang).svg, "utf-8")
    account = photometry_file(table)
    if as_json:
        typer.echo(account.model_dump_json(indent=1))
        return
    show_light(account, lang, Console())
    if pictures is not None:
        typer.echo(f"  {plot}")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="An assessment.json of a review.")],
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Re-check every computed finding of an assessment.json from the file alone.

    Ends with 0 when nothing differs, with 1 when something does, with 3 when it cannot be read.
    """
    from app.verify import show_verified, verify_model
    from cpted_rules.verify import recheck

    with _errors(lang, as_json=as_json):
        report = recheck(file.read_bytes())
    if as_json:
        _print_json(verify_model(report).model_dump(mode="json"))
    else:
        show_verified(report, lang, Console())
    if not report.agrees:
        raise typer.Exit(Exit.DIFFERS)


@app.command(cls=InOrder)
def whatif(
    context: typer.Context,
    submission: Annotated[Path, typer.Argument(help="Submission folder or zip.")],
    _remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="ID", help="Take an element away.")
    ] = None,
    _move: Annotated[
        list[str] | None,
        typer.Option("--move", metavar="ID X,Y", help="Put its point or middle there (site, m)."),
    ] = None,
    _set: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="ID FIELD=VALUE", help="Set a field; no value: not drawn."),
    ] = None,
    _add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="KIND:JSON",
            help="lamp, camera, hedge, fence, shrub, tree or window, with its fields.",
        ),
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Say what changes of lamps, cameras, hedges, trees and windows make of what is measured.

    Changes are made in the order they are typed in, to the submission as read; nothing is written
    to it. Ids are those of the subjects in assessment.json. Ends with 0 when it ran, with 3 when
    the submission cannot be read or a change cannot be made.
    """
    from app.what_if.answer import answer
    from app.what_if.shown import show_what_if, what_if_model

    if not context.obj:
        raise typer.BadParameter("--remove, --move, --set, --add", param_hint="changes")
    with _errors(lang, as_json=as_json):
        found = answer(submission, context.obj)
    if as_json:
        _print_json(what_if_model(found).model_dump(mode="json"))
        return
    show_what_if(found, lang, Console())


@app.command()
def analyse(
    submission: Annotated[Path, typer.Argument(help="Submission folder or zip.")],
    out: Annotated[Path, typer.Option(help="Folder for the pages.")],
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Draw a page of figures for each analysis: analyses.html, analyses.pdf, figures/.

    Ends with 0 when it ran; with 3 when the submission cannot be read; with 4 when the pages
    cannot be written.
    """
    from app.analyses.write import analyse as run

    with _errors(lang, as_json=as_json), _progress(lang, quiet=as_json) as progress:
        files = run(submission, out, lang=lang, progress=progress)
    if as_json:
        _print_json({"out": str(out), "files": list(files)})
        return
    for name in files:
        typer.echo(f"  {out / name}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Start the service: web pages, API and the worker in one process."""
    from app.main import serve as run

    with _errors(Lang.KO, as_json=False):
        run(host, port)


@app.command()
def schema(
    what: Annotated[str, typer.Argument(help="submission, assessment or reading")],
) -> None:
    """Print the JSON Schema of submission.yaml, assessment.json or reading.json."""
    from app.reports.assessment_file import json_schema
    from app.reports.reading_file import ReadingFile
    from app.submissions.format import Submission

    if what == "submission":
        _print_json(Submission.model_json_schema())
    elif what == "assessment":
        typer.echo(json_schema())
    elif what == "reading":
        _print_json(ReadingFile.model_json_schema())
    else:
        raise typer.BadParameter("submission, assessment or reading", param_hint="what")


@offices_app.command("list")
def list_offices() -> None:
    """List the offices, with how many names are known of each."""
    from app.offices import office_map

    with _errors(Lang.KO, as_json=False), _offices() as offices:
        for row in offices.all():
            known = office_map(row)
            typer.echo(f"{row.key}  {len(known.layers) + len(known.blocks):>4}  {row.name}")


@offices_app.command("export")
def export_offices(
    folder: Annotated[Path, typer.Argument(help="Folder for a YAML file of each office.")],
) -> None:
    """Write every office's layer map; `cpted read --offices FOLDER` reads by them."""
    with _errors(Lang.KO, as_json=False), _offices() as offices:
        for path in offices.write_to(folder):
            typer.echo(path)


@offices_app.command("import")
def import_offices(
    folder: Annotated[Path, typer.Argument(help="Folder of such files.", exists=True)],
) -> None:
    """Take over the layer maps of a folder; an office of the same name is replaced."""
    from app.read import offices_in

    with _errors(Lang.KO, as_json=False):
        found = offices_in(folder)  # all of them, before the first one is taken over
        with _offices() as offices:
            for office in found:
                typer.echo(offices.put(office).name)


@contextmanager
def _offices() -> Iterator[Any]:
    """The offices of the service whose settings are in the environment."""
    from app.config import load_settings
    from app.db import Database
    from app.offices import Offices

    settings = load_settings()
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    try:
        database.migrate()
        yield Offices(database)
    finally:
        database.close()


@contextmanager
def _errors(lang: Lang, *, as_json: bool) -> Iterator[None]:
    """Faults of the input as a message (or JSON) and a code of their own, never a traceback."""
    try:
        yield
    except CptedError as error:
        if as_json:
            _print_json(
                {
                    "error": {"ko": error.title.ko, "en": error.title.en},
                    "faults": [
                        {
                            "code": f.code,
                            "where": f.where,
                            "found": {"ko": f.found.ko, "en": f.found.en},
                            "expected": {"ko": f.expected.ko, "en": f.expected.en},
                            "remedy": {"ko": f.remedy.ko, "en": f.remedy.en},
                        }
                        for f in error.faults
                    ],
                }
            )
        else:
            typer.echo(error.in_(lang), err=True)
        raise typer.Exit(Exit.INPUT) from error
    except OSError as error:
        typer.echo(f"{error.strerror}: {error.filename}", err=True)
        raise typer.Exit(Exit.OUTPUT) from error


@contextmanager
def _progress(lang: Lang, *, quiet: bool) -> Iterator[Any]:
    """A bar on a terminal, plain lines otherwise, nothing when quiet."""
    if quiet:
        yield lambda _stage, _done, _total: None
        return
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _Lines(lang)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES[stage].in_(lang), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


class _Lines:
    """Progress as one plain line for each stage."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.stage = ""

    def __call__(self, stage: str, _done: int, _total: int) -> None:
        if stage != self.stage:
            self.stage = stage
            typer.echo(f"{STAGES[stage].in_(self.lang)} …", err=True)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
