"""`cpted annotations`: what experts marked in a returned report, taken in and given out again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from app.cli.terms import JsonOption, LangOption, errors, print_json
from cpted_rules.text import Lang

if TYPE_CHECKING:
    from app.annotations.changes import Preview

annotations = typer.Typer(
    help="Marks and answers in a returned report: read, apply, undo, export.", no_args_is_help=True
)

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The marked report (PDF), XFDF, or answered DXF.")
]
AssessmentOption = Annotated[
    Path, typer.Option("--assessment", help="The assessment.json of the report; marks.json beside.")
]
ByOption = Annotated[str, typer.Option("--by", help="Who returned it; else the name in the form.")]
PersonOption = Annotated[
    list[str] | None,
    typer.Option("--person", metavar="NAME=PERSON", help="Whose marks of a name in the file are."),
]
KeyOption = Annotated[
    Path | None, typer.Option("--key", help="File of the key that the copy was signed with.")
]


@annotations.command()
def read(
    file: FileArgument,
    assessment: AssessmentOption,
    by: ByOption = "",
    person: PersonOption = None,
    key: KeyOption = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder for a picture (PNG) of each change.")
    ] = None,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Say what a returned file would change; nothing is changed.

    Ends with 0 when it could be read, with 3 when it could not or is of another report.
    """
    from app.annotations.case import Case
    from app.annotations.pictures import pictures as drawn
    from app.annotations.shown import show_preview

    with errors(lang, as_json=as_json):
        found = Case.of(assessment).preview(file, importer=by, named=_named(person), key=_key(key))
        names = drawn(file, found, pictures) if pictures else {}
    if as_json:
        print_json(_preview_json(found) | ({"pictures": names} if pictures else {}))
        return
    show_preview(found, lang, _console())
    for name in names.values():
        typer.echo(f"  {pictures / name}" if pictures else name)


@annotations.command()
def apply(
    file: FileArgument,
    assessment: AssessmentOption,
    by: ByOption = "",
    person: PersonOption = None,
    key: KeyOption = None,
    accept_altered: Annotated[
        bool, typer.Option("--accept-altered", help="Also marks on pages with other content.")
    ] = False,
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Take a returned file in: marks.json beside assessment.json. Twice is the same as once.

    Ends with 0 when it ran; with 3 when it cannot be read, is of another report, or has marks on
    altered pages; with 4 when marks.json cannot be written.
    """
    from app.annotations.case import Case
    from app.annotations.shown import show_preview, show_store

    with errors(lang, as_json=as_json):
        case = Case.of(assessment)
        found = case.preview(file, importer=by, named=_named(person), key=_key(key))
        store = case.apply(found, accept_altered=accept_altered)
    if as_json:
        kept = {"marks": len(store.marks), "answers": len(store.answers)}
        unplaced = [one.mark.key for one in store.unplaced]
        print_json(_preview_json(found) | {"kept": kept, "unplaced": unplaced})
        return
    show_preview(found, lang, _console())
    show_store(store, lang, _console())


@annotations.command()
def undo(
    assessment: AssessmentOption, lang: LangOption = Lang.KO, as_json: JsonOption = False
) -> None:
    """Take the last import back.

    Ends with 0 when it did, with 3 when there is none.
    """
    from app.annotations.case import Case
    from app.annotations.shown import show_import, show_store

    with errors(lang, as_json=as_json):
        case = Case.of(assessment)
        before = case.store()
        store = case.undo()
    done = before.imports[-1]
    if as_json:
        print_json({"undone": done.name, "digest": done.digest, "marks": len(store.marks)})
        return
    show_import(done, _console())
    show_store(store, lang, _console())


@annotations.command()
def export(
    assessment: AssessmentOption,
    xfdf: Annotated[Path, typer.Option("--xfdf", help="File to write.")],
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Write what went out and what people said of it as XFDF, for any program that reads it.

    Ends with 0 when it was written, with 3 when nothing says what went out, with 4 when it cannot
    be written.
    """
    from app.annotations.case import Case
    from app.annotations.xfdf.write import xfdf_bytes

    with errors(lang, as_json=as_json):
        case = Case.of(assessment)
        store = case.store()
        manifest = case.manifest(store)
        people = (kept.mark for kept in store.marks if not kept.is_off_report)
        marks = [*manifest.marks, *people]
        xfdf.write_bytes(xfdf_bytes(marks, (), report="report.pdf", case=manifest.case))
    if as_json:
        print_json({"out": str(xfdf), "marks": len(marks)})
        return
    typer.echo(f"  {xfdf}")


def _preview_json(found: "Preview") -> dict[str, object]:
    """A preview as JSON; without the way back and what went out, which are for the store."""
    return found.model_dump(mode="json", exclude={"todo", "manifest"})


def _named(pairs: list[str] | None) -> dict[str, str]:
    found = {}
    for pair in pairs or ():
        name, sign, whose = pair.partition("=")
        if not sign or not whose:
            raise typer.BadParameter("NAME=PERSON", param_hint="--person")
        found[name] = whose
    return found


def _key(path: Path | None) -> bytes | None:
    return path.read_bytes().strip() if path else None


def _console() -> Console:
    """A terminal on which brackets in people's words are brackets."""
    return Console(markup=False, highlight=False)
