"""What was understood of a submission, as the report shows it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.reports import wording
from cpted_rules.drawing.reading import REASONS, Basis, DrawingCensus, How
from cpted_rules.figure.compose import Figure
from cpted_rules.note import Note, Severity
from cpted_rules.plan import SHEET_NAMES, SitePlan, storey_name
from cpted_rules.sitedata import REASONS as SITE_DATA_REASONS
from cpted_rules.sitedata import SiteDataCensus
from cpted_rules.text import Lang, Text, join, same

ELEMENT_NAMES = {
    "boundary": Text(ko="대지경계선", en="site boundary"),
    "building": Text(ko="건축물", en="building"),
    "neighbour": Text(ko="인접 건축물", en="neighbouring building"),
    "road": Text(ko="도로", en="road"),
    "site_road": Text(ko="단지 내 도로", en="road inside the site"),
    "walk": Text(ko="보행로", en="walk"),
    "crossing": Text(ko="횡단보도", en="pedestrian crossing"),
    "room": Text(ko="실", en="room"),
    "barrier": Text(ko="울타리·담장", en="fence or wall"),
    "fence": Text(ko="울타리·담장", en="fence or wall"),
    "railing": Text(ko="난간", en="railing"),
    "hedge": Text(ko="생울타리", en="hedge"),
    "tree": Text(ko="수목", en="tree"),
    "shrub": Text(ko="관목", en="shrubs"),
    "opening": Text(ko="개구부", en="opening"),
    "window": Text(ko="창", en="window"),
    "door": Text(ko="문", en="door"),
    "gate": Text(ko="대문", en="gate"),
    "shutter": Text(ko="셔터", en="shutter"),
    "wall": Text(ko="벽", en="wall"),
    "column": Text(ko="기둥", en="column"),
    "storey": Text(ko="층", en="storey"),
    "zone": Text(ko="구역·실", en="area or room"),
    "paving": Text(ko="바닥마감", en="paving"),
    "bay": Text(ko="주차구획", en="parking bay"),
    "parkingbay": Text(ko="주차구획", en="parking bay"),
    "luminaire": Text(ko="조명기구", en="luminaire"),
    "camera": Text(ko="CCTV", en="CCTV camera"),
    "dome_camera": Text(ko="CCTV(돔)", en="dome camera"),
    "bell": Text(ko="비상벨", en="emergency bell"),
    "mirror": Text(ko="반사경", en="mirror"),
    "contour": Text(ko="등고선", en="contour line"),
    "spot_height": Text(ko="표고점·레벨", en="spot height or level mark"),
    "sign": Text(ko="안내판", en="sign"),
    "fixture": Text(ko="배관·설비", en="pipe or unit"),
    "gas_pipe": Text(ko="가스배관", en="gas pipe"),
    "downpipe": Text(ko="우수홈통", en="downpipe"),
    "ac_unit": Text(ko="실외기", en="AC unit"),
    "meter": Text(ko="계량기", en="meter"),
    "parcel_box": Text(ko="택배함", en="parcel box"),
    "tag": Text(ko="표기", en="tag"),
    "outdoor_light": Text(ko="옥외 조명", en="outdoor luminaire"),
    "indoor_light": Text(ko="실내 조명", en="indoor luminaire"),
    "playground": Text(ko="어린이놀이터", en="playground"),
    "exercise": Text(ko="운동시설", en="exercise area"),
    "rest": Text(ko="휴게시설", en="rest area"),
    "parking_lane": Text(ko="차로", en="parking lane"),
    "parking_entry": Text(ko="주차장 출입구", en="car-park entry"),
    "parking_passage": Text(ko="주차장 통로", en="car-park passage"),
    "lift_lobby": Text(ko="승강기홀", en="lift lobby"),
    "lift": Text(ko="승강기", en="lift"),
    "stair": Text(ko="계단실", en="stair"),
    "guard_post": Text(ko="경비실", en="guard post"),
    "management_office": Text(ko="관리사무소", en="management office"),
    "shop": Text(ko="점포", en="shop"),
    "counter": Text(ko="계산대", en="counter"),
    "roof": Text(ko="옥상", en="roof"),
    "waste": Text(ko="쓰레기 보관소", en="waste store"),
    "lobby": Text(ko="로비", en="lobby"),
    "dwelling": Text(ko="세대", en="dwelling"),
}
"""Names of what the census of a drawing counts."""

SHEET_FOUND = {
    "declared": Text(ko="신고", en="declared"),
    "title_block": Text(ko="도곽", en="title block"),
    "rectangle": Text(ko="테두리", en="border"),
    "cluster": Text(ko="여백", en="empty space"),
    "whole": Text(ko="전체", en="whole"),
}
"""By what a sheet was told apart."""

FAR = Text(ko="대지에서 멂", en="far from the site")
GRAVEST_FIRST = (Severity.MISSING, Severity.WARNING, Severity.ASSUMPTION, Severity.INFO)
OPENED = {"recovered": Text(ko="손상된 파일을 복구하여 읽음", en="damaged, read after repair")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """A sheet as drawn and as understood."""

    number: str
    title: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSummary:
    """The account of every drawing and site data file, and the digest of the submission.

    Args:
        pictures: by language, the sheets that a person should look at.
    """

    submission_digest: str = ""
    census: tuple[DrawingCensus, ...] = ()
    bases: tuple[Basis, ...] = ()
    site_data: tuple[SiteDataCensus, ...] = ()
    pictures: Mapping[Lang, tuple[SheetPicture, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingRow:
    """One drawing file as it was read."""

    file: str
    format: str
    unit: str
    assumed: bool
    evidence: str
    read: str
    used: str
    set_aside: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """One layer and what it came to."""

    file: str
    layer: str
    meaning: str
    entities: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One sheet as understood."""

    number: str
    title: str
    kind: str
    storeys: str
    file: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDataRow:
    """One file of site data."""

    file: str
    format: str
    system: str
    read: str
    used: str
    set_aside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """How many elements of one kind the plan has, in all and by storey.

    Args:
        inferred: how many of them are concluded from lines, not named by a layer or block.
    """

    name: str
    count: int
    storeys: str
    inferred: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """Notes that say the same: the words, how many, and the first places."""

    words: str
    count: int
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteGroup:
    """Notes of one severity; the heading is a key of the strings."""

    severity: str
    notes: tuple[NoteRow, ...]


