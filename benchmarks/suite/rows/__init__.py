"""The rows of the suite, each a module with its claims and how it is prepared."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Survey, Trial


class RowModule(Protocol):
    """What a module of a row holds.

    `prepare` makes the inputs; nothing of it is measured. A module imports neither the product nor
    a peer before that, so that its claims can be listed where one is missing.
    """

    CLAIMS: tuple[Claim, ...]

    def prepare(self) -> Trial | Survey:
        """Both sides ready to run."""


ROWS: Mapping[str, str] = MappingProxyType(
    {
        "vispoly": "vispoly",
        "vga": "vga",
        "intervis": "intervis",
        "intervis-district": "intervis_district",
        "intervis-semi": "intervis_semi",
        "lux-h": "lux_h",
        "lux-9": "lux_9",
        "camera": "camera",
        "whatif": "whatif",
        "walk": "walk",
        "dxf": "dxf",
        "figure": "figure",
        "plan": "plan",
        "pdf": "pdf",
        "report": "report",
        "e2e": "e2e",
        "first-use": "first_use",
        "scaling": "scaling",
    }
)
"""Rows in the order of the table, and the module of each."""


def module_of(name: str) -> RowModule:
    """The module of a row."""
    return cast(RowModule, import_module(f"benchmarks.suite.rows.{name}"))
