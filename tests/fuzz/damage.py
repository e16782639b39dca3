"""Damage: what transfers, old programs and ill will do to a file, by a seeded chance."""

import json
from collections.abc import Callable
from random import Random

from tests.fuzz.seeds import Kind

NUMBERS = (
    *(b"NaN", b"nan", b"inf", b"-inf", b"1e308", b"-1e308", b"1e999", b"1e-320", b"", b"0", b"-1"),
    *(b"99999999999999999999", b"2147483648", b"1.7.3", b"1,5", b"0x10", b"1_000", b"5e18"),
)
WORDS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xb0\xa1",
        b"\x82\xa0",
        b"\x1b[31m",
    ),
    *(
        rb"\U+D800",
        rb"\U+DC00\U+D83D",
        rb"\M+3B0A1",
        b"%%c%%u%%999",
        b"^J^ ",
        b"x" * 70_000,
        b"'\"<&>{}",
    ),
    *(b"{name}{0}", "\u202e\u200b".encode(), b"*U1", b"0", b"\r", b"\t"),
)
GROUP_CODES = (
    *(0, 1, 2, 3, 5, 6, 8, 10, 11, 20, 30, 40, 41, 42, 50, 62, 66, 67, 70, 71, 73, 90, 91, 92, 93),
    *(94, 100, 102, 210, 220, 230, 310, 330, 1000, 1071, -5, 9999),
)
COUNTS = (b"-1", b"0", b"3", b"1000", b"32767", b"2000000000")
STRANGE: tuple[object, ...] = (
    *(None, True, 0, -1, 1e308, float("nan"), 10**30, "", "가", "\ud800", "1e999"),
    *([], {}, [[]], [0, 0]),
)
COUNTED = frozenset({b"66", b"70", b"71", b"72", b"73", b"74", b"78", b"79", b"90", b"91", b"93"})

Lines = list[bytes]


def damaged(kind: Kind, raw: bytes, chance: Random) -> bytes:
    """The file with one to four things done to it that may happen to its kind."""
    acts = _ACTS[kind]
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4))):
        raw = chance.choice(acts)(raw, chance)
    return raw


