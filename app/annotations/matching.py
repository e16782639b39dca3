"""Which mark of a returned file is which known one: by marker, name, subject, place or text."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.annotations.changes import MatchedBy
from app.annotations.record import Mark
from app.annotations.shape import extent, overlap

ENOUGH = 0.8
"""Overlap above which two marks of one kind are taken for the same."""
ALIKE = 0.3
"""Overlap above which a new mark is said to resemble a known one."""
_LETTERS = 8
"""Words shorter than this are said of many things."""


Handle = Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A mark that went out, or that came in before.

    Args:
        person: whose it is; None: the system's.
        names: it goes by in files, besides its key.
    """

    mark: Mark
    person: str | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A mark of the returned file, and whose it is."""

    mark: Mark
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A mark that came, known again."""

    came: Came
    known: Known
    by: MatchedBy


def matches(came: Sequence[Came], known: Sequence[Known]) -> dict[str, Match]:
    """The marks known again, by their keys in the file; each known mark at most once."""
    found: dict[str, Match] = {}
    taken: set[str] = set()
    tests = (
        (MatchedBy.MARKER, _marker),
        (MatchedBy.NAME, _name),
        (MatchedBy.SUBJECT, _subject),
        (MatchedBy.PLACE, _place),
        (MatchedBy.TEXT, _text),
    )
    for by, test in tests:
        pairs = sorted(
            _pairs(
                [one for one in came if one.mark.key not in found],
                [one for one in known if one.mark.key not in taken],
                by,
                test,
            ),
            key=lambda pair: (-pair[0], pair[1].mark.key, pair[2].mark.key),
        )
        for _, one, other in pairs:
            if one.mark.key not in found and other.mark.key not in taken:
                found[one.mark.key] = Match(came=one, known=other, by=by)
                taken.add(other.mark.key)
    return found


def resembled(came: Came, known: Iterable[Known]) -> str | None:
    """Key of the mark that went out which it covers most, if enough to ask about it."""
    if came.mark.reply_to is not None:
        return None
    alike = [
        (overlap(extent(came.mark), extent(one.mark)), one.mark.key)
        for one in known
        if one.person is None
        and one.mark.page == came.mark.page
        and one.mark.kind is came.mark.kind
    ]
    share, key = max(alike, default=(0.0, ""))
    return key if share > ALIKE else None


def same_words(one: str, other: str) -> bool:
    """Whether two texts read alike, however a program composes letters and breaks lines."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """A text without what programs change by themselves: composition, line ends, outer space."""
    return "\n".join(
        line.rstrip() for line in unicodedata.normalize("NFC", text).splitlines()
    ).strip()


def _pairs(
    came: Sequence[Came],
    known: Sequence[Known],
    by: MatchedBy,
    test: Callable[[Came, Known], float | None],
) -> Iterator[tuple[float, Came, Known]]:
    """Pairs that pass a test; only those that share a handle are put to it."""
    shelves: dict[Handle, list[Known]] = {}
    for other in known:
        for handle in _handles(by, other.mark, other.names, (other.person,)):
            shelves.setdefault(handle, []).append(other)
    for one in came:
        for handle in _handles(by, one.mark, (), (None, one.person)):
            for other in shelves.get(handle, ()):
                likeness = test(one, other)
                if likeness is not None:
                    yield likeness, one, other


def _handles(
    by: MatchedBy, mark: Mark, names: tuple[str, ...], people: tuple[str | None, ...]
) -> tuple[Handle, ...]:
    """What two marks must have in common to be compared at all."""
    match by:
        case MatchedBy.MARKER:
            return (mark.marker.finding,) if mark.marker else ()
        case MatchedBy.NAME:
            return (mark.key, *names)
        case MatchedBy.SUBJECT:
            subject = plain(mark.subject)
            return (subject,) if subject else ()
        case MatchedBy.PLACE:
            alone = mark.reply_to is None
            return tuple((mark.page, mark.kind, whose) for whose in people) if alone else ()
        case MatchedBy.TEXT:
            words = plain(mark.contents)
            return tuple((mark.page, mark.kind, whose, words) for whose in people)


def _marker(came: Came, known: Known) -> float | None:
    """Of one finding several marks may have gone out: then the name and the place decide."""
    a, b = came.mark.marker, known.mark.marker
    if a is None or b is None or not a.valid:
        return None
    if (a.case, a.round, a.finding, a.revision) != (b.case, b.round, b.finding, b.revision):
        return None
    if (came.mark.reply_to is None) != (known.mark.reply_to is None):
        return None
    return 2.0 * (came.mark.key == known.mark.key) + _closeness(came.mark, known.mark)


def _name(came: Came, known: Known) -> float | None:
    """A name that does not last (`1`, `2`) is one only together with place or words."""
    if came.mark.key == known.mark.key:
        return 1.0
    if came.mark.key not in known.names:
        return None
    return _text(came, known) if came.mark.reply_to else _place(came, known) or _text(came, known)


def _subject(came: Came, known: Known) -> float | None:
    """Only the system's subjects name one thing; viewers write `Highlight` into people's."""
    subject = plain(came.mark.subject)
    if known.mark.marker is None or not any(letter.isdigit() for letter in subject):
        return None
    if subject != plain(known.mark.subject) or came.mark.kind is not known.mark.kind:
        return None
    return _closeness(came.mark, known.mark)


def _place(came: Came, known: Known) -> float | None:
    if not _comparable(came, known) or came.mark.reply_to is not None:
        return None
    share = overlap(extent(came.mark), extent(known.mark))
    return share if share > ENOUGH else None


def _text(came: Came, known: Known) -> float | None:
    if not _comparable(came, known) or came.mark.review is not known.mark.review:
        return None
    words = plain(came.mark.contents)
    if len(words) < _LETTERS and came.mark.review is None:
        return None
    return _closeness(came.mark, known.mark) if words == plain(known.mark.contents) else None


def _comparable(came: Came, known: Known) -> bool:
    """Of one page and kind, an answer to the same, and not what another person made."""
    a, b = came.mark, known.mark
    together = known.person is None or a.created is None or a.created == b.created
    return (
        a.page == b.page
        and a.kind is b.kind
        and a.reply_to == b.reply_to
        and known.person in (None, came.person)
        and together
    )


def _closeness(a: Mark, b: Mark) -> float:
    return overlap(extent(a), extent(b)) if a.page == b.page else 0.0
