"""`cpted worker`, `cpted rerun`, `cpted backup` and `cpted restore`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terms import Exit, JsonOption, errors, print_json
from app.errors import ConfigurationError
from cpted_rules.text import Lang

if TYPE_CHECKING:
    from app.jobs.rerun import Rerun
    from app.worker import Parts

_LOOK_S = 1.0


def worker() -> None:
    """Do the jobs of a service whose web processes run with `cpted serve --web-only`.

    Needs PostgreSQL. Each worker has a name of its own, CPTED_EXECUTOR_ID; as many as wanted, on as
    many machines. SIGTERM lets what runs end, or gives it back to the others.
    """
    from app.worker import work

    with errors(Lang.KO, as_json=False):
        work()


def rerun(
    edition: Annotated[
        list[str] | None,
        typer.Option(
            "--edition", help="pack@date, in the place of what governed; may be said again."
        ),
    ] = None,
    follow: Annotated[bool, typer.Option(help="Wait for the end, showing the progress.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Assess every filed round anew, by another edition or by this version of the program.

    What was filed stays as it is; the new assessments are kept beside. Workers do it behind the
    reviews that people wait for. Ends with 0 when all went through, with 1 when a round failed.
    """
    from app.jobs import rerun as runs

    with errors(Lang.KO, as_json=as_json), _parts() as parts, _worker_of(parts):
        rerun_id, rounds = runs.begin(parts.jobs, parts.means.database, edition or [])
        if not rounds:
            typer.echo("no filed rounds")
            return
        state = _state(parts, rerun_id)
        while follow and state.over < state.total:
            typer.echo(f"\r{state.over}/{state.total}", err=True, nl=False)
            time.sleep(_LOOK_S)
            state = _state(parts, rerun_id)
        if follow:
            typer.echo(f"\r{state.over}/{state.total}", err=True)
    if as_json:
        print_json({"id": state.id, "states": state.states, "otherwise": state.otherwise})
    else:
        counts = "  ".join(f"{name} {n}" for name, n in sorted(state.states.items()))
        typer.echo(f"{state.id}  {counts}  judged otherwise: {state.otherwise}")
    if state.states.get("failed"):
        raise typer.Exit(Exit.DIFFERS)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write, a tar.")],
) -> None:
    """Write everything the service keeps into one file, while it runs if need be.

    The file holds what people said and password hashes: keep it as safe as the service itself.
    """
    from app.backup import backup as write

    with errors(Lang.KO, as_json=False), _parts(queues=False) as parts:
        made = write(parts.means, file)
    typer.echo(f"{file}  {made.rows} rows  {made.blobs} files  {made.revision}")


def restore(
    file: Annotated[Path, typer.Argument(help="File that `cpted backup` wrote.", exists=True)],
) -> None:
    """Take over a backup into an empty service, on whatever database and store of files.

    Refuses where there are data already, where a file is not what its digest says, and where the
    chain of the audit log does not hold.
    """
    from app.backup import restore as read

    with errors(Lang.KO, as_json=False), _parts(queues=False) as parts, _alone(parts):
        made = read(parts.means, file)
    typer.echo(f"{file}  {made.rows} rows  {made.blobs} files  {made.revision}")


def _state(parts: "Parts", rerun_id: str) -> "Rerun":
    from app.jobs import rerun as runs

    with parts.means.database.reading() as session:
        return runs.progress(session, rerun_id)


@contextmanager
def _parts(*, queues: bool = True) -> "Iterator[Parts]":
    """The parts of the service whose settings are in the environment."""
    from app.config import load_settings
    from app.worker import parts_of

    parts = parts_of(load_settings())
    try:
        parts.means.database.migrate()
        if queues:
            parts.jobs.open()
        yield parts
    finally:
        parts.close()


@contextmanager
def _alone(parts: "Parts") -> Iterator[None]:
    """On SQLite, no service runs on the data folder meanwhile."""
    from app.jobs import locked

    if parts.means.settings.is_shared:
        yield
        return
    with locked(parts.means.settings.data_folder):
        yield


@contextmanager
def _worker_of(parts: "Parts") -> Iterator[None]:
    """On SQLite, a worker in this process, unless the service runs and has one."""
    from app.jobs import locked
    from app.jobs.worker import Worker

    settings = parts.means.settings
    if not settings.is_shared:
        try:
            locked(settings.data_folder).close()
        except ConfigurationError:
            yield
            return
        worker = Worker(parts.means, parts.jobs)
        worker.start()
        try:
            yield
        finally:
            worker.stop()
        return
    yield
