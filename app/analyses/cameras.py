"""The page of cameras: what they resolve and miss, what a failure costs, and privacy."""

import numpy as np

from app.analyses.filmed import ENOUGH_PX_PER_M, Filmed, filmed_places, redundancy_of
from app.analyses.framing import plan_frame, small_frame
from app.analyses.naming import told_apart
from app.analyses.page import NONE, Page, Shown, Table, metres, percent, table
from cpted_rules.analysis.cameras.classes import IEC_62676_4_2014
from cpted_rules.analysis.cameras.coverage import shares
from cpted_rules.analysis.cameras.loss import Redundancy
from cpted_rules.analysis.cameras.privacy import Intrusion
from cpted_rules.figure.analyses.devices import device_layer
from cpted_rules.figure.analyses.drawing import drawing
from cpted_rules.figure.analyses.heat import BLUES, heat
from cpted_rules.figure.analyses.masks import Mask, mask_layer
from cpted_rules.figure.analyses.routes import privacy_layer
from cpted_rules.figure.layer import together
from cpted_rules.figure.svg import SEEN, UNSEEN
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, join, same

CLASSES = IEC_62676_4_2014[:5]
FEW = 8


def cameras_page(site: Site, lang: Lang) -> Page:
    """What cameras resolve of the ground and of car parks."""
    filmed = tuple(filmed_places(site))
    shown: list[Shown] = []
    tables: list[Table] = []
    notes = [HEIGHT.fill(z=f"{site.settings.eye_height_m:g}"), DENSITY]
    if not filmed:
        return Page(slug="cameras", title=TITLE, lead=LEAD, notes=(NO_CAMERA,))
    if all(place.storey != 0 for place in filmed):
        notes.append(NO_OUTDOOR)
    losses = [(place, redundancy_of(site, place)) for place in filmed]
    for place, loss in losses:
        shown.append(_density(site, place, lang))
        if place is filmed[0]:
            shown.append(_twice(site, place, loss, lang))
    tables += [_shares_table(filmed), _loss_table(site, losses), _privacy_table(site)]
    if not site.cameras.intrusions:
        notes.append(NO_PRIVACY)
    if any(view.pixels == 0 for place in filmed for view in place.views):
        notes.append(NO_PIXELS)
    notes += _assumed(site, filmed)
    return Page(
        slug="cameras",
        title=TITLE,
        lead=LEAD,
        shown=tuple(shown),
        tables=tuple(t for t in tables if t.rows),
        notes=tuple(notes),
        sensitive=True,
    )


def _density(site: Site, place: Filmed, lang: Lang) -> Shown:
    frame, half = plan_frame(place.area, beside=site.ground)
    values = np.where(place.hidden, np.nan, np.nan_to_num(place.density, nan=0.0))
    names = (UNRESOLVED, *(c.name for c in CLASSES))
    layers = [
        mask_layer(
            [
                Mask(
                    shape=place.grid.shape_of(place.hidden), words=HIDDEN, fill="#eceef1",
                    angle_deg=90.0, spacing_mm=0.9,
                )
            ],
            frame,
            lang,
        ),
        heat(
            place.grid, values, [c.px_per_m for c in CLASSES], frame, lang, unit="px_per_m",
            tints=("#fbeceb", *BLUES[1:]), names=names, below=CLASSES[0].px_per_m,
        ),
        device_layer(site.plan, "cameras", [v.id for v in place.views], frame, lang),
    ]  # fmt: skip
    if place.storey == 0:
        layers.append(privacy_layer(site.cameras.intrusions, frame, lang, lines=FEW))
    got = shares(place.density, CLASSES)
    seen = percent(got[0])
    figure = drawing(
        site.plan,
        frame,
        together(layers),
        level=place.storey,
        lang=lang,
        alternative=ALT.fill(place=place.name, seen=seen, observe=percent(got[2])),
    )
    return Shown(figure=figure, caption=CAPTION.fill(place=place.name, seen=seen), half=half)


