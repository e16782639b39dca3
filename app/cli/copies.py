"""`cpted copies`: a copy of a review to decide on, to keep, to publish, or for machines."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.terms import JsonOption, LangOption, errors, print_json
from app.copies.kinds import SUFFIXES, Kind
from cpted_rules.text import Lang

PASSPHRASE = "CPTED_KEY_PASSPHRASE"


def copies(
    folder: Annotated[Path, typer.Argument(metavar="REVIEW_FOLDER", help="What a review made.")],
    kind: Annotated[Kind, typer.Option(help="What the copy is for.")],
    out: Annotated[Path, typer.Option(help="File to write: .pdf, or .zip for data.")],
    key: Annotated[
        Path | None,
        typer.Option(
            help="PKCS#12 file that signs a decision copy; its passphrase is taken from the "
            f"environment, {PASSPHRASE}."
        ),
    ] = None,
    paper: Annotated[str, typer.Option(help="A4 or A3, of a public copy.")] = "A4",
    lang: LangOption = Lang.KO,
    as_json: JsonOption = False,
) -> None:
    """Make a copy of a review: decision (PDF/A-3b, signed), archive (PDF/A-1b), public, data.

    Ends with 0 when it was made, with 3 when the folder or the key cannot be used or the copy would
    not be what it claims, with 4 when it cannot be written.
    """
    from app.copies.signed import key_of, signed
    from app.copies.write import copy_of

    if paper not in ("A4", "A3"):
        raise typer.BadParameter("A4 or A3", param_hint="--paper")
    if key is not None and kind is not Kind.DECISION:
        raise typer.BadParameter("only a decision copy is signed", param_hint="--key")
    if out.suffix != SUFFIXES[kind]:
        raise typer.BadParameter(f"a file ending in {SUFFIXES[kind]}", param_hint="--out")
    with errors(lang, as_json=as_json):
        signer = key_of(key, os.environ.get(PASSPHRASE, "").encode()) if key else None
        made = copy_of(folder, kind, lang=lang, paper=paper)
        content = signed(made.content, signer, lang) if signer else made.content
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    if as_json:
        print_json(
            {
                "out": str(out),
                "kind": kind.value,
                "bytes": len(content),
                "claims": made.claim.value if made.claim else None,
                "signed": signer is not None,
                "withheld": made.withheld,
                "marks": made.marks,
                "answers": made.answers,
            }
        )
        return
    typer.echo(f"{out}  {made.claim.value if made.claim else ''}".rstrip())
