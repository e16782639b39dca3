"""What a person corrected of a reading: units, sheets, and the meanings of layers and blocks."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.submissions.format import StoreyLevel, Unit
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.layers.office import Naming, naming_yaml
from cpted_rules.drawing.reading import DrawingSource, SheetChange, SheetPlacement
from cpted_rules.plan import SheetKind

WHERE = "corrections"
Name = Annotated[str, Field(min_length=1, max_length=300)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SheetCorrection(_Model):
    """What a sheet really is. What is None stays as it was read."""

    kind: SheetKind | None = None
    title: str | None = Field(default=None, max_length=300)
    storeys: tuple[StoreyLevel, ...] | None = None
    placement: SheetPlacement | None = Field(
        default=None, description="How it lies on the site, where the reader could not tell."
    )
    left_out: bool = Field(default=False, description="It is no plan to be read.")

    def merged(self, later: "SheetCorrection") -> "SheetCorrection":
        """This with a later one over it: what the later one does not set stays."""
        said = {name: getattr(later, name) for name in later.model_fields_set}
        return self.model_copy(update=said)


class Corrections(_Model):
    """Corrections of a reading; later ones are merged over earlier ones.

    A meaning of None takes back what was said of a name.
    """

    format: Literal[1] = 1
    units: dict[Name, Unit] = Field(default={}, description="By drawing file.")
    sheets: dict[Name, SheetCorrection] = Field(default={}, description="By sheet number.")
    layers: dict[Name, Meaning | None] = Field(default={}, description="By layer, as drawn.")
    blocks: dict[Name, Meaning | None] = Field(default={}, description="By block, as drawn.")

    @property
    def naming(self) -> Naming:
        """What was said of names."""
        return Naming(layers=self.layers, blocks=self.blocks)

    def merged(self, later: "Corrections") -> "Corrections":
        """These with later ones over them; of a sheet, field by field."""
        sheets = {
            number: self.sheets.get(number, SheetCorrection()).merged(said)
            for number, said in later.sheets.items()
        }
        return Corrections(
            units={**self.units, **later.units},
            sheets={**self.sheets, **sheets},
            layers={**self.layers, **later.layers},
            blocks={**self.blocks, **later.blocks},
        )

    def over(self, known: LayerMap) -> LayerMap:
        """A layer map with what was said of names laid over it."""
        return known.with_own(naming_yaml(self.naming), WHERE)

    def source(self, source: DrawingSource) -> DrawingSource:
        """A drawing as declared, with its unit corrected."""
        return replace(source, unit=self.units.get(source.name, source.unit))

    @property
    def changes(self) -> dict[str, SheetChange]:
        """What was said of sheets, by their numbers."""
        return {
            number: SheetChange(
                kind=said.kind,
                title=said.title,
                storeys=said.storeys,
                placement=said.placement,
                left_out=said.left_out,
            )
            for number, said in self.sheets.items()
        }
