"""The plan review in a browser: list, plan and evidence together; probe, keys, marks, words."""

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.auth.roles import Role
from app.cases.tables import CaseRow
from app.config import ServiceSettings
from app.screens.reviewed import reviewed
from cpted_rules.analysis.isovist import isovist, level_of
from cpted_rules.analysis.sight.visibility import census
from tests.app.assessed import assessed
from tests.app.service.on_plan import reviewing
from tests.browser.conftest import serving, violations

SAMPLE = ("multiplex", "deficient")


@pytest.fixture(scope="module")
def site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    settings = ServiceSettings(data_folder=tmp_path_factory.mktemp("plan"))
    with serving(settings, web_only=True) as site:
        yield site


@pytest.fixture(scope="module")
def case(site: Any) -> CaseRow:
    return reviewing(site.parts, site.people, assessed("multiplex", "compliant"), assessed(*SAMPLE))


@pytest.fixture
def plan(site: Any, page: Any, case: CaseRow) -> Iterator[Any]:
    """The plan of the second round, open before the first expert."""
    site.sign_in(page, Role.EXPERT)

    def opened(query: str = "") -> Any:
        page.goto(f"{site.address}/cases/{case.id}/rounds/2/plan{query}")
        page.wait_for_selector("[data-ready=yes]", timeout=120_000)
        return page

    return opened


def test_list_plan_and_evidence_move_together(plan: Any) -> None:
    page = plan("?f=3")
    assert page.inner_text("#list .sel .n") == "3"
    headline = page.inner_text("#list .sel .what").splitlines()[0]
    assert headline in page.inner_text("#detail h2")
    page.keyboard.press("KeyJ")
    page.wait_for_url(re.compile(r"f=4\b"))
    assert page.inner_text("#detail h2 .n") == "4"
    page.keyboard.press("KeyK")
    page.wait_for_url(re.compile(r"f=3\b"))
    assert page.inner_text("#list .sel .n") == "3"


def test_an_opinion_is_given_with_keys_alone_and_undone(plan: Any) -> None:
    page = plan("?f=6")
    page.keyboard.press("KeyR")
    page.wait_for_selector("#detail .palette")
    page.keyboard.press("Digit1")
    page.wait_for_selector("#detail .form textarea")
    # what is typed now is words, whatever the keys do elsewhere
    page.keyboard.type("jkard 도면과 다름")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#detail .said.draft")
    assert "jkard 도면과 다름" in page.inner_text("#detail .said.draft")
    assert page.inner_text("#list .sel .mine").startswith("✕")
    page.keyboard.press("KeyU")
    page.wait_for_selector("#detail .said.draft", state="detached")
    assert page.query_selector("#list .sel .mine") is None


def test_ticked_findings_are_put_under_the_opinion_on_the_open_one_and_taken_out(plan: Any) -> None:
    page = plan("?f=6")
    page.keyboard.press("KeyA")
    page.wait_for_selector("#detail .said.draft")
    page.check("#list .pick[aria-label*='7']")
    page.keyboard.press("KeyM")
    page.wait_for_selector("#list .mine.under")
    assert page.inner_text("#list .mine.under").startswith("↳6")
    assert "#7" in page.inner_text("#detail .said.draft")
    page.keyboard.press("KeyJ")
    page.wait_for_function("() => document.querySelector('#detail h2 .n').textContent == '7'")
    assert "#6" in page.inner_text("#detail .said.draft")
    page.keyboard.press("KeyM")  # with none ticked: out again
    page.wait_for_selector("#list .mine.under", state="detached")
    for _ in range(3):  # taken out, put under, agreed to
        page.keyboard.press("KeyU")
        page.wait_for_timeout(400)
    page.wait_for_selector("#detail .said.draft", state="detached")
    assert page.query_selector("#list .row .mine") is None


def test_keys_wait_while_hangul_is_being_put_together(plan: Any) -> None:
    page = plan("?f=6")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{code: 'KeyJ', key: 'ㅓ', isComposing: true, bubbles: true}))"
    )
    assert page.inner_text("#detail h2 .n") == "6"
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{code: 'KeyJ', key: 'ㅓ', bubbles: true}))"
    )
    assert page.inner_text("#detail h2 .n") == "7"


