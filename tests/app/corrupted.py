"""An assessment file with one thing changed that a re-check must notice: seeded kinds of change."""

import json
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import Any

Raw = dict[str, Any]
Kind = Callable[[Raw, Random], str]

MOVED_M = 0.5


def kind_of(seed: int) -> str:
    """The name of the kind of change that a seed makes."""
    return Random(seed).choice(KINDS).__name__


def corrupted(content: bytes, seed: int) -> tuple[bytes, str]:
    """A copy with one seeded change, and what was changed."""
    random = Random(seed)
    raw = json.loads(content)
    kind = random.choice(KINDS)
    said = kind(raw, random)
    return json.dumps(raw, ensure_ascii=False).encode(), f"{kind.__name__}: {said}"


def computed(raw: Raw) -> list[Raw]:
    return [f for f in raw["findings"] if f["measured"] is not None]


def any_computed(raw: Raw, random: Random, *needs: str) -> Raw:
    """A computed finding that has all of some fields."""
    return random.choice([f for f in computed(raw) if all(f[name] for name in needs)])


def remake_digest(raw: Raw) -> None:
    """What a careful forger would do after changing the plan."""
    words = json.dumps(raw["plan"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    raw["plan_digest"] = sha256(words.encode()).hexdigest()


def spots(geometry: Any) -> list[list[float]]:
    """Every coordinate of a geometry."""
    if isinstance(geometry, dict):
        return spots(geometry.get("coordinates") or geometry.get("geometries") or [])
    if geometry and isinstance(geometry[0], int | float):
        return [geometry]
    return [spot for part in geometry for spot in spots(part)]


# The value and what is said of it


def measured_up(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "measured")
    finding["measured"] = round(finding["measured"] * 1.02, 6)
    return f"{finding['number']} {finding['rule']}"


def measured_down(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "measured")
    finding["measured"] = round(finding["measured"] * 0.98, 6)
    return f"{finding['number']} {finding['rule']}"


def verdict_flipped(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random)
    others = [v for v in ("pass", "fail", "referred") if v != finding["verdict"]]
    finding["verdict"] = random.choice(others)
    return f"{finding['number']} {finding['rule']}"


def not_applicable_passed(raw: Raw, random: Random) -> str:
    finding = random.choice([f for f in raw["findings"] if f["verdict"] == "not_applicable"])
    finding["verdict"] = "pass"
    return str(finding["number"])


def basis_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "basis")
    finding["basis"] = "advice" if finding["basis"] != "advice" else "breach"
    return f"{finding['number']} {finding['rule']}"


def force_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random)
    finding["force"] = "recommended" if finding["force"] != "recommended" else "mandatory"
    return f"{finding['number']} {finding['rule']}"


def id_changed(raw: Raw, random: Random) -> str:
    finding = random.choice(raw["findings"])
    finding["id"] = finding["id"][::-1] if finding["id"] != finding["id"][::-1] else "0" * 10
    return str(finding["number"])


def unit_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "unit")
    finding["unit"] = "m2" if finding["unit"] != "m2" else "m"
    return f"{finding['number']} {finding['rule']}"


def storey_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random)
    finding["storey"] += 1
    return f"{finding['number']} {finding['rule']}"


def beyond_flipped(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random)
    finding["beyond_reference"] = not finding["beyond_reference"]
    return f"{finding['number']} {finding['rule']}"


def subject_swapped(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "subjects")
    old = finding["subjects"][0]
    groups = [g for g in raw["plan"].values() if isinstance(g, list)]
    group = next(g for g in groups if any(e.get("id") == old["id"] for e in g))
    others = [e for e in group if e["id"] not in {s["id"] for s in finding["subjects"]}]
    other = random.choice(others or raw["plan"]["walls"])
    finding["subjects"][0] = {k: other[k] for k in ("id", "label", "source")}
    return f"{finding['number']} {finding['rule']}"


# The clause


def bound_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "required")
    bound = finding["required"]
    name = next(
        n for n in ("at_least", "at_most", "more_than", "less_than") if bound[n] is not None
    )
    bound[name] = bound[name] * 1.1 + 0.1
    return f"{finding['number']} {finding['rule']}"


