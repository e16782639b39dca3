"""Sign-in, account, administration and audit log in a real browser: axe, width, keyboard."""

import pytest

from app.auth import invitations, people
from tests.browser.conftest import violations

OPEN = ("/sign-in", "/reset")
ADMINISTRATED = ("/account", "/admin/people", "/admin/committees", "/admin/jobs", "/audit")
WIDTHS = (1440, 820)
PASSWORD = "다섯 낱말을 이어 쓴 비밀번호"


def wider_than_the_window(page):
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.fixture(scope="module")
def invited(site):
    """The path of an invitation that nobody has used."""
    with site.people.database.session() as session:
        person = people.add(session, email="new@example.kr", name="새 사람")
        return f"/invitations/{invitations.offer(session, person, 'invite')}"


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_pages_before_sign_in_are_for_everybody(site, page, invited, lang):
    for path in (*OPEN, invited):
        page.goto(f"{site.address}{path}?lang={lang}")
        assert violations(page) == [], path
        assert not wider_than_the_window(page), path


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_pages_of_administrators_are_for_everybody(site, page, lang):
    site.sign_in(page, "administrator")
    person = site.people.of("expert")
    for path in (*ADMINISTRATED, f"/admin/people/{person.id}"):
        page.goto(f"{site.address}{path}?lang={lang}")
        assert violations(page) == [], path
        assert not wider_than_the_window(page), path


def test_password_is_chosen_and_entered_with_the_keyboard_alone(site, page, invited):
    page.goto(site.address + invited)
    page.get_by_label("새 비밀번호").focus()
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/")
    page.get_by_role("button", name="로그아웃").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/sign-in")
    page.goto(f"{site.address}/account")
    page.get_by_label("이메일").focus()
    page.keyboard.insert_text("new@example.kr")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/account")
    assert page.get_by_role("heading", level=1).inner_text() == "내 계정"


def test_names_that_are_scripts_do_not_run(site, page):
    with site.people.database.session() as session:
        person = people.add(
            session, email="xss@example.kr", name='<img src=x onerror="document.title=1">'
        )
    site.sign_in(page, "administrator")
    for path in ("/admin/people", f"/admin/people/{person.id}"):
        page.goto(site.address + path)
        assert page.title() != "1"
        assert page.locator("img[src=x]").count() == 0
