"""Words of schedule cells as quantities; None wherever they do not say one plain value."""

import re
from typing import NamedTuple, TypeVar
from unicodedata import normalize

T = TypeVar("T", int, float)

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0}
"""Length units, in metres."""

_NUMBER = r"(\d[\d,]*(?:\.\d+)?|\.\d+)"
_UNIT = r"(mm|cm|m)"
_ALONE = r"(?<![\d.,~])(?<!\d-)"
"""A number begins here, and it is no end of a range."""
_ABOUT = r"(?:이상|이하|내외|내|정도|min|max)?"
_LENGTH = re.compile(rf"^(?:[a-z]{{1,2}}|높이|수고)?[=:\-]?{_NUMBER}{_UNIT}?{_ABOUT}$")
_LETTER = re.compile(rf"([hwrbcl])[=:\-]?{_NUMBER}(~{_NUMBER})?{_UNIT}?")
_BARE = re.compile(rf"^{_NUMBER}(?:x{_NUMBER})+$")
_COUNT = re.compile(rf"^약?{_NUMBER}((?:[^\d~\s][^\d~]*)?(?:m[23])?)$")
_SIDES = re.compile(
    rf"^(?:size)?(w|h|b)?[=:]?{_NUMBER}{_UNIT}?x(w|h)?[=:]?{_NUMBER}{_UNIT}?(?:x.*|\(.*)?$"
)
_SPREAD = re.compile(r"\d\s*[~∼〜-]\s*\d")
_TORN = re.compile(r"\d\s+[\d.,]")
_WATTS = re.compile(rf"{_ALONE}(?:(\d+)x)?{_NUMBER}\s?(?:w|와트)(?:x(\d+)(?![\d.])|(?![a-z]|/m))")
_LUMENS = re.compile(rf"{_ALONE}{_NUMBER}\s?(?:lm|루멘)(?![a-z]|/w)")
_HEIGHT = re.compile(rf"(?<![a-z])h[=:]?{_NUMBER}\s?{_UNIT}?(?![\d.~a-z])")
_FILE = re.compile(r"[^\s,;()]+\.(?:ies|ldt)\b", re.IGNORECASE)
_PIXELS = re.compile(rf"{_ALONE}(\d{{3,5}})x(\d{{3,5}})(?!\d)")
_PICTURE = re.compile(r"화소|픽셀|pixel|px|해상도|fhd|uhd|qhd|\bhd\b|[248]k\b")
_MILLIONS = re.compile(
    rf"{_ALONE}{_NUMBER}\s?(?:mp|메가\s?픽셀|m\s?픽셀|m\s?pixel|mega\s?pixel|m\s?화소)"
)
_TEN_THOUSANDS = re.compile(rf"{_ALONE}{_NUMBER}\s?만\s?(?:화소|픽셀)")
_ANGLE = re.compile(rf"{_ALONE}{_NUMBER}\s?(?:°|도|deg)")
_FOCAL = re.compile(rf"{_ALONE}{_NUMBER}(?:~{_NUMBER})?\s?mm")
_MARK_RANGE = re.compile(r"^(.*?)(\d+)~(.*?)(\d+)$")

MOST_MARKS = 300
"""A range of marks that names more is not believed."""


class TreeSizes(NamedTuple):
    """What a size such as H4.0×R15 says.

    Source: the notation of landscape schedules, H and W in metres, B (breast height) and R (root
    collar) in centimetres.

    Args:
        plain: whether all of it was understood.
    """

    height_m: float | None = None
    crown_width_m: float | None = None
    breast_height_cm: float | None = None
    root_collar_cm: float | None = None
    plain: bool = False


def plain(words: str) -> str:
    """Words as patterns see them: one case, no spaces, one sign for times and for to."""
    flat = normalize("NFKC", words).casefold().replace("㎡", "m2")
    flat = re.sub(r"[×✕✖*]", "x", re.sub(r"\s+", "", flat))
    return re.sub(r"[∼〜～]", "~", flat)


def _spaced(words: str) -> str:
    """Words among which numbers are looked for: a space keeps two of them apart."""
    flat = " ".join(normalize("NFKC", words).casefold().split())
    flat = re.sub(r"[×✕✖*]", "x", re.sub(r"[∼〜～]", "~", flat))
    return re.sub(r"\s*([x~=:])\s*", r"\1", flat)


def number(words: str) -> float | None:
    """A number that is all there is, thousands parted by commas or not."""
    found = None if _TORN.search(words) else re.fullmatch(_NUMBER, plain(words))
    return _value(found[1]) if found else None


def length_m(
    words: str, unit: str = "", *, metres_to: float = 60.0, millimetres_from: float = 100.0
) -> float | None:
    """One length, with its own unit or its column's. [m]

    Args:
        metres_to: without a unit, a number up to this is in metres.
        millimetres_from: without a unit, a number from this on is in millimetres; between the
            two nothing is said.
    """
    found = None if _TORN.search(words) else _LENGTH.match(plain(words))
    if not found:
        return None
    value, own = _value(found[1]), found[2] or unit
    if own in METRES:
        return round(value * METRES[own], 6)
    if value <= metres_to:
        return value
    return round(value * 0.001, 6) if value >= millimetres_from else None


