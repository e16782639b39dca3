"""A service that listens on this machine, and a headless Chromium that looks at it."""

import importlib.util
import shutil
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from app.auth.roles import Role
from app.config import ServiceSettings
from app.main import create_app
from app.web.page import HERE
from app.web.signin import PLAIN
from tests.app.service.running import People

STAND_INS = Path(__file__).parents[1] / "app" / "service"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


AXE = (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


def violations(page: Any, *, rules: list[str] | None = WCAG, within_s: float = 15.0) -> list[Any]:
    """What axe-core finds on a page once it has come to rest, by rule and place.

    Pages of a PDF are drawn one after the other, and for a moment name what is not there yet.

    Args:
        rules: tags of rules; None: all, best practices too.
    """
    page.evaluate(AXE)  # by the debugger: the page's own policy forbids it
    until = time.monotonic() + within_s
    while True:
        found = page.evaluate("tags => axe.run(document, tags ? {runOnly: tags} : {})", rules)
        wrong = [(v["id"], [node["target"] for node in v["nodes"]]) for v in found["violations"]]
        if not wrong or time.monotonic() > until:
            return wrong
        page.wait_for_timeout(300)


@dataclass(frozen=True)
class Site:
    """Where the service answers, where it keeps its files, and who uses it."""

    address: str
    folder: Path
    people: People
    parts: Any = None

    def sign_in(self, page: Any, role: Role | str = Role.ARCHITECT, number: int = 1) -> None:
        """Have the browser of a page signed in as the first (second, …) person of a role."""
        begun = self.people.session_of(self.people.of(role, number))
        page.context.add_cookies([{"name": PLAIN, "value": begun.word, "url": self.address}])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; one for all tests."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service whose reviews a stand-in makes, on a port of its own."""
    folder = tmp_path_factory.mktemp("browser")
    settings = ServiceSettings(data_folder=folder, memory_bytes=2 << 30)
    with serving(settings, review_entry="stand_ins:review", import_from=(STAND_INS,)) as site:
        yield site


@contextmanager
def serving(settings: ServiceSettings, **options: Any) -> Iterator[Site]:
    """A service with some settings, on a port of its own."""
    app = create_app(settings, **options)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            _wait_for(f"{address}/readyz")
            parts = app.state.service
            yield Site(address, settings.data_folder, People(parts.database), parts)
        finally:
            server.should_exit = True
            thread.join(timeout=20)


def _wait_for(address: str, within: float = 30.0) -> None:
    until = time.monotonic() + within
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (OSError, urllib.error.URLError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture
def page(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a browser that speaks Korean; what it complains about fails the test."""
    width = getattr(request, "param", 1440)
    context = chromium.new_context(locale="ko-KR", viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []

    def listen(said: Any) -> None:
        # a form that is refused comes back with a page: Chromium writes its status down
        if said.type == "error" and "status of 422" not in said.text:
            complaints.append(said.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
