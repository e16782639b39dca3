"""A drawing changed so that its meaning stays gives the same plan: drawings of our own."""

from collections.abc import Callable
from functools import cache, partial

import pytest
from ezdxf.document import Drawing as Document
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.drawing import DrawingSource, LayerMap, Reading, default_layer_map, read_plan
from cpted_rules.drawing.layers.layer_map import ASIDE
from cpted_rules.drawing.points import Affine
from cpted_rules.plan import SitePlan
from cpted_rules.plan.siteplan import ELEMENT_FIELDS
from tests.cpted_rules.drawing.changes import (
    CODE_PAGES,
    as_version,
    ascii_bytes,
    binary_bytes,
    exploded,
    hidden,
    inverse,
    moved,
    nested,
    purged,
    renamed,
    renumbered,
    reordered,
    reversed_lines,
    similarity,
    split,
    with_unused_layers,
)
from tests.cpted_rules.drawing.dialects import DIALECTS, LAYERS
from tests.cpted_rules.drawing.drawn_floor import floor_plan
from tests.cpted_rules.drawing.drawn_site import site_plan
from tests.cpted_rules.drawing.sameness import counts, differences

BASES: dict[str, Callable[..., Document]] = {
    "site": site_plan,
    "floor": floor_plan,
}
EACH = pytest.mark.parametrize("name", BASES)

PLACES: dict[str, Affine] = {
    "moved": similarity(by=(-37.2, 12.9)),
    "on the national grid": similarity(by=(200_000.0, 550_000.0)),
    "turned by a quarter": similarity(turn_deg=90.0),
    "turned by 30 degrees": similarity(turn_deg=30.0),
    "turned by 217.3 degrees": similarity(turn_deg=217.3, by=(100.0, 50.0)),
    "turned on the grid": similarity(turn_deg=217.3, by=(200_000.0, 550_000.0)),
    "mirrored": similarity(mirror=True),
    "mirrored and turned": similarity(mirror=True, turn_deg=30.0, by=(7.0, -3.0)),
}
INSERTED: dict[str, Affine] = {
    "twice as large, turned": similarity(scale=2.0, turn_deg=30.0, by=(10.0, 20.0)),
    "a thousandth, turned": similarity(scale=0.001, turn_deg=90.0),
    "mirrored": similarity(mirror=True, turn_deg=45.0, by=(5.0, 5.0)),
}
ORDERS: dict[str, Callable[[Document], None]] = {
    "reversed": reversed_lines,
    "reordered": partial(reordered, seed=1),
    "reordered otherwise": partial(reordered, seed=2),
    "drawn in another order": partial(renumbered, seed=3),
    "with unused layers": with_unused_layers,
    "purged": purged,
}


def read(raw: bytes) -> Reading:
    return read_plan([DrawingSource(name="a.dxf", raw=raw, sheets=())])


@cache
def plan_of(name: str) -> SitePlan:
    return read(ascii_bytes(BASES[name]())).plan


def changed(name: str, change: Callable[[Document], object]) -> SitePlan:
    document = BASES[name]()
    change(document)
    return read(ascii_bytes(document)).plan


def test_the_drawings_show_every_kind_of_element() -> None:
    both = (plan_of("site"), plan_of("floor"))
    assert {f for f in ELEMENT_FIELDS if any(getattr(plan, f) for plan in both)} == ELEMENT_FIELDS
    assert counts(plan_of("floor")) == {
        "Building": 1,
        "Opening": 11,
        "Wall": 20,
        "Zone": 6,
        "ParkingBay": 5,
        "Luminaire": 1,
        "Bell": 1,
    }


def test_a_difference_is_seen() -> None:
    """The comparison itself: a lamp turned by a degree, a wall 2 mm off, a window gone."""

    def turn(document: Document) -> None:
        document.modelspace().query('INSERT[name=="보안등_SL1"]').first.dxf.rotation += 1.0

    def push(document: Document) -> None:
        document.modelspace().query('LWPOLYLINE[layer=="벽체"]').first.translate(0.002, 0, 0)

    def drop(document: Document) -> None:
        document.modelspace().delete_entity(
            document.modelspace().query('INSERT[layer=="창호"]').first
        )

    found = [differences(plan_of("site"), changed("site", by)) for by in (turn, push, drop)]
    assert [[line.split()[:2] for line in lines] for lines in found] == [
        [["luminaires", "-"], ["luminaires", "+"]],
        [["walls", "-"], ["walls", "+"]],
        [["openings", "-"]],
    ]


@EACH
@pytest.mark.parametrize("place", PLACES)
def test_a_drawing_elsewhere_gives_the_same_plan_there(name: str, place: str) -> None:
    """Facings and azimuths turn along."""
    there = PLACES[place]
    plan = changed(name, partial(moved, by=there))
    assert differences(plan_of(name), plan, back=inverse(there)) == []


@EACH
@settings(deadline=None, max_examples=6, derandomize=True)
@given(
    turn_deg=st.floats(0.0, 360.0),
    mirror=st.booleans(),
    east=st.floats(-3e5, 3e5),
    north=st.floats(-6e5, 6e5),
    seed=st.integers(0, 99),
)
def test_anywhere_turned_and_in_any_order_it_is_the_same_plan(
    name: str, turn_deg: float, mirror: bool, east: float, north: float, seed: int
) -> None:
    there = similarity(turn_deg=turn_deg, mirror=mirror, by=(east, north))
    document = BASES[name]()
    moved(document, there)
    renumbered(document, seed)
    plan = read(ascii_bytes(document)).plan
    assert differences(plan_of(name), plan, back=inverse(there)) == []


