"""How each type of entity in a DWG is written as DXF: one function for each type."""

from collections.abc import Callable, Mapping
from typing import Any

from cpted_rules.drawing.dxf.sniff import clean

Values = Mapping[str, Any]
Names = Mapping[int, str]
Writer = Callable[[Any, dict[str, Any], Values, Names], Any]

_LINEAR, _ALIGNED, _ANGULAR, _DIAMETER, _RADIUS, _ANGULAR_3P, _ORDINATE = range(7)
_DIMENSIONS = {
    "LINEAR": _LINEAR,
    "ROTATED": _LINEAR,
    "ALIGNED": _ALIGNED,
    "ANG2LN": _ANGULAR,
    "DIAMETER": _DIAMETER,
    "RADIUS": _RADIUS,
    "ANG3PT": _ANGULAR_3P,
    "ORDINATE": _ORDINATE,
}
"""Group code 70 of DIMENSION."""
_OWN_BLOCK = 32
_CLOSED, _PERIODIC, _RATIONAL = 1, 2, 4


def _copied(kind: str, *names: str) -> Writer:
    """A writer of a type whose values bear the names that DXF has for them."""

    def write(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
        return target.new_entity(kind, common | _some(values, *names))

    return write


def _some(values: Values, *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names if values.get(name) is not None}


def _corners(kind: str) -> Writer:
    def write(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
        corners = {f"vtx{i}": point for i, point in enumerate(values["points"])}
        return target.new_entity(kind, common | corners | _some(values, "thickness", "extrusion"))

    return write


def _lwpolyline(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    made = target.new_entity(
        "LWPOLYLINE", common | _some(values, "elevation", "thickness", "extrusion")
    )
    width = values.get("const_width")
    widths = [(0.0, 0.0)] * len(values["points"]) if width else values["widths"]
    made.set_points(
        [
            (x, y, start, end, bulge)
            for (x, y, _), (start, end), bulge in zip(
                values["points"], widths, values["bulges"], strict=True
            )
        ],
        format="xyseb",
    )
    if width:
        made.dxf.const_width = width
    made.closed = values["closed"]
    return made


def _polyline(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    z = values.get("elevation", values["points"][0][2])
    made = target.new_entity(
        "POLYLINE",
        common
        | {"flags": values["flags"] & 0b10000111 | bool(values["closed"])}
        | {"elevation": (0.0, 0.0, z), "smooth_type": values.get("curve_type") or 0}
        | {"default_start_width": values.get("width_start", 0.0)}
        | {"default_end_width": values.get("width_end", 0.0)}
        | _some(values, "thickness", "extrusion"),
    )
    for (x, y, _), bulge, (start, end), flags in zip(
        values["points"], values["bulges"], values["widths"], values["vertex_flags"], strict=True
    ):
        made.append_vertex(
            (x, y, z),
            {"bulge": bulge, "start_width": start, "end_width": end, "flags": flags},
        )
    return made


def _polyline_3d(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    points, closed = list(values["points"]), bool(values["closed"])
    if closed and len(points) > 1 and points[0] == points[-1]:
        points.pop()
    made = target.add_polyline3d(points, dxfattribs=common)
    made.close(closed)
    return made


def _mesh(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    size = (values["m_vertex_count"], values["n_vertex_count"])
    if size[0] * size[1] != len(values["points"]):
        raise ValueError("a smoothed mesh, or one that lacks vertices")
    made = target.add_polymesh(size, dxfattribs=common)
    for vertex, point in zip(made.vertices, values["points"], strict=True):
        vertex.dxf.location = point
    return made


def _polyface(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    made = target.add_polyface(dxfattribs=common)
    points = values["vertices"]
    made.append_faces([[points[abs(i) - 1] for i in face if i] for face in values["faces"]])
    return made


def _spline(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    flags = (
        _CLOSED * bool(values["closed"])
        + _PERIODIC * bool(values["periodic"])
        + _RATIONAL * bool(values["rational"])
    )
    made = target.new_entity("SPLINE", common | {"degree": values["degree"], "flags": flags})
    made.control_points, made.knots = values["control_points"], values["knots"]
    made.weights, made.fit_points = values["weights"], values["fit_points"]
    for end in ("start_tangent", "end_tangent"):
        if any(values.get(end) or ()):
            made.dxf.set(end, values[end])
    if not len(made.control_points) and len(made.fit_points) < 2:
        raise ValueError("a spline without points")
    return made


def is_estimated(values: Values) -> bool:
    """Whether only points of a spline are known, and not its directions at both ends."""
    ends = (values.get("start_tangent"), values.get("end_tangent"))
    return not values["control_points"] and not all(any(end or ()) for end in ends)


def _ellipse(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    return target.new_entity(
        "ELLIPSE",
        common
        | _some(values, "center", "major_axis", "extrusion")
        | {"ratio": values["axis_ratio"]}
        | {"start_param": values["start_angle"], "end_param": values["end_angle"]},
    )


def _hatch(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    made = target.new_entity(
        "HATCH",
        common
        | {"pattern_name": _words(values["pattern_name"]) or "SOLID"}
        | {"solid_fill": int(values["solid_fill"]), "elevation": (0, 0, values["elevation"])}
        | _some(values, "extrusion"),
    )
    for path in values["paths"]:
        points = [(x, y) for x, y, _ in path["points"]]
        while len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if points:
            made.paths.add_polyline_path(points, is_closed=path["closed"])
    if not len(made.paths):
        raise ValueError("a hatch without a boundary")
    return made


def _text(kind: str) -> Writer:
    def write(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
        attributes = (
            common
            | {"text": _words(values["text"])}
            | _some(values, "insert", "height", "rotation", "width", "oblique", "extrusion")
            | _some(values, "text_generation_flag", "halign", "valign", "thickness")
        )
        if values["halign"] or values["valign"]:
            attributes |= _some(values, "align_point")
        if kind != "TEXT":
            attributes |= {"tag": _words(values["tag"] or ""), "flags": values["attribute_flags"]}
        if kind == "ATTDEF":
            attributes["prompt"] = _words(values["prompt"] or "")
        if kind == "ATTRIB":
            return target.add_attrib(
                attributes.pop("tag"), attributes.pop("text"), dxfattribs=attributes
            )
        return target.new_entity(kind, attributes)

    return write


def _mtext(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    made = target.new_entity(
        "MTEXT",
        common
        | _some(values, "insert", "extrusion", "text_direction", "char_height")
        | _some(values, "attachment_point")
        | {"width": values["rect_width"], "flow_direction": values["drawing_direction"]},
    )
    made.text = clean(values["raw_text"]).replace("\r", "").replace("\n", "\\P")
    return made


def _words(text: str) -> str:
    return clean(text).replace("\r", "").replace("\n", " ")


def _insert(target: Any, common: dict[str, Any], values: Values, names: Names) -> Any:
    name = names.get(values.get("block_handle") or -1) or values["name"]
    if name not in names.values():
        raise ValueError("an insert of a block that is not in the file")
    return target.new_entity(
        "INSERT",
        common
        | {"name": name}
        | _some(values, "insert", "xscale", "yscale", "zscale", "rotation", "extrusion")
        | _some(values, "row_count", "column_count", "row_spacing", "column_spacing"),
    )


def _dimension(target: Any, common: dict[str, Any], values: Values, names: Names) -> Any:
    kind = _DIMENSIONS[values["dimtype"].removeprefix("DIM_")]
    block = names.get(values.get("anonymous_block_handle") or -1)
    return target.new_entity(
        "DIMENSION",
        common
        | {"dimtype": kind + _OWN_BLOCK * (block is not None)}
        | ({"geometry": block} if block else {})
        | {"text": _words(values.get("text") or "")}
        | _some(values, "defpoint", "defpoint2", "defpoint3", "defpoint4", "defpoint5")
        | _some(values, "text_midpoint", "angle", "oblique_angle", "text_rotation", "extrusion")
        | _some(values, "actual_measurement", "attachment_point"),
    )


def _leader(target: Any, common: dict[str, Any], values: Values, _names: Names) -> Any:
    return target.add_leader(values["points"], dxfattribs=common)


WRITERS: dict[str, Writer] = {
    "LINE": _copied("LINE", "start", "end", "thickness", "extrusion"),
    "RAY": _copied("RAY", "start", "unit_vector"),
    "XLINE": _copied("XLINE", "start", "unit_vector"),
    "POINT": _copied("POINT", "location", "thickness", "extrusion"),
    "CIRCLE": _copied("CIRCLE", "center", "radius", "thickness", "extrusion"),
    "ARC": _copied("ARC", "center", "radius", "start_angle", "end_angle", "thickness", "extrusion"),
    "ELLIPSE": _ellipse,
    "SPLINE": _spline,
    "LWPOLYLINE": _lwpolyline,
    "POLYLINE_2D": _polyline,
    "POLYLINE_3D": _polyline_3d,
    "POLYLINE_MESH": _mesh,
    "POLYLINE_PFACE": _polyface,
    "SOLID": _corners("SOLID"),
    "TRACE": _corners("TRACE"),
    "3DFACE": _corners("3DFACE"),
    "HATCH": _hatch,
    "TEXT": _text("TEXT"),
    "ATTDEF": _text("ATTDEF"),
    "ATTRIB": _text("ATTRIB"),
    "MTEXT": _mtext,
    "INSERT": _insert,
    "MINSERT": _insert,
    "DIMENSION": _dimension,
    "LEADER": _leader,
}
"""Types that are carried over; any other is counted as lost."""
