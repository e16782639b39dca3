"""What a backup holds: tables row by row as JSON lines, contents by their digest, and a manifest.

tables/cases.jsonl      one JSON array a row, in the order of `columns`
blobs/<sha256>          contents
manifest.json           last, so that a file that broke off has none
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from alembic.migration import MigrationContext
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Column, Connection, Date, DateTime, LargeBinary, Table, inspect

from app import audit
from app.auth import tables as of_people
from app.cases import tables as of_cases
from app.db import Base, Moment
from app.jobs import tables as of_jobs
from app.registry import tables as of_registry
from app.reviews import tables as of_reviews

FORMAT = 1
MANIFEST = "manifest.json"
DECLARING = (audit, of_people, of_cases, of_jobs, of_reviews, of_registry)
"""Every module that declares tables; a test compares them with those of the migrations."""
LEFT_OUT = frozenset({"alembic_version", "idempotency", "sessions", "workers"})
"""Of the running service only. A session that came back would sign somebody in again."""


class TableRecord(BaseModel):
    """One table of a backup."""

    model_config = ConfigDict(frozen=True)

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True)

    format: int
    revision: str
    tables: tuple[TableRecord, ...]
    blobs: int

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables)


def tables() -> Iterator[Table]:
    """The tables that are kept, each after those that it refers to."""
    for table in Base.metadata.sorted_tables:
        if table.name not in LEFT_OUT:
            yield table


def undeclared(connection: Connection) -> set[str]:
    """Tables of a database that no module in `DECLARING` declares, and that would be lost."""
    there = set(inspect(connection).get_table_names())
    return there - {table.name for table in tables()} - LEFT_OUT


def revision_of(connection: Connection) -> str:
    """The migration that a database is at."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def plain(value: Any) -> Any:
    """A value of a row as JSON carries it."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
    return value


def revived(column: Column[Any], value: Any) -> Any:
    """The value that `plain` wrote."""
    if value is None:
        return None
    match column.type:
        case Moment() | DateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case LargeBinary():
            return b64decode(value)
    return value
