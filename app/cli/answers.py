"""`cpted verify`, `cpted whatif` and `cpted analyse`: questions to what was measured."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.cli.terms import Exit, JsonOption, LangOption, errors, print_json, progress_shown
from cpted_rules.text import Lang


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

    with errors(lang, as_json=as_json):
        report = recheck(file.read_bytes())
    if as_json:
        print_json(verify_model(report).model_dump(mode="json"))
    else:
        show_verified(report, lang, Console())
    if not report.agrees:
        raise typer.Exit(Exit.DIFFERS)


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
    with errors(lang, as_json=as_json):
        found = answer(submission, context.obj)
    if as_json:
        print_json(what_if_model(found).model_dump(mode="json"))
        return
    show_what_if(found, lang, Console())


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

    with errors(lang, as_json=as_json), progress_shown(lang, quiet=as_json) as progress:
        files = run(submission, out, lang=lang, progress=progress)
    if as_json:
        print_json({"out": str(out), "files": list(files)})
        return
    for name in files:
        typer.echo(f"  {out / name}")
