"""`python -m benchmarks.writers REPORT.pdf`: writer by act, what comes home; Markdown on demand."""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.writers import by_node, by_pdfium, by_pikepdf, by_pypdf
from benchmarks.writers.judge import Cell, judged
from benchmarks.writers.task import Act, Task, manifest_of, task_of

Writer = Callable[[bytes, Act, Task], bytes | None]
SAMPLE = Path(__file__).resolve().parents[2] / "sample_plans" / "multiplex" / "deficient"


def main() -> None:
    """Do every act with every writer and print what came home; 1 where something did not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writers", description=__doc__)
    parser.add_argument("report", nargs="?", type=Path, help="a review copy (that of a sample)")
    parser.add_argument("--keep", type=Path, help="folder for the files that the writers made")
    said = parser.parse_args()
    report = said.report.read_bytes() if said.report else _sample()
    task, manifest = task_of(report), manifest_of(report)
    rows: dict[str, dict[Act, Cell]] = {}
    with ExitStack() as stack:
        writers: dict[str, Writer] = {
            "pypdf": by_pypdf.write,
            "pypdf, added": by_pypdf.add_to,
            "pikepdf": by_pikepdf.write,
            "PDFium": by_pdfium.write,
        }
        missing = by_node.is_there()
        if missing:
            print(f"pdf-lib and PDF.js are left out: {missing}", file=sys.stderr)
        else:
            writers["pdf-lib"] = by_node.pdf_lib
            writers["PDF.js"] = stack.enter_context(by_node.pdfjs())
        for name, write in writers.items():
            rows[name] = {}
            for act in Act:
                returned = write(report, act, task)
                if said.keep and returned is not None:
                    said.keep.mkdir(parents=True, exist_ok=True)
                    file = f"{name}-{act}.pdf".replace(" ", "_").replace(",", "")
                    (said.keep / file).write_bytes(returned)
                rows[name][act] = judged(returned, act, task, manifest)
    _print(rows)
    if missing or any(cell.home is False for row in rows.values() for cell in row.values()):
        sys.exit(1)


def _sample() -> bytes:
    """The review copy of a sample."""
    from app.review import review

    with TemporaryDirectory() as folder:
        review(SAMPLE, Path(folder))
        return (Path(folder) / "report.pdf").read_bytes()


def _print(rows: dict[str, dict[Act, Cell]]) -> None:
    words = {True: "home", False: "LOST", None: "–"}
    print("| writer | " + " | ".join(Act) + " | damage |")
    print("| --- " * (len(Act) + 2) + "|")
    for name, row in rows.items():
        cells = []
        for act in Act:
            cell = row[act]
            how = f" ({cell.how})" if cell.how and cell.home is not None else ""
            cells.append(words[cell.home] + how)
        others = [cell for act, cell in row.items() if act is not Act.DELETE]
        damage = sorted({told for cell in others for told in cell.damage})
        print(f"| {name} | " + " | ".join(cells) + f" | {'; '.join(damage) or 'none'} |")
    print("\n– the writer has no function for it; in brackets the key by which our mark was known.")


if __name__ == "__main__":
    main()
