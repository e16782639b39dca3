"""A backup taken over into an empty service; nothing of it is kept unless all of it is right."""

import json
import tarfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError
from sqlalchemy import (
    JSON,
    Connection,
    Insert,
    Table,
    bindparam,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from app import audit
from app.backup import faults
from app.backup.contents import FORMAT, MANIFEST, Manifest, revision_of, revived, tables
from app.backup.faults import BackupError
from app.blobs import Blobs
from app.jobs.kind import Means

_AT_A_TIME = 500


def restore(means: Means, file: Path) -> Manifest:
    """Take a backup over; what it held. The tables are migrated and empty.

    Contents come first: a content that no row leads to does no harm, should the rest be refused.

    Raises:
        BackupError: it is no backup, not whole, of another version, or there are data already.
    """
    try:
        with tarfile.open(file, mode="r:") as archive:
            entries = {entry.name: entry for entry in archive if entry.isreg()}
            manifest = _manifest(archive, entries, file.name)
            with Session(means.database.engine) as session, session.begin():
                connection = session.connection()
                _check(connection, manifest)
                _contents(archive, entries, means.blobs, manifest)
                _rows(archive, entries, connection, manifest)
                broken = [faults.broken_chain(at.seq, at.why) for at in audit.broken(session)]
                if broken:
                    raise BackupError(*broken[:20])
    except tarfile.TarError as error:
        raise BackupError(faults.no_backup(file.name, type(error).__name__)) from error
    return manifest


def _manifest(
    archive: tarfile.TarFile, entries: Mapping[str, tarfile.TarInfo], name: str
) -> Manifest:
    if MANIFEST not in entries:
        raise BackupError(faults.no_backup(name, f"no {MANIFEST}"))
    try:
        manifest = Manifest.model_validate_json(_content(archive, entries[MANIFEST]).read())
    except ValidationError as error:
        raise BackupError(faults.no_backup(name, MANIFEST)) from error
    if manifest.format != FORMAT:
        raise BackupError(faults.no_backup(name, f"format {manifest.format}"))
    return manifest


def _check(connection: Connection, manifest: Manifest) -> None:
    """Refuse what does not belong into these tables, or would overwrite something."""
    own = revision_of(connection)
    known = {table.name: tuple(c.name for c in table.columns) for table in tables()}
    if manifest.revision != own or {t.name: t.columns for t in manifest.tables} != known:
        raise BackupError(faults.other_version(manifest.revision, own))
    full = [
        table.name
        for table in tables()
        if connection.scalar(select(func.count()).select_from(table))
    ]
    if full:
        raise BackupError(*(faults.not_empty(name) for name in full))


def _contents(
    archive: tarfile.TarFile,
    entries: Mapping[str, tarfile.TarInfo],
    blobs: Blobs,
    manifest: Manifest,
) -> None:
    n = 0
    for name, entry in entries.items():
        folder, _, digest = name.partition("/")
        if folder != "blobs":
            continue
        n += 1
        if blobs.put(_content(archive, entry)).digest != digest:
            raise BackupError(faults.changed(name))
    if n != manifest.blobs:
        raise BackupError(faults.changed("blobs/"))


def _rows(
    archive: tarfile.TarFile,
    entries: Mapping[str, tarfile.TarInfo],
    connection: Connection,
    manifest: Manifest,
) -> None:
    records = {record.name: record for record in manifest.tables}
    for table in tables():
        name, record = f"tables/{table.name}.jsonl", records[table.name]
        if name not in entries:
            raise BackupError(faults.changed(name))
        found, n = sha256(), 0
        for lines in _batches(_content(archive, entries[name])):
            for line in lines:
                found.update(line)
            n += len(lines)
            rows = [_row(table, line) for line in lines]
            connection.execute(_insert(table), rows)
        if found.hexdigest() != record.sha256 or n != record.rows:
            raise BackupError(faults.changed(name))
        _count_on(connection, table)


def _insert(table: Table) -> Insert:
    """A statement by which None is nothing, in columns of JSON too."""
    return insert(table).values(
        {
            column.name: bindparam(
                column.name,
                type_=JSON(none_as_null=True) if isinstance(column.type, JSON) else column.type,
            )
            for column in table.columns
        }
    )


def _row(table: Table, line: bytes) -> dict[str, Any]:
    values = json.loads(line)
    return {
        column.name: revived(column, value)
        for column, value in zip(table.columns, values, strict=True)
    }


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers rows by a sequence, which must not begin anew."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    highest = connection.scalar(select(func.max(column)))
    if highest is not None:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
            {"table": table.name, "column": column.name, "highest": highest},
        )


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(entry)
    if content is None:
        raise BackupError(faults.no_backup(entry.name, "no file"))
    return content


def _batches(lines: IO[bytes]) -> Iterator[list[bytes]]:
    while some := list(islice(lines, _AT_A_TIME)):
        yield some
