"""What an office's drawings mean: corrections kept as a layer map, and the drawings it fits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import yaml

from cpted_rules.drawing.drawing import Drawing
from cpted_rules.drawing.layers.layer_map import (
    ASIDE,
    LayerMap,
    Meaning,
    Rank,
    layer_fault,
    normal,
    parse_layer_map,
)
from cpted_rules.errors import DrawingError
from cpted_rules.text import Text

_ALIKE = 0.6
"""Share of layer names two drawings must have in common to be taken for one office's."""
_TELLING = 5
"""Fewer layers than this are alike by chance."""
_GENERIC = frozenset(
    {
        "도곽",
        "표제란",
        "타이틀",
        "titleblock",
        "border",
        "form",
        "a1",
        "a2",
        "a3",
        "a1도곽",
        "a3도곽",
    }
)
"""Names of title blocks that half of all offices use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What tells whose drawing it is, all names normalised."""

    designer: str = ""
    title_blocks: frozenset[str] = frozenset()
    layers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a person said that names on a drawing mean; None takes back what was said before."""

    layers: Mapping[str, Meaning | None]
    blocks: Mapping[str, Meaning | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMap:
    """The layer map of one office, and what its drawings are known by."""

    office: str
    known_by: Fingerprint
    layers: Mapping[str, Meaning]
    blocks: Mapping[str, Meaning]

    def layer_map(self) -> LayerMap:
        """Its names as patterns, stronger than the default map and weaker than a submission's."""
        return parse_layer_map(self.to_yaml(), self.office, rank=Rank.OFFICE)

    def learned(self, naming: Naming, known_by: Fingerprint) -> "OfficeMap":
        """This map with what was said of another drawing of the office."""
        return OfficeMap(
            office=self.office,
            known_by=Fingerprint(
                designer=known_by.designer or self.known_by.designer,
                title_blocks=self.known_by.title_blocks | known_by.title_blocks,
                layers=self.known_by.layers | known_by.layers,
            ),
            layers=_said(self.layers, naming.layers),
            blocks=_said(self.blocks, naming.blocks),
        )

    def to_yaml(self) -> str:
        """The map as a file: a `layers.yaml` that also says whose it is."""
        content = {
            "format": 1,
            "office": self.office,
            "known_by": {
                "designer": self.known_by.designer,
                "title_blocks": sorted(self.known_by.title_blocks),
                "layers": sorted(self.known_by.layers),
            },
            **_sections(self.layers, self.blocks),
        }
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def naming_yaml(naming: Naming) -> str:
    """What was said of one submission, as its `layers.yaml`."""
    layers = {name: m for name, m in naming.layers.items() if m is not None}
    blocks = {name: m for name, m in naming.blocks.items() if m is not None}
    content = {"format": 1, **_sections(layers, blocks)}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def parse_office_map(raw: str, where: str) -> OfficeMap:
    """An office's map from its YAML.

    Raises:
        DrawingError: with every fault of the file.
    """
    parse_layer_map(raw, where, rank=Rank.OFFICE)
    content = yaml.safe_load(raw)
    known_by = content.get("known_by") or {}
    office = content.get("office")
    if not isinstance(office, str) or not office.strip() or not isinstance(known_by, dict):
        raise DrawingError(layer_fault(f"{where}: office", "office: name", str(office)))
    return OfficeMap(
        office=office.strip(),
        known_by=Fingerprint(
            designer=str(known_by.get("designer") or ""),
            title_blocks=frozenset(map(str, known_by.get("title_blocks") or ())),
            layers=frozenset(map(str, known_by.get("layers") or ())),
        ),
        layers=_names(content, "layers"),
        blocks=_names(content, "blocks"),
    )


def fingerprint(drawings: Iterable[Drawing], layer_map: LayerMap, designer: str) -> Fingerprint:
    """What a submission's drawings are known by."""
    titles: set[str] = set()
    layers: set[str] = set()
    for drawing in drawings:
        used = {e.layer for e in drawing.entities}
        layers |= {normal(name) for name in used if name not in {"0", "Defpoints"}}
        titles |= {
            normal(block.name)
            for block in drawing.blocks
            if layer_map.block(block.name) is Meaning.TITLE_BLOCK
        }
    return Fingerprint(
        designer=_plain(designer), title_blocks=frozenset(titles), layers=frozenset(layers)
    )


def office_of(known: Sequence[OfficeMap], print_: Fingerprint) -> tuple[OfficeMap, Text] | None:
    """The office whose drawings these are, and by what it is known; None for a new one."""
    found: list[tuple[float, str, OfficeMap, Text]] = []
    for one in known:
        by = one.known_by
        titles = sorted((by.title_blocks & print_.title_blocks) - _GENERIC)
        shared = by.layers & print_.layers
        alike = len(shared) / max(len(by.layers | print_.layers), 1)
        if print_.designer and print_.designer == by.designer:
            reason = Text(ko="설계자 {name}", en="designer {name}").fill(name=one.office)
            found.append((3.0, one.office, one, reason))
        elif titles:
            reason = Text(ko="도곽 {name}", en="title block {name}").fill(name=titles[0])
            found.append((2.0, one.office, one, reason))
        elif alike >= _ALIKE and len(shared) >= _TELLING:
            reason = Text(ko="같은 레이어 {n}개", en="{n} layers in common").fill(
                n=str(len(shared))
            )
            found.append((alike, one.office, one, reason))
    if not found:
        return None
    _, _, best, why = max(found, key=lambda f: (f[0], f[1]))
    return best, why


def office_named(name: str, print_: Fingerprint) -> OfficeMap:
    """A new office that nothing is known of but its name and one drawing."""
    return OfficeMap(office=name, known_by=print_, layers={}, blocks={})


def _said(
    before: Mapping[str, Meaning], now: Mapping[str, Meaning | None]
) -> Mapping[str, Meaning]:
    merged: dict[str, Meaning | None] = {**before, **now}
    return {name: meaning for name, meaning in sorted(merged.items()) if meaning is not None}


def _sections(layers: Mapping[str, Meaning], blocks: Mapping[str, Meaning]) -> dict[str, Any]:
    sections: dict[str, dict[str, dict[str, list[str]]]] = {"elements": {}, "aside": {}}
    for of, names in (("layers", layers), ("blocks", blocks)):
        for name, meaning in sorted(names.items()):
            part = "aside" if meaning in ASIDE else "elements"
            sections[part].setdefault(meaning.value, {}).setdefault(of, []).append(name)
    return {part: content for part, content in sections.items() if content}


def _names(content: Mapping[str, Any], of: str) -> Mapping[str, Meaning]:
    every = {**(content.get("elements") or {}), **(content.get("aside") or {})}
    return {
        name: Meaning(meaning)
        for meaning, spellings in every.items()
        for name in (spellings or {}).get(of, ())
    }


def _plain(name: str) -> str:
    return "".join(normalize("NFC", name).casefold().split())
