"""CCTV 안내판 설치 목록 and the draft of a policy, from the cameras that the drawings show.

Source: 개인정보 보호법 제25조제4항·제7항, 시행령 제24조제1항·제25조.
"""

from collections.abc import Sequence

from app.exports.review_folder import ReviewFolder
from app.forms.case import form_of, head
from app.forms.document import EMPTY, Block, Cell, Column, Fields, Form, Table
from app.forms.opinion import NONE, NUMBER
from cpted_rules.plan import Camera, Opening, Serves, Sign, SitePlan, storey_name
from cpted_rules.text import Lang, Text, same

TITLE = Text(ko="CCTV 안내판 설치 목록", en="Signs for cameras")
LEAD = Text(
    ko="도면에 표기된 카메라와 출입구에서 만든 목록과 운영·관리방침 초안입니다. "
    "도면에 없는 것은 비워 두었습니다.",
    en="Listed from the cameras and entrances drawn; what is not drawn is left open.",
)
CAMERAS = Text(ko="1. 카메라", en="1. Cameras")
CAMERAS_LEAD = Text(ko="도면에 표기된 순서대로입니다.", en="In the order of the drawings.")
MARK, PLACE, RANGE, PURPOSE, SOURCE = (
    Text(ko="기호", en="Mark"),
    Text(ko="설치 위치", en="Place"),
    Text(ko="촬영 범위", en="Range"),
    Text(ko="설치 목적", en="Purpose"),
    Text(ko="도면", en="Sheet"),
)
PREVENTION = Text(ko="범죄예방 및 시설안전", en="crime prevention and safety")
ANGLE = Text(ko="방위 {azimuth}°, 화각 {angle}°", en="azimuth {azimuth}°, field {angle}°")
ROUND = Text(ko="전방위(돔)", en="all round (dome)")
HEIGHT = Text(ko="높이 {h} m", en="height {h} m")
SIGNS = Text(ko="2. 안내판", en="2. Signs")
SIGNS_LEAD = Text(
    ko="출입구 등 잘 보이는 곳마다 하나를 둡니다. 한 건물의 여러 대를 한 안내판이 알릴 수 있습니다"
    "(영 제24조제1항).",
    en="One at each entrance in plain view; one sign may tell of all cameras of a building.",
)
ENTRANCE, DRAWN_SIGN, TODO = (
    Text(ko="출입구", en="Entrance"),
    Text(ko="도면의 안내판", en="Sign as drawn"),
    Text(ko="할 일", en="To do"),
)
NO_SIGN = Text(ko="표기 없음", en="not drawn")
NEAR = Text(ko="있음({d} m)", en="there ({d} m away)")
PUT, CHECK = (
    Text(ko="안내판 설치 위치 표기", en="show a sign here"),
    Text(ko="기재 항목 확인", en="check what it says"),
)
WORDS = Text(ko="3. 안내판에 적을 것(안)", en="3. What the sign says (draft)")
POLICY = Text(ko="4. 운영·관리방침 초안", en="4. Draft of the policy")
POLICY_LEAD = Text(
    ko="개인정보 보호법 시행령 제25조의 항목입니다. 빈칸은 관리주체가 정합니다.",
    en="Items of the decree, article 25; the controller settles what is open.",
)
ITEM, CONTENT = Text(ko="항목", en="Item"), Text(ko="내용", en="Content")
WHERE_SIGN = Text(ko="{address} 건축물 내·외부", en="{address}, inside and outside the building")
HOURS = Text(ko="24시간 연속 촬영(안)", en="day and night (draft)")
RANGE_OF = Text(ko="{places} – {n}대", en="{places} – {n} cameras")
NO_AUDIO = Text(
    ko="녹음 기능을 쓰지 않으며 목적 밖으로 조작하거나 다른 곳을 비추지 않음",
    en="no sound is recorded, and cameras are not turned elsewhere",
)
GAP = "\u00a0" * 10
"""Room for a few words."""

NEAR_M = 10.0
"""A sign that far from an entrance belongs to it. [m]"""


def camera_signs(review: ReviewFolder, lang: Lang) -> Form:
    """The schedule of signs, the words of a sign and the data of a policy."""
    plan = review.plan
    blocks: tuple[Block, ...] = (
        Fields(rows=tuple(head(review, lang))),
        _cameras(plan, lang),
        _signs(plan, lang),
        Fields(heading=WORDS.in_(lang), rows=tuple(_sign_words(review, lang))),
        _policy(review, lang),
    )
    return form_of(
        review,
        lang,
        "camera-signs",
        title=TITLE,
        lead=LEAD,
        blocks=blocks,
    )


def _cameras(plan: SitePlan, lang: Lang) -> Table:
    return Table(
        heading=CAMERAS.in_(lang),
        lead=CAMERAS_LEAD.in_(lang),
        columns=(
            Column(words=NUMBER.in_(lang), share=7),
            Column(words=MARK.in_(lang), share=10),
            Column(words=PLACE.in_(lang), share=22),
            Column(words=RANGE.in_(lang), share=26),
            Column(words=PURPOSE.in_(lang), share=18),
            Column(words=SOURCE.in_(lang), share=17),
        ),
        rows=tuple(
            (
                Cell(words=str(n), strong=True),
                Cell(words=camera.mark or camera.label),
                Cell(words=_place(camera).in_(lang), soft=_height(camera, lang)),
                Cell(words=camera.target or "", soft=_view(camera).in_(lang)),
                Cell(words=PREVENTION.in_(lang)),
                Cell(words=_source(camera)),
            )
            for n, camera in enumerate(plan.cameras, start=1)
        ),
        none=NONE.in_(lang),
    )


