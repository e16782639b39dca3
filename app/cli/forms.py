"""`cpted forms`: the papers of a committee, filled from a review."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terms import JsonOption, LangOption, errors, print_json
from app.forms.kinds import FormKind
from cpted_rules.text import Lang


def forms(
    review: Annotated[Path, typer.Argument(help="Folder of a review, or its assessment.json.")],
    out: Annotated[Path, typer.Option(help="Folder for the forms.")],
    form: Annotated[
        list[FormKind] | None, typer.Option("--form", help="Only this one; may be said again.")
    ] = None,
    docx: Annotated[bool, typer.Option(help="Also as documents to be edited.")] = False,
    person: Annotated[
        str | None, typer.Option(help="Only what this person answered in marks.json.")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Fill the papers of a committee from a review, as PDF and DOCX.

    The opinion before the meeting (사전검토의견서), the action plan (조치계획서), the main results
    with names masked (별지 제2호), the signs for cameras, and the conditions by stage. Ends with 0
    when it ran; with 3 when the review cannot be read; with 4 when a form cannot be written.
    """
    from app.exports.review_folder import opened_review
    from app.forms.write import forms_of

    with errors(lang, as_json=as_json):
        found = opened_review(review, person=person)
        files = forms_of(found, form or list(FormKind), lang, docx=docx)
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    departures = [{"ko": text.ko, "en": text.en} for text in found.departures]
    if as_json:
        print_json({"out": str(out), "files": list(files), "departures": departures})
        return
    for text in found.departures:
        typer.echo(text.in_(lang), err=True)
    for name in files:
        typer.echo(f"  {out / name}")
