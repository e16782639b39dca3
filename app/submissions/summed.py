"""What a submission says of its building, as the service keeps it beside the upload."""

import re
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from app.submissions.format import Coordinates
from app.submissions.load import Filing

_WGS84 = "EPSG:4326"
_PARCEL = re.compile(r"(\S+(?:동|가|리))\s+((?:산\s*)?\d+(?:-\d+)?)(?:번지)?(?=\s|,|$|\()")
_DECIMALS = 6  # of a degree: a tenth of a metre


class FileFacts(BaseModel):
    """A file of a submission and the digest that tells whether it changed."""

    model_config = ConfigDict(frozen=True)

    path: str
    sha256: str
    bytes: int


class Facts(BaseModel):
    """What is declared of a building, and the files that were sent.

    Args:
        parcel: 동 and lot number, as far as the address tells them.
        households, floors_above, gross_area_m2: over all parts; None where no part says.
        longitude, latitude: of the site's (0, 0), where coordinates are declared. [deg]
    """

    model_config = ConfigDict(frozen=True)

    title: str
    case_number: str
    stage: str
    filed_on: str
    district: str
    address: str
    parcel: str
    designer: str
    uses: tuple[str, ...]
    households: int | None
    floors_above: int | None
    gross_area_m2: float | None
    longitude: float | None
    latitude: float | None
    sheets: tuple[str, ...]
    files: tuple[FileFacts, ...]


def facts_of(filing: Filing) -> Facts:
    """What a submission says of its building, and its files by digest."""
    said = filing.submission
    where = _degrees(said.coordinates)
    households = [p.households for p in said.parts if p.households is not None]
    floors = [p.floors_above for p in said.parts if p.floors_above is not None]
    areas = [p.gross_area_m2 for p in said.parts if p.gross_area_m2 is not None]
    return Facts(
        title=said.title,
        case_number=said.case_number,
        stage=said.stage.value,
        filed_on=said.filed_on.isoformat(),
        district=said.district,
        address=said.address,
        parcel=parcel_of(said.address),
        designer=said.designer,
        uses=tuple(dict.fromkeys(part.use.value for part in said.parts)),
        households=sum(households) if households else None,
        floors_above=max(floors, default=None),
        gross_area_m2=sum(areas) if areas else None,
        longitude=where[0] if where else None,
        latitude=where[1] if where else None,
        sheets=tuple(sheet.number for d in said.drawings for sheet in d.sheets),
        files=tuple(
            FileFacts(
                path=path,
                sha256=sha256(content).hexdigest(),
                bytes=len(content),
            )
            for path in sorted(filing.files)
            for content in [filing.files[path].read_bytes()]
        ),
    )


def parcel_of(address: str) -> str:
    """The 동 and lot number of an address, such as `여울동 45-6`; empty where it has none.

    A road name with its building number is no parcel.
    """
    found = list(_PARCEL.finditer(address))
    return f"{found[-1][1]} {found[-1][2].replace('산 ', '산')}" if found else ""


def _degrees(declared: Coordinates | None) -> tuple[float, float] | None:
    """Longitude and latitude of the site's origin; None where they cannot be told. [deg]"""
    if declared is None:
        return None
    # Loaded here: half a second that only a site with coordinates takes.
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError, ProjError

    try:
        to_degrees = Transformer.from_crs(CRS(declared.crs), _WGS84, always_xy=True)
        longitude, latitude = to_degrees.transform(*declared.origin, errcheck=True)
    except (CRSError, ProjError):
        return None  # the review says what is wrong with it
    return (round(longitude, _DECIMALS), round(latitude, _DECIMALS))
