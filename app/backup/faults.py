"""Why a backup is not written or not taken over."""

from app.errors import ServiceError
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same


class BackupError(ServiceError):
    """A backup cannot be written, or is not one that can be taken over here."""

    title = Text(ko="백업을 할 수 없음", en="The backup is not possible")


_WHOLE = Text(ko="손상되지 않은 백업", en="a backup that is whole")
_AGAIN = Text(ko="다른 백업 파일을 쓰십시오.", en="Use another backup.")


def not_empty(table: str) -> Fault:
    """Data would be overwritten."""
    return Fault(
        code="backup/not-empty",
        where=table,
        found=Text(ko="이미 자료가 있음", en="there are data already"),
        expected=Text(ko="빈 서비스", en="an empty service"),
        remedy=Text(
            ko="빈 데이터베이스와 CPTED_DATA_FOLDER를 지정하십시오.",
            en="Name an empty database and another CPTED_DATA_FOLDER.",
        ),
    )


def no_backup(file: str, why: str) -> Fault:
    """A file that is none, or that broke off."""
    return Fault(code="backup/format", where=file, found=same(why), expected=_WHOLE, remedy=_AGAIN)


def changed(where: str) -> Fault:
    """A part is not what the backup says of it."""
    return Fault(
        code="backup/digest",
        where=where,
        found=Text(ko="기록된 요약값과 다른 내용", en="content that its digest does not fit"),
        expected=_WHOLE,
        remedy=_AGAIN,
    )


def missing_content(digest: str) -> Fault:
    """A row leads to a content that is not there."""
    return Fault(
        code="backup/content",
        where=digest,
        found=Text(ko="파일이 저장소에 없음", en="the file is not in the store"),
        expected=Text(ko="기록이 가리키는 모든 파일", en="every file that a row leads to"),
        remedy=Text(
            ko="백업 도중 지워졌다면 다시 하십시오. 되풀이되면 CPTED_BLOBS_URL을 확인하십시오.",
            en="If it was removed meanwhile, begin again; if it recurs, check CPTED_BLOBS_URL.",
        ),
    )


def other_version(found: str, own: str) -> Fault:
    """A backup of tables that this version of the program does not know."""
    return Fault(
        code="backup/revision",
        where="manifest.json",
        found=same(found),
        expected=same(own),
        remedy=Text(
            ko="백업을 만든 판의 프로그램으로 복원한 다음 새 판으로 시작하십시오.",
            en="Restore with the version that made it, then start the newer one.",
        ),
    )


def forgotten(tables: tuple[str, ...]) -> Fault:
    """Tables that would be left out."""
    return Fault(
        code="backup/tables",
        where=", ".join(tables),
        found=Text(ko="백업이 알지 못하는 테이블", en="tables the backup does not know"),
        expected=Text(ko="이 판의 테이블", en="the tables of this version"),
        remedy=Text(
            ko="다른 프로그램과 데이터베이스를 함께 쓰지 마십시오.",
            en="Share the database with no other program.",
        ),
    )


def broken_chain(seq: int, why: str) -> Fault:
    """The audit log of a backup was changed."""
    return Fault(
        code="backup/audit",
        where=f"audit {seq}",
        found=same(why),
        expected=Text(ko="이어진 감사 기록", en="an unbroken audit log"),
        remedy=_AGAIN,
    )
