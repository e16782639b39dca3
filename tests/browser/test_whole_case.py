"""A whole case through the pages, in Korean and in English: pre-check to the last condition."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.config import ServiceSettings
from app.demo.buildings import Building, zipped
from app.demo.people import DISTRICT
from app.procedure.clocks import seoul_day
from tests.app.marked_up import manifest_of, marked_up, square
from tests.browser.conftest import serving, violations

REVIEW_MS = 240_000
BUILDING = Building(
    title="한강구 여울동 45-6 다세대주택 신축공사",
    number="2026-건축과-신축허가-46",
    address="가상특별시 한강구 여울동 45-6",
    sample="multiplex/deficient",
)
ATTACK = "<img src=x onerror=alert(1)>"


class Play:
    """The people of a case, each in a browser of their own, all in one language."""

    def __init__(self, site: Any, chromium: Any, lang: str) -> None:
        self.site, self._chromium, self.lang = site, chromium, lang
        self._pages: dict[str, Any] = {}
        self.alerts: list[str] = []
        self.broken: list[str] = []
        self.case = ""

    def as_(self, role: str, number: int = 1) -> Any:
        key = f"{role}{number}"
        if key not in self._pages:
            context = self._chromium.new_context(
                locale="ko-KR" if self.lang == "ko" else "en-US",
                viewport={"width": 1440, "height": 900},
                extra_http_headers={"Accept-Language": self.lang},
            )
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.on("dialog", lambda box: (self.alerts.append(box.message), box.dismiss()))
            page.on("pageerror", lambda error: self.broken.append(str(error)))
            self.site.sign_in(page, role, number)
            self._pages[key] = page
        return self._pages[key]

    def open(self, page: Any, path: str, *, ready: bool = False) -> Any:
        """A page, in the language, on which axe finds nothing."""
        page.goto(self.site.address + path)
        if ready:
            page.wait_for_selector("[data-ready=yes]", timeout=REVIEW_MS)
        assert page.get_attribute("html", "lang") == self.lang
        assert violations(page) == [], path
        return page

    def act(self, page: Any, action: str) -> None:
        """A button of the procedure on the page of the case, pressed."""
        form = page.locator(f"form[action$='/actions/{action}']")
        for box in form.locator("input[type=checkbox][required]").all():
            box.check()
        if form.locator("select[name=excuse]").count():
            form.locator("select[name=excuse]").select_option("unavoidable")
        if not form.locator("button").is_visible():
            page.locator(f"details:has(form[action$='/actions/{action}'])").first.evaluate(
                "details => { details.open = true }"
            )
        form.locator("button").click()
        page.wait_for_load_state()
        assert not page.locator("[role=alert]").count(), page.inner_text("main")[:600]

    def upload(self, page: Any, path: str, sample: str, title: str) -> str:
        """Drawings sent by hand; the submission's id, once they are reviewed."""
        self.open(page, path)
        building = Building(
            title=title,
            number=BUILDING.number,
            address=BUILDING.address,
            sample=sample,
        )
        raw = zipped(building, seoul_day())
        page.set_input_files(
            "#file", {"name": "제출도서.zip", "mimeType": "application/zip", "buffer": raw}
        )
        page.click("#upload button[type=submit]")
        page.wait_for_url(re.compile(r"/(submissions|cases)/[0-9a-f-]{36}"), timeout=REVIEW_MS)
        return self.reviewed(page)

    def reviewed(self, page: Any) -> str:
        """The submission that the page follows, once it is reviewed."""
        found = re.search(r"/submissions/([0-9a-f-]{36})", page.url)
        if found is None:
            href = page.locator("a[href*='/submissions/']").first.get_attribute("href")
            found = re.search(r"/submissions/([0-9a-f-]{36})", href)
        submission = found[1]
        page.goto(f"{self.site.address}/submissions/{submission}")
        page.wait_for_selector(
            ".tally, .result, [data-state=done], a[href$='/reading']", timeout=REVIEW_MS
        )
        return submission

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()


