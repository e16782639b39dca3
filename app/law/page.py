"""The page that documents every rule, as Markdown made from docstrings and packs."""

from collections.abc import Iterable, Iterator

from app.law import wording
from app.law.shown import sheets
from cpted_rules.clause import FORCE_NAMES
from cpted_rules.law.catalogue import Asked, RuleEntry

HEAD = """# Rules

Made by `cpted rules --markdown` from the docstrings of `cpted_rules/rules` and the packs; not
edited by hand. A rule measures and never judges: what the value must be is said by the clauses
that ask it, and where a clause sets no number, a person judges. `with` are the parameters that a
clause gives the rule; they, and figures for reference, are not law."""


def rules_page(entries: Iterable[RuleEntry]) -> str:
    """Every rule in order of code: what it measures, why, how, what may be lacking, who asks it."""
    every = tuple(entries)
    rows = [
        f"| [{e.rule.code}](#{e.rule.code.lower()}) | {_title(e)} | {e.rule.unit} |" for e in every
    ]
    contents = "\n".join(["| rule | title | unit |", "|---|---|---|", *rows])
    return "\n\n".join([HEAD, contents, *(_section(entry) for entry in every)]) + "\n"


def _title(entry: RuleEntry) -> str:
    return f"{entry.rule.title.ko} / {entry.rule.title.en}"


def _section(entry: RuleEntry) -> str:
    return "\n\n".join(_paragraphs(entry))


def _paragraphs(entry: RuleEntry) -> Iterator[str]:
    yield f'<a id="{entry.rule.code.lower()}"></a>\n\n## {entry.rule.code} {_title(entry)}'
    yield entry.summary
    for head, words in entry.told:
        yield f"**{head}**: {words}"
    yield f"**Sheets needed**: {sheets(entry).en} ({sheets(entry).ko})"
    names = ", ".join(f"`{name}`" for name in entry.parameters)
    yield f"**Parameters**: {names or 'none'}"
    if entry.rule.security_sensitive:
        yield "What it shows would help an intruder: not for everybody."
    rows = [_row(asked) for asked in entry.asked]
    yield "\n".join(["| clause | force | asks | with | editions |", "|---|---|---|---|---|", *rows])


def _row(asked: Asked) -> str:
    clause = asked.clause
    cells = (
        f"{clause.id} ({clause.cite.en})",
        FORCE_NAMES[clause.force].en,
        wording.limit(asked.check).en,
        wording.parameters(asked.check) or "–",
        ", ".join(edition.applies_from.isoformat() for edition in asked.editions),
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
