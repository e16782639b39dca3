"""What the commands share: exit codes, options, errors as messages, progress."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cpted_rules.errors import CptedError
from cpted_rules.text import Lang, Text


class Exit(IntEnum):
    """Exit codes. 2 is wrong usage, as everywhere."""

    RAN = 0
    DIFFERS = 1
    INPUT = 3
    OUTPUT = 4


STAGES = {
    "read": Text(ko="도면 읽기", en="reading drawings"),
    "assess": Text(ko="기준 검토", en="assessing"),
    "files": Text(ko="자료 작성", en="writing files"),
    "report": Text(ko="보고서 작성", en="writing the report"),
    "analyse": Text(ko="분석 도판", en="drawing the analyses"),
    "pages": Text(ko="도판 조판", en="setting the pages"),
}

LangOption = Annotated[Lang, typer.Option(help="Language of the report and of messages.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@contextmanager
def errors(lang: Lang, *, as_json: bool) -> Iterator[None]:
    """Faults of the input as a message (or JSON) and a code of their own, never a traceback."""
    try:
        yield
    except CptedError as error:
        if as_json:
            print_json(
                {
                    "error": {"ko": error.title.ko, "en": error.title.en},
                    "faults": [
                        {
                            "code": f.code,
                            "where": f.where,
                            "found": {"ko": f.found.ko, "en": f.found.en},
                            "expected": {"ko": f.expected.ko, "en": f.expected.en},
                            "remedy": {"ko": f.remedy.ko, "en": f.remedy.en},
                        }
                        for f in error.faults
                    ],
                }
            )
        else:
            typer.echo(error.in_(lang), err=True)
        raise typer.Exit(Exit.INPUT) from error
    except OSError as error:
        typer.echo(f"{error.strerror}: {error.filename}", err=True)
        raise typer.Exit(Exit.OUTPUT) from error


@contextmanager
def progress_shown(lang: Lang, *, quiet: bool) -> Iterator[Any]:
    """A bar on a terminal, plain lines otherwise, nothing when quiet."""
    if quiet:
        yield lambda _stage, _done, _total: None
        return
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _Lines(lang)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES[stage].in_(lang), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


class _Lines:
    """Progress as one plain line for each stage."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.stage = ""

    def __call__(self, stage: str, _done: int, _total: int) -> None:
        if stage != self.stage:
            self.stage = stage
            typer.echo(f"{STAGES[stage].in_(self.lang)} …", err=True)


def print_json(value: object) -> None:
    """Write a value as JSON to standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
