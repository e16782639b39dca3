"""How a preview and a store of marks are shown on a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from app.annotations.changes import (
    ACT_NAMES,
    KIND_NAMES,
    REMARK_NAMES,
    Act,
    Change,
    Evidence,
    Preview,
)
from app.annotations.store import Import, Kept, Lacking, Store
from cpted_rules.text import Lang, Text, join

_EVIDENCE = {
    Evidence.MARKER: Text(ko="고유 표식", en="markers"),
    Evidence.MANIFEST: Text(ko="첨부 목록", en="manifest"),
    Evidence.PAGE_CODES: Text(ko="쪽 번호", en="page codes"),
    Evidence.PAGES: Text(ko="쪽 내용", en="what pages draw"),
    Evidence.NAMES: Text(ko="표시 이름", en="names of marks"),
}
_FROM = Text(ko="저장 프로그램", en="saved by")
_KNOWN_BY = Text(ko="확인 근거", en="known by")
_PERSON = Text(ko="보낸 사람", en="returned by")
_DAMAGE = Text(ko="저장하며 손상된 것", en="damage")
_REFUSED = Text(ko="거부", en="refused")
_ALREADY = Text(ko="이미 반영한 파일: 할 일 없음", en="taken in already: nothing to do")
_NOTHING = Text(ko="바뀐 것 없음", en="nothing changed")
_COLUMNS = (
    Text(ko="쪽", en="page"),
    Text(ko="지적", en="finding"),
    Text(ko="바뀐 것", en="change"),
    Text(ko="누구", en="whose"),
    Text(ko="처리", en="what is done"),
    Text(ko="내용", en="words"),
)
_TALLY = Text(ko="표시 {marks}개, 서식 답 {answers}개", en="{marks} marks, {answers} answers")
_UNPLACED = Text(ko="위치 미정 {n}개", en="{n} unplaced")
LACKING_NAMES = {
    Lacking.NO_PLAN: Text(
        ko="앞 회차에서 도면 밖에 단 의견", en="it was not on a plan in the round before"
    ),
    Lacking.NO_FIGURE: Text(
        ko="이 자리를 보이는 도면이 없음", en="no figure of this report shows the place"
    ),
    Lacking.NO_FINDING: Text(
        ko="답한 지적이 이 회차에 없음", en="the finding that it answers is not in this round"
    ),
}
_LONGEST = 70


def show_preview(preview: Preview, lang: Lang, console: Console) -> None:
    """Print what taking the file in would change."""
    _pair(console, _FROM.in_(lang), preview.producer)
    if preview.evidence:
        known_by = join([_EVIDENCE[e] for e in preview.evidence]).in_(lang)
        _pair(console, _KNOWN_BY.in_(lang), known_by)
    _pair(console, _PERSON.in_(lang), preview.person)
    for words in preview.damage:
        _pair(console, _DAMAGE.in_(lang), words.text().in_(lang))
    for refused in preview.refused:
        page = f" p. {refused.page + 1}" if refused.page is not None else ""
        _pair(console, _REFUSED.in_(lang), f"{refused.what}{page} ({refused.where})")
    if preview.known:
        console.print(_ALREADY.in_(lang))
    elif not preview.changes:
        console.print(_NOTHING.in_(lang))
    else:
        console.print(_table(preview.changes, lang))


def show_store(store: Store, lang: Lang, console: Console) -> None:
    """Print how much is kept, and what of it has no place."""
    tally = _TALLY.fill(marks=str(len(store.marks)), answers=str(len(store.answers)))
    console.print(tally.in_(lang))
    if store.unplaced:
        console.print(_UNPLACED.fill(n=str(len(store.unplaced))).in_(lang))
        for kept in store.unplaced:
            console.print(f"  {_place(kept, lang)}  {kept.person}: {_short(kept.mark.contents)}")


def show_import(done: Import, console: Console) -> None:
    """Print which import it was."""
    console.print(f"{done.name}  ({done.person})  {len(done.marks)} + {len(done.answers)}")


def _table(changes: tuple[Change, ...], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for n, words in enumerate(_COLUMNS):
        table.add_column(words.in_(lang), justify="right" if n < 2 else "left")
    for change in changes:
        mark = change.after or change.before
        kinds = join([KIND_NAMES[kind] for kind in change.kinds]).in_(lang)
        if change.remarks:
            kinds += f" ({join([REMARK_NAMES[r] for r in change.remarks]).in_(lang)})"
        table.add_row(
            str(mark.page + 1) if mark else "",
            str(mark.finding) if mark and mark.finding else "",
            kinds,
            change.person,
            Line(ACT_NAMES[change.act].in_(lang), style="dim" if change.act is Act.NOTHING else ""),
            _words(change),
        )
    return table


def _place(kept: Kept, lang: Lang) -> str:
    """The page; of a mark of another round, that of its report and why it has none here."""
    if kept.origin is None or kept.origin.lacking is None:
        return f"p. {kept.mark.page + 1}"
    why = LACKING_NAMES[kept.origin.lacking].in_(lang)
    return f"R{kept.origin.round} p. {kept.origin.page + 1} ({why})"


def _words(change: Change) -> str:
    if change.value_after is not None:
        return _short(f"{change.key}: {change.value_before or '–'} → {change.value_after or '–'}")
    mark = change.after or change.before
    return _short(mark.contents) if mark else ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _pair(console: Console, name: str, words: str) -> None:
    console.print(Line(f"{name}  ", style="dim").append(words, style="default"))