def _twice(site: Site, place: Filmed, loss: Redundancy | None, lang: Lang) -> Shown:
    """Where no, one, or more cameras resolve a person."""
    counts = np.zeros(len(place.grid.points), np.int64)
    for view in place.views:
        own = site.cameras.densities(place.grid, place.z_m, place.stage, views=(view,))
        counts += np.nan_to_num(own) >= ENOUGH_PX_PER_M
    frame, half = small_frame(place.area)
    masks = [
        Mask(shape=place.grid.shape_of(counts >= 2), words=TWO, fill="#7ea3c6", stroke=SEEN),
        Mask(
            shape=place.grid.shape_of(counts == 1), words=ONE, fill="#e3ecf5", stroke=SEEN,
            angle_deg=135.0, spacing_mm=1.8,
        ),
        Mask(
            shape=place.grid.shape_of(counts == 0), words=NO, fill=UNSEEN, opacity=0.1,
            stroke=UNSEEN, angle_deg=45.0,
        ),
    ]  # fmt: skip
    twice = NONE if loss is None else percent(loss.twice_share)
    figure = drawing(
        site.plan,
        frame,
        together(
            [
                mask_layer(masks, frame, lang),
                device_layer(site.plan, "cameras", [v.id for v in place.views], frame, lang),
            ]
        ),
        level=place.storey,
        lang=lang,
        alternative=TWICE.fill(place=place.name, share=twice),
    )
    return Shown(figure=figure, caption=TWICE.fill(place=place.name, share=twice), half=half)


def _shares_table(filmed: tuple[Filmed, ...]) -> Table:
    rows = [
        (
            place.name,
            same(str(len(place.views))),
            *(percent(s) for s in shares(place.density, CLASSES)),
        )
        for place in filmed
    ]
    head = (PLACE, CAMERAS, *(join([c.name, same(f"≥{c.px_per_m:g}")], " ") for c in CLASSES))
    return table(SHARES, head, rows)


def _loss_table(site: Site, losses: list[tuple[Filmed, Redundancy | None]]) -> Table:
    rows = []
    for place, loss in losses:
        if loss is None:
            continue
        worst = [out for out in loss.out if out.lost_share > 0][:2]
        names = told_apart(site.plan, [out.camera for out in worst])
        targets = {c.id: c.target for c in site.plan.cameras}
        said = join(
            [
                join(
                    [_camera(names[o.camera], targets.get(o.camera, "")), percent(o.lost_share)],
                    " ",
                )
                for o in worst
            ]
        )
        rows.append(
            (
                place.name,
                said if worst else NONE,
                percent(loss.seen_share),
                percent(loss.twice_share),
                percent(worst[0].lost_share if worst else 0.0),
            )
        )
    return table(LOSS, LOSS_HEAD, rows, words=2)


def _camera(name: Text, target: str) -> Text:
    return join([name, same(target)], " ") if target else name


def _privacy_table(site: Site) -> Table:
    found: tuple[Intrusion, ...] = site.cameras.intrusions[:FEW]
    names = told_apart(site.plan, [x for one in found for x in (one.camera, one.window)])
    rows = [
        (
            names[one.camera],
            names[one.window],
            metres(float(np.linalg.norm(np.subtract(*one.line.coords)))),
            same(f"{one.px_per_m:.0f}\u2009px/m") if one.px_per_m else NONE,
        )
        for one in found
    ]
    every = len({one.window for one in site.cameras.intrusions})
    return table(PRIVACY.fill(n=str(every)), PRIVACY_HEAD, rows, words=2)


def _assumed(site: Site, filmed: tuple[Filmed, ...]) -> list[Text]:
    ids = {view.id for place in filmed for view in place.views}
    chosen = [c for c in site.plan.cameras if c.id in ids]
    said = []
    height = sum(c.height_m is None for c in chosen)
    field = sum(c.azimuth_deg is not None and c.hfov_deg is None for c in chosen)
    tilt = sum(c.tilt_deg is None for c in chosen)
    for n, words in ((height, NO_HEIGHT), (field, NO_FIELD), (tilt, NO_TILT)):
        if n:
            said.append(words.fill(n=str(n)))
    return said


