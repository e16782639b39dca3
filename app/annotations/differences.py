"""In what a mark that came differs from the one it is, and what is kept of it."""

import hashlib

from app.annotations.changes import ChangeKind
from app.annotations.matching import same_words
from app.annotations.record import Mark, MarkKind
from app.annotations.shape import is_moved, is_same_shape

LASTING = 16
"""Names of fewer letters are given again by other files: viewers count 1, 2, 3."""
_SHADE = 0.02
_DRAWN_ANEW = (ChangeKind.GEOMETRY, ChangeKind.MOVED)


def differences(known: Mark, came: Mark) -> tuple[ChangeKind, ...]:
    """In what they differ, but for who is said to have made it."""
    found: list[ChangeKind] = []
    if not same_words(known.contents, came.contents):
        found.append(ChangeKind.TEXT)
    if known.page != came.page or not is_same_shape(known, came):
        same_page = known.page == came.page
        moved = same_page and is_moved(known, came)
        found.append(ChangeKind.MOVED if moved else ChangeKind.GEOMETRY)
    if not _same_colour(known.colour, came.colour):
        found.append(ChangeKind.LOOK)
    if known.review is not came.review:
        found.append(ChangeKind.STATE)
    return tuple(found)


def is_author_changed(known: Mark, came: Mark) -> bool:
    """Whether a program wrote another name over the one that was there."""
    return not same_words(known.author, came.author)


def as_reply(known: Mark, came: Mark, kinds: tuple[ChangeKind, ...], person: str) -> Mark:
    """An edit of what is not the editor's, as an answer to it that says and shows the edit."""
    anew = any(kind in _DRAWN_ANEW for kind in kinds)
    words = came.contents if ChangeKind.TEXT in kinds else ""
    shape = came.points if anew else ()
    rect = came.rect if anew else known.rect
    name = _digest(known.key, person, ",".join(kinds), words, _shape_words(came) if anew else "")
    return Mark(
        key=f"edit:{name}",
        kind=came.kind if anew else MarkKind.NOTE,
        page=came.page if anew else known.page,
        rect=rect,
        points=shape,
        contents=words,
        subject=known.subject,
        author=person,
        created=came.modified,
        modified=came.modified,
        colour=came.colour if ChangeKind.LOOK in kinds else (),
        reply_to=known.key,
        review=came.review if ChangeKind.STATE in kinds else None,
        finding=known.finding,
        figure=came.figure if anew else None,
        site=came.site if anew else None,
    )


def lasting_key(mark: Mark, person: str, taken: set[str]) -> str:
    """A key for a mark that is new: its own name if that lasts, else with what it is."""
    if len(mark.key) >= LASTING and mark.key not in taken:
        return mark.key
    return f"{mark.key}#{content_digest(mark, person)}"


def content_digest(mark: Mark, person: str) -> str:
    """Eight letters of what a mark is."""
    created = mark.created.isoformat() if mark.created else ""
    said = (str(mark.page), mark.kind.value, mark.contents, person, created, mark.reply_to or "")
    return _digest(*said, _shape_words(mark))[:8]


def _same_colour(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    if not one or not other:  # a program that does not say the colour has not changed it
        return True
    return len(one) != len(other) or all(
        abs(a - b) <= _SHADE for a, b in zip(one, other, strict=True)
    )


def _shape_words(mark: Mark) -> str:
    numbers = (*mark.rect, *(x for part in mark.points for point in part for x in point))
    return ",".join(f"{number:.0f}" for number in numbers)


def _digest(*said: str) -> str:
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:24]
