"""A comparison on a terminal: the tally, then a line for each finding."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Words

from app.comparison.pages import ORDER, WORDS, lines, remarks
from app.comparison.rounds import Rounds
from cpted_rules.compare import CHANGE_NAMES, Change
from cpted_rules.text import Lang

COLOURS = {
    Change.REOPENED: "bold red",
    Change.NEW: "red",
    Change.CHANGED: "yellow",
    Change.UNCHANGED: "",
    Change.GONE: "green",
}


def show_comparison(rounds: Rounds, lang: Lang, console: Console) -> None:
    """Print what became of each finding."""
    counts = rounds.comparison.counts
    tally = "  ".join(f"{CHANGE_NAMES[change].in_(lang)} {counts[change]}" for change in ORDER)
    both = f"{WORDS['conforming'].in_(lang)} {rounds.comparison.conforming}"
    console.print(Words(f"{tally}  ({both})"))
    for remark in remarks(rounds, lang):
        console.print(Words(remark))
    if not rounds.comparison.findings:
        return
    table = Table()
    for key in ("change", "numbers", "finding", "measured", "taken_up", "why"):
        table.add_column(WORDS[key].in_(lang))
    for line in lines(rounds, lang):
        table.add_row(
            Words(line.word, style=COLOURS[line.change]),
            line.numbers,
            Words(line.finding),
            Words(line.measured),
            line.taken_up,
            Words(line.why),
        )
    console.print(table)
