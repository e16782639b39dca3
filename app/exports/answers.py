"""What people answered in their review copies, by finding: form fields and marks of the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.annotations.opinion_form import RECUSED, Decision, ExpertField
from app.annotations.record import Mark, Review
from app.annotations.store import Kept, Store
from cpted_rules.facts import Stage

CLOSED = (Review.COMPLETED, Review.CANCELLED)
"""States that end what is said of a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one person said."""

    person: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said of one finding.

    Args:
        decisions: by person.
        closed: the last state that a person set ends it.
        stand: how people stand to it, in words, where they said so otherwise than in a form.
    """

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()
    closed: bool = False
    stand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """What a person put down of themselves."""

    name: str
    expertise: str = ""
    date: str = ""
    recused: bool = False
    overall: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the applicant does about an opinion.

    Args:
        reflected: yes, partly or no; empty where it is not answered.
        sheet: on which it is seen.
    """

    reflected: str = ""
    words: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """An opinion on the whole, with its basis and the applicant's reply."""

    words: str
    basis: str = ""
    reply: Reply = field(default_factory=Reply)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """A condition of a decision, and how far it is.

    Args:
        measured: what was seen of it; empty before it is reported.
        closed: whether it is settled.
        finding: number of the finding it rests on; None where it was agreed in session.
    """

    number: int
    stage: Stage
    words: str
    place: str
    target: str
    check: str
    cite: str
    basis: str
    measured: str = ""
    closed: bool = False
    finding: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the committee decided.

    Args:
        kind: approved, conditional, redeliberation or rejected.
        held_on: the day, as it is written.
    """

    kind: str
    held_on: str
    organiser: str
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was said of a whole review.

    Args:
        findings: by the number of the finding.
        experts: those who filled in a form, by the name their file goes by.
        replies: the applicant's, by the number of the finding.
        remarks: what was said of the whole.
        outcome, imposed: the decision and its conditions, where there is one.
        only_said: papers hold what was said and leave suggestions out.
    """

    findings: Mapping[int, Answer] = field(default_factory=dict)
    experts: Mapping[str, Expert] = field(default_factory=dict)
    replies: Mapping[int, Reply] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    outcome: Outcome | None = None
    imposed: tuple[Imposed, ...] = ()
    only_said: bool = False

    def of(self, number: int) -> Answer:
        """What was said of a finding; nothing, where nobody said anything."""
        return self.findings.get(number, Answer())

    @property
    def closed(self) -> frozenset[int]:
        """Numbers of the findings that a person has closed."""
        return frozenset(number for number, answer in self.findings.items() if answer.closed)

    @property
    def only_expert(self) -> Expert | None:
        """Whose answers they are, if they are of one person."""
        return next(iter(self.experts.values())) if len(self.experts) == 1 else None

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who said anything, by the names they go by."""
        names = dict.fromkeys(self.experts)
        names |= {expert.name: None for expert in self.experts.values()}
        for answer in self.findings.values():
            names |= dict.fromkeys(answer.decisions)
            names |= dict.fromkeys(opinion.person for opinion in answer.opinions)
        return tuple(name for name in names if name)


def answers_of(store: Store, *, person: str | None = None) -> Answers:
    """What a store holds of answers. Marks that this program sent itself are none.

    Args:
        person: only what this one said.
    """
    decisions: dict[int, dict[str, Decision]] = {}
    opinions: dict[int, list[Opinion]] = {}
    own: dict[str, dict[str, str]] = {}
    for answer in store.answers:
        words = answer.value.strip()
        if not words or person not in (None, answer.person):
            continue
        head, _, rest = answer.name.partition(".")
        number, _, what = rest.partition(".")
        own.setdefault(answer.person, {})
        if head == "expert":
            own[answer.person][answer.name] = words
        elif head == "f" and number.isdecimal() and what == "decision":
            if words in set(Decision):
                decisions.setdefault(int(number), {})[answer.person] = Decision(words)
        elif head == "f" and number.isdecimal() and what == "opinion":
            opinions.setdefault(int(number), []).append(Opinion(person=answer.person, words=words))
    states: dict[int, tuple[str, Review]] = {}
    base = store.manifest.marks if store.manifest else ()
    known = {mark.key: mark for mark in (*base, *(kept.mark for kept in store.marks))}
    for kept in store.marks:
        if person not in (None, kept.person) or not _is_own(kept.mark):
            continue
        number_of = _finding(kept.mark, known)
        if number_of is None:
            continue
        if kept.mark.review is not None:
            states[number_of] = max(
                states.get(number_of, ("", kept.mark.review)), _state(kept, kept.mark.review)
            )
        elif words := kept.mark.contents.strip():
            opinions.setdefault(number_of, []).append(Opinion(person=kept.person, words=words))
    return Answers(
        findings={
            number: Answer(
                decisions=decisions.get(number, {}),
                opinions=tuple(dict.fromkeys(opinions.get(number, ()))),
                closed=number in states and states[number][1] in CLOSED,
            )
            for number in sorted({*decisions, *opinions, *states})
        },
        experts={who: _expert(who, fields) for who, fields in sorted(own.items())},
    )


def _expert(person: str, fields: Mapping[str, str]) -> Expert:
    return Expert(
        name=fields.get(ExpertField.NAME, person),
        expertise=fields.get(ExpertField.EXPERTISE, ""),
        date=fields.get(ExpertField.DATE, ""),
        recused=fields.get(ExpertField.RECUSAL, "") == RECUSED,
        overall=fields.get(ExpertField.OVERALL, ""),
    )


def _is_own(mark: Mark) -> bool:
    """Whether a person made it: what this program sent out says nothing of its own."""
    return mark.marker is None or mark.reply_to is not None


def _finding(mark: Mark, known: Mapping[str, Mark]) -> int | None:
    """The finding a mark belongs to: its own, else that of what it answers."""
    seen: set[str] = set()
    at: Mark | None = mark
    while at is not None and at.key not in seen:
        if at.finding is not None:
            return at.finding
        seen.add(at.key)
        at = known.get(at.reply_to or "")
    return None


def _state(kept: Kept, review: Review) -> tuple[str, Review]:
    """A state with its time, so that the last one counts."""
    when = kept.mark.modified or kept.mark.created
    return (when.isoformat() if when else "", review)
