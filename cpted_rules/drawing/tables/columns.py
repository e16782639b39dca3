"""What the columns of a schedule are called, in Korean and in English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from cpted_rules.drawing.tables.quantities import METRES, plain


class ScheduleKind(StrEnum):
    """What a schedule lists."""

    TREES = "trees"
    OPENINGS = "openings"
    LUMINAIRES = "luminaires"
    DEVICES = "devices"


class Role(StrEnum):
    """What a column states."""

    MARK = "mark"
    NUMBER = "number"
    NAME = "name"
    KIND = "kind"
    SPECIES = "species"
    FORM = "form"
    SIZE = "size"
    WIDTH = "width"
    HEIGHT = "height"
    CROWN_WIDTH = "crown_width"
    CROWN_BASE = "crown_base"
    BREAST_HEIGHT = "breast_height"
    ROOT_COLLAR = "root_collar"
    TRUNK = "trunk"
    SILL = "sill"
    GRADE = "grade"
    PLACE = "place"
    MAKE = "make"
    WATTS = "watts"
    LUMENS = "lumens"
    FILE = "file"
    PIXELS = "pixels"
    LENS = "lens"
    VIEW = "view"
    COUNT = "count"
    UNIT = "unit"
    REMARK = "remark"


_ANY = {
    Role.MARK: "기호 부호 도면기호 심볼 마크 mark symbol type tag 표시",
    Role.NUMBER: "번호 no 연번 순번 item",
    Role.COUNT: "수량 개소 주수 본수 qty quantity count 합계수량",
    Role.UNIT: "단위 unit",
    Role.REMARK: "비고 remark remarks note notes 특기사항",
}
_WORDS: Mapping[ScheduleKind, Mapping[Role, str]] = {
    ScheduleKind.TREES: {
        Role.SPECIES: "수종 수종명 수목명 수목 품명 품종 식물명 나무이름 식물 명칭 "
        "species plant plantname commonname name",
        Role.FORM: "성상 구분 종별 분류 형태 상록낙엽 상록/낙엽 type form habit category evergreen",
        Role.SIZE: "규격 수목규격 식재규격 size spec specification",
        Role.HEIGHT: "수고 h 높이 height",
        Role.CROWN_WIDTH: "수관폭 수관 w 폭 spread crown crownwidth width",
        Role.CROWN_BASE: "지하고 crownbase clearstem cleartrunk clearheight",
        Role.BREAST_HEIGHT: "흉고직경 흉고 b dbh caliper",
        Role.ROOT_COLLAR: "근원직경 근원 r rootcollar",
        Role.TRUNK: "근원/흉고직경 근원흉고직경 흉고/근원직경 r/b b/r 직경",
    },
    ScheduleKind.OPENINGS: {
        Role.MARK: "창호번호 창호부호 창호기호 문번호 도어번호 doorno windowno doormark windowmark "
        "doornumber windownumber",
        Role.KIND: "구분 종류 창호종류 형식 개폐방식 개폐방법 명칭 품명 창호명 kind name "
        "description operation",
        Role.SIZE: "규격 크기 치수 개구부크기 창호크기 창호규격 size opening openingsize dimension "
        "dimensions",
        Role.WIDTH: "폭 너비 가로 w width",
        Role.HEIGHT: "높이 세로 h height",
        Role.SILL: "창대높이 창대 창턱높이 창턱 하단높이 씰높이 sill sillheight",
        Role.GRADE: "침입방어성능 방범성능 침입저항성능 방범등급 침입방어등급 방범성능등급 성능 "
        "등급 성능등급 grade rating securityrating securitygrade rc",
        Role.PLACE: "위치 설치위치 실명 사용위치 사용장소 설치장소 location room place",
        Role.MAKE: "사양 재질 재료 창호재질 프레임 유리 유리사양 material frame glass glazing "
        "finish",
    },
    ScheduleKind.LUMINAIRES: {
        Role.NAME: "품명 명칭 기구명 등기구명 등기구 조명기구 종류 구분 형식 name description "
        "fixture luminaire lamptype",
        Role.MAKE: "규격 사양 광원 램프 spec specification lamp source 모델 모델명 model",
        Role.WATTS: "w 소비전력 전력 용량 와트 watt watts wattage power 소비전력w 정격전력",
        Role.LUMENS: "광속 총광속 전광속 lm lumen lumens flux luminousflux output",
        Role.HEIGHT: "설치높이 높이 취부높이 부착높이 등주높이 폴높이 h height mountingheight",
        Role.FILE: "배광파일 배광 배광데이터 배광자료 ies ldt iesfile photometry photometricfile "
        "file",
        Role.PLACE: "설치위치 위치 설치장소 location",
    },
    ScheduleKind.DEVICES: {
        Role.KIND: "구분 종류 형식 형태 기기명 명칭 장비명 품명 카메라종류 kind name device "
        "description camera cameratype",
        Role.MAKE: "사양 규격 spec specification 모델 모델명 model",
        Role.PIXELS: "화소 화소수 해상도 pixel pixels resolution",
        Role.LENS: "렌즈 초점거리 렌즈초점 lens focallength",
        Role.VIEW: "화각 시야각 수평화각 fov viewangle angle angleofview",
        Role.HEIGHT: "높이 설치높이 취부높이 부착높이 h height mountingheight",
        Role.PLACE: "감시대상 촬영대상 감시구역 감시범위 설치위치 위치 설치장소 location target "
        "coverage",
    },
}
_TELLING: Mapping[ScheduleKind, str] = {
    ScheduleKind.TREES: "수종 수종명 수목명 식물명 수고 수관폭 지하고 근원직경 흉고직경 species "
    "crownbase",
    ScheduleKind.OPENINGS: "창호번호 창호부호 창호기호 침입방어성능 방범성능 침입저항성능 방범등급 "
    "침입방어등급 창대높이 창턱높이 개폐방식 개폐방법 창호크기 창호규격 창호재질 "
    "유리 유리사양 doorno windowno doormark windowmark sillheight glazing",
    ScheduleKind.LUMINAIRES: "광속 총광속 전광속 lm lumen lumens luminousflux "
    "배광파일 배광 배광데이터 ies iesfile photometry 등기구명 등기구 조명기구 등주높이 "
    "luminaire wattage",
    ScheduleKind.DEVICES: "화소 화소수 해상도 화각 시야각 감시대상 촬영대상 감시구역 카메라종류 "
    "resolution fov cameratype",
}
_TITLES: Mapping[ScheduleKind, str] = {
    ScheduleKind.TREES: r"수목|식재|조경수|조경수량|교목|관목|plant|tree",
    ScheduleKind.OPENINGS: r"창호|(?:door|window)s?(?:and|&)?(?:door|window)?s?schedule",
    ScheduleKind.LUMINAIRES: r"조명|등기구|light|luminaire",
    ScheduleKind.DEVICES: r"cctv|카메라|비상벨|출입통제|출입관리|방범설비"
    r"|camera|emergencybell|accesscontrol",
}
_OTHER_TITLES = re.compile(
    r"배관|담장|울타리|주차|면적|마감|개요|포장|시설물|우수|오수|세대|실내재료|철근|회로|분전반|부하|전선|케이블"
)
LIST_TITLE = re.compile(r"일람|목록|수량표|수량총괄|내역|리스트|schedule|list|표$")
"""Titles of tables that list things."""

_LETTERS: Mapping[str, str] = {
    **dict.fromkeys(("h", "높이", "세로", "수고"), "h"),
    **dict.fromkeys(("w", "폭", "너비", "가로", "수관폭", "수관"), "w"),
    **dict.fromkeys(("r", "근원", "근원직경"), "r"),
    **dict.fromkeys(("b", "흉고", "흉고직경"), "b"),
}
_BRACKETS = re.compile(r"^(.*?)[(\[<{]([^)\]>}]*)[)\]>}]$")
_NOISE = re.compile(r"[.,:·ㆍ_'\"\-]")


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


ROLES: Mapping[ScheduleKind, Mapping[str, Role]] = {
    kind: {
        word: role
        for words in (_ANY, roles)
        for role, spelt in words.items()
        for word in spelt.split()
    }
    for kind, roles in _WORDS.items()
}
"""Words of headers and what they state, by kind of schedule."""

MOST_LETTERS = 24
"""Longer words are no header."""

_LONGEST: Mapping[ScheduleKind, tuple[str, ...]] = {
    # a Hangul word may stand at an end of a longer header; letters such as H may not
    kind: tuple(sorted((w for w in known if len(w) >= 2 and not w.isascii()), key=len)[::-1])
    for kind, known in ROLES.items()
}

TELLING: Mapping[ScheduleKind, frozenset[str]] = {k: _split(w) for k, w in _TELLING.items()}
"""Words of headers that only one kind of schedule has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a header says of its column.

    Args:
        unit: of lengths, where it names one.
        order: letters of a size, such as h b w, where it gives them.
        telling: whether only one kind of schedule has such a column.
    """

    role: Role
    unit: str = ""
    order: tuple[str, ...] = ()
    telling: bool = False


def column(kind: ScheduleKind, header: str) -> Column | None:
    """What a header states in one kind of schedule, None where the words are not known."""
    text = _NOISE.sub("", plain(header))
    if len(text) > MOST_LETTERS:
        return None
    found = _BRACKETS.match(text)
    name, bracket = (found[1], found[2]) if found else (text, "")
    order = _order(name) or _order(bracket)
    unit = bracket if bracket in METRES else ""
    known = ROLES[kind]
    word = next((w for w in (text, name, bracket if not name else "") if w in known), None)
    if word is None and _order(name):
        return Column(role=Role.SIZE, unit=unit, order=order)
    if word is None:
        word = next((w for w in _LONGEST[kind] if name.startswith(w) or name.endswith(w)), None)
    if word is None:
        return None
    return Column(role=known[word], unit=unit, order=order, telling=word in TELLING[kind])


def titled(kind: ScheduleKind, title: str) -> bool:
    """Whether a title is one of such a schedule."""
    return re.search(_TITLES[kind], plain(title)) is not None


def titled_otherwise(title: str) -> bool:
    """Whether a title says that the table lists something else."""
    return _OTHER_TITLES.search(plain(title)) is not None


def _order(words: str) -> tuple[str, ...]:
    parts = [_LETTERS.get(part, "") for part in words.split("x")]
    return tuple(parts) if len(parts) >= 2 and all(parts) else ()


def flat(words: str) -> str:
    """Words without spaces, for people: 수 종 is 수종."""
    text = normalize("NFC", words).strip()
    pieces = text.split()
    return "".join(pieces) if pieces and all(len(p) == 1 for p in pieces) else " ".join(pieces)
