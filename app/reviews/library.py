"""The library of opinions: the clause's own, skeletons of this program, a committee's phrases."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.db import now
from app.errors import NotFoundError
from app.reviews import faults
from app.reviews.findings import RoundFinding
from app.reviews.tables import AnswerRow, ConditionRow, OpinionRow, PhraseRow
from app.reviews.terms import Position, Reflected
from cpted_rules.facts import STAGE_NAMES
from cpted_rules.findings import Verdict
from cpted_rules.text import Text

FILE = Path(__file__).with_name("library.yaml")
OF_CLAUSE = "clause"
"""Id of the suggestion that a clause itself makes."""
_SLOT = re.compile(r"\{(\w+)\}")


class Sentence(BaseModel):
    """A sentence in both languages, as the file has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ko: str
    en: str


class Skeleton(BaseModel):
    """One opinion of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    rules: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    position: Position
    words: Sentence

    def fits(self, found: RoundFinding) -> bool:
        """Whether it is made for a finding, and the finding can ground it."""
        rule = found.finding.rule or ""
        return (
            found.finding.verdict in self.verdicts
            and (not self.rules or rule.startswith(self.rules))
            and (self.position is not Position.CONDITION or found.may_be_condition)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """How often an entry was used, and what became of it.

    Args:
        conditions: became conditions of a decision.
        taken_up: taken up by the applicant, wholly or in part.
    """

    published: int = 0
    conditions: int = 0
    taken_up: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An opinion of the library, its slots filled for one finding."""

    id: str
    position: Position
    words: Text
    own: bool
    uses: Uses


@cache
def skeletons() -> tuple[Skeleton, ...]:
    """Every skeleton of the program, in the order of the file."""
    found = tuple(Skeleton.model_validate(raw) for raw in yaml.safe_load(FILE.read_text("utf-8")))
    if len({one.id for one in found}) < len(found):
        raise ValueError(f"{FILE.name}: an id is used twice")
    return found


def library(session: Session, case: CaseRow, found: RoundFinding) -> tuple[Entry, ...]:
    """What the library offers for a finding: the clause's own first, then by fit.

    Those made for its rule stand before those for any; a committee's own phrases come last.
    """
    slots = _slots(found)
    uses = _uses(session)
    position = Position.CONDITION if found.may_be_condition else Position.AGREE
    made = sorted((one for one in skeletons() if one.fits(found)), key=lambda one: not one.rules)
    entries = [
        Entry(
            id=one.id,
            position=one.position,
            words=filled(Text(ko=one.words.ko, en=one.words.en), slots),
            own=False,
            uses=uses.get(one.id, Uses()),
        )
        for one in made
    ]
    if found.ko.opinion:
        words = Text(ko=found.ko.opinion, en=found.en.opinion)
        first = Entry(
            id=OF_CLAUSE,
            position=position,
            words=words,
            own=False,
            uses=uses.get(OF_CLAUSE, Uses()),
        )
        entries.insert(0, first)
    for row in phrases(session, case.committee_id or "", rule=found.finding.rule or ""):
        words = filled(Text(ko=row.ko, en=row.en or row.ko), slots)
        entry = Entry(
            id=row.id, position=position, words=words, own=True, uses=uses.get(row.id, Uses())
        )
        entries.append(entry)
    return tuple(entries)


def filled(words: Text, slots: Mapping[str, Text]) -> Text:
    """Words with the slots they name filled; what is no slot stays as it is written."""
    return Text(
        ko=_SLOT.sub(lambda m: slots[m[1]].ko if m[1] in slots else m[0], words.ko),
        en=_SLOT.sub(lambda m: slots[m[1]].en if m[1] in slots else m[0], words.en),
    )


def phrases(
    session: Session, committee_id: str, *, rule: str | None = None
) -> tuple[PhraseRow, ...]:
    """A committee's own phrases in use, the oldest first.

    Args:
        rule: only those for it or for any.
    """
    rows = session.scalars(
        select(PhraseRow)
        .where(PhraseRow.committee_id == committee_id, PhraseRow.retired_at.is_(None))
        .order_by(PhraseRow.created_at, PhraseRow.id)
    )
    return tuple(row for row in rows if rule is None or row.rule in ("", rule))


def keep_phrase(
    session: Session, person: PersonRow, case: CaseRow, *, ko: str, en: str = "", rule: str = ""
) -> PhraseRow:
    """A phrase of one's own, kept for the committee of a case."""
    row = PhraseRow(
        id=str(uuid4()),
        committee_id=case.committee_id or "",
        rule=rule,
        ko=ko.strip(),
        en=en.strip(),
        person_id=person.id,
    )
    session.add(row)
    audit.record(
        session, "phrase.keep", person_id=person.id, case_id=case.id, phrase=row.id, rule=rule
    )
    return row


def retire_phrase(session: Session, person: PersonRow, case: CaseRow, phrase_id: str) -> None:
    """Offer a phrase no more; opinions that came of it stay.

    Raises:
        NotFoundError: the committee has none such.
    """
    row = session.get(PhraseRow, phrase_id)
    if row is None or row.committee_id != case.committee_id or row.retired_at is not None:
        raise NotFoundError(faults.no_row("phrase", phrase_id))
    row.retired_at = now()
    audit.record(session, "phrase.retire", person_id=person.id, case_id=case.id, phrase=phrase_id)


def _slots(found: RoundFinding) -> dict[str, Text]:
    requires = Text(ko=found.ko.requires, en=found.en.requires)
    return {**found.finding.slots, "requires": requires, "stage": STAGE_NAMES[found.stage]}


def _uses(session: Session) -> dict[str, Uses]:
    """How every entry was used and what became of it, by id."""
    live = (
        OpinionRow.template != "",
        OpinionRow.published_at.is_not(None),
        OpinionRow.deleted_at.is_(None),
    )
    by_template = select(OpinionRow.template, func.count()).where(*live)
    by_template = by_template.group_by(OpinionRow.template)
    conditions = by_template.join(ConditionRow, ConditionRow.opinion_id == OpinionRow.id)
    taken_up = by_template.join(AnswerRow, AnswerRow.opinion_id == OpinionRow.id).where(
        AnswerRow.reflected.in_((Reflected.YES, Reflected.PARTLY))
    )
    counts = [
        {row[0]: row[1] for row in session.execute(query)}
        for query in (by_template, conditions, taken_up)
    ]
    return {
        template: Uses(
            published=published,
            conditions=counts[1].get(template, 0),
            taken_up=counts[2].get(template, 0),
        )
        for template, published in counts[0].items()
    }
