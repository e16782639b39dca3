"""What the procedure refuses, in words a person can act on."""

from datetime import date

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

_CASE = "case"


def fault(code: str, where: str, found: Text, expected: Text, remedy: Text) -> Fault:
    """A fault of the procedure."""
    return Fault(
        code=f"procedure/{code}", where=where, found=found, expected=expected, remedy=remedy
    )


def not_in_state(action: Text, state: Text, there: Text) -> Fault:
    """An action that the state the case is in does not have."""
    return fault(
        "state",
        _CASE,
        Text(ko="지금 단계: {s} – {a}을(를) 할 수 없음", en="the case is at “{s}”: no “{a}”").fill(
            s=state, a=action
        ),
        there if there.ko else Text(ko="끝난 사건", en="a case that is over"),
        Text(
            ko="사건 화면을 새로 열어 지금 할 수 있는 일을 보십시오.",
            en="Open the case anew and see what can be done now.",
        ),
    )


def not_yours(action: Text, whose: Text, article: Text) -> Fault:
    """An action that is for other roles."""
    return fault(
        "role",
        _CASE,
        Text(ko="{a}: 이 사건에서 맡은 역할이 아님", en="“{a}”: not your role on this case").fill(
            a=action
        ),
        Text(ko="{w} ({c})", en="{w} ({c})").fill(w=whose, c=article),
        Text(ko="그 역할을 맡은 사람에게 맡기십시오.", en="Leave it to who has that role."),
    )


def review_unfinished(state: Text) -> Fault:
    """Drawings that are not reviewed yet, or whose review failed."""
    return fault(
        "review",
        "round",
        Text(ko="검토 상태: {s}", en="the review: {s}").fill(s=state),
        Text(ko="검토가 끝난 도서", en="drawings whose review is finished"),
        Text(
            ko="검토가 끝난 뒤 다시 하십시오. 실패했으면 도서를 고쳐 다시 올리십시오.",
            en="Try again once it is done; if it failed, correct the drawings and upload again.",
        ),
    )


def reading_unconfirmed() -> Fault:
    """Drawings of which nobody said that they were understood rightly."""
    return fault(
        "unconfirmed",
        "round",
        Text(ko="도면 이해 확인을 하지 않음", en="what was understood is not confirmed"),
        Text(ko="설계자가 확인한 도면 이해", en="an understanding that its architect confirmed"),
        Text(
            ko="‘도면 이해 확인’에서 틀린 곳을 고치고 확인한 뒤 신청하십시오.",
            en="Correct and confirm it under “What was understood”, then file.",
        ),
    )


def evidence_missing(count: int) -> Fault:
    """Drawings of this stage that are not there, and nobody said they know."""
    return fault(
        "missing",
        "round",
        Text(ko=f"이 단계에 필요한 것 {count}가지가 빠짐", en=f"{count} things of this stage lack"),
        Text(
            ko="모두 있거나, 빠진 것을 알고 신청한다는 확인",
            en="all of them, or a word that it is filed knowing what lacks",
        ),
        Text(
            ko="빠진 것을 보태어 다시 올리거나, 알고 신청한다고 표시하십시오. "
            "빠진 항목은 ‘판정 보류’로 심의에 갑니다.",
            en="Add and upload again, or tick that you file knowing it. What lacks goes to the "
            "committee as “not determined”.",
        ),
    )


def no_committee(district: str) -> Fault:
    """A district without a committee here."""
    return fault(
        "committee",
        "committee",
        same(district or "-"),
        Text(ko="이 서비스에 등록된 위원회", en="a committee of this service"),
        Text(
            ko="자치구 이름을 submission.yaml에서 확인하고, 맞으면 관리자에게 위원회 등록을 "
            "요청하십시오.",
            en="See the district in submission.yaml; if it is right, ask an administrator to add "
            "its committee.",
        ),
    )


def no_new_round() -> Fault:
    """A further round without drawings of its own."""
    return fault(
        "round",
        "round",
        Text(ko="새로 올린 도서가 없음", en="no new drawings"),
        Text(ko="이번 회차의 도서", en="the drawings of this round"),
        Text(ko="고친 도서를 먼저 올리십시오.", en="Upload the corrected drawings first."),
    )


def frozen(number: int) -> Fault:
    """A change of what was filed."""
    return fault(
        "frozen",
        f"round {number}",
        Text(ko=f"{number}차로 접수된 도서", en=f"filed as round {number}"),
        Text(ko="접수하지 않은 도서", en="drawings not filed yet"),
        Text(
            ko="접수된 도서는 바뀌지 않습니다. 고칠 것은 다음 회차로 올리십시오.",
            en="What is filed stays. Upload what is corrected as the next round.",
        ),
    )


