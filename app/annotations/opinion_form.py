"""The opinion form that opens a review copy: names of its fields, and what may be decided."""

from enum import StrEnum

from cpted_rules.text import Text


class Decision(StrEnum):
    """What an expert decides of a finding: the state that the field of the form takes."""

    AGREE = "agree"
    CONDITIONAL = "conditional"
    DISAGREE = "disagree"
    UNDECIDED = "undecided"


DECISION_NAMES = {
    Decision.AGREE: Text(ko="적정", en="Acceptable"),
    Decision.CONDITIONAL: Text(ko="조건부", en="On condition"),
    Decision.DISAGREE: Text(ko="부적정", en="Not acceptable"),
    Decision.UNDECIDED: Text(ko="판단불가", en="Cannot say"),
}

RECUSED = "yes"
"""The state of `expert.recusal` of an expert who must not judge the case."""


class ExpertField(StrEnum):
    """What the form asks of the expert, by the full name of its field."""

    NAME = "expert.name"
    EXPERTISE = "expert.expertise"
    DATE = "expert.date"
    RECUSAL = "expert.recusal"
    OVERALL = "expert.overall"


EXPERT_NAMES = {
    ExpertField.NAME: Text(ko="성명", en="Name"),
    ExpertField.EXPERTISE: Text(ko="전문분야", en="Field of expertise"),
    ExpertField.DATE: Text(ko="작성일 (예: 2026-03-02)", en="Date (such as 2026-03-02)"),
    ExpertField.RECUSAL: Text(
        ko="이 안건에 이해관계가 있어 심의를 회피함",
        en="I have an interest in this case and recuse myself",
    ),
    ExpertField.OVERALL: Text(ko="종합 의견", en="Overall opinion"),
}


def decision_field(number: int) -> str:
    """Name of the field that holds what is decided of a finding, by its printed number."""
    return f"f.{number}.decision"


def opinion_field(number: int) -> str:
    """Name of the field that holds what is said of a finding, by its printed number."""
    return f"f.{number}.opinion"
