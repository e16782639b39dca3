"""How a reading is shown on a terminal."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from app.reports.photometry_file import PhotometryFile
from app.reports.reading import GRAVEST_FIRST, SHEET_FOUND, element_name, storey_words
from app.reports.reading_file import DrawingModel, ElementsModel, ReadingFile
from cpted_rules.drawing.layers.layer_map import MEANING_NAMES, Meaning
from cpted_rules.drawing.reading import HOW_NAMES, REASONS, How
from cpted_rules.note import Severity
from cpted_rules.plan import SHEET_NAMES
from cpted_rules.text import Lang, Text, same

_UNIT = Text(ko="단위", en="unit")
_UNKNOWN = Text(ko="알 수 없음", en="not known")
_BASIS = {
    "declared": Text(ko="신고", en="declared"),
    "estimated": Text(ko="추정", en="estimated"),
    "unknown": Text(ko="미상", en="unknown"),
}
_SIZE = Text(ko="{unit}이면 {m} m", en="{m} m if in {unit}")
_SHEETS = (
    Text(ko="번호", en="No."),
    Text(ko="종류", en="kind"),
    Text(ko="제목", en="title"),
    Text(ko="층", en="storeys"),
    Text(ko="알아본 방법", en="found by"),
    Text(ko="확신", en="sure"),
)
_ELEMENTS = (
    Text(ko="요소", en="element"),
    Text(ko="개수", en="count"),
    Text(ko="근거", en="concluded from"),
    Text(ko="확신", en="sure"),
)
_LAYERS = (
    Text(ko="레이어", en="layer"),
    Text(ko="객체", en="entities"),
    Text(ko="뜻", en="meaning"),
    Text(ko="요소가 됨", en="became elements"),
    Text(ko="못 읽음", en="unread"),
)
_HIDDEN = {"off": Text(ko="꺼짐", en="off"), "frozen": Text(ko="동결", en="frozen")}
_READ = Text(ko="객체 {read}개 중 {used}개 사용", en="{used} of {read} entities used")
_ASIDE = Text(ko="쓰지 않음", en="set aside")
_LUMINAIRE = Text(ko="기구", en="luminaire")
_TABLE = Text(ko="배광표", en="table")
_PEAK = Text(ko="최대 광도", en="peak")
_FLUX = Text(ko="광속(기구/램프)", en="flux (luminaire/lamps)")
_WATTS = Text(ko="소비전력", en="power")
_OPENING = Text(ko="발광면(C0 × C90 × 높이)", en="opening (C0 × C90 × height)")
_COLOURS = {
    Severity.MISSING: "red",
    Severity.WARNING: "yellow",
    Severity.ASSUMPTION: "cyan",
    Severity.INFO: "dim",
}


def show_reading(read: ReadingFile, lang: Lang, console: Console) -> None:
    """Print the account of a reading."""
    for drawing in read.drawings:
        console.print(Group(*_drawing(drawing, lang)))
    console.print(_elements(read.elements, lang))
    for severity in GRAVEST_FIRST:
        for note in read.notes:
            if note.severity is severity:
                line = Line(f"{note.code}  ", style=_COLOURS[severity])
                console.print(line.append(note.text.text().in_(lang), style="default"))


def show_light(light: PhotometryFile, lang: Lang, console: Console) -> None:
    """Print the account of a photometric file."""
    console.print(Line(light.file, style="bold").append(f"   {light.format}", style="dim"))
    opening = light.opening_m
    rows = {
        _LUMINAIRE: " · ".join(w for w in (light.maker, light.luminaire) if w) or "–",
        _TABLE: f"{light.c_planes} C × γ {light.gamma_deg[0]:g}–{light.gamma_deg[1]:g}°",
        _PEAK: f"{light.peak_cd:,.0f} cd (C {light.peak_c_deg:g}°, γ {light.peak_gamma_deg:g}°)",
        _FLUX: f"{light.flux_lm:,.0f} lm"
        + (f" / {light.lamp_lm:,.0f} lm" if light.lamp_lm else ""),
        _WATTS: f"{light.watts:g} W" if light.watts else "–",
        _OPENING: " × ".join(f"{side:g}" for side in opening) + " m" if opening else "–",
    }
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for words, value in rows.items():
        table.add_row(Line(words.in_(lang), style="dim"), value)
    console.print(table)
    for remark in light.remarks:
        console.print(Line(f"· {remark.text().in_(lang)}", style="cyan"))


def _drawing(drawing: DrawingModel, lang: Lang) -> Iterator[RenderableType]:
    yield Line(drawing.file, style="bold").append(
        f"   {drawing.format} · {drawing.code_page} · {drawing.opened}", style="dim"
    )
    unit = drawing.unit
    named = unit.unit or _UNKNOWN.in_(lang)
    yield (
        Line(f"{_UNIT.in_(lang)}  ")
        .append(named, style="bold")
        .append(
            f" ({_BASIS[unit.basis].in_(lang)})  "
            + "; ".join(
                f"{v.of.text().in_(lang)} → {'/'.join(v.units) or '–'}" for v in unit.votes
            ),
            style="dim",
        )
    )
    sizes = [
        _SIZE.fill(unit=s.unit, m=f"{s.metres:,.1f}").in_(lang)
        for s in unit.sizes
        if s.unit in ("mm", "cm", "m", unit.unit)
    ]
    yield Line("      " + " · ".join(sizes), style="dim")
    table = _table(_SHEETS, lang, right=(5,))
    for sheet in drawing.sheets:
        table.add_row(
            sheet.number,
            SHEET_NAMES[sheet.kind].in_(lang),
            sheet.title or (sheet.evidence.text().in_(lang) if sheet.evidence else ""),
            storey_words(sheet.storeys, lang),
            SHEET_FOUND.get(sheet.how, same(sheet.how)).in_(lang),
            f"{sheet.sure:.0%}",
        )
    yield table
    yield (
        Line(_READ.fill(read=f"{drawing.read:,}", used=f"{sum(drawing.used.values()):,}").in_(lang))
        .append(f"   {_ASIDE.in_(lang)}: ", style="dim")
        .append(
            " · ".join(
                f"{REASONS.get(why, same(why)).in_(lang)} {n:,}"
                for why, n in drawing.set_aside.items()
            ),
            style="dim",
        )
    )
    yield _layers(drawing, lang)


def _layers(drawing: DrawingModel, lang: Lang) -> Table:
    table = _table(_LAYERS, lang, right=(1, 4))
    for use in sorted(drawing.layers, key=lambda u: (not u.meaning, -u.entities, u.layer)):
        state = f" ({_HIDDEN[use.state].in_(lang)})" if use.state in _HIDDEN else ""
        meaning = MEANING_NAMES[Meaning(use.meaning)].in_(lang) if use.meaning else "?"
        table.add_row(
            use.layer + state,
            f"{use.entities:,}",
            Line(meaning, style="" if use.meaning else "yellow"),
            ", ".join(f"{element_name(k).in_(lang)} {n:,}" for k, n in use.elements.items()),
            f"{use.unread:,}" if use.unread else "",
        )
    return table


def _elements(found: tuple[ElementsModel, ...], lang: Lang) -> Table:
    table = _table(_ELEMENTS, lang, right=(1, 3))
    for one in found:
        how = ", ".join(f"{HOW_NAMES[How(h)].in_(lang)} {n:,}" for h, n in one.how.items())
        table.add_row(element_name(one.kind).in_(lang), f"{one.count:,}", how, f"{one.sure:.0%}")
    return table


def _table(columns: tuple[Text, ...], lang: Lang, *, right: tuple[int, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for n, words in enumerate(columns):
        table.add_column(words.in_(lang), justify="right" if n in right else "left")
    return table
