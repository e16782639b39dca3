"""The tags of some DXF text as columns: group codes, and where the values are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.drawing.points import Floats, Ints

Flags = NDArray[np.bool_]

_NEWLINE, _RETURN, _SPACE, _ZERO = 10, 13, 32, 48
_CODE_DIGITS = 4
_HEX_DIGITS = 14
_WIDEST = 32
"""Characters of a number; none has more."""
_COMMENT = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The tags of whole entities.

    Args:
        raw: the text.
        code: group code of each tag. (tags,)
        low, high: where the value of each tag begins and ends. (tags,)
        first: the first tag of each entity, and one beyond the last. (entities + 1,)
        entity: which entity each tag belongs to. (tags,)
        starts: where the text of each entity begins, and where the last one ends. (entities + 1,)
        count: how many entities.
    """

    raw: bytes
    code: Ints
    low: Ints
    high: Ints
    first: Ints
    entity: Ints
    starts: list[int]
    count: int

    def where(self, code: int, ones: Ints | None = None) -> Ints:
        """The tag with a code in each entity, the last if there are several; -1 for none.

        Args:
            ones: entities to look at; else all.
        """
        found = np.full(self.count, -1, dtype=np.int64)
        at = np.flatnonzero(self.code == code)
        found[self.entity[at]] = at
        return found if ones is None else found[ones]

    def times(self, code: int) -> Ints:
        """How many tags with a code each entity has. (entities,)"""
        return np.bincount(self.entity[self.code == code], minlength=self.count)

    def values(self, code: int, ones: Ints) -> list[bytes]:
        """The value of the one tag with a code that each of some entities has."""
        at = self.where(code, ones)
        ends = zip(self.low[at].tolist(), self.high[at].tolist(), strict=True)
        return [self.raw[low:high] for low, high in ends]

    def words(self, tags: Ints, width: int) -> NDArray[np.bytes_]:
        """The values of some tags, cut to a width."""
        buffer = np.frombuffer(self.raw, np.uint8)
        low = self.low[tags][:, None]
        at = low + np.arange(width)
        letters = buffer[np.minimum(at, len(buffer) - 1)]
        letters[at >= self.high[tags][:, None]] = 0
        words: NDArray[np.bytes_] = letters.view(f"S{width}").reshape(-1)
        return words

    def floats(self, tags: Ints) -> Floats:
        """The values of some tags as numbers; NaN for what is none or too long for one."""
        long = self.high[tags] - self.low[tags] > _WIDEST
        words = self.words(tags, _WIDEST)
        try:
            numbers = words.astype(np.float64)
        except ValueError:
            numbers = np.array([_number(word) for word in words.tolist()])
        return np.where(long, np.nan, numbers)

    def numbers(self, code: int, ones: Ints, usual: float) -> Floats:
        """The number with a code in each of some entities; the usual one where none is said."""
        at = self.where(code, ones)
        found = np.full(len(ones), usual)
        found[at >= 0] = self.floats(at[at >= 0])
        return found

    def corners(self, ones: Ints) -> tuple[Ints, Ints]:
        """The tags of the x of the points of some entities, and how many each of those has.

        Where the entities say how many (93, in hatches), they come next; else all of them count.
        """
        said = self.where(93, ones)
        if len(ones) and (said >= 0).all():
            # whatever it says, it has no more than it has tags
            count = np.clip(self.floats(said), 0, np.diff(self.first)[ones]).astype(np.int64)
            within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
            return np.repeat(said + 1, count) + 2 * within, count
        chosen = np.zeros(self.count, dtype=np.bool_)
        chosen[ones] = True
        at = np.flatnonzero((self.code == 10) & chosen[self.entity])
        return at, np.bincount(self.entity[at], minlength=self.count)[ones]

    def vertices(self, ones: Ints) -> list[bytes]:
        """The points of each of some entities, packed."""
        at, counts = self.corners(ones)
        packed = np.stack((self.floats(at), self.floats(at + 1)), axis=1).tobytes()
        ends = np.cumsum(counts).tolist()
        return [packed[16 * (b - n) : 16 * b] for n, b in zip(counts.tolist(), ends, strict=True)]

    def hexadecimal(self, code: int) -> Ints:
        """The handle with a code in each entity; 0 for none, -1 for what is none. (entities,)"""
        at = self.where(code)
        found = np.zeros(self.count, dtype=np.int64)
        have = np.flatnonzero(at >= 0)
        digits = self.words(at[have], _HEX_DIGITS + 1).view(np.uint8)
        digits = digits.reshape(len(have), _HEX_DIGITS + 1)
        value = np.zeros(len(have), dtype=np.int64)
        wrong = digits[:, _HEX_DIGITS] != 0
        for column in digits.T.astype(np.int64):
            digit = _HEXADECIMAL[column]
            wrong |= digit == _NO_DIGIT
            value = np.where(digit < 0, value, 16 * value + digit)
        found[have] = np.where(wrong, -1, value)
        return found


_NO_DIGIT = -2
_HEXADECIMAL = np.full(256, _NO_DIGIT)
_HEXADECIMAL[0] = -1  # beyond the end
for _n, _letter in enumerate(b"0123456789ABCDEF"):
    _HEXADECIMAL[_letter] = _n
for _n, _letter in enumerate(b"abcdef", start=10):
    _HEXADECIMAL[_letter] = _n


def tags_of(raw: bytes) -> Tags | None:
    """The tags of a text that begins with an entity and ends with a line; None if it is not so."""
    buffer = np.frombuffer(raw, np.uint8)
    ends = np.flatnonzero(buffer == _NEWLINE)
    if len(ends) % 2 or not len(ends) or ends[-1] != len(buffer) - 1:
        return None
    begins = np.concatenate(([0], ends[:-1] + 1))
    ends = ends - (buffer[np.maximum(ends - 1, 0)] == _RETURN)
    code = _codes(buffer, begins[::2], ends[::2])
    if code is None or code[0] != 0 or (code == _COMMENT).any():
        return None
    first = np.flatnonzero(code == 0)
    sizes = np.diff(np.append(first, len(code)))
    return Tags(
        raw=raw,
        code=code,
        low=begins[1::2],
        high=ends[1::2],
        first=np.append(first, len(code)),
        entity=np.repeat(np.arange(len(first)), sizes),
        starts=[*begins[::2][first].tolist(), len(raw)],
        count=len(first),
    )


def _codes(buffer: NDArray[np.uint8], low: Ints, high: Ints) -> Ints | None:
    """The group codes on some lines; None if one is not made of a few digits after spaces."""
    code = np.zeros(len(low), dtype=np.int64)
    done = np.zeros(len(low), dtype=np.bool_)
    for place in range(_CODE_DIGITS):
        at = high - 1 - place
        letter = np.where(at >= low, buffer[np.maximum(at, 0)], _SPACE)
        digit = letter.astype(np.int64) - _ZERO
        known = (digit >= 0) & (digit <= 9)
        done |= letter == _SPACE
        if (
            (known & done).any()
            or not (known | (letter == _SPACE)).all()
            or (place == 0 and done.any())
        ):
            return None
        code += np.where(known, digit * 10**place, 0)
    # what lies before must be spaces: no longer number, no sign
    longer = high - low > _CODE_DIGITS
    if longer.any() and (buffer[(high - 1 - _CODE_DIGITS)[longer]] != _SPACE).any():
        return None
    return code


def _number(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")