def check_bound_changed(raw: Raw, random: Random) -> str:
    rules = {(f["clause"], f["rule"]) for f in computed(raw)}
    checks = [
        check
        for edition in raw["editions"]
        for clause in edition["clauses"]
        for check in clause["checks"]
        if check["bound"] and (clause["id"], check["rule"]) in rules
    ]
    check = random.choice(checks)
    check["bound"]["tolerance"] += 0.5
    return str(check["rule"])


def parameter_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "parameters")
    name = random.choice(sorted(finding["parameters"]))
    value = finding["parameters"][name]
    finding["parameters"][name] = value + 1 if isinstance(value, int | float) else value + "x"
    return f"{finding['number']} {finding['rule']} {name}"


def parameter_changed_everywhere(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "parameters")
    old = dict(finding["parameters"])
    name = random.choice([n for n, v in sorted(old.items()) if isinstance(v, int | float)] or [""])
    if not name:
        return parameter_changed(raw, random)
    for edition in raw["editions"]:
        for clause in edition["clauses"]:
            for check in clause["checks"]:
                if check["rule"] == finding["rule"] and check["parameters"] == old:
                    check["parameters"][name] = old[name] / 2
    for other in raw["findings"]:
        if other["rule"] == finding["rule"] and other["parameters"] == old:
            other["parameters"][name] = old[name] / 2
    return f"{finding['rule']} {name}"


def applicability_changed(raw: Raw, random: Random) -> str:
    entry = random.choice(raw["applicability"])
    entry["binds"] = "no" if entry["binds"] != "no" else "yes"
    return str(entry["clause"])


# The findings as a list


def finding_dropped(raw: Raw, random: Random) -> str:
    finding = random.choice(raw["findings"])
    raw["findings"].remove(finding)
    for n, other in enumerate(raw["findings"], start=1):
        other["number"] = n
    return f"{finding['number']} {finding['rule']}"


def finding_doubled(raw: Raw, random: Random) -> str:
    finding = random.choice(raw["findings"])
    raw["findings"].append({**finding, "number": len(raw["findings"]) + 1})
    return f"{finding['number']} {finding['rule']}"


def numbers_swapped(raw: Raw, random: Random) -> str:
    one, other = random.sample(raw["findings"], 2)
    one["number"], other["number"] = other["number"], one["number"]
    return f"{one['number']} {other['number']}"


# Witness and field


def witness_moved(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "witness")
    spot = random.choice(spots(random.choice(finding["witness"])["shape"]))
    spot[random.randrange(2)] += random.choice((-MOVED_M, MOVED_M))
    return f"{finding['number']} {finding['rule']}"


def witness_lifted(raw: Raw, random: Random) -> str:
    lines = [
        (f, w)
        for f in computed(raw)
        for w in f["witness"]
        if any(len(spot) > 2 for spot in spots(w["shape"]))
    ]
    finding, witness = random.choice(lines)
    random.choice(spots(witness["shape"]))[2] += MOVED_M
    return f"{finding['number']} {finding['rule']}"


def witness_dropped(raw: Raw, random: Random) -> str:
    lines = [f for f in computed(raw) if f["witness"] and f["witness"][0]["kind"] != "blocked_line"]
    finding = random.choice(lines)
    del finding["witness"][0]
    return f"{finding['number']} {finding['rule']}"


def label_changed(raw: Raw, random: Random) -> str:
    labelled = [
        (f, w)
        for f in computed(raw)
        for w in f["witness"]
        if w["label"] and any(c.isdigit() for c in w["label"]["en"]) and f["rule"] != "CAM605"
    ]
    finding, witness = random.choice(labelled)
    words = witness["label"]["en"]
    digit = next(c for c in words if c.isdigit())
    witness["label"]["en"] = words.replace(digit, str((int(digit) + 3) % 10), 1)
    return f"{finding['number']} {finding['rule']} {words}"


def cell_changed(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "field")
    cells = [
        (row, n) for row in finding["field"]["rows"] for n, v in enumerate(row) if v is not None
    ]
    row, n = random.choice(cells)
    step = 1 if finding["field"]["unit"] == "count" else 0.02 * row[n] + 0.05
    row[n] = row[n] + step if row[n] < 20 else row[n] - step
    return f"{finding['number']} {finding['rule']}"


