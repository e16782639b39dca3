"""The parts of a service that web and worker share, and the worker as a process of its own."""

import logging
import signal
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import FrameType

from app import logs
from app.blobs import blobs_at
from app.config import ServiceSettings, load_settings
from app.db import Database
from app.errors import ConfigurationError
from app.jobs import faults
from app.jobs.kind import Kind, Means, ReviewKind
from app.jobs.outputs import COMPARISON, COPY, EXPORT, FORMS
from app.jobs.queue import Jobs
from app.jobs.rerun import ASSESS_AGAIN
from app.jobs.review import REVIEW_ENTRY, review_kind
from app.jobs.worker import Worker
from app.reviews.returns import RETURNS

KINDS: tuple[Kind, ...] = (RETURNS, COMPARISON, FORMS, EXPORT, COPY, ASSESS_AGAIN)
"""Every kind of job besides reviews."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a process of the service works with."""

    means: Means
    jobs: Jobs

    def open(self) -> None:
        """Bring the tables to the present form and reach the queues."""
        self.means.database.migrate()
        self.jobs.open()

    def close(self) -> None:
        """Let go of both."""
        self.jobs.close()
        self.means.database.close()


def parts_of(settings: ServiceSettings, *, review_entry: str = REVIEW_ENTRY) -> Parts:
    """The parts of a service as it is set; nothing is opened yet."""
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    means = Means(
        settings=settings,
        database=Database(settings.database),
        blobs=blobs_at(
            settings.blobs_url,
            settings.blobs_folder,
            cache=settings.cache_folder,
            cache_bytes=settings.blobs_cache_bytes,
        ),
    )
    kinds: tuple[Kind | ReviewKind, ...] = (review_kind(review_entry), *KINDS)
    return Parts(means=means, jobs=Jobs(means, kinds))


def work(
    settings: ServiceSettings | None = None,
    *,
    review_entry: str = REVIEW_ENTRY,
    import_from: tuple[Path, ...] = (),
) -> None:
    """Do jobs until told to stop (SIGTERM, SIGINT); what runs may end in `drain_seconds`.

    Raises:
        ConfigurationError: a setting is wrong, the database is SQLite, or a worker of this name
            runs already.
    """
    settings = settings or load_settings()
    if not settings.is_shared:
        raise ConfigurationError(faults.not_shared())
    logs.set_up(settings.log_format, settings.log_level)
    told = Event()

    def end(number: int, _frame: FrameType | None) -> None:
        _log.info("told to stop by %s", signal.Signals(number).name)
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    parts = parts_of(settings, review_entry=review_entry)
    parts.open()
    worker = Worker(parts.means, parts.jobs, import_from=import_from)
    try:
        worker.start()
        _log.info("worker %s takes jobs", settings.executor_id)
        told.wait()
        _log.info("worker %s ends, %d running", settings.executor_id, worker.running)
        worker.stop()
    finally:
        parts.close()
