"""Tables of LM-63 types A, B and C as full circles of C-planes."""

import numpy as np

from cpted_rules.photometry.stated import Remark
from cpted_rules.photometry.table import Floats, closed, mirrored, mirrored_across
from cpted_rules.text import Text

Table = tuple[Floats, Floats, Floats]
"""C-planes, gamma angles, candela of shape (P, G)."""

EDGE_DEG = 1e-6
"""How far beyond its last plane a table that ends there is dark."""

FINEST_DEG, COARSEST_DEG = 0.5, 5.0
"""Steps between which a type B table is put on C-planes."""

SEAM = 0.05
"""Planes 0 and 360 may differ by this share of the peak; beyond it the file contradicts itself."""

MIRRORED = Text(
    ko="대칭으로 생략된 면을 채움: 수평각 {first}~{last}°에서 전체 원",
    en="planes left out by symmetry filled in: from horizontal angles {first} to {last}",
)
LAST_LEFT_OUT = Text(
    ko="마지막 면(360°)이 생략되어 첫 면으로 닫음",
    en="the last plane (360), which repeats the first, was left out and put in",
)
SEAM_DIFFERS = Text(
    ko="0°면과 360°면이 다름: 0°면을 씀",
    en="planes 0 and 360 differ: that of 0 is used",
)
TYPE_A = Text(
    ko="A형 배광: 광축(H 0, V 0)은 C0 방향 수평; 시계방향 H를 C면으로, V를 연직각으로 옮김",
    en="type A: the axis (H 0, V 0) is level along C0; H (clockwise) became C, V became gamma",
)
TYPE_B = Text(
    ko="B형 배광: 광축(H 0, V 0)은 연직 아래, V는 C0 쪽으로 증가; C면 격자 {step}°로 옮김",
    en="type B: the axis (H 0, V 0) is straight down, V rises towards C0; on C-planes by {step}",
)
HALF = Text(
    ko="{axis} 0°부터의 절반 표를 반대쪽에도 같은 것으로 채움",
    en="{axis} from 0 is half a table: taken as alike on the other side",
)
ONE_PLANE = Text(
    ko="수평각이 하나뿐이어서 H 방향으로 같은 것으로 봄",
    en="a single horizontal angle: taken as alike at all H",
)


def of_type_c(plane: Floats, candela: Floats) -> tuple[Floats, Floats, tuple[Remark, ...]] | None:
    """The full circle of a type C table; None when its horizontal angles fit no symmetry.

    Source: LM-63-2002 clause 5 (0, 0 to 90, 0 to 180, 0 to 360); LM-63-1995 (90 to 270).
    """
    first, last = float(plane[0]), float(plane[-1])
    filled = Remark("photometry/symmetry", MIRRORED.fill(first=f"{first:g}", last=f"{last:g}"))
    if len(plane) == 1:
        return (*axial(candela), ()) if first == 0.0 else None
    if (first, last) == (0.0, 90.0):
        return (*mirrored(*mirrored(plane, candela, about=90.0), about=180.0), (filled,))
    if (first, last) == (0.0, 180.0):
        return (*mirrored(plane, candela, about=180.0), (filled,))
    if (first, last) in ((90.0, 270.0), (-90.0, 90.0)):
        return (*mirrored_across(plane, candela), (filled,))
    if last - first == 360.0:
        gap = float(np.abs(candela[0] - candela[-1]).max())
        peak = float(candela.max())
        if gap > SEAM * peak:
            return None
        remarks = (Remark("photometry/seam", SEAM_DIFFERS),) if gap > 0 else ()
        return (*closed(plane[:-1], candela[:-1]), remarks)
    widest = float(np.diff(plane).max())
    if first == 0.0 and last > 180.0 and 360.0 - last <= widest * 1.01:
        return (*closed(plane, candela), (Remark("photometry/last-plane", LAST_LEFT_OUT),))
    return None


def axial(candela: Floats) -> tuple[Floats, Floats]:
    """One plane as the full circle."""
    return np.array([0.0, 360.0]), np.vstack([candela[:1], candela[:1]])


def of_type_a(h_deg: Floats, v_deg: Floats, candela: Floats) -> tuple[Table, tuple[Remark, ...]]:
    """A type A table (planes through a vertical axis, V from level) on C-planes, value by value.

    The direction H 0, V 0 is level along C0, V -90 is straight down, H runs clockwise seen from
    above: C = -H, gamma = V + 90. It is dark beyond the table.

    Source: LM-63-2002 clause 3: photometric horizontal, photometric zero, horizontal angles.
    """
    h, v, values, remarks = _whole(h_deg, v_deg, candela)
    planes, rows = -h[::-1], values[::-1]
    if planes[-1] - planes[0] >= 360.0:
        planes, rows = planes[:-1], rows[:-1]
    else:
        dark = np.zeros((1, len(v)))
        planes = np.concatenate([[planes[0] - EDGE_DEG], planes, [planes[-1] + EDGE_DEG]])
        rows = np.vstack([dark, rows, dark])
    c_deg, rows = closed(planes, rows)
    return (c_deg, v + 90.0, rows), (Remark("photometry/type-a", TYPE_A), *remarks)


