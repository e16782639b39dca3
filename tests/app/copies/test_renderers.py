"""Korean text of a copy is seen in every renderer that is at hand."""

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.app.copies.case import WORDS, opened, texts

SCALE = 2
PDFJS = Path(__file__).parents[3] / "benchmarks/writers/node/node_modules/pdfjs-dist"
Grey = NDArray[np.int16]

VIEW = """<!doctype html><canvas id=c></canvas><script type=module>
import * as pdfjs from './pdf.mjs';
pdfjs.GlobalWorkerOptions.workerSrc = './pdf.worker.mjs';
const shown = await pdfjs.getDocument({url: 'one.pdf'}).promise;
const page = await shown.getPage(1), viewport = page.getViewport({scale: SCALE});
const canvas = document.getElementById('c');
canvas.width = viewport.width; canvas.height = viewport.height;
await page.render({canvas, canvasContext: canvas.getContext('2d'), viewport}).promise;
document.title = canvas.toDataURL('image/png');
</script>"""


def _grey(image: Image.Image) -> Grey:
    return np.asarray(image.convert("L"), dtype=np.int16)


def pdfium(file: Path) -> Grey:
    return _grey(pypdfium2.PdfDocument(file)[0].render(scale=SCALE).to_pil())


def poppler(file: Path) -> Grey:
    program = shutil.which("pdftoppm") or pytest.skip("Poppler (poppler-utils) is not here")
    done = subprocess.run(
        [program, "-r", str(72 * SCALE), "-png", str(file)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    return _grey(Image.open(BytesIO(done.stdout)))


def mupdf(file: Path) -> Grey:
    program = shutil.which("mutool") or pytest.skip("MuPDF (mupdf-tools) is not here")
    out = file.with_suffix(".mu.png")
    done = subprocess.run(
        [program, "draw", "-q", "-r", str(72 * SCALE), "-o", str(out), str(file)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = [line for line in done.stderr.splitlines() if "ICC support" not in line]
    assert told == []
    return _grey(Image.open(out))


def pdfjs(file: Path) -> Grey:
    chromium = shutil.which("chromium") or pytest.skip("Chromium is not here")
    if not (PDFJS / "build" / "pdf.mjs").is_file():
        pytest.skip("PDF.js is not here: npm ci in benchmarks/writers/node")
    playwright = pytest.importorskip("playwright.sync_api")
    folder = file.parent / "pdfjs"
    folder.mkdir(exist_ok=True)
    for name in ("pdf.mjs", "pdf.worker.mjs"):
        shutil.copy(PDFJS / "build" / name, folder / name)
    shutil.copy(file, folder / "one.pdf")
    (folder / "view.html").write_text(VIEW.replace("SCALE", str(SCALE)))
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/view.html")
            page.wait_for_function("document.title.startsWith('data:')", timeout=60_000)
            picture = page.locator("canvas").screenshot(omit_background=False)
            browser.close()
    finally:
        server.shutdown()
    return _grey(Image.open(BytesIO(picture)))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript"
    }

    def log_message(self, *_words: object) -> None:
        """A test says nothing."""


@pytest.fixture(scope="module", params=["decision", "archive"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of opinions alone: Korean words in a text box's face, brackets and hyphens."""
    file = tmp_path_factory.mktemp("page") / "one.pdf"
    with opened(request.getfixturevalue(request.param)) as pdf:
        del pdf.pages[:-1]
        pdf.save(file)
    return file


def _boxes(file: Path) -> list[tuple[int, int, int, int]]:
    """Pixels left, top, right, foot of known words and of a bracket."""
    shown = pypdfium2.PdfDocument(file)[0]
    high, text = shown.get_height(), shown.get_textpage()
    found = []
    for words in (WORDS[:6], "위원 의견", "(", "-"):
        index, count = text.search(words, consecutive=True).get_next()
        boxes = [text.get_charbox(n) for n in range(index, index + count)]
        left, foot = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
        edges = (left - 1, high - top - 1, right + 1, high - foot + 1)
        x0, y0, x1, y1 = (round(v * SCALE) for v in edges)
        found.append((x0, y0, x1, y1))
    return found


@pytest.mark.parametrize("renderer", [pdfium, poppler, mupdf, pdfjs])
def test_korean_words_brackets_and_hyphens_are_drawn(
    page: Path, renderer: Callable[[Path], Grey]
) -> None:
    picture, peer = renderer(page), pdfium(page)
    assert np.abs(np.subtract(picture.shape, peer.shape)).max() <= 2
    for left, top, right, foot in _boxes(page):
        ink = (255 - picture[top:foot, left:right]).sum() / 255
        expected = (255 - peer[top:foot, left:right]).sum() / 255
        assert expected > 3
        assert 0.6 * expected < ink < 1.6 * expected


def test_the_words_are_there_to_be_selected(page: Path) -> None:
    assert "".join(WORDS.split()) in "".join(texts(page.read_bytes())[0].split())
