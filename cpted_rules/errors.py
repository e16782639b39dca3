"""Everything this library raises on purpose: what is wrong, where, and what to do about it."""

from dataclasses import dataclass

from cpted_rules.text import Lang, Text, same


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, in words a person can act on.

    Args:
        code: stable name of the kind of fault, such as `submission/field`.
        where: the place: a file, a field path, a line, a handle.
        found: what was there.
        expected: what should have been there.
        remedy: what the reader can do.
    """

    code: str
    where: str
    found: Text
    expected: Text
    remedy: Text

    def in_(self, lang: Lang | str) -> str:
        """The fault as one paragraph in one language."""
        labels = (
            ("위치", "입력", "기대", "조치")
            if Lang(lang) is Lang.KO
            else ("where", "found", "expected", "do")
        )
        words = (self.where, self.found.in_(lang), self.expected.in_(lang), self.remedy.in_(lang))
        return "\n".join(f"  {label}: {word}" for label, word in zip(labels, words, strict=True))


class CptedError(Exception):
    """Base of all deliberate errors. Carries a title and the faults found, all of them at once."""

    title = Text(ko="처리할 수 없음", en="Cannot be processed")

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(self.in_(Lang.EN))

    def in_(self, lang: Lang | str) -> str:
        """The whole message in one language."""
        return "\n".join([self.title.in_(lang), *(f.in_(lang) for f in self.faults)])


class SubmissionError(CptedError):
    """The submission as a whole (its archive, its layout, its submission.yaml) cannot be read."""

    title = Text(ko="제출물을 읽을 수 없음", en="The submission cannot be read")


class DrawingError(CptedError):
    """A drawing file cannot be read."""

    title = Text(ko="도면 파일을 읽을 수 없음", en="The drawing cannot be read")


class PhotometryError(CptedError):
    """A photometric file (IES, EULUMDAT) cannot be read or contradicts itself."""

    title = Text(ko="배광 파일을 읽을 수 없음", en="The photometric file cannot be read")


class SiteDataError(CptedError):
    """A site data file (GeoJSON, CSV) cannot be read."""

    title = Text(ko="대지 자료를 읽을 수 없음", en="The site data cannot be read")


class PackError(CptedError):
    """A rule-pack file says something it may not."""

    title = Text(ko="기준 파일 오류", en="A rule-pack file is wrong")


def pack_fault(where: str, found: str, expected: str) -> Fault:
    """A fault in a pack file: for the people who write packs."""
    return Fault(
        code="pack",
        where=where,
        found=same(found),
        expected=same(expected),
        remedy=Text(ko="기준 파일을 고치십시오", en="Correct the pack file"),
    )