def cell_left_out(raw: Raw, random: Random) -> str:
    finding = any_computed(raw, random, "field")
    rows = finding["field"]["rows"]
    row = rows[len(rows) // 2]
    inner = [n for n, v in enumerate(row) if v is not None]
    row[inner[len(inner) // 2]] = None
    return f"{finding['number']} {finding['rule']}"


def place_moved(raw: Raw, random: Random) -> str:
    kept = ("SUR101", "SUR102", "LGT504", "SUR107", "CAM601")
    finding = random.choice([f for f in computed(raw) if f["rule"] in kept])
    for spot in spots(finding["where"]):
        spot[0] += MOVED_M
    return f"{finding['number']} {finding['rule']}"


# The plan and what it is read by


def digest_changed(raw: Raw, random: Random) -> str:
    digest = raw["plan_digest"]
    raw["plan_digest"] = digest[1:] + digest[:1]
    return "plan_digest"


def height_changed(raw: Raw, random: Random) -> str:
    standing = [
        (element, name)
        for group in ("buildings", "barriers", "trees", "shrubs", "luminaires", "openings")
        for element in raw["plan"][group]
        for name in ("top_m", "height_m", "sill_m")
        if element.get(name) is not None
    ]
    element, name = random.choice(standing)
    element[name] += 0.3
    return f"{element['id']} {name}"


def element_moved(raw: Raw, random: Random) -> str:
    group = random.choice(("walls", "buildings", "barriers", "openings", "trees", "signs"))
    element = random.choice(raw["plan"][group] or raw["plan"]["walls"])
    for spot in spots(element.get("area") or element.get("line") or element.get("at")):
        spot[0] += MOVED_M
    return str(element["id"])


def camera_turned(raw: Raw, random: Random) -> str:
    camera = random.choice(raw["plan"]["cameras"])
    camera["azimuth_deg"] = ((camera["azimuth_deg"] or 0) + 30) % 360
    return str(camera["id"])


def lamp_moved_and_digest_remade(raw: Raw, random: Random) -> str:
    lamp = random.choice([x for x in raw["plan"]["luminaires"] if x["storey"] == 0])
    lamp["at"]["coordinates"][0] += 3.0
    remake_digest(raw)
    return str(lamp["id"])


def pipe_unguarded_and_digest_remade(raw: Raw, random: Random) -> str:
    guarded = {s["id"] for f in computed(raw) if f["measured"] == 1 for s in f["subjects"]}
    pipe = random.choice([x for x in raw["plan"]["fixtures"] if x["id"] in guarded])
    pipe["guard"] = ""
    remake_digest(raw)
    return str(pipe["id"])


def walk_widened_and_digest_remade(raw: Raw, random: Random) -> str:
    walk = random.choice(raw["plan"]["walks"])
    east = max(x for x, _ in spots(walk["area"]))
    for spot in spots(walk["area"]):
        spot[0] += 2.0 * (spot[0] == east)
    remake_digest(raw)
    return str(walk["id"])


def ground_raised(raw: Raw, random: Random) -> str:
    corner = random.choice(raw["ground"]["corners"])
    corner[2] += 0.2
    return str(corner)


def eyes_lowered(raw: Raw, random: Random) -> str:
    raw["settings"]["eye_height_m"] -= 0.3
    return "eye_height_m"


def table_scaled(raw: Raw, random: Random) -> str:
    used = {x["photometry"] for x in raw["plan"]["luminaires"] if x["storey"] == 0}
    table = random.choice([t for t in raw["photometry"] if t["name"] in used])
    table["candela"] = [[v * 1.03 for v in row] for row in table["candela"]]
    return str(table["name"])


KINDS: tuple[Kind, ...] = (
    measured_up, measured_down, verdict_flipped, not_applicable_passed, basis_changed,
    force_changed, id_changed, unit_changed, storey_changed, beyond_flipped, subject_swapped,
    bound_changed, check_bound_changed, parameter_changed, parameter_changed_everywhere,
    applicability_changed, finding_dropped, finding_doubled, numbers_swapped, witness_moved,
    witness_lifted, witness_dropped, label_changed, cell_changed, cell_left_out, place_moved,
    digest_changed, height_changed, element_moved, camera_turned, lamp_moved_and_digest_remade,
    pipe_unguarded_and_digest_remade, walk_widened_and_digest_remade, ground_raised, eyes_lowered,
    table_scaled,
)  # fmt: skip
