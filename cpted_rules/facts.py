"""What is declared about a project: uses, sizes, approval path, stage and filing date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cpted_rules.text import Text


class Use(StrEnum):
    """Building use (건축법 시행령 별표 1), as far as the notice tells uses apart."""

    APARTMENT = "apartment"
    ROW_HOUSE = "row_house"
    MULTIPLEX_HOUSE = "multiplex_house"
    MULTI_FAMILY_HOUSE = "multi_family_house"
    DETACHED_HOUSE = "detached_house"
    OFFICETEL = "officetel"
    ASSEMBLY = "assembly"
    EDUCATION = "education"
    SENIOR_CHILD_FACILITY = "senior_child_facility"
    YOUTH_FACILITY = "youth_facility"
    DAILY_GOODS_STORE = "daily_goods_store"
    MULTI_USE_LIVING = "multi_use_living"
    ZOO_BOTANICAL = "zoo_botanical"
    RESEARCH_LIBRARY = "research_library"
    OFFICE = "office"
    SALES = "sales"
    LODGING = "lodging"
    SPORTS = "sports"
    AMUSEMENT = "amusement"
    RELIGIOUS = "religious"
    NEIGHBOURHOOD = "neighbourhood"
    OTHER = "other"


USE_NAMES = {
    Use.APARTMENT: Text(ko="아파트", en="Apartment"),
    Use.ROW_HOUSE: Text(ko="연립주택", en="Row house"),
    Use.MULTIPLEX_HOUSE: Text(ko="다세대주택", en="Multiplex house"),
    Use.MULTI_FAMILY_HOUSE: Text(ko="다가구주택", en="Multi-family house"),
    Use.DETACHED_HOUSE: Text(ko="단독주택", en="Detached house"),
    Use.OFFICETEL: Text(ko="오피스텔", en="Officetel"),
    Use.ASSEMBLY: Text(ko="문화 및 집회시설", en="Assembly"),
    Use.EDUCATION: Text(ko="교육연구시설", en="Education"),
    Use.SENIOR_CHILD_FACILITY: Text(ko="노유자시설", en="Senior and child facility"),
    Use.YOUTH_FACILITY: Text(ko="수련시설", en="Youth facility"),
    Use.DAILY_GOODS_STORE: Text(ko="일용품 소매점", en="Daily-goods store"),
    Use.MULTI_USE_LIVING: Text(ko="다중생활시설", en="Multi-use living facility"),
    Use.ZOO_BOTANICAL: Text(ko="동·식물원", en="Zoo or botanical garden"),
    Use.RESEARCH_LIBRARY: Text(ko="연구소·도서관", en="Research institute or library"),
    Use.OFFICE: Text(ko="업무시설(오피스텔 제외)", en="Offices (no officetel)"),
    Use.SALES: Text(ko="판매시설", en="Sales"),
    Use.LODGING: Text(ko="숙박시설", en="Lodging"),
    Use.SPORTS: Text(ko="운동시설", en="Sports"),
    Use.AMUSEMENT: Text(ko="위락시설", en="Amusement"),
    Use.RELIGIOUS: Text(ko="종교시설", en="Religious facility"),
    Use.NEIGHBOURHOOD: Text(ko="근린생활시설", en="Neighbourhood facility"),
    Use.OTHER: Text(ko="기타", en="Other"),
}


class Stage(StrEnum):
    """The stage a submission is filed at, in order."""

    COMMITTEE = "committee"
    PERMIT = "permit"
    CONSTRUCTION = "construction"
    OCCUPANCY = "occupancy"

    @property
    def rank(self) -> int:
        """Position in the order of stages, from 0."""
        return list(Stage).index(self)


STAGE_NAMES = {
    Stage.COMMITTEE: Text(ko="건축위원회 심의", en="Committee review"),
    Stage.PERMIT: Text(ko="건축허가", en="Building permit"),
    Stage.CONSTRUCTION: Text(ko="착공", en="Start of construction"),
    Stage.OCCUPANCY: Text(ko="사용승인", en="Approval of use"),
}


class Approval(StrEnum):
    """The approval path, which decides whether the housing rules bind."""

    BUILDING_PERMIT = "building_permit"
    BUILDING_REPORT = "building_report"
    HOUSING_PLAN = "housing_plan"


APPROVAL_NAMES = {
    Approval.BUILDING_PERMIT: Text(ko="건축허가", en="Building permit"),
    Approval.BUILDING_REPORT: Text(ko="건축신고", en="Building report"),
    Approval.HOUSING_PLAN: Text(ko="주택건설사업계획승인", en="Housing plan approval"),
}


class ParkingKind(StrEnum):
    """Where cars are parked, as 주차장법 시행규칙 제6조 tells the kinds apart."""

    UNDERGROUND = "underground"
    STRUCTURE = "structure"
    PILOTI = "piloti"
    SURFACE = "surface"
    MECHANICAL = "mechanical"


PARKING_NAMES = {
    ParkingKind.UNDERGROUND: Text(ko="지하식", en="Underground"),
    ParkingKind.STRUCTURE: Text(ko="건축물식", en="Structure"),
    ParkingKind.PILOTI: Text(ko="필로티", en="Under pilotis"),
    ParkingKind.SURFACE: Text(ko="지상(옥외)", en="Surface"),
    ParkingKind.MECHANICAL: Text(ko="기계식", en="Mechanical"),
}


class Heating(StrEnum):
    """Heating system, which decides some housing-management thresholds."""

    INDIVIDUAL = "individual"
    CENTRAL = "central"
    DISTRICT = "district"


class LightZone(StrEnum):
    """The zone of the light-pollution law (조명환경관리구역) that a site lies in."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"


LIGHT_ZONE_NAMES = {
    LightZone.ONE: Text(ko="제1종 조명환경관리구역", en="light zone 1"),
    LightZone.TWO: Text(ko="제2종 조명환경관리구역", en="light zone 2"),
    LightZone.THREE: Text(ko="제3종 조명환경관리구역", en="light zone 3"),
    LightZone.FOUR: Text(ko="제4종 조명환경관리구역", en="light zone 4"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePart:
    """One part of a project with one use. `None` means not declared."""

    use: Use
    name: str = ""
    households: int | None = None
    rooms: int | None = None
    floors_above: int | None = None
    floors_below: int | None = None
    gross_area_m2: float | None = None
    lift: bool | None = None
    heating: Heating | None = None
    open_24h: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parking:
    """The project's car park. `None` means not declared."""

    cars: int | None = None
    kind: ParkingKind | None = None
    self_drive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What is declared about a project.

    Args:
        filed_on: date of the application that fixes the edition of law: the committee application
            where a committee reviews, else the permit or housing-plan application.
        light_zone: as the mayor has designated it; None: not declared, never a guess from the
            land-use zone.
        home_network: whether a smart-home network (지능형 홈네트워크 설비) is installed.
        guidance: packs of guidance that the reviewers asked for; they can only ever advise.
    """

    title: str
    case_number: str
    stage: Stage
    filed_on: date
    district: str
    parts: tuple[UsePart, ...]
    address: str = ""
    approval: Approval | None = None
    parking: Parking = Parking()
    applicant: str = ""
    designer: str = ""
    light_zone: LightZone | None = None
    home_network: bool | None = None
    guidance: tuple[str, ...] = ()
