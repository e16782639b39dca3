"""How editions, their changes, their coverage and the rules are shown on a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from app.law import wording
from app.reports.applicability import KIND_NAMES
from cpted_rules.clause import (
    EVIDENCE_NAMES,
    FORCE_NAMES,
    MODELLING_NAMES,
    Clause,
    Edition,
    Evidence,
    Modelling,
)
from cpted_rules.facts import STAGE_NAMES
from cpted_rules.law.catalogue import RuleEntry
from cpted_rules.law.changes import CHANGE_NAMES, Change, ClauseChange, EditionChanges
from cpted_rules.law.coverage import EditionCoverage, totals
from cpted_rules.law.unverified import NOT_COMPARED, Unverified
from cpted_rules.plan import SHEET_NAMES
from cpted_rules.text import Lang, Text, join, same

Fields = tuple[str, Text, Text]
"""The name of a field, what it said before and what it says after."""
MANY = 3
"""A change that so many clauses share is told once."""

_EDITION = Text(ko="판", en="edition")
_CLAUSES = Text(ko="{n}개 조항", en="{n} clauses")
_COMPARED = Text(ko="대조", en="compared with")
_BY_DEFAULT = Text(ko="기본 적용", en="by default")
_ASKED_FOR = Text(ko="요청할 때만", en="only if asked for")
_DISTRICT = Text(ko="{district}만", en="only {district}")
_FOUND = Text(
    ko="삭제 {gone} · 변경 {changed} · 신설 {added} · 같음 {same}",
    en="{gone} gone · {changed} changed · {added} added · {same} the same",
)
_NOT_COMPARED = Text(
    ko="{edition}: 원문을 대조하지 못한 판이므로 이 차이는 법령의 개정 내용이 아님",
    en="{edition} was not compared with the text of law: this does not tell how the law changed",
)
_SHARED = Text(ko="{n}개 조항 공통 ({ids})", en="in {n} clauses alike ({ids})")
_NO_TEXT = Text(ko="원문 미대조", en="text not compared")
_COVERAGE = (
    Text(ko="조항", en="clause"),
    Text(ko="제목", en="title"),
    Text(ko="강제력", en="force"),
    Text(ko="방식", en="answered"),
    Text(ko="규칙 · 이유", en="by what, why"),
)
_TOTAL = Text(ko="합계", en="total")
_ASKED = Text(ko="이 규칙을 쓰는 조항", en="clauses that ask it")
_PARAMETERS = Text(ko="매개변수", en="parameters")
_SHEETS = Text(ko="필요 도면", en="sheets needed")
_UNIT = Text(ko="단위", en="unit")
_MEASURES = Text(ko="측정값", en="measures")
_ANY_SHEET = Text(ko="정해진 도면 없음", en="none in particular")
_COLOURS = {
    Modelling.COMPUTED: "green",
    Modelling.REFERRED: "yellow",
    Modelling.PERSON: "cyan",
    Modelling.SCOPE: "dim",
    Modelling.UNMODELLED: "dim",
    Change.ADDED: "green",
    Change.GONE: "red",
    Change.CHANGED: "yellow",
}
_CLAUSE_FIELDS = (
    "binds", "checks", "contradictions", "person", "egress", "caveat", "scope", "unmodelled",
)  # fmt: skip


def show_editions(editions: Iterable[Edition], lang: Lang, console: Console) -> None:
    """Print every edition: dates, kind, clauses, whether it governs by default, what it is."""
    for edition in editions:
        _show_head(edition, lang, console)


def _show_head(edition: Edition, lang: Lang, console: Console) -> None:
    marks = (
        KIND_NAMES[edition.kind],
        wording.period(edition),
        _CLAUSES.fill(n=str(len(edition.clauses))),
        _governs(edition),
    )
    head = Line(edition.id, style="bold").append("  ")
    console.print(head.append(join(marks, " · ").in_(lang), style="not bold"))
    console.print(Line(f"  {edition.cite.in_(lang)}"))
    console.print(Line(f"  {_COMPARED.in_(lang)}: {edition.compared}", style="dim"))


def _governs(edition: Edition) -> Text:
    if not edition.enabled:
        return _ASKED_FOR
    if edition.district is not None:
        return _DISTRICT.fill(district=edition.district)
    return _BY_DEFAULT


def show_edition(edition: Edition, lang: Lang, console: Console) -> None:
    """Print one edition with every clause."""
    _show_head(edition, lang, console)
    for clause in edition.clauses:
        _show_clause(clause, lang, console)


def _show_clause(clause: Clause, lang: Lang, console: Console) -> None:
    head = Line(f"\n{clause.id.split('/', 1)[1]}  ", style="bold")
    head.append(f"{clause.cite.in_(lang)}  {clause.title.in_(lang)}  ", style="default")
    marks = (FORCE_NAMES[clause.force], STAGE_NAMES[clause.stage])
    head.append(join([*marks, MODELLING_NAMES[clause.modelling]], " · ").in_(lang), style="dim")
    console.print(head)
    console.print(Line(f"  {clause.requires.in_(lang)}", style="not bold"))
    for name in _CLAUSE_FIELDS:
        if getattr(clause, name):
            told = Line(f"  {wording.FIELD_NAMES[name].in_(lang)}: ", style="dim")
            console.print(told.append(wording.field(clause, name).in_(lang), style="default"))


def show_changes(told: EditionChanges, lang: Lang, console: Console) -> None:
    """Print what changed between two editions: what many clauses share, then clause by clause."""
    console.print(Line(f"{told.before.id} → {told.after.id}", style="bold"))
    for edition in (told.before, told.after):
        if edition.compared.startswith(NOT_COMPARED):
            console.print(Line(_NOT_COMPARED.fill(edition=edition.id).in_(lang), style="yellow"))
    for name in told.fields:
        _show_field(_words(told.before, told.after, name), lang, console)
    shared = _shared(told)
    for words, clauses in shared.items():
        head = _SHARED.fill(n=str(len(clauses)), ids=", ".join(clauses))
        console.print(Line(head.in_(lang), style=_COLOURS[Change.CHANGED]))
        _show_field(words, lang, console)
    for change in told.clauses:
        _show_change(change, shared, lang, console)
    counts = {kind: sum(c.change is kind for c in told.clauses) for kind in Change}
    found = _FOUND.fill(
        gone=str(counts[Change.GONE]),
        changed=str(counts[Change.CHANGED]),
        added=str(counts[Change.ADDED]),
        same=str(told.same),
    )
    console.print(Line(found.in_(lang), style="dim"))


def _words(before: Clause | Edition, after: Clause | Edition, name: str) -> Fields:
    return name, wording.field(before, name), wording.field(after, name)


def _shared(told: EditionChanges) -> dict[Fields, list[str]]:
    """Changes that are the same words in many clauses, with the ids of those."""
    found: dict[Fields, list[str]] = {}
    for change in told.clauses:
        if change.before and change.after:
            for name in change.fields:
                words = _words(change.before, change.after, name)
                found.setdefault(words, []).append(change.id)
    return {words: ids for words, ids in found.items() if len(ids) >= MANY}


def _show_change(
    change: ClauseChange, shared: dict[Fields, list[str]], lang: Lang, console: Console
) -> None:
    """Print one clause, unless all that changed in it was told before."""
    own: list[Fields] = []
    if change.before and change.after:
        every = [_words(change.before, change.after, name) for name in change.fields]
        own = [words for words in every if words not in shared]
        if not own:
            return
    named = change.after or change.before
    head = Line(f"{CHANGE_NAMES[change.change].in_(lang)}  ", style=_COLOURS[change.change])
    head.append(change.id, style="bold")
    if named is not None:
        head.append(f"  {named.cite.in_(lang)}  {named.title.in_(lang)}", style="default")
        if change.change is not Change.CHANGED:
            head.append(f"\n  {named.requires.in_(lang)}", style="dim")
    console.print(head)
    for words in own:
        _show_field(words, lang, console)


def _show_field(words: Fields, lang: Lang, console: Console) -> None:
    name, before, after = words
    console.print(Line(f"  {wording.FIELD_NAMES[name].in_(lang)}", style="dim"))
    console.print(Line(f"    - {before.in_(lang)}", style="red"))
    console.print(Line(f"    + {after.in_(lang)}", style="green"))


def show_coverage(coverages: Sequence[EditionCoverage], lang: Lang, console: Console) -> None:
    """Print how every clause of the editions is answered, then the totals."""
    for coverage in coverages:
        console.print(Line(f"\n{coverage.edition.id}", style="bold"))
        table = _table(_COVERAGE, lang)
        for each in coverage.clauses:
            table.add_row(
                each.clause.cite.in_(lang),
                each.clause.title.in_(lang),
                FORCE_NAMES[each.clause.force].in_(lang),
                Line(MODELLING_NAMES[each.modelling].in_(lang), style=_COLOURS[each.modelling]),
                each.reason.in_(lang) if each.reason else " ".join(each.answers),
            )
        console.print(table)
    console.print()
    sums = _table((), lang)
    sums.add_column(_EDITION.in_(lang), no_wrap=True)
    for way in Modelling:
        sums.add_column(MODELLING_NAMES[way].in_(lang), justify="right")
    sums.add_column(_TOTAL.in_(lang), justify="right")
    for coverage in coverages:
        _add_totals(sums, coverage.edition.id, coverage.totals)
    _add_totals(sums, _TOTAL.in_(lang), totals(each for c in coverages for each in c.clauses))
    console.print(sums)


def _add_totals(table: Table, name: str, counts: dict[Modelling, int]) -> None:
    table.add_row(name, *(str(counts[way]) for way in Modelling), str(sum(counts.values())))


def show_unverified(found: Iterable[Unverified], lang: Lang, console: Console) -> None:
    """Print what was not verified against a text, edition by edition and clause by clause."""
    for each in found:
        head = Line(f"\n{each.edition.id}  ", style="bold")
        if each.whole:
            head.append(_NO_TEXT.in_(lang), style="yellow")
        console.print(head)
        console.print(Line(f"  {_COMPARED.in_(lang)}: {each.edition.compared}", style="dim"))
        for clause in each.clauses:
            line = Line(f"  {clause.cite.in_(lang)}  {clause.title.in_(lang)}  ")
            if clause.evidence is not Evidence.READ:
                line.append(f"{EVIDENCE_NAMES[clause.evidence].in_(lang)}  ", style="yellow")
            if clause.caveat is not None:
                line.append(clause.caveat.in_(lang), style="dim")
            console.print(line)


def show_rules(entries: Iterable[RuleEntry], lang: Lang, console: Console) -> None:
    """Print code, title and unit of every rule, and how many clauses ask it."""
    columns = (Text(ko="규칙", en="rule"), Text(ko="제목", en="title"), _UNIT, _MEASURES, _ASKED)
    table = _table(columns, lang)
    for entry in entries:
        rule = entry.rule
        clauses = {asked.clause.id for asked in entry.asked}
        table.add_row(
            Line(rule.code, style="bold"),
            rule.title.in_(lang),
            rule.unit,
            rule.measures.in_(lang),
            str(len(clauses)),
        )
    console.print(table)


def show_rule(entry: RuleEntry, lang: Lang, console: Console) -> None:
    """Print what there is to know of one rule."""
    rule = entry.rule
    console.print(Line(f"{rule.code}  {rule.title.in_(lang)}", style="bold"))
    console.print(entry.summary)
    rows = [
        (_MEASURES, rule.measures),
        (_UNIT, same(rule.unit)),
        (_SHEETS, sheets(entry)),
        (_PARAMETERS, same(", ".join(entry.parameters) or "–")),
        *((same(head), same(words)) for head, words in entry.told),
    ]
    for name, words in rows:
        line = Line(f"{name.in_(lang)}: ", style="dim")
        console.print(line.append(words.in_(lang), style="default"))
    console.print(Line(f"{_ASKED.in_(lang)}:", style="dim"))
    for asked in entry.asked:
        editions = ", ".join(edition.id for edition in asked.editions)
        line = Line(f"  {asked.clause.id}  ").append(
            FORCE_NAMES[asked.clause.force].in_(lang), style="dim"
        )
        line.append(f"  {wording.check(asked.check).in_(lang)}")
        console.print(line.append(f"  {editions}", style="dim"))


def sheets(entry: RuleEntry) -> Text:
    """The sheets a rule needs: of each group, one."""
    groups = [join([SHEET_NAMES[kind] for kind in group], " / ") for group in entry.rule.needs]
    return join(groups, " + ") if groups else _ANY_SHEET


def _table(columns: Sequence[Text], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for words in columns:
        table.add_column(words.in_(lang), overflow="fold")
    return table
