"""A backup written: the rows as they stood at one moment, and every content there was."""

import json
import os
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from sqlalchemy import Connection, Table, select

from app.backup import faults
from app.backup.contents import (
    FORMAT,
    MANIFEST,
    Manifest,
    TableRecord,
    plain,
    revision_of,
    tables,
    undeclared,
)
from app.backup.faults import BackupError
from app.blobs import Blobs
from app.db import Database, content_columns
from app.jobs.kind import Means


def backup(means: Means, file: Path) -> Manifest:
    """Write a backup, whole or not at all; what it holds.

    The service may run meanwhile: rows are read in one transaction, and contents never change.

    Raises:
        BackupError: a row leads to a content that is not there, or there are unknown tables.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as draft:
        path = Path(draft.name)  # for its owner only, as NamedTemporaryFile makes it
        try:
            with tarfile.open(fileobj=draft, mode="w") as archive:
                manifest = _written(archive, means)
            draft.flush()
            os.fsync(draft.fileno())
            os.replace(path, file)
        finally:
            path.unlink(missing_ok=True)
    return manifest


def _written(archive: tarfile.TarFile, means: Means) -> Manifest:
    with _snapshot(means.database) as connection:
        unknown = undeclared(connection)
        if unknown:
            raise BackupError(faults.forgotten(tuple(sorted(unknown))))
        revision = revision_of(connection)
        records = tuple(_table(archive, connection, table) for table in tables())
        wanted = {
            digest
            for column in content_columns()
            for digest in connection.scalars(select(column).distinct())
            if digest
        }
    kept = _contents(archive, means.blobs, wanted)
    manifest = Manifest(format=FORMAT, revision=revision, tables=records, blobs=kept)
    _add(archive, MANIFEST, BytesIO(manifest.model_dump_json(indent=1).encode()))
    return manifest


def _snapshot(database: Database) -> Connection:
    """A connection that sees one moment, however long it reads, and keeps no writer waiting."""
    engine = database.engine
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine.connect().execution_options(cpted_reads=True)


def _table(archive: tarfile.TarFile, connection: Connection, table: Table) -> TableRecord:
    found, n = sha256(), 0
    with NamedTemporaryFile() as lines:
        for line in _lines(connection, table):
            lines.write(line)
            found.update(line)
            n += 1
        _add(archive, f"tables/{table.name}.jsonl", lines)
    columns = tuple(column.name for column in table.columns)
    return TableRecord(name=table.name, columns=columns, rows=n, sha256=found.hexdigest())


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    rows = connection.execution_options(yield_per=500).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    for row in rows:
        values = [plain(value) for value in row]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _contents(archive: tarfile.TarFile, blobs: Blobs, wanted: set[str]) -> int:
    n = 0
    for digest in blobs.digests():
        try:
            with blobs.open(digest) as content:
                _add(archive, f"blobs/{digest}", content)
        except FileNotFoundError:
            continue  # removed since it was listed; where a row leads to it, it is missed below
        wanted.discard(digest)
        n += 1
    if wanted:
        raise BackupError(*(faults.missing_content(digest) for digest in sorted(wanted)[:20]))
    return n


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    entry = tarfile.TarInfo(name)  # dated as the epoch, owned by nobody: same data, same bytes
    entry.size, entry.mode = size, 0o600
    archive.addfile(entry, content)
