"""Small building models made with ifcopenshell, for the tests of the reader."""

from functools import cache
from math import cos, radians, sin
from typing import Any

from cpted_rules.drawing import Reading, default_layer_map
from cpted_rules.drawing.ifc import read_ifc

layer_map = cache(default_layer_map)
SCHEMAS = ("IFC2X3", "IFC4", "IFC4X3")


class Model:
    """A model in the making; lengths in metres, written in its own unit."""

    def __init__(
        self, schema: str = "IFC4", unit: str = "mm", turn_deg: float = 0.0, at: Any = (0.0, 0.0)
    ) -> None:
        import ifcopenshell
        import ifcopenshell.guid

        self.file = ifcopenshell.file(schema=schema)
        self.per_metre = {"mm": 1000.0, "m": 1.0, "ft": 1 / 0.3048}[unit]
        self.guids = (ifcopenshell.guid.compress(f"{n:032x}") for n in range(1, 10_000))
        self.turn, self.origin = radians(turn_deg), at
        new = self.file.create_entity
        self.context = new(
            "IfcGeometricRepresentationContext",
            ContextType="Model",
            CoordinateSpaceDimension=3,
            Precision=1e-5,
            WorldCoordinateSystem=new("IfcAxis2Placement3D", Location=self.point(0, 0, 0)),
        )
        self.project = self.root("IfcProject", "시험")
        self.project.RepresentationContexts = [self.context]
        self.project.UnitsInContext = new("IfcUnitAssignment", Units=[self._unit(unit)])
        self.site = self.spatial("IfcSite", "대지", self.project)
        self.building = self.spatial("IfcBuilding", "101동", self.site)

    def _unit(self, unit: str) -> Any:
        new = self.file.create_entity
        prefix = "MILLI" if unit == "mm" else None
        metre = new("IfcSIUnit", UnitType="LENGTHUNIT", Prefix=prefix, Name="METRE")
        if unit != "ft":
            return metre
        factor = new("IfcMeasureWithUnit", new("IfcLengthMeasure", 0.3048), metre)
        sizes = new("IfcDimensionalExponents", 1, 0, 0, 0, 0, 0, 0)
        return new("IfcConversionBasedUnit", sizes, "LENGTHUNIT", "FOOT", factor)

    def root(self, ifc_class: str, name: str | None, **attributes: Any) -> Any:
        return self.file.create_entity(
            ifc_class, GlobalId=next(self.guids), Name=name, **attributes
        )

    def point(self, *metres: float) -> Any:
        scaled = tuple(float(m) * self.per_metre for m in metres)
        return self.file.create_entity("IfcCartesianPoint", scaled)

    def placement(self, x: float, y: float, z: float, turn: float = 0.0) -> Any:
        new = self.file.create_entity
        c, s = cos(self.turn), sin(self.turn)
        at = (self.origin[0] + c * x - s * y, self.origin[1] + s * x + c * y, z)
        way = self.turn + radians(turn)
        axis = new(
            "IfcAxis2Placement3D",
            self.point(*at),
            new("IfcDirection", (0.0, 0.0, 1.0)),
            new("IfcDirection", (cos(way), sin(way), 0.0)),
        )
        return new("IfcLocalPlacement", None, axis)

    def spatial(self, ifc_class: str, name: str | None, inside: Any, **attributes: Any) -> Any:
        made = self.root(ifc_class, name, ObjectPlacement=self.placement(0, 0, 0), **attributes)
        self.root("IfcRelAggregates", None, RelatingObject=inside, RelatedObjects=[made])
        return made

    def storey(self, name: str | None, z: float, building: Any = None) -> Any:
        made = self.spatial("IfcBuildingStorey", name, building or self.building)
        made.ObjectPlacement = self.placement(0, 0, z)
        made.Elevation = z * self.per_metre
        return made

    def box(
        self,
        ifc_class: str,
        name: str | None,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        inside: Any = None,
        *,
        turn: float = 0.0,
        **attributes: Any,
    ) -> Any:
        """A thing whose body is a box from `at`, along its own turned axes."""
        new = self.file.create_entity
        made = self.root(
            ifc_class, name, ObjectPlacement=self.placement(*at, turn=turn), **attributes
        )
        middle = new("IfcAxis2Placement2D", self.point(size[0] / 2, size[1] / 2))
        sides = (size[0] * self.per_metre, size[1] * self.per_metre)
        profile = new("IfcRectangleProfileDef", "AREA", None, middle, *sides)
        body = new(
            "IfcExtrudedAreaSolid",
            profile,
            new("IfcAxis2Placement3D", self.point(0, 0, 0)),
            new("IfcDirection", (0.0, 0.0, 1.0)),
            size[2] * self.per_metre,
        )
        self.shape(made, "Body", "SweptSolid", body)
        if inside is not None:
            self.put(made, inside)
        return made

    def shape(self, thing: Any, identifier: str, kind: str, item: Any) -> None:
        new = self.file.create_entity
        shape = new("IfcShapeRepresentation", self.context, identifier, kind, [item])
        thing.Representation = new("IfcProductDefinitionShape", None, None, [shape])

    def put(self, thing: Any, inside: Any) -> None:
        if thing.is_a("IfcSpatialStructureElement"):
            relation = self.root("IfcRelAggregates", None, RelatingObject=inside)
            relation.RelatedObjects = [thing]
            return
        relation = self.root("IfcRelContainedInSpatialStructure", None, RelatingStructure=inside)
        relation.RelatedElements = [thing]

    def void(self, wall: Any, at: tuple[float, float, float], size: Any, turn: float = 0.0) -> Any:
        made = self.box("IfcOpeningElement", None, at, size, turn=turn)
        relation = self.root("IfcRelVoidsElement", None, RelatingBuildingElement=wall)
        relation.RelatedOpeningElement = made
        return made

    def fill(
        self, ifc_class: str, name: str, void: Any, storey: Any, size: Any, **attributes: Any
    ) -> Any:
        """A door or window without a body of its own, that fills a void."""
        made = self.root(
            ifc_class,
            name,
            ObjectPlacement=void.ObjectPlacement,
            OverallWidth=size[0] * self.per_metre,
            OverallHeight=size[1] * self.per_metre,
            **attributes,
        )
        relation = self.root("IfcRelFillsElement", None, RelatingOpeningElement=void)
        relation.RelatedBuildingElement = made
        self.put(made, storey)
        return made

    def state(self, thing: Any, pset: str, **values: Any) -> None:
        new = self.file.create_entity
        properties = [
            new("IfcPropertySingleValue", name, None, new(self._measure(value), value))
            for name, value in values.items()
        ]
        stated = self.root("IfcPropertySet", pset, HasProperties=properties)
        relation = self.root("IfcRelDefinesByProperties", None, RelatingPropertyDefinition=stated)
        relation.RelatedObjects = [thing]

    def _measure(self, value: Any) -> str:
        return {bool: "IfcBoolean", str: "IfcLabel", float: "IfcReal"}[type(value)]

    @property
    def raw(self) -> bytes:
        return str(self.file.to_string()).encode()

    def read(self, name: str = "모델.ifc") -> Reading:
        return read_ifc(self.raw, name, layer_map=layer_map())


