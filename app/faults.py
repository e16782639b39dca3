"""The service's own faults, in words a person can act on."""

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

_NOWHERE = "-"
_ORDERLY = Text(ko="끝까지 처리", en="an orderly end")


def memory(limit_bytes: int) -> Fault:
    """A child process needed more memory than it may have."""
    size = _gib(limit_bytes)
    return Fault(
        code="limit/memory",
        where=_NOWHERE,
        found=Text(ko=f"메모리 {size} 초과", en=f"more than {size} of memory needed"),
        expected=same(f"≤ {size}"),
        remedy=Text(
            ko="도면에서 쓰지 않는 블록과 외부 참조를 정리(PURGE)하여 다시 제출하십시오. "
            "계속되면 운영자에게 한도(CPTED_MEMORY_BYTES)를 늘려 달라고 하십시오.",
            en="Purge unused blocks and references from the drawings and submit again; "
            "or ask the operator to raise CPTED_MEMORY_BYTES.",
        ),
    )


def time(limit_s: int) -> Fault:
    """A child process took longer than it may."""
    return Fault(
        code="limit/time",
        where=_NOWHERE,
        found=Text(ko=f"처리 시간 {limit_s}초 초과", en=f"not finished in {limit_s} s"),
        expected=Text(ko=f"{limit_s}초 이내", en=f"at most {limit_s} s"),
        remedy=Text(
            ko="도면을 정리하거나 나누어 제출하십시오. "
            "계속되면 운영자에게 한도(CPTED_WALL_SECONDS)를 늘려 달라고 하십시오.",
            en="Simplify or split the drawings; or ask the operator to raise CPTED_WALL_SECONDS.",
        ),
    )


def disk(limit_bytes: int) -> Fault:
    """A child process wrote too large a file, or there is no room for it."""
    size = _gib(limit_bytes)
    return Fault(
        code="limit/disk",
        where=_NOWHERE,
        found=Text(
            ko=f"{size}보다 큰 파일을 쓰려 하였거나 저장 공간이 없음",
            en=f"a file over {size} was written, or the disk is full",
        ),
        expected=same(f"≤ {size}"),
        remedy=Text(
            ko="제출물을 나누거나 운영자에게 저장 공간을 확인하게 하십시오.",
            en="Submit in parts, or have the operator check the disk.",
        ),
    )


def crash(what: str) -> Fault:
    """A child process died of its input."""
    return Fault(
        code="limit/crash",
        where=_NOWHERE,
        found=Text(
            ko=f"처리 도중 프로그램이 중단됨 ({what})",
            en=f"the program stopped midway ({what})",
        ),
        expected=_ORDERLY,
        remedy=Text(
            ko="CAD에서 도면을 검사(AUDIT)하고 다시 저장하여 제출하십시오. "
            "되풀이되면 운영자에게 알리십시오. 자세한 내용은 서비스 기록에 있습니다.",
            en="AUDIT and save the drawings again in CAD and resubmit; if it recurs, tell the "
            "operator. The log has the details.",
        ),
    )


def interrupted(times: int) -> Fault:
    """The service went down again and again while working on one submission."""
    return Fault(
        code="limit/interrupted",
        where=_NOWHERE,
        found=Text(
            ko=f"처리 도중 서비스가 {times}번 중단됨",
            en=f"the service went down {times} times while working on it",
        ),
        expected=_ORDERLY,
        remedy=Text(
            ko="운영자에게 알리고 제출물을 나누어 다시 올리십시오.",
            en="Tell the operator, and submit again in parts.",
        ),
    )


def unexpected(what: str) -> Fault:
    """Something in the service itself is wrong."""
    return Fault(
        code="service/unexpected",
        where=_NOWHERE,
        found=same(what),
        expected=_ORDERLY,
        remedy=Text(
            ko="다시 해 보고, 되풀이되면 운영자에게 알리십시오. "
            "자세한 내용은 서비스 기록에 있습니다.",
            en="Try again; if it recurs, tell the operator. The log has the details.",
        ),
    )


def folder_in_use(folder: str) -> Fault:
    """Two services on one data folder."""
    return Fault(
        code="service/data-folder",
        where=folder,
        found=Text(
            ko="다른 서비스가 이 폴더에서 실행 중",
            en="another service is running on this folder",
        ),
        expected=Text(ko="폴더마다 서비스 하나", en="one service for each folder"),
        remedy=Text(
            ko="먼저 실행한 서비스를 끝내거나 CPTED_DATA_FOLDER를 다르게 지정하십시오.",
            en="Stop the other one, or set CPTED_DATA_FOLDER to another folder.",
        ),
    )


def upload_too_large(found_bytes: int | None, limit_bytes: int) -> Fault:
    """An upload above the limit; `found_bytes` is None where it was cut off."""
    limit = _mib(limit_bytes)
    return Fault(
        code="service/upload-size",
        where="file",
        found=same(_mib(found_bytes) if found_bytes is not None else f"> {limit}"),
        expected=same(f"≤ {limit}"),
        remedy=Text(
            ko="도면과 무관한 파일을 빼거나 나누어 올리십시오. "
            "한도는 운영자가 CPTED_UPLOAD_BYTES로 정합니다.",
            en="Leave out what is not part of the drawings, or split it. "
            "The operator sets the limit by CPTED_UPLOAD_BYTES.",
        ),
    )


