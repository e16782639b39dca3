"""Classes of pixel density: how much of a person a picture shows."""

from dataclasses import dataclass

from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DensityClass:
    """One class of a standard.

    Args:
        px_per_m: least pixel density of the class. [px/m]
        read: whether the value was read in a source; one that was not is no citation.
    """

    name: Text
    px_per_m: float
    read: bool


def _class(ko: str, en: str, px_per_m: float, *, read: bool) -> DensityClass:
    return DensityClass(name=Text(ko=ko, en=en), px_per_m=px_per_m, read=read)


IEC_62676_4_2014 = (
    _class("모니터(Monitor)", "Monitor", 12.5, read=True),
    _class("탐지(Detect)", "Detect", 25.0, read=True),
    _class("관찰(Observe)", "Observe", 62.5, read=True),
    _class("인식(Recognise)", "Recognise", 125.0, read=True),
    _class("식별(Identify)", "Identify", 250.0, read=True),
    _class("정밀확인(Inspect)", "Inspect", 1000.0, read=False),
)
"""The classes of IEC 62676-4:2014, coarse to fine.

Source: international.md 1.7. Observe is 62 or 62.5 by source.
"""

IEC_62676_4_2025 = (
    _class("개관(Overview)", "Overview", 20.0, read=False),
    _class("윤곽(Outline)", "Outline", 40.0, read=False),
    _class("분별(Discern)", "Discern", 80.0, read=False),
    _class("지각(Perceive)", "Perceive", 125.0, read=False),
    _class("특징파악(Characterise)", "Characterise", 250.0, read=False),
    _class("확증(Validate)", "Validate", 500.0, read=True),
    _class("정밀검증(Scrutinise)", "Scrutinise", 1500.0, read=False),
)
"""The classes of IEC 62676-4:2025, coarse to fine; only Validate was read in a source.

Source: international.md 1.7.
"""
