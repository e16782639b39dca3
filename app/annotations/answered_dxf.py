"""An answered review.dxf: what an architect wrote into the numbered inserts, as marks.

Beside the attributes for answers, a text that no longer says what its insert says is taken for an
answer too: one of the two was edited.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ezdxf import recover
from ezdxf.document import Drawing

from app.annotations import faults
from app.annotations.faults import ReturnedError
from app.annotations.record import Mark, MarkKind
from app.annotations.returned import Form, Returned

LAYER = "CPTED_REVIEW"
NUMBER, ID, TEXT = "NO", "ID", "TEXT"
"""Tags of the numbered insert; see app.reports.review_dxf."""
ANSWERS = ("ANSWER", "답변", "조치")
AUTHORS = ("BY", "작성자")
LARGEST_BYTES = 256 << 20
MOST = 20_000
_NUMBERED = re.compile(r"^(\d{1,6})\. (.*)$", re.DOTALL)
_NOWHERE = (0.0, 0.0, 0.0, 0.0)


def read_answers(path: Path, name: str) -> Returned:
    """The answers of all numbered inserts, and what else was written on the review layer.

    Raises:
        ReturnedError: it is no DXF, or too large.
    """
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        limit = f"{LARGEST_BYTES >> 20} MiB"
        raise ReturnedError(faults.too_large(name, f"{size >> 20} MiB", limit))
    try:
        document, _ = recover.readfile(path)
    except MemoryError:
        raise
    except Exception as error:
        raise ReturnedError(faults.damaged(name, type(error).__name__)) from error
    return Returned(
        form=Form.DXF,
        name=name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        producer=str(document.header.get("$LASTSAVEDBY", ""))[:200],
        marks=tuple(_marks(document)),
    )


def _marks(document: Drawing) -> Iterator[Mark]:
    """Answers by number, then texts without one; each once, however often it was copied."""
    texts = list(_texts(document))
    said: dict[str, set[str]] = {}
    for text in texts:
        numbered = _NUMBERED.match(text)
        if numbered:
            said.setdefault(numbered[1], set()).add(numbered[2])
    seen: set[str] = set()
    numbers: set[str] = set()
    for insert in _inserts(document):
        tags = _tags(insert)
        if not tags.get(ID) or not tags.get(NUMBER, "").isdecimal():
            continue
        numbers.add(tags[NUMBER])
        words = [tags[tag] for tag in ANSWERS if tags.get(tag)]
        written, own = said.get(tags[NUMBER], set()), tags.get(TEXT, "")
        if own and written and own not in written:
            words += [own, *sorted(written)]
        by = next((tags[tag] for tag in AUTHORS if tags.get(tag)), "")
        if words:
            mark = _mark("\n".join(words), by, subject=tags[ID], number=int(tags[NUMBER]))
            if mark.key not in seen:
                seen.add(mark.key)
                yield mark
    for text in texts:
        numbered = _NUMBERED.match(text)
        if text and not (numbered and numbered[1] in numbers):
            mark = _mark(text, "", subject=LAYER, number=None)
            if mark.key not in seen:
                seen.add(mark.key)
                yield mark


def _mark(words: str, author: str, *, subject: str, number: int | None) -> Mark:
    digest = hashlib.sha256("\x1f".join((subject, author, words)).encode()).hexdigest()
    return Mark(
        key=f"dxf:{digest[:24]}",
        kind=MarkKind.NOTE,
        page=0,
        rect=_NOWHERE,
        contents=words,
        subject=subject,
        author=author,
        finding=number,
    )


def _inserts(document: Drawing) -> Iterator[Any]:
    for n, insert in enumerate(document.modelspace().query("INSERT")):
        if n >= MOST:
            return
        yield insert


def _tags(insert: Any) -> dict[str, str]:
    """Attributes by tag, whatever the block is called: a bound block gets another name."""
    return {str(a.dxf.tag).upper(): _clean(str(a.dxf.text)) for a in insert.attribs}


def _texts(document: Drawing) -> Iterator[str]:
    for n, entity in enumerate(document.modelspace().query("TEXT MTEXT")):
        if n >= MOST:
            return
        if str(entity.dxf.layer).upper().rpartition("$")[2].endswith(LAYER):
            found: Any = entity
            plain = found.plain_text()
            yield _clean(plain if isinstance(plain, str) else "\n".join(plain))


def _clean(text: str) -> str:
    readable = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return readable.strip()[:10_000]