@pytest.fixture(scope="module")
def site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("whole")
    settings = ServiceSettings(data_folder=folder, requests_per_minute=6_000)
    with serving(settings) as site:
        with site.people.database.session() as session:
            committee = session.merge(site.people.committee)
            committee.district = DISTRICT
        for role, count in (("expert", 2), ("member", 7), ("chair", 1), ("secretary", 1)):
            for number in range(1, count + 1):
                site.people.of(role, number)
        site.people.of("official")
        yield site


@pytest.fixture
def play(site: Any, chromium: Any, request: pytest.FixtureRequest) -> Iterator[Play]:
    made = Play(site, chromium, request.param)
    yield made
    made.close()


@pytest.mark.parametrize("play", ["ko", "en"], indirect=True)
def test_a_case_is_taken_from_the_precheck_to_its_last_condition(
    play: Play, tmp_path: Path
) -> None:
    _precheck_and_file(play)
    _schedule(play)
    _review(play, tmp_path)
    _deliberate(play)
    _file_again_and_compare(play)
    _close_and_find(play)
    assert play.alerts == []
    assert play.broken == []


def _precheck_and_file(play: Play) -> None:
    architect = play.as_("architect")
    play.upload(architect, "/cases/new", "multiplex/deficient", f"{ATTACK} {play.lang} 여울동")
    play.open(architect, "/")
    # nobody else sees what is not filed
    official = play.as_("official")
    play.open(official, "/cases")
    assert not official.get_by_text(f"{play.lang} 여울동").count()
    architect.goto(f"{play.site.address}/cases")
    architect.get_by_role("link", name=re.compile(f"{play.lang} 여울동")).click()
    play.case = re.search(r"/cases/([0-9a-f-]{36})", architect.url)[1]
    # a layer is given another meaning, and the drawings are read again
    submission = re.search(
        r"/submissions/([0-9a-f-]{36})",
        architect.locator("a[href*='/reading']").first.get_attribute("href"),
    )[1]
    play.open(architect, f"/submissions/{submission}/reading", ready=False)
    meaning = architect.locator("td.meaning select").first
    meaning.evaluate("one => one.closest('details') && (one.closest('details').open = true)")
    values = meaning.locator("option").evaluate_all("all => all.map(one => one.value)")
    now = meaning.input_value()
    meaning.select_option(next(value for value in values if value and value != now))
    architect.locator("button[name=act][value=again]").last.click()
    architect.wait_for_url(lambda url: submission not in url, timeout=REVIEW_MS)
    corrected = re.search(r"/submissions/([0-9a-f-]{36})", architect.url)[1]
    assert corrected != submission
    architect.wait_for_selector("button[name=act][value=confirm]", timeout=REVIEW_MS)
    architect.locator("button[name=act][value=confirm]").click()
    architect.wait_for_selector("button[name=act][value=withdraw]")
    play.open(architect, f"/cases/{play.case}")
    play.act(architect, "file")
    assert not architect.locator("form[action$='/actions/file']").count()


def _schedule(play: Play) -> None:
    official, secretary = play.as_("official"), play.as_("secretary")
    play.open(official, f"/cases/{play.case}")
    play.act(official, "accept")
    play.open(secretary, "/meetings/new")
    secretary.fill("#held_on", seoul_day().isoformat())
    secretary.fill("#title", f"2026-{play.lang}")
    secretary.click("form[action='/meetings'] button")
    secretary.wait_for_url(re.compile("/meetings/[0-9a-f-]{36}"))
    play.meeting = secretary.url.partition("/meetings/")[2].partition("?")[0]
    play.open(secretary, f"/cases/{play.case}")
    secretary.check(f"input[name=meeting_id][value='{play.meeting}']")
    play.act(secretary, "schedule")
    play.open(secretary, f"/cases/{play.case}/people")
    play.open(secretary, f"/cases/{play.case}")
    play.act(secretary, "distribute")
    # a member with an interest in the case does not see it any more
    member = play.as_("member", 7)
    play.open(member, f"/cases/{play.case}/recusal")
    member.check("input[name=ground][value=service]")
    member.click("form[action$='/recusal'] button")
    member.wait_for_load_state()
    assert member.goto(f"{play.site.address}/cases/{play.case}").status == 404
    play.open(member, "/cases")
    assert not member.get_by_text(f"{play.lang} 여울동").count()


