"""LGT512 again: what photometric files say of the colours that lamps show."""

from collections.abc import Iterator, Mapping

from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Luminaire
from cpted_rules.verify.expected import Expected, exactly
from cpted_rules.verify.given import Parameter
from cpted_rules.verify.lamps import Light

LETTERS = {"1A": 90.0, "1B": 80.0, "2A": 70.0, "2B": 60.0, "3": 40.0, "4": 20.0}
"""Least index of each group of colour rendering."""


def rendering(case: Case, light: Light, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT512: the lowest index of colour rendering that the tables of each type of lamp state."""
    types: dict[tuple[str, str], list[Luminaire]] = {}
    for lamp in sorted(light.luminaires(0), key=lambda x: x.id):
        types.setdefault((lamp.mark or lamp.kind, lamp.photometry or ""), []).append(lamp)
    for (_, name), lamps in sorted(types.items()):
        table = case.given.tables.get(name)
        stated = [n for words in (table.rendering if table else ()) for n in _indices(words)]
        again = exactly(min(stated)) if stated else None
        yield Expected(subjects=(lamps[0].id,), storey=lamps[0].storey, measure=again)


def _indices(words: str) -> Iterator[float]:
    """The index, or the least of the group, that some words state; nothing: none."""
    text = words.strip().upper()
    for head in ("RA8", "RA", "CRI"):
        if text.startswith(head):
            text = text[len(head) :]
            break
    text = text.strip(" =:>≥<")
    if text in LETTERS:
        yield LETTERS[text]
        return
    for part in "".join(c if c.isdigit() or c == "." else " " for c in text).split():
        if part.replace(".", "", 1).isdigit() and 10 <= float(part) <= 100:
            yield float(part)
            return
