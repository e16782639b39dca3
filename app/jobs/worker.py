"""A worker: takes jobs from the queues, does them, and looks after what others left behind."""

import logging
import os
import shutil
import signal
import time
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, Any

from dbos import DBOS, DBOSPortableJSONSerializer

from app.jobs.adoption import sweep
from app.jobs.alive import Presence
from app.jobs.folder import locked
from app.jobs.kind import QUEUES, REVIEWS, Kind, Means, ReviewKind
from app.jobs.queue import APPLICATION, VERSION, Jobs
from app.jobs.run import Runner

_STOP_S = 10.0
"""How long a stopped child may take to be gone. [s]"""
_OTHERS_S = 3_600.0
"""How long after its time a job of another process on this folder is not one any more. [s]"""
_POLL_S = 0.2
_TRIES = 3

_log = logging.getLogger(__name__)


class Worker:
    """The worker of this process; there is one in a process at most."""

    def __init__(self, means: Means, jobs: Jobs, *, import_from: tuple[Path, ...] = ()) -> None:
        self._means = means
        self._settings = means.settings
        self._jobs = jobs
        self._stopping = Event()
        self._leaving = Event()
        self._runner = Runner(means, self._stopping, import_from=import_from)
        self._presence = Presence(
            means.database,
            self._settings.executor_id,
            version=VERSION,
            lost_s=self._settings.worker_lost_seconds,
            alone=not self._settings.is_shared,
        )
        self._lock: IO[str] | None = None
        self._heart = Thread(target=self._live, name="cpted-heart", daemon=True)

    @property
    def running(self) -> int:
        """How many jobs run now."""
        return self._runner.running

    def start(self) -> None:
        """Take up what was left unfinished, then wait for more. `jobs` is open already.

        Raises:
            ConfigurationError: another process works on the same data folder, or under this name.
        """
        if not self._settings.is_shared:
            self._lock = locked(self._settings.data_folder)
        try:
            self._presence.enter()
            self._clear_leftovers()
            self._launch()
            sweep(self._means, self._jobs, VERSION)
        except BaseException:
            self._unlock()
            raise
        self._heart.start()

    def stop(self) -> None:
        """Take no more jobs, let what runs end within the time for it, and give the rest back."""
        self._leaving.set()
        drain = self._settings.drain_seconds if self._runner.running else 0
        timer = Timer(drain, self._stopping.set)
        timer.daemon = True
        if drain:
            timer.start()
        else:
            self._stopping.set()
        wait = drain + _STOP_S if self._runner.running else 0
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=int(wait))
        timer.cancel()
        self._stopping.set()
        self._runner.wait(_STOP_S)
        self._heart.join(_STOP_S)
        self._give_back()
        self._presence.leave()
        self._unlock()

    # --- inside -----------------------------------------------------------------------------------

    def _launch(self) -> None:
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": self._settings.jobs_database,
                "application_version": VERSION,
                "executor_id": self._settings.executor_id,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "WARNING",
                "notification_listener_polling_interval_sec": _POLL_S,
            }
        )
        # Registered here, not by decorators, so that importing this module does nothing.
        for kind in self._jobs.kinds.values():
            _register(kind, self._runner)
        DBOS.launch()
        for queue in QUEUES:
            total = self._settings.total_concurrency if queue == REVIEWS else 0
            DBOS.register_queue(
                queue,
                worker_concurrency=self._settings.worker_concurrency,
                global_concurrency=total or None,
                polling_interval_sec=_POLL_S,
                on_conflict="always_update",
            )

    def _live(self) -> None:
        """Say now and then that this worker is alive, and look after what others left."""
        beat_s = self._settings.worker_lost_seconds / 3
        while not self._leaving.wait(beat_s):
            try:
                if not self._presence.beat():
                    _log.error("another worker bears the name of this one, which ends")
                    os.kill(os.getpid(), signal.SIGTERM)
                    return
                sweep(self._means, self._jobs, VERSION)
            except Exception:  # noqa: BLE001 - a database that is away for a while is not the end
                _log.exception("no sign of life could be given")

    def _give_back(self) -> None:
        """Queue what was stopped, so that others need not wait until this worker is given up."""
        left = self._jobs.client.list_workflows(
            status="PENDING",
            executor_id=self._settings.executor_id,
            load_input=False,
            load_output=False,
        )
        for status in left:
            kind = self._jobs.kinds.get(status.name)
            if kind is not None:
                self._jobs.client.resume_workflow(status.workflow_id, queue_name=kind.queue)

    def _clear_leftovers(self) -> None:
        """Remove what a process that died was writing, where no other one can be writing."""
        latest = time.time()
        if self._settings.is_shared:
            latest -= self._settings.wall_seconds + _OTHERS_S
        else:
            self._means.blobs.clear_drafts()
        for path in self._settings.work_folder.glob("*/"):
            if path.stat().st_mtime <= latest:
                shutil.rmtree(path, ignore_errors=True)

    def _unlock(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None


def _register(kind: Kind | ReviewKind, runner: Runner) -> None:
    """Make a kind of job a workflow of two steps."""
    work = DBOS.step(name=f"{kind.name}.work")(partial(runner.work, kind))
    store = DBOS.step(name=f"{kind.name}.store")(partial(runner.store, kind))

    @DBOS.workflow(name=kind.name)
    def workflow(job_id: str) -> None:
        for _ in range(_TRIES):
            outcome: dict[str, Any] = work(job_id)
            if store(job_id, outcome):
                return