def _review(play: Play, tmp_path: Path) -> None:
    expert, other = play.as_("expert"), play.as_("expert", 2)
    plan = f"/cases/{play.case}/rounds/1/plan"
    play.open(expert, f"{plan}?f=1", ready=True)
    expert.keyboard.press("KeyC")
    expert.wait_for_selector("#detail .form textarea")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#detail .said.draft")
    expert.wait_for_timeout(300)
    expert.click("[data-tool=point]")
    expert.mouse.click(620, 520)
    expert.wait_for_selector("dialog.write[open]")
    expert.keyboard.type(f"{ATTACK} dark")
    expert.click("dialog.write .main")
    expert.wait_for_selector("#detail .marks li.draft, .marks li.draft")
    # the same mark stands on the page of the report
    play.open(expert, f"/cases/{play.case}/rounds/1/report?f=1", ready=True)
    expert.wait_for_selector(".ink .mark")
    # another member marks a copy in a program of their own
    rounds = other.request.get(f"{play.site.address}/api/cases/{play.case}/rounds").json()
    submission = rounds[0]["submission_id"]
    copy = tmp_path / "report.pdf"
    copy.write_bytes(
        other.request.get(f"{play.site.address}/api/submissions/{submission}/report").body()
    )
    manifest = manifest_of(copy)
    number = next(f.findings[0] for f in manifest.figures if f.findings and f.to_site)
    raw = marked_up(copy, [square(manifest, number, f"{ATTACK} low")], opinions={number: "창"})
    play.open(other, f"/cases/{play.case}/rounds/1/returns")
    other.set_input_files(
        "#file", {"name": f"{ATTACK}.pdf", "mimeType": "application/pdf", "buffer": raw}
    )
    other.click(".hand-in .main")
    other.wait_for_selector("[data-go]")
    other.click("[data-go]")
    other.wait_for_selector(".done")
    # others' opinions are hidden until they are published
    play.open(other, f"/cases/{play.case}/opinions")
    mine = other.locator("form[action$='/opinions/submit'] button")
    mine.click()
    other.wait_for_selector(".told")
    play.open(expert, f"/cases/{play.case}/opinions")
    expert.locator("form[action$='/opinions/submit'] button").click()
    expert.wait_for_selector(".told")
    secretary = play.as_("secretary")
    play.open(secretary, f"/cases/{play.case}/opinions")
    reason = secretary.locator("#publish-reason")
    if reason.count():
        reason.fill("제출 기한이 지남")
    secretary.locator("form[action$='/opinions/publish'] button").click()
    secretary.wait_for_load_state()
    play.open(secretary, f"/cases/{play.case}/opinions")
    play.open(play.as_("architect"), f"/cases/{play.case}/answers")


