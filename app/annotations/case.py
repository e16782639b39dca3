"""A reviewed case as a folder: its assessment, the copies that went out, and its store of marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from app.annotations import faults
from app.annotations.changes import Preview
from app.annotations.faults import MergeError
from app.annotations.looks import alike
from app.annotations.merge import applied, previewed
from app.annotations.read import read_returned
from app.annotations.record import MANIFEST, Manifest
from app.annotations.returned import Returned
from app.annotations.store import STORE, Store, load, save, without_last

_COPIES = "report*.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyThere:
    """A copy of the report beside its assessment, and what it holds."""

    path: Path
    read: Returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The folder of an assessment.json.

    Args:
        digest: SHA-256 of the assessment, hexadecimal.
    """

    folder: Path
    digest: str

    @classmethod
    def of(cls, assessment: Path) -> "Case":
        """The case of an assessment.json."""
        digest = sha256(assessment.read_bytes()).hexdigest()
        return cls(folder=assessment.resolve().parent, digest=digest)

    @property
    def marks(self) -> Path:
        """Where its marks are kept."""
        return self.folder / STORE

    def store(self) -> Store:
        """Its marks as they are now."""
        return load(self.marks)

    def preview(
        self,
        file: Path,
        *,
        importer: str = "",
        named: Mapping[str, str] | None = None,
        key: bytes | None = None,
    ) -> Preview:
        """What taking a returned file in would change.

        Args:
            importer: who returned it.
            named: people by the names in the file.
            key: that signed the marks.

        Raises:
            ReturnedError: the file cannot be read.
            MergeError: it is no copy of this case's report.
        """
        store, returned = self.store(), read_returned(file)
        manifest = self.manifest(store, returned)

        def preview(same_look: frozenset[int]) -> Preview:
            return previewed(
                store,
                returned,
                manifest=manifest,
                key=key,
                importer=importer,
                named=named,
                alike=same_look,
            )

        found = preview(frozenset())
        sent = self.copy_of(manifest) if found.altered else None
        if sent is None:
            return found
        other_bytes = [pair for pair in found.pages if pair[1] in found.altered]
        return preview(alike(file, sent.path, other_bytes))

    def apply(self, preview: Preview, *, accept_altered: bool = False) -> Store:
        """Take in what a preview says; the file is written in one step.

        Raises:
            MergeError: marks on altered pages, or marks were changed since the preview.
        """
        store = self.store()
        done = applied(store, preview, accept_altered=accept_altered)
        if done != store:
            save(done, self.marks)
        return done

    def undo(self) -> Store:
        """Take the last import back.

        Raises:
            MergeError: nothing was taken in.
        """
        done = without_last(self.store(), STORE)
        save(done, self.marks)
        return done

    def manifest(self, store: Store, returned: Returned | None = None) -> Manifest:
        """The record of the copy that a file came from: of those kept here, the one it fits.

        Raises:
            MergeError: neither this folder nor the file holds one of this assessment.
        """
        kept = [store.manifest] if store.manifest is not None else []
        if returned is None and kept:
            return kept[0]
        own = returned.manifest if returned else None
        if not kept or (own is not None and own.language != kept[0].language):
            kept += self._sent()
        if own is not None and own.assessment == self.digest:
            kept.append(own)
        if not kept:
            name = returned.name if returned else STORE
            raise MergeError(faults.no_manifest(name, self.folder.name))
        return max(kept, key=lambda manifest: _fit(manifest, returned)) if returned else kept[0]

    def copy_of(self, manifest: Manifest) -> "CopyThere | None":
        """The copy that went out, where it is still beside the assessment."""
        return next((copy for copy in self._copies() if copy.read.manifest == manifest), None)

    def _sent(self) -> list[Manifest]:
        """Of the copies in the folder, and of the file that a manifest is kept in by itself."""
        found = [copy.read.manifest for copy in self._copies() if copy.read.manifest]
        alone = self.folder / MANIFEST
        if alone.exists():
            try:
                found.append(Manifest.model_validate_json(alone.read_bytes()))
            except ValidationError as error:
                said = str(error.errors()[0]["msg"])
                raise MergeError(faults.bad_store(MANIFEST, said)) from error
        return [manifest for manifest in found if manifest.assessment == self.digest]

    def _copies(self) -> Iterator["CopyThere"]:
        for path in sorted(self.folder.glob(_COPIES)):
            read = read_returned(path)
            if read.manifest is not None:
                yield CopyThere(path=path, read=read)


def _fit(manifest: Manifest, returned: Returned) -> tuple[bool, int]:
    """How well a file fits: what it says of itself, then how many pages draw the same."""
    own = returned.manifest
    digests = {page.digest for page in returned.pages}
    same_language = own is not None and own.language == manifest.language
    return same_language, sum(page.digest in digests for page in manifest.pages)
