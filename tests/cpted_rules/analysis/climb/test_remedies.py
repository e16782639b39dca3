"""The change that closes most openings comes first."""

from cpted_rules.analysis.climb.remedies import Remedy, remedies, unbroken
from tests.cpted_rules.analysis.climb.scene import house, reaches, window


def test_one_pipe_that_serves_two_windows_comes_before_one_that_serves_one() -> None:
    pipe = {"kind": "gas_pipe", "top_m": 8.0, "guard": ""}
    plan = house(
        openings=[window("a", 4, storey=2), window("b", 6, storey=2), window("c", 1, storey=2)],
        fixtures=[
            pipe | {"id": "g1", "at": [5.5, -0.05]},
            pipe | {"id": "g2", "at": [0.5, -0.05]},
        ],
    )
    found = list(reaches(plan).values())
    assert remedies(found) == (
        Remedy(elements=("g1",), openings=("a", "b")),
        Remedy(elements=("g2",), openings=("c",)),
    )
    assert unbroken(found) == ()


def test_what_three_things_lead_to_is_left_open() -> None:
    pipe = {"kind": "gas_pipe", "top_m": 8.0, "guard": ""}
    plan = house(
        fixtures=[pipe | {"id": f"g{n}", "at": [4 + n / 2, -0.05]} for n in range(3)],
    )
    found = list(reaches(plan).values())
    assert remedies(found) == ()
    assert unbroken(found) == ("w2",)
