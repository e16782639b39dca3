"""A review read back from its folder: the assessment and its plan as values, and what people said.

assessment.json carries what was measured and what the law asked; the words of suggested opinions
stand in the packs of this program and are taken from there, clause by clause.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from shapely.errors import ShapelyError

from app.annotations.store import STORE, Store
from app.exports.answers import Answers, answers_of
from app.exports.revived import revived
from app.reports.assessment_file import AssessmentModel
from cpted_rules.errors import Fault
from cpted_rules.facts import SiteFacts
from cpted_rules.findings import Applicability, Assessment, Finding
from cpted_rules.note import Note
from cpted_rules.pack import Check, Clause, Edition, every_edition
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings
from cpted_rules.text import Text, join, same
from cpted_rules.verify import AssessmentError

ASSESSMENT = "assessment.json"

REWORDED = Text(
    ko="{edition}: 이 프로그램의 기준 파일과 달라 의견(안)의 문구가 다를 수 있는 조항 {clauses}",
    en="{edition}: clauses that read otherwise in this program, so that suggested opinions may "
    "be worded otherwise: {clauses}",
)
NO_WORDS = Text(
    ko="{edition}: 이 프로그램에 없는 판이라 의견(안)의 문구가 없음",
    en="{edition}: an edition this program does not have, so it has no suggested opinions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFolder:
    """A review read back.

    Args:
        content: the bytes of assessment.json.
        answers: what people said, where marks.json is there.
        departures: what is otherwise than when the review was made.
    """

    assessment: Assessment
    plan: SitePlan
    content: bytes
    answers: Answers
    departures: tuple[Text, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of assessment.json, in hex."""
        return sha256(self.content).hexdigest()


def opened_review(place: Path, *, person: str | None = None) -> ReviewFolder:
    """The review in a folder, or of an assessment.json.

    Args:
        person: whose answers are wanted; None: everybody's.

    Raises:
        AssessmentError: there is none, or it cannot be read.
    """
    file = place / ASSESSMENT if place.is_dir() else place
    marks = file.with_name(STORE)
    try:
        content = file.read_bytes()
        said = marks.read_bytes() if marks.is_file() else b""
    except OSError as error:
        raise _refused(str(file), error.strerror or type(error).__name__) from error
    return review_of(content, said, person=person)


def review_of(content: bytes, marks: bytes = b"", *, person: str | None = None) -> ReviewFolder:
    """The review of an assessment.json and, where people answered, of a marks.json.

    Raises:
        AssessmentError: one of them is not such a file.
    """
    try:
        AssessmentModel.model_validate_json(content)
        raw = json.loads(content)
        editions, departures = _editions(raw["editions"])
        assessment = Assessment(
            plan_digest=raw["plan_digest"],
            engine_version=raw["engine_version"],
            facts=revived(SiteFacts, raw["facts"]),
            settings=revived(Settings, raw["settings"]),
            editions=editions,
            applicability=tuple(revived(Applicability, a) for a in raw["applicability"]),
            findings=tuple(_finding(f) for f in raw["findings"]),
            notes=tuple(revived(Note, n) for n in raw["notes"]),
        )
        plan = revived(SitePlan, raw["plan"])
    except (ValidationError, ValueError, KeyError, TypeError, ShapelyError) as error:
        raise _refused(ASSESSMENT, _words(error)) from error
    return ReviewFolder(
        assessment=assessment,
        plan=plan,
        content=content,
        answers=_answers(marks, person),
        departures=departures,
    )


def _answers(marks: bytes, person: str | None) -> Answers:
    if not marks:
        return Answers()
    try:
        return answers_of(Store.model_validate_json(marks), person=person)
    except ValidationError as error:
        raise _refused(STORE, _words(error)) from error


def _finding(raw: Mapping[str, Any]) -> Finding:
    return revived(Finding, {**raw, "parameters": _pairs(raw["parameters"])})


def _pairs(parameters: Mapping[str, Any]) -> list[list[Any]]:
    return [[name, value] for name, value in sorted(parameters.items())]


def _editions(raws: Iterable[Mapping[str, Any]]) -> tuple[tuple[Edition, ...], tuple[Text, ...]]:
    """The editions of the file with the words of this program, and what is otherwise in it."""
    made = [_edition(raw) for raw in raws]
    return tuple(edition for edition, _ in made), tuple(words for _, words in made if words)


def _edition(raw: Mapping[str, Any]) -> tuple[Edition, Text | None]:
    known = every_edition().get(raw["id"])
    own = {clause.id: clause for clause in known.clauses} if known else {}
    clauses = [_clause(clause) for clause in raw["clauses"]]
    bare = {k: v for k, v in raw.items() if k not in ("id", "clauses")}
    short = known.short if known else revived(Text, raw["cite"])
    edition = revived(Edition, {**bare, "short": {"ko": short.ko, "en": short.en}, "clauses": []})
    edition = replace(edition, clauses=tuple(_worded(c, own.get(c.id)) for c in clauses))
    if known is None:
        return edition, NO_WORDS.fill(edition=edition.id)
    changed = [c.cite for c in clauses if not _alike(c, own.get(c.id))]
    if not changed:
        return edition, None
    return edition, REWORDED.fill(edition=edition.id, clauses=join(changed))


def _clause(raw: Mapping[str, Any]) -> Clause:
    checks = [{**check, "parameters": _pairs(check["parameters"])} for check in raw["checks"]]
    return revived(Clause, {**raw, "checks": checks})


def _worded(clause: Clause, own: Clause | None) -> Clause:
    """A clause of the file with the opinions, the question and the egress note of this program."""
    if own is None:
        return clause
    return replace(
        clause,
        opinions=own.opinions,
        egress=own.egress,
        person=own.person,
        checks=tuple(_with_opinions(check, own) for check in clause.checks),
    )


def _with_opinions(check: Check, own: Clause) -> Check:
    for known in own.checks:
        if (known.rule, known.parameters) == (check.rule, check.parameters):
            return replace(check, opinions=known.opinions)
    return check


def _alike(clause: Clause, own: Clause | None) -> bool:
    """Whether a clause asks here what it asked when the review was made."""
    return own is not None and (clause.cite, clause.requires, clause.force) == (
        own.cite,
        own.requires,
        own.force,
    )


def _words(error: Exception) -> str:
    """What is wrong, in a line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return f"{type(error).__name__}: {error}"[:200]


def _refused(where: str, found: str) -> AssessmentError:
    return AssessmentError(
        Fault(
            code="review/folder",
            where=where,
            found=same(found),
            expected=Text(
                ko="cpted review가 만든 결과 폴더 또는 assessment.json",
                en="a folder that cpted review made, or its assessment.json",
            ),
            remedy=Text(
                ko="이 버전의 cpted review로 다시 검토한 폴더를 지정하십시오",
                en="Name a folder reviewed by this version of cpted",
            ),
        )
    )
