"""`cpted compare`: what became of the findings from one round to the next."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.cli.terms import JsonOption, LangOption, errors, print_json
from cpted_rules.text import Lang


def compare(
    before: Annotated[Path, typer.Argument(help="Review of the round before, or its JSON.")],
    after: Annotated[Path, typer.Argument(help="Review of this round, or its JSON.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for comparison.pdf, comparison.json, figures/.")
    ] = None,
    tolerance: Annotated[
        float, typer.Option(help="How far a place may be off and still be the same [m].", min=0)
    ] = 1.0,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Say which findings are new, unchanged, changed, gone or reopened, with before and after.

    Findings are matched by id; where handles changed, by clause, rule and place or name, and the
    output says so. Ends with 0 when it ran, whatever differs; with 3 when a review cannot be read;
    with 4 when a file cannot be written.
    """
    from app.annotations.store import STORE, load
    from app.comparison.carry_shown import carried_words
    from app.comparison.model import comparison_bytes, comparison_model
    from app.comparison.pages import comparison_pdf, crop_files
    from app.comparison.rounds import compared
    from app.comparison.shown import show_comparison
    from app.exports.review_folder import opened_review

    with errors(lang, as_json=as_json):
        rounds = compared(opened_review(before), opened_review(after), tolerance_m=tolerance)
        folders = (place if place.is_dir() else place.parent for place in (before, after))
        carried = carried_words(*(load(folder / STORE) for folder in folders))
        files: dict[str, bytes] = {}
        if out is not None:
            files = {
                "comparison.pdf": comparison_pdf(rounds, lang),
                "comparison.json": comparison_bytes(rounds),
                **crop_files(rounds, lang),
            }
            for name, content in files.items():
                (out / name).parent.mkdir(parents=True, exist_ok=True)
                (out / name).write_bytes(content)
    if as_json:
        print_json(comparison_model(rounds).model_dump(mode="json"))
        return
    show_comparison(rounds, lang, Console())
    if carried is not None:
        typer.echo(carried.in_(lang))
    if out is not None:
        typer.echo(f"  {out / 'comparison.pdf'}")
        typer.echo(f"  {out / 'comparison.json'}")
