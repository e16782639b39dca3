"""The commands of `cpted`, by name."""

import gc

import typer

from app.child import SELDOM
from app.cli import (
    annotations,
    answers,
    audit,
    carry,
    compare,
    copies,
    demo,
    export,
    forms,
    law,
    operations,
    people,
    report,
    review,
    service,
)
from app.what_if.order import InOrder

LASTING = ("serve", "worker")
"""Commands that run until they are told to stop."""

offices = typer.Typer(
    help="What layers and blocks mean, by office, as the service learned it.", no_args_is_help=True
)
offices.command("list")(service.list_offices)
offices.command("export")(service.export_offices)
offices.command("import")(service.import_offices)
annotations.annotations.command()(carry.carry)

app = typer.Typer(
    help="CPTED review of building plans / 범죄예방 건축기준 도면 검토",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(review.review)
app.command()(review.read)
app.command()(answers.verify)
app.command(cls=InOrder)(answers.whatif)
app.command()(answers.analyse)
app.command()(copies.copies)
app.command()(report.report)
app.command()(forms.forms)
app.command()(export.export)
app.command()(compare.compare)
app.command()(law.rules)
app.command()(service.serve)
app.command()(demo.demo)
app.command()(operations.worker)
app.command()(operations.rerun)
app.command()(operations.backup)
app.command()(operations.restore)
app.command()(service.schema)
app.add_typer(annotations.annotations, name="annotations")
app.add_typer(audit.audit, name="audit")
app.add_typer(people.people, name="people")
app.add_typer(law.packs, name="packs")
app.add_typer(offices, name="offices")


@app.callback()
def main_options(context: typer.Context) -> None:
    """Review building plans against CPTED law and guidance."""
    if context.invoked_subcommand not in LASTING:
        gc.set_threshold(*SELDOM)


def main() -> None:
    """Run the command line."""
    app()
