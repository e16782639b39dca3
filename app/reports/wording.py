"""Numbers as people read them: units, bounds and places of things, never rounded across a bound."""

from collections.abc import Sequence

from cpted_rules.findings import Finding, Subject
from cpted_rules.pack import Bound
from cpted_rules.plan import (
    Barrier,
    BarrierKind,
    Bell,
    Boundary,
    Building,
    Camera,
    Contour,
    Element,
    Fixture,
    Luminaire,
    Mirror,
    Opening,
    OpeningKind,
    ParkingBay,
    Road,
    Shrub,
    Sign,
    SitePlan,
    SpotHeight,
    Tree,
    Walk,
    Wall,
    Zone,
)
from cpted_rules.text import Text, join, same

GAP = "\u2009"
"""Thin space between a number and its unit."""

SYMBOLS = {
    "m": "m",
    "m2": "m²",
    "lx": "lx",
    "share": "%",
    "px_per_m": "px/m",
    "deg": "°",
    "index": "",
}
MOST_DECIMALS = 4

KIND_NAMES: dict[type[Element], Text] = {
    Barrier: Text(ko="울타리·담장", en="fence or wall"),
    Bell: Text(ko="비상벨", en="emergency bell"),
    Boundary: Text(ko="대지경계선", en="site boundary"),
    Building: Text(ko="건축물", en="building"),
    Camera: Text(ko="CCTV", en="CCTV camera"),
    Contour: Text(ko="등고선", en="contour line"),
    Fixture: Text(ko="배관·설비", en="pipe or unit"),
    Luminaire: Text(ko="조명기구", en="luminaire"),
    Mirror: Text(ko="반사경", en="mirror"),
    Opening: Text(ko="개구부", en="opening"),
    ParkingBay: Text(ko="주차구획", en="parking bay"),
    Road: Text(ko="도로", en="road"),
    Shrub: Text(ko="관목", en="shrubs"),
    Sign: Text(ko="안내판", en="sign"),
    SpotHeight: Text(ko="표고점·레벨", en="spot height or level mark"),
    Tree: Text(ko="수목", en="tree"),
    Walk: Text(ko="보행로", en="walk"),
    Wall: Text(ko="벽·기둥", en="wall or column"),
    Zone: Text(ko="구역", en="area"),
}
OPENING_NAMES = {
    OpeningKind.WINDOW: Text(ko="창", en="window"),
    OpeningKind.DOOR: Text(ko="문", en="door"),
    OpeningKind.GATE: Text(ko="대문", en="gate"),
    OpeningKind.SHUTTER: Text(ko="셔터", en="shutter"),
}
HEDGE = Text(ko="생울타리", en="hedge")
YES, NO = Text(ko="충족", en="met"), Text(ko="미충족", en="not met")
REQUIRED, NOT_ALLOWED = Text(ko="갖출 것", en="required"), Text(ko="없을 것", en="must not be")
NO_NUMBER = Text(ko="수치 없음", en="no number set")
AND_OTHERS = Text(ko="{first} 외 {rest}", en="{first} and {rest} more")


def amount(value: float, unit: str, *, decimals: int | None = None) -> Text:
    """A value with its unit, as measured."""
    number = value * 100 if unit == "share" else value
    if unit == "yes":
        return YES if value >= 0.5 else NO
    if unit in ("count", "storey"):
        return _counted(number, unit)
    digits = _decimals(number, unit) if decimals is None else decimals
    words = f"{number:,.{digits}f}".replace("-0", "0") if number == 0 else f"{number:,.{digits}f}"
    if unit == "ratio":
        return Text(ko=f"{words}배", en=f"{words}\u00d7")
    symbol = SYMBOLS.get(unit, unit)
    return same(f"{words}{GAP}{symbol}" if symbol else words)


def measured(value: float | None, unit: str | None, *bounds: Bound | None) -> Text:
    """A value with as many decimals as it takes not to look on the wrong side of a bound."""
    if value is None or unit is None:
        return same("–")
    number = value * 100 if unit == "share" else value
    start = _decimals(number, unit)
    for digits in range(start, MOST_DECIMALS + 1):
        shown = round(number, digits) / (100 if unit == "share" else 1)
        if all(b.kept_by(shown) == b.kept_by(value) for b in bounds if b is not None):
            return amount(value, unit, decimals=digits)
    return amount(value, unit, decimals=MOST_DECIMALS)


