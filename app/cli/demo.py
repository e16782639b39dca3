"""`cpted demo`: a service with made-up people and a case in each state, to be looked at."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terms import errors
from cpted_rules.text import Lang


def demo(
    data_folder: Annotated[
        Path, typer.Option(help="Where the service keeps it; it must be new or empty.")
    ] = Path("build/demo/service"),
    only: Annotated[
        list[str] | None, typer.Option(help="Only these cases, such as reviewing; may be repeated.")
    ] = None,
) -> None:
    """Make people of every role and a case in each state, in a data folder of their own.

    Ends with 0 when it did, or when the folder holds them already; with 2 when it cannot be used.
    """
    from app.config import load_settings
    from app.demo.people import PASSWORD, address
    from app.demo.play import is_empty, play
    from app.jobs.worker import Worker
    from app.web.service import Service
    from app.worker import parts_of

    with errors(Lang.KO, as_json=False):
        settings = load_settings(data_folder=data_folder, worker_concurrency=2)
        parts = parts_of(settings)
        service = Service(settings, parts.means.database, parts.means.blobs, parts.jobs)
        parts.open()
        try:
            if is_empty(service):
                worker = Worker(parts.means, parts.jobs)
                worker.start()
                try:
                    play(service, lambda said: typer.echo(f"  {said}"), only=frozenset(only or ()))
                finally:
                    worker.stop()
        finally:
            parts.close()
    keys = ("architect", "expert", "member1", "secretary", "chair", "official", "administrator")
    typer.echo(f"\n  CPTED_DATA_FOLDER={data_folder} cpted serve    http://127.0.0.1:8000\n")
    for key in keys:
        typer.echo(f"  {address(key):34} {PASSWORD}")
