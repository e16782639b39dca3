"""What a person put into the form, against what stood there when it went out."""

from app.annotations.changes import Act, Change, ChangeKind
from app.annotations.record import Manifest
from app.annotations.returned import Returned
from app.annotations.store import Answer, AnswerStep, Store


def field_changes(
    store: Store, returned: Returned, manifest: Manifest, person: str
) -> tuple[tuple[Change, ...], tuple[AnswerStep, ...]]:
    """The changed fields, and what is kept of them; one left as it went out says nothing."""
    base = {field.name: field.value for field in manifest.fields}
    before = {answer.name: answer for answer in store.answers if answer.person == person}
    changes: list[Change] = []
    steps: list[AnswerStep] = []
    for field in returned.fields:
        sent, kept = base.get(field.name, ""), before.get(field.name)
        if field.value == sent or (kept is not None and kept.value == field.value):
            continue
        was = kept.value if kept else sent
        kind = ChangeKind.FIELD_CHANGED if was else ChangeKind.FIELD_SET
        changes.append(
            Change(
                key=field.name,
                kinds=(kind if field.value else ChangeKind.FIELD_CLEARED,),
                act=Act.UPDATE if kept else Act.ADD,
                person=person,
                value_before=was,
                value_after=field.value,
            )
        )
        answer = Answer(person=person, name=field.name, value=field.value, base=sent)
        steps.append(AnswerStep(before=kept, after=answer))
    return tuple(changes), tuple(steps)