def bound(limit: Bound | None) -> Text:
    """What is required, as a bound with its unit."""
    if limit is None:
        return NO_NUMBER
    if limit.unit == "yes":
        return REQUIRED if limit.at_least else NOT_ALLOWED
    if limit.at_least is not None and limit.at_most is not None:
        low = _limit(limit.at_least, "")
        return join([low, _limit(limit.at_most, limit.unit)], "–")
    signs = (
        ("≥", limit.at_least),
        ("≤", limit.at_most),
        (">", limit.more_than),
        ("<", limit.less_than),
    )
    parts = [
        join([same(sign), _limit(value, limit.unit)], " ")
        for sign, value in signs
        if value is not None
    ]
    return join(parts)


def difference(gap: float, unit: str, limit: float) -> Text:
    """How far a value is from a limit, with the share of the limit where that says more.

    Args:
        gap: 0 or more, in the unit.
    """
    if unit == "share":
        points = f"{gap * 100:.0f}" if gap >= 0.01 or gap == 0 else f"{gap * 100:.1f}"
        return Text(ko=f"{points}{GAP}%p", en=f"{points} percentage points")
    shown = amount(gap, unit)
    if unit in ("count", "storey", "ratio", "deg", "index") or not limit:
        return shown
    return join([shown, same(f"({gap / abs(limit) * 100:.0f}{GAP}%)")], " ")


def subject_name(plan: SitePlan, subject: Subject) -> Text:
    """The name of a subject as drawn, else what kind of thing it is."""
    element = plan.by_id.get(subject.id)
    if subject.label:
        return same(subject.label)
    if element is None:
        return same(subject.id)
    if isinstance(element, Opening):
        return same(element.mark) if element.mark else OPENING_NAMES[element.kind]
    if isinstance(element, Barrier) and element.kind is BarrierKind.HEDGE:
        return same(element.species) if element.species else HEDGE
    if isinstance(element, Tree | Shrub) and element.species:
        return same(element.species)
    return KIND_NAMES[type(element)]


def subject_names(plan: SitePlan, finding: Finding) -> Text:
    """The leading subject, and how many more there are."""
    if not finding.subjects:
        return same("–")
    first = subject_name(plan, finding.subjects[0])
    rest = len(finding.subjects) - 1
    return AND_OTHERS.fill(first=first, rest=str(rest)) if rest else first


PARTICLES = {
    "이(가)": ("이", "가"),
    "은(는)": ("은", "는"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
}
ENDS_IN_CONSONANT = frozenset("013678lmnrLMNR")
"""Digits and letters whose Korean reading ends in a consonant."""


def particled(text: Text) -> Text:
    """A Korean sentence whose open particles, such as `이(가)`, follow the word before them."""
    ko = text.ko
    for open_, (closed, vowel) in PARTICLES.items():
        while (n := ko.find(open_)) > 0:
            before = ko[:n].rstrip(") ]")[-1:]
            ko = ko[:n] + (closed if _closed(before) else vowel) + ko[n + len(open_) :]
    return Text(ko=ko, en=text.en)


def _closed(letter: str) -> bool:
    if "가" <= letter <= "힣":
        return (ord(letter) - ord("가")) % 28 > 0
    return letter in ENDS_IN_CONSONANT


def numbers(values: Sequence[int]) -> str:
    """Finding numbers with runs drawn together: `3, 7–9`."""
    runs: list[list[int]] = []
    for value in sorted(values):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


def _decimals(number: float, unit: str) -> int:
    if unit == "share":
        return 0 if abs(number) >= 1 or number == 0 else 1
    size = abs(number)
    if unit == "m":
        return 1 if size >= 10 or abs(number * 10 - round(number * 10)) < 0.01 else 2
    return 0 if size >= 100 else 1


def _limit(value: float, unit: str) -> Text:
    """A limit as law writes it: no idle decimals."""
    number = value * 100 if unit == "share" else value
    if unit == "count":
        return _counted(number, unit)
    words = f"{number:,.4f}".rstrip("0").rstrip(".")
    if unit == "ratio":
        return Text(ko=f"{words}배", en=f"{words}\u00d7")
    symbol = SYMBOLS.get(unit, unit)
    return same(f"{words}{GAP}{symbol}" if symbol else words)


def _counted(number: float, unit: str) -> Text:
    words = f"{number:,.0f}"
    if unit == "storey":
        return Text(ko=f"{words}개 층", en=f"{words} storeys")
    return Text(ko=f"{words}개", en=words)
