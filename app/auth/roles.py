"""The parts people play, and the bodies that recommend experts."""

from enum import StrEnum

from cpted_rules.text import Text


class Role(StrEnum):
    """A part that somebody plays: on a case, in a committee, or in the service."""

    ARCHITECT = "architect"
    EXPERT = "expert"
    MEMBER = "member"
    SECRETARY = "secretary"
    CHAIR = "chair"
    OFFICIAL = "official"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.ARCHITECT: Text(ko="설계자", en="Architect"),
    Role.EXPERT: Text(ko="범죄예방 위원", en="Crime-prevention expert"),
    Role.MEMBER: Text(ko="위원", en="Member"),
    Role.SECRETARY: Text(ko="간사", en="Secretary"),
    Role.CHAIR: Text(ko="위원장", en="Chair"),
    Role.OFFICIAL: Text(ko="담당 공무원", en="Official"),
    Role.ADMINISTRATOR: Text(ko="관리자", en="Administrator"),
}

IN_COMMITTEE = (Role.EXPERT, Role.MEMBER, Role.SECRETARY, Role.CHAIR, Role.OFFICIAL)
"""Roles that a committee gives."""
VOTING = (Role.EXPERT, Role.MEMBER, Role.CHAIR)
"""Roles whose holders vote where they are on a case. 건축법 시행령 제5조의5."""


class Body(StrEnum):
    """Who recommended an expert.

    Source: 건축법 시행령 제5조의5제6항제1호나목, 서울특별시 건축 조례 제5조.
    """

    AUTONOMOUS_POLICE = "autonomous_police"
    SEOUL_POLICE = "seoul_police"
    SOCIETY = "society"
    OPEN_CALL = "open_call"
    OTHER = "other"


BODY_NAMES = {
    Body.AUTONOMOUS_POLICE: Text(ko="자치경찰위원회", en="Autonomous police commission"),
    Body.SEOUL_POLICE: Text(ko="서울경찰청", en="Seoul Metropolitan Police"),
    Body.SOCIETY: Text(ko="학회·협회", en="Learned or professional society"),
    Body.OPEN_CALL: Text(ko="공개 모집", en="Open call"),
    Body.OTHER: Text(ko="그 밖의 기관", en="Another body"),
}
