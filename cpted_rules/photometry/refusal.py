"""Refusals: what to raise of a photometric file that cannot be read or contradicts itself."""

from cpted_rules.errors import Fault, PhotometryError
from cpted_rules.text import Text, same

ASK_THE_MAKER = Text(
    ko="제조사의 원본 배광 파일을 다시 내려받아 제출하십시오",
    en="Submit the original photometric file of the maker again",
)


def refusal(
    name: str, line: int, found: Text | str, expected: Text, *, remedy: Text = ASK_THE_MAKER
) -> PhotometryError:
    """A refusal of a file: the line, what was there, what should be, and what to do."""
    return PhotometryError(
        Fault(
            code="photometry",
            where=f"{name}:{line}",
            found=same(found[:80]) if isinstance(found, str) else found,
            expected=expected,
            remedy=remedy,
        )
    )


__all__ = ["ASK_THE_MAKER", "refusal"]
