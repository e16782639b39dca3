"""Signing in and out: cookies, csrf, lock-out, invitations, letters."""

import re
import smtplib
import ssl
from datetime import timedelta
from itertools import count

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app import audit
from app.auth import invitations, passwords, people, sessions
from app.auth.tables import PersonRow, SessionRow
from app.config import ServiceSettings
from app.db import now
from app.errors import RefusedError
from app.main import create_app
from app.web.signin import OVER_HTTPS, PLAIN
from app.web.signin_pages import local
from tests.app.service.running import ADDRESS

HTML = {"Accept": "text/html"}
_ADDRESSES = count(1)
PASSWORD = "말 배터리 스테이플 correct"


@pytest.fixture
def browser(service):
    """A browser that nobody is signed in with."""
    return stranger(service)


def stranger(service):
    """A browser at a network address of its own: sign-ins are counted by address."""
    return TestClient(
        service.http.app,
        base_url=ADDRESS,
        headers=HTML,
        follow_redirects=False,
        client=(f"10.0.0.{next(_ADDRESSES)}", 50_000),
    )


@pytest.fixture(scope="module")
def person(service):
    """Somebody with a password."""
    with service.parts.database.session() as session:
        row = people.add(session, email="Kim@Example.kr ", name="김가상", lang="en")
        word = invitations.offer(session, row, "invite")
        return invitations.accept(session, word, PASSWORD)


def enter(browser, email="kim@example.kr", password=PASSWORD, **rest):
    return browser.post("/sign-in", data={"email": email, "password": password, **rest})


def invited(service, purpose="invite", **said):
    with service.parts.database.session() as session:
        row = people.add(session, name="이가상", **said)
        return invitations.offer(session, row, purpose)


def entries(service, action):
    with service.parts.database.reading() as session:
        return audit.listed(session, audit.Sought(action=action))[0]


# --- pages ask for sign-in ----------------------------------------------------------------------


def test_page_leads_to_sign_in_and_back(browser, person):
    answer = browser.get("/submissions/none?verdict=fail")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fsubmissions%2Fnone%3Fverdict%3Dfail"
    form = browser.get(answer.headers["location"]).text
    assert 'name="next" value="/submissions/none?verdict=fail"' in form
    assert enter(browser, next="/submissions/none").headers["location"] == "/submissions/none"


