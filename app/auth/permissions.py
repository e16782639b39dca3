"""Who may do what on a case: one table of acts, roles and the states they are allowed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.auth.roles import Role
from app.cases.states import CaseState as S


class Permission(StrEnum):
    """Something that may be done on one case; each route of a case names one."""

    READ = "read"  # the case, its rounds, findings, report, published opinions
    READ_SECURITY = "read_security"  # cameras, guards, least-observed approaches
    CORRECT = "correct"  # what was understood, and confirm it
    FILE = "file"  # file, supplement, resubmit, object, withdraw
    UPLOAD = "upload"  # a further round's drawings
    ANSWER = "answer"  # point by point
    INTAKE = "intake"  # accept or ask for supplements
    ASSIGN = "assign"  # people, meeting, agenda; recusal of others
    RECUSE = "recuse"  # oneself
    OPINE = "opine"  # write, change, take back, submit one's own opinions and marks
    IMPORT = "import"  # a marked-up copy: one's own, or as the secretary a member's
    READ_OPINIONS = "read_opinions"  # others' opinions once published
    CONSOLIDATE = "consolidate"  # merge duplicates, publish
    MEET = "meet"  # open, show, close
    VOTE = "vote"
    DECIDE = "decide"  # record the decision and its conditions, notify, publish
    REPORT_CONDITION = "report_condition"  # say that a condition is kept, with evidence
    CLOSE_CONDITION = "close_condition"
    READ_HISTORY = "read_history"  # the audit log of the case
    REMOVE = "remove"  # a pre-check


class Relation(StrEnum):
    """How somebody stands to a case."""

    OWN = "own"  # it is theirs, of their committee, or they are assigned to it
    OTHER = "other"
    RECUSED = "recused"


_ALL = frozenset(S)
_PRIVATE = frozenset({S.PRECHECK})
_FILED = _ALL - _PRIVATE
_SENT = _FILED - {S.FILED, S.SUPPLEMENT, S.ACCEPTED, S.SCHEDULED}
"""From when on the drawings are with the members: D-7."""
_OPEN = frozenset({S.REVIEWING})
_SPOKEN = _SENT - {S.REVIEWING}
_AFTER = frozenset({S.REDELIBERATION, S.CONDITIONAL, S.FOLLOWING})

_READERS: Mapping[Role, frozenset[S]] = {
    Role.ARCHITECT: _ALL,
    Role.EXPERT: _SENT,
    Role.MEMBER: _SENT,
    Role.SECRETARY: _FILED,
    Role.CHAIR: _FILED,
    Role.OFFICIAL: _FILED,
}

ALLOWED: Mapping[Permission, Mapping[Role, frozenset[S]]] = {
    Permission.READ: _READERS,
    Permission.READ_SECURITY: _READERS,
    Permission.CORRECT: {Role.ARCHITECT: frozenset({S.PRECHECK, S.SUPPLEMENT, *_AFTER})},
    Permission.FILE: {
        Role.ARCHITECT: _ALL - {S.MEETING, S.CLOSED, S.WITHDRAWN, S.APPROVED},
    },
    Permission.UPLOAD: {Role.ARCHITECT: frozenset({S.PRECHECK, S.SUPPLEMENT, *_AFTER})},
    Permission.ANSWER: {
        Role.ARCHITECT: frozenset({S.PUBLISHED, S.SUPPLEMENT, *_AFTER}),
    },
    Permission.INTAKE: {
        Role.OFFICIAL: frozenset({S.FILED, S.SUPPLEMENT, S.ACCEPTED}),
        Role.SECRETARY: frozenset({S.FILED, S.SUPPLEMENT, S.ACCEPTED}),
    },
    Permission.ASSIGN: {
        Role.SECRETARY: frozenset(
            {S.FILED, S.SUPPLEMENT, S.ACCEPTED, S.SCHEDULED, S.REVIEWING, S.PUBLISHED}
        ),
        Role.CHAIR: frozenset({S.ACCEPTED, S.SCHEDULED, S.REVIEWING, S.PUBLISHED}),
    },
    Permission.RECUSE: {
        role: _FILED - {S.CLOSED, S.WITHDRAWN}
        for role in (Role.EXPERT, Role.MEMBER, Role.CHAIR, Role.SECRETARY)
    },
    Permission.OPINE: {Role.EXPERT: _OPEN, Role.MEMBER: _OPEN, Role.CHAIR: _OPEN},
    Permission.IMPORT: dict.fromkeys((Role.EXPERT, Role.MEMBER, Role.CHAIR, Role.SECRETARY), _OPEN),
    Permission.READ_OPINIONS: {
        Role.ARCHITECT: _SPOKEN,
        Role.EXPERT: _SPOKEN,
        Role.MEMBER: _SPOKEN,
        Role.SECRETARY: _SENT,
        Role.CHAIR: _SPOKEN,
        Role.OFFICIAL: _SPOKEN,
    },
    Permission.CONSOLIDATE: {Role.SECRETARY: frozenset({S.REVIEWING, S.PUBLISHED})},
    Permission.MEET: {Role.SECRETARY: frozenset({S.PUBLISHED, S.MEETING})},
    Permission.VOTE: {
        role: frozenset({S.MEETING}) for role in (Role.EXPERT, Role.MEMBER, Role.CHAIR)
    },
    Permission.DECIDE: {
        Role.SECRETARY: frozenset(
            {S.MEETING, S.APPROVED, S.CONDITIONAL, S.REDELIBERATION, S.REJECTED, S.FOLLOWING}
        ),
        Role.OFFICIAL: frozenset(
            {S.APPROVED, S.CONDITIONAL, S.REDELIBERATION, S.REJECTED, S.FOLLOWING}
        ),
    },
    Permission.REPORT_CONDITION: {Role.ARCHITECT: frozenset({S.CONDITIONAL, S.FOLLOWING})},
    Permission.CLOSE_CONDITION: {
        Role.OFFICIAL: frozenset({S.CONDITIONAL, S.FOLLOWING}),
    },
    Permission.READ_HISTORY: {
        Role.ARCHITECT: _ALL,
        Role.SECRETARY: _FILED,
        Role.CHAIR: _FILED,
        Role.OFFICIAL: _FILED,
    },
    Permission.REMOVE: {Role.ARCHITECT: _PRIVATE},
}
"""For those whose case it is (`Relation.OWN`). Others, the recused and administrators: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStanding:
    """How one person stands to one case: the roles they are on it as."""

    relation: Relation
    roles: frozenset[Role] = frozenset()

    def may(self, permission: Permission, state: S) -> bool:
        """Whether they may do it while the case is in that state."""
        if self.relation is not Relation.OWN:
            return False
        allowed = ALLOWED[permission]
        return any(state in allowed.get(role, frozenset()) for role in self.roles)
