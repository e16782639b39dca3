"""Three-way merge: what went out, what came back, what is kept; a preview first, then one step."""

from collections.abc import Collection, Mapping

from app.annotations import faults
from app.annotations.changes import Act, Change, Preview, Remark
from app.annotations.faults import MergeError
from app.annotations.field_changes import field_changes
from app.annotations.mark_changes import MarkChanges
from app.annotations.marker import open_key, verified
from app.annotations.people import people_of
from app.annotations.recognise import damage, producer_name, recognised
from app.annotations.record import Manifest
from app.annotations.returned import Returned
from app.annotations.store import Import, Kept, MarkStep, Store, with_step


def previewed(
    store: Store,
    returned: Returned,
    *,
    manifest: Manifest,
    key: bytes | None = None,
    importer: str = "",
    named: Mapping[str, str] | None = None,
    alike: Collection[int] = (),
) -> Preview:
    """What taking a returned file in would change; nothing is changed yet.

    Args:
        manifest: of the copy that went out.
        key: that signed its marks; None: the open one.
        importer: who returned it, if that is known.
        named: people by the names in the file.
        alike: pages that hold other bytes and look as they did; see `app.annotations.looks`.

    Raises:
        MergeError: nothing shows that the file is a copy of this report.
    """
    returned = _verified(returned, key or open_key(manifest.assessment))
    people = people_of(returned, manifest, importer=importer, named=named or {})
    as_sent = recognised(returned, manifest, alike)
    kept = store.by_key()
    changes, lost = MarkChanges(kept, manifest, returned, people, as_sent).found()
    fields, answers = field_changes(store, returned, manifest, people.returned_by)
    producer = producer_name(returned)
    known = store.holds(returned.digest, people.returned_by)
    steps = tuple(_step(kept, change) for change in changes if change.act is not Act.NOTHING)
    return Preview(
        form=returned.form,
        name=returned.name,
        digest=returned.digest,
        producer=producer,
        known=known,
        person=people.returned_by,
        evidence=as_sent.evidence,
        damage=damage(returned, manifest, lost, len(alike)),
        pages=tuple(sorted(as_sent.pages.items())),
        altered=as_sent.altered,
        authors=people.pairs(returned.marks),
        changes=() if known else (*changes, *fields),
        refused=returned.refused,
        manifest=manifest,
        todo=Import(
            digest=returned.digest,
            name=returned.name,
            producer=producer,
            person=people.returned_by,
            marks=() if known else steps,
            answers=() if known else answers,
            refused=returned.refused,
        ),
    )


def applied(store: Store, preview: Preview, *, accept_altered: bool = False) -> Store:
    """The store with all of a preview done; the same store where it was done before.

    Raises:
        MergeError: pages under its marks were altered and nobody said that this is right, or the
            store is another than the preview was made of.
    """
    todo = preview.todo
    if preview.known or store.holds(preview.digest, preview.person):
        return store
    acting = (change for change in preview.changes if change.act is not Act.NOTHING)
    on_altered = {
        change.after.page
        for change in acting
        if change.after is not None and Remark.ALTERED_PAGE in change.remarks
    }
    if on_altered and not accept_altered:
        raise MergeError(faults.altered(preview.name, tuple(sorted(on_altered))))
    kept = store.by_key()
    if any(kept.get(step.key) != step.before for step in todo.marks):
        raise MergeError(faults.outdated(preview.name))
    if not (todo.marks or todo.answers or todo.refused):
        return store
    if store.manifest is None:
        store = store.model_copy(update={"manifest": preview.manifest})
    return with_step(store, todo)


def _verified(returned: Returned, key: bytes) -> Returned:
    marks = tuple(
        mark.model_copy(update={"marker": verified(mark.marker, key)}) if mark.marker else mark
        for mark in returned.marks
    )
    return returned.model_copy(update={"marks": marks})


def _step(kept: Mapping[str, Kept], change: Change) -> MarkStep:
    before = kept.get(change.key)
    if change.act is Act.REMOVE or change.after is None:
        return MarkStep(key=change.key, before=before)
    raw = change.after.key.rpartition("#")[0]
    names = before.names if before else ((raw,) if raw else ())
    origin = before.origin if before else None
    after = Kept(
        mark=change.after, person=change.person, came=change.after, names=names, origin=origin
    )
    return MarkStep(key=change.key, before=before, after=after)
