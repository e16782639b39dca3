"""IFC bytes to an opened model: checked, parsed, its unit told, its products at hand."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any

from cpted_rules.drawing.dxf.sniff import clean
from cpted_rules.drawing.ifc.engine import engine
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.step import StepFile, step_file
from cpted_rules.errors import DrawingError, Fault
from cpted_rules.text import Text

MAX_PRODUCTS = 200_000

_UNITS = {"mm": 0.001, "cm": 0.01, "m": 1.0, "inch": 0.0254, "ft": 0.3048}


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """A model that was opened.

    Args:
        library: ifcopenshell.
        lost: instances of the file that the parser could not take in.
        unit: its length unit as written, "" where the file declares none.
        metres_per_unit: of length attributes; shapes are metres already.
    """

    name: str
    step: StepFile
    library: Any = field(repr=False)
    file: Any = field(repr=False)
    lost: int
    unit: str
    metres_per_unit: float

    @property
    def sheet(self) -> str:
        """The number its plan goes by: the file name without its ending."""
        return PurePath(self.name).stem

    @cached_property
    def products(self) -> tuple[Item, ...]:
        """Everything that can have a place, in file order."""
        return self.of("IfcProduct")

    def of(self, *classes: str) -> tuple[Item, ...]:
        """Every instance of some classes, whichever of them the schema has, in file order."""
        found: dict[int, Any] = {}
        for one in classes:
            try:
                found |= {product.id(): product for product in self.file.by_type(one)}
            except RuntimeError:  # the class is not in this schema
                continue
        return tuple(
            Item(
                sheet=self.sheet,
                product=found[number],
                library=self.library,
                metres_per_unit=self.metres_per_unit,
            )
            for number in sorted(found)
        )


def open_model(raw: bytes, name: str) -> Model:
    """The model in an IFC file.

    Raises:
        DrawingError: it cannot be read, or the extra that reads it is not installed.
    """
    step = step_file(raw, name)
    library = engine(name)
    try:
        file = library.file.from_string(step.text)
        count = sum(1 for _ in file)
        products = len(file.by_type("IfcProduct"))
    except Exception as error:
        raise DrawingError(broken(name, error)) from error
    if not products:
        raise DrawingError(_empty(name))
    if products > MAX_PRODUCTS:
        raise DrawingError(_too_many(name, products))
    try:
        scale = float(library.util.unit.calculate_unit_scale(file))
        declared = library.util.unit.get_project_unit(file, "LENGTHUNIT") is not None
    except Exception as error:
        raise DrawingError(broken(name, error)) from error
    return Model(
        name=name,
        step=step,
        library=library,
        file=file,
        lost=max(step.instances - count, 0),
        unit=_unit(scale) if declared else "",
        metres_per_unit=scale,
    )


def _unit(scale: float) -> str:
    nearest = min(_UNITS, key=lambda unit: abs(_UNITS[unit] - scale))
    return nearest if abs(_UNITS[nearest] - scale) <= 1e-3 * scale else f"{scale:.6g} m"


def broken(name: str, error: Exception) -> Fault:
    """The fault of a model that is damaged beyond what can be read around."""
    reason = clean(f"{type(error).__name__}: {error}")[:160]
    return Fault(
        code="ifc/broken",
        where=name,
        found=Text(ko=f"손상된 IFC ({reason})", en=f"a damaged IFC ({reason})"),
        expected=Text(ko="끝까지 읽히는 IFC", en="an IFC that can be read to its end"),
        remedy=Text(
            ko="BIM 프로그램에서 다시 내보내십시오", en="Export the model again from its program"
        ),
    )


def _empty(name: str) -> Fault:
    return Fault(
        code="ifc/empty",
        where=name,
        found=Text(ko="부재가 하나도 없는 모델", en="a model without a single product"),
        expected=Text(ko="벽·문·창·실이 있는 모델", en="walls, doors, windows, spaces"),
        remedy=Text(
            ko="내보내기 설정에서 대상 뷰와 층을 확인하고 다시 내보내십시오",
            en="See which view and storeys the export takes, and export again",
        ),
    )


def _too_many(name: str, products: int) -> Fault:
    return Fault(
        code="ifc/too-large",
        where=name,
        found=Text(ko=f"부재 {products:,}개", en=f"{products:,} products"),
        expected=Text(ko=f"{MAX_PRODUCTS:,}개 이하", en=f"at most {MAX_PRODUCTS:,}"),
        remedy=Text(ko="동별로 나누어 내보내십시오", en="Export one building at a time"),
    )
