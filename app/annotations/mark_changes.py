"""What the marks of a returned file change: each against the one it is, by the rules of merging."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.annotations.changes import Act, Change, ChangeKind, MatchedBy, Remark
from app.annotations.differences import as_reply, differences, is_author_changed, lasting_key
from app.annotations.matching import Came, Known, Match, matches, resembled
from app.annotations.people import People
from app.annotations.placing import placed
from app.annotations.recognise import Recognised
from app.annotations.record import Manifest, Mark
from app.annotations.returned import Form, Returned
from app.annotations.store import Kept

DEEPEST = 64
"""Answers to answers that are followed one by one; those under them are taken as they come."""


@dataclass(frozen=True, slots=True)
class MarkChanges:
    """One returned file against what is known."""

    kept: Mapping[str, Kept]
    manifest: Manifest
    returned: Returned
    people: People
    as_sent: Recognised

    def found(self) -> tuple[tuple[Change, ...], tuple[Mark, ...]]:
        """The changes in order of page, and the marks that went out and did not come back."""
        known = self._known()
        found, keys = self._matched(known)
        around = _Around(
            keys=keys,
            there=frozenset(keys.values()),
            system=[one for one in known if one.person is None],
            findings={one.mark.key: one.mark.finding for one in known},
        )
        changes = [
            change
            for came in self._translated(keys)
            for change in self._change(came, found.get(came.mark.key), around)
        ]
        back = {match.known.mark.key for match in found.values()}
        lost = tuple(mark for mark in self.manifest.marks if mark.key not in back)
        if self.returned.form is Form.PDF:
            changes += [_missing(mark, self.people.returned_by) for mark in lost]
        changes += self._taken_back(back, lost)
        return tuple(sorted(changes, key=_in_order)), lost

    def _known(self) -> list[Known]:
        system = [Known(mark=mark, person=None) for mark in self.manifest.marks]
        return system + [
            Known(mark=kept.came, person=kept.person, names=kept.names)
            for kept in self.kept.values()
        ]

    def _came(self) -> list[Came]:
        """The marks on the pages of the report, placed; those on other pages after its end."""
        found = []
        for mark in self.returned.marks:
            if self.returned.form is Form.DXF:
                found.append(Came(mark=self._answer(mark), person=self.people.of(mark.author)))
                continue
            number = self.as_sent.pages.get(mark.page)
            if number is None:
                moved = mark.model_copy(update={"page": len(self.manifest.pages) + mark.page})
            else:
                moved = placed(
                    mark.model_copy(update={"page": number}), self.manifest, self.as_sent.heights
                )
            found.append(Came(mark=moved, person=self.people.of(mark.author)))
        return found

    def _answer(self, mark: Mark) -> Mark:
        """An answer of a drawing, on the mark of the finding whose id it gives."""
        about = (m for m in self.manifest.marks if m.marker and m.marker.finding == mark.subject)
        of = next(about, None)
        if of is None:
            return mark
        told = {"page": of.page, "rect": of.rect, "reply_to": of.key, "finding": of.finding}
        return mark.model_copy(update=told)

    def _matched(self, known: list[Known]) -> tuple[dict[str, Match], dict[str, str]]:
        """Matches, and the key in the store of every mark of the file; parents before answers."""
        waiting, found, keys = self._came(), dict[str, Match](), dict[str, str]()
        taken = {one.mark.key for one in known}
        names = {name: one.mark.key for one in known for name in one.names}
        there = {came.mark.key for came in waiting}
        for depth in range(DEEPEST):
            if not waiting:
                break
            ready = [c for c in waiting if c.mark.reply_to in keys or c.mark.reply_to not in there]
            if not ready or depth == DEEPEST - 1:  # answers in a circle, or without end
                ready = waiting
            now = {came.mark.key for came in ready}
            waiting = [came for came in waiting if came.mark.key not in now]
            ready = [_answering(came, keys, names) for came in ready]
            back = {match.known.mark.key for match in found.values()}
            batch = matches(ready, [one for one in known if one.mark.key not in back])
            found |= batch
            for came in ready:
                match = batch.get(came.mark.key)
                key = match.known.mark.key if match else lasting_key(came.mark, came.person, taken)
                keys[came.mark.key] = key
                taken.add(key)
        return found, keys

    def _translated(self, keys: Mapping[str, str]) -> Iterator[Came]:
        names = {name: k.mark.key for k in self.kept.values() for name in k.names}
        for came in self._came():
            yield _answering(came, keys, names)

    def _change(self, came: Came, match: Match | None, around: "_Around") -> Iterator[Change]:
        if match is None:
            yield self._new(came, around)
        elif match.known.person is None:
            yield from self._of_system(came, match)
        else:
            yield from self._of_person(came, match)

    def _new(self, came: Came, around: "_Around") -> Change:
        key = around.keys[came.mark.key]
        mark = came.mark.model_copy(update={"key": key, "marker": None})
        kind = ChangeKind.STATE if mark.review else ChangeKind.REPLY
        kinds = [kind if mark.review or mark.reply_to else ChangeKind.NEW]
        if mark.reply_to is not None and mark.reply_to not in around.there:
            kinds.append(ChangeKind.ORPHAN)
        above = around.findings.get(mark.reply_to) if mark.reply_to is not None else None
        if above is not None:
            mark = mark.model_copy(update={"finding": above})
        like = resembled(came, around.system)
        remarks = [*self._remarks(came, mark)]
        if came.mark.marker is not None:
            remarks.append(Remark.COPIED if came.mark.marker.valid else Remark.FORGED)
        if like is not None:
            remarks.append(Remark.RESEMBLES)
        return Change(
            key=key,
            kinds=tuple(kinds),
            act=Act.ADD,
            person=came.person,
            after=mark,
            resembles=like,
            remarks=tuple(remarks),
        )

    def _of_system(self, came: Came, match: Match) -> Iterator[Change]:
        """An edit of what the system said becomes an answer to it; nothing of it is overwritten."""
        mark, known = came.mark, match.known.mark
        kinds = differences(known, mark)
        author = (ChangeKind.AUTHOR,) if is_author_changed(known, mark) else ()
        reply = as_reply(known, mark, kinds, came.person) if kinds else None
        if reply is not None and reply.key not in self.kept:
            yield Change(
                key=reply.key,
                kinds=(*kinds, *author),
                act=Act.REPLY,
                person=came.person,
                before=known,
                after=reply,
                matched=match.by,
                remarks=self._remarks(came, reply),
            )
        elif author and reply is None:
            yield _shown(known, mark, author, came.person, match.by, ())

    def _of_person(self, came: Came, match: Match) -> Iterator[Change]:
        kept = self.kept.get(match.known.mark.key)
        if kept is None:
            return
        mark = came.mark.model_copy(
            update={"key": kept.mark.key, "author": kept.mark.author, "marker": None}
        )
        kinds = differences(kept.came, mark)
        author = (ChangeKind.AUTHOR,) if is_author_changed(kept.came, came.mark) else ()
        if not kinds:
            if author:
                yield _shown(kept.mark, came.mark, author, came.person, match.by, ())
        elif _is_older(mark, kept.came):
            stale = (Remark.STALE,)
            yield _shown(kept.mark, mark, (*kinds, *author), came.person, match.by, stale)
        elif differences(kept.came, kept.mark) and differences(kept.mark, mark):
            reply = as_reply(kept.mark, mark, kinds, came.person)
            if reply.key not in self.kept:
                yield Change(
                    key=reply.key,
                    kinds=(*kinds, *author),
                    act=Act.REPLY,
                    person=came.person,
                    before=kept.mark,
                    after=reply,
                    matched=match.by,
                    remarks=(*self._remarks(came, reply), Remark.CONFLICT),
                )
        else:
            yield Change(
                key=kept.mark.key,
                kinds=(*kinds, *author),
                act=Act.UPDATE,
                person=kept.person,
                before=kept.mark,
                after=mark,
                matched=match.by,
                remarks=self._remarks(came, mark),
            )

    def _taken_back(self, back: set[str], lost: tuple[Mark, ...]) -> Iterator[Change]:
        """Marks of people that came in before and are not in this file any more.

        That is a deletion only if they are of the one who returned it, who also kept another of
        them in it (else it is another copy), and if the file kept what went out. Marks carried
        from another round are looked at by themselves: not every copy has them.
        """
        sender = self.people.returned_by
        own = [k for k in self.kept.values() if k.person == sender and not k.is_off_report]
        own = [kept for kept in own if not kept.mark.key.startswith("edit:")]
        for carried in (False, True):
            some = [kept for kept in own if (kept.origin is not None) is carried]
            gone = [kept for kept in some if kept.mark.key not in back]
            meant = not lost and self.returned.form is Form.PDF
            for kept in gone if len(gone) < len(some) else ():
                yield Change(
                    key=kept.mark.key,
                    kinds=(ChangeKind.MISSING,),
                    act=Act.REMOVE if meant else Act.NOTHING,
                    person=sender,
                    before=kept.mark,
                )

    def _remarks(self, came: Came, mark: Mark) -> tuple[Remark, ...]:
        foreign = came.mark.page >= len(self.manifest.pages)
        placed_ = mark.figure is not None or mark.finding is not None or mark.reply_to is not None
        said = {
            Remark.INVISIBLE: came.mark.key in self.returned.bare,
            Remark.FOREIGN_PAGE: foreign,
            Remark.ALTERED_PAGE: came.mark.page in self.as_sent.altered,
            Remark.UNPLACED: not placed_,
        }
        return tuple(remark for remark, holds in said.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a new mark is looked at beside.

    Args:
        keys: in the store, by those in the file.
        there: keys in the store of all that is in the file.
        system: marks that went out.
        findings: of known marks, by key.
    """

    keys: Mapping[str, str]
    there: frozenset[str]
    system: Sequence[Known]
    findings: Mapping[str, int | None]


