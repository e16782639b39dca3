"""A floor plan drawn with bare lines: walls as pairs, swings, glass, rooms, a comb of bays."""

from ezdxf.document import Drawing as Document

from tests.cpted_rules.drawing.drawn_site import XY, Draft

_LEAF = 0.9
_THICK = 0.2


def floor_plan(per_metre: float = 1.0, version: str = "R2010", insunits: int = 0) -> Document:
    """A storey of 16 m by 9 m: six rooms, bays, a lamp by a schedule and a bell by a legend."""
    draft = Draft(per_metre, version, insunits)
    _shell(draft)
    _partitions(draft)
    _names(draft)
    _comb(draft)
    draft.symbol("보안등_SL1", (16.7, 4), "보안등", 40.0, MARK="SL1")
    draft.symbol("기호A", (16.7, 7))
    _legend(draft)
    _schedule(draft)
    draft.text("1층 평면도", (6, -1.1), height=0.5)
    return draft.document


def _wall(draft: Draft, a: XY, b: XY, gaps: tuple[tuple[float, float], ...] = ()) -> None:
    """A wall along an axis-parallel middle line: two lines, broken and capped at gaps along it."""
    half = _THICK / 2
    along_x = a[1] == b[1]
    start, end, across = (a[0], b[0], a[1]) if along_x else (a[1], b[1], a[0])
    cuts = [start, *(c for gap in gaps for c in gap), end]

    def point(along: float, side: float) -> XY:
        return (along, across + side) if along_x else (across + side, along)

    for p, q in zip(cuts[::2], cuts[1::2], strict=True):
        for side in (-half, half):
            draft.line("벽체", point(p, side), point(q, side))
    for edge in cuts[1:-1]:
        draft.line("벽체", point(edge, -half), point(edge, half))


def _shell(draft: Draft) -> None:
    h = _THICK / 2
    _wall(draft, (-h, 0), (16 + h, 0), ((1.5, 3.3), (6.0, 6.0 + _LEAF), (11.5, 13.3)))
    _wall(draft, (-h, 9), (16 + h, 9), ((1.5, 3.3), (6.5, 8.3), (12.0, 13.8)))
    _wall(draft, (0, h), (0, 9 - h))
    _wall(draft, (16, h), (16, 9 - h))
    for x0, x1, y in ((1.5, 3.3, 0), (11.5, 13.3, 0), (1.5, 3.3, 9), (6.5, 8.3, 9), (12, 13.8, 9)):
        for side in (-0.03, 0.03):
            draft.line("창호", (x0, y + side), (x1, y + side))
    _swing(draft, (6.0, 0), 0.0)


def _partitions(draft: Draft) -> None:
    h = _THICK / 2
    _wall(
        draft, (h, 4.0), (16 - h, 4.0), ((2.0, 2.0 + _LEAF), (8.0, 8.0 + _LEAF), (13, 13 + _LEAF))
    )
    _wall(draft, (5.0, h), (5.0, 4.0 - h), ((1.0, 1.0 + _LEAF),))
    _wall(draft, (10.0, h), (10.0, 4.0 - h), ((1.0, 1.0 + _LEAF),))
    _wall(draft, (5.5, 4.0 + h), (5.5, 9 - h))
    _wall(draft, (11.0, 4.0 + h), (11.0, 9 - h))
    for x in (2.0, 8.0, 13.0):
        _swing(draft, (x, 4.0), 0.0)
    for x in (5.0, 10.0):
        _swing(draft, (x, 1.0), 90.0)


def _swing(draft: Draft, hinge: XY, along_deg: float) -> None:
    """A leaf open by a quarter turn, and the arc it draws from the closed leaf."""
    draft.arc("문", hinge, _LEAF, along_deg, along_deg + 90.0)
    x, y = (0.0, _LEAF) if along_deg == 0.0 else (-_LEAF, 0.0)
    draft.line("문", hinge, (hinge[0] + x, hinge[1] + y))


def _names(draft: Draft) -> None:
    words = {
        "현관홀": (7.2, 2), "경비실": (2, 2), "점포": (12.6, 2),
        "거실": (2.5, 6.5), "침실": (8, 6.5), "창고": (13.3, 6.5),
    }  # fmt: skip
    for name, at in words.items():
        draft.text(name, at)


def _comb(draft: Draft) -> None:
    """Five bays of 2.5 m by 5 m: a line behind them and six teeth."""
    draft.line("주차선", (17.2, 0), (29.7, 0))
    for n in range(6):
        draft.line("주차선", (17.2 + 2.5 * n, 0), (17.2 + 2.5 * n, 5))


def _legend(draft: Draft) -> None:
    draft.text("범례", (17.2, 11.4), "범례")
    for n, (name, words) in enumerate((("보안등_SL1", "보안등"), ("기호A", "비상벨"))):
        draft.symbol(name, (17.6, 10.6 - n), "범례")
        draft.text(words, (18.6, 10.5 - n), "범례")


def _schedule(draft: Draft) -> None:
    """The luminaire schedule: ruled, a row for each mark."""
    rows = (("기호", "기구", "높이(m)", "배광"), ("SL1", "보안등", "4.5", "sl1.ies"),
            ("PL1", "보행등", "3.5", "pl1.ies"))  # fmt: skip
    x0, y0, wide, high = 17.2, 6.0, 2.5, 0.8
    draft.text("조명기구 일람표", (17.2, 8.7))
    for n in range(len(rows) + 1):
        draft.line("표", (x0, y0 + n * high), (x0 + 4 * wide, y0 + n * high))
    for n in range(5):
        draft.line("표", (x0 + n * wide, y0), (x0 + n * wide, y0 + len(rows) * high))
    for n, row in enumerate(reversed(rows)):
        for m, words in enumerate(row):
            draft.text(words, (x0 + m * wide + 0.2, y0 + n * high + 0.25), "표")