def _deliberate(play: Play) -> None:
    secretary = play.as_("secretary")
    play.open(secretary, f"/meetings/{play.meeting}")
    for box in secretary.locator("input[name=present]").all():
        box.check()
    secretary.click("button[name=act][value=attend]")
    secretary.wait_for_load_state()
    secretary.click("button[name=act][value=open]")
    secretary.wait_for_load_state()
    secretary.locator("form[action$='/actions/open_meeting'] button").first.click()
    secretary.wait_for_load_state()
    play.open(secretary, f"/cases/{play.case}/meeting")
    secretary.click("#following")
    secretary.wait_for_load_state()
    secretary.evaluate("window.sameDocument = true")
    voters = [("expert", 1), ("expert", 2), ("chair", 1), *(("member", n) for n in range(1, 7))]
    for role, number in voters:
        page = play.as_(role, number)
        page.goto(f"{play.site.address}/cases/{play.case}/meeting")
        page.click("button[name=choice][value=conditional]")
        page.wait_for_selector("button[name=choice][aria-pressed=true]")
    # the votes appear on the secretary's screen, which is not loaded again for it
    secretary.wait_for_selector(f"#session[data-voted='{len(voters)}']")
    assert secretary.evaluate("window.sameDocument")
    play.open(play.as_("chair"), f"/cases/{play.case}/meeting")
    play.open(secretary, f"/cases/{play.case}/decision")
    secretary.check("input[name=kind][value=conditional]")
    assert secretary.locator("input[name=condition]:checked").count() >= 1
    secretary.locator("form.to-decide button.main").click()
    secretary.wait_for_selector(".verdict-of")
    official = play.as_("official")
    for action in ("notify", "publish_result", "follow"):
        play.open(official, f"/cases/{play.case}")
        play.act(official, action)


def _file_again_and_compare(play: Play) -> None:
    architect = play.as_("architect")
    play.open(architect, f"/cases/{play.case}/answers")
    for row in architect.locator("tr[data-opinion]").all():
        row.locator("input[value=yes]").focus()
        architect.keyboard.press("Space")
        row.locator("textarea").fill("도면에 반영함")
        row.locator("td.on-sheet input").fill("A-101")
    architect.locator("#answers button.main").click()
    architect.wait_for_load_state()
    submission = play.upload(
        architect,
        f"/cases/{play.case}/upload",
        "multiplex/compliant",
        f"{ATTACK} {play.lang} 여울동",
    )
    play.open(architect, f"/submissions/{submission}/reading")
    architect.locator("button[name=act][value=confirm]").click()
    architect.wait_for_selector("button[name=act][value=withdraw]")
    play.open(architect, f"/cases/{play.case}")
    play.act(architect, "resubmit")
    play.open(architect, f"/cases/{play.case}/changes")
    secretary = play.as_("secretary")
    play.open(secretary, f"/cases/{play.case}/compare?before=1&after=2", ready=True)
    assert secretary.locator("#changes .open").count() > 0


def _close_and_find(play: Play) -> None:
    architect, official = play.as_("architect"), play.as_("official")
    play.open(architect, f"/cases/{play.case}/conditions")
    if not architect.locator("input[name=measured]").count():
        pytest.fail(architect.inner_text("main")[:800])
    photo = io.BytesIO()
    Image.new("RGB", (64, 48), "#8090a0").save(photo, "PNG")
    while architect.locator("details:has(input[name=measured]) button[value=report]").count():
        form = architect.locator("form:has(input[name=measured])").first
        if form.locator("input[name=measured]").input_value():
            break
        form.locator("input[name=measured]").fill("12 lx")
        form.locator("input[type=file]").set_input_files(
            {"name": f"{ATTACK}.png", "mimeType": "image/png", "buffer": photo.getvalue()}
        )
        form.locator("button[value=report]").click()
        architect.wait_for_load_state()
    play.open(official, f"/cases/{play.case}/conditions")
    while official.locator("button[name=act][value=close]").count():
        official.locator("button[name=act][value=close]").first.click()
        official.wait_for_load_state()
    for page, path in (
        (official, "/registry"),
        (official, "/registry/map"),
        (official, "/registry/statistics"),
        (official, "/meetings"),
        (play.as_("administrator"), "/audit"),
    ):
        play.open(page, path)
    play.open(official, "/registry?q=" + play.lang)
    assert official.locator(f".registry a[href='/cases/{play.case}']").count() == 1
