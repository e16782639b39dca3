"""The architect's confirmation in a real browser: seen, corrected with a click, confirmed."""

import io
import re
import zipfile

import pytest

SUBMISSION = """\
format: 1
title: 한강로 다세대주택 신축공사
case_number: 2026-건축과-신축허가-12
stage: permit
filed_on: 2026-10-05
district: 용산구
parts:
  - use: multiplex_house
    households: 8
drawings:
  - file: drawings/배치도.dxf
    sheets:
      - {kind: site_plan, number: A-101}
"""
WIDTHS = (1440, 820)


def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        bundle.writestr("submission.yaml", SUBMISSION)
        bundle.writestr("drawings/배치도.dxf", "0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n")
    return {"name": "제출도서.zip", "mimeType": "application/zip", "buffer": made.getvalue()}


def reached(site, page):
    """The page of a fresh reading, reached as a person reaches it."""
    site.sign_in(page)
    page.goto(f"{site.address}/cases/new")
    page.set_input_files("#file", archive())
    page.click("text=올리고 검토 시작")
    page.click("text=도면 이해 확인")
    page.wait_for_url(re.compile("/reading$"))
    return page


@pytest.fixture(scope="module")
def address(site, chromium):
    """Of a reading that nobody confirms; what corrects it is a reading of its own."""
    page = reached(site, chromium.new_page(locale="ko-KR"))
    url = page.url
    page.context.close()
    return url


@pytest.fixture
def reading(site, page, address):
    site.sign_in(page)
    page.goto(address)
    return page


def current_unit(page):
    return page.inner_text(".choice.current small").split(" · ")[0]


def wait_for_reading(page, earlier):
    """Until the page of another reading stands there; status pages turn into it by themselves."""
    page.wait_for_function(
        "earlier => location.pathname != earlier && document.querySelector('form.reading')",
        arg=earlier,
    )


def path_of(page):
    return page.evaluate("location.pathname")


def test_wrong_unit_is_one_click(reading):
    before = path_of(reading)
    assert current_unit(reading) == "mm"
    reading.click("button.choice:has-text('cm이면')")
    wait_for_reading(reading, before)
    assert current_unit(reading) == "cm"
    reading.click("text=고치기 전으로 되돌아가기")
    reading.wait_for_url(re.compile(before))
    assert current_unit(reading) == "mm"


def test_unknown_layer_is_named_with_the_keyboard_alone(reading):
    before = path_of(reading)
    reading.goto(f"{reading.url}?lang=en")  # Hangul is not typed by single keys
    field = reading.get_by_label("Meaning of A-구조01")
    field.focus()
    reading.keyboard.type("wall")
    reading.keyboard.press("Tab")
    assert field.input_value() == "wall"
    reading.get_by_role("button", name="Read again with these corrections").focus()
    reading.keyboard.press("Enter")
    wait_for_reading(reading, before)
    assert reading.get_by_label("Meaning of A-구조01").input_value() == "wall"


def test_enter_in_a_field_reads_again_by_the_same_unit(reading):
    before = path_of(reading)
    reading.get_by_label("제목").first.fill("배치 및 조경 계획도")
    reading.keyboard.press("Enter")
    wait_for_reading(reading, before)
    assert current_unit(reading) == "mm"
    assert reading.get_by_label("제목").first.input_value() == "배치 및 조경 계획도"


def test_sheet_is_placed_with_the_keyboard_alone(reading):
    before = path_of(reading)
    reading.get_by_text("대지에 놓기").focus()
    reading.keyboard.press("Enter")
    for value in ("1300", "0", "-2.5", "7", "180"):
        reading.keyboard.press("Tab")
        reading.keyboard.press("Control+A")
        reading.keyboard.type(value)
    reading.keyboard.press("Enter")
    wait_for_reading(reading, before)
    reading.get_by_text("대지에 놓기 · 사람이 놓음").click()
    assert reading.get_by_label("대지의 점 x").input_value() == "-2.5"
    assert reading.get_by_label("회전(반시계)").input_value() == "180"


def test_mistake_is_named_and_nothing_that_was_written_is_lost(reading):
    reading.get_by_label("가구의 뜻").select_option("wall")
    reading.get_by_text("대지에 놓기").click()
    reading.get_by_label("도면의 점 y").fill("남쪽")
    with reading.expect_response(re.compile("/reading$")) as answer:
        reading.click("text=고친 내용으로 다시 읽기")
    assert answer.value.status == 422
    assert "도면의 점 y: 남쪽" in reading.get_by_role("alert").inner_text()
    assert reading.get_by_label("도면의 점 y").input_value() == "남쪽", "and its fold is open"
    assert reading.get_by_label("가구의 뜻").input_value() == "wall"
    before = path_of(reading)
    reading.get_by_label("도면의 점 y").fill("-4")
    reading.click("text=고친 내용으로 다시 읽기")
    wait_for_reading(reading, before)
    reading.get_by_text("대지에 놓기 · 사람이 놓음").click()
    assert reading.get_by_label("도면의 점 y").input_value() == "-4"


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
def test_what_has_the_focus_is_not_behind_the_bar(reading):
    hidden = []
    reading.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for _ in range(reading.locator("a, button, input, select, summary").count()):
        reading.keyboard.press("Tab")
        hidden += reading.evaluate(
            """() => {
                const one = document.activeElement, at = one.getBoundingClientRect()
                const bar = document.querySelector('.bar').getBoundingClientRect()
                const inside = one === document.body || one.closest('.bar')
                return inside || at.bottom <= bar.top || at.top >= bar.bottom ? [] : [one.name]
            }"""
        )
    assert hidden == []


def test_confirmation_is_shown_with_the_result(site, page):
    reading = reached(site, page)
    reading.click("text=맞습니다, 확인함")
    assert "설계자가 이해한 내용을 확인함" in reading.inner_text(".facts")
    reading.click("text=검토 결과로")
    assert "설계자가 이해한 내용을 확인함" in reading.inner_text(".facts")


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_nothing_is_cut_off_or_hidden(reading, lang):
    reading.goto(f"{reading.url}?lang={lang}")
    reading.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert reading.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    clipped = reading.evaluate(
        """() => [...document.querySelectorAll('button, legend, th, td, .choice, label > span')]
        .filter(one => one.offsetParent && !one.classList.contains('unseen'))
        .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
        .map(one => one.innerText)"""
    )
    assert clipped == []


def test_every_field_has_a_name_for_those_who_cannot_see(reading):
    nameless = reading.evaluate(
        """() => [...document.querySelectorAll('form.reading input, form.reading select')]
        .filter(one => one.type != 'hidden' && !one.labels.length && !one.ariaLabel)
        .map(one => one.name)"""
    )
    assert nameless == []
    pictures = reading.evaluate("[...document.images].map(one => one.alt)")
    assert pictures
    assert all(pictures)


def test_page_works_without_scripts(site, chromium, reading):
    context = chromium.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    site.sign_in(page)
    page.goto(reading.url)
    page.click("button.choice:has-text('cm이면')")
    page.wait_for_selector("form.reading", timeout=20_000)  # the status page refreshes itself
    assert page.inner_text(".choice.current small").startswith("cm")
    context.close()
