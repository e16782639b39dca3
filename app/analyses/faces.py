"""The page of light on faces along walks, and of what is seen at night."""

from dataclasses import dataclass

import numpy as np

from app.analyses.failing import (
    FEW,
    LEAST_LX,
    lamp_ids,
    losses,
    outs_table,
    steps_table,
    trespass_table,
    weak_figure,
)
from app.analyses.framing import plan_frame
from app.analyses.lines import WalkLine, walk_lines
from app.analyses.lit import Lit, site_light
from app.analyses.page import (
    HALF_MM,
    Page,
    Shown,
    Table,
    lux,
    metres,
    percent,
    table,
)
from cpted_rules.analysis.approach.exposure import Watchfulness
from cpted_rules.analysis.light.faces import FACE_M, Faces
from cpted_rules.analysis.light.night import seen_at_night
from cpted_rules.analysis.light.points import points_across
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.figure.analyses.chart import Axis, Series, chart
from cpted_rules.figure.analyses.devices import (
    device_layer,
)
from cpted_rules.figure.analyses.drawing import Plot, drawing
from cpted_rules.figure.analyses.masks import Mask, mask_layer
from cpted_rules.figure.layer import together
from cpted_rules.figure.svg import INK, SEEN, UNSEEN, Pen
from cpted_rules.figure.symbols import OCHRE
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, same


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OnFaces:
    """Light on faces along a walk: for each row across, the darkest point of it. Shape (R,)."""

    walk: WalkLine
    faces: Faces
    along_m: Floats

    def rows(self, e_lx: Floats) -> Floats:
        """The darkest point of each row across the walk."""
        darkest: Floats = e_lx.reshape(len(self.along_m), -1).min(axis=1)
        return darkest


def faces_page(site: Site, lang: Lang) -> Page:
    """Light on faces along walks, and what a failed lamp, windows and eyes make of it."""
    ground = site_light(site)
    if not isinstance(ground, Lit):
        return Page(slug="faces", title=TITLE, lead=LEAD, notes=(LACKING.fill(what=ground),))
    found = [f for walk in walk_lines(site) if (f := _faces(site, walk)) is not None]
    found.sort(key=lambda f: (round(float(f.faces.semicylindrical_lx.min()), 3), f.walk.number))
    outs = losses(site)
    trespass = site.light.trespass()
    shown: list[Shown] = []
    tables: list[Table] = []
    if found:
        worst = found[0]
        shown += [
            Shown(
                figure=_chart(worst, lang, upright=True),
                caption=VERTICAL.fill(walk=worst.walk.name),
                half=True,
            ),
            Shown(
                figure=_chart(worst, lang, upright=False),
                caption=SEMI.fill(walk=worst.walk.name),
                half=True,
            ),
        ]
        tables.append(_faces_table(found))
    shown.append(_night(site, ground, lang))
    shown.append(weak_figure(site, ground, outs, trespass, lang))
    tables += [
        outs_table(site, outs),
        steps_table(site),
        trespass_table(site, trespass),
    ]
    notes = [FACE_NOTE, OUT_NOTE, LIT_NOTE.fill(lx=f"{Watchfulness().lit_lx:g}")]
    if not found:
        notes.append(NO_WALK)
    if not any(t.e_lx >= LEAST_LX for t in trespass):
        notes.append(NO_TRESPASS)
    return Page(
        slug="faces",
        title=TITLE,
        lead=LEAD,
        shown=tuple(shown),
        tables=tuple(t for t in tables if t.rows),
        notes=tuple(notes),
    )


def _faces(site: Site, walk: WalkLine) -> OnFaces | None:
    faces = site.light.faces(walk.line, width_m=walk.width_m)
    if faces is None:
        return None
    rows = len(faces.vertical_along_lx) // points_across(walk.width_m)
    along = (np.arange(rows) + 0.5) * walk.line.length / rows
    return OnFaces(walk=walk, faces=faces, along_m=along)


def _chart(found: OnFaces, lang: Lang, *, upright: bool) -> Plot:
    f = found.faces
    there = f.vertical_along_lx if upright else f.semicylindrical_along_lx
    back = f.vertical_against_lx if upright else f.semicylindrical_against_lx
    low = float(min(there.min(), back.min()))
    return chart(
        [
            Series(
                name=THERE, x=found.along_m, y=found.rows(there), pen=Pen(stroke=SEEN, width=0.4)
            ),
            Series(
                name=BACK,
                x=found.along_m,
                y=found.rows(back),
                pen=Pen(stroke=INK, width=0.35, dash="1.6 0.8"),
            ),
        ],
        across=Axis(name=CHAINAGE, high=found.walk.line.length),
        up=Axis(name=same("Ev (lx)") if upright else same("Esc (lx)")),
        lang=lang,
        alternative=Text(
            ko=f"{found.walk.name.ko}를 따라 얼굴 높이 조도, 최소 {low:.2f} lx",
            en=f"Light on faces along {found.walk.name.en}, lowest {low:.2f} lx",
        ),
        width_mm=HALF_MM,
        height_mm=46,
    )


