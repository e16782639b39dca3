"""Damaged files of every kind: only a sound value or a refusal in words comes of them."""

from collections import Counter
from random import Random

import pytest

from cpted_rules.errors import DrawingError, Fault
from cpted_rules.sitedata import SiteDataKind
from cpted_rules.text import Text, same
from tests.fuzz.damage import damaged
from tests.fuzz.run import Account, run
from tests.fuzz.seeds import Kind, seeds_of
from tests.fuzz.soundness import UnsoundError, checked_refusal, outcome, problems
from tests.fuzz.worker import MEMORY_BYTES, make

SEED = 20261126
COUNTS = {
    Kind.DXF: 120,
    Kind.DXB: 40,
    Kind.CSV: 150,
    Kind.GEOJSON: 150,
    Kind.IES: 150,
    Kind.LDT: 150,
    Kind.IFC: 6,
    Kind.DWG: 3,
}
OWN = 2
"""Sound files of each kind that come first, and are our own."""


@pytest.fixture(scope="module")
def account() -> Account:
    return run(((kind, n) for kind, count in COUNTS.items() for n in range(count)), seed=SEED)


def test_no_damaged_file_brings_a_bug_to_light(account: Account) -> None:
    assert account.bugs == [], "\n".join(account.lines())


def test_files_of_every_kind_were_read_and_refused(account: Account) -> None:
    outcomes: dict[Kind, Counter[bool]] = {kind: Counter() for kind in Kind}
    for one in account.told:
        outcomes[one.kind][one.came == "read"] += 1
    for kind in (Kind.DXF, Kind.DXB, Kind.CSV, Kind.GEOJSON, Kind.IES, Kind.LDT):
        assert sum(outcomes[kind].values()) == COUNTS[kind]
        assert outcomes[kind][True] > 0.1 * COUNTS[kind]
        assert outcomes[kind][False] > 0.1 * COUNTS[kind]


def test_memory_stays_far_below_the_bound(account: Account) -> None:
    assert max(one.peak_mib for one in account.told) < MEMORY_BYTES / 2**20 / 2


@pytest.mark.parametrize("kind", [k for k in Kind if k not in {Kind.IFC, Kind.DWG}])
def test_what_is_damaged_is_sound_before(kind: Kind) -> None:
    """Site data as one of the kinds that it may be said to be, at least."""
    for name, raw in seeds_of(kind)[:OWN]:
        said = range(len(SiteDataKind)) if kind in {Kind.CSV, Kind.GEOJSON} else range(1)
        assert "read" in {outcome(kind, name, raw, number) for number in said}, name


def test_the_same_number_is_the_same_file() -> None:
    files = {make(Kind.DXF, 3, n)[1] for n in (0, 0, 1, 2)}
    assert len(files) == 3
    assert damaged(Kind.IES, b"", Random(0)) == damaged(Kind.IES, b"", Random(0))


def test_a_worker_that_takes_too_long_is_ended_and_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is what the system ends it by, so that it ends in compiled code as well."""
    monkeypatch.setenv("CPTED_FUZZ_LIMIT_S", "0.02")
    (told,) = run([(Kind.DXF, 0)], seed=SEED).told
    assert told.bug == "more than 0.02 s"
    assert told.again() == f"python -m tests.fuzz --kind dxf --seed {SEED} --only 0"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ((1.0, float("nan")), "[1]: nan"),
        ({"a": float("inf")}, ".a: inf"),
        (Text(ko="벽", en=" "), ": a text that lacks a language"),
        ("\ud800", ": '\\ud800' cannot be written as UTF-8"),
    ],
)
def test_what_may_not_come_of_a_file_is_seen(value: object, said: str) -> None:
    assert list(problems(value)) == [said]


def test_a_refusal_without_a_remedy_in_korean_is_seen() -> None:
    fault = Fault(
        code="drawing/broken",
        where="a.dxf",
        found=same("x"),
        expected=same("y"),
        remedy=same("save it again"),
    )
    with pytest.raises(UnsoundError, match="not Korean"):
        checked_refusal(DrawingError(fault))