TITLE = Text(ko="영상감시의 해상도와 빈틈", en="Cameras: what they resolve, and what they miss")
LEAD = Text(
    ko="카메라마다 화각·설치 높이·화소와 가리는 것을 따져 바닥의 칸마다 사람 눈높이의 화소밀도를 "
    "구하고 "
    "IEC 62676-4 등급으로 나눔. 카메라 하나가 고장 나면 잃는 면적과 화면에 드는 세대 창을 함께 봄.",
    en="Pixel density at eye height in each cell, from field, height, pixels and what stands in "
    "the "
    "way, in the classes of IEC 62676-4; with what one camera's failure loses, and windows filmed.",
)
NO_CAMERA = Text(
    ko="옥외와 주차장에 CCTV가 도면에 없음.", en="No camera is drawn outdoors or in a car park."
)
NO_OUTDOOR = Text(ko="옥외를 비추는 CCTV는 도면에 없음.", en="No camera is drawn outdoors.")
UNRESOLVED = Text(ko="촬영 안 됨·미달", en="not filmed")
HIDDEN = Text(ko="화각 안이나 가려짐", en="in the field, but hidden")
ONE = Text(ko="카메라 1대", en="one camera")
TWO = Text(ko="2대 이상", en="two or more")
NO = Text(ko="관찰 불가", en="none")
ALT = Text(
    ko="{place}: {seen}가 촬영되고 {observe}가 관찰(62.5 px/m) 이상",
    en="{place}: {seen} filmed, {observe} at 62.5 px/m or more",
)
CAPTION = Text(ko="{place} 화소밀도 – {seen}가 촬영됨", en="{place}: pixel density, {seen} filmed")
TWICE = Text(
    ko="{place} – 두 대 이상이 관찰하는 곳 {share}", en="{place}: {share} observed by two or more"
)
PLACE = Text(ko="곳", en="place")
CAMERAS = Text(ko="대수", en="cameras")
SHARES = Text(
    ko="등급별 면적 비율 (그 등급 이상, px/m)",
    en="Share of the area in each class or better (px/m)",
)
LOSS = Text(
    ko="카메라 한 대가 고장 날 때 (관찰 62.5 px/m 기준)",
    en="When one camera fails (observe, 62.5 px/m)",
)
LOSS_HEAD = (
    PLACE,
    Text(ko="잃는 면적이 큰 카메라", en="cameras whose loss hurts most"),
    Text(ko="관찰되는 면적", en="observed"),
    Text(ko="두 대 이상", en="by two or more"),
    Text(ko="최악의 손실", en="worst loss"),
)
PRIVACY = Text(
    ko="화면에 드는 세대 창 {n}개 중 가장 자세히 찍히는 것 (사생활)",
    en="Of {n} dwelling windows in the picture, those most finely resolved (privacy)",
)
PRIVACY_HEAD = (
    Text(ko="카메라", en="camera"),
    Text(ko="창", en="window"),
    Text(ko="거리", en="distance"),
    Text(ko="창면 화소밀도", en="density on the glass"),
)
NO_PRIVACY = Text(
    ko="옥외 카메라 화면에 드는 세대 창이 없음.", en="No dwelling window is in an outdoor picture."
)
NO_PIXELS = Text(
    ko="화소수가 없는 카메라는 해상도를 판정하지 않음.",
    en="Of cameras without a pixel count the density is not determined.",
)
HEIGHT = Text(
    ko="바닥에서 {z} m 높이를 조사. 등급은 IEC 62676-4:2014로, 법정 기준이 아님.",
    en="Asked {z} m above the floor. Classes are of IEC 62676-4:2014, not of law.",
)
DENSITY = Text(
    ko="주차된 차량은 고려하지 않음. 야간 성능은 조도와 별도.",
    en="Parked cars are left out. Night performance is another matter.",
)
NO_HEIGHT = Text(
    ko="설치 높이가 없는 카메라 {n}대는 기본값으로 봄.",
    en="Cameras without a height, taken as assumed: {n}.",
)
NO_FIELD = Text(
    ko="화각이 없는 카메라 {n}대는 기본값으로 봄.",
    en="Cameras without a field of view, taken as assumed: {n}.",
)
NO_TILT = Text(
    ko="기울기가 없는 카메라 {n}대는 발밑 사각을 계산하지 못함.",
    en="Cameras without a tilt, whose dead ground is not computed: {n}.",
)
