"""The strip below a picture of a reading: its legend, and a person and a car at its scale."""

from collections.abc import Iterator, Mapping
from math import ceil

from cpted_rules.drawing.reading import How
from cpted_rules.figure import svg, symbols
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.svg import GREEN, INK, LINE, PAPER, SOFT, Pen
from cpted_rules.plan import SitePlan
from cpted_rules.text import Lang, Text

UNREAD = Pen(stroke="#c46a12", width=0.2, dash="1.2 0.6")
KNOWN = Pen(stroke="#b9c1ca", width=0.1)
REPAIR = Pen(stroke="#b3261e", width=0.3)

_EARTH = "#8a5a2b"

STYLES: dict[str, tuple[Pen, Text]] = {
    "roads": (Pen(fill="#e9ecef", stroke=LINE, width=0.14), Text(ko="도로", en="road")),
    "walks": (Pen(fill="#f6efdc", stroke="#bfb08a", width=0.14), Text(ko="보행로", en="walk")),
    "zones": (
        Pen(fill="#e4eefa", opacity=0.75, stroke="#5b7fa8", width=0.14),
        Text(ko="실·구역", en="room or zone"),
    ),
    "shrubs": (Pen(fill="#e2efdd", stroke=GREEN, width=0.14), Text(ko="관목", en="shrubs")),
    "contours": (Pen(stroke=_EARTH, width=0.2), Text(ko="등고선", en="contour line")),
    "spot_heights": (
        Pen(stroke=_EARTH, width=0.25, fill=PAPER),
        Text(ko="표고·레벨", en="spot height"),
    ),
    "buildings": (Pen(stroke=INK, width=0.55), Text(ko="건축물", en="building")),
    "boundaries": (
        Pen(stroke=INK, width=0.35, dash="5 1 0.7 1 0.7 1"),
        Text(ko="대지경계", en="boundary"),
    ),
    "bays": (Pen(stroke="#6d4c9f", width=0.2), Text(ko="주차구획", en="parking bay")),
    "walls": (Pen(stroke=INK, width=0.12, fill="#3d4855"), Text(ko="벽·기둥", en="wall, column")),
    "barriers": (Pen(stroke="#7a3e9d", width=0.5), Text(ko="담장", en="fence")),
    "trees": (Pen(stroke=GREEN, width=0.22, fill="#dfeadb"), Text(ko="수목", en="tree")),
    "openings": (Pen(stroke="#0b62a8", width=0.75), Text(ko="창·문", en="window, door")),
    "luminaires": (Pen(), Text(ko="조명", en="luminaire")),
    "cameras": (Pen(), Text(ko="CCTV", en="camera")),
    "bells": (Pen(), Text(ko="비상벨", en="bell")),
    "mirrors": (Pen(), Text(ko="반사경", en="mirror")),
    "signs": (Pen(), Text(ko="안내판", en="sign")),
    "fixtures": (Pen(), Text(ko="배관·설비", en="pipe or unit")),
}
"""How each kind of element is drawn, in the order they lie upon one another."""

DOOR = Pen(stroke="#c2410c", width=0.75)
_CAR_M = (4.7, 1.85)
_PERSON_M = (0.5, 0.3)
STRIP_MM = 24.0
_SCALE_MM = 58.0
"""The least room of the strip, and of its part that shows the scale; a car may take more."""

_UNREAD_WORDS = Text(ko="뜻을 모르는 선", en="not understood")
_KNOWN_WORDS = Text(ko="쓰지 않은 선", en="set aside")
_REPAIR_WORDS = Text(ko="이은 틈", en="gap closed")
_INFERRED = Text(ko="추정 {n}", en="{n} inferred")
_CAR = Text(ko="승용차 4.7×1.85 m", en="car 4.7×1.85 m")
_PERSON = Text(ko="사람", en="person")
_UNSURE = frozenset(How) - {How.DRAWN}


def strip_mm(frame: Frame) -> float:
    """How high the strip is: a car at the drawing's scale, its caption and the scale bar."""
    return max(STRIP_MM, frame.mm(_CAR_M[1]) + 19.0)


def _scale_mm(frame: Frame) -> float:
    """How wide the part of the strip is that shows the scale."""
    return max(_SCALE_MM, frame.mm(_CAR_M[0]) + frame.mm(_PERSON_M[0]) + 16.0)


