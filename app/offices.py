"""The layer maps of offices that the service keeps: learned, listed, handed to the reader."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app import faults
from app.db import Database, OfficeRow
from app.errors import NotFoundError
from cpted_rules.drawing.layers.office import (
    Fingerprint,
    Naming,
    OfficeMap,
    office_named,
    parse_office_map,
)


class Offices:
    """The offices of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[OfficeRow]:
        """Every office, by name."""
        with self._database.reading() as session:
            return session.scalars(select(OfficeRow).order_by(OfficeRow.name)).all()

    def find(self, key: str) -> OfficeRow:
        """The office with that key.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.reading() as session:
            row = session.get(OfficeRow, key)
        if row is None:
            raise NotFoundError(faults.no_office(key))
        return row

    def named(self, name: str) -> OfficeRow | None:
        """The office of that name, None for one that nothing is known of."""
        with self._database.reading() as session:
            return session.get(OfficeRow, office_key(name))

    def learn(self, name: str, naming: Naming, known_by: Fingerprint) -> OfficeRow:
        """The office with what was said of one of its drawings."""
        with self._database.session() as session:
            row = _held(session, office_named(name, known_by))
            row.content = office_map(row).learned(naming, known_by).to_yaml()
            return row

    def put(self, office: OfficeMap) -> OfficeRow:
        """The office as given, instead of what was kept of it."""
        with self._database.session() as session:
            row = _held(session, office)
            row.name, row.content = office.office[:300], office.to_yaml()
            return row

    def drop(self, key: str) -> None:
        """Forget an office.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.session() as session:
            row = session.get(OfficeRow, key)
            if row is None:
                raise NotFoundError(faults.no_office(key))
            session.delete(row)

    def write_to(self, folder: Path) -> tuple[Path, ...]:
        """A file for each office, written into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for row in self.all():
            path = folder / f"{_plain_file_name(row.name)}-{row.key[:6]}.yaml"
            path.write_text(row.content, "utf-8")
            paths.append(path)
        return tuple(paths)


def office_map(row: OfficeRow) -> OfficeMap:
    """The layer map of an office."""
    return parse_office_map(row.content, row.name)


def office_key(name: str) -> str:
    """The key of an office: the same for spellings that differ in spaces and case only."""
    plain = "".join(normalize("NFC", name).casefold().split())
    return sha256(plain.encode()).hexdigest()[:16]


def _held(session: Session, office: OfficeMap) -> OfficeRow:
    """The row of an office as it is kept, else as given; nobody else writes it meanwhile.

    Looking first and adding then would let two first lessons at the same time collide: only a
    statement that adds or locks is one act in both databases.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    key = office_key(office.office)
    added = insert(OfficeRow).values(key=key, name=office.office[:300], content=office.to_yaml())
    session.execute(added.on_conflict_do_update(index_elements=["key"], set_={"key": key}))
    return session.get_one(OfficeRow, key)


def _plain_file_name(name: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in normalize("NFC", name))[:60]
