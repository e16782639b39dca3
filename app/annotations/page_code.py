"""The code in the footer of each page: case, round, page and letters that check them.

It survives what takes everything else away: printing, messengers, viewers that write files anew.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

LETTERS = "ACDEFGHJKLMNPQRTUVWXYZ34679B"
"""None that is read as another: no 0 and O, 1 and I, 2, 5 and S, 8."""
CHECKED = 5
CODE = re.compile(rf"CPTED\s+(.+?)\s+R(\d+)\s+P(\d+)\s+([{LETTERS}]{{{CHECKED}}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCode:
    """What a page says of itself; `page` from 0, printed from 1."""

    case: str
    round: int
    page: int

    @property
    def words(self) -> str:
        """As printed, such as `CPTED 2026-12 R1 P7 KDQ7M`."""
        said = f"CPTED {self.case} R{self.round} P{self.page + 1}"
        return f"{said} {_letters(self)}"


def page_codes(text: str) -> tuple[PageCode, ...]:
    """The codes in the text of a page whose letters are right."""
    found = (
        (PageCode(case=m[1], round=int(m[2]), page=int(m[3]) - 1), m[4])
        for m in CODE.finditer(text)
        if int(m[3]) > 0
    )
    return tuple(code for code, letters in found if _letters(code) == letters)


def _letters(code: PageCode) -> str:
    """Check letters; spaces do not count, for viewers set and drop them as they like."""
    case = "".join(code.case.split())
    value = int.from_bytes(sha256(f"{case}\x1f{code.round}\x1f{code.page}".encode()).digest()[:8])
    letters = ""
    for _ in range(CHECKED):
        value, n = divmod(value, len(LETTERS))
        letters += LETTERS[n]
    return letters
