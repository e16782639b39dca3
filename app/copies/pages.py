"""Pages that a copy has besides the report: drawings of marks, and the table of opinions."""

from base64 import b64encode
from collections.abc import Mapping, Sequence

from app.annotations.record import Rect
from app.copies.said import Said, rows
from app.reports.press import printed
from app.reports.templates import template
from cpted_rules.text import Lang, Text

SHEETS = ("report.css", "copies.css")
BARE = " ".join(
    f"@{place} {{ content: none }}"
    for place in ("top-left", "top-right", "bottom-left", "bottom-right")
)
"""Without the heads and feet of the report."""
WORDS = {
    "title": Text(ko="위원 의견", en="Opinions of the experts"),
    "kicker": Text(ko="범죄예방 건축기준 검토 보고서 · 부록", en="CPTED review report · appendix"),
    "lead": Text(
        ko="보고서에 단 표시와 의견서에 적은 내용을 모두 옮겼습니다. 번호는 각 쪽에 그린 표시의 "
        "번호이고, 결과는 이 보고서의 검토 결과 번호입니다.",
        en="Everything that was marked on the report or written into its form. Marks are numbered "
        "as drawn on the pages; findings are numbered as in this report.",
    ),
    "number": Text(ko="표시", en="Mark"),
    "finding": Text(ko="결과", en="Finding"),
    "person": Text(ko="위원", en="Expert"),
    "what": Text(ko="구분", en="Kind"),
    "words": Text(ko="내용", en="Words"),
    "place": Text(ko="쪽 · 일시", en="Page, time"),
    "page": Text(ko="쪽", en="p."),
    "none": Text(ko="제출된 의견 없음", en="No opinions were given."),
    "files": Text(
        ko="함께 보관하는 자료의 SHA-256", en="SHA-256 of the files that are kept with this copy"
    ),
}


def opinion_pages(
    said: Said, *, case: str, digests: Sequence[tuple[str, str]], lang: Lang
) -> bytes:
    """The table of all opinions as a tagged PDF.

    Args:
        case: number of the case.
        digests: names and SHA-256 of the files that belong to the copy.
    """
    markup = template("opinions.html.j2").render(
        lang=lang.value,
        case=case,
        rows=rows(said, lang),
        digests=digests,
        w={name: words.in_(lang) for name, words in WORDS.items()},
    )
    return printed(markup, sheets=SHEETS)


def overlay_pages(drawings: Mapping[int, str], boxes: Mapping[int, Rect]) -> bytes:
    """One page for each drawing, in order of their pages, each of the size of its box. [pt]"""
    sizes = {page: (box[2] - box[0], box[3] - box[1]) for page, box in boxes.items()}
    named = {size: f"s{n}" for n, size in enumerate(sorted(set(sizes.values())))}
    style = "".join(
        f"@page {name} {{ size: {wide}pt {high}pt; margin: 0; {BARE} }} .{name} {{ page: {name} }}"
        for (wide, high), name in named.items()
    )
    sheets = "".join(
        f'<div class="sheet {named[sizes[page]]}"><img src="data:image/svg+xml;base64,'
        f'{b64encode(drawing.encode()).decode()}" alt="{page + 1}"></div>'
        for page, drawing in sorted(drawings.items())
    )
    return printed(f"<html lang=ko><body>{sheets}</body></html>", sheets=SHEETS, style=style)
