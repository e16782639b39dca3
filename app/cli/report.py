"""`cpted report`: the report of a review made again, without its drawings."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terms import JsonOption, LangOption, errors, print_json
from cpted_rules.text import Lang


def report(
    review: Annotated[Path, typer.Argument(help="Folder of a review, or its assessment.json.")],
    out: Annotated[Path, typer.Option(help="File for the PDF.")],
    lang: LangOption = Lang.KO,
    paper: Annotated[str, typer.Option(help="A4 or A3.")] = "A4",
    both: Annotated[bool, typer.Option(help="The other language under the first.")] = False,
    html: Annotated[Path | None, typer.Option(help="File for the same as an HTML page.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make the report of a review again from assessment.json: another language, other paper.

    What only the drawings tell (how each file was read, layers, pictures of sheets) is not in it,
    and it says so. Ends with 0 when it ran; with 3 when the review cannot be read; with 4 when the
    PDF cannot be written.
    """
    from app.exports.report_again import NOT_SHOWN, report_again
    from app.exports.review_folder import opened_review

    if paper not in ("A4", "A3"):
        raise typer.BadParameter("A4 or A3", param_hint="--paper")
    with errors(lang, as_json=as_json):
        found = opened_review(review)
        out.parent.mkdir(parents=True, exist_ok=True)
        also = next(other for other in Lang if other is not lang) if both else None
        report_again(found, out, lang=lang, paper=paper, also=also, twin=html)
    lacking = (*found.departures, *NOT_SHOWN)
    if as_json:
        words = [{"ko": text.ko, "en": text.en} for text in lacking]
        print_json({"file": str(out), "not_shown": words})
        return
    typer.echo(f"  {out}")
    for text in lacking:
        typer.echo(f"  – {text.in_(lang)}")
