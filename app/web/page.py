"""Pages made of a template: the words of the reader's language, who is signed in, the frame."""

from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.web.language import COOKIE, of_page, other
from app.web.words import word
from cpted_rules.text import Lang

HERE = Path(__file__).parent
FONTS = HERE / "node_modules" / "pretendard" / "dist" / "web" / "variable"

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of a template in the reader's language.

    Every template has: `t(key, **slots)` sentences of strings/*.yaml; `pick(words)` and `say(text)`
    for `Words` and `Text`; `visitor` (None: nobody is signed in); `csrf`, the word that each form
    that changes something sends as the hidden field `csrf`; `lang`.
    """
    lang = of_page(request)
    visitor = getattr(request.state, "visitor", None)
    html = _templates.get_template(name).render(
        lang=lang.value,
        other_lang=other(lang).value,
        other_link="?" + _with_lang(request, other(lang)),
        path=request.url.path,
        t=partial(word, lang=lang),
        pick=lambda words: words.text().in_(lang),
        say=lambda text: text.in_(lang),
        has_font=FONTS.is_dir(),
        visitor=visitor,
        csrf=visitor.session.csrf if visitor and visitor.session else "",
        **values,
    )
    response = HTMLResponse(html, status_code=status, headers={"Content-Language": lang.value})
    _remember(request, response, lang)
    return response


def _with_lang(request: Request, lang: Lang) -> str:
    return request.url.include_query_params(lang=lang.value).query


def _remember(request: Request, response: Response, lang: Lang) -> None:
    if request.query_params.get("lang") == lang.value:
        response.set_cookie(COOKIE, lang.value, max_age=31_536_000, httponly=True, samesite="lax")
