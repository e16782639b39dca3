"""What may be done to a case: the actions by name, and a row of the procedure's table."""

from dataclasses import dataclass
from enum import StrEnum

from app.auth.permissions import Permission
from app.auth.roles import Role
from app.cases.states import CaseState
from app.procedure.clocks import Term
from cpted_rules.text import Text


class Action(StrEnum):
    """What carries a case from state to state."""

    FILE = "file"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLY = "supply"
    ACCEPT = "accept"
    SCHEDULE = "schedule"
    POSTPONE = "postpone"
    DISTRIBUTE = "distribute"
    PUBLISH_OPINIONS = "publish_opinions"
    OPEN_MEETING = "open_meeting"
    ADJOURN = "adjourn"
    APPROVE = "approve"
    APPROVE_CONDITIONALLY = "approve_conditionally"
    REDELIBERATE = "redeliberate"
    REJECT = "reject"
    NOTIFY = "notify"
    PUBLISH_RESULT = "publish_result"
    FOLLOW = "follow"
    RESUBMIT = "resubmit"
    OBJECT = "object"
    TABLE_AGAIN = "table_again"
    CLOSE = "close"
    WITHDRAW = "withdraw"


ACTION_NAMES = {
    Action.FILE: Text(ko="심의 신청", en="File"),
    Action.ASK_SUPPLEMENT: Text(ko="보완 요청", en="Ask for supplements"),
    Action.SUPPLY: Text(ko="보완 제출", en="Supply"),
    Action.ACCEPT: Text(ko="수리", en="Accept"),
    Action.SCHEDULE: Text(ko="안건·위원 확정", en="Settle agenda and members"),
    Action.POSTPONE: Text(ko="상정 취소", en="Take off the agenda"),
    Action.DISTRIBUTE: Text(ko="위원에게 송부", en="Send to the members"),
    Action.PUBLISH_OPINIONS: Text(ko="의견 공개", en="Publish the opinions"),
    Action.OPEN_MEETING: Text(ko="심의 시작", en="Open the item"),
    Action.ADJOURN: Text(ko="심의 중단", en="Break off"),
    Action.APPROVE: Text(ko="원안 의결", en="Approve as filed"),
    Action.APPROVE_CONDITIONALLY: Text(ko="조건부 의결", en="Approve with conditions"),
    Action.REDELIBERATE: Text(ko="재검토 의결", en="Deliberate again"),
    Action.REJECT: Text(ko="부결", en="Reject"),
    Action.NOTIFY: Text(ko="결과 통보", en="Tell the result"),
    Action.PUBLISH_RESULT: Text(ko="결과 공개", en="Publish the result"),
    Action.FOLLOW: Text(ko="조건 이행 확인 시작", en="Start following conditions"),
    Action.RESUBMIT: Text(ko="다시 제출", en="Resubmit"),
    Action.OBJECT: Text(ko="재심의 신청", en="Apply for another deliberation"),
    Action.TABLE_AGAIN: Text(ko="다시 상정", en="Table again"),
    Action.CLOSE: Text(ko="종결", en="Close"),
    Action.WITHDRAW: Text(ko="철회", en="Withdraw"),
}

PERMISSIONS = {
    Action.FILE: Permission.FILE,
    Action.ASK_SUPPLEMENT: Permission.INTAKE,
    Action.SUPPLY: Permission.FILE,
    Action.ACCEPT: Permission.INTAKE,
    Action.SCHEDULE: Permission.ASSIGN,
    Action.POSTPONE: Permission.ASSIGN,
    Action.DISTRIBUTE: Permission.ASSIGN,
    Action.PUBLISH_OPINIONS: Permission.CONSOLIDATE,
    Action.OPEN_MEETING: Permission.MEET,
    Action.ADJOURN: Permission.MEET,
    Action.APPROVE: Permission.DECIDE,
    Action.APPROVE_CONDITIONALLY: Permission.DECIDE,
    Action.REDELIBERATE: Permission.DECIDE,
    Action.REJECT: Permission.DECIDE,
    Action.NOTIFY: Permission.DECIDE,
    Action.PUBLISH_RESULT: Permission.DECIDE,
    Action.FOLLOW: Permission.DECIDE,
    Action.RESUBMIT: Permission.FILE,
    Action.OBJECT: Permission.FILE,
    Action.TABLE_AGAIN: Permission.DECIDE,
    Action.CLOSE: Permission.DECIDE,
    Action.WITHDRAW: Permission.FILE,
}
"""What a route asks of who does it; a test holds this table and `ALLOWED` together."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table. `terms` say until when it is to be done."""

    state: CaseState
    action: Action
    to: CaseState
    roles: tuple[Role, ...]
    terms: tuple[Term, ...]
    article: Text