def no_uploads(state: Text) -> Fault:
    """Drawings for a case that takes none now."""
    return fault(
        "uploads",
        _CASE,
        Text(ko="지금 단계: {s}", en="the case is at “{s}”").fill(s=state),
        Text(
            ko="사전점검, 보완 요청, 또는 의결 뒤의 단계",
            en="a pre-check, supplements asked for, or a decision",
        ),
        Text(
            ko="도서를 바꾸려면 담당 부서에 보완 요청을 부탁하십시오.",
            en="Ask the office for a request of supplements to change drawings.",
        ),
    )


def too_late(due: date, article: Text) -> Fault:
    """A right that has run out."""
    return fault(
        "term",
        _CASE,
        Text(ko=f"기한 {due:%Y-%m-%d}이 지남", en=f"the term ended on {due:%Y-%m-%d}"),
        Text(ko="기한 안 ({c})", en="within the term ({c})").fill(c=article),
        Text(ko="담당 부서에 문의하십시오.", en="Ask the office in charge."),
    )


def conditions_open(count: int) -> Fault:
    """Conditions that nobody has closed."""
    return fault(
        "conditions",
        "conditions",
        Text(ko=f"끝나지 않은 조건 {count}개", en=f"{count} conditions not closed"),
        Text(ko="모든 조건의 이행 확인 또는 면제", en="every condition closed or waived"),
        Text(ko="조건 화면에서 하나씩 확인하십시오.", en="Close them on the page of conditions."),
    )


def not_told(what: Text, article: Text) -> Fault:
    """A result that was not told or published yet."""
    return fault(
        "result",
        _CASE,
        what,
        Text(ko="통보와 공개를 마친 결과 ({c})", en="told and published ({c})").fill(c=article),
        Text(ko="결과를 통보하고 공개한 뒤 종결하십시오.", en="Tell and publish it, then close."),
    )


def objection_running(due: date, article: Text) -> Fault:
    """A rejection against which the applicant may still apply."""
    return fault(
        "objection",
        _CASE,
        Text(
            ko=f"{due:%Y-%m-%d}까지 재심의 신청 가능", en=f"may be contested until {due:%Y-%m-%d}"
        ),
        Text(ko="신청 기한이 지난 부결 ({c})", en="the term for it over ({c})").fill(c=article),
        Text(ko="기한이 지난 뒤 종결하십시오.", en="Close it once the term is over."),
    )


def no_ground(article: Text) -> Fault:
    """Tabled again without drawings, though time was not what lacked."""
    return fault(
        "ground",
        _CASE,
        Text(ko="시간 부족으로 재검토한 사건이 아님", en="not put off for lack of time"),
        Text(ko="재검토 사유 마 ({c})", en="ground ma ({c})").fill(c=article),
        Text(
            ko="설계자가 고친 도서를 다시 제출하기를 기다리십시오.",
            en="Wait for the architect to resubmit.",
        ),
    )


def unsaid(where: str, what: Text) -> Fault:
    """Something that has to be said and is not."""
    return fault(
        "unsaid",
        where,
        Text(ko="비어 있음", en="nothing"),
        what,
        Text(ko="적은 뒤 다시 하십시오.", en="Say it and try again."),
    )


def already(what: Text) -> Fault:
    """Done before."""
    return fault(
        "already",
        _CASE,
        what,
        Text(ko="아직 하지 않은 일", en="something not done yet"),
        Text(ko="화면을 새로 여십시오.", en="Open the page anew."),
    )


def not_comparable(why: Text) -> Fault:
    """Two rounds that cannot be compared."""
    return fault(
        "compare",
        "round",
        why,
        Text(ko="검토가 끝난 두 회차", en="two rounds that were reviewed"),
        Text(ko="검토가 끝난 뒤 다시 여십시오.", en="Open it again when the review is done."),
    )


def not_private() -> Fault:
    """Removing a case that was filed."""
    return fault(
        "not-private",
        _CASE,
        Text(ko="접수된 사건", en="a case that was filed"),
        Text(ko="사전점검 사건", en="a pre-check"),
        Text(
            ko="접수된 사건은 지우지 않고 철회합니다.",
            en="A case that was filed is withdrawn, not removed.",
        ),
    )