def sheet_rows(plan: SitePlan, reading: ReadingSummary, lang: Lang) -> tuple[SheetRow, ...]:
    """The sheets of a submission; those that were not declared with how they were found."""
    found = {
        sheet.spec.number: f"{SHEET_FOUND[sheet.how].in_(lang)} {sheet.sure:.0%}"
        for census in reading.census
        for sheet in census.sheets
        if sheet.how != "declared"
    }
    return tuple(
        SheetRow(
            number=sheet.number,
            title=sheet.title,
            kind=SHEET_NAMES[sheet.kind].in_(lang),
            storeys=storey_words(sheet.storeys, lang),
            file=sheet.file.rpartition("/")[2],
            found=found.get(sheet.number, ""),
        )
        for sheet in plan.sheets
    )


def storey_words(levels: Sequence[int], lang: Lang) -> str:
    """Storeys as people say them, runs of them by their ends."""
    ordered = sorted(levels)
    gaps = [b - a - (a < 0 < b) for a, b in pairwise(ordered)]
    if len(ordered) > 3 and all(gap == 1 for gap in gaps):
        return f"{storey_name(ordered[0]).in_(lang)} ~ {storey_name(ordered[-1]).in_(lang)}"
    return ", ".join(storey_name(n).in_(lang) for n in ordered)


def count_rows(plan: SitePlan, reading: ReadingSummary, lang: Lang) -> tuple[CountRow, ...]:
    """Elements of the plan by kind."""
    unsure = {basis.id for basis in reading.bases if basis.how is not How.DRAWN}
    inferred = Counter(type(e) for e in plan.elements() if e.id in unsure)
    rows = []
    by_kind: dict[type, list[int]] = {}
    for element in plan.elements():
        by_kind.setdefault(type(element), []).append(element.storey)
    for kind, levels in by_kind.items():
        rows.append(
            CountRow(
                name=wording.KIND_NAMES[kind].in_(lang),
                count=len(levels),
                storeys=storey_words(sorted(set(levels)), lang),
                inferred=f"{inferred[kind]:,}" if inferred[kind] else "",
            )
        )
    return tuple(rows)


