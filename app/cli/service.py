"""`cpted serve`, `cpted schema` and `cpted offices`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.terms import errors, print_json
from cpted_rules.text import Lang


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    web_only: Annotated[
        bool, typer.Option(help="Leave the jobs to `cpted worker`; needs PostgreSQL.")
    ] = False,
) -> None:
    """Start the service: web pages, API and the worker in one process."""
    from app.main import serve as run

    with errors(Lang.KO, as_json=False):
        run(host, port, web_only=web_only)


def schema(
    what: Annotated[str, typer.Argument(help="submission, assessment or reading")],
) -> None:
    """Print the JSON Schema of submission.yaml, assessment.json or reading.json."""
    from app.reports.assessment_file import json_schema
    from app.reports.reading_file import ReadingFile
    from app.submissions.format import Submission

    if what == "submission":
        print_json(Submission.model_json_schema())
    elif what == "assessment":
        typer.echo(json_schema())
    elif what == "reading":
        print_json(ReadingFile.model_json_schema())
    else:
        raise typer.BadParameter("submission, assessment or reading", param_hint="what")


def list_offices() -> None:
    """List the offices, with how many names are known of each."""
    from app.offices import office_map

    with errors(Lang.KO, as_json=False), _offices() as offices:
        for row in offices.all():
            known = office_map(row)
            typer.echo(f"{row.key}  {len(known.layers) + len(known.blocks):>4}  {row.name}")


def export_offices(
    folder: Annotated[Path, typer.Argument(help="Folder for a YAML file of each office.")],
) -> None:
    """Write every office's layer map; `cpted read --offices FOLDER` reads by them."""
    with errors(Lang.KO, as_json=False), _offices() as offices:
        for path in offices.write_to(folder):
            typer.echo(path)


def import_offices(
    folder: Annotated[Path, typer.Argument(help="Folder of such files.", exists=True)],
) -> None:
    """Take over the layer maps of a folder; an office of the same name is replaced."""
    from app.read import offices_in

    with errors(Lang.KO, as_json=False):
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
