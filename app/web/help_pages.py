"""The help page: what each of the three users does, step by step, and the words the pages use."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.cases.states import CASE_STATE_NAMES
from app.web.access import Public
from app.web.page import page
from cpted_rules.findings import VERDICT_NAMES

router = APIRouter(include_in_schema=False)

_STEPS = {"architect": 6, "expert": 7, "official": 7}
"""How many steps the help has for each; `strings/help.yaml` holds them."""
_VERDICTS = ("fail", "referred", "unknown", "pass", "not_applicable")


@router.get("/help", dependencies=[Public])
def help_page(request: Request) -> HTMLResponse:
    """For everybody, also before signing in."""
    return page(
        request,
        "help.html",
        parts=[(who, range(1, count + 1)) for who, count in _STEPS.items()],
        verdicts=_VERDICTS,
        verdict_names={verdict.value: name for verdict, name in VERDICT_NAMES.items()},
        states=list(CASE_STATE_NAMES.values()),
    )
