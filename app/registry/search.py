"""Cases found by number, parcel, district, clause and words, of those somebody may see."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow, RoundRow
from app.procedure.clocks import SEOUL
from app.procedure.listing import seen_by
from app.registry.tables import IndexedRow
from app.reviews.tables import ConditionRow, DecisionRow, OpinionRow
from app.reviews.terms import DecisionKind
from cpted_rules.findings import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; what is not said is not asked.

    Args:
        words: each in number, title, address, parcel, agenda item, or in the words of a finding, a
            published opinion or a condition.
        clause: the beginning of a clause's id (`kr_notice:art10`), or a part of its citation.
        verdict: of the findings that `clause` and `rule` ask for.
        filed_from, filed_to: days in Seoul, both included.
        decision: of any round.
    """

    words: str = ""
    district: str = ""
    state: CaseState | None = None
    clause: str = ""
    rule: str = ""
    verdict: Verdict | None = None
    decision: DecisionKind | None = None
    filed_from: date | None = None
    filed_to: date | None = None

    @property
    def asks_of_findings(self) -> bool:
        """Whether it asks for cases with certain findings."""
        return bool(self.clause or self.rule or self.verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A case that was found.

    Args:
        rounds: filed ones.
        decision: of the newest decided round.
        findings: how many in its newest indexed round fit the query; None: it asks for none.
        open_conditions: not closed or waived.
    """

    case: CaseRow
    rounds: int
    decision: DecisionKind | None
    findings: int | None
    open_conditions: int


def search(
    session: Session, person: PersonRow, query: Query, *, offset: int = 0, limit: int = 50
) -> tuple[tuple[Hit, ...], int]:
    """Some of the cases found, those filed last first, and how many there are."""
    wanted = matching(person, query)
    total = session.scalar(select(func.count()).select_from(CaseRow).where(*wanted)) or 0
    rows = session.scalars(
        select(CaseRow)
        .where(*wanted)
        .order_by(CaseRow.filed_at.is_(None), CaseRow.filed_at.desc(), CaseRow.id)
        .offset(offset)
        .limit(limit)
    )
    return tuple(_hit(session, query, case) for case in rows), total


def districts(session: Session, person: PersonRow) -> tuple[str, ...]:
    """The districts of the cases somebody may see, by name."""
    rows = session.scalars(
        select(CaseRow.district).where(seen_by(person), CaseRow.district != "").distinct()
    )
    return tuple(sorted(rows))


def matching(person: PersonRow, query: Query) -> list[ColumnElement[bool]]:
    """The query as conditions on cases; pre-checks are no part of the registry."""
    wanted: list[ColumnElement[bool]] = [
        seen_by(person),
        CaseRow.state != CaseState.PRECHECK,
        *(_has(word) for word in query.words.split()),
    ]
    if query.district:
        wanted.append(CaseRow.district == query.district)
    if query.state:
        wanted.append(CaseRow.state == query.state)
    if query.filed_from:
        wanted.append(CaseRow.filed_at >= _begin(query.filed_from))
    if query.filed_to:
        wanted.append(CaseRow.filed_at < _begin(date.fromordinal(query.filed_to.toordinal() + 1)))
    if query.decision:
        wanted.append(
            exists().where(DecisionRow.case_id == CaseRow.id, DecisionRow.kind == query.decision)
        )
    if query.asks_of_findings:
        wanted.append(exists().where(IndexedRow.case_id == CaseRow.id, *of_findings(query)))
    return wanted


def of_findings(query: Query) -> list[ColumnElement[bool]]:
    """What the query asks of findings, as conditions on the index."""
    wanted: list[ColumnElement[bool]] = []
    if query.clause:
        wanted.append(
            or_(
                IndexedRow.clause.istartswith(query.clause, autoescape=True),
                IndexedRow.cite_ko.icontains(query.clause, autoescape=True),
                IndexedRow.cite_en.icontains(query.clause, autoescape=True),
            )
        )
    if query.rule:
        wanted.append(IndexedRow.rule == query.rule.upper())
    if query.verdict:
        wanted.append(IndexedRow.verdict == query.verdict)
    return wanted


def _has(word: str) -> ColumnElement[bool]:
    own = (
        CaseRow.number,
        CaseRow.title,
        CaseRow.address,
        CaseRow.parcel,
        CaseRow.district,
        CaseRow.item,
    )
    return or_(
        *(column.icontains(word, autoescape=True) for column in own),
        exists().where(
            IndexedRow.case_id == CaseRow.id,
            or_(
                IndexedRow.headline_ko.icontains(word, autoescape=True),
                IndexedRow.headline_en.icontains(word, autoescape=True),
            ),
        ),
        exists().where(
            OpinionRow.case_id == CaseRow.id,
            OpinionRow.published_at.is_not(None),
            OpinionRow.deleted_at.is_(None),
            OpinionRow.text.icontains(word, autoescape=True),
        ),
        exists().where(
            ConditionRow.case_id == CaseRow.id,
            ConditionRow.text.icontains(word, autoescape=True),
        ),
    )


def _hit(session: Session, query: Query, case: CaseRow) -> Hit:
    decided = session.scalars(
        select(DecisionRow.kind)
        .where(DecisionRow.case_id == case.id)
        .order_by(DecisionRow.round.desc())
        .limit(1)
    ).first()
    newest = (
        select(func.max(IndexedRow.round)).where(IndexedRow.case_id == case.id).scalar_subquery()
    )
    return Hit(
        case=case,
        rounds=session.scalar(
            select(func.count())
            .select_from(RoundRow)
            .where(RoundRow.case_id == case.id, RoundRow.filed_at.is_not(None))
        )
        or 0,
        decision=DecisionKind(decided) if decided else None,
        findings=session.scalar(
            select(func.count())
            .select_from(IndexedRow)
            .where(IndexedRow.case_id == case.id, IndexedRow.round == newest, *of_findings(query))
        )
        if query.asks_of_findings
        else None,
        open_conditions=session.scalar(
            select(func.count())
            .select_from(ConditionRow)
            .where(
                and_(
                    ConditionRow.case_id == case.id,
                    ConditionRow.state.in_(("open", "reported")),
                )
            )
        )
        or 0,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SEOUL)
