"""Where on earth a model says it is, and which way north lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, degrees, hypot

from cpted_rules.drawing.ifc.model import Model
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text


@dataclass(frozen=True, kw_only=True)
class Georeference:
    """What a model says of its place, and remarks on it.

    Args:
        north_deg: true north, clockwise from +y; None where the model does not say.
    """

    north_deg: float | None
    notes: tuple[Note, ...]


def georeference_of(model: Model) -> Georeference:
    """What a model says of its place on earth."""
    angle, told = _north(model)
    notes = [*_map(model), *_latitude(model)]
    if not notes:
        notes = [
            Note(
                code="ifc/no-georeference",
                severity=Severity.MISSING,
                text=Text(
                    ko="{file}: 위치 좌표(IfcMapConversion, 위도·경도)가 없어 "
                    "공간정보와 겹쳐 볼 수 없음",
                    en="{file}: no coordinates (IfcMapConversion, latitude and longitude), "
                    "so public site data cannot be laid over it",
                ).fill(file=model.name),
            )
        ]
    if angle is None:
        notes.append(
            Note(
                code="ifc/north-assumed",
                severity=Severity.ASSUMPTION,
                text=Text(
                    ko="{file}: 진북(TrueNorth) 표기가 없어 +y를 북으로 봄",
                    en="{file}: no true north is stated; +y is taken for north",
                ).fill(file=model.name),
            )
        )
    elif told == "map":
        notes.append(
            Note(
                code="ifc/north-from-map",
                text=Text(
                    ko="{file}: 진북 표기가 없어 도북(IfcMapConversion)을 북으로 봄",
                    en="{file}: no true north; the north of the map (IfcMapConversion) is taken",
                ).fill(file=model.name),
            )
        )
    return Georeference(north_deg=angle, notes=tuple(notes))


def _north(model: Model) -> tuple[float | None, str]:
    for context in model.of("IfcGeometricRepresentationContext"):
        if context.is_a("IfcGeometricRepresentationSubContext"):
            continue
        ratios = getattr(getattr(context.product, "TrueNorth", None), "DirectionRatios", None)
        if ratios and hypot(*ratios[:2]) > 0:
            return _turn(float(ratios[0]), float(ratios[1])), "true_north"
    for conversion in model.of("IfcMapConversion"):
        cosine, sine = _axis(conversion.product)
        # the map's +y, in the axes of the model that are turned by the angle of (cosine, sine)
        return _turn(sine, cosine), "map"
    return None, ""


def _turn(x: float, y: float) -> float:
    """Angle from +y to a direction, clockwise. [deg]"""
    return round(degrees(atan2(x, y)) % 360.0, 6) % 360.0


def _axis(conversion: object) -> tuple[float, float]:
    cosine = getattr(conversion, "XAxisAbscissa", None)
    sine = getattr(conversion, "XAxisOrdinate", None)
    if cosine is None or sine is None or hypot(cosine, sine) == 0:
        return 1.0, 0.0
    return float(cosine), float(sine)


def _map(model: Model) -> Iterator[Note]:
    for conversion in model.of("IfcMapConversion"):
        target = getattr(conversion.product, "TargetCRS", None)
        east, north = (getattr(conversion.product, n, None) for n in ("Eastings", "Northings"))
        if not east and not north:
            continue
        cosine, sine = _axis(conversion.product)
        yield Note(
            code="ifc/map-conversion",
            text=Text(
                ko="{file}: 지도 좌표 {crs} E {east} N {north}, 회전 {turn}°",
                en="{file}: map coordinates {crs} E {east} N {north}, turned {turn}°",
            ).fill(
                file=model.name,
                crs=str(getattr(target, "Name", None) or "-"),
                east=f"{east or 0.0:.3f}",
                north=f"{north or 0.0:.3f}",
                turn=f"{degrees(atan2(sine, cosine)):.4f}",
            ),
        )


def _latitude(model: Model) -> Iterator[Note]:
    for site in model.of("IfcSite"):
        latitude, longitude = (
            _decimal(getattr(site.product, name, None)) for name in ("RefLatitude", "RefLongitude")
        )
        if not latitude and not longitude:  # 0, 0 is what programs write when nobody set it
            continue
        height = site.length_m("RefElevation")
        yield Note(
            code="ifc/latitude-longitude",
            source=site.source,
            text=Text(
                ko="{file}: 대지 위치 위도 {lat}° 경도 {lon}°, 표고 {height}",
                en="{file}: the site lies at latitude {lat}°, longitude {lon}°, elevation {height}",
            ).fill(
                file=model.name,
                lat=f"{latitude:.6f}",
                lon=f"{longitude:.6f}",
                height="-" if height is None else f"{height:.2f} m",
            ),
        )


def _decimal(parts: object) -> float:
    """Degrees, minutes, seconds, millionths, all of one sign, as degrees; 0 for none."""
    if not isinstance(parts, tuple | list):
        return 0.0
    scale = (1.0, 60.0, 3600.0, 3600.0e6)
    return sum(float(part) / of for part, of in zip(parts, scale, strict=False) if part)
