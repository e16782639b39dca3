"""What the opinion sheet shows: own drafts, what waits for a word, what others submitted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.blobs import Blobs
from app.exports.words import STANDING_NAMES
from app.forms.kinds import FormKind
from app.reviews import consolidation, duplicates, journal, library, opinions
from app.reviews.consolidation import Point
from app.reviews.findings import RoundFinding, RoundFindings, current_round, findings_of
from app.reviews.guards import Said
from app.reviews.reasons import BY_ID, REASONS
from app.reviews.tables import OpinionRow
from app.reviews.terms import POSITION_NAMES, SAID_BASIS_NAMES, Position, SaidBasis
from app.web.access import OnCase
from app.web.review_head import head
from app.web.review_models import author_name, faults_out, is_outside, names_of
from cpted_rules.facts import STAGE_NAMES, Stage
from cpted_rules.findings import VERDICT_NAMES, Verdict
from cpted_rules.text import Lang

WHOLE = "whole"
"""What stands in the address for an opinion on the whole."""


def sheet(
    session: Session,
    blobs: Blobs,
    on_case: OnCase,
    lang: Lang,
    *,
    verdict: Verdict | None = None,
    chosen: str = "",
    sent: Said | None = None,
) -> dict[str, Any]:
    """Everything the page of opinions shows to somebody.

    Args:
        verdict: of the findings that are listed; None: all.
        chosen: the finding whose editor is open, by number, or `whole`, or the id of a draft.
        sent: what was typed and could not be kept.
    """
    case, person = on_case.case, on_case.person
    number = current_round(session, case)
    findings = findings_of(session, blobs, case, number)
    may_opine = on_case.may(Permission.OPINE)
    given = opinions.has_submitted(session, person.id, case, number)
    mine = opinions.drafts(session, person.id, case, number)
    rows = consolidation.visible(session, person.id, case, number, on_case.standing)
    others = [row for row in rows if row not in mine]
    names = names_of(session, {row.person_id for row in rows})
    said_of = {row.finding_id for row in mine}
    open_ = [found for found in findings.raised if found.id not in said_of]
    undo, redo = journal.can_undo(session, person, case)
    papers = [FormKind.OPINION] if any(row.person_id == person.id for row in rows) else []
    leads = {row.id: row.finding_number for row in mine}
    return {
        **head(session, on_case, "opinions", *papers),
        "may": {
            "opine": may_opine and not given,
            "consolidate": on_case.may(Permission.CONSOLIDATE),
            "undo": undo and not given,
            "redo": redo and not given,
        },
        "submitted": given,
        "mine": [_row(row, findings, lang, leads) for row in mine],
        "leads": [
            (row.finding_id, row.finding_number)
            for row in mine
            if row.finding_number is not None and row.merged_into is None
        ],
        "ready": sum(not opinions.lacks(row, findings) for row in mine),
        "open": [_open(f, lang) for f in open_ if verdict in (None, f.finding.verdict)],
        "counts": _counts(open_),
        "verdict": verdict,
        "reasons": {
            p.value: [(r.id, r.name) for r in REASONS if p in r.positions] for p in Position
        },
        "positions": {p.value: name for p, name in POSITION_NAMES.items()},
        "editor": _editor(session, on_case, findings, mine, chosen, sent, lang)
        if may_opine and not given
        else None,
        "points": [
            _point(point, findings, names, on_case, lang) for point in consolidation.points(others)
        ],
        "published": any(row.published_at is not None for row in others),
        **_secretarys(session, on_case, findings, rows, number, lang),
    }


def _row(
    row: OpinionRow, findings: RoundFindings, lang: Lang, leads: Mapping[str, int | None]
) -> dict[str, Any]:
    found = findings.of(row.finding_id)
    return {
        **_said(row, found, lang),
        "finding": row.finding_id,
        "under": leads.get(row.merged_into) if row.merged_into else None,
        "lacks": faults_out(opinions.lacks(row, findings), lang),
    }


def _said(row: OpinionRow, found: RoundFinding | None, lang: Lang) -> dict[str, Any]:
    """One opinion as a committee writes it: number, sheet and place, words, basis, kind."""
    words = found.words(lang) if found else None
    position = Position(row.position)
    suggested = words.opinion if words and position is Position.AGREE else ""
    return {
        "id": row.id,
        "number": found.number if found else None,
        "title": words.headline if words else "",
        "sheet": words.sheet if words else "",
        "place": row.place or (words.place if words else ""),
        "text": row.text or suggested,
        "is_suggested": not row.text and bool(suggested),
        "reason": BY_ID[row.reason].name if row.reason in BY_ID else None,
        "position": position.value,
        "position_name": POSITION_NAMES[position],
        "must": row.must,
        "basis": SAID_BASIS_NAMES[SaidBasis(row.basis)],
        "cite": words.cite if words else "",
        "standing": words.standing if words else "",
        "target": row.target,
        "stage": STAGE_NAMES[Stage(row.stage)] if row.stage else None,
        "check": row.check,
        "carried": row.carried_from is not None,
    }


def _point(
    point: Point,
    findings: RoundFindings,
    names: Mapping[str, str],
    on_case: OnCase,
    lang: Lang,
) -> dict[str, Any]:
    found = findings.of(point.lead.finding_id)
    outside = is_outside(on_case)  # who reads no names is not told the same word again and again
    said_by = [author_name(one, names, on_case, lang) for one in point.authors if not outside]
    return {
        **_said(point.lead, found, lang),
        "n": point.number,
        "authors": list(dict.fromkeys(said_by)),
        "mine": point.lead.person_id == on_case.person.id,
        "merged": [
            {
                "id": row.id,
                "text": row.text,
                "author": author_name(row.person_id, names, on_case, lang),
                "carried": row.carried_from is not None,
            }
            for row in point.merged
        ],
    }


def _open(found: RoundFinding, lang: Lang) -> dict[str, Any]:
    words = found.words(lang)
    return {
        "id": found.id,
        "number": found.number,
        "headline": words.headline,
        "cite": words.cite,
        "place": words.place,
        "sheet": words.sheet,
        "verdict": found.finding.verdict.value,
        "verdict_name": VERDICT_NAMES[found.finding.verdict],
        "standing": STANDING_NAMES[found.ground.standing],
        "may_be_condition": found.may_be_condition,
    }


def _counts(open_: Iterable[RoundFinding]) -> list[tuple[str, Any, int]]:
    rows = list(open_)
    return [
        (v.value, VERDICT_NAMES[v], count)
        for v in (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
        if (count := sum(found.finding.verdict is v for found in rows))
    ]


def _editor(
    session: Session,
    on_case: OnCase,
    findings: RoundFindings,
    mine: Sequence[OpinionRow],
    chosen: str,
    sent: Said | None,
    lang: Lang,
) -> dict[str, Any] | None:
    """The open editor: of a finding, of the whole, or none."""
    row = next((one for one in mine if one.id == chosen), None)
    found = findings.by_number.get(int(chosen)) if chosen.isdecimal() else None
    if row is not None:
        found = findings.of(row.finding_id)
    elif found is not None:
        row = next((one for one in mine if one.finding_id == found.id), None)
    elif chosen != WHOLE:
        return None
    said = sent or (opinions.said_of(row) if row else Said(position=Position.AGREE))
    entries = library.library(session, on_case.case, found) if found else ()
    words = found.words(lang) if found else None
    return {
        "chosen": chosen,
        "draft": row.id if row else "",
        "version": row.version if row else 0,
        "found": _open(found, lang) if found else None,
        "measured": words.measured if words else "",
        "required": words.required if words else "",
        "requires": words.requires if words else "",
        "egress": words.egress if words else "",
        "ground": found.ground.words if found else None,
        "said": said,
        "positions": [
            (p.value, POSITION_NAMES[p])
            for p in Position
            if p is not Position.CONDITION or found is None or found.may_be_condition
        ],
        "bases": [
            (b.value, SAID_BASIS_NAMES[b]) for b in (found.granted if found else tuple(SaidBasis))
        ],
        "stages": [(s.value, STAGE_NAMES[s]) for s in Stage],
        "entries": [
            {
                "id": entry.id,
                "words": entry.words.in_(lang),
                "position": entry.position.value,
                "own": entry.own,
                "uses": entry.uses,
            }
            for entry in entries
        ],
        "text": said.text or ("" if row or sent or not words else words.opinion),
    }


def _secretarys(
    session: Session,
    on_case: OnCase,
    findings: RoundFindings,
    rows: Sequence[OpinionRow],
    number: int,
    lang: Lang,
) -> dict[str, Any]:
    """Who has submitted and who is awaited, and pairs that may say the same."""
    if not on_case.may(Permission.CONSOLIDATE):
        return {"progress": None, "pairs": [], "outside": is_outside(on_case)}
    spoken = consolidation.progress(session, on_case.case, number)
    names = names_of(session, (*spoken.submitted, *spoken.awaited))
    by_id = {row.id: row for row in rows}
    authors = names_of(session, {row.person_id for row in rows})

    def side(opinion_id: str) -> dict[str, Any]:
        row = by_id[opinion_id]
        told = _said(row, findings.of(row.finding_id), lang)
        return {**told, "author": authors.get(row.person_id, "–")}

    return {
        "progress": {
            "submitted": [names[one] for one in spoken.submitted if one in names],
            "awaited": [names[one] for one in spoken.awaited if one in names],
            "unpublished": sum(row.published_at is None for row in rows),
        },
        "pairs": [
            {
                "first": side(pair.first),
                "second": side(pair.second),
                "percent": round(pair.words * 100),
                "same_finding": pair.same_finding,
                "same_rule": pair.same_rule and not pair.same_finding,
                "same_place": pair.same_place and not pair.same_finding,
            }
            for pair in duplicates.duplicates(rows, findings)
        ],
        "outside": False,
    }