class House(Model):
    """One storey of 6 by 4 m inside walls of 0.2 m: a flat with window and door, and a corridor.

    y
    4 +-----------+-------+
      |           |       |
      |   세대     door    | door (east)
      |           | 복도   |
    0 +--window---+-------+
      0           4       6  x
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first = self.storey("1층", 0.0)
        self.south = self.wall("남", (0, 0, 0), (6, 0.2, 3))
        self.north = self.wall("북", (0, 3.8, 0), (6, 0.2, 3))
        self.west = self.wall("서", (0, 0.2, 0), (0.2, 3.6, 3))
        self.east = self.wall("동", (5.8, 0.2, 0), (0.2, 3.6, 3))
        self.inner = self.wall("간벽", (4.0, 0.2, 0), (0.2, 3.6, 3))
        self.flat = self.room("세대", (0.2, 0.2, 0), (3.8, 3.6, 2.7))
        self.corridor = self.room("복도", (4.2, 0.2, 0), (1.6, 3.6, 2.7))
        window = self.void(self.south, (1.0, -0.1, 0.9), (1.2, 0.4, 1.2))
        self.window = self.fill("IfcWindow", "AW-1", window, self.first, (1.2, 1.2))
        door = self.void(self.inner, (3.9, 1.0, 0), (0.4, 0.9, 2.1))
        self.front = self.fill("IfcDoor", "SD-1", door, self.first, (0.9, 2.1))
        out = self.void(self.east, (5.7, 1.0, 0), (0.4, 1.0, 2.1))
        self.out = self.fill("IfcDoor", "현관", out, self.first, (1.0, 2.1))

    def wall(self, name: str, at: Any, size: Any, storey: Any = None) -> Any:
        kind = "IfcWallStandardCase" if self.file.schema == "IFC2X3" else "IfcWall"
        return self.box(kind, name, at, size, storey or self.first)

    def room(self, name: str, at: Any, size: Any, storey: Any = None, **attributes: Any) -> Any:
        made = self.box("IfcSpace", "101", at, size, storey or self.first, **attributes)
        made.LongName = name
        return made


def noted(reading: Reading) -> dict[str, str]:
    """The English of each note by its code."""
    return {note.code: note.text.en for note in reading.notes}
