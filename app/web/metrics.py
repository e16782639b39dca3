"""Numbers of jobs and workers, counted in the database when Prometheus asks."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, literal, select, union_all
from sqlalchemy.exc import SQLAlchemyError

from app.db import Database, State, SubmissionRow
from app.jobs.alive import signs
from app.jobs.tables import JobRow

REVIEW = "review"


class JobNumbers(Collector):
    """How many jobs are in which state, what they took, and which workers were heard of."""

    def __init__(self, database: Database, *, lost_s: float) -> None:
        self._database = database
        self._lost_s = lost_s

    def describe(self) -> Iterator[Metric]:
        """Without the database, which need not be there when the process starts."""
        yield from (self._jobs(), self._waiting(), self._seconds(), self._workers(), self._up())

    def collect(self) -> Iterator[Metric]:
        """The numbers as they are now; only `cpted_database_up` 0 where it is away."""
        up = self._up()
        try:
            found = list(self._counted())
        except SQLAlchemyError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield from (up, *found)

    def _counted(self) -> Iterator[Metric]:
        of_reviews = select(
            literal(REVIEW).label("kind"),
            SubmissionRow.state.label("state"),
            SubmissionRow.seconds.label("seconds"),
            SubmissionRow.created_at.label("at"),
        )
        of_others = select(JobRow.kind, JobRow.state, JobRow.seconds, JobRow.created_at.label("at"))
        every = union_all(of_reviews, of_others).subquery()
        with self._database.reading() as session:
            rows = session.execute(
                select(
                    every.c.kind,
                    every.c.state,
                    func.count(),
                    func.count(every.c.seconds),
                    func.coalesce(func.sum(every.c.seconds), 0.0),
                ).group_by(every.c.kind, every.c.state)
            ).all()
            workers = signs(session)
        jobs, waiting, seconds, alive = (
            self._jobs(),
            self._waiting(),
            self._seconds(),
            self._workers(),
        )
        took: dict[str, tuple[int, float]] = {}
        queued: dict[str, int] = {}
        for kind, state, n, timed, total in rows:
            jobs.add_metric([kind, state], n)
            queued[kind] = queued.get(kind, 0) + (n if state == State.QUEUED else 0)
            before = took.get(kind, (0, 0.0))
            took[kind] = (before[0] + timed, before[1] + total)
        for kind, n in sorted(queued.items()):
            waiting.add_metric([kind], n)
        for kind, (n, total) in sorted(took.items()):
            seconds.add_metric([kind], count_value=n, sum_value=total)
        alive.add_metric([], sum(sign.age_s <= self._lost_s for sign in workers.values()))
        yield from (jobs, waiting, seconds, alive)

    @staticmethod
    def _jobs() -> GaugeMetricFamily:
        return GaugeMetricFamily("cpted_jobs", "Jobs by state.", labels=("kind", "state"))

    @staticmethod
    def _waiting() -> GaugeMetricFamily:
        return GaugeMetricFamily("cpted_queue_depth", "Jobs that wait.", labels=("kind",))

    @staticmethod
    def _seconds() -> SummaryMetricFamily:
        return SummaryMetricFamily(
            "cpted_job_seconds", "What the last run of each kept job took.", labels=("kind",)
        )

    @staticmethod
    def _workers() -> GaugeMetricFamily:
        return GaugeMetricFamily("cpted_workers", "Workers heard of lately.", labels=())

    @staticmethod
    def _up() -> GaugeMetricFamily:
        return GaugeMetricFamily("cpted_database_up", "Whether the database answers.", labels=())
