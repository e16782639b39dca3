"""`cpted`: the command line."""

from app.cli.commands import app, main
from app.cli.terms import Exit

__all__ = ["Exit", "app", "main"]
