"""Forms, tables, copies and comparisons of a review, made in a child process."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]


def forms(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The forms asked for; one file, or a zip of several."""
    from app.exports.review_folder import opened_review
    from app.forms.kinds import FormKind
    from app.forms.write import forms_of

    found = opened_review(Path(arguments["review"]), person=arguments.get("person"))
    kinds = [FormKind(word) for word in arguments["forms"]] or list(FormKind)
    lang = Lang(arguments["lang"])
    files = forms_of(found, kinds, lang, docx=arguments["docx"])
    _write(Path(arguments["out"]), files, together=f"forms.{lang.value}.zip")
    return {"departures": [{"ko": text.ko, "en": text.en} for text in found.departures]}


def export(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The findings for another program: bcf, xlsx or csv."""
    from app.exports.bcf import bcf
    from app.exports.review_folder import opened_review
    from app.exports.sheet import findings_csv, findings_xlsx
    from app.exports.topic import BcfVersion

    folder, lang = Path(arguments["review"]), Lang(arguments["lang"])
    found = opened_review(folder, person=arguments.get("person"))
    match arguments["format"]:
        case "xlsx":
            content = findings_xlsx(found, lang)
        case "csv":
            content = findings_csv(found, lang)
        case _:
            report = folder / "report.pdf"
            content = bcf(
                found,
                lang=lang,
                version=BcfVersion(arguments["version"]),
                report=report.read_bytes() if report.is_file() else None,
            )
    (Path(arguments["out"]) / f"findings.{arguments['format']}").write_bytes(content)
    return {}


def copy(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """A copy to decide on, to keep, to publish, or for machines."""
    from app.copies.kinds import SUFFIXES, Kind
    from app.copies.write import copy_of

    kind = Kind(arguments["copy"])
    made = copy_of(
        Path(arguments["review"]), kind, lang=Lang(arguments["lang"]), paper=arguments["paper"]
    )
    (Path(arguments["out"]) / f"{kind.value}{SUFFIXES[kind]}").write_bytes(made.content)
    return {
        "claims": made.claim.value if made.claim else None,
        "withheld": made.withheld,
        "marks": made.marks,
        "answers": made.answers,
    }


def compare(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """How many findings became what from one round to the next; all of it lies in a zip."""
    from app.comparison.model import comparison_bytes
    from app.comparison.pages import comparison_pdf, crop_files
    from app.comparison.rounds import compared
    from app.exports.review_folder import opened_review

    lang = Lang(arguments["lang"])
    rounds = compared(
        opened_review(Path(arguments["before"])), opened_review(Path(arguments["review"]))
    )
    files = {
        "comparison.pdf": comparison_pdf(rounds, lang),
        "comparison.json": comparison_bytes(rounds),
        **crop_files(rounds, lang),
    }
    _write(Path(arguments["out"]), files, together="comparison.zip")
    return {change.value: n for change, n in rounds.comparison.counts.items()}


def _write(out: Path, files: Mapping[str, bytes], *, together: str) -> None:
    from app.exports.zipped import zipped

    if len(files) == 1:
        ((name, content),) = files.items()
    else:
        name, content = together, zipped(files)
    (out / name).write_bytes(content)
