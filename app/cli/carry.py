"""`cpted annotations carry`: what people marked in one round, on the report of the next."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.cli.terms import JsonOption, LangOption, errors, print_json
from cpted_rules.text import Lang


def carry(
    before: Annotated[Path, typer.Argument(help="Review that people marked, or its JSON.")],
    after: Annotated[Path, typer.Argument(help="Review of the next round, or its JSON.")],
    out: Annotated[
        Path | None, typer.Option(help="File for the next report with its marks on it (PDF).")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Carry the marks of a round into the next: its marks.json. Twice is the same as once.

    Marks on plan figures go where they are on the site, however sheets were renumbered and the plan
    was moved or turned; marks beside the text go to the head of their finding; answers and states
    go with what they answer. `cpted annotations undo` takes it back.

    Ends with 0 when it ran; with 3 when a review cannot be read or it cannot be told for certain
    how the plans of the rounds lie to each other; with 4 when a file cannot be written.
    """
    from app.comparison.carry import carry as run
    from app.comparison.carry_shown import carry_model, show_carry
    from app.copies.marked import marked_report

    with errors(lang, as_json=as_json):
        made = run(before, after)
        store = made.apply()
        if out is not None:
            content = marked_report(made.case, store, lang)
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(content)
    if as_json:
        files = {"out": str(out)} if out is not None else {}
        print_json(carry_model(made) | {"kept": len(store.marks)} | files)
        return
    show_carry(made, lang, Console(markup=False, highlight=False))
    if made.case.marks.exists():
        typer.echo(f"  {made.case.marks}")
    if out is not None:
        typer.echo(f"  {out}")
