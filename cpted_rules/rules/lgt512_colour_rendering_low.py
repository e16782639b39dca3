"""LGT512: lamps whose light does not show colours."""

import re
from collections.abc import Iterator
from itertools import groupby

from shapely import MultiPoint

from cpted_rules.plan import Luminaire, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

GROUPS = {"1A": 90.0, "1B": 80.0, "2A": 70.0, "2B": 60.0, "3": 40.0, "4": 20.0}
"""Least index of each group of colour rendering, as photometric files name them [M]."""


@rule(
    "LGT512",
    title=Text(ko="광원의 연색성", en="Colour rendering of lamps"),
    measures=Text(ko="옥외 조명기구의 연색지수(Ra)", en="colour rendering index (Ra) of a lamp"),
    says=Text(
        ko="{subject}의 연색지수(Ra)가 {value}임",
        en="colour rendering index (Ra) of {subject}: {value}",
    ),
    unit="index",
    needs=((SheetKind.OUTDOOR_LIGHTING,),),
)
def colour_rendering_low(site: Site) -> Iterator[Measurement]:
    """Colour rendering index Ra of the outdoor lamps of a type. [index]

    Why: a witness who cannot tell the colour of hair, skin and clothes describes nobody.
    How: outdoor lamps put together by their mark; the index, or the least one of the group, that
        the photometric file states for its lamps; the lowest where several are stated.
    Lacking: the photometric file, or an index in it.
    """
    lamps = sorted(site.light.luminaires(0), key=lambda lamp: (_type(lamp), lamp.id))
    for _, group in groupby(lamps, key=_type):
        alike = tuple(group)
        value, said = _index(site, alike)
        yield Measurement(
            subjects=(alike[0].id,),
            value=value,
            where=MultiPoint([lamp.at for lamp in alike]),
            storey=alike[0].storey,
            lacking=None if value is not None else LACKING,
            lacking_sheet=None if value is not None else SheetKind.OUTDOOR_LIGHTING,
            note=Text(
                ko="같은 기호 {n}등, 배광 파일 표기: {said}",
                en="{n} of this mark, stated in the photometric file: {said}",
            ).fill(n=str(len(alike)), said=same(said))
            if said
            else None,
        )


def _type(lamp: Luminaire) -> tuple[str, str]:
    return lamp.mark or lamp.kind.value, lamp.photometry or ""


def _index(site: Site, lamps: tuple[Luminaire, ...]) -> tuple[float | None, str]:
    """The lowest index stated for some lamps of one type, and the words that state it."""
    table = site.photometry.get(lamps[0].photometry or "")
    words = [] if table is None else [s.rendering for s in table.lamp_sets if s.rendering.strip()]
    found = [(value, said) for said in words if (value := index_in(said)) is not None]
    return min(found) if found else (None, ", ".join(words))


def index_in(words: str) -> float | None:
    """The colour rendering index that some words state; of a group the least; None: none."""
    text = re.sub(r"^(RA8?|CRI)\b", "", words.strip().upper()).strip(" =:>≥<")
    if text in GROUPS:
        return GROUPS[text]
    found = re.search(r"\b(100|[1-9]\d)(?:\.\d+)?\b", text)
    return float(found[0]) if found else None


LACKING = Text(ko="연색지수(Ra)가 표기된 배광 파일", en="a photometric file that states Ra")
