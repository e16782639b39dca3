"""Which language a reader asked for: by the address, by a cookie, by the browser's settings."""

from starlette.requests import Request

from cpted_rules.text import Lang

COOKIE = "cpted-lang"


def preferred(request: Request) -> Lang:
    """The language of `Accept-Language`; Korean if it names neither."""
    best, best_weight = Lang.KO, 0.0
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        base = tag.strip().lower().split("-")[0]
        if base in tuple(Lang) and _weight(weight) > best_weight:
            best, best_weight = Lang(base), _weight(weight)
    return best


def of_page(request: Request) -> Lang:
    """The language of a page: `?lang=`, then the cookie, then `Accept-Language`."""
    for choice in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if choice in tuple(Lang):
            return Lang(choice)
    return preferred(request)


def other(lang: Lang) -> Lang:
    """The other language."""
    return Lang.EN if lang is Lang.KO else Lang.KO


def _weight(written: str) -> float:
    try:
        return float(written) if written else 1.0
    except ValueError:
        return 0.0
