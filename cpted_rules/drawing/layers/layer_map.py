"""The layer map: which layer, block or word of a drawing means which element."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from unicodedata import normalize

import yaml

from cpted_rules.errors import DrawingError, Fault
from cpted_rules.plan import LuminaireKind, Serves, ZoneKind
from cpted_rules.text import Text, same

DEFAULT_MAP = Path(__file__).with_name("layers.kr.yaml")


class Meaning(StrEnum):
    """What a drawn thing can mean to the reader."""

    BOUNDARY = "boundary"
    BUILDING = "building"
    BUILDING_TAG = "building_tag"
    NEIGHBOUR = "neighbour"
    ROAD = "road"
    SITE_ROAD = "site_road"
    WALK = "walk"
    CROSSING = "crossing"
    FENCE = "fence"
    FENCE_TAG = "fence_tag"
    RAILING = "railing"
    HEDGE = "hedge"
    TREE = "tree"
    SHRUB = "shrub"
    PLANTING_TAG = "planting_tag"
    WINDOW = "window"
    DOOR = "door"
    GATE = "gate"
    SHUTTER = "shutter"
    WALL = "wall"
    COLUMN = "column"
    ZONE = "zone"
    PAVING = "paving"
    BAY = "bay"
    LUMINAIRE = "luminaire"
    SECURITY_LIGHT = "security_light"
    PEDESTRIAN_LIGHT = "pedestrian_light"
    ENTRANCE_LIGHT = "entrance_light"
    BOLLARD_LIGHT = "bollard_light"
    CEILING_LIGHT = "ceiling_light"
    DECORATIVE_LIGHT = "decorative_light"
    CAMERA = "camera"
    DOME_CAMERA = "dome_camera"
    BELL = "bell"
    MIRROR = "mirror"
    SIGN = "sign"
    GAS_PIPE = "gas_pipe"
    DOWNPIPE = "downpipe"
    AC_UNIT = "ac_unit"
    METER = "meter"
    PARCEL_BOX = "parcel_box"
    CONTOUR = "contour"
    SPOT_HEIGHT = "spot_height"
    TITLE_BLOCK = "title_block"
    LEGEND = "legend"
    ANNOTATION = "annotation"
    HATCH = "hatch"
    FURNITURE = "furniture"
    TERRAIN = "terrain"
    STRUCTURE = "structure"


ASIDE = frozenset(
    {
        Meaning.TITLE_BLOCK,
        Meaning.LEGEND,
        Meaning.ANNOTATION,
        Meaning.HATCH,
        Meaning.FURNITURE,
        Meaning.TERRAIN,
        Meaning.STRUCTURE,
    }
)
"""Meanings that make no element."""

LIGHT_KINDS: Mapping[Meaning, LuminaireKind] = {
    Meaning.SECURITY_LIGHT: LuminaireKind.SECURITY,
    Meaning.PEDESTRIAN_LIGHT: LuminaireKind.PEDESTRIAN,
    Meaning.ENTRANCE_LIGHT: LuminaireKind.ENTRANCE,
    Meaning.BOLLARD_LIGHT: LuminaireKind.BOLLARD,
    Meaning.CEILING_LIGHT: LuminaireKind.CEILING,
    Meaning.DECORATIVE_LIGHT: LuminaireKind.DECORATIVE,
}
"""Meanings that say what a luminaire is for."""

MEANING_NAMES: Mapping[Meaning, Text] = {
    Meaning.BOUNDARY: Text(ko="대지경계선", en="site boundary"),
    Meaning.BUILDING: Text(ko="건축물 외곽", en="building outline"),
    Meaning.BUILDING_TAG: Text(ko="동 표기", en="building tag"),
    Meaning.NEIGHBOUR: Text(ko="인접 건축물", en="neighbouring building"),
    Meaning.ROAD: Text(ko="도로", en="public road"),
    Meaning.SITE_ROAD: Text(ko="단지 내 도로", en="road inside the site"),
    Meaning.WALK: Text(ko="보행로", en="walk"),
    Meaning.CROSSING: Text(ko="횡단보도", en="pedestrian crossing"),
    Meaning.FENCE: Text(ko="울타리·담장", en="fence or wall"),
    Meaning.FENCE_TAG: Text(ko="담장 표기", en="fence tag"),
    Meaning.RAILING: Text(ko="난간·가드레일", en="railing"),
    Meaning.HEDGE: Text(ko="생울타리", en="hedge"),
    Meaning.TREE: Text(ko="수목(교목)", en="tree"),
    Meaning.SHRUB: Text(ko="관목·화단", en="shrubs"),
    Meaning.PLANTING_TAG: Text(ko="수목 표기", en="planting tag"),
    Meaning.WINDOW: Text(ko="창", en="window"),
    Meaning.DOOR: Text(ko="문", en="door"),
    Meaning.GATE: Text(ko="대문", en="gate"),
    Meaning.SHUTTER: Text(ko="셔터", en="shutter"),
    Meaning.WALL: Text(ko="벽", en="wall"),
    Meaning.COLUMN: Text(ko="기둥", en="column"),
    Meaning.ZONE: Text(ko="실·구역", en="room or zone"),
    Meaning.PAVING: Text(ko="바닥마감", en="paving"),
    Meaning.BAY: Text(ko="주차구획", en="parking bay"),
    Meaning.LUMINAIRE: Text(ko="조명기구", en="luminaire"),
    Meaning.SECURITY_LIGHT: Text(ko="보안등·가로등", en="security or street light"),
    Meaning.PEDESTRIAN_LIGHT: Text(ko="보행등", en="pedestrian light"),
    Meaning.ENTRANCE_LIGHT: Text(ko="출입구등", en="entrance light"),
    Meaning.BOLLARD_LIGHT: Text(ko="볼라드등", en="bollard light"),
    Meaning.CEILING_LIGHT: Text(ko="천장등", en="ceiling light"),
    Meaning.DECORATIVE_LIGHT: Text(ko="경관조명", en="decorative light"),
    Meaning.CAMERA: Text(ko="CCTV", en="CCTV camera"),
    Meaning.DOME_CAMERA: Text(ko="CCTV(돔)", en="dome camera"),
    Meaning.BELL: Text(ko="비상벨", en="emergency bell"),
    Meaning.MIRROR: Text(ko="반사경", en="mirror"),
    Meaning.SIGN: Text(ko="안내판", en="sign"),
    Meaning.GAS_PIPE: Text(ko="가스배관", en="gas pipe"),
    Meaning.DOWNPIPE: Text(ko="우수홈통", en="downpipe"),
    Meaning.AC_UNIT: Text(ko="실외기", en="AC unit"),
    Meaning.METER: Text(ko="계량기", en="meter"),
    Meaning.PARCEL_BOX: Text(ko="택배함", en="parcel box"),
    Meaning.CONTOUR: Text(ko="등고선", en="contour line"),
    Meaning.SPOT_HEIGHT: Text(ko="표고점·레벨", en="spot height or level mark"),
    Meaning.TITLE_BLOCK: Text(ko="도곽·표제란", en="title block"),
    Meaning.LEGEND: Text(ko="범례·일람표", en="legend or table"),
    Meaning.ANNOTATION: Text(ko="문자·치수·기호", en="text, dimensions, symbols"),
    Meaning.HATCH: Text(ko="해치", en="hatch"),
    Meaning.FURNITURE: Text(ko="가구·위생기구·차량", en="furniture, sanitary ware, cars"),
    Meaning.TERRAIN: Text(ko="지형·지적", en="terrain and cadastre"),
    Meaning.STRUCTURE: Text(ko="계단·마감·입면 등 표현선", en="stairs, finishes, other linework"),
}
"""Meanings in words, as people choose among them."""

VOCABULARIES: Mapping[str, frozenset[str]] = {
    "zones": frozenset(kind.value for kind in ZoneKind),
    "rooms": frozenset(serves.value for serves in Serves),
    "uses": frozenset(serves.value for serves in Serves),
    "fences": frozenset({"see_through", "opaque", "wall", "railing", "hedge"}),
}
"""What words can stand for: the use of a zone, ROOM of a window, USE of a door, TYPE of a fence."""

_PREFIX = re.compile(r"^.*\$\d*\$")
_NUMBERS = re.compile(
    r"^(?:[\s_.\-]*(?:(?:지상|지하|b|p)?\d+(?:st|nd|rd|th)?(?:f|fl|층)?|기준층|옥상층)(?=[\s_.\-])[\s_.\-]+)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s_\-./,()\[\]]+")


def normal(name: str) -> str:
    """A layer or block name as patterns see it."""
    bare = _PREFIX.sub("", normalize("NFC", name)).casefold()
    return _BETWEEN.sub("", _NUMBERS.sub("", bare)) or _BETWEEN.sub("", bare)


class Rank(IntEnum):
    """Whose word a pattern is; the higher wins."""

    DEFAULT = 0
    LEGEND = 1
    OFFICE = 2
    OWN = 3


_CODE = re.compile(r"[a-z]{1,2}|[a-z]{0,2}\d{1,4}[a-z]?|pln|elv|sec|xx|zz")
"""Parts of a layer name that say who drew it or where it is filed, not what it shows."""

_ISO13567 = re.compile(
    r"^[A-Z][A-Z0-9_\- ]?-?(?P<element>\d\d)(?P<rest>[\d_\-]{2,6})(?P<shown>[A-Z_\-]?)[A-Z0-9_\-]*$"
)
"""Agent, element and presentation of fixed width, as in `A-21----E-` or `A-220-__D`."""
_SHOWN_ISO13567 = {"D": "annotation", "T": "annotation", "H": "hatch", "B": "title_block"}


def stripped(name: str) -> Iterator[str]:
    """A name without the codes before it: `A-G25-M-Walls` gives `g25mwalls`, `mwalls`, `walls`."""
    parts = [part for part in _BETWEEN.split(normalize("NFC", name).casefold()) if part]
    while len(parts) > 1 and _CODE.fullmatch(parts[0]):
        parts = parts[1:]
        yield "".join(parts)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of the map, and whose word it is."""

    words: str
    meaning: Meaning
    rank: Rank = Rank.DEFAULT

    @property
    def weight(self) -> tuple[int, int, bool]:
        """How specific it is: whose it is, then more letters, then one without `*`."""
        return (self.rank, len(self.words.replace("*", "")), "*" not in self.words)