def _answering(came: Came, keys: Mapping[str, str], names: Mapping[str, str]) -> Came:
    """The mark answering what it answers under that one's key in the store."""
    parent = came.mark.reply_to
    if parent is None:
        return came
    key = keys.get(parent) or names.get(parent, parent)
    return Came(mark=came.mark.model_copy(update={"reply_to": key}), person=came.person)


def _missing(mark: Mark, person: str) -> Change:
    return Change(
        key=mark.key, kinds=(ChangeKind.MISSING,), act=Act.NOTHING, person=person, before=mark
    )


def _shown(
    before: Mark,
    after: Mark,
    kinds: tuple[ChangeKind, ...],
    person: str,
    by: MatchedBy,
    remarks: tuple[Remark, ...],
) -> Change:
    return Change(
        key=before.key,
        kinds=kinds,
        act=Act.NOTHING,
        person=person,
        before=before,
        after=after,
        matched=by,
        remarks=remarks,
    )


def _is_older(came: Mark, kept: Mark) -> bool:
    return came.modified is not None and kept.modified is not None and came.modified < kept.modified


def _in_order(change: Change) -> tuple[int, float, str]:
    mark = change.after or change.before
    return (mark.page, -mark.rect[3], change.key) if mark else (0, 0.0, change.key)