def _place(camera: Camera) -> Text:
    return storey_name(camera.storey)


def _height(camera: Camera, lang: Lang) -> str:
    return "" if camera.height_m is None else HEIGHT.fill(h=f"{camera.height_m:g}").in_(lang)


def _view(camera: Camera) -> Text:
    if camera.azimuth_deg is None:
        return ROUND
    if camera.hfov_deg is None:
        return same("")
    return ANGLE.fill(azimuth=f"{camera.azimuth_deg:.0f}", angle=f"{camera.hfov_deg:.0f}")


def _source(element: Camera | Opening) -> str:
    source = element.source
    return f"{source.sheet} · {source.handle}" if source else ""


def _signs(plan: SitePlan, lang: Lang) -> Table:
    entrances = [
        o
        for o in plan.openings
        if o.serves in (Serves.BUILDING_ENTRANCE, Serves.SITE_ENTRANCE, Serves.PARKING_LINK)
    ]
    return Table(
        heading=SIGNS.in_(lang),
        lead=SIGNS_LEAD.in_(lang),
        columns=(
            Column(words=NUMBER.in_(lang), share=7),
            Column(words=ENTRANCE.in_(lang), share=33),
            Column(words=SOURCE.in_(lang), share=18),
            Column(words=DRAWN_SIGN.in_(lang), share=18),
            Column(words=TODO.in_(lang), share=24),
        ),
        rows=tuple(_sign_row(n, o, plan.signs, lang) for n, o in enumerate(entrances, start=1)),
        none=NONE.in_(lang),
    )


def _sign_row(n: int, entrance: Opening, signs: Sequence[Sign], lang: Lang) -> tuple[Cell, ...]:
    storeys = {0, 1} if entrance.storey in (0, 1) else {entrance.storey}
    away = [s.at.distance(entrance.line) for s in signs if s.storey in storeys]
    near = min((d for d in away if d <= NEAR_M), default=None)
    name = entrance.label or entrance.mark
    return (
        Cell(words=str(n), strong=True),
        Cell(words=f"{storey_name(entrance.storey).in_(lang)} {name}".strip()),
        Cell(words=_source(entrance)),
        Cell(words=(NO_SIGN if near is None else NEAR.fill(d=f"{near:.1f}")).in_(lang)),
        Cell(words=f"{EMPTY} {(PUT if near is None else CHECK).in_(lang)}"),
    )


def _targets(plan: SitePlan, lang: Lang) -> Text:
    named = dict.fromkeys(
        camera.target or storey_name(camera.storey).in_(lang) for camera in plan.cameras
    )
    return RANGE_OF.fill(places=", ".join(named), n=str(len(plan.cameras)))


def _sign_words(review: ReviewFolder, lang: Lang) -> list[tuple[str, str]]:
    """What the law wants on a sign: purpose and place, range and hours, who answers for it."""
    facts = review.assessment.facts
    rows = (
        (PURPOSE, PREVENTION),
        (Text(ko="설치 장소", en="Place"), WHERE_SIGN.fill(address=facts.address)),
        (RANGE, _targets(review.plan, lang)),
        (Text(ko="촬영 시간", en="Hours"), HOURS),
        (Text(ko="관리책임자 연락처", en="Contact"), same("")),
        (Text(ko="수탁관리자(위탁하면)", en="Contractor, if any"), same("")),
    )
    return [(label.in_(lang), value.in_(lang)) for label, value in rows]


def _policy(review: ReviewFolder, lang: Lang) -> Table:
    facts, plan = review.assessment.facts, review.plan
    rows = (
        (
            Text(ko="설치 근거 및 목적", en="Ground and purpose"),
            Text(
                ko="개인정보 보호법 제25조제1항 – 범죄예방 및 시설안전",
                en="Personal Information Protection Act, art. 25(1): crime prevention and safety",
            ),
        ),
        (
            Text(ko="설치 대수, 위치, 촬영 범위", en="Number, places and range"),
            _targets(plan, lang),
        ),
        (
            Text(ko="관리책임자, 담당 부서, 접근 권한자", en="Who answers, who has access"),
            same(""),
        ),
        (
            Text(
                ko="촬영 시간, 보관 기간, 보관 장소, 처리 방법",
                en="Hours, retention, where kept, how erased",
            ),
            Text(
                ko=f"촬영: 24시간(안) / 보관 기간: {GAP} / 장소: {GAP} / 만료 뒤 삭제",
                en=f"day and night (draft) / kept for: {GAP} / at: {GAP} / then erased",
            ),
        ),
        (Text(ko="영상 확인 방법 및 장소", en="How and where to see pictures"), same("")),
        (
            Text(ko="정보주체의 열람 등 요구에 대한 조치", en="Requests of those who were filmed"),
            same(""),
        ),
        (
            Text(ko="기술적·관리적·물리적 보호조치", en="Safeguards"),
            NO_AUDIO,
        ),
        (
            Text(ko="그 밖에 설치·운영·관리에 필요한 사항", en="Other matters"),
            Text(ko="관리주체: {name}", en="Controller: {name}").fill(name=facts.applicant or "–"),
        ),
    )
    return Table(
        heading=POLICY.in_(lang),
        lead=POLICY_LEAD.in_(lang),
        columns=(
            Column(words=ITEM.in_(lang), share=34),
            Column(words=CONTENT.in_(lang), share=66),
        ),
        rows=tuple(
            (Cell(words=label.in_(lang)), Cell(words=value.in_(lang), room_mm=0 if value.ko else 7))
            for label, value in rows
        ),
        none=NONE.in_(lang),
    )
