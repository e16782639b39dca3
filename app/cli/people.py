"""`cpted people`: the first administrator, and ways in for those who are locked out."""

from typing import Annotated

import typer

from app.cli.database import database
from app.cli.terms import errors
from cpted_rules.text import Lang

people = typer.Typer(
    help="People who sign in to the service: the first administrator is added here.",
    no_args_is_help=True,
)

Email = Annotated[str, typer.Argument(help="E-mail address.")]


@people.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="Name, as it is shown.")],
    administrator: Annotated[bool, typer.Option("--administrator")] = False,
    office: Annotated[str, typer.Option(help="Office of an architect.")] = "",
    field: Annotated[str, typer.Option(help="Field of an expert.")] = "",
    lang: Annotated[Lang, typer.Option(help="Language of their pages.")] = Lang.KO,
) -> None:
    """Add somebody, and print the address by which they choose a password."""
    from app.auth import invitations
    from app.auth import people as acts

    with errors(Lang.KO, as_json=False), database() as found, found.session() as session:
        person = acts.add(
            session,
            email=email,
            name=name,
            lang=lang.value,
            is_administrator=administrator,
            office=office,
            field=field,
        )
        typer.echo(_link(invitations.offer(session, person, "invite")))


@people.command("list")
def list_people() -> None:
    """List everybody: address, name, whether administrator, whether they come in."""
    from app.auth import people as acts

    with errors(Lang.KO, as_json=False), database() as found, found.reading() as session:
        rows, _ = acts.listed(session, limit=1_000_000)
        for row in rows:
            state = "barred" if not row.active else "active" if row.password else "invited"
            part = "administrator" if row.is_administrator else "-"
            typer.echo(f"{row.email}\t{row.name}\t{part}\t{state}")


@people.command()
def invite(email: Email) -> None:
    """Print a new address by which somebody chooses their first password."""
    _offer(email)


@people.command()
def reset(email: Email) -> None:
    """Print an address by which somebody chooses a new password; a locked account opens by it."""
    _offer(email)


@people.command()
def disable(email: Email) -> None:
    """Keep somebody out, and end their sessions."""
    from app.auth import people as acts

    with errors(Lang.KO, as_json=False), database() as found, found.session() as session:
        acts.bar(session, acts.named(session, email).id)


@people.command()
def enable(email: Email) -> None:
    """Let somebody in again."""
    from app.auth import people as acts

    with errors(Lang.KO, as_json=False), database() as found, found.session() as session:
        acts.readmit(session, acts.named(session, email).id)


def _offer(email: str) -> None:
    from app.auth import invitations
    from app.auth import people as acts

    with errors(Lang.KO, as_json=False), database() as found, found.session() as session:
        person = acts.named(session, email)
        word = invitations.offer(session, person, "reset" if person.password else "invite")
        typer.echo(_link(word))


def _link(word: str) -> str:
    from app.config import load_settings

    settings = load_settings()
    return f"{settings.public_url or f'http://127.0.0.1:{settings.port}'}/invitations/{word}"
