"""The report with its overlay, a returned copy, and the plan as it was understood, in a browser."""

from pathlib import Path

import pytest
import shapely
from sqlalchemy import select

from app.blobs import blobs_at
from app.cases.states import CaseState
from app.cases.tables import RoundRow
from app.db import SubmissionRow
from app.reviews.tables import AnnotationRow
from tests.app.marked_up import figure_of, manifest_of, marked_up, square
from tests.app.reviewed import reviewed
from tests.app.service.in_review import in_review
from tests.browser.conftest import violations

NUMBER = 3
READY_MS = 90_000  # the plan and the findings are prepared when they are first asked for


@pytest.fixture(scope="module")
def blobs(site):
    folder: Path = site.folder
    return blobs_at("", folder / "blobs", cache=folder / "cache", cache_bytes=1 << 20)


@pytest.fixture(scope="module")
def case(site, blobs):
    return in_review(site.people, blobs)


@pytest.fixture(scope="module")
def report():
    return reviewed() / "report.pdf"


def opened(site, page, case, query="", who="expert"):
    site.sign_in(page, who)
    page.goto(f"{site.address}/cases/{case.id}/rounds/1/report{query}")
    page.wait_for_selector("[data-ready=yes]", timeout=READY_MS)
    page.wait_for_selector(".page[data-loaded=true] .ink")


def place_of(page, figure):
    """The figure on the screen: left, top, width, height. [px]"""
    return page.evaluate(
        """({page, rect: [x0, y0, x1, y1]}) => {
          const svg = document.querySelector(`.ink[data-page="${page}"]`);
          const box = svg.getBoundingClientRect();
          const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
          const k = box.width / w;
          return [box.x + x0 * k, box.y + (h - y1) * k, (x1 - x0) * k, (y1 - y0) * k];
        }""",
        {"page": figure.page + 1, "rect": figure.rect},
    )


def drawn_by(site, person):
    with site.people.database.reading() as session:
        return session.scalars(
            select(AnnotationRow).where(
                AnnotationRow.person_id == person.id, AnnotationRow.deleted_at.is_(None)
            )
        ).all()


def test_the_page_of_a_finding_opens_with_its_links_to_plan_and_page(site, page, case, report):
    opened(site, page, case, f"?f={NUMBER}")
    assert page.input_value("#page") == str(figure_of(manifest_of(report), NUMBER).page + 1)
    assert page.get_attribute("#jump a", "href").endswith(f"/plan?f={NUMBER}")
    assert "계단실" in page.inner_text("#about h2")
    assert violations(page) == []


def test_a_cloud_drawn_on_a_figure_lies_on_the_site_and_can_be_undone(site, page, case, report):
    opened(site, page, case, f"?f={NUMBER}", who="member")
    figure = figure_of(manifest_of(report), NUMBER)
    left, top, wide, high = place_of(page, figure)
    page.click("[data-tool=cloud]")
    page.mouse.move(left + wide * 0.25, top + high * 0.25)
    page.mouse.down()
    page.mouse.move(left + wide * 0.5, top + high * 0.5, steps=3)
    page.mouse.up()
    page.fill("dialog textarea", "여기 창을 낼 것")
    page.click("dialog .main")
    page.wait_for_selector(".ink .mark.cloud")
    (row,) = drawn_by(site, site.people.of("member"))
    west, south, east, north = shapely.from_wkt(row.site).bounds
    a, _, _, d, e, f = figure.to_site
    x0, _, x1, y1 = figure.rect
    assert west == pytest.approx(a * (x0 + 0.25 * (x1 - x0)) + e, abs=0.3)
    assert north == pytest.approx(d * (y1 - 0.25 * (y1 - figure.rect[1])) + f, abs=0.3)
    assert east > west
    assert north > south
    page.focus("#scroll")
    page.keyboard.press("u")
    page.wait_for_selector(".ink .mark.cloud", state="detached")
    assert not drawn_by(site, site.people.of("member"))


@pytest.mark.parametrize("page", [820], indirect=True)
def test_by_keyboard_alone_a_note_is_put_on_a_figure(site, page, case):
    opened(site, page, case, f"?f={NUMBER}")
    page.focus("[data-tool=point]")
    page.keyboard.press("Enter")
    page.focus("#scroll")
    page.keyboard.press("Enter")
    page.keyboard.type("메모")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".ink .mark.point")
    assert page.evaluate("document.documentElement.scrollWidth") <= 820
    assert violations(page) == []


def test_words_are_found_in_the_report(site, page, case):
    opened(site, page, case)
    page.fill("#find-in", "계단실")
    page.wait_for_selector("#find output:text-matches('^\\\\d+ / \\\\d+$')")
    page.wait_for_selector(".textLayer .highlight")


def test_a_marked_copy_is_taken_in_with_a_tick_less(site, page, case, report):
    site.sign_in(page, "expert", 2)
    raw = marked_up(
        report,
        [square(manifest_of(report), NUMBER, "<img src=x onerror=alert(1)>")],
        opinions={NUMBER: "창을 낼 것"},
    )
    page.goto(f"{site.address}/cases/{case.id}/rounds/1/returns")
    assert violations(page) == []
    page.set_input_files(
        "#file", {"name": "김위원.pdf", "mimeType": "application/pdf", "buffer": raw}
    )
    page.click(".hand-in .main")
    page.wait_for_selector("[data-go]", timeout=60_000)
    assert page.inner_text("[data-go]") == "2건 반영"
    assert violations(page) == []
    page.uncheck(".changes tbody tr:nth-child(2) input")
    assert page.inner_text("[data-go]") == "1건 반영"
    page.click("[data-go]")
    page.wait_for_selector(".done")
    assert len(drawn_by(site, site.people.of("expert", 2))) == 1
    page.click("text=되돌리기")
    page.wait_for_selector(".so.undone")
    assert not drawn_by(site, site.people.of("expert", 2))


def test_a_layer_is_corrected_on_the_picture_and_the_confirmation_says_who(site, page, blobs):
    case = in_review(site.people, blobs, state=CaseState.PRECHECK)
    with site.people.database.reading() as session:
        submission = session.get_one(RoundRow, (case.id, 1)).submission_id
    site.sign_in(page)
    page.goto(f"{site.address}/submissions/{submission}/reading")
    page.wait_for_selector("#plan-of[data-ready=yes]", timeout=READY_MS)
    page.select_option(".choose select", "담장")
    page.select_option(".pressed select", "hedge")
    assert "1건" in page.inner_text(".changes-of")
    changed = page.evaluate(
        "[...document.querySelectorAll('.names tr')]"
        ".find(row => row.cells[0].textContent.trim() === '담장').querySelector('select').value"
    )
    assert changed == "hedge"
    page.select_option(".pressed select", "fence")
    assert page.inner_text(".changes-of") == ""
    assert violations(page) == []
    page.click("button[value=confirm]")
    page.wait_for_selector(".lineage .yes, .facts .yes")
    with site.people.database.reading() as session:
        row = session.get_one(SubmissionRow, submission)
    assert row.confirmed_by == site.people.of("architect").id
    assert site.people.of("architect").name in page.inner_text("main")