@EACH
@pytest.mark.parametrize("header", [0, 1, 4, 6], ids=["no unit", "inch", "mm", "m"])
@pytest.mark.parametrize(("unit", "per_metre"), [("m", 1), ("cm", 100), ("mm", 1000)])
def test_in_any_unit_it_is_the_same_plan_whatever_the_header_says(
    name: str, unit: str, per_metre: float, header: int
) -> None:
    reading = read(ascii_bytes(BASES[name](per_metre, insunits=header)))
    assert reading.census[0].unit == unit
    assert differences(plan_of(name), reading.plan) == []


@EACH
@pytest.mark.parametrize(("unit", "scale"), [("cm", 100.0), ("mm", 1000.0)])
def test_scaled_to_another_unit_symbols_and_all_it_is_the_same_plan(
    name: str, unit: str, scale: float
) -> None:
    document = BASES[name]()
    moved(document, similarity(scale=scale))
    reading = read(ascii_bytes(document))
    assert reading.census[0].unit == unit
    assert differences(plan_of(name), reading.plan) == []


@pytest.fixture(scope="module")
def known() -> LayerMap:
    return default_layer_map()


@pytest.mark.parametrize(
    ("dialect", "layer"), [(d, layer) for d, names in DIALECTS.items() for layer in names]
)
def test_a_layer_means_the_same_in_every_dialect(known: LayerMap, dialect: str, layer: str) -> None:
    meaning = known.layer(layer)
    assert meaning is not None
    assert known.layer(DIALECTS[dialect][layer]) is meaning


def test_the_layers_of_elements_have_names_in_the_dialects_that_name_them_all(
    known: LayerMap,
) -> None:
    elements = {layer for layer in LAYERS if known.layer(layer) not in ASIDE}
    assert elements == set(DIALECTS["another Korean office"]) - {"문자", "범례"}
    assert elements - set(DIALECTS["AIA"]) == {"계량기", "택배함"}


@EACH
@pytest.mark.parametrize("dialect", DIALECTS)
def test_with_layers_in_another_dialect_it_is_the_same_plan(name: str, dialect: str) -> None:
    plan = changed(name, partial(renamed, names=DIALECTS[dialect]))
    assert differences(plan_of(name), plan) == []


@EACH
@pytest.mark.parametrize("by", INSERTED)
def test_bound_into_one_block_it_is_the_same_plan(name: str, by: str) -> None:
    assert differences(plan_of(name), changed(name, partial(nested, by=INSERTED[by]))) == []


@EACH
def test_blocks_in_blocks_and_exploded_it_is_the_same_plan(name: str) -> None:
    def deep(document: Document) -> None:
        nested(document, INSERTED["twice as large, turned"], layers={"건물외곽선", "벽체", "문"})
        nested(document, INSERTED["mirrored"], layers={"0", "창호", "주차선"})
        nested(document, INSERTED["a thousandth, turned"])

    def deep_and_exploded(document: Document) -> None:
        deep(document)
        exploded(document)

    assert differences(plan_of(name), changed(name, deep)) == []
    assert differences(plan_of(name), changed(name, deep_and_exploded)) == []


@EACH
@pytest.mark.parametrize("order", ORDERS)
def test_drawn_in_another_way_it_is_the_same_plan(name: str, order: str) -> None:
    assert differences(plan_of(name), changed(name, ORDERS[order])) == []


@EACH
@pytest.mark.parametrize("turn_deg", [0.0, 30.0])
def test_outlines_of_single_lines_are_the_same_outlines(name: str, turn_deg: float) -> None:
    """But for fences, as a tag speaks of one line of them, and contours, which enclose nothing."""
    there = similarity(turn_deg=turn_deg, by=(12.3456, 0.0))

    def apart(document: Document) -> None:
        split(document, but={"담장", "등고선"})
        moved(document, there)

    assert differences(plan_of(name), changed(name, apart), back=inverse(there)) == []


@EACH
@pytest.mark.parametrize("frozen", [False, True], ids=["off", "frozen"])
def test_hidden_layers_are_read_and_asked_about(name: str, frozen: bool) -> None:
    document = BASES[name]()
    hidden(document, frozen=frozen)
    reading = read(ascii_bytes(document))
    assert differences(plan_of(name), reading.plan) == []
    assert "drawing/hidden-layer" in {note.code for note in reading.notes}
    states = {use.state for use in reading.census[0].layers if use.layer != "0"}
    assert states == {"frozen" if frozen else "off"}


@EACH
@pytest.mark.parametrize("form", [ascii_bytes, binary_bytes])
@pytest.mark.parametrize("version", ["R12", "R2000", "R2004", "R2007", "R2010", "R2013", "R2018"])
def test_saved_as_any_version_it_is_the_same_plan(
    name: str, version: str, form: Callable[[Document], bytes]
) -> None:
    drawn = BASES[name](version="R12") if version == "R12" else as_version(BASES[name](), version)
    assert differences(plan_of(name), read(form(drawn)).plan) == []


@EACH
@pytest.mark.parametrize("page", CODE_PAGES)
def test_in_any_code_page_it_is_the_same_plan(name: str, page: str) -> None:
    reading = read(CODE_PAGES[page](BASES[name]()))
    assert differences(plan_of(name), reading.plan) == []
    guessed = page in {"cp949, said to be cp1252", "UTF-8 in an R2000 file"}
    assert guessed == ("drawing/code-page-guessed" in {note.code for note in reading.notes})
