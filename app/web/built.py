"""Addresses of the scripts that setup.sh built from src/*.ts; they change with the content."""

import json
from functools import cache

from app.errors import ConfigurationError
from app.web.page import HERE
from cpted_rules.errors import Fault
from cpted_rules.text import Text

BUILT = HERE / "static" / "built"


def built(name: str) -> str:
    """The address of a built script or style sheet, such as `plan.js`.

    Raises:
        ConfigurationError: it has not been built.
    """
    version = _versions().get(name)
    if version is None:
        raise ConfigurationError(
            Fault(
                code="service/not-built",
                where=f"static/built/{name}",
                found=Text(ko="화면 스크립트가 없음", en="the script of a page is missing"),
                expected=Text(ko="setup.sh가 만든 파일", en="a file made by setup.sh"),
                remedy=Text(ko="sh setup.sh를 실행하십시오.", en="Run sh setup.sh."),
            )
        )
    return f"/static/built/{name}?v={version}"


@cache
def _versions() -> dict[str, str]:
    path = BUILT / "versions.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}
