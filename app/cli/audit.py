"""`cpted audit`: the audit log of the service, listed and verified."""

import json
from typing import Annotated

import typer

from app.cli.database import database
from app.cli.terms import Exit, JsonOption, errors, print_json
from cpted_rules.text import Lang

audit = typer.Typer(
    help="The audit log: who did what and when, chained by hashes.", no_args_is_help=True
)


@audit.command()
def verify(
    anchor: Annotated[
        str,
        typer.Option(help="SEQ:HASH that was kept elsewhere: the log must still hold that entry."),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Compute every hash anew, from the first entry on; exit 1 where the chain does not hold."""
    from app import audit as log

    with errors(Lang.KO, as_json=as_json), database() as found, found.reading() as session:
        broken = [(one.seq, one.why) for one in log.broken(session)]
        last = log.head(session)
        if anchor:
            seq, _, digest = anchor.partition(":")
            row = session.get(log.AuditRow, int(seq)) if seq.isdigit() else None
            if row is None or row.hash != digest.strip():
                broken.append((int(seq) if seq.isdigit() else 0, "anchor"))
    head = f"{last.seq}:{last.hash}" if last else f"0:{log.FIRST}"
    if as_json:
        print_json({"whole": not broken, "head": head, "broken": broken})
    else:
        for number, why in broken:
            typer.echo(f"{number}: {why}", err=True)
        typer.echo(head)
    raise typer.Exit(Exit.DIFFERS if broken else Exit.RAN)


@audit.command("list")
def list_entries(
    action: Annotated[str, typer.Option(help="Such as case.file.")] = "",
    person: Annotated[str, typer.Option(help="Id of a person.")] = "",
    case: Annotated[str, typer.Option(help="Id of a case.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
) -> None:
    """List entries, the newest first."""
    from app import audit as log

    sought = log.Sought(action=action, person_id=person, case_id=case)
    with errors(Lang.KO, as_json=False), database() as found, found.reading() as session:
        rows, _ = log.listed(session, sought, limit=limit)
        for row in rows:
            typer.echo(
                f"{row.seq}\t{row.at.isoformat(timespec='seconds')}\t{row.action}\t"
                f"{row.person_id or '-'}\t{row.case_id or '-'}\t"
                f"{json.dumps(row.detail, ensure_ascii=False)}"
            )
