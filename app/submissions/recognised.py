"""Whose drawings a submission's are, and what they are known by the next time."""

from pydantic import BaseModel, ConfigDict

from cpted_rules.drawing import DrawingSet
from cpted_rules.drawing.layers.office import Fingerprint


class Recognised(BaseModel):
    """What a review keeps of it, as data.

    Args:
        name: the designer, as declared.
        designer: the same as it is compared.
        title_blocks, layers: names as they are compared.
        office: whose layer map the drawings were read by; empty where none was known.
    """

    model_config = ConfigDict(frozen=True)

    name: str = ""
    designer: str = ""
    title_blocks: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    office: str = ""

    @classmethod
    def of(cls, drawings: DrawingSet, designer: str) -> "Recognised":
        """What the drawings of a submission are known by."""
        known_by = drawings.known_by
        return cls(
            name=designer.strip(),
            designer=known_by.designer,
            title_blocks=tuple(sorted(known_by.title_blocks)),
            layers=tuple(sorted(known_by.layers)),
            office=drawings.office.office if drawings.office else "",
        )

    @property
    def whose(self) -> str:
        """The office that meanings are remembered for; empty where nothing says which."""
        return self.name or self.office

    def fingerprint(self) -> Fingerprint:
        """The same as the library compares it."""
        return Fingerprint(
            designer=self.designer,
            title_blocks=frozenset(self.title_blocks),
            layers=frozenset(self.layers),
        )
