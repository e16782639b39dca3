"""Records of a schedule to its rows; what cannot be read stays None and becomes a note."""

import re

from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.tables import quantities as q
from cpted_rules.drawing.tables.columns import Role, flat
from cpted_rules.drawing.tables.meanings import DOME, meaning_of
from cpted_rules.drawing.tables.records import Record
from cpted_rules.drawing.tables.row_reader import RowReader
from cpted_rules.drawing.tables.rows import DeviceRow, OpeningRow, ScheduledLuminaire, TreeRow

_MARK_LETTERS = re.compile(r"^[A-Za-z]{1,5}(?=[-_ ]?\d)")
_OPENINGS = frozenset({Meaning.WINDOW, Meaning.DOOR, Meaning.GATE, Meaning.SHUTTER})


def tree_row(record: Record, title: str) -> TreeRow:
    """A row of the list of plants."""
    row = RowReader(record, title)
    said = record.column(Role.SIZE)
    sizes = q.TreeSizes()
    if said is not None:
        sizes = q.tree_sizes(row.words(Role.SIZE), said.order)
        if not sizes.plain:
            row.unread(Role.SIZE, row.words(Role.SIZE))
    trunk = _trunk(row)
    height, crown = row.length_m(Role.HEIGHT), row.length_m(Role.CROWN_WIDTH)
    breast, collar = _thickness_cm(row, Role.BREAST_HEIGHT), _thickness_cm(row, Role.ROOT_COLLAR)
    form = " ".join(dict.fromkeys(filter(None, (record.section, row.words(Role.FORM)))))
    mark, marks = row.marks(Role.MARK)
    quantity, unit = row.count()
    return TreeRow(
        mark=mark,
        marks=marks,
        species=flat(row.words(Role.SPECIES)),
        form=form,
        evergreen=_evergreen(form),
        height_m=sizes.height_m if height is None else height,
        crown_width_m=sizes.crown_width_m if crown is None else crown,
        crown_base_m=row.length_m(Role.CROWN_BASE),
        breast_height_cm=_first(breast, trunk.breast_height_cm, sizes.breast_height_cm),
        root_collar_cm=_first(collar, trunk.root_collar_cm, sizes.root_collar_cm),
        quantity=quantity,
        unit=unit,
        remark=row.words(Role.REMARK),
        refs=record.refs,
        notes=tuple(row.notes),
    )


def _trunk(row: RowReader) -> q.TreeSizes:
    """A diameter in a column for both kinds: only its letter says which it is."""
    words = row.words(Role.TRUNK)
    sizes = q.tree_sizes(words)
    if words and not sizes.plain:
        row.unread(Role.TRUNK, words)
    return sizes


def _thickness_cm(row: RowReader, role: Role) -> float | None:
    said = row.record.column(role)
    unit = said.unit if said else ""

    def read(words: str) -> float | None:
        bare = q.number(re.sub(r"^[RBrb]\s*[=:\-]?", "", words))
        if bare is not None and not unit:
            return bare
        metres = q.length_m(words, unit or "cm")
        return None if metres is None else round(metres * 100.0, 6)

    return row.value(read, role)


def _evergreen(form: str) -> bool | None:
    text = q.plain(form)
    green, bare = "상록" in text or "evergreen" in text, "낙엽" in text or "deciduous" in text
    return None if green is bare else green


def opening_row(record: Record, title: str, layer_map: LayerMap) -> OpeningRow:
    """A row of the schedule of windows and doors."""
    row = RowReader(record, title)
    mark, marks = row.marks(Role.MARK, Role.NUMBER)
    said = record.column(Role.SIZE)
    size = None
    if said is not None:
        unit, order = said.unit, said.order
        size = row.value(lambda words: q.width_and_height_m(words, unit, order), Role.SIZE)
    width = row.length_m(Role.WIDTH, metres_to=12.0)
    height = row.length_m(Role.HEIGHT, metres_to=12.0)
    quantity, unit = row.count()
    name = row.words(Role.KIND)
    return OpeningRow(
        mark=mark,
        marks=marks,
        kind=_opening_kind((name, row.words(Role.PLACE), record.section), mark, layer_map),
        name=name,
        place=row.words(Role.PLACE),
        width_m=size[0] if width is None and size else width,
        height_m=size[1] if height is None and size else height,
        sill_m=row.length_m(Role.SILL, metres_to=12.0),
        grade=row.words(Role.GRADE) or None,
        make=row.words(Role.MAKE),
        quantity=quantity,
        unit=unit,
        remark=row.words(Role.REMARK),
        refs=record.refs,
        notes=tuple(row.notes),
    )


