"""Uses of rooms, and who is there when."""

import json  # a table in JSON is one in YAML

import pytest

from cpted_rules.analysis.sight.presence import HOURS, default_presence, parse_presence


@pytest.mark.parametrize(
    ("room", "use"),
    [
        ("거실", "living"),
        ("주방/식당", "living"),
        ("침실1", "bedroom"),
        ("안방", "bedroom"),
        ("공용복도", "stair"),
        ("다용도실", "blind"),
        ("부부욕실", "blind"),
        ("Bathroom", "blind"),
        ("점포 101", "shop"),
        ("", None),
        ("A-3", None),
    ],
)
def test_the_longest_word_in_a_rooms_name_tells_its_use(room: str, use: str | None) -> None:
    found = default_presence().of_room(room)
    assert (found.name if found else None) == use


def test_living_rooms_weigh_more_than_bedrooms_and_those_more_than_stairs() -> None:
    table = default_presence()
    weights = [table.named(name).weight for name in ("living", "bedroom", "stair", "blind")]
    assert weights == [1.0, 0.6, 0.3, 0.0]
    assert all(len(use.present) == HOURS for use in table.uses)


def test_the_uses_given_by_kind_are_there() -> None:
    for name in ("entrance", "shop", "road", "guard"):
        assert max(default_presence().named(name).present) > 0
    with pytest.raises(KeyError):
        default_presence().named("garage")


ROW = {"use": "a", "words": ["b"], "weight": 0.5, "present": [0.1] * 24}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"a": 1}, "list of rows"),
        ([ROW, ROW], "twice"),
        ([ROW | {"present": [0.1] * 23}], "23 hours"),
        ([ROW | {"weight": 1.5}], "shares"),
        ([ROW | {"present": [-0.1] * 24}], "shares"),
        ([ROW | {"colour": "red"}], "colour"),
    ],
)
def test_a_table_that_says_something_else_is_refused(rows: object, says: str) -> None:

    with pytest.raises(ValueError, match=says):
        parse_presence(json.dumps(rows))


def test_an_own_table_is_read() -> None:

    (use,) = parse_presence(json.dumps([ROW])).uses
    assert (use.name, use.words, use.weight, use.present[23]) == ("a", ("b",), 0.5, 0.1)
