"""What is refused of meetings and their members, in words a person can act on."""

from datetime import date

from app.procedure.faults import fault
from cpted_rules.errors import Fault
from cpted_rules.text import Text


def too_near(due: date, article: Text) -> Fault:
    """A meeting too near for a term that is counted back from it."""
    return fault(
        "notice",
        "meeting",
        Text(ko=f"늦어도 {due:%Y-%m-%d}까지였음", en=f"was to be done by {due:%Y-%m-%d}"),
        Text(ko="회의 전의 기한 ({c})", en="the term before the meeting ({c})").fill(c=article),
        Text(
            ko="더 뒤의 회의를 고르거나, 기밀 유지·부득이한 사유가 있으면 그 사유를 고르십시오.",
            en="Choose a later meeting, or say that secrecy or necessity excuses it.",
        ),
    )


def no_meeting(meeting_id: str) -> Fault:
    """There is no such meeting of the committee."""
    return fault(
        "meeting",
        meeting_id[:60] or "meeting",
        Text(ko="없는 회의이거나 다른 위원회의 회의", en="no meeting, or of another committee"),
        Text(ko="이 위원회의 회의", en="a meeting of this committee"),
        Text(ko="회의 목록에서 고르십시오.", en="Choose from the list of meetings."),
    )


def members_out_of_range(count: int, low: int, high: int, article: Text) -> Fault:
    """A meeting with too few or too many members."""
    return fault(
        "members",
        "members",
        Text(ko=f"위원 {count}명", en=f"{count} members"),
        Text(ko=f"{low}~{high}명 ({{c}})", en=f"{low} to {high} ({{c}})").fill(c=article),
        Text(ko="참여할 위원을 더하거나 줄이십시오.", en="Name more members, or fewer."),
    )


def no_member(person_id: str) -> Fault:
    """Somebody who has no such role in the committee."""
    return fault(
        "member",
        person_id[:60],
        Text(ko="이 위원회의 위원이 아님", en="no member of this committee"),
        Text(ko="위원회의 위원 또는 범죄예방 위원", en="a member or expert of the committee"),
        Text(ko="위원 명단에서 고르십시오.", en="Choose from its members."),
    )


def recused_member(person_id: str, article: Text) -> Fault:
    """Somebody who may not act on the case."""
    return fault(
        "recused",
        person_id[:60],
        Text(ko="제척·회피된 위원이거나 사건의 당사자", en="recused, or a party to the case"),
        Text(ko="사건과 관계없는 위원 ({c})", en="somebody apart from it ({c})").fill(c=article),
        Text(ko="다른 위원을 지정하십시오.", en="Name somebody else."),
    )


def no_quorum(present: int, named: int, article: Text) -> Fault:
    """Too few members present."""
    return fault(
        "quorum",
        "attendance",
        Text(ko=f"{named}명 가운데 {present}명 출석", en=f"{present} of {named} present"),
        Text(ko="구성위원 과반수 출석 ({c})", en="more than half present ({c})").fill(c=article),
        Text(
            ko="출석을 확인하여 기록하거나, 정족수가 될 때까지 기다리십시오.",
            en="Record who is there, or wait until enough are.",
        ),
    )


def meeting_state(found: Text, expected: Text) -> Fault:
    """A meeting that is not open, or over."""
    return fault(
        "meeting-state",
        "meeting",
        found,
        expected,
        Text(ko="회의 화면에서 확인하십시오.", en="See the page of the meeting."),
    )
