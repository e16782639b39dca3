"""`cpted packs` and `cpted rules`: the law as it is kept, and the rules that measure for it."""

from typing import Annotated

import typer
from rich.console import Console

from app.cli.terms import JsonOption, LangOption, errors, print_json
from cpted_rules.clause import Edition
from cpted_rules.text import Lang

EditionArgument = Annotated[
    str, typer.Argument(metavar="EDITION", help="pack@date, or a pack for its latest edition.")
]

packs = typer.Typer(help="Editions of law and guidance, their clauses and their changes.")


@packs.callback(invoke_without_command=True)
def editions(
    context: typer.Context, lang: LangOption = Lang.KO, as_json: JsonOption = False
) -> None:
    """List every edition: dates, kind, authority, clauses, what it was compared with."""
    from app.law.models import edition_model
    from app.law.shown import show_editions

    if context.invoked_subcommand is not None:
        return
    with errors(lang, as_json=as_json):
        every = _every()
    if as_json:
        print_json([edition_model(edition).model_dump(mode="json") for edition in every])
    else:
        show_editions(every, lang, _console())


@packs.command()
def show(edition: EditionArgument, lang: LangOption = Lang.KO, as_json: JsonOption = False) -> None:
    """Show one edition with every clause: whom it binds, what it asks, how it is answered."""
    from app.law.models import edition_shown
    from app.law.shown import show_edition

    with errors(lang, as_json=as_json):
        found = _named(edition, _every())
    if as_json:
        print_json(edition_shown(found).model_dump(mode="json"))
    else:
        show_edition(found, lang, _console())


@packs.command()
def diff(
    before: EditionArgument,
    after: EditionArgument,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Show what changed from one edition to another: clauses added, gone, and worded otherwise."""
    from app.law.models import changes_model
    from app.law.shown import show_changes
    from cpted_rules.law.changes import changes

    with errors(lang, as_json=as_json):
        every = _every()
        told = changes(_named(before, every), _named(after, every))
    if as_json:
        print_json(changes_model(told).model_dump(mode="json"))
    else:
        show_changes(told, lang, _console())


@packs.command()
def coverage(
    pack: Annotated[
        str | None, typer.Argument(metavar="PACK", help="Only this pack or edition.")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Show how every clause is answered: computed, referred, by a person, or not and why."""
    from app.law.models import coverage_model
    from app.law.shown import show_coverage
    from cpted_rules.law.coverage import coverage_of

    with errors(lang, as_json=as_json):
        chosen = [e for e in _every() if pack is None or pack in (e.pack, e.id)]
        if not chosen:
            raise typer.BadParameter(f"{pack}: no such pack or edition", param_hint="PACK")
        found = tuple(coverage_of(edition) for edition in chosen)
    if as_json:
        print_json(coverage_model(found).model_dump(mode="json"))
    else:
        show_coverage(found, lang, _console())


@packs.command()
def unverified(lang: LangOption = Lang.KO, as_json: JsonOption = False) -> None:
    """List what could not be verified against a text, clause by clause."""
    from app.law.models import unverified_model
    from app.law.shown import show_unverified
    from cpted_rules.law.unverified import unverified as unverified_of

    with errors(lang, as_json=as_json):
        found = unverified_of(_every())
    if as_json:
        print_json([unverified_model(each).model_dump(mode="json") for each in found])
    else:
        show_unverified(found, lang, _console())


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A rule's code, such as SUR101.")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
    markdown: Annotated[bool, typer.Option(help="Every rule as one page of Markdown.")] = False,
) -> None:
    """Say what each rule measures, why and how, what it needs, and which clauses ask it."""
    from app.law.page import rules_page
    from app.law.rule_model import rule_model
    from app.law.shown import show_rule, show_rules
    from cpted_rules.law.catalogue import catalogue
    from cpted_rules.rules import RULES

    with errors(lang, as_json=as_json):
        entries = catalogue(RULES, _every())
    if code is not None:
        entries = tuple(entry for entry in entries if entry.rule.code == code.upper())
        if not entries:
            raise typer.BadParameter(f"{code}: no such rule", param_hint="CODE")
    if markdown:
        typer.echo(rules_page(entries), nl=False)
    elif as_json:
        print_json([rule_model(entry).model_dump(mode="json") for entry in entries])
    elif code is not None:
        show_rule(entries[0], lang, _console())
    else:
        show_rules(entries, lang, _console())


def _every() -> tuple[Edition, ...]:
    """Every edition of every pack, in order of pack and date."""
    from cpted_rules.pack import edition_files, load_edition

    return tuple(load_edition(path) for path in edition_files())


def _named(name: str, every: tuple[Edition, ...]) -> Edition:
    """The edition of an id, or the latest one of a pack."""
    found = [edition for edition in every if name in (edition.id, edition.pack)]
    if not found:
        known = ", ".join(edition.id for edition in every)
        raise typer.BadParameter(f"{name}: none of {known}", param_hint="EDITION")
    return found[-1]


def _console() -> Console:
    """A terminal on which brackets of a citation are brackets."""
    return Console(markup=False, highlight=False)
