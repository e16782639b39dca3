"""Findings from what a submission says in two ways: design errors, whoever is right."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from cpted_rules.clause import Clause
from cpted_rules.findings import Basis, Finding, Subject, Verdict, finding_id
from cpted_rules.note import Note
from cpted_rules.text import Text, join

NONE_FOUND = Text(
    ko="읽은 도서에서 서로 다른 표기를 찾지 못함",
    en="no contradiction was found in what was read of the drawings",
)


def contradictions(clause: Clause, notes: Iterable[Note]) -> Iterator[Finding]:
    """A finding for each of the reader's notes that the clause names; else one that says none.

    What was not read may still contradict, so that none found is no pass.

    Source: 건축위원회 심의 기준 2.3 나목.
    """
    found = {subject_id(note): note for note in notes if note.code in clause.contradictions}
    if not found:
        yield _finding(clause, Verdict.NOT_APPLICABLE, why=NONE_FOUND)
    for id, note in found.items():
        said = [text for text in (note.text, clause.caveat) if text is not None]
        yield _finding(
            clause,
            Verdict.FAIL,
            subject=Subject(id=id, label=_sheet(note), source=note.source),
            note=join(said, " "),
        )


def subject_id(note: Note) -> str:
    """The id of what a note is about: the same words of the same code, the same id."""
    words = sha256(f"{note.code}\x1f{note.text.ko}".encode()).hexdigest()[:10]
    return f"{note.code}-{words}"


def _sheet(note: Note) -> str:
    """What people see of it: the sheet it stands on."""
    return note.source.sheet if note.source and note.source.sheet else "–"


def _finding(
    clause: Clause,
    verdict: Verdict,
    *,
    subject: Subject | None = None,
    note: Text | None = None,
    why: Text | None = None,
) -> Finding:
    subjects = (subject,) if subject else ()
    return Finding(
        number=0,
        id=finding_id(clause.id, None, (), *(s.id for s in subjects)),
        clause=clause.id,
        rule=None,
        verdict=verdict,
        basis=Basis.DESIGN_ERROR if verdict is Verdict.FAIL else None,
        force=clause.force,
        topic=clause.topic,
        subjects=subjects,
        note=note,
        why=why,
    )
