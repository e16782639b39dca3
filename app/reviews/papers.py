"""The committee's papers of a case, filled from what people said, answered and decided."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.tables import CommitteeRow, PersonRow
from app.blobs import Blobs
from app.cases.tables import CaseRow
from app.errors import ForbiddenError
from app.exports.answers import Answer, Answers, Expert, Imposed, Opinion, Outcome, Remark, Reply
from app.exports.pages import day
from app.faults import not_allowed
from app.forms.kinds import FormKind
from app.forms.points import CITED
from app.forms.word import form_docx
from app.forms.write import MAKERS, form_pdf
from app.procedure.clocks import seoul_day
from app.reviews import answers as replies
from app.reviews import opinions
from app.reviews.conditions import conditions_of
from app.reviews.consolidation import Point, published_points
from app.reviews.decisions import decision_of
from app.reviews.findings import RoundFindings, current_round, findings_of, whole_review
from app.reviews.tables import OpinionRow
from app.reviews.terms import (
    POSITION_NAMES,
    SAID_BASIS_NAMES,
    SETTLED,
    ConditionState,
    Position,
    SaidBasis,
)
from cpted_rules.facts import Stage
from cpted_rules.text import Lang


def paper(
    session: Session,
    blobs: Blobs,
    person: PersonRow,
    case: CaseRow,
    kind: FormKind,
    lang: Lang,
    *,
    docx: bool = False,
) -> tuple[str, bytes]:
    """A form of the newest filed round: the name of its file and its bytes.

    An opinion before the meeting holds the reader's own words, drafts too; every other paper what
    is published, answered and decided.

    Raises:
        NotFoundError, NotReadyError: there is no reviewed round.
        ForbiddenError: an opinion before the meeting of somebody who gives none.
    """
    number = current_round(session, case)
    findings = findings_of(session, blobs, case, number)
    if kind is FormKind.OPINION:
        said = _own(session, person, case, number, findings, lang)
    else:
        said = _everybodys(session, case, number, findings, lang)
    review = replace(whole_review(blobs, findings.assessment), answers=said)
    form = MAKERS[kind](review, lang)
    if docx:
        return f"{form.stem}.docx", form_docx(form)
    return f"{form.stem}.pdf", form_pdf(form)


def _own(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    number: int,
    findings: RoundFindings,
    lang: Lang,
) -> Answers:
    """What one person says, as the form of one expert."""
    rows = session.scalars(
        select(OpinionRow).where(
            OpinionRow.case_id == case.id,
            OpinionRow.round == number,
            OpinionRow.person_id == person.id,
            OpinionRow.deleted_at.is_(None),
        )
    ).all()
    if not rows:
        raise ForbiddenError(not_allowed(FormKind.OPINION.value, case.state))
    names = {person.id: person.name}
    at = max((row.published_at or row.updated_at) for row in rows)
    whole = [row.text for row in opinions.in_order(rows) if row.finding_id is None and row.text]
    return Answers(
        findings=_by_finding([(row, (person.id,)) for row in rows], findings, names, lang),
        experts={
            person.name: Expert(
                name=person.name,
                expertise=person.field,
                date=day(seoul_day(at), lang),
                overall="\n".join(whole),
            )
        },
        only_said=True,
    )


def _everybodys(
    session: Session, case: CaseRow, number: int, findings: RoundFindings, lang: Lang
) -> Answers:
    """What is published of a round, with the answers, the decision and its conditions."""
    points = published_points(session, case, number)
    told = [(point.lead, point.authors) for point in points]
    answered = {row.point.lead.id: _reply(row) for row in replies.rows(session, case, number)}
    by_number = {
        point.lead.finding_number: answered[point.lead.id]
        for point in points
        if point.lead.finding_number is not None and point.lead.id in answered
    }
    decided = decision_of(session, case, number)
    committee = session.get(CommitteeRow, case.committee_id) if case.committee_id else None
    return Answers(
        # published papers name nobody: whose opinion it is stays with the committee
        findings=_by_finding(told, findings, {}, lang),
        replies=by_number,
        remarks=tuple(_remarks(points, answered, lang)),
        outcome=Outcome(
            kind=decided.kind,
            held_on=day(decided.decided_on, lang),
            organiser=committee.name if committee else "",
            reasons=decided.words,
        )
        if decided
        else None,
        imposed=tuple(_imposed(session, case, findings, lang)),
        only_said=bool(points),
    )


def _by_finding(
    told: Iterable[tuple[OpinionRow, tuple[str, ...]]],
    findings: RoundFindings,
    names: Mapping[str, str],
    lang: Lang,
) -> dict[int, Answer]:
    found: dict[int, Answer] = {}
    for row, authors in told:
        finding = findings.of(row.finding_id)
        if finding is None:
            continue
        who = names.get(authors[0], "")
        words = CITED.sub("", row.text)  # the papers have a column for it
        if not words and row.position in (Position.AGREE, Position.CONDITION):
            words = CITED.sub("", finding.words(lang).opinion)
        before = found.get(finding.number, Answer())
        position = POSITION_NAMES[Position(row.position)].in_(lang)
        said = (Opinion(person=who, words=words),) if words else ()
        found[finding.number] = replace(
            before,
            stand=", ".join(dict.fromkeys(w for w in (before.stand, position) if w)),
            opinions=(*before.opinions, *said),
        )
    return found


def _remarks(
    points: Iterable[Point], answered: Mapping[str, Reply], lang: Lang
) -> Iterable[Remark]:
    for point in points:
        row = point.lead
        if row.finding_id is None and row.id in answered:
            basis = SAID_BASIS_NAMES[SaidBasis(row.basis)].in_(lang)
            yield Remark(words=row.text, basis=basis, reply=answered[row.id])


def _imposed(
    session: Session, case: CaseRow, findings: RoundFindings, lang: Lang
) -> Iterable[Imposed]:
    for row in conditions_of(session, case):
        found = findings.of(row.finding_id)
        yield Imposed(
            number=row.number,
            stage=Stage(row.stage),
            words=row.text,
            place=row.place,
            target=row.target,
            check=row.check,
            cite=row.cite,
            basis=SAID_BASIS_NAMES[SaidBasis(row.basis)].in_(lang),
            measured=row.measured or row.note,
            closed=ConditionState(row.state) in SETTLED,
            finding=found.number if found else None,
        )


def _reply(row: replies.Row) -> Reply:
    answer = row.answer
    if answer is None:
        return Reply()
    return Reply(reflected=answer.reflected, words=answer.text, sheet=answer.sheet)
