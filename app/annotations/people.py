"""Whose a mark is: names in a file are taken for people once for each file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.annotations.opinion_form import ExpertField
from app.annotations.record import Manifest, Mark
from app.annotations.returned import Returned

ANONYMOUS = "anonymous-"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who speaks in a file.

    Args:
        returned_by: who the form and marks without a name are of.
        named: whose the names in the file are.
        system: names that the report itself signs its marks with.
    """

    returned_by: str
    named: Mapping[str, str]
    system: frozenset[str]

    def of(self, author: str) -> str:
        """The person that a name stands for."""
        plain = author.strip()
        if author in self.named:
            return self.named[author]
        return self.returned_by if not plain or plain in self.system else plain

    def pairs(self, marks: tuple[Mark, ...]) -> tuple[tuple[str, str], ...]:
        """The names in a file with the person that each was taken for."""
        return tuple(sorted({(mark.author, self.of(mark.author)) for mark in marks}))


def people_of(
    returned: Returned, manifest: Manifest, *, importer: str, named: Mapping[str, str]
) -> People:
    """Who speaks: who is said to have returned it, else the name in the form, else nobody known."""
    fields = {field.name: field.value.strip() for field in returned.fields}
    signed = fields.get(ExpertField.NAME.value, "")
    return People(
        returned_by=importer or signed or _nobody(returned, manifest),
        named=named,
        system=frozenset(mark.author for mark in manifest.marks if mark.author),
    )


def _nobody(returned: Returned, manifest: Manifest) -> str:
    """A name for one who gave none, the same for the same opinions."""
    sent = {mark.key for mark in manifest.marks}
    base = {field.name: field.value for field in manifest.fields}
    said = [f"{m.key} {m.contents}" for m in returned.marks if m.key not in sent]
    said += [f"{f.name}={f.value}" for f in returned.fields if f.value != base.get(f.name, "")]
    return ANONYMOUS + hashlib.sha256("\x1f".join(sorted(said)).encode()).hexdigest()[:8]