@dataclass(frozen=True)
class LayerMap:
    """What layers, blocks and words mean.

    Args:
        words: per vocabulary, pairs of a word and what it stands for.
        coded: what the element codes of ISO 13567 layers stand for.
    """

    layers: tuple[Pattern, ...]
    blocks: tuple[Pattern, ...]
    words: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    coded: Mapping[str, Meaning] = field(default_factory=dict)

    def layer(self, name: str) -> Meaning | None:
        """What a layer means, None where no pattern knows it."""
        known = self.layer_pattern(name)
        return known.meaning if known else self._by_code(name)

    def layer_pattern(self, name: str) -> Pattern | None:
        """The pattern that decides what a layer means: of its whole name, else without codes."""
        whole = _best(self.layers, normal(name))
        if whole is not None:
            return whole
        return next((p for n in stripped(name) if (p := _best(self.layers, n))), None)

    def block(self, name: str) -> Meaning | None:
        """What a block means; anonymous ones mean nothing by their name."""
        known = self.block_pattern(name)
        return known.meaning if known else None

    def block_pattern(self, name: str) -> Pattern | None:
        """The pattern that decides what a block means."""
        own = [p for p in self.blocks if p.rank is not Rank.DEFAULT]
        return _best(own if name.startswith("*") else self.blocks, normal(name))

    def _by_code(self, name: str) -> Meaning | None:
        found = _ISO13567.match(normalize("NFC", name).strip().upper())
        element = self.coded.get(found["element"]) if found else None
        if found is None or element is None:
            return None
        shown = _SHOWN_ISO13567.get(found["shown"])
        return Meaning(shown) if shown else element

    def word(self, vocabulary: str, words: str) -> str | None:
        """What the longest known word in a text stands for."""
        text = _BETWEEN.sub("", normalize("NFC", words)).casefold()
        found = [(len(w), m) for w, m in self.words.get(vocabulary, ()) if _says(text, w)]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def known(self, vocabulary: str, words: str, meaning: str) -> bool:
        """Whether a text says a meaning at all, beside others it may say."""
        text = _BETWEEN.sub("", normalize("NFC", words)).casefold()
        return any(m == meaning and _says(text, w) for w, m in self.words.get(vocabulary, ()))

    def with_own(self, raw: str, where: str, *, rank: Rank = Rank.OWN) -> "LayerMap":
        """This map under a submission's own `layers.yaml`, or an office's, which wins.

        Raises:
            DrawingError: the file says something a layer map cannot say.
        """
        return self.under(parse_layer_map(raw, where, rank=rank))

    def under(self, other: "LayerMap") -> "LayerMap":
        """This map with another laid over it; among equals the rank of a pattern decides."""
        words = {key: (*other.words.get(key, ()), *self.words.get(key, ())) for key in VOCABULARIES}
        return LayerMap(
            layers=(*other.layers, *self.layers),
            blocks=(*other.blocks, *self.blocks),
            words=words,
            coded={**self.coded, **other.coded},
        )


