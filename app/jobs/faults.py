"""What is wrong with a job, or with the workers that should do it."""

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same


def name_in_use(executor_id: str, host: str) -> Fault:
    """Two workers of one name on one database."""
    return Fault(
        code="service/executor",
        where="CPTED_EXECUTOR_ID",
        found=Text(
            ko=f"{executor_id}: {host}에서 같은 이름의 작업기가 실행 중",
            en=f"{executor_id}: a worker of that name runs on {host}",
        ),
        expected=Text(ko="작업기마다 다른 이름", en="a name of its own for each worker"),
        remedy=Text(
            ko="CPTED_EXECUTOR_ID를 다르게 지정하십시오.",
            en="Set CPTED_EXECUTOR_ID to another one.",
        ),
    )


def not_shared() -> Fault:
    """A worker or a web process by itself, on a database that only one process may use."""
    return Fault(
        code="service/not-shared",
        where="CPTED_DATABASE_URL",
        found=same("SQLite"),
        expected=same("postgresql://…"),
        remedy=Text(
            ko="SQLite에서는 cpted serve 하나가 웹과 작업을 함께 합니다. "
            "나누려면 PostgreSQL을 쓰십시오.",
            en="On SQLite `cpted serve` alone runs both. Use PostgreSQL to run them apart.",
        ),
    )


def no_job(job_id: str) -> Fault:
    """There is no such job, or it is not theirs."""
    return Fault(
        code="service/no-job",
        where=f"/api/jobs/{job_id[:40]}",
        found=Text(ko="그런 작업이 없음", en="no such job"),
        expected=Text(ko="자신이 시킨 작업", en="a job of one's own"),
        remedy=Text(ko="주소를 확인하십시오.", en="Check the address."),
    )


def not_over(state: str) -> Fault:
    """A job that is still to end cannot be done again."""
    return Fault(
        code="service/not-over",
        where="-",
        found=same(state),
        expected=Text(ko="실패하거나 취소된 작업", en="one that failed or was cancelled"),
        remedy=Text(
            ko="끝나기를 기다리거나 먼저 취소하십시오.", en="Wait for its end, or cancel it first."
        ),
    )


def nothing_made(state: str) -> Fault:
    """A job has no file, not yet or not at all."""
    return Fault(
        code="service/nothing-made",
        where="-",
        found=same(state),
        expected=same("done"),
        remedy=Text(ko="작업이 끝난 뒤 받으십시오.", en="Fetch it when the job is done."),
    )


def no_edition(found: str, known: tuple[str, ...]) -> Fault:
    """An edition that is not among the packs."""
    return Fault(
        code="service/no-edition",
        where="--edition",
        found=same(found),
        expected=same(", ".join(known)),
        remedy=Text(
            ko="cpted packs 목록에 있는 판을 지정하십시오.", en="Name one that `cpted packs` lists."
        ),
    )
