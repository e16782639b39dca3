"""What acts on opinions, answers, votes, decisions and conditions refuse, in words to act on."""

from collections.abc import Iterable

from app.errors import ConflictError
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

CRITERIA = "건축위원회 심의 기준"


class StaleError(ConflictError):
    """The row was changed since the caller read it (`If-Match`)."""

    status = 412
    title = Text(ko="그 사이 바뀜", en="Changed meanwhile")


def no_round(number: int) -> Fault:
    """A round that was not filed."""
    return _fault(
        "review/round",
        where=str(number),
        found=Text(ko=f"{number}차 제출이 없음", en=f"no round {number}"),
        expected=Text(ko="제출된 차수", en="a round that was filed"),
        remedy=Text(
            ko="사건 화면에서 차수를 고르십시오.", en="Choose a round on the page of the case."
        ),
    )


def no_findings(number: int) -> Fault:
    """A round whose review is not done."""
    return _fault(
        "review/not-done",
        where=str(number),
        found=Text(ko="검토가 끝나지 않음", en="its review is not done"),
        expected=Text(ko="끝난 검토", en="a finished review"),
        remedy=Text(ko="검토가 끝난 뒤 다시 하십시오.", en="Try again when the review is done."),
    )


def no_finding(finding_id: str) -> Fault:
    """A finding that the round does not have."""
    return _fault(
        "opinion/finding",
        where=finding_id[:64],
        found=Text(ko="이번 차수에 없는 검토 사항", en="no such finding in this round"),
        expected=Text(ko="이번 차수의 검토 사항", en="a finding of this round"),
        remedy=Text(
            ko="화면을 새로 고치고 다시 고르십시오.", en="Reload the page and choose again."
        ),
    )


def unknown(what: str, given: str, known: Iterable[str]) -> Fault:
    """A word that is none of a few."""
    return _fault(
        f"review/{what}",
        where=what,
        found=same(repr(given[:40])),
        expected=same(", ".join(known)),
        remedy=Text(ko="있는 것 가운데 고르십시오.", en="Choose one of those."),
    )


def no_row(what: str, row_id: str) -> Fault:
    """An opinion, answer or condition that is not there, or not theirs to see."""
    return _fault(
        f"review/no-{what}",
        where=row_id[:40],
        found=Text(ko="없거나 볼 수 없는 것", en="not there, or not yours to see"),
        expected=Text(ko="이 사건의 것", en="one of this case"),
        remedy=Text(
            ko="화면을 새로 고치고 다시 고르십시오.", en="Reload the page and choose again."
        ),
    )


def stale(what: str, *, given: int, now: int) -> Fault:
    """A change that rests on an older version."""
    return _fault(
        "review/stale",
        where=what,
        found=Text(ko=f"{given}판을 고치려 함", en=f"a change of version {given}"),
        expected=Text(ko=f"지금은 {now}판", en=f"version {now}, the present one"),
        remedy=Text(
            ko="새로 읽고, 바뀐 것을 확인한 뒤 다시 고치십시오.",
            en="Read it again, see what has changed, and change it again.",
        ),
    )


def not_own(what: str) -> Fault:
    """Something of somebody else."""
    return _fault(
        "review/not-own",
        where=what,
        found=Text(ko="다른 사람이 쓴 것", en="written by somebody else"),
        expected=Text(ko="자기가 쓴 것", en="your own"),
        remedy=Text(
            ko="자기 의견을 따로 쓰거나 간사에게 병합을 부탁하십시오.",
            en="Write your own, or ask the secretary to merge.",
        ),
    )


def published(what: str) -> Fault:
    """Something that everybody on the case has read."""
    return _fault(
        "review/published",
        where=what,
        found=Text(ko="이미 공개된 의견", en="already published"),
        expected=Text(ko="공개 전의 의견", en="an opinion not yet published"),
        remedy=Text(
            ko="공개된 의견은 바꾸지 못합니다. 회의에서 고쳐 말하고 의결에 적으십시오.",
            en="What is published stays. Say it in session; the decision records it.",
        ),
    )


def submitted() -> Fault:
    """A draft of somebody who has submitted."""
    return _fault(
        "opinion/submitted",
        where="-",
        found=Text(ko="이미 제출한 의견", en="already submitted"),
        expected=Text(ko="제출하지 않은 초안", en="drafts not yet submitted"),
        remedy=Text(
            ko="제출을 거둔 뒤 고치고 다시 제출하십시오. 공개 전까지 할 수 있습니다.",
            en="Take the submission back, change, submit again; possible until publication.",
        ),
    )


def nothing_to(what: Text) -> Fault:
    """An act with nothing to act on."""
    return _fault(
        "review/nothing",
        where="-",
        found=Text(ko="해당하는 것이 없음", en="there is nothing"),
        expected=what,
        remedy=Text(ko="화면을 새로 고치십시오.", en="Reload the page."),
    )


def changed_by_another(table: str) -> Fault:
    """Something to be put back that somebody else has changed since."""
    return _fault(
        "undo/changed",
        where=table,
        found=Text(ko="그 뒤에 바뀌었거나 공개됨", en="changed since, or published"),
        expected=Text(ko="그때 그대로", en="as it was left"),
        remedy=Text(
            ko="되돌릴 수 없습니다. 지금 내용을 보고 직접 고치십시오.",
            en="It cannot be put back. See how it stands and change it by hand.",
        ),
    )


def not_now(where: str, state: str) -> Fault:
    """An act that the state of the case does not allow."""
    return _fault(
        "review/not-now",
        where=where,
        found=Text(ko=f"사건 상태: {state}", en=f"state of the case: {state}"),
        expected=Text(ko="이 일을 하는 단계", en="the state for it"),
        remedy=Text(
            ko="사건 화면에서 다음 할 일을 보십시오.", en="See what comes next on the case."
        ),
    )


def no_reason() -> Fault:
    """An act that needs a reason, without one."""
    return _fault(
        "review/no-reason",
        where="reason",
        found=Text(ko="사유 없음", en="no reason"),
        expected=Text(ko="사유", en="a reason"),
        remedy=Text(ko="사유를 적으십시오. 기록에 남습니다.", en="Say why; it is taken down."),
    )


def _fault(code: str, *, where: str, found: Text, expected: Text, remedy: Text) -> Fault:
    return Fault(code=code, where=where, found=found, expected=expected, remedy=remedy)
