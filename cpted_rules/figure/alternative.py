"""What a figure shows, in words, for those who do not see it."""

from collections.abc import Sequence

from cpted_rules.figure.frame import Frame
from cpted_rules.figure.place import place_of
from cpted_rules.figure.strip import witness_name
from cpted_rules.figure.watched import watched_text
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan
from cpted_rules.rule import WitnessKind
from cpted_rules.text import Text

WINDOW = Text(
    ko="1:{scale} 평면, 가로 {wide} m × 세로 {high} m.",
    en="Plan at 1:{scale}, {wide} m wide and {high} m high.",
)
LABELS = 6
"""Labels of one kind of evidence that are read out."""


def figure_text(plan: SitePlan, findings: Sequence[Finding], frame: Frame | None = None) -> Text:
    """The text alternative of a figure: place, scale, kinds of evidence and their labels.

    Args:
        frame: its window.
    """
    place = place_of(plan, findings[0])
    numbers = ", ".join(str(f.number) for f in findings)
    ko = [f"{numbers}번 지적, {place.ko}."]
    en = [f"Finding {numbers}, {place.en}."]
    if frame is not None:
        window = WINDOW.fill(
            scale=str(frame.scale),
            wide=f"{frame.metres(frame.width_mm):.0f}",
            high=f"{frame.metres(frame.height_mm):.0f}",
        )
        ko.append(window.ko)
        en.append(window.en)
    witness = [w for f in findings for w in f.witness]
    for kind in WitnessKind:
        same_kind = [w for w in witness if w.kind is kind]
        if same_kind:
            name = witness_name(kind, findings[0].rule or "")
            labels = list(dict.fromkeys(w.label for w in same_kind if w.label))[:LABELS]
            ko.append(f"{name.ko} {len(same_kind)}" + _labels([t.ko for t in labels]))
            en.append(f"{name.en}: {len(same_kind)}" + _labels([t.en for t in labels]))
    for words in watched_text(plan, findings):
        ko.append(f"{words.ko}.")
        en.append(f"{words.en}.")
    return Text(ko=" ".join(ko), en=" ".join(en))


def _labels(words: list[str]) -> str:
    return f" ({', '.join(words)})." if words else "."
