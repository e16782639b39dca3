"""What is declared of the intrusion resistance of windows and doors, type by type."""

import re
from collections.abc import Iterable
from itertools import groupby

from cpted_rules.plan import Opening
from cpted_rules.text import Text

NOT_RATED = re.compile(
    r"^\s*$|없음|미적용|미인증|미보유|미달|부적합|불합격|해당\s*없|^\s*일반|^-+$|\bNONE\b|\bNO\b",
    re.IGNORECASE,
)
RATED = re.compile(
    r"침입\s*방어|방범|KS\s*F\s*263[78]|별표\s*1|INTRUSION|BURGLAR|\bRC\s?[2-6]\b", re.IGNORECASE
)


def by_mark(openings: Iterable[Opening]) -> list[tuple[Opening, ...]]:
    """Openings of one type together: those with the same mark; those without one by their use."""
    ordered = sorted(openings, key=lambda o: (_type(o), o.id))
    return [tuple(group) for _, group in groupby(ordered, key=_type)]


def _type(opening: Opening) -> tuple[str, str, str]:
    if opening.mark:
        return opening.mark, "", ""
    return "", opening.kind.value, opening.serves.value if opening.serves else ""


def is_rated(rating: str | None) -> bool | None:
    """Whether a statement says that the product resists intrusion; None where it does not say."""
    if rating is None:
        return None
    if NOT_RATED.search(rating):
        return False
    return True if RATED.search(rating) else None


def all_rated(openings: Iterable[Opening]) -> bool | None:
    """False if one is stated not to be rated, else None if one does not say, else True."""
    states = {is_rated(opening.rating) for opening in openings}
    return False if False in states else None if None in states else True


def statements(openings: Iterable[Opening]) -> tuple[str, ...]:
    """What is written of them, each wording once."""
    return tuple(sorted({o.rating for o in openings if o.rating}))


def type_note(group: tuple[Opening, ...]) -> Text:
    """How many openings a type has, and what is written of them."""
    said = statements(group)
    if not said:
        return Text(ko="같은 기호 {n}개소", en="{n} of this mark").fill(n=str(len(group)))
    return Text(ko="같은 기호 {n}개소, 표기: {said}", en="{n} of this mark, stated: {said}").fill(
        n=str(len(group)), said=" / ".join(said)
    )
