"""Whether a PDF may be read at all, and what of it is active and was left alone."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Pdf

from app.annotations import faults
from app.annotations.faults import ReturnedError
from app.annotations.pdf.values import Broken, is_dictionary, member, members, name_of
from app.annotations.returned import Refused

LARGEST_BYTES = 256 << 20
MOST_OBJECTS = 1_000_000
MOST_PAGES = 5_000
MOST_MARKS = 20_000
DEEPEST = 64
ACTIONS = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Sound"),
        *("/Movie", "/RichMediaExecute", "/GoToE", "/SetOCGState", "/GoTo3DView"),
    )
)
"""Actions that run, send or load something. Not: going to a page, an address, resetting a form."""


def opened(path: Path, name: str) -> Pdf:
    """The document, if it is a PDF without a password and of a size that can be read.

    Raises:
        ReturnedError: it is not.
    """
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise ReturnedError(
            faults.too_large(name, f"{size >> 20} MiB", f"{LARGEST_BYTES >> 20} MiB")
        )
    try:
        document = Pdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise ReturnedError(faults.locked(name)) from error
    except Broken as error:
        raise ReturnedError(faults.damaged(name, _reason(error, path))) from error
    try:
        objects, pages = len(document.objects), len(document.pages)
    except Broken as error:
        raise ReturnedError(faults.damaged(name, _reason(error, path))) from error
    for found, most, what in ((objects, MOST_OBJECTS, "objects"), (pages, MOST_PAGES, "pages")):
        if found > most:
            raise ReturnedError(faults.too_large(name, f"{found:,} {what}", f"{most:,} {what}"))
    return document


def active_content(document: Pdf) -> Iterator[Refused]:
    """What the document would do when opened or printed, and what no form of ours holds."""
    root = document.Root
    for what in actions(member(root, "/OpenAction")):
        yield Refused(what=what, where="OpenAction")
    for what in additional_actions(root):
        yield Refused(what=what, where="document")
    if member(member(root, "/Names"), "/JavaScript") is not None:
        yield Refused(what="JavaScript", where="document")
    if member(member(root, "/AcroForm"), "/XFA") is not None:
        yield Refused(what="XFA", where="form")


def additional_actions(holder: Any) -> Iterator[str]:
    """The active ones of the actions that events start."""
    found = member(holder, "/AA")
    if not is_dictionary(found):
        return
    with suppress(*Broken):
        for event in sorted(found.keys())[:DEEPEST]:
            yield from actions(member(found, event))


def actions(action: Any) -> Iterator[str]:
    """The active ones of an action and of those that follow it."""
    waiting, seen = [action], 0
    while waiting and seen < DEEPEST:
        found, seen = waiting.pop(), seen + 1
        if not is_dictionary(found):
            waiting.extend(members(found, DEEPEST))
            continue
        kind = name_of(member(found, "/S"))
        if kind in ACTIONS:
            yield kind[1:]
        follow = member(found, "/Next")
        if follow is not None:
            waiting.append(follow)


def _reason(error: Exception, path: Path) -> str:
    """What qpdf says, without the path of the file."""
    said = str(error).replace(str(path), "").strip(" :\n") or type(error).__name__
    return said.splitlines()[0][:160]
