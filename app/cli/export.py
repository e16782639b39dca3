"""`cpted export`: findings as BCF, XLSX and CSV."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terms import JsonOption, LangOption, errors, print_json
from app.exports.topic import BcfVersion
from cpted_rules.text import Lang

REPORT = "report.pdf"


def export(
    review: Annotated[Path, typer.Argument(help="Folder of a review, or its assessment.json.")],
    bcf: Annotated[
        Path | None, typer.Option(help="File for BCF: a topic for each finding raised.")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="File for a table of all findings.")] = None,
    csv: Annotated[Path | None, typer.Option(help="File for the same as CSV.")] = None,
    bcf_version: Annotated[BcfVersion, typer.Option(help="Version of BCF.")] = BcfVersion.V3_0,
    report: Annotated[
        bool, typer.Option(help="Carry report.pdf of the folder inside the BCF.")
    ] = True,
    person: Annotated[
        str | None, typer.Option(help="Only what this person answered in marks.json.")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Write the findings of a review for other programs: BCF 3.0 or 2.1, XLSX, CSV.

    Ends with 0 when it ran; with 3 when the review cannot be read; with 4 when a file cannot be
    written.
    """
    from app.exports.bcf import bcf as topics
    from app.exports.review_folder import opened_review
    from app.exports.sheet import findings_csv, findings_xlsx

    if bcf is None and xlsx is None and csv is None:
        raise typer.BadParameter("--bcf, --xlsx, --csv", param_hint="files")
    with errors(lang, as_json=as_json):
        found = opened_review(review, person=person)
        beside = (review if review.is_dir() else review.parent) / REPORT
        written: dict[Path, bytes] = {}
        if bcf is not None:
            carried = beside.read_bytes() if report and beside.is_file() else None
            written[bcf] = topics(found, lang=lang, version=bcf_version, report=carried)
        if xlsx is not None:
            written[xlsx] = findings_xlsx(found, lang)
        if csv is not None:
            written[csv] = findings_csv(found, lang)
        for path, content in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(f"  {path}")
