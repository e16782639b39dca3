"""What is wrong with a request as such, whatever it asks for."""

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

_NOWHERE = "-"


def too_many() -> Fault:
    """Requests come faster than they are answered."""
    return Fault(
        code="access/too-many",
        where=_NOWHERE,
        found=Text(ko="짧은 시간에 너무 많은 요청", en="too many requests in a short time"),
        expected=Text(ko="운영자가 정한 빈도 이내", en="within the pace the operator has set"),
        remedy=Text(ko="잠시 뒤 다시 하십시오.", en="Wait a little and try again."),
    )


def not_by_token() -> Fault:
    """What only somebody at a browser may do."""
    return Fault(
        code="access/not-by-token",
        where="Authorization",
        found=Text(ko="개인 토큰", en="a personal token"),
        expected=Text(ko="브라우저의 로그인", en="a browser's sign-in"),
        remedy=Text(ko="계정 화면에서 하십시오.", en="Do it on the account page."),
    )


def unreadable_body() -> Fault:
    """What was sent is in no form that its media type says."""
    return Fault(
        code="request/body",
        where="body",
        found=Text(ko="읽을 수 없는 본문", en="a body that cannot be read"),
        expected=Text(
            ko="Content-Type대로인 본문(JSON은 UTF-8)",
            en="a body as Content-Type says (JSON: UTF-8)",
        ),
        remedy=Text(
            ko="/openapi.json의 설명을 보고 고쳐 보내십시오.",
            en="Correct it as /openapi.json describes and send again.",
        ),
    )


def changed_meanwhile(found: str = "", expected: str = "") -> Fault:
    """What a request would change is no longer what it saw."""
    return Fault(
        code="service/changed-meanwhile",
        where="If-Match",
        found=same(found) if found else Text(ko="그 사이에 바뀐 것", en="changed meanwhile"),
        expected=same(expected) if expected else Text(ko="본 그대로", en="as it was seen"),
        remedy=Text(
            ko="새로 고쳐 바뀐 것을 보고 다시 하십시오.",
            en="Reload, see what has changed, and do it again.",
        ),
    )


def idempotency_key(longest: int) -> Fault:
    """A key of a repeated request that is empty or too long."""
    return Fault(
        code="service/idempotency-key",
        where="Idempotency-Key",
        found=Text(ko="비었거나 너무 긴 값", en="empty, or too long"),
        expected=Text(ko=f"1~{longest}자", en=f"1 to {longest} characters"),
        remedy=Text(ko="UUID를 쓰십시오.", en="Use a UUID."),
    )


def still_answering() -> Fault:
    """The first of two same requests is not answered yet."""
    return Fault(
        code="service/still-answering",
        where="Idempotency-Key",
        found=Text(ko="처리 중인 같은 요청", en="the same request, still being answered"),
        expected=Text(ko="답이 끝난 요청", en="a request that was answered"),
        remedy=Text(
            ko="잠시 뒤 그대로 다시 보내십시오.", en="Send it again in a moment, unchanged."
        ),
    )


def another_request() -> Fault:
    """A key that another request was sent with."""
    return Fault(
        code="service/another-request",
        where="Idempotency-Key",
        found=Text(ko="다른 요청에 쓴 값", en="a key that another request was sent with"),
        expected=Text(ko="같은 주소와 내용, 아니면 새 값", en="the same request, or a new key"),
        remedy=Text(ko="요청마다 새 값을 쓰십시오.", en="Use a new key for each request."),
    )
