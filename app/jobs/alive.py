"""Which workers are alive: each says so in the database, by the database's clock."""

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import ConfigurationError
from app.jobs import faults
from app.jobs.tables import WorkerRow

_BURIED_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What is known of a worker.

    Args:
        age_s: since it was last heard of. [s]
        version: of the jobs it does.
    """

    token: str
    host: str
    process: int
    version: str
    age_s: float


def signs(session: Session) -> Mapping[str, Sign]:
    """Every worker that did not say that it ended, by its executor id."""
    rows = session.execute(select(WorkerRow, func.now())).all()
    return {
        row.id: Sign(
            token=row.token,
            host=row.host,
            process=row.process,
            version=row.version,
            age_s=_seconds(row, at),
        )
        for row, at in rows
    }


def bury(session: Session, lost_s: float) -> None:
    """Forget workers that have not been heard of for very long, and will not come back."""
    for key, sign in signs(session).items():
        if sign.age_s > max(_BURIED_S, 2 * lost_s):
            session.execute(
                delete(WorkerRow).where(WorkerRow.id == key, WorkerRow.token == sign.token)
            )


def alive(session: Session, lost_s: float) -> Mapping[str, Sign]:
    """The workers heard of within some seconds."""
    return {key: sign for key, sign in signs(session).items() if sign.age_s <= lost_s}


class Presence:
    """This worker's own sign."""

    def __init__(
        self, database: Database, executor_id: str, *, version: str, lost_s: float, alone: bool
    ) -> None:
        self._database = database
        self._id = executor_id
        self._version = version
        self._lost_s = lost_s
        self._alone = alone
        self._token = str(uuid4())

    def enter(self) -> None:
        """Take the name, once nobody else bears it.

        Raises:
            ConfigurationError: another worker keeps bearing it.
        """
        until = time.monotonic() + self._lost_s + 1
        while not self._take():
            if time.monotonic() > until:
                with self._database.reading() as session:
                    other = signs(session)[self._id]
                raise ConfigurationError(faults.name_in_use(self._id, other.host))
            time.sleep(min(0.5, self._lost_s / 4))

    def beat(self) -> bool:
        """Say that this worker is alive; False where another one has taken its name."""
        with self._database.session() as session:
            row = session.get(WorkerRow, self._id, with_for_update=True)
            if row is None or row.token != self._token:
                return False
            row.seen_at = session.scalars(select(func.now())).one()
            return True

    def leave(self) -> None:
        """Say that it ended in an orderly way."""
        with self._database.session() as session:
            session.execute(
                delete(WorkerRow).where(WorkerRow.id == self._id, WorkerRow.token == self._token)
            )

    def _take(self) -> bool:
        with self._database.session() as session:
            other = signs(session).get(self._id)
            if other and not self._alone and other.age_s <= self._lost_s and not _is_gone(other):
                return False
            at = session.scalars(select(func.now())).one()
            session.merge(
                WorkerRow(
                    id=self._id,
                    token=self._token,
                    host=socket.gethostname()[:255],
                    process=os.getpid(),
                    version=self._version,
                    started_at=at,
                    seen_at=at,
                )
            )
            return True


def _is_gone(other: Sign) -> bool:
    """Whether a worker of this very machine is no process any more."""
    here = other.host == socket.gethostname()
    return here and Path("/proc").is_dir() and not Path(f"/proc/{other.process}").exists()


def _seconds(row: WorkerRow, at: datetime) -> float:
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - row.seen_at).total_seconds()