def flip(raw: bytes, chance: Random) -> bytes:
    """Some bits turned over."""
    out = bytearray(raw)
    for _ in range(chance.choice((1, 4, 32)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(raw: bytes, chance: Random) -> bytes:
    """The end lost, or a piece out of the middle."""
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + (raw[at + chance.randint(1, 4000) :] if chance.random() < 0.8 else b"")


def insert(raw: bytes, chance: Random) -> bytes:
    """Strange bytes put in."""
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.choice((*NUMBERS, *WORDS)) + raw[at:]


def recoded(raw: bytes, chance: Random) -> bytes:
    """Its text read by one code page and written by another."""
    other = chance.choice(("utf-8", "utf-16", "cp949", "cp932", "latin-1", "utf-8-sig"))
    return raw.decode(chance.choice(("utf-8", "cp949", "latin-1")), "replace").encode(
        other, "replace"
    )


def lines_changed(raw: bytes, chance: Random) -> bytes:
    """Lines doubled, dropped, changed places, or a word of one replaced."""
    lines = raw.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[at:at] = lines[at : at + chance.randint(1, 6)] * chance.choice((1, 2, 50))
        case 1:
            del lines[at : at + chance.randint(1, 6)]
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            words = lines[at].split() or [b""]
            words[chance.randrange(len(words))] = chance.choice((*NUMBERS, *WORDS))
            lines[at] = b" ".join(words)
    return b"\n".join(lines)


def tags_changed(raw: bytes, chance: Random) -> bytes:
    """One tag of a DXF, mostly of an entity, given another value or group code, or moved."""
    lines = raw.split(b"\n")
    at = _tag(lines, chance)
    code, value = lines[at].strip(), slice(at + 1, at + 2)
    match chance.randrange(7):
        case 0:
            lines[value] = [chance.choice(NUMBERS)]
        case 1:
            lines[value] = [chance.choice(WORDS)]
        case 2:
            lines[at] = str(chance.choice(GROUP_CODES)).encode()
        case 3:
            del lines[at : at + 2]
        case 4:
            lines[at:at] = lines[at : at + 2] * chance.choice((1, 3, 400))
        case 5:
            other = _tag(lines, chance)
            lines[at : at + 2], lines[other : other + 2] = (
                lines[other : other + 2],
                lines[at : at + 2],
            )
        case _:
            lines[value] = [chance.choice(COUNTS if code in COUNTED else NUMBERS)]
    return b"\n".join(lines)


def entities_changed(raw: bytes, chance: Random) -> bytes:
    """A whole entity doubled, dropped, cut short, or made another kind."""
    lines = raw.split(b"\n")
    first = _entity(lines, _tag(lines, chance))
    last = first + 2
    while last + 1 < len(lines) and lines[last].strip() != b"0":
        last += 2
    match chance.randrange(4):
        case 0:
            lines[first:first] = lines[first:last] * chance.choice((1, 2, 30))
        case 1:
            del lines[first:last]
        case 2:
            del lines[first + 2 + 2 * chance.randrange(max(1, (last - first) // 2)) : last]
        case _:
            kinds = (b"LINE", b"INSERT", b"HATCH", b"SPLINE", b"ELLIPSE", b"MLINE", b"ENDBLK")
            lines[first + 1 : first + 2] = [chance.choice((*kinds, b"ACAD_TABLE", b"SEQEND"))]
    return b"\n".join(lines)


def nested_more(raw: bytes, chance: Random) -> bytes:
    """Inserts made to insert other blocks, themselves among them, many times over."""
    lines = raw.split(b"\n")
    inserts = [n for n in range(len(lines) - 1) if lines[n].strip() == b"INSERT"]
    blocks = [
        lines[m + 1]
        for n in range(len(lines) - 1)
        if lines[n].strip() == b"BLOCK"
        for m in range(n + 1, min(n + 24, len(lines) - 1), 2)
        if lines[m].strip() == b"2"
    ]
    for at in sorted(chance.sample(inserts, min(len(inserts), 6)), reverse=True):
        for n in range(at + 1, min(at + 20, len(lines) - 1), 2):
            if lines[n].strip() == b"2" and blocks:
                lines[n + 1] = chance.choice(blocks)
                copies = chance.choice((b"2", b"100", b"32000"))
                lines[n + 2 : n + 2] = [b"70", copies, b"71", copies, b"44", b"1.0", b"45", b"1.0"]
                if chance.random() < 0.5:
                    lines[at - 1 : at - 1] = lines[at - 1 : n + 10] * 20
                break
    return b"\n".join(lines)


def values_changed(raw: bytes, chance: Random) -> bytes:
    """One value of a JSON document, at any depth, made something else."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return flip(raw, chance)
    return json.dumps(_other(document, chance), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _other(value: object, chance: Random) -> object:
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(list(value))
        return {**value, key: _other(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return [*value[:at], _other(value[at], chance), *value[at + 1 :]]
    around = ([value], [value] * 40, {"geometry": value})
    return chance.choice((*STRANGE, *around))


def _tag(lines: Lines, chance: Random) -> int:
    """The number of the line of a group code, in three of four cases one of an entity."""
    first = 0
    if chance.random() < 0.75:
        marks = [n for n, line in enumerate(lines) if line.strip() in {b"ENTITIES", b"BLOCKS"}]
        first = chance.choice(marks) + 1 if marks else 0
    at = chance.randrange(first, max(first + 1, len(lines)))
    return min(at - at % 2, max(0, len(lines) - 2))


def _entity(lines: Lines, at: int) -> int:
    while at >= 2 and lines[at].strip() != b"0":
        at -= 2
    return max(at, 0)


Act = Callable[[bytes, Random], bytes]
_TEXT: tuple[Act, ...] = (flip, flip, cut, insert, insert, recoded, *[lines_changed] * 4)
_ACTS: dict[Kind, tuple[Act, ...]] = {
    Kind.DXF: (*_TEXT, *[tags_changed] * 8, *[entities_changed] * 3, nested_more),
    Kind.DXB: (flip, flip, cut, insert),
    Kind.CSV: _TEXT,
    Kind.GEOJSON: (*_TEXT, *[values_changed] * 6),
    Kind.IES: _TEXT,
    Kind.LDT: _TEXT,
    Kind.IFC: _TEXT,
    Kind.DWG: (flip, flip, cut),
}
