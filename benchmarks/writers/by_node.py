"""pdf-lib in Node, and PDF.js in a headless Chromium."""

import base64
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.writers.task import Act, Task

NODE = Path(__file__).parent / "node"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
SECONDS = 120


def is_there() -> str:
    """Why these writers cannot run here; empty where they can."""
    if _node() is None:
        return "there is no node"
    if not (NODE / "node_modules" / "pdf-lib").is_dir():
        return "npm ci was not run in benchmarks/writers/node"
    return ""


def _node() -> str | None:
    """The program of the system, else that of the environment this runs in."""
    return shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))


def pdf_lib(report: bytes, act: Act, task: Task) -> bytes:
    """The report with one act done by pdf-lib, written anew."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "task.json").write_text(json.dumps(task.plain() | {"act": act.value}), "utf-8")
        (place / "report.pdf").write_bytes(report)
        files = [str(place / name) for name in ("task.json", "report.pdf", "out.pdf")]
        command = [_node() or "node", "pdf_lib.mjs", *files]
        subprocess.run(command, cwd=NODE, check=True, timeout=SECONDS, capture_output=True)
        return (place / "out.pdf").read_bytes()


@contextmanager
def pdfjs() -> Iterator[Any]:
    """A writer that does its acts with PDF.js in a browser; added behind the old bytes."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with _served() as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page()
        page.goto(f"{address}/pdfjs.html")
        page.wait_for_function("window.version !== undefined")

        def write(report: bytes, act: Act, task: Task) -> bytes | None:
            if act in (Act.REPLY, Act.STATE):  # its editors have no answers
                return None
            said = task.plain() | {"act": act.value}
            raw = base64.b64encode(report).decode("ascii")
            saved = page.evaluate("([report, task]) => window.write(report, task)", [raw, said])
            return base64.b64decode(saved)

        yield write
        browser.close()


@contextmanager
def _served() -> Iterator[str]:
    """The folder with the page, on this machine alone."""
    handler = partial(_Quiet, directory=str(NODE))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *_said: Any) -> None:
        """Say nothing of each file."""