def unknown_host(found: str, hosts: tuple[str, ...]) -> Fault:
    """A request under a name the service does not go by."""
    return Fault(
        code="service/host",
        where="Host",
        found=same(found or _NOWHERE),
        expected=same(", ".join(hosts)),
        remedy=Text(
            ko="주소를 확인하십시오. 다른 이름으로 열려면 CPTED_ALLOWED_HOSTS에 적습니다.",
            en="Check the address. Other names are allowed by CPTED_ALLOWED_HOSTS.",
        ),
    )


def foreign_origin(found: str) -> Fault:
    """A form or script of another site."""
    return Fault(
        code="service/origin",
        where="Origin",
        found=same(found),
        expected=Text(ko="이 서비스의 페이지", en="a page of this service"),
        remedy=Text(
            ko="이 서비스의 페이지에서 올리십시오.", en="Upload from a page of this service."
        ),
    )


def no_submission(submission_id: str) -> Fault:
    """There is no submission with that id."""
    return Fault(
        code="service/no-submission",
        where=f"/api/submissions/{submission_id[:40]}",
        found=Text(ko="그런 번호의 제출물이 없음", en="no submission with that id"),
        expected=Text(ko="목록에 있는 제출물", en="a submission of the list"),
        remedy=Text(
            ko="목록(/api/submissions)에서 확인하십시오. 지운 제출물은 되살릴 수 없습니다.",
            en="Look at the list, /api/submissions. What was removed cannot be brought back.",
        ),
    )


def not_done(submission_id: str, state: str, *, over: bool) -> Fault:
    """A result was asked for that is not there yet, or never will be."""
    remedy = (
        Text(ko="문제를 고쳐 다시 올리십시오.", en="Correct the problem and submit again.")
        if over
        else Text(ko="상태가 done이 될 때까지 기다리십시오.", en="Wait until the state is done.")
    )
    return Fault(
        code="service/not-done",
        where=f"/api/submissions/{submission_id}",
        found=Text(ko=f"상태: {state}", en=f"state: {state}"),
        expected=Text(ko="상태: done", en="state: done"),
        remedy=remedy,
    )


def no_output(name: str, there: tuple[str, ...]) -> Fault:
    """The review made no such file."""
    return Fault(
        code="service/no-output",
        where=name,
        found=Text(ko="그런 결과 파일이 없음", en="no such result"),
        expected=same(", ".join(there) or _NOWHERE),
        remedy=Text(
            ko="있는 파일 가운데 고르십시오. "
            "영문 보고서는 올릴 때 languages=en을 함께 보내야 만들어집니다.",
            en="Choose one of those. "
            "The English report is made when languages=en is sent on upload.",
        ),
    )


def _gib(size: int) -> str:
    return f"{size / (1 << 30):.1f} GiB"


def _mib(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MiB"


def not_signed_in() -> Fault:
    """A request of nobody."""
    return Fault(
        code="access/sign-in",
        where=_NOWHERE,
        found=Text(
            ko="로그인하지 않았거나 로그인이 끝남", en="not signed in, or signed out meanwhile"
        ),
        expected=Text(ko="로그인 또는 개인 토큰", en="a sign-in or a personal token"),
        remedy=Text(
            ko="로그인한 뒤 다시 하십시오. 쓰던 글은 화면에 남아 있습니다.",
            en="Sign in and try again.",
        ),
    )


def not_allowed(what: str, state: str = "") -> Fault:
    """A request of somebody who may not do it, or not in this state of the case."""
    return Fault(
        code="access/not-allowed",
        where=f"{what}{' · ' + state if state else ''}",
        found=Text(
            ko="이 일을 할 역할이 아니거나 지금 단계가 아님", en="not your role, or not now"
        ),
        expected=Text(
            ko="업무 절차표의 역할과 단계", en="a role and a state of the procedure's table"
        ),
        remedy=Text(
            ko="사건의 단계와 맡은 역할을 확인하십시오. 역할은 간사나 관리자가 정합니다.",
            en="See the state of the case and your role. Secretaries give roles.",
        ),
    )


def no_case(case_id: str) -> Fault:
    """There is no such case, or none that this person may know of."""
    return Fault(
        code="case/unknown",
        where=case_id[:80],
        found=Text(ko="없는 사건이거나 볼 수 없는 사건", en="no case, or none you may see"),
        expected=Text(ko="볼 수 있는 사건", en="a case you may see"),
        remedy=Text(ko="사건 목록에서 고르십시오.", en="Choose from the list of cases."),
    )


def no_office(key: str) -> Fault:
    """There is no such office, or none that this person may see."""
    return Fault(
        code="service/no-office",
        where=f"/api/offices/{key[:40]}",
        found=Text(ko="그런 설계사무소가 없음", en="no such office"),
        expected=Text(ko="목록에 있는 설계사무소", en="an office of the list"),
        remedy=Text(
            ko="목록(/api/offices)에서 확인하십시오.", en="Look at the list, /api/offices."
        ),
    )