def _says(text: str, word: str) -> bool:
    # two Latin letters such as `ev` or `ps` are a word only by themselves
    return text == word if len(word) <= 3 and word.isascii() else word in text


def _best(patterns: Iterable[Pattern], name: str) -> Pattern | None:
    fits = [p for p in patterns if fnmatchcase(name, p.words)]
    return max(fits, key=lambda p: p.weight) if fits else None


@cache
def default_layer_map() -> LayerMap:
    """The map that comes with the reader."""
    return parse_layer_map(DEFAULT_MAP.read_text("utf-8"), DEFAULT_MAP.name)


def parse_layer_map(raw: str, where: str, *, rank: Rank = Rank.DEFAULT) -> LayerMap:
    """A layer map from its YAML.

    Raises:
        DrawingError: with every fault of the file.
    """
    try:
        content = yaml.safe_load(raw)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{where}:{mark.line + 1}" if mark else where
        raise DrawingError(
            layer_fault(line, "YAML", str(getattr(error, "problem", error)))
        ) from error
    if not isinstance(content, dict):
        raise DrawingError(
            layer_fault(where, "format, elements, aside, zones, ...", str(content)[:60])
        )
    faults = list(_faults(content, where))
    if faults:
        raise DrawingError(*faults)
    sections = {**(content.get("elements") or {}), **(content.get("aside") or {})}
    return LayerMap(
        layers=tuple(_patterns(sections, "layers", rank)),
        blocks=tuple(_patterns(sections, "blocks", rank)),
        words={
            key: tuple(
                (_BETWEEN.sub("", word).casefold(), meaning)
                for meaning, words in (content.get(key) or {}).items()
                for word in words
            )
            for key in VOCABULARIES
        },
        coded={str(k): Meaning(v) for k, v in (content.get("iso13567") or {}).items()},
    )


