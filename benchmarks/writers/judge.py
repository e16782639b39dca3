"""Whether what a writer did came home: to the right mark, place, person and field."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from shapely import wkt
from shapely.geometry import box

from app.annotations.changes import Act as Done
from app.annotations.changes import Change, ChangeKind, Preview
from app.annotations.merge import applied, previewed
from app.annotations.placing import to_site
from app.annotations.read import read_returned
from app.annotations.record import Manifest, Review
from app.annotations.store import Store
from benchmarks.writers.task import Act, Task
from cpted_rules.errors import CptedError

NEAR_M = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What came of one act of one writer.

    Args:
        home: None: the writer cannot do it.
        how: by which key it was known, or why it is not home.
        damage: what the writer did besides, in English.
    """

    home: bool | None
    how: str
    damage: tuple[str, ...] = ()


def judged(returned: bytes | None, act: Act, task: Task, manifest: Manifest) -> Cell:
    """What came home of an act."""
    if returned is None:
        return Cell(home=None, how="cannot")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "returned.pdf"
        path.write_bytes(returned)
        try:
            found = previewed(Store(), read_returned(path), manifest=manifest)
        except CptedError as error:
            return Cell(home=False, how=error.faults[0].found.en)
    wrong = what_is_wrong(found, act, task, manifest)
    once = applied(Store(), found, accept_altered=True)
    if not wrong and applied(once, found) != once:
        wrong = "twice is not once"
    by = next((c.matched.value for c in found.changes if c.matched), "")
    damage = tuple(words.en for words in found.damage)
    altered = (f"{len(found.altered)} pages altered",) if found.altered else ()
    return Cell(home=not wrong, how=wrong or by, damage=(*damage, *altered))


def what_is_wrong(found: Preview, act: Act, task: Task, manifest: Manifest) -> str:
    """What is not as it was meant; empty where all is."""
    changes = found.changes
    match act:
        case Act.ADD:
            return _expect(changes, ChangeKind.NEW, 1) or _added(changes[0], task, manifest)
        case Act.EDIT:
            wrong = _expect(changes, ChangeKind.TEXT, 1)
            return wrong or _about_ours(changes[0], task, words=True)
        case Act.DELETE:
            wrong = _expect(changes, ChangeKind.MISSING, 1)
            same = not wrong and changes[0].before and changes[0].before.key == task.key
            return wrong if wrong or same else "another one is missing"
        case Act.REPLY:
            wrong = _expect(changes, ChangeKind.REPLY, 1)
            return wrong or _about_ours(changes[0], task, words=True)
        case Act.STATE:
            wrong = _expect(changes, ChangeKind.STATE, 1)
            wrong = wrong or _about_ours(changes[0], task, words=False)
            accepted = changes[0].after and changes[0].after.review is Review.ACCEPTED
            return wrong if wrong or accepted else "another state"
        case Act.FIELD:
            values = {c.key: c.value_after for c in changes if ChangeKind.FIELD_SET in c.kinds}
            meant = {task.opinion: task.opinion_words, task.decision: task.decision_state}
            return "" if values == meant and len(changes) == 2 else f"fields {values}"


def _expect(changes: tuple[Change, ...], kind: ChangeKind, count: int) -> str:
    if len(changes) == count and kind in changes[0].kinds:
        return ""
    return "changes: " + ", ".join("+".join(c.kinds) for c in changes)


def _added(change: Change, task: Task, manifest: Manifest) -> str:
    mark = change.after
    if mark is None or mark.contents != task.words:
        return "other words"
    if mark.author != task.author or change.person != task.author:
        return f"of {change.person}"
    figure = next(f for f in manifest.figures if f.id == mark.figure)
    if mark.site is None or figure.to_site is None:
        return "no place"
    meant = to_site(box(*task.rect), figure.to_site)
    away = wkt.loads(mark.site).hausdorff_distance(meant)
    return "" if away <= NEAR_M else f"{away:.2f} m off"


def _about_ours(change: Change, task: Task, *, words: bool) -> str:
    mark = change.after
    if mark is None or mark.reply_to != task.key:
        return "about another mark"
    if words and mark.contents != task.words:
        return "other words"
    if change.act not in (Done.REPLY, Done.ADD):
        return f"act {change.act}"
    return "" if change.person == task.author else f"of {change.person}"
