"""What the cases that somebody may see add up to: by clause, by district, by round, by reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.tables import CaseRow, RoundRow
from app.procedure.clocks import SEOUL
from app.registry.search import Query, matching
from app.registry.tables import IndexedRow
from app.reviews.tables import ConditionRow, DecisionRow, OpinionRow
from app.reviews.terms import DecisionKind, Position
from cpted_rules.findings import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class OfClause:
    """A clause in the newest round of every case.

    Args:
        cases: with a finding of it that asks something.
        agreed, disagreed: published opinions on its findings, by position.
        conditions: that rest on its findings.
    """

    clause: str
    cite_ko: str
    cite_en: str
    verdicts: dict[Verdict, int]
    cases: int
    agreed: int
    disagreed: int
    conditions: int

    @property
    def confirmed(self) -> float | None:
        """Share of the opinions that confirm the finding, 0 to 1; None: nobody said anything."""
        said = self.agreed + self.disagreed
        return self.agreed / said if said else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDistrict:
    """The cases of a district.

    Args:
        decisions: of their newest decided rounds.
        days: from filing to decision, the middle one; None: none is decided. [d]
    """

    district: str
    cases: int
    decisions: dict[DecisionKind, int]
    days: float | None
    open_conditions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRound:
    """All rounds with the same number: cases that came so far, and findings that fail there."""

    number: int
    cases: int
    failing: int
    per_case: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReason:
    """A reason of the palette, and how often which rule was disagreed with for it."""

    reason: str
    rule: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What the cases add up to."""

    cases: int
    clauses: tuple[OfClause, ...]
    districts: tuple[OfDistrict, ...]
    rounds: tuple[OfRound, ...]
    reasons: tuple[OfReason, ...]


def statistics(session: Session, person: PersonRow, query: Query) -> Statistics:
    """What the cases of a query add up to, of those somebody may see."""
    ids = select(CaseRow.id).where(*matching(person, query))
    cases = session.scalars(select(CaseRow).where(CaseRow.id.in_(ids))).all()
    by_id = {case.id: case for case in cases}
    return Statistics(
        cases=len(cases),
        clauses=tuple(_clauses(session, by_id)),
        districts=tuple(_districts(session, by_id)),
        rounds=tuple(_rounds(session, by_id)),
        reasons=tuple(_reasons(session, by_id)),
    )


def _clauses(session: Session, cases: dict[str, CaseRow]) -> Iterable[OfClause]:
    newest: dict[str, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(IndexedRow.case_id, func.max(IndexedRow.round)).group_by(IndexedRow.case_id)
        )
    }
    verdicts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    raised: dict[str, set[str]] = defaultdict(set)
    cites: dict[str, tuple[str, str]] = {}
    clause_of: dict[tuple[str, int, str], str] = {}
    rows = session.execute(
        select(
            IndexedRow.case_id,
            IndexedRow.round,
            IndexedRow.finding_id,
            IndexedRow.clause,
            IndexedRow.cite_ko,
            IndexedRow.cite_en,
            IndexedRow.verdict,
        )
    )
    for case_id, number, finding_id, clause, ko, en, said in rows:
        if case_id not in cases:
            continue
        clause_of[case_id, number, finding_id] = clause
        if newest[case_id] != number:
            continue
        verdict = Verdict(said)
        cites.setdefault(clause, (ko, en))
        verdicts[clause][verdict] += 1
        if verdict in (Verdict.FAIL, Verdict.REFERRED):
            raised[clause].add(case_id)
    agreed, disagreed = Counter[str](), Counter[str]()
    for opinion in _published(session, cases):
        clause = clause_of.get((opinion.case_id, opinion.round, opinion.finding_id or ""), "")
        if opinion.position in (Position.AGREE, Position.CONDITION):
            agreed[clause] += 1
        elif opinion.position == Position.DISAGREE:
            disagreed[clause] += 1
    conditions = Counter(
        clause_of.get((row.case_id, row.round, row.finding_id or ""), "")
        for row in session.scalars(select(ConditionRow))
        if row.case_id in cases
    )
    for clause in sorted(verdicts, key=lambda c: (-verdicts[c][Verdict.FAIL], -len(raised[c]), c)):
        yield OfClause(
            clause=clause,
            cite_ko=cites[clause][0],
            cite_en=cites[clause][1],
            verdicts={v: verdicts[clause][v] for v in Verdict},
            cases=len(raised[clause]),
            agreed=agreed[clause],
            disagreed=disagreed[clause],
            conditions=conditions[clause],
        )


def _districts(session: Session, cases: dict[str, CaseRow]) -> Iterable[OfDistrict]:
    decided: dict[str, DecisionRow] = {}
    for row in session.scalars(select(DecisionRow).order_by(DecisionRow.round)):
        decided[row.case_id] = row
    waiting = Counter(
        session.scalars(
            select(ConditionRow.case_id).where(ConditionRow.state.in_(("open", "reported")))
        )
    )
    grouped: dict[str, list[CaseRow]] = defaultdict(list)
    for case in cases.values():
        grouped[case.district].append(case)
    for district, of_it in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        kinds = Counter(DecisionKind(decided[c.id].kind) for c in of_it if c.id in decided)
        days = [
            (decided[c.id].decided_on - c.filed_at.astimezone(SEOUL).date()).days
            for c in of_it
            if c.id in decided and c.filed_at
        ]
        yield OfDistrict(
            district=district,
            cases=len(of_it),
            decisions={kind: kinds[kind] for kind in DecisionKind},
            days=median(days) if days else None,
            open_conditions=sum(waiting[c.id] for c in of_it),
        )


def _rounds(session: Session, cases: dict[str, CaseRow]) -> Iterable[OfRound]:
    filed = [
        (row.case_id, row.number)
        for row in session.scalars(select(RoundRow).where(RoundRow.filed_at.is_not(None)))
        if row.case_id in cases
    ]
    failing = Counter(
        number
        for case_id, number in session.execute(
            select(IndexedRow.case_id, IndexedRow.round).where(IndexedRow.verdict == Verdict.FAIL)
        )
        if case_id in cases
    )
    for number, count in sorted(Counter(n for _, n in filed).items()):
        yield OfRound(
            number=number,
            cases=count,
            failing=failing[number],
            per_case=failing[number] / count,
        )


def _reasons(session: Session, cases: dict[str, CaseRow]) -> Iterable[OfReason]:
    rules = {
        (case_id, number, finding_id): rule
        for case_id, number, finding_id, rule in session.execute(
            select(IndexedRow.case_id, IndexedRow.round, IndexedRow.finding_id, IndexedRow.rule)
        )
    }
    counted = Counter(
        (row.reason, rules.get((row.case_id, row.round, row.finding_id or ""), ""))
        for row in _published(session, cases)
        if row.reason
    )
    for (reason, rule), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        yield OfReason(reason=reason, rule=rule, count=count)


def _published(session: Session, cases: dict[str, CaseRow]) -> Iterable[OpinionRow]:
    """Opinions that were said anew: one that was carried to a further round counts once."""
    rows = session.scalars(
        select(OpinionRow).where(
            OpinionRow.published_at.is_not(None),
            OpinionRow.deleted_at.is_(None),
            OpinionRow.carried_from.is_(None),
        )
    )
    return (row for row in rows if row.case_id in cases)
