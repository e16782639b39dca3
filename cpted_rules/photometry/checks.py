"""Whether a candela table agrees with what its file states of it."""

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry.flux import flux_lm, lean_deg
from cpted_rules.photometry.refusal import refusal
from cpted_rules.photometry.stated import Format, Remark
from cpted_rules.photometry.table import Photometry
from cpted_rules.text import Text

ABSURD = 4.0
"""A table of more than this many times the light of its lamps is not of these lamps: the units or
the lamps are wrong. Less is remarked on: lamps may be driven above their rating, and files made up
to try a reader (one of the corpus gives 3.3 times) are careless of it."""

ABOVE_ALL = 1.02
"""Output ratios above this are remarked on; the zonal sum is good to about 1 %."""

FAINT = 0.3
"""Output ratios below this are remarked on: few luminaires swallow more."""

APART = 0.05
"""By how much a stated share of light may differ from that of the table."""

ASIDE_DEG = 22.5
"""A light that leans further than this from C0 is remarked on."""

NO_LIGHT = Text(ko="모든 광도가 0", en="no light at all")
SOME_LIGHT = Text(ko="0보다 큰 광도", en="an intensity above 0")
TOO_MUCH = Text(
    ko="배광표의 광속 {flux} lm, 램프 광속 {lumens} lm",
    en="{flux} lm by the table, {lumens} lm of the lamps",
)
AT_MOST = Text(ko="램프 광속의 4배 미만", en="less than 4 times the flux of the lamps")
RATIO = Text(
    ko="배광표의 광속 {flux} lm은 램프 광속 {lumens} lm의 {share}%: 파일의 광속이나 단위를 확인",
    en="{flux} lm by the table are {share} % of the {lumens} lm of the lamps: check flux or units",
)
STATED_RATIO = Text(
    ko="기구 효율: 파일 기재 {stated}%, 배광표 {found}%",
    en="light output ratio: {stated} % stated, {found} % by the table",
)
STATED_DOWN = Text(
    ko="하향 광속비: 파일 기재 {stated}%, 배광표 {found}%",
    en="downward flux fraction: {stated} % stated, {found} % by the table",
)
LEANS = Text(
    ko="빛이 C{plane} 쪽으로 치우침: 도면 심벌의 회전각은 C0의 방향이어야 하므로 정면이 C{plane}"
    "인지 확인",
    en="the light leans to C{plane}: the symbol's rotation is the direction of C0, so check that"
    " the front is C{plane}",
)
ACROSS = Text(
    ko="EULUMDAT의 C0은 기구 길이에 직각(IES는 길이 방향): 같은 기구의 IES와 90° 다를 수 있음",
    en="EULUMDAT has C0 across the length (IES along it): the same luminaire's IES may be"
    " 90 degrees apart",
)


def check_flux(table: Photometry, *, line: int) -> None:
    """Refuses a table without light, or with absurdly more than its lamps give.

    Raises:
        PhotometryError: at the line where the flux is stated.
    """
    if not (table.candela > 0).any():
        raise refusal(table.name, line, NO_LIGHT, SOME_LIGHT)
    flux = flux_lm(table)
    if table.lumens and flux > ABSURD * table.lumens:
        raise _too_much(table, flux, line)


def _too_much(table: Photometry, flux: float, line: int) -> PhotometryError:
    found = TOO_MUCH.fill(flux=f"{flux:,.0f}", lumens=f"{table.lumens:,.0f}")
    return refusal(table.name, line, found, AT_MOST)


def remarks_on(table: Photometry) -> tuple[Remark, ...]:
    """Where table and statements differ, and which way the light goes."""
    found = []
    flux = flux_lm(table)
    if table.lumens:
        share = flux / table.lumens
        if share > ABOVE_ALL or share < FAINT:
            words = RATIO.fill(
                flux=f"{flux:,.0f}", lumens=f"{table.lumens:,.0f}", share=f"{100 * share:.0f}"
            )
            found.append(Remark("photometry/output-ratio", words))
        if table.output_ratio and abs(share - table.output_ratio) > APART:
            words = _both(STATED_RATIO, table.output_ratio, share)
            found.append(Remark("photometry/stated-ratio", words))
    if table.downward_share is not None:
        share = flux_lm(table, to_deg=90.0) / flux
        if abs(share - table.downward_share) > APART:
            words = _both(STATED_DOWN, table.downward_share, share)
            found.append(Remark("photometry/stated-downward", words))
    lean = lean_deg(table)
    if lean is not None and min(lean, 360.0 - lean) > ASIDE_DEG:
        found.append(Remark("photometry/leans", LEANS.fill(plane=f"{round(lean) % 360}")))
    if table.format is Format.EULUMDAT and len(table.c_deg) > 2:
        found.append(Remark("photometry/c0-across", ACROSS))
    return tuple(found)


def _both(words: Text, stated: float, found: float) -> Text:
    return words.fill(stated=f"{100 * stated:.1f}", found=f"{100 * found:.1f}")


__all__ = ["ABSURD", "check_flux", "remarks_on"]