def _patterns(
    sections: Mapping[str, Mapping[str, list[str]]], of: str, rank: Rank
) -> Iterator[Pattern]:
    for name, spellings in sections.items():
        for words in (spellings or {}).get(of, ()):
            # a star survives normalising; a whole name is normalised as the drawing's names are
            plain = _BETWEEN.sub("", normalize("NFC", words)).casefold()
            yield Pattern(plain if "*" in words else normal(words), Meaning(name), rank)


def _faults(content: Mapping[str, object], where: str) -> Iterator[Fault]:
    known = {"format", "office", "known_by", "elements", "aside", "iso13567", *VOCABULARIES}
    for key in sorted(set(map(str, content)) - known):
        yield layer_fault(f"{where}: {key}", ", ".join(sorted(known)), key)
    if content.get("format", 1) != 1:
        yield layer_fault(f"{where}: format", "1", str(content.get("format")))
    for part in ("elements", "aside"):
        allowed = {m.value for m in Meaning if (m in ASIDE) == (part == "aside")}
        yield from _section_faults(content.get(part) or {}, f"{where}: {part}", allowed)
    codes = content.get("iso13567") or {}
    if not isinstance(codes, dict) or not {str(v) for v in codes.values()} <= set(Meaning):
        yield layer_fault(f"{where}: iso13567", '"21": wall, ...', str(codes)[:60])
    for part in VOCABULARIES:
        section = content.get(part) or {}
        if not isinstance(section, dict):
            yield layer_fault(f"{where}: {part}", "meaning: [words]", str(section)[:60])
            continue
        for name, words in section.items():
            if name not in VOCABULARIES[part]:
                expected = ", ".join(sorted(VOCABULARIES[part]))
                yield layer_fault(f"{where}: {part}.{name}", expected, str(name))
            elif not _is_words(words):
                yield layer_fault(f"{where}: {part}.{name}", "[words]", str(words)[:60])


def _section_faults(section: object, where: str, allowed: set[str]) -> Iterator[Fault]:
    if not isinstance(section, dict):
        yield layer_fault(where, "element: {layers: [...], blocks: [...]}", str(section)[:60])
        return
    for name, spellings in section.items():
        if name not in allowed:
            yield layer_fault(f"{where}.{name}", ", ".join(sorted(allowed)), str(name))
        elif not isinstance(spellings, dict) or not set(spellings) <= {"layers", "blocks"}:
            yield layer_fault(
                f"{where}.{name}", "layers: [...], blocks: [...]", str(spellings)[:60]
            )
        else:
            for of, words in spellings.items():
                if not _is_words(words):
                    yield layer_fault(f"{where}.{name}.{of}", "[names]", str(words)[:60])


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(w, str) and w.strip("* ") for w in value)


def layer_fault(where: str, expected: str, found: str) -> Fault:
    """A fault in a layer map file: for the people who write one."""
    return Fault(
        code="layers/field",
        where=where,
        found=same(found),
        expected=same(expected),
        remedy=Text(ko="layers.yaml을 고치십시오", en="Correct layers.yaml"),
    )