def _faces_table(found: list[OnFaces]) -> Table:
    rows = [
        (
            f.walk.name,
            metres(f.walk.line.length),
            lux(float(f.faces.vertical_lx.mean())),
            lux(float(f.faces.vertical_lx.min()), 2),
            lux(float(f.faces.semicylindrical_lx.mean())),
            lux(float(f.faces.semicylindrical_lx.min()), 2),
        )
        for f in found
    ]
    return table(
        Text(
            ko="보행로별, 어두운 순 (두 방향 중 어두운 쪽)",
            en="Walks, the darkest first (darker direction of both)",
        ),
        FACES,
        rows,
        most=FEW,
    )


def _night(site: Site, ground: Lit, lang: Lang) -> Shown:
    grid = ground.grid
    counts, _ = site.sight.census(
        site.sight.watchers(),
        grid,
        site.settings.person_height_m / 2,
        within_m=site.settings.sight_limit_m,
    )
    lit_lx = Watchfulness().lit_lx
    seen, lit = counts > 0, ground.e_lx >= lit_lx
    both = seen_at_night(seen, ground.e_lx, least_lx=lit_lx)
    masks = [
        Mask(shape=grid.shape_of(both), words=BOTH, fill="#dbe7f2", stroke=SEEN),
        Mask(
            shape=grid.shape_of(seen & ~lit), words=DARK, fill="#8d97a5", opacity=0.5,
            angle_deg=135.0,
        ),
        Mask(
            shape=grid.shape_of(~seen & lit), words=ALONE, fill="#f6ead0", stroke=OCHRE,
            angle_deg=0.0, spacing_mm=1.1,
        ),
        Mask(
            shape=grid.shape_of(~seen & ~lit), words=NEITHER, fill=UNSEEN, opacity=0.18,
            stroke=UNSEEN, angle_deg=45.0, spacing_mm=1.2,
        ),
    ]  # fmt: skip
    frame, half = plan_frame(ground.area, site.ground)
    share = percent(float(both.mean()))
    layer = together(
        [
            mask_layer(masks, frame, lang),
            device_layer(site.plan, "luminaires", lamp_ids(site), frame, lang),
        ]
    )
    figure = drawing(
        site.plan, frame, layer, level=0, lang=lang, alternative=NIGHT.fill(share=share)
    )
    return Shown(figure=figure, caption=NIGHT.fill(share=share), half=half)


TITLE = Text(ko="얼굴 조도와 야간 가시성", en="Light on faces, and what is seen at night")
LEAD = Text(
    ko="보행로에서 마주 오는 사람의 얼굴(높이 1.5 m)에 닿는 연직면·반원통면 조도를 두 방향으로 "
    "계산. 등 "
    "하나가 꺼진 최악의 경우, 세대 창으로 드는 빛, 이웃한 곳의 밝기 차, 밤에 보이는 바닥을 함께 "
    "봄.",
    en="Vertical and semicylindrical illuminance on faces (1.5 m) along a walk, both ways; with "
    "the "
    "worst case of one lamp out, light on dwelling windows, steps of brightness, and what is seen.",
)
LACKING = Text(
    ko="옥외: {what}이(가) 도면에 없어 판정 보류",
    en="Outdoors: not determined, as the drawings lack {what}",
)
VERTICAL = Text(ko="연직면 조도 Ev – {walk}", en="Vertical illuminance Ev, {walk}")
SEMI = Text(ko="반원통면 조도 Esc – {walk}", en="Semicylindrical illuminance Esc, {walk}")
NIGHT = Text(
    ko="밤에 보이는 바닥 – 감시되고 밝은 곳 {share}",
    en="Ground seen at night: {share} both watched and lit",
)
BOTH = Text(ko="감시되고 밝음", en="watched and lit")
DARK = Text(ko="감시되나 어두움", en="watched, dark")
ALONE = Text(ko="밝으나 감시 없음", en="lit, unwatched")
NEITHER = Text(ko="어둡고 감시 없음", en="dark, unwatched")
CHAINAGE = Text(ko="시점부터 거리 (m)", en="distance from its beginning (m)")
THERE = Text(ko="정방향으로 걷는 얼굴", en="walking as the line runs")
BACK = Text(ko="역방향", en="walking back")
FACES = (
    Text(ko="보행로", en="walk"),
    Text(ko="길이", en="length"),
    Text(ko="Ev 평균", en="Ev mean"),
    Text(ko="Ev 최소", en="Ev lowest"),
    Text(ko="Esc 평균", en="Esc mean"),
    Text(ko="Esc 최소", en="Esc lowest"),
)
FACE_NOTE = Text(
    ko=f"얼굴 높이 {FACE_M:g} m, 점 간격은 EN 13201-3에 따름. 폭 방향으로 가장 어두운 점을 그림.",
    en=f"Faces at {FACE_M:g} m, points spaced after EN 13201-3; the darkest point across is drawn.",
)
OUT_NOTE = Text(
    ko="직접광만 계산(반사광 제외); 도로의 가로등은 도면에 있는 것만.",
    en="Direct light only; of street lamps only those drawn.",
)
LIT_NOTE = Text(
    ko="밝음: 수평면 {lx} lx 이상(도구 기본값). 감시: 창·출입구·도로 등 누구라도 볼 수 있음.",
    en="Lit: {lx} lx or more on the ground (tool default). Watched: somebody may see it.",
)
NO_WALK = Text(ko="보행로가 도면에 없음.", en="No walk is drawn.")
NO_TRESPASS = Text(
    ko="옥외 조명의 빛이 드는 세대 창이 없음.", en="No outdoor lamp lights a dwelling window."
)
