"""What pydantic and YAML say about `submission.yaml`, said so that a person can act on it."""

from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

CORRECT_IT = Text(
    ko="해당 항목을 고친 뒤 다시 제출하십시오. 형식 설명: docs/submission.md",
    en="Correct the field and submit again. The format is described in docs/submission.md",
)

_EXPECTED = {
    "date": Text(ko="YYYY-MM-DD 형식의 날짜 (예: 2026-10-05)", en="a date, such as 2026-10-05"),
    "missing": Text(ko="필수 항목", en="a required field"),
    "extra_forbidden": Text(ko="정의된 항목 이름", en="a field that the format defines"),
    "int": Text(ko="정수", en="a whole number"),
    "float": Text(ko="숫자", en="a number"),
    "bool": Text(ko="true 또는 false", en="true or false"),
    "string": Text(ko="글자", en="text"),
    "tuple": Text(ko="목록", en="a list"),
}


def yaml_fault(name: str, error: yaml.YAMLError) -> Fault:
    """A file that is not YAML, with the line where reading stopped."""
    mark = getattr(error, "problem_mark", None)
    where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    return Fault(
        code="submission/yaml",
        where=where,
        found=same(problem),
        expected=Text(ko="올바른 YAML (UTF-8)", en="valid YAML in UTF-8"),
        remedy=Text(
            ko="해당 줄의 들여쓰기, 콜론, 따옴표를 확인하십시오.",
            en="Check the indentation, colons and quotes at that line.",
        ),
    )


def field_faults(name: str, error: ValidationError, node: yaml.Node | None) -> list[Fault]:
    """One fault a wrong field: its line and path in the file, what was found, what was expected."""
    details = error.errors(include_url=False)
    return [_field_fault(name, d, node) for d in details if not _follows(d, details)]


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A list that is short only because its items were refused."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        other is not detail and other["loc"][: len(place)] == place for other in details
    )


def _field_fault(name: str, detail: ErrorDetails, node: yaml.Node | None) -> Fault:
    place = detail["loc"]
    line = line_of(node, place)
    path = _path(place)
    found = (
        Text(ko="없음", en="nothing")
        if detail["type"] == "missing"
        else same(_short(detail["input"] if detail["type"] != "extra_forbidden" else place[-1]))
    )
    return Fault(
        code="submission/field",
        where=f"{name}:{line} {path}" if line else f"{name} {path}",
        found=found,
        expected=_expected(detail),
        remedy=CORRECT_IT,
    )


def _path(place: Sequence[int | str]) -> str:
    words = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place)
    return words.removeprefix(".") or "(whole file)"


def _expected(detail: ErrorDetails) -> Text:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in ("enum", "literal_error"):
        options = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return Text(ko=f"다음 중 하나: {options}", en=f"one of: {options}")
    for bound, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if bound in context:
            return same(f"{sign} {context[bound]}")
    if kind == "value_error":
        return same(str(detail["msg"]).removeprefix("Value error, "))
    for prefix, text in _EXPECTED.items():
        if kind.startswith(prefix):
            return text
    return same(detail["msg"])


def _short(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 80 else words[:77] + "..."


def line_of(node: yaml.Node | None, place: Sequence[int | str]) -> int | None:
    """Line of a field in the YAML, from 1; of the nearest enclosing thing if it is not there."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    for step in place:
        following: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    following, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            following = node.value[step] if step < len(node.value) else None
            line = following.start_mark.line + 1 if following is not None else line
        if following is None:
            break
        node = following
    return int(line)
