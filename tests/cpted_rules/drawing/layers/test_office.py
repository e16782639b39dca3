"""Naming kept per office: what was said of one drawing is known of the next."""

from typing import Any

import pytest

from cpted_rules.drawing.dxf import read_dxf
from cpted_rules.drawing.layers.layer_map import Meaning, default_layer_map
from cpted_rules.drawing.layers.office import (
    Fingerprint,
    Naming,
    fingerprint,
    naming_yaml,
    office_named,
    office_of,
    parse_office_map,
)
from cpted_rules.errors import DrawingError

SAID = Naming(
    layers={"01_가선(외부)": Meaning.WALL, "Z-9": Meaning.ANNOTATION},
    blocks={"A$C7384371F": Meaning.SECURITY_LIGHT, "*U66": Meaning.BELL},
)


def test_corrections_become_a_map_that_a_file_brings_back() -> None:
    known = Fingerprint(designer="가상건축", layers=frozenset({"가선외부"}))
    office = office_named("가상 건축", known).learned(SAID, known)
    again = parse_office_map(office.to_yaml(), "가상.yaml")
    assert again == office
    mapped = default_layer_map().under(again.layer_map())
    assert mapped.layer("01_가선(외부)") is Meaning.WALL
    assert mapped.layer("02_가선(외부)") is Meaning.WALL  # the floor number before it says nothing
    assert mapped.block("A$C7384371F") is Meaning.SECURITY_LIGHT
    assert mapped.block("*U66") is Meaning.BELL
    assert mapped.block("*U67") is None


def test_a_submissions_own_map_wins_over_the_offices_and_that_over_the_default() -> None:
    office = office_named("가", Fingerprint()).learned(
        Naming(layers={"벽체": Meaning.FENCE, "문자": Meaning.ZONE}, blocks={}), Fingerprint()
    )
    mapped = default_layer_map().under(office.layer_map())
    assert mapped.layer("벽체") is Meaning.FENCE
    own = naming_yaml(Naming(layers={"벽체": Meaning.RAILING}, blocks={}))
    mapped = mapped.with_own(own, "layers.yaml")
    assert (mapped.layer("벽체"), mapped.layer("문자")) == (Meaning.RAILING, Meaning.ZONE)


def test_what_is_taken_back_is_forgotten() -> None:
    office = office_named("가", Fingerprint()).learned(SAID, Fingerprint())
    office = office.learned(Naming(layers={"Z-9": None}, blocks={}), Fingerprint())
    assert dict(office.layers) == {"01_가선(외부)": Meaning.WALL}


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        (Fingerprint(designer="가상건축"), True),
        (Fingerprint(designer="다른건축"), False),
        (Fingerprint(title_blocks=frozenset({"도곽가상"})), True),
        (Fingerprint(title_blocks=frozenset({"도곽"})), False),  # everybody's name for it
        (Fingerprint(layers=frozenset("abcdefg")), True),
        (Fingerprint(layers=frozenset("abcxyz")), False),
    ],
)
def test_an_office_is_known_by_its_name_its_title_block_or_its_layers(
    drawing: Fingerprint, found: bool
) -> None:
    known = office_named(
        "가상",
        Fingerprint(
            designer="가상건축",
            title_blocks=frozenset({"도곽", "도곽가상"}),
            layers=frozenset("abcdefgh"),
        ),
    )
    assert (office_of([known], drawing) is not None) is found


def test_a_drawing_is_known_by_its_title_blocks_and_used_layers(draft: Any) -> None:
    draft.insert("도곽_가상", (0, 0))
    draft.box("01_벽체", 0, 0, 1, 1)
    draft.document.layers.add("쓰지않음")
    drawing = read_dxf(draft.bytes(), "a.dxf")
    print_ = fingerprint([drawing], default_layer_map(), "가상 종합 건축")
    assert print_ == Fingerprint(
        designer="가상종합건축",
        title_blocks=frozenset({"도곽가상"}),
        layers=frozenset({"벽체"}),
    )


def test_a_map_that_says_not_whose_it_is_is_refused() -> None:
    with pytest.raises(DrawingError):
        parse_office_map("format: 1\nelements: {wall: {layers: [가]}}\n", "a.yaml")
