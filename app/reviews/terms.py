"""What may be said, answered, voted and decided, by the words the tables keep."""

from enum import StrEnum

from cpted_rules.findings import Basis
from cpted_rules.text import Text


class Position(StrEnum):
    """How somebody stands to a finding."""

    AGREE = "agree"
    DISAGREE = "disagree"
    CONDITION = "condition"
    DEFER = "defer"


POSITION_NAMES = {
    Position.AGREE: Text(ko="동의", en="Agree"),
    Position.DISAGREE: Text(ko="이견", en="Disagree"),
    Position.CONDITION: Text(ko="조건", en="Condition"),
    Position.DEFER: Text(ko="보류", en="Defer"),
}


class SaidBasis(StrEnum):
    """On what an opinion rests: the grounds of 심의 기준 2.3 가–라, and advice."""

    LAW = "law"
    DESIGN_ERROR = "design_error"
    PLAN = "plan"
    LOCAL = "local"
    ADVICE = "advice"


SAID_BASIS_NAMES = {
    SaidBasis.LAW: Text(ko="법령", en="Law"),
    SaidBasis.DESIGN_ERROR: Text(ko="설계 오류", en="Design error"),
    SaidBasis.PLAN: Text(ko="행정계획", en="Administrative plan"),
    SaidBasis.LOCAL: Text(ko="공고된 지역 기준", en="Published local criterion"),
    SaidBasis.ADVICE: Text(ko="권고", en="Advice"),
}
OF_FINDING = {
    Basis.BREACH: SaidBasis.LAW,
    Basis.DESIGN_ERROR: SaidBasis.DESIGN_ERROR,
    Basis.LOCAL_CRITERION: SaidBasis.LOCAL,
    Basis.ADVICE: SaidBasis.ADVICE,
}


class Reflected(StrEnum):
    """Whether the applicant takes an opinion up."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


REFLECTED_NAMES = {
    Reflected.YES: Text(ko="반영", en="Taken up"),
    Reflected.PARTLY: Text(ko="일부 반영", en="In part"),
    Reflected.NO: Text(ko="미반영", en="Not taken up"),
}


class DecisionKind(StrEnum):
    """What a committee decides. 심의 기준 9.3."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REDELIBERATION = "redeliberation"
    REJECTED = "rejected"


DECISION_KIND_NAMES = {
    DecisionKind.APPROVED: Text(ko="원안 의결", en="Approved as filed"),
    DecisionKind.CONDITIONAL: Text(ko="조건부 의결", en="Approved with conditions"),
    DecisionKind.REDELIBERATION: Text(ko="재검토 의결", en="To be deliberated again"),
    DecisionKind.REJECTED: Text(ko="부결", en="Rejected"),
}
ABSTAIN = "abstain"
ABSTAIN_NAME = Text(ko="기권", en="Abstain")
BY_WRITTEN_VOTE = (DecisionKind.REDELIBERATION, DecisionKind.REJECTED)
"""Decisions that need a majority in a written vote. 심의 기준 9.3."""


class ListedGround(StrEnum):
    """A ground for deliberating again. 심의 기준 2.3 가–바."""

    LAW = "a"
    DESIGN_ERROR = "b"
    PLAN = "c"
    LOCAL = "d"
    TIME = "e"
    MAJORITY = "f"


LISTED_GROUND_NAMES = {
    ListedGround.LAW: Text(ko="가. 법령 위반", en="(a) breach of law"),
    ListedGround.DESIGN_ERROR: Text(
        ko="나. 설계 오류(도서 불일치 등)", en="(b) design error, such as drawings that differ"
    ),
    ListedGround.PLAN: Text(ko="다. 행정계획 위반", en="(c) against an administrative plan"),
    ListedGround.LOCAL: Text(
        ko="라. 공고된 지역 심의기준", en="(d) against a published local criterion"
    ),
    ListedGround.TIME: Text(
        ko="마. 심의 시간 부족(7일 이내 다시 심의)", en="(e) lack of time; again within 7 days"
    ),
    ListedGround.MAJORITY: Text(
        ko="바. 과반수가 중대한 계획·구조 문제를 인정",
        en="(f) a majority finds a serious problem of planning or structure",
    ),
}
GROUND_OF = {
    SaidBasis.LAW: ListedGround.LAW,
    SaidBasis.DESIGN_ERROR: ListedGround.DESIGN_ERROR,
    SaidBasis.PLAN: ListedGround.PLAN,
    SaidBasis.LOCAL: ListedGround.LOCAL,
}
FOR_REJECTION = (
    ListedGround.LAW,
    ListedGround.DESIGN_ERROR,
    ListedGround.PLAN,
    ListedGround.LOCAL,
)
"""The only grounds for rejecting. 심의 기준 2.3 가–라."""
BY_FINDING = (ListedGround.LAW, ListedGround.DESIGN_ERROR, ListedGround.LOCAL)
"""Grounds that a finding of the review, or a member's judgement of one, must show."""


class ConditionState(StrEnum):
    """How far a condition is."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"
    WAIVED = "waived"


CONDITION_STATE_NAMES = {
    ConditionState.OPEN: Text(ko="이행 전", en="Open"),
    ConditionState.REPORTED: Text(ko="이행 보고", en="Reported"),
    ConditionState.CLOSED: Text(ko="확인 완료", en="Closed"),
    ConditionState.WAIVED: Text(ko="면제", en="Waived"),
}
SETTLED = (ConditionState.CLOSED, ConditionState.WAIVED)
