"""What a finding can ground in a committee: a re-deliberation, a condition or advice only."""

from dataclasses import dataclass
from enum import StrEnum

from cpted_rules.clause import Force
from cpted_rules.facts import Stage
from cpted_rules.findings import Basis, Finding, Verdict
from cpted_rules.text import Text

CRITERIA = Text(
    ko="「건축위원회 심의 기준」(국토교통부고시 제2023-910호) 2.3항",
    en="Criteria for building committees (MOLIT Notice 2023-910) 2.3",
)


class Standing(StrEnum):
    """What a finding can ground, from the most to the least."""

    REDELIBERATION = "redeliberation"
    IF_JUDGED = "if_judged"
    CONDITION = "condition"
    ADVICE = "advice"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a finding can ground, in words.

    Args:
        item: of the committee criteria 2.3, where it is a ground for a re-deliberation.
    """

    standing: Standing
    words: Text
    item: Text | None = None

    @property
    def cite(self) -> Text | None:
        """The item as cited."""
        if self.item is None:
            return None
        return Text(ko=f"{CRITERIA.ko} {self.item.ko}", en=f"{CRITERIA.en} {self.item.en}")


ITEMS = {
    Basis.BREACH: Text(ko="가목(법령 위반)", en="(a) breach of law"),
    Basis.DESIGN_ERROR: Text(ko="나목(설계 오류)", en="(b) design error"),
    Basis.LOCAL_CRITERION: Text(
        ko="라목(공고된 지역 심의기준)", en="(d) published local criterion"
    ),
}
REDELIBERATION = Text(
    ko="재검토 사유가 될 수 있음: {item}", en="can ground a re-deliberation: {item}"
)
IF_JUDGED = Text(
    ko="위원이 기준에 어긋난다고 판단할 때에만 재검토 사유: {item}",
    en="can ground a re-deliberation only if a member judges it so: {item}",
)
SUBSTITUTE = Text(
    ko="재검토 사유 아님: 대체시설을 두면 되는 조항으로 조건만 가능",
    en="no ground for a re-deliberation: a substitute is allowed, so a condition at most",
)
OPEN = Text(
    ko="재검토 사유 아님: 판정 보류로, 제시 단계를 조건으로만 둘 수 있음",
    en="no ground for a re-deliberation: not determined, so at most a condition for a later stage",
)
ADVICE = Text(ko="재검토 사유 아님: 권고만 가능", en="no ground for a re-deliberation: advice only")
NOTHING = Text(ko="지적 사항 아님", en="nothing to be raised")
CONDITIONS = {
    Stage.COMMITTEE: Text(
        ko="심의도서에서 확인", en="to be seen in the drawings for the committee"
    ),
    Stage.PERMIT: Text(ko="허가도서에서 확인", en="to be seen in the permit set"),
    Stage.CONSTRUCTION: Text(ko="착공도서에서 확인", en="to be seen in the construction set"),
    Stage.OCCUPANCY: Text(ko="사용승인에서 확인", en="to be seen at the approval of use"),
}
DECLARE = Text(ko="신청서에 기재", en="to be declared in the application")
DECLARED = Text(ko="신청서에 기재하여 확인: {what}", en="to be declared in the application: {what}")


def ground_of(finding: Finding) -> Ground:
    """What a finding can ground. A pass, or a clause that does not bind, grounds nothing.

    A recommended clause only advises, and one that allows a substitute makes a condition at most,
    whatever was measured. What is not determined is never a breach.

    Source: 건축위원회 심의 기준 2.3: 가 법령 위반, 나 설계 오류, 라 공고된 지역 심의기준.
    """
    if finding.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
        return Ground(standing=Standing.NOTHING, words=NOTHING)
    if finding.force is Force.RECOMMENDED or finding.basis is Basis.ADVICE:
        return Ground(standing=Standing.ADVICE, words=ADVICE)
    if finding.verdict is Verdict.UNKNOWN or finding.basis is None:
        return Ground(standing=Standing.CONDITION, words=OPEN)
    if finding.force is Force.MANDATORY_OR_SUBSTITUTE:
        return Ground(standing=Standing.CONDITION, words=SUBSTITUTE)
    item = ITEMS[finding.basis]
    if finding.verdict is Verdict.REFERRED:
        return Ground(standing=Standing.IF_JUDGED, words=IF_JUDGED.fill(item=item), item=item)
    return Ground(standing=Standing.REDELIBERATION, words=REDELIBERATION.fill(item=item), item=item)


def condition_of(finding: Finding) -> Text | None:
    """The condition that an undetermined finding becomes: where what is lacking must be seen.

    None of every other finding. Where a fact was not declared, what must be declared.
    """
    if finding.verdict is not Verdict.UNKNOWN:
        return None
    if finding.show_at is not None:
        return CONDITIONS[finding.show_at]
    return DECLARED.fill(what=finding.lacking) if finding.lacking is not None else None