def tree_sizes(words: str, order: tuple[str, ...] = ()) -> TreeSizes:
    """Sizes by their letters, or, without letters, in the order that the column's header gives."""
    # a space after a number ends it
    text = plain(re.sub(r"(?<=\d)\s+(?=\d|[hwrbl][\s=:\d]|c\d)", "x", words, flags=re.IGNORECASE))
    if order and _BARE.match(text):
        numbers = text.split("x")
        if len(numbers) == len(order):
            text = "x".join(letter + number for letter, number in zip(order, numbers, strict=True))
    said: dict[str, float] = {}
    clear = True
    for letter, value, spread, _, unit in _LETTER.findall(text):
        metres = _value(value) * METRES[unit] if unit else None
        thick = letter in "rb"
        size = _value(value) if metres is None else metres * (100.0 if thick else 1.0)
        if spread or letter in said or not 0.0 < size <= (400.0 if thick else 60.0):
            clear = False
            continue
        said[letter] = round(size, 6)
    rest = re.sub(r"[x,/+·]", "", _LETTER.sub("", text))
    return TreeSizes(
        height_m=said.get("h"),
        crown_width_m=said.get("w"),
        breast_height_cm=said.get("b"),
        root_collar_cm=said.get("r"),
        plain=bool(said) and clear and not rest and "~" not in text,
    )


def width_and_height_m(
    words: str, unit: str = "", order: tuple[str, ...] = ()
) -> tuple[float, float] | None:
    """Width and height of an opening, the width first unless letters say otherwise. [m]"""
    found = None if _TORN.search(words) else _SIDES.match(plain(words))
    if not found:
        return None
    first, a, a_unit, second, b, b_unit = found.groups()
    named = a_unit or b_unit or unit
    sides = [_value(a), _value(b)]
    if named in METRES:
        sides = [side * METRES[named] for side in sides]
    elif min(sides) >= 100.0:
        sides = [side * 0.001 for side in sides]
    elif max(sides) > 12.0:
        return None  # between metres and millimetres
    if (first == "h" and second != "h") or (not first and not second and order[:1] == ("h",)):
        sides.reverse()
    return round(sides[0], 6), round(sides[1], 6)


def counted(words: str) -> tuple[float, str] | None:
    """A quantity and its unit: 12 주, 1,234 EA, 34 ㎡."""
    found = None if _TORN.search(words) else _COUNT.match(plain(words))
    if not found:
        return None
    unit = re.sub(r"^m([23])$", lambda m: "㎡" if m[1] == "2" else "㎥", found[2].strip("()"))
    return _value(found[1]), unit


def watts(words: str, *, bare: bool = False) -> float | None:
    """Power of all lamps together. [W]

    Args:
        bare: the column is of watts, and a number alone is one.
    """
    alone = number(words) if bare else None
    if alone is not None:
        return alone
    found = {
        int(before or 1) * _value(value) * int(after or 1)
        for before, value, after in _WATTS.findall(_spaced(words))
    }
    return _only(found)


def lumens(words: str, *, bare: bool = False) -> float | None:
    """Luminous flux. [lm]"""
    alone = number(words) if bare else None
    found = {_value(v) for v in _LUMENS.findall(_spaced(words))}
    return _only(found) if alone is None else alone


def height_in(words: str) -> float | None:
    """The height that words among others state as H=5.0m. [m]"""
    found = {length_m(m[0]) for m in _HEIGHT.finditer(_spaced(words))}
    return _only({value for value in found if value is not None})


def photometry_in(words: str) -> str | None:
    """The photometric file that words name."""
    found = set(_FILE.findall(words))
    return found.pop() if len(found) == 1 else None


def pixels_in(words: str, *, bare: bool = False) -> tuple[int, int] | None:
    """Width and height of the picture. [px]

    Args:
        bare: the column is of pixels; elsewhere 300×400 may be the size of a sign.
    """
    text = _spaced(words)
    found = {(int(a), int(b)) for a, b in _PIXELS.findall(text)}
    return found.pop() if len(found) == 1 and (bare or _PICTURE.search(text)) else None


def pixel_count_in(words: str, *, bare: bool = False) -> int | None:
    """How many pixels a camera has: 200만 화소, 2MP, 1920×1080. [px]"""
    text = _spaced(words)
    size = pixels_in(words, bare=bare)
    if size is not None:
        return size[0] * size[1]
    found = {round(_value(v) * 10_000) for v in _TEN_THOUSANDS.findall(text)}
    return _only(found or {round(_value(v) * 1_000_000) for v in _MILLIONS.findall(text)})


def angle_deg(words: str, *, bare: bool = False) -> float | None:
    """One angle of view; a range says none. [deg]"""
    if _SPREAD.search(_spaced(words)):
        return None
    found = _only({_value(v) for v in _ANGLE.findall(_spaced(words))})
    found = number(words) if found is None and bare else found
    return found if found is not None and 0.0 < found <= 360.0 else None


def focal_mm(words: str) -> tuple[float, float] | None:
    """Shortest and longest focal length. [mm]"""
    found = set(_FOCAL.findall(_spaced(words)))
    if len(found) != 1:
        return None
    low, high = found.pop()
    return (_value(low), _value(high or low))


def marks_of(words: str) -> tuple[str, ...]:
    """The marks that words name: AW-1, AW-2 and C1~5; circled numbers as plain ones."""
    text = re.sub(r"\s+", "", normalize("NFKC", words))
    text = re.sub(r"[∼〜～]", "~", text)
    marks: list[str] = []
    for part in filter(None, re.split(r"[,/·;、]", text)):
        found = _MARK_RANGE.match(part)
        first, last = (int(found[2]), int(found[4])) if found else (0, -1)
        if found and found[3] in {"", found[1]} and 0 < last - first < MOST_MARKS:
            wide = len(found[2])
            marks.extend(f"{found[1]}{n:0{wide}d}" for n in range(first, last + 1))
        else:
            marks.append(part)
    return tuple(dict.fromkeys(marks))


def _value(words: str) -> float:
    return float(words.replace(",", ""))


def _only(found: set[T]) -> T | None:
    return next(iter(found)) if len(found) == 1 else None