def site_data_rows(reading: ReadingSummary, lang: Lang) -> tuple[SiteDataRow, ...]:
    """The files of site data: their coordinate system, and what became of their rows."""
    return tuple(
        SiteDataRow(
            file=_stem(census.file),
            format=f"{census.form} · {census.encoding}",
            system=census.crs_used or "–",
            read=f"{census.rows_read:,}",
            used=f"{census.rows_used:,}",
            set_aside=_counts(
                [
                    *((SITE_DATA_REASONS[a.reason], a.count) for a in census.set_aside),
                    *([(FAR, census.rows_far)] if census.rows_far else []),
                ],
                lang,
            ),
        )
        for census in reading.site_data
    )


def note_groups(notes: Sequence[Note], lang: Lang) -> tuple[NoteGroup, ...]:
    """Notes by severity, the gravest first; those that say the same drawn together."""
    groups = []
    for severity in GRAVEST_FIRST:
        alike: dict[str, list[Note]] = {}
        for note in notes:
            if note.severity is severity:
                alike.setdefault(note.text.in_(lang), []).append(note)
        rows = tuple(_note_row(words, members) for words, members in alike.items())
        if rows:
            groups.append(NoteGroup(severity=severity.value, notes=rows))
    return tuple(groups)


def _note_row(words: str, members: Sequence[Note]) -> NoteRow:
    places = [
        " · ".join(w for w in (n.source.sheet, n.source.layer, n.source.handle) if w)
        for n in members
        if n.source
    ]
    distinct = list(dict.fromkeys(p for p in places if p))
    more = f" +{len(distinct) - 3}" if len(distinct) > 3 else ""
    return NoteRow(words=words, count=len(members), sources=", ".join(distinct[:3]) + more)


def drawing_rows(reading: ReadingSummary, lang: Lang) -> tuple[DrawingRow, ...]:
    """Every drawing file: format, unit, how much became elements and what was set aside."""
    return tuple(
        DrawingRow(
            file=_stem(census.file),
            format=" · ".join(w for w in (census.version, census.code_page) if w),
            unit=census.unit or "–",
            assumed=census.unit_from == "estimated",
            evidence="; ".join(v.of.in_(lang) for v in census.votes)
            if census.unit_from == "estimated"
            else "",
            read=f"{census.read:,}",
            used=f"{sum(n for _, n in census.used):,}",
            set_aside=_counts([(REASONS.get(k, same(k)), n) for k, n in census.set_aside], lang),
            remark=OPENED[census.opened].in_(lang) if census.opened in OPENED else "",
        )
        for census in reading.census
    )


def layer_rows(reading: ReadingSummary, lang: Lang) -> tuple[LayerRow, ...]:
    """The layers that became elements."""
    return tuple(
        LayerRow(
            file=_stem(census.file),
            layer=use.layer,
            meaning=_counts([(element_name(k), n) for k, n in use.elements], lang),
            entities=f"{use.entities:,}",
        )
        for census in reading.census
        for use in census.layers
        if use.elements
    )


def set_aside_rows(reading: ReadingSummary) -> tuple[LayerRow, ...]:
    """The layers that made no element in any file, the fullest first."""
    counts: dict[str, int] = {}
    for census in reading.census:
        for use in census.layers:
            counts[use.layer] = counts.get(use.layer, 0) + use.entities
    made = {use.layer for census in reading.census for use in census.layers if use.elements}
    rest = sorted((-n, layer) for layer, n in counts.items() if layer not in made and n)
    return tuple(LayerRow(file="", layer=name, meaning="", entities=f"{-n:,}") for n, name in rest)


def element_name(kind: str) -> Text:
    """An element kind in words."""
    return ELEMENT_NAMES.get(kind.lower().rpartition(".")[2], same(kind))


def _counts(pairs: Sequence[tuple[Text, int]], lang: Lang) -> str:
    words = [join([name, same(f"{n:,}")], " ") for name, n in sorted(pairs, key=lambda p: -p[1])]
    return join(words).in_(lang) if words else ""


def _stem(path: str) -> str:
    return path.rpartition("/")[2]
