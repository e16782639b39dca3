"""What a figure shows, in words, for those who do not see it."""

from collections.abc import Sequence

from cpted_rules.figure.place import place_of
from cpted_rules.figure.strip import WITNESS_NAMES
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan
from cpted_rules.rule import WitnessKind
from cpted_rules.text import Text


def figure_text(plan: SitePlan, findings: Sequence[Finding]) -> Text:
    """The text alternative of a figure: place, kinds of evidence and their labels."""
    place = place_of(plan, findings[0])
    numbers = ", ".join(str(f.number) for f in findings)
    ko = [f"{numbers}번 지적, {place.ko}."]
    en = [f"Finding {numbers}, {place.en}."]
    witness = [w for f in findings for w in f.witness]
    for kind in WitnessKind:
        same_kind = [w for w in witness if w.kind is kind]
        if same_kind:
            name = WITNESS_NAMES[kind]
            labels = list(dict.fromkeys(w.label for w in same_kind if w.label))[:4]
            ko.append(f"{name.ko} {len(same_kind)}" + _labels([t.ko for t in labels]))
            en.append(f"{name.en}: {len(same_kind)}" + _labels([t.en for t in labels]))
    return Text(ko=" ".join(ko), en=" ".join(en))


def _labels(words: list[str]) -> str:
    return f" ({', '.join(words)})." if words else "."
