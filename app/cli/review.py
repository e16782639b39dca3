"""`cpted review` and `cpted read`."""

from collections import Counter
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console

from app.cli.terms import JsonOption, LangOption, errors, print_json, progress_shown
from app.reports.reading_file import picture_name
from app.submissions.format import Unit
from cpted_rules.text import Lang


def review(
    submission: Annotated[Path, typer.Argument(help="Submission folder or zip.")],
    out: Annotated[Path, typer.Option(help="Folder for what the review makes.")],
    lang: LangOption = Lang.KO,
    both: Annotated[bool, typer.Option(help="Also the report in the other language.")] = False,
    facing: Annotated[
        bool, typer.Option(help="The other language beside the first, in one report.")
    ] = False,
    paper: Annotated[str, typer.Option(help="A4 or A3.")] = "A4",
    round_: Annotated[int, typer.Option("--round", min=1, help="Round of the review.")] = 1,
    key: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="File with the secret that signs the report's marks."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Review a submission: assessment.json, report.pdf, findings.geojson, review.dxf.

    report.html says the same as report.pdf. That is the review copy: it carries an opinion form
    and a mark for each finding, and what experts add to it can be read back.

    Ends with 0 when it ran, whatever it found; with 3 when the submission or a drawing cannot be
    read; with 4 when the results cannot be written.
    """
    from app.review import review as run
    from cpted_rules.findings import VERDICT_NAMES, Verdict

    if paper not in ("A4", "A3"):
        raise typer.BadParameter("A4 or A3", param_hint="--paper")
    other = next(one for one in Lang if one is not lang)
    with errors(lang, as_json=as_json), progress_shown(lang, quiet=as_json) as progress:
        result = run(
            submission,
            out,
            langs=(lang, other) if both else (lang,),
            also=other if facing else None,
            paper=paper,
            round=round_,
            key=key.read_bytes().strip() if key else None,
            progress=progress,
        )
    counts = Counter(f.verdict for f in result.assessment.findings)
    if as_json:
        print_json(
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
    with errors(lang, as_json=as_json):
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

    with errors(lang, as_json=as_json):
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