def test_a_mark_drawn_on_the_plan_stays_where_it_was_drawn(plan: Any) -> None:
    page = plan("?f=16")
    page.wait_for_url(re.compile(r"x=.*&y=.*&z="))
    page.wait_for_timeout(500)
    middle_x, middle_y, zoom = (float(re.search(rf"[?&]{k}=([^&]+)", page.url)[1]) for k in "xyz")
    box = page.locator("#map").bounding_box()
    m_per_px = 3.0 / 2**zoom  # 3 m at zoom 0
    page.click("[data-tool=point]")
    page.mouse.click(640, 560)
    page.wait_for_selector("dialog.write[open]")
    page.keyboard.type("<img src=x onerror=alert(1)>여기가 어두움")
    with page.expect_response(re.compile("/annotations$")) as sent:
        page.click("dialog.write .main")
    x, y = sent.value.json()["shape"]["coordinates"]
    right, down = 640 - box["x"] - box["width"] / 2, 560 - box["y"] - box["height"] / 2
    assert (x, y) == pytest.approx(
        (middle_x + right * m_per_px, middle_y - down * m_per_px), abs=0.15
    )
    page.wait_for_selector("#detail .marks li.draft")
    # words are words: what looks like markup is shown as it was written
    assert "<img src=x" in page.inner_text("#detail .marks li.draft .words")
    page.keyboard.press("KeyU")
    page.wait_for_selector("#detail .marks", state="detached")


def test_the_lamp_that_is_out_is_chosen_from_the_list_and_kept_in_the_address(plan: Any) -> None:
    page = plan("?state=lamp-out&layers=drawing,light")
    lamp = page.locator("#layers .lamp select")
    lamp.wait_for(timeout=120_000)
    assert page.is_checked("#layers [name=season][value=lamp-out]")
    assert page.is_checked("#layers [data-layer=light]")
    worst, second = lamp.locator("option").nth(1), lamp.locator("option").nth(2)
    chosen = second.get_attribute("value")
    assert worst.inner_text() != second.inner_text()
    with page.expect_response(re.compile(r"evidence/light\?state=lamp-out(:|%3A)")) as asked:
        lamp.select_option(chosen)
    assert asked.value.status in (200, 202)
    page.wait_for_url(re.compile("lamp="))
    page.wait_for_function("() => !document.querySelector('#layers progress')", timeout=120_000)
    assert lamp.input_value() == chosen


def test_the_probe_sees_what_the_library_sees(plan: Any) -> None:
    page = plan("?storey=0")
    page.click("[data-tool=probe]")
    page.mouse.move(560, 420)
    page.wait_for_selector("#probe:not([hidden])", timeout=120_000)
    content = assessed(*SAMPLE)
    drawn = reviewed(content, json.loads(content)).site()
    level = level_of(drawn.sight.scene(0), 1.5)
    watchers = drawn.sight.watchers_by_kind
    reach = drawn.settings.sight_limit_m
    for px, py in ((560, 420), (700, 300), (640, 640), (820, 520)):
        page.mouse.move(px, py)
        page.wait_for_timeout(150)
        told = page.evaluate("({...document.getElementById('probe').dataset})")
        x, y = float(told["x"]), float(told["y"])
        seen = isovist(level, x_m=x, y_m=y, reach_m=reach)
        assert float(told["area"]) == pytest.approx(seen.area.area, rel=0.004, abs=0.05)
        if seen.area.area:
            at = np.array([[x, y, 1.5]])
            count, _ = census(
                drawn.sight.scene(0), watchers.eyes, at, within_m=reach, enough=10_000
            )
            assert (int(told["windows"]) + int(told["others"]) > 0) == bool(count[0])
        assert float(told["ms"]) > 0  # how fast it is, benchmarks/pages.py says


def test_two_rounds_lie_over_each_other(site: Any, page: Any, case: CaseRow) -> None:
    site.sign_in(page, Role.EXPERT)
    page.goto(f"{site.address}/cases/{case.id}/compare")
    page.wait_for_selector("[data-ready=yes]", timeout=120_000)
    counts = [int(n) for n in re.findall(r"\d+", page.inner_text("#choices p"))]
    assert all(counts)
    page.check("input[value=overlay]")
    assert page.is_hidden(".curtain")
    page.click("#changes .open:not([disabled]) >> nth=0")


@pytest.mark.parametrize("page", [1440, 820], indirect=True)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_axe_finds_nothing_to_complain_about(plan: Any, lang: str) -> None:
    page = plan(f"?f=16&lang={lang}")
    assert violations(page, rules=None) == []


@pytest.mark.parametrize("page", [820], indirect=True)
def test_panes_are_tabs_on_a_tablet(plan: Any) -> None:
    page = plan("?f=3")
    assert page.is_visible("#map")
    page.click("[role=tab][data-pane=list]")
    assert page.get_attribute("[data-pane=list]", "aria-selected") == "true"
    page.click("#list .row >> nth=4 >> .open")
    page.keyboard.press("KeyC")
    page.wait_for_selector("#detail .form textarea")
    assert page.get_attribute("[data-pane=detail]", "aria-selected") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 820
