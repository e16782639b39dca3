"""Which column of a public table means what, by its header.

Source: standard headers of data.go.kr 전국CCTV표준데이터 (15155042), 전국보안등정보표준데이터
(15017320), 안전비상벨위치정보, and Seoul's OA-20923; spellings differ by provider, year and API.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column tells."""

    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    NAME = "name"
    ADDRESS = "address"
    AUTHORITY = "authority"
    CATEGORY = "category"
    COUNT = "count"
    PURPOSE = "purpose"
    PIXELS = "pixels"
    INSTALLED = "installed"
    AS_OF = "as_of"
    HEIGHT = "height"
    FLOORS = "floors"
    WIDTH = "width"
    CODE = "code"
    GRADE = "grade"


_PAIRS = (
    ("경도", "위도"),
    ("wgs84경도", "wgs84위도"),
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("lng", "lat"),
    ("long", "lat"),
    ("lot", "lat"),
    ("wgsx좌표", "wgsy좌표"),
    ("wgs84x좌표", "wgs84y좌표"),
    ("wgs84x", "wgs84y"),
    ("cctvposx", "cctvposy"),
    ("posx", "posy"),
    ("mapx", "mapy"),
    ("xcrd", "ycrd"),
    ("xcoord", "ycoord"),
    ("coordx", "coordy"),
    ("x좌표", "y좌표"),
    ("easting", "northing"),
    ("동좌표", "북좌표"),
    ("lo", "la"),
    ("x", "y"),
)
_LOOSE_PAIRS = (("경도", "위도"), ("longitude", "latitude"), ("x좌표", "y좌표"))

_EXACT: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: (
        *("보안등위치명", "cctvnm", "cctv명", "설치위치", "안심명", "관서명", "지구대파출소명"),
        *("지구대파출소", "파출소명", "지구대명", "지구대", "파출소", "emdkornm", "emdnm"),
        *("sigkornm", "signm", "sggnm", "likornm", "admdrnm", "admnm", "adstrdnm", "행정동명"),
        *("법정동명", "행정동", "법정동", "시군구명", "자치구명", "건물명", "buldnm", "bldnm"),
        *(
            "도로명",
            "rn",
            "roadname",
            "jibun",
            "지번",
            "name",
            "명칭",
            "이름",
            "시설명",
            "설치장소",
        ),
        *("안전비상벨관리번호", "관리번호"),
    ),
    Column.ADDRESS: (
        *("소재지지번주소", "소재지도로명주소", "안심주소", "도로명주소", "지번주소", "주소"),
        *("lnmadr", "rdnmadr", "소재지", "address", "addr"),
    ),
    Column.AUTHORITY: ("관리기관명", "manofficial", "institutionnm", "자치구"),
    Column.CATEGORY: ("분류", "시설구분", "시설종류", "category"),
    Column.COUNT: (
        *("카메라대수", "cameracnt", "cctv수량", "설치개수", "설치대수", "카메라수", "수량"),
        *("installationco", "대수"),
    ),
    Column.PURPOSE: ("설치목적구분", "설치목적", "설치목적명", "installationpurpstype", "purpose"),
    Column.PIXELS: ("카메라화소수", "camerapixel", "화소수", "카메라화소"),
    Column.INSTALLED: (
        *(
            "설치연월",
            "설치년월",
            "insym",
            "설치연도",
            "설치년도",
            "안전비상벨설치연도",
            "설치일자",
        ),
        *("installationyear",),
    ),
    Column.AS_OF: (
        *(
            "데이터기준일자",
            "데이터기준일",
            "기준일자",
            "기준일",
            "기준연도",
            "기준년도",
            "수정일시",
        ),
        *("수정일자", "referencedate", "baseyear", "baseym", "date", "asof"),
    ),
    Column.HEIGHT: ("height", "heightm", "높이", "높이m", "건물높이", "bldhgt", "a16"),
    Column.FLOORS: (
        *("floors", "지상층수", "grndflr", "groflo", "grofloco", "지상층", "층수"),
        *("buildinglevels", "a26"),
    ),
    Column.WIDTH: ("width", "widthm", "도로폭", "폭원", "roadbt", "폭"),
    Column.CODE: (
        *("pnu", "필지고유번호", "emdcd", "sigcd", "admcd", "admdrcd", "adstrdcd", "code", "코드"),
        "a1",
    ),
    Column.GRADE: ("grade", "등급", "위험등급", "범죄등급", "gridcode", "grad"),
}
_LOOSE: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("위치명", "설치위치", "시설명", "지구대", "파출소"),
    Column.ADDRESS: ("지번주소", "도로명주소", "주소"),
    Column.AUTHORITY: ("관리기관명",),
    Column.COUNT: ("카메라대수", "수량", "설치개수"),
    Column.PURPOSE: ("설치목적",),
    Column.PIXELS: ("화소",),
    Column.INSTALLED: ("설치연", "설치년", "설치일"),
    Column.AS_OF: ("기준일", "기준연", "기준년"),
    Column.GRADE: ("등급", "grade"),
}
_PERSONAL = (
    *("전화", "연락처", "휴대", "팩스", "담당자", "성명", "이메일", "주민등록", "생년월일"),
    *("phone", "mobile", "email", "telno", "faxno"),
)
_OFFENDERS = ("성범죄자", "sexoffender")


def plain(header: str) -> str:
    """A header in lower case, without spaces, brackets and other marks."""
    return "".join(c for c in unicodedata.normalize("NFKC", header).lower() if c.isalnum())


def is_personal(header: str) -> bool:
    """Whether a column holds what belongs to a person, such as a telephone number."""
    words = plain(header)
    return words in ("tel", "fax") or any(piece in words for piece in _PERSONAL)


def names_offenders(headers: Iterable[str]) -> bool:
    """Whether a table lists sex offenders; such a table is never used."""
    return any(piece in plain(h) for h in headers for piece in _OFFENDERS)


def coordinate_columns(headers: Sequence[str]) -> tuple[int, int] | None:
    """Positions of the longitude (or x) and the latitude (or y) column, if there are both."""
    words = [plain(h) for h in headers]
    for east, north in _PAIRS:
        if east in words and north in words:
            return words.index(east), words.index(north)
    for east, north in _LOOSE_PAIRS:
        x = next((i for i, w in enumerate(words) if east in w), None)
        y = next((i for i, w in enumerate(words) if north in w), None)
        if x is not None and y is not None and x != y:
            return x, y
    return None


def columns_of(headers: Sequence[str]) -> dict[Column, tuple[int, ...]]:
    """The columns that tell each thing, the one to ask first in front; personal ones are not."""
    words = ["" if is_personal(h) else plain(h) for h in headers]
    first: dict[str, int] = {}
    for i, word in enumerate(words):
        first.setdefault(word, i)
    found: dict[Column, tuple[int, ...]] = {}
    for column, variants in _EXACT.items():
        exact = [first[v] for v in variants if v in first]
        loose = [
            i for piece in _LOOSE.get(column, ()) for i, word in enumerate(words) if piece in word
        ]
        positions = tuple(dict.fromkeys(exact or loose))
        if positions:
            found[column] = positions
    return found
