"""The submission format: what `submission.yaml` may say. `cpted schema` prints its JSON Schema."""

from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cpted_rules.facts import Approval, Heating, LightZone, ParkingKind, Stage, Use
from cpted_rules.plan import LuminaireKind, SheetKind
from cpted_rules.sitedata import SiteDataKind


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or not path:
        raise ValueError("a path inside the submission, with /, without ..")
    return path


RelativePath = Annotated[
    str,
    AfterValidator(_inside),
    Field(description="Path inside the submission, with forward slashes."),
]
Unit = Literal["mm", "cm", "dm", "m", "dam", "inch", "ft"]
StoreyLevel = Annotated[int, Field(ge=-30, le=201, description="0 is the open ground.")]
Zone = Annotated[LightZone, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)]
ControlPoint = tuple[float, float, float, float]
Point2 = Annotated[tuple[float, float], Field(description="x, y")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartFacts(_Model):
    """One part of the project with one use."""

    use: Use = Field(description="Building use (건축법 시행령 별표 1).")
    name: str = Field(default="", description="Name of the part, such as `101~106동`.")
    households: int | None = Field(default=None, ge=0, description="세대수")
    rooms: int | None = Field(default=None, ge=0, description="호실수 (오피스텔, 다중생활시설)")
    floors_above: int | None = Field(default=None, ge=0, le=200, description="지상 층수")
    floors_below: int | None = Field(default=None, ge=0, le=30, description="지하 층수")
    gross_area_m2: float | None = Field(default=None, ge=0, description="연면적 [㎡]")
    lift: bool | None = Field(default=None, description="승강기 설치 여부")
    heating: Heating | None = Field(default=None, description="난방 방식")
    open_24h: bool | None = Field(default=None, description="24시간 영업 여부 (일용품 소매점)")


class ParkingFacts(_Model):
    """The car park."""

    cars: int | None = Field(default=None, ge=0, description="주차대수")
    kind: ParkingKind | None = Field(default=None, description="주차장 형식")
    self_drive: bool | None = Field(default=None, description="자주식 여부")


class Coordinates(_Model):
    """The coordinate system of the site: site metres + origin = coordinates in `crs`."""

    crs: str = Field(description="EPSG code of a projected system in metres, such as `EPSG:5186`.")
    origin: Point2 = Field(description="Easting and northing of the site's (0, 0) [m].")


class StoreyFacts(_Model):
    """One storey: 1 is 지상1층, -1 is 지하1층."""

    level: int = Field(ge=-30, le=200)
    elevation_m: float = Field(description="Floor above local ground [m].")
    height_m: float = Field(gt=0, le=30, description="Storey height [m].")


class Placement(_Model):
    """How a sheet lies on the site: a drawing point meets a site point, then turns about it."""

    drawing_point: Point2 = Field(default=(0.0, 0.0), description="In drawing units.")
    site_point: Point2 = Field(default=(0.0, 0.0), description="In site metres.")
    rotation_deg: float = Field(default=0.0, description="Counter-clockwise, drawing to site.")
    control_points: tuple[ControlPoint, ControlPoint] | None = Field(
        default=None,
        description="Instead of the three above: two points far apart, each with x, y in drawing "
        "units and east, north in site metres.",
    )


class SheetFacts(_Model):
    """One sheet of a drawing file."""

    kind: SheetKind
    number: str = Field(description="Sheet number, unique in the submission, such as `A-101`.")
    title: str = Field(default="", description="Sheet title as drawn.")
    storeys: tuple[int, ...] = Field(
        default=(0,),
        description="Storeys it shows; 0 is the open ground. A typical plan names every storey.",
    )
    frame: tuple[float, float, float, float] | None = Field(
        default=None,
        description="The sheet's window in model space: x0, y0, x1, y1 in drawing units. "
        "Without it the whole model space is the sheet.",
    )
    placement: Placement = Placement()

    @model_validator(mode="after")
    def _frame_has_area(self) -> "SheetFacts":
        if self.frame and (self.frame[0] >= self.frame[2] or self.frame[1] >= self.frame[3]):
            raise ValueError("frame: x0 < x1 and y0 < y1")
        return self


class DrawingFacts(_Model):
    """One drawing file and its sheets."""

    file: RelativePath
    unit: Unit | None = Field(
        default=None, description="Drawing unit; without it the unit is estimated and said so."
    )
    sheets: tuple[SheetFacts, ...] = Field(
        default=(), description="Without any, sheets are found by title blocks and empty space."
    )


class LuminaireFacts(_Model):
    """One row of the luminaire schedule: what a mark on the drawing stands for."""

    mark: str
    photometry: RelativePath | None = Field(default=None, description="IES or EULUMDAT file.")
    kind: LuminaireKind | None = None
    height_m: float | None = Field(default=None, gt=0, description="Mounting height [m].")
    tilt_deg: float | None = Field(default=None, ge=-90, le=90)
    maintenance_factor: float | None = Field(default=None, gt=0, le=1)


class EvidenceFacts(_Model):
    """A document that proves something about the things with the given marks."""

    file: RelativePath
    kind: Literal["intrusion_test", "other"]
    marks: tuple[str, ...] = Field(default=(), description="Marks of windows or doors it covers.")
    grade: str = Field(default="", description="What it certifies, as written.")


class SiteDataFacts(_Model):
    """A file of data around the site."""

    file: RelativePath
    kind: SiteDataKind
    crs: str | None = Field(
        default=None,
        description="EPSG code of the file's coordinates; without it the file's own declaration or "
        "its values decide, and it is said so.",
    )


class Submission(_Model):
    """`submission.yaml`: the facts of a case and the files that belong to it."""

    format: Literal[1] = Field(description="Version of this format.")
    title: str = Field(min_length=1, description="사업명")
    case_number: str = Field(min_length=1, description="관리번호, such as 2026-건축과-신축허가-12")
    stage: Stage
    filed_on: date = Field(description="심의신청일 (or permit application where none reviews).")
    district: str = Field(description="자치구")
    address: str = ""
    applicant: str = ""
    designer: str = ""
    approval: Approval | None = None
    parts: tuple[PartFacts, ...] = Field(min_length=1)
    parking: ParkingFacts = ParkingFacts()
    light_zone: Zone | None = Field(
        default=None, description="조명환경관리구역의 종별 (1~4), as designated by the mayor."
    )
    home_network: bool | None = Field(default=None, description="지능형 홈네트워크 설비 설치 여부")
    guidance: tuple[str, ...] = Field(
        default=(), description="Packs of guidance, which only advise, and checklists to consult."
    )
    coordinates: Coordinates | None = None
    north_deg: float = Field(default=0.0, description="True north, clockwise from site +y [deg].")
    storeys: tuple[StoreyFacts, ...] = ()
    drawings: tuple[DrawingFacts, ...] = Field(min_length=1)
    luminaires: tuple[LuminaireFacts, ...] = ()
    evidence: tuple[EvidenceFacts, ...] = ()
    site_data: tuple[SiteDataFacts, ...] = ()

    @model_validator(mode="after")
    def _sheet_numbers_differ(self) -> "Submission":
        numbers = [s.number for d in self.drawings for s in d.sheets]
        twice = sorted({n for n in numbers if numbers.count(n) > 1})
        if twice:
            raise ValueError(f"sheet numbers used twice: {', '.join(twice)}")
        return self