def test_interface_answers_with_a_problem(browser):
    answer = browser.get("/api/submissions")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["faults"][0]["code"] == "access/sign-in"


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("/cases/1?f=2", "/cases/1?f=2"),
        ("//elsewhere.example/a", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: b", "/"),
        ("/\t/elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_way_back_never_leaves_the_service(address, goes):
    assert local(address) == goes


# --- sign-in ------------------------------------------------------------------------------------


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(browser, person):
    cookie = enter(browser).headers["set-cookie"].split(", cpted-lang")[0]
    assert cookie.startswith(f"{PLAIN}=")
    assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.lower().split("; "))
    assert "secure" not in cookie.lower()


def test_cookie_over_https_is_secure_and_of_this_host(tmp_path):
    settings = ServiceSettings(data_folder=tmp_path, https=True)
    app = create_app(settings, web_only=True)
    with TestClient(app, base_url="https://127.0.0.1", follow_redirects=False) as http:
        with app.state.service.database.session() as session:
            row = people.add(session, email="a@example.kr", name="가")
            word = invitations.offer(session, row, "invite")
        form = {"password": PASSWORD, "again": PASSWORD}
        cookie = http.post(f"/invitations/{word}", data=form).headers["set-cookie"]
        assert cookie.startswith(f"{OVER_HTTPS}=")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_only_digests_are_kept(service, browser, person):
    enter(browser)
    word = browser.cookies[PLAIN]
    with service.parts.database.reading() as session:
        rows = session.scalars(select(SessionRow)).all()
        assert word not in [row.digest for row in rows]
        assert session.get_one(PersonRow, person.id).password.startswith("$argon2id$")


def test_language_of_the_person_is_that_of_the_pages(browser, person):
    enter(browser)
    assert '<html lang="en">' in browser.get("/account").text


def test_sign_out_ends_the_session_on_the_server(service, browser, person):
    enter(browser)
    word = browser.cookies[PLAIN]
    csrf = re.search(r'name="csrf" content="([^"]+)"', browser.get("/account").text)[1]
    answer = browser.post("/sign-out", data={"csrf": csrf})
    assert answer.headers["location"] == "/sign-in"
    assert PLAIN not in browser.cookies
    with service.parts.database.reading() as session:
        assert sessions.found(session, word) is None


def test_wrong_password_and_unknown_address_are_told_apart_by_nothing(service, person):
    def refusal(email):
        text = enter(stranger(service), email=email, password="not the password").text
        return text.replace(email, "")

    assert refusal("kim@example.kr") == refusal("nobody@example.kr")


def test_unknown_address_takes_an_argon2_check_too(service, monkeypatch):
    checked = []
    verify = passwords.fits
    monkeypatch.setattr(people, "fits", lambda *a: checked.append(a[1]) or verify(*a))
    assert people.signing_in(service.parts.database, "nobody@example.kr", PASSWORD) is None
    assert checked == [None]


def test_session_is_new_at_each_sign_in(service, browser, person):
    enter(browser)
    first = browser.cookies[PLAIN]
    csrf = re.search(r'name="csrf" content="([^"]+)"', browser.get("/account").text)[1]
    enter(browser, csrf=csrf)
    assert browser.cookies[PLAIN] != first
    with service.parts.database.reading() as session:
        assert sessions.found(session, first) is None


# --- sessions end -------------------------------------------------------------------------------


def test_session_slides_while_it_is_used_and_ends_when_it_is_not(service, person):
    database = service.parts.database
    with database.session() as session:
        begun = sessions.begin(session, person)
        row = session.get_one(SessionRow, begun.row.digest)
        row.seen_at = now() - timedelta(hours=1)
        row.expires_at = now() + timedelta(hours=1)
    headers = {"Cookie": f"{PLAIN}={begun.word}"}
    assert service.nobody.get("/api/me", headers=headers).status_code == 200
    with database.session() as session:
        row = session.get_one(SessionRow, begun.row.digest)
        assert row.expires_at - now() > timedelta(hours=11)
        row.expires_at = now()
    assert service.nobody.get("/api/me", headers=headers).status_code == 401


def test_session_ends_at_last_however_much_it_is_used(service, person):
    with service.parts.database.session() as session:
        begun = sessions.begin(session, person)
        row = session.get_one(SessionRow, begun.row.digest)
        row.created_at = now() - sessions.LONGEST
        sessions.touch(session, row.digest)
        assert row.expires_at <= now()


def test_barred_person_is_out_at_once(service):
    word = invited(service, email="out@example.kr")
    with service.parts.database.session() as session:
        row = invitations.accept(session, word, PASSWORD)
        begun = sessions.begin(session, row)
    headers = {"Cookie": f"{PLAIN}={begun.word}"}
    assert service.nobody.get("/api/me", headers=headers).status_code == 200
    with service.parts.database.session() as session:
        people.bar(session, row.id)
    assert service.nobody.get("/api/me", headers=headers).status_code == 401
    assert people.signing_in(service.parts.database, "out@example.kr", PASSWORD) is None


# --- csrf ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [{}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "a" * 43}])
def test_request_without_the_word_of_its_session_changes_nothing(service, person, sent):
    with service.parts.database.session() as session:
        begun = sessions.begin(session, person)
    headers = {"Cookie": f"{PLAIN}={begun.word}"} | sent
    answer = service.nobody.patch("/api/me", json={"name": "다른 이름"}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["faults"][0]["code"] == "access/csrf"
    right = headers | {"X-CSRF-Token": begun.row.csrf}
    assert service.nobody.patch("/api/me", json={}, headers=right).json()["name"] == "김가상"


def test_word_of_another_session_is_not_taken(service, person):
    other = service.people.session_of(service.people.of("expert"))
    own = service.people.session_of(person)
    answer = service.nobody.patch(
        "/api/me",
        json={},
        headers={"Cookie": f"{PLAIN}={own.word}", "X-CSRF-Token": other.row.csrf},
    )
    assert answer.status_code == 403


def test_form_carries_the_word_in_a_field(service, person):
    begun = service.people.session_of(person)
    headers = {"Cookie": f"{PLAIN}={begun.word}"}
    form = {"name": "김가상", "lang": "en"}
    refused = service.nobody.post("/account", data=form, headers=headers)
    assert refused.status_code == 403
    taken = service.nobody.post(
        "/account", data=form | {"csrf": begun.row.csrf}, headers=headers, follow_redirects=False
    )
    assert taken.status_code == 303


def test_every_form_that_changes_something_carries_the_word(stand_ins):
    templates = stand_ins.parents[2] / "app" / "web" / "templates"
    lacking = [
        path.name
        for path in templates.rglob("*.html")
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL)
        if 'name="csrf" value="{{ csrf }}"' not in form
    ]
    assert lacking == []


# --- lock-out and pace --------------------------------------------------------------------------


def test_account_is_locked_after_failures_in_a_row_and_opens_again(service):
    word = invited(service, email="locked@example.kr")
    database = service.parts.database
    with database.session() as session:
        row = invitations.accept(session, word, PASSWORD)

    def tried(password):
        return people.signing_in(database, "locked@example.kr", password)

    for _ in range(people.FREE - 1):
        assert tried("wrong password") is None
    assert tried(PASSWORD) is not None, "before the last failure"
    for _ in range(people.FREE):
        assert tried("wrong password") is None
    assert tried(PASSWORD) is None, "locked"
    with database.session() as session:
        session.get_one(PersonRow, row.id).locked_until = now()
    assert tried(PASSWORD) is not None
    assert [e.person_id for e in entries(service, "session.refused")].count(row.id) == 10


def test_one_address_is_slowed_down_whatever_accounts_it_tries(browser):
    statuses = [
        enter(browser, email=f"{n}@example.kr", password="wrong").status_code for n in range(21)
    ]
    assert statuses[-1] == 429
    assert 429 not in statuses[:20]


def test_one_person_is_slowed_down_and_told_when_to_come_back(tmp_path, running):
    settings = ServiceSettings(data_folder=tmp_path, requests_per_minute=30)
    app = create_app(settings, web_only=True)
    with running(app, settings) as service:
        answers = [service.http.get("/api/me") for _ in range(31)]
        assert [answer.status_code for answer in answers] == [200] * 30 + [429]
        assert answers[-1].headers["retry-after"] == "60"
        assert answers[-1].json()["faults"][0]["code"] == "access/too-many"
        assert service.as_("secretary").get("/api/me").status_code == 200, "each for themselves"
        assert service.http.get("/healthz").status_code == 200


def test_body_of_a_stranger_is_not_taken_in(service, archives):
    answer = service.nobody.post(
        "/api/submissions", files={"file": ("a.zip", bytes(2 << 20))}, headers={"Accept": "*/*"}
    )
    assert answer.status_code in (401, 413)
    assert service.send(archives.submission()).status_code == 202


# --- invitations --------------------------------------------------------------------------------


def test_invitation_lets_choose_a_password_once(service, browser):
    word = invited(service, email="lee@example.kr")
    form = browser.get(f"/invitations/{word}").text
    assert "lee@example.kr" in form
    different = {"password": PASSWORD, "again": PASSWORD + "!"}
    assert browser.post(f"/invitations/{word}", data=different).status_code == 422
    weak = {"password": "lee12345", "again": "lee12345"}
    assert browser.post(f"/invitations/{word}", data=weak).status_code == 422
    taken = browser.post(f"/invitations/{word}", data={"password": PASSWORD, "again": PASSWORD})
    assert taken.headers["location"] == "/"
    assert browser.get("/api/me").json()["email"] == "lee@example.kr"
    again = browser.get(f"/invitations/{word}")
    assert again.status_code == 404
    assert "이미 썼거나" in again.text


@pytest.mark.parametrize(
    "password", ["short", "가나다라마", "aaaaaaaaaaaaaaaa", "kim.architect-2026", "x" * 201]
)
def test_weak_password_is_refused(password):
    with pytest.raises(RefusedError):
        passwords.checked(password, email="kim.architect@example.kr")


def test_password_typed_in_letters_is_the_same_as_in_syllables():
    digest = passwords.hashed("비밀번호는길게")
    assert passwords.fits("비밀번호는길게", digest)


def test_newer_invitation_replaces_the_older_and_time_ends_it(service):
    older = invited(service, email="park@example.kr")
    with service.parts.database.session() as session:
        row = people.named(session, "park@example.kr")
        newer = invitations.offer(session, row, "invite")
    assert service.nobody.get(f"/invitations/{older}").status_code == 404
    assert service.nobody.get(f"/invitations/{newer}").status_code == 200
    with service.parts.database.session() as session:
        invitations.found(session, newer)[1].expires_at = now()
    assert service.nobody.get(f"/invitations/{newer}").status_code == 404


def test_reset_ends_every_session(service, person):
    begun = service.people.session_of(person)
    with service.parts.database.session() as session:
        row = people.find(session, person.id)
        word = invitations.offer(session, row, "reset")
        invitations.accept(session, word, PASSWORD)
        assert sessions.found(session, begun.word) is None


def test_reset_without_letters_says_who_helps(browser):
    assert "관리자" in browser.get("/reset").text


def test_reset_is_sent_to_whom_it_belongs_and_answers_all_alike(tmp_path, monkeypatch, running):
    sent, secured = [], []

    class Server:
        def __init__(self, *_where, **_how):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            pass

        def starttls(self, context):
            secured.append(context.verify_mode)

        def send_message(self, letter):
            assert secured == [ssl.CERT_REQUIRED]
            sent.append(letter)

    monkeypatch.setattr(smtplib, "SMTP", Server)  # the border of the program: no mail is sent
    settings = ServiceSettings(
        data_folder=tmp_path,
        smtp_host="mail.example.kr",
        smtp_from="cpted@example.kr",
        public_url="http://review.example.kr",
    )
    app = create_app(settings, web_only=True)
    with running(app, settings) as service:
        to = service.people.of("expert").email
        answers = [
            service.nobody.post("/reset", data={"email": email}).text
            for email in (to, "nobody@example.kr")
        ]
        assert answers[0] == answers[1]
        (letter,) = sent
        assert letter["To"] == to
        path = re.search(r"http://review\.example\.kr(/invitations/\S+)", letter.get_content())[1]
        assert service.nobody.get(path).status_code == 200