def _opening_kind(said: tuple[str, ...], mark: str, layer_map: LayerMap) -> Meaning | None:
    for words in said:
        meaning, _ = meaning_of(words, layer_map) if words else (None, 0.0)
        if meaning in _OPENINGS:
            return meaning
    # AW, PW, SW are windows, SD, FSD, WD doors: the last letter of a mark says it
    letters = _MARK_LETTERS.match(mark)
    last = letters[0][-1].upper() if letters else ""
    return {"W": Meaning.WINDOW, "D": Meaning.DOOR}.get(last)


def luminaire_row(record: Record, title: str, layer_map: LayerMap) -> ScheduledLuminaire:
    """A row of the schedule of luminaires; words of its make say what has no column."""
    row = RowReader(record, title)
    mark, marks = row.marks(Role.MARK)
    name, make = row.words(Role.NAME), row.words(Role.MAKE)
    among = f"{name} {make}".strip()
    watts = row.value(lambda words: q.watts(words, bare=True), Role.WATTS)
    flux = row.value(lambda words: q.lumens(words, bare=True), Role.LUMENS)
    height = row.length_m(Role.HEIGHT)
    quantity, unit = row.count()
    return ScheduledLuminaire(
        mark=mark,
        marks=marks,
        name=name,
        make=make,
        meaning=_first_meaning((name, make), layer_map),
        watts=watts if record.column(Role.WATTS) else q.watts(among),
        flux_lm=flux if record.column(Role.LUMENS) else q.lumens(among),
        height_m=height if record.column(Role.HEIGHT) else q.height_in(among),
        photometry=row.value(lambda words: words or None, Role.FILE) or q.photometry_in(among),
        quantity=quantity,
        unit=unit,
        remark=row.words(Role.REMARK),
        refs=record.refs,
        notes=tuple(row.notes),
    )


def device_row(record: Record, title: str, layer_map: LayerMap) -> DeviceRow:
    """A row of a list of cameras, bells or door access."""
    row = RowReader(record, title)
    mark, marks = row.marks(Role.MARK)
    name, make = row.words(Role.KIND), row.words(Role.MAKE)
    among = f"{name} {make}".strip()
    pixels = row.value(lambda words: q.pixel_count_in(words, bare=True), Role.PIXELS)
    stated = row.words(Role.PIXELS)
    sized = q.pixels_in(stated, bare=True) if stated else q.pixels_in(among)
    view = row.value(lambda words: q.angle_deg(words, bare=True), Role.VIEW)
    lens = row.value(q.focal_mm, Role.LENS) or q.focal_mm(among)
    height = row.length_m(Role.HEIGHT)
    quantity, unit = row.count()
    if len(marks) > 1 and quantity is not None and quantity != len(marks):
        row.miscounted(mark, len(marks), quantity)
    return DeviceRow(
        mark=mark,
        marks=marks,
        name=name,
        make=make,
        meaning=_device_meaning(name, make, title, layer_map),
        place=row.words(Role.PLACE),
        pixels=pixels if record.column(Role.PIXELS) else q.pixel_count_in(among),
        pixels_wide=sized[0] if sized else None,
        pixels_high=sized[1] if sized else None,
        view_deg=view if record.column(Role.VIEW) else q.angle_deg(among),
        focal_from_mm=lens[0] if lens else None,
        focal_to_mm=lens[1] if lens else None,
        height_m=height if record.column(Role.HEIGHT) else q.height_in(among),
        quantity=quantity,
        unit=unit,
        remark=row.words(Role.REMARK),
        refs=record.refs,
        notes=tuple(row.notes),
    )


def _device_meaning(name: str, make: str, title: str, layer_map: LayerMap) -> Meaning | None:
    """By its words; a camera's form (fixed, dome) alone needs a title that says camera."""
    found = _first_meaning((name,), layer_map) or _first_meaning((make,), layer_map)
    if found is None:
        by_title = _first_meaning((title,), layer_map)
        found = by_title if by_title in {Meaning.CAMERA, Meaning.BELL} else _title_says(title)
    if found is Meaning.CAMERA and DOME.search(f"{name} {make}"):
        return Meaning.DOME_CAMERA
    return found


def _title_says(title: str) -> Meaning | None:
    text = q.plain(title)
    said = {
        Meaning.CAMERA: any(word in text for word in ("cctv", "카메라", "camera")),
        Meaning.BELL: any(word in text for word in ("비상벨", "emergencybell")),
    }
    found = [meaning for meaning, there in said.items() if there]
    return found[0] if len(found) == 1 else None


def _first_meaning(said: tuple[str, ...], layer_map: LayerMap) -> Meaning | None:
    return next((m for words in said if words and (m := meaning_of(words, layer_map)[0])), None)


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