def of_type_b(h_deg: Floats, v_deg: Floats, candela: Floats) -> tuple[Table, tuple[Remark, ...]]:
    """A type B table (planes through a level axis) on C-planes in the file's own finest step.

    The direction H 0, V 0 is straight down and H 0, V 90 level along C0; the axis that the planes
    share lies along C90-C270, with H clockwise:

        towards C0   cos H sin V        towards C270   sin H        down   cos H cos V

    It is dark beyond the table. The upper half is there when V goes beyond 90.

    Source: LM-63-2002 clause 3: photometric horizontal, photometric zero, horizontal angles.
    """
    h, v, values, remarks = _whole(h_deg, v_deg, candela)
    finest = min(float(np.diff(h).min()), float(np.diff(v).min()))
    steps = int(np.ceil(90.0 / np.clip(finest, FINEST_DEG, COARSEST_DEG) - 1e-9))
    up = bool(np.abs(v).max() > 90.0)
    c_deg = np.linspace(0.0, 360.0, 4 * steps + 1)
    gamma_deg = np.linspace(0.0, 180.0 if up else 90.0, (2 if up else 1) * steps + 1)
    c, gamma = (np.radians(a) for a in np.meshgrid(c_deg, gamma_deg, indexing="ij"))
    ahead, left, down = np.sin(gamma) * np.cos(c), np.sin(gamma) * np.sin(c), np.cos(gamma)
    level = np.degrees(np.arcsin(np.clip(-left, -1.0, 1.0)))
    turn = np.degrees(np.arctan2(_no_dust(ahead), _no_dust(down)))
    rows = _open_bilinear(h, v, values, level.ravel(), turn.ravel()).reshape(level.shape)
    rows[-1] = rows[0]
    words = TYPE_B.fill(step=f"{90.0 / steps:g}")
    return (c_deg, gamma_deg, rows), (Remark("photometry/type-b", words), *remarks)


def _no_dust(values: Floats) -> Floats:
    """Values with the rounding of sines at right angles taken off."""
    return np.asarray(np.where(np.abs(values) < 1e-12, 0.0, values), dtype=np.float64)


def _whole(
    h: Floats, v: Floats, candela: Floats
) -> tuple[Floats, Floats, Floats, tuple[Remark, ...]]:
    """A table from H = 0 or V = 0 with its other half, alike.

    Source: LM-63-2002 clause 5, angles of types A and B: the first is -90 or 0, the last 90.
    """
    remarks = []
    if len(h) == 1:
        h, candela = np.array([-90.0, 90.0]), np.vstack([candela, candela])
        remarks.append(Remark("photometry/one-plane", ONE_PLANE))
    elif h[0] == 0.0:
        h = np.concatenate([-h[::-1][:-1], h])
        candela = np.vstack([candela[::-1][:-1], candela])
        remarks.append(Remark("photometry/half", HALF.fill(axis="H")))
    if v[0] == 0.0:
        v = np.concatenate([-v[::-1][:-1], v])
        candela = np.hstack([candela[:, ::-1][:, :-1], candela])
        remarks.append(Remark("photometry/half", HALF.fill(axis="V")))
    return h, v, candela, tuple(remarks)


def _open_bilinear(planes: Floats, angles: Floats, values: Floats, h: Floats, v: Floats) -> Floats:
    """Bilinear in a table that is not a full circle; 0 outside of it."""
    edge = 1e-9
    inside = (h >= planes[0] - edge) & (h <= planes[-1] + edge)
    inside &= (v >= angles[0] - edge) & (v <= angles[-1] + edge)
    i = np.clip(np.searchsorted(planes, h, side="right") - 1, 0, len(planes) - 2)
    j = np.clip(np.searchsorted(angles, v, side="right") - 1, 0, len(angles) - 2)
    a = (h - planes[i]) / (planes[i + 1] - planes[i])
    b = (v - angles[j]) / (angles[j + 1] - angles[j])
    low = values[i, j] * (1 - b) + values[i, j + 1] * b
    high = values[i + 1, j] * (1 - b) + values[i + 1, j + 1] * b
    return np.asarray(np.where(inside, low * (1 - a) + high * a, 0.0), dtype=np.float64)


__all__ = ["Table", "axial", "of_type_a", "of_type_b", "of_type_c"]
