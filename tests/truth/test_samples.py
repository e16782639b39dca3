"""What the truth of the samples counts is what their scripts ask the symbols to draw."""

from collections import Counter
from importlib import import_module
from typing import Any

import pytest
import yaml

from sample_plans import symbols
from sample_plans.drafting import Pen, new_document
from tests.truth.samples import NAMES, SAMPLES, DrawnSheet, count, count_built, drawn

ASKED = {
    "door": "doors", "window": "windows", "tree": "trees", "bay": "bays", "column": "columns",
    "luminaire": "lamps", "camera": "cameras", "bell": "bells", "mirror": "mirrors",
    "sign": "signs",
}  # fmt: skip


def asked_of_symbols(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Counter[str]]:
    """By sheet, how often the drawing script calls each symbol."""
    calls: Counter[str] = Counter()

    def counting(kind: str, draw: Any) -> Any:
        def counted(*args: Any, **kwargs: Any) -> None:
            calls[kind] += 1
            draw(*args, **kwargs)

        return counted

    for function, kind in ASKED.items():
        monkeypatch.setattr(symbols, function, counting(kind, getattr(symbols, function)))
    by_sheet = {}
    for sheets in import_module(f"sample_plans.{name}.draw").files(flawed=True).values():
        for sheet in sheets:
            calls.clear()
            sheet.draw(Pen(new_document().modelspace(), sheet.scale, (0.0, 0.0)))
            by_sheet[sheet.number] = Counter(calls)
    return by_sheet


@pytest.mark.parametrize("name", NAMES)
def test_each_sheet_holds_what_its_script_asks_for(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of_symbols(name, monkeypatch)
    sheets = drawn(name)
    counted = {
        s.number: Counter({k: len(v) for k, v in s.places.items() if k != "rooms"}) for s in sheets
    }
    assert counted == asked


def test_a_typical_plan_counts_once_a_storey_and_an_elevation_not_at_all() -> None:
    def sheet(kind: str, storeys: tuple[int, ...], lamps: int) -> DrawnSheet:
        return DrawnSheet(
            file="a.dxf", number="1", kind=kind, storeys=storeys, frame=(0, 0, 1, 1),
            places={"lamps": ((0.0, 0.0),) * lamps},
        )  # fmt: skip

    sheets = (sheet("floor_plan", (2, 3, 4), 5), sheet("elevation", (0,), 7))
    assert count(sheets, "lamps") == 5
    assert count_built(sheets, "lamps") == 15


@pytest.mark.parametrize(("name", "motorcycles"), [("multiplex", 5), ("officetel", 0)])
def test_as_many_bays_are_drawn_as_cars_are_declared(name: str, motorcycles: int) -> None:
    declared = yaml.safe_load((SAMPLES / name / "deficient" / "submission.yaml").read_text("utf-8"))
    assert count(drawn(name), "bays") == declared["parking"]["cars"] + motorcycles
