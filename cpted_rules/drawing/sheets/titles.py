"""What a sheet is, told by the words of its title: kind, storeys, number and scale."""

import re
from dataclasses import dataclass

from cpted_rules.drawing.sheets.storeys import settled, storeys_of
from cpted_rules.plan import SheetKind as K

LONGEST = 60
"""Longer texts are notes, not titles. [characters]"""

NO_PLAN_VIEW = frozenset({K.ELEVATION, K.SECTION, K.OPENING_SCHEDULE})
"""Kinds that show nothing in its place on the site."""

_OUTDOORS = frozenset(
    {*NO_PLAN_VIEW, K.SITE_PLAN, K.PLANTING_PLAN, K.FENCE_PLAN, K.OUTDOOR_LIGHTING, K.PIPE_PLAN}
)
"""Kinds that show the open ground, or no storey, unless their title names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFound:
    """What a title says.

    Args:
        kind: None for a sheet of a kind no rule asks about (structure, fire, details, lists).
        title: the words without number and scale.
        storeys: 0 the open ground, 1 지상1층, -1 지하1층; empty where the title does not say.
        roof: it shows the top of the building, a level that only the other sheets tell.
        number: sheet number; "" where there is none.
        scale: 100 for 1/100, on the larger paper where two are given.
        part: it shows a part of a storey by itself, such as one dwelling or a core.
    """

    kind: K | None
    title: str
    storeys: tuple[int, ...] = ()
    roof: bool = False
    number: str = ""
    scale: float | None = None
    part: bool = False

    @property
    def plan_view(self) -> bool:
        """Whether what it shows has its place on the site."""
        return self.kind is not None and self.kind not in NO_PLAN_VIEW


_SHEET = (
    r"(?:도(?![로시면서구어번장곽록급])|도면|계획|평면|배치|배선|설치"
    r"|\bplans?\b|\blayout\b|\bdrawing\b)"
)
"""Words that make a subject (CCTV, 조경, ...) the title of a sheet and not a label on one."""


def _of(subject: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{subject}).*?{_SHEET}")


_OTHER = re.compile(
    r"목록표|도면목록|면적표|마감표|개요|투시도|조감도|상세도|천장|천정|전개도|일조|수량(?:총괄)?표|안내도|현황도"
    r"|(?:구조|보|골조|기초|배근|철근|슬래브|슬라브|기둥|소방|소화|스프링클러|제연|피난|급수|급배수|배수|위생|오수|우오수|우·오수"
    r"|환기|공조|냉난방|난방|덕트|콘센트|동력|전력|접지|피뢰|통신|약전|가구|기구|방수|단열|바닥마감|토공|흙막이|포장|놀이시설물"
    r"|시설물)[^/]*?(?:도(?![로시면서])|도면|계획|평면)"
    r"|\b(?:drawing list|index|detail|reflected ceiling|ceiling plan|structural|foundation|framing"
    r"|fire|sprinkler|hvac|duct|plumbing|sanitary|power|furniture|perspective|finish)\b"
)
_SECURITY = _of(
    r"cctv|씨씨티비|감시카메라|방범|영상정보|영상감시|비상벨|비상호출|범죄예방|cpted|출입통제"
    r"|\bsecurity\b|\bsurveillance\b|\bcameras?\b|\bemergency (?:call|bell)"
)
_OPENINGS = re.compile(
    r"(?:창호|창문|문|도어|창)(?:일람|리스트|목록|도(?![로어])|평면|입면|배치|기호)|창호.*(?:일람|도$)"
    r"|\b(?:window|door|opening)s?\b.*\bschedules?\b|\bschedule of (?:doors|windows)"
)
_PIPES = _of(
    r"(?:외벽|옥외|외부)[^/]*배관|가스|홈통|입상관|우수관|\b(?:gas|external|outer.wall)[a-z -]*pip"
    r"|\bdownpipes?\b|\brainwater"
)
_LIGHTS = _of(
    r"조명|전등|보안등|가로등|방범등|등기구|경관등|\blighting\b|\bluminaires?\b|\beclairage\b|\bbeleuchtung"
)
_OUTDOOR_LIGHTS = re.compile(
    r"옥외|외부|보안등|가로등|방범등|경관|단지|대지|조경|외등|\b(?:outdoor|exterior|external|site|street)\b"
)
_PARKING = re.compile(r"주차|차고|\b(?:parking|car park|garage)\b")
_FENCES = _of(r"담장|울타리|휀스|펜스|대문|\bfenc(?:e|es|ing)\b|\bboundary wall")
_PLANTS = _of(r"식재|수목|조경|교목|관목|\bplanting\b|\blandscap(?:e|ing)\b|\bplantation")
_STANDING = re.compile(
    r"(?P<elevation>입면|정면도|배면도|측면도|\belevations?\b|\bfacades?\b|\bansicht|\balzado"
    r"|\bfachada)"
    r"|(?P<section>단면|\bsections?\b|\bcoupe\b|\bschnitt\b|\bseccion\b)"
)
_SITE = re.compile(
    r"(?:^|[^가-힣]|대지|단지|건물|종합|전체|동|시설|부지|주동)배치(?:계획)?도?(?:$|[^가-힣]|및|겸)|단지계획도|부지계획도"
    r"|대지종합|종합계획도|\b(?:site|block|plot|master)[ -]?(?:layout )?plan\b|\bsite layout\b"
    r"|\bplan de (?:masse|situation)\b|\blageplan\b|\bplano de situacion\b|\bemplazamiento\b"
)
_FLOOR = re.compile(
    r"평면|지붕(?:층)?도|코아.*도|\bfloor\b.*\bplan\b|\bplan\b.*\bfloor\b"
    r"|\b(?:roof|level|ground|basement|typical|key)\b.*\bplan\b|\b(?:[1-9]\d?|b\d)f\b.*\bplan\b"
    r"|\bgrundriss\b|\bplanta\b|\bpianta\b|\brzut\b|\bkat plani\b|^plan$|^floor ?plan"
    r"|\bplan (?:du |de )?(?:rez|rdc|etage|toiture|sous|niveau)|\bplan\b.*\betage"
)
_PART = re.compile(
    r"단위세대|단위평면|세대평면|코아|코어|확대|부분|주요부|\b(?:unit|core|enlarged|partial)\b"
)
_GROUND_TOO = re.compile(r"배치.*(?:및|겸|·|,|/|&).*층.*평면|층.*평면.*(?:및|겸|·|,|/|&).*배치")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_TAIL = re.compile(r"[a-z0-9'’\"\s\-_.,:;#&/~()]+$")
_WHERE = re.compile(
    r"[\s\-:·,~]*(?:[0-9a-z~,·\-]*(?:지하|지상|기준|옥상|지붕)?[0-9a-z~,·\-]*(?:층|동|호|형|타입|부분)"
    r"|[동서남북정배좌우]?(?:측면|측|면))+$"
)
_LAST_WORD = re.compile(r"(?:도|도면|평면|입면|단면|배치|일람|표|리스트|목록|계획)$")
_NO_SHEET = re.compile(
    r"(?:보|차|인|수|철|복|용|조|각|온|습|밀|고|속|정|강|경|농|제|휘|한|별|유|지하|상하수|자전거|차로|진입|빈|채|명)도$"
)
_MOST_WORDS = 8
_ASIDE_CODES = re.compile(r"%%[a-z]", re.IGNORECASE)


def title_of(words: str) -> TitleFound | None:
    """What a text says as the title of a sheet; None where it is not a title."""
    number = number_of(words) or ""
    bare = _bare(words)
    text = settled(bare)
    if not _reads_as_title(text):
        return None
    told = storeys_of(bare)
    kind, known = _kind(text, below=bool(told.levels) and told.levels[0] < 0)
    if not known:
        return None
    storeys = told.levels
    if kind in {K.ELEVATION, K.SECTION, K.OPENING_SCHEDULE} or (
        kind in _OUTDOORS and not storeys and not told.roof
    ):
        storeys = (0,)
    elif kind is K.SITE_PLAN and storeys and _GROUND_TOO.search(text):
        storeys = (0, *storeys)
    elif kind is K.SECURITY_PLAN and not storeys and _outdoors(text, roof=told.roof):
        storeys = (0,)
    return TitleFound(
        kind=kind,
        title=_as_written(bare),
        storeys=storeys,
        roof=told.roof and kind not in NO_PLAN_VIEW,
        number=number,
        scale=scale_of(words),
        part=_PART.search(text) is not None,
    )


def _as_written(bare: str) -> str:
    plain = re.sub(r"\(\s*\)|\[\s*\]", " ", _ASIDE_CODES.sub(" ", bare)).strip()
    parts = [part.split() for part in re.split(r"\s{2,}", plain)]
    words = ["".join(p) if len(p) > 1 and _single(p) else " ".join(p) for p in parts]
    return " ".join(words).strip(" -·,:/")


def _single(letters: list[str]) -> bool:
    return all(len(letter) == 1 for letter in letters)  # 배 치 도


def _reads_as_title(text: str) -> bool:
    """Whether a text is short and its last word, beside where it is, is a kind of sheet."""
    if not text or len(text) > LONGEST or text.endswith((".", ":", ";", ",")):
        return False
    if not re.search(r"[가-힣]", text):
        return len(text.split()) <= _MOST_WORDS
    core = _ASIDE.sub("", text).strip()
    for _ in range(2):  # 단면도 A-A' 1층
        core = _WHERE.sub("", _TAIL.sub("", core))
    return _LAST_WORD.search(core) is not None and _NO_SHEET.search(core) is None


def _outdoors(text: str, *, roof: bool) -> bool:
    return not roof and (_OUTDOOR_LIGHTS.search(text) is not None or "배치" in text)


def _kind(text: str, *, below: bool) -> tuple[K | None, bool]:
    """The kind that a title says, and whether it is a title at all."""
    if _OPENINGS.search(text) and not re.search(r"상세|\bdetail", text):
        return K.OPENING_SCHEDULE, True
    if _SECURITY.search(text):
        return K.SECURITY_PLAN, True
    if _PIPES.search(text) and "상세" not in text:
        return K.PIPE_PLAN, True
    if _LIGHTS.search(text):
        return _lighting(text, below=below), True
    if _FENCES.search(text) and "상세" not in text and "전개" not in text:
        return K.FENCE_PLAN, True
    if (standing := _STANDING.search(text)) and "상세" not in text:
        return (K.ELEVATION if standing["elevation"] else K.SECTION), True
    if _OTHER.search(text):
        return None, True
    if _PARKING.search(text) and re.search(_SHEET, text):
        return K.PARKING_PLAN, True
    if _PLANTS.search(text):
        return K.PLANTING_PLAN, True
    if _SITE.search(text) or _GROUND_TOO.search(text):
        return K.SITE_PLAN, True
    return (K.FLOOR_PLAN, True) if _FLOOR.search(text) else (None, False)


def _lighting(text: str, *, below: bool) -> K | None:
    if _PARKING.search(text) or (below and not _OUTDOOR_LIGHTS.search(text)):
        return K.PARKING_LIGHTING
    indoors = re.search(r"층|\bfloor\b|\b\d+f\b|전등|세대|실내|\binterior\b", text)
    if _OUTDOOR_LIGHTS.search(text) or not indoors:
        return K.OUTDOOR_LIGHTING
    return None  # lights of rooms, which no rule asks about


_DISCIPLINE = r"(?:[A-Z]{1,3}\d?|건축|구조|조경|기계|전기|통신|토목|소방|설비|가스)"
_NUMBER = re.compile(
    rf"(?<![\w/.-])(?!(?:GL|FL|EL|SL|CL|FH|CH|TYP|NO)\b)({_DISCIPLINE}\s?-\s?(?:[A-Z]{{1,2}}\s?-\s?)?"
    r"\d{1,4}(?:[.-]\d{1,3})?[A-Z]?)(?![\w/~:])"
    r"|(?<![\w/.-])([ALSEMTCPFI][A-Z]?\d{3,4}[A-Z]?)(?![\w/~-])"
)


def number_of(words: str) -> str | None:
    """The sheet number in a text, such as `A-101`, `A1-02` or `건축-12`; None where none is."""
    found = _NUMBER.search(_upper(words))
    return re.sub(r"\s", "", found.group()) if found else None


def is_number(words: str) -> bool:
    """Whether a text is a sheet number and nothing else."""
    return _NUMBER.fullmatch(_upper(words).strip(" :()")) is not None


_SCALE = re.compile(
    r"(?:(a[0-4])\s*[:=]?\s*|(?<![\d.:/]))1\s*[/:]\s*(\d{1,3}(?:,\d{3})+|\d{1,5})(?![\d.:/])"
)


def scale_of(words: str) -> float | None:
    """100 for 1/100; on the larger paper for `A1: 1/100 A3: 1/200`; None where none is."""
    found = _SCALE.findall(settled(words))
    by_paper = sorted((paper or "a9", float(number.replace(",", ""))) for paper, number in found)
    return by_paper[0][1] if by_paper and by_paper[0][1] > 0 else None


def _upper(words: str) -> str:
    return re.sub(r"[–—−‐]", "-", words).upper()


_SCALE_WORDS = re.compile(
    r"[(\[]?\s*(?:\b(?:축\s*척|scale|s)\s*[:=.]?\s*)?(?:\bA[0-4]\s*[:=]?\s*)?1\s*[/:]\s*\d[\d,]*\s*[)\]]?"
    r"|\b(?:scale|축\s*척)\s*[:=]?\s*(?:n\.?t\.?s\.?|none)?",
    re.IGNORECASE,
)


def _bare(words: str) -> str:
    """Words without sheet number and scale."""
    number = _NUMBER.search(_upper(words))
    rest = words[: number.start()] + " " + words[number.end() :] if number else words
    return _SCALE_WORDS.sub(" ", rest)