def legend(
    plan: SitePlan,
    hows: Mapping[str, How],
    frame: Frame,
    lang: Lang,
    *,
    lined: bool,
    repaired: int,
    width_mm: float,
) -> Iterator[str]:
    """Samples and counts of what is drawn, with how many were inferred.

    Args:
        lined: whether there is linework under the elements.
        repaired: gaps that were closed.
    """
    entries: list[tuple[str, str]] = []
    for name, (_, words) in STYLES.items():
        elements = getattr(plan, name)
        if elements:
            inferred = sum(hows.get(e.id, How.DRAWN) in _UNSURE for e in elements)
            more = f" ({_INFERRED.fill(n=str(inferred)).in_(lang)})" if inferred else ""
            entries.append((name, f"{words.in_(lang)} {len(elements)}{more}"))
    if lined:
        entries.append(("unread", _UNREAD_WORDS.in_(lang)))
        entries.append(("known", _KNOWN_WORDS.in_(lang)))
    if repaired:
        entries.append(("repair", f"{_REPAIR_WORDS.in_(lang)} {repaired}"))
    room = width_mm - 10.0 - _scale_mm(frame)
    columns = max(1, int(room // 36))
    rows = ceil(len(entries) / columns)
    step = min(4.4, (strip_mm(frame) - 5.0) / max(rows, 1))
    for n, (name, words_) in enumerate(entries):
        x = 4.0 + (n % columns) * (room / columns)
        y = frame.height_mm + 4.6 + (n // columns) * step
        yield _sample(name, x + 2.0, y - 0.8)
        yield svg.text(words_, x + 5.2, y, size=2.1)


def _sample(name: str, x: float, y: float) -> str:
    if name in symbols.DEVICE_NAMES:
        return symbols.device(name, None, x, y + 0.4)
    if name == "repair":
        return svg.circle(x, y, 1.1, REPAIR)
    if name in ("trees", "spot_heights"):
        return svg.circle(x, y, 1.1, STYLES[name][0])
    if name == "openings":
        window = svg.line(x - 1.8, y, x - 0.1, y, STYLES[name][0])
        return window + svg.line(x + 0.3, y, x + 1.8, y, DOOR)
    pen = {"unread": UNREAD, "known": KNOWN}.get(name) or STYLES[name][0]
    if pen.fill == "none":
        return svg.line(x - 1.8, y, x + 1.8, y, pen)
    return svg.rect(x - 1.8, y - 1.0, 3.6, 2.0, pen)


def for_scale(frame: Frame, lang: Lang, *, width_mm: float) -> Iterator[str]:
    """A person and a car seen from above at the drawing's scale, the scale bar and the scale."""
    long, wide = frame.mm(_CAR_M[0]), frame.mm(_CAR_M[1])
    left = width_mm - _scale_mm(frame)
    base = frame.height_mm + max(10.0, wide + 5.0)
    pen = Pen(stroke=INK, width=0.16, fill="#dfe5ec")
    yield svg.rect(left, base - wide, long, wide, pen, round_=min(wide * 0.28, 4.0))
    if long > 3:
        glass = Pen(stroke=INK, width=0.12, fill=PAPER)
        yield svg.rect(left + long * 0.27, base - wide * 0.88, long * 0.16, wide * 0.76, glass)
        yield svg.rect(left + long * 0.72, base - wide * 0.84, long * 0.1, wide * 0.68, glass)
    yield svg.text(_CAR.in_(lang), left, base + 3.0, size=1.9, fill=SOFT)
    shoulders, deep = frame.mm(_PERSON_M[0]), frame.mm(_PERSON_M[1])
    x = left + max(30.0, long + 5.0)
    yield svg.rect(x, base - deep, shoulders, deep, pen, round_=deep / 2)
    yield svg.circle(x + shoulders / 2, base - deep / 2, max(deep * 0.36, 0.1), Pen(fill=INK))
    yield svg.text(_PERSON.in_(lang), x, base + 3.0, size=1.9, fill=SOFT)
    yield symbols.scale_bar(left, base + 9.0, frame)
    words = f"1:{frame.scale:,}"
    yield svg.text(words, width_mm - 3.0, base + 9.6, size=2.4, anchor="end", weight=600)
