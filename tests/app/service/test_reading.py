"""What was understood is shown, corrected, remembered and confirmed, over HTTP."""

import html
import re
from urllib.parse import quote

import pytest

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def done(service):
    return service.reviewed()


def page(service, submission_id, lang="ko"):
    answer = service.http.get(f"/submissions/{submission_id}/reading?lang={lang}", headers=HTML)
    service.http.cookies.pop("cpted-lang", None)
    assert answer.status_code == 200, answer.text
    return answer.text


def form_of(text):
    """Fields as a browser sends them, but for buttons and what to remember."""
    fields = dict(re.findall(r'<input name="([^"]+)" value="([^"]*)"', text))
    fields |= dict(
        re.findall(r'<input type="checkbox" name="(sheet[^"]+)" value="(yes)" checked', text)
    )
    for name, body in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', text, re.S):
        fields[name] = re.search(r'value="([^"]*)" selected', body)[1]
    return fields


def send(service, submission_id, fields):
    return service.http.post(
        f"/submissions/{submission_id}/reading", data=fields, headers=HTML, follow_redirects=False
    )


def corrected(service, submission_id, **changes):
    """The submission that comes of changing fields of the page."""
    answer = send(service, submission_id, form_of(page(service, submission_id)) | changes)
    assert answer.status_code == 303, answer.text
    address = re.fullmatch(r"/submissions/([0-9a-f-]{36})/reading", answer.headers["location"])
    return service.settled(address[1])


def reading(service, submission_id):
    return service.http.get(f"/api/submissions/{submission_id}/reading").json()


def field_of(text, name):
    """The field that gives a layer or block its meaning."""
    return re.search(rf'<select name="([^"]+)" aria-label="{name}의 뜻"', text)[1]


# --- shown --------------------------------------------------------------------------------------


def test_result_page_leads_to_the_reading(service, done):
    text = service.http.get(f"/submissions/{done['id']}", headers=HTML).text
    assert f'href="/submissions/{done["id"]}/reading"' in text
    assert "설계자가 아직 확인하지 않음" in text


def test_page_says_what_was_understood_in_both_languages(service, done):
    korean, english = page(service, done["id"]), page(service, done["id"], "en")
    for words in (
        "머리글 &lt;mm&gt;",
        "10.3\u2009m",
        "뜻을 모르는 것 1개",
        "동결",
        "이어 붙인 벽의 틈",
    ):
        assert words in korean
    for words in ("&lt;mm&gt;", "if cm", "1 not understood", "frozen", "Place on the site"):
        assert words in english
    assert f'src="/api/submissions/{done["id"]}/outputs/reading-A-101.svg"' in korean


def test_what_is_not_understood_stands_first(service, done):
    text = page(service, done["id"])
    names = re.findall(r'<th scope="row">([^<]+?)\s*<?', text)
    assert text.index("A-구조01의 뜻") < text.index("가구의 뜻") < text.index("창호의 뜻"), names
    assert text.index("LAMP_7의 뜻") < text.index("TREE의 뜻")


def test_page_of_a_reading_has_no_scripts_or_styles_inside(service, done):
    text = page(service, done["id"])
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "<style" not in text
    assert not re.search(r"\s(?:style|on\w+)=", text)


def test_enter_in_a_field_does_not_choose_a_unit(service, done):
    text = page(service, done["id"])
    first = re.search(r"<button[^>]*>", text[text.index('class="reading"') :])[0]
    assert 'name="act" value="again"' in first


def test_pictures_are_in_the_language_of_the_page_where_they_are(service):
    both = service.reviewed(data={"languages": ["ko", "en"]})
    address = f'src="/api/submissions/{both["id"]}/outputs/reading-A-101'
    assert f'{address}.svg"' in page(service, both["id"])
    english = page(service, both["id"], "en")
    assert f'{address}.en.svg"' in english
    assert "/reading-house_1.svg" in english, "drawn in one language only"


def test_model_shows_its_storeys_and_asks_for_no_meaning_or_unit(service, done):
    text = page(service, done["id"])
    assert re.findall(r'alt="(\S+) 크게 보기"><', text) == ["A-101", "지하1층", "1층"]
    assert 'name="unit.1"' not in text
    assert "모델에 적힌 단위" in text
    assert '<th scope="row">IfcWall</th>' in text
    assert "IfcWall의 뜻" not in text


def test_misfit_is_said_with_what_it_means(service, done):
    assert "맞춤 오차 12\u2009mm: 잘 맞음" in page(service, done["id"])
    assert "misfit 12\u2009mm: fits well" in page(service, done["id"], "en")


def test_page_follows_a_reading_that_is_not_done(service, archives):
    gate = service.hold()
    submission_id = service.send(archives.submission()).json()["id"]
    text = service.http.get(f"/submissions/{submission_id}/reading", headers=HTML).text
    api = service.http.get(f"/api/submissions/{submission_id}/reading")
    gate.unlink()
    assert 'src="/static/follow.js"' in text
    assert api.status_code == 409
    service.settled(submission_id)


# --- corrected ----------------------------------------------------------------------------------


def test_unit_is_corrected_with_one_click(service, done):
    text = page(service, done["id"])
    assert re.search(r'<button class="choice" name="unit\.0" value="cm">', text)
    after = corrected(service, done["id"], **{"unit.0": "cm"})
    assert after["corrected_from"] == done["id"]
    assert after["sha256"] == done["sha256"]
    assert reading(service, after["id"])["drawings"][0]["unit"]["unit"] == "cm"
    assert "사람이 정한 단위" in page(service, after["id"])


def test_reading_of_before_is_kept_and_each_leads_to_the_other(service, done):
    after = corrected(service, done["id"], **{"unit.0": "m"})
    assert reading(service, done["id"])["drawings"][0]["unit"]["unit"] == "mm"
    assert f'href="/submissions/{done["id"]}/reading">← 고치기 전' in page(service, after["id"])
    assert f'href="/submissions/{after["id"]}/reading">고쳐서' in page(service, done["id"])
    result = service.http.get(f"/submissions/{after['id']}", headers=HTML).text
    assert f'href="/submissions/{done["id"]}">← 고치기 전' in result
    assert "사람이 고친 것 1가지를 반영함" in result


def test_later_corrections_are_laid_over_earlier_ones(service, done):
    first = corrected(service, done["id"], **{"unit.0": "cm", "sheet.0.0.kind": "floor_plan"})
    second = corrected(service, first["id"], **{"sheet.0.0.storeys": "1, 2~3"})
    sheet = reading(service, second["id"])["drawings"][0]["sheets"][0]
    assert (sheet["kind"], sheet["storeys"]) == ("floor_plan", [1, 2, 3])
    assert reading(service, second["id"])["drawings"][0]["unit"]["unit"] == "cm"


def test_sheet_that_is_no_plan_is_left_out_and_taken_back(service, done):
    fields = form_of(page(service, done["id"]))
    del fields["sheet.0.0.read"]  # a box that is not ticked is not sent
    answer = send(service, done["id"], fields)
    without = service.settled(answer.headers["location"].split("/")[2])
    assert not reading(service, without["id"])["drawings"][0]["sheets"][0]["use"]
    assert 'name="sheet.0.0.read" value="yes">' in page(service, without["id"])
    again = corrected(service, without["id"], **{"sheet.0.0.read": "yes"})
    assert reading(service, again["id"])["drawings"][0]["sheets"][0]["use"]


def test_sheet_is_placed_by_hand(service, done):
    text = page(service, done["id"])
    place = {"x": "1250.5", "y": "-3", "east": "12.25", "north": "0", "turn": "90"}
    assert (
        place.items()
        <= {name.removeprefix("sheet.0.0."): value for name, value in form_of(text).items()}.items()
    )
    moved = {"sheet.0.0.x": " 1,300 ", "sheet.0.0.north": "−0.5"}
    after = corrected(service, done["id"], **moved)
    sheet = reading(service, after["id"])["drawings"][0]["sheets"][0]
    assert sheet["placement"] == {
        "drawing_point": [1300, -3],
        "site_point": [12.25, -0.5],
        "rotation_deg": 90,
    }
    assert "대지에 놓기 · 사람이 놓음" not in text
    assert "대지에 놓기 · 사람이 놓음" in page(service, after["id"])


def test_placement_of_before_stays_when_something_else_is_corrected(service, done):
    first = corrected(service, done["id"], **{"sheet.0.0.turn": "0"})
    second = corrected(service, first["id"], **{"sheet.0.0.title": "다른 제목"})
    sheet = reading(service, second["id"])["drawings"][0]["sheets"][0]
    assert (sheet["title"], sheet["placement"]["rotation_deg"]) == ("다른 제목", 0)


def test_plan_that_fits_nothing_leads_to_its_placement(service, done):
    said = {"sheet.0.1.kind": "floor_plan", "sheet.0.1.read": "yes"}
    assert 'name="sheet.0.1.x"' not in page(service, done["id"]), "an elevation lies nowhere"
    unlaid = corrected(service, done["id"], **said)
    text = page(service, unlaid["id"])
    assert "다른 도면과 맞출 곳을 찾지 못해" in text
    assert len(re.findall(r'<details class="placing" open>', text)) == 1
    assert "x 0 ~ 12,345.50, y 0 ~ 9,000" in text
    placed = corrected(service, unlaid["id"], **{"sheet.0.1.x": "100"})
    assert reading(service, placed["id"])["drawings"][0]["sheets"][1]["use"]
    assert "다른 도면과 맞출 곳을 찾지 못해" not in page(service, placed["id"])


def test_storeys_that_were_read_are_not_blanked(service, done):
    fields = form_of(page(service, done["id"])) | {"sheet.0.0.storeys": ""}
    assert send(service, done["id"], fields).status_code == 422


def test_meaning_is_given_and_taken_back(service, done):
    text = page(service, done["id"])
    layer, block = field_of(text, "A-구조01"), field_of(text, "LAMP_7")
    given = corrected(service, done["id"], **{layer: "wall", block: "security_light"})
    drawing = reading(service, given["id"])["drawings"][0]
    assert drawing["layers"][1]["meaning"] == "wall"
    assert drawing["blocks"][0]["meaning"] == "security_light"
    layer = field_of(page(service, given["id"]), "A-구조01")
    back = corrected(service, given["id"], **{layer: "-"})
    assert reading(service, back["id"])["drawings"][0]["layers"][1]["meaning"] == ""


def test_page_sent_as_it_is_corrects_nothing(service, done):
    answer = send(service, done["id"], form_of(page(service, done["id"])))
    assert answer.status_code == 422
    assert "고친 것이 없음" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("sheet.0.0.storeys", "옥상", "1, 2~5, 지하1"),
        ("sheet.0.0.kind", "garage", "garage"),
        ("unit.0", "yard", "yard"),
        ("sheet.0.0.x", "서쪽 끝", "도면의 점 x: 서쪽 끝"),
        ("sheet.0.0.y", "", "도면의 점 y: -"),
        ("sheet.0.0.north", "nan", "대지의 점 y: nan"),
        ("sheet.0.0.turn", "361", "회전(반시계): 361"),
        ("layer.0", "<b>", "&lt;b&gt;"),
    ],
)
def test_field_that_cannot_be_understood_is_named(service, done, field, value, says):
    answer = send(service, done["id"], form_of(page(service, done["id"])) | {field: value})
    assert answer.status_code == 422
    assert says in answer.text.split('role="alert"')[1].split("</section>")[0]


def test_what_was_sent_with_a_mistake_is_still_on_the_page(service, done):
    before = form_of(page(service, done["id"]))
    layer, block = field_of(page(service, done["id"]), "A-구조01"), "block.0"
    sent = before | {
        "sheet.0.0.storeys": "옥상",
        "sheet.0.0.title": "고친 <제목>",
        "sheet.0.0.kind": "floor_plan",
        "sheet.0.0.east": "1,5",
        "sheet.0.1.read": "yes",
        layer: "wall",
        block: "security_light",
        "act": "again",
    }
    del sent["sheet.0.0.read"]
    answer = send(service, done["id"], sent)
    assert answer.status_code == 422
    kept = {name: html.unescape(value) for name, value in form_of(answer.text).items()}
    assert kept == {name: v for name, v in sent.items() if name != "act"}
    assert 'name="remember" value="yes">' in answer.text, "it was not ticked"
    assert answer.text.count('<details class="placing" open>') == 1
    assert form_of(page(service, done["id"])) == before, "nothing of it is kept elsewhere"


def test_form_of_another_site_is_refused(service, done):
    answer = service.http.post(
        f"/submissions/{done['id']}/reading",
        data={"unit.0": "cm"},
        headers={"Origin": "http://elsewhere.example"},
    )
    assert answer.status_code == 403


def test_removal_of_a_reading_keeps_the_upload_of_the_one_corrected_from_it(service):
    first = service.reviewed()
    second = corrected(service, first["id"], **{"unit.0": "cm"})
    third = corrected(service, second["id"], **{"unit.0": "m"})
    assert service.http.delete(f"/api/submissions/{second['id']}").status_code == 204
    assert service.status(third["id"])["corrected_from"] == first["id"]
    assert service.http.delete(f"/api/submissions/{first['id']}").status_code == 204
    assert service.status(third["id"])["corrected_from"] is None
    again = corrected(service, third["id"], **{"unit.0": "ft"})
    assert again["state"] == "done", "the upload is still there"


def test_failed_correction_leads_back(service, failing, done):
    fields = form_of(page(service, done["id"])) | {"unit.0": "cm"}
    (service.folder / "work" / "does").write_text("refuse")  # the fixture takes it away
    answer = send(service, done["id"], fields)
    failed = service.settled(answer.headers["location"].split("/")[2])
    assert failed["state"] == "failed"
    text = service.http.get(f"/submissions/{failed['id']}/reading", headers=HTML).text
    assert f'href="/submissions/{done["id"]}/reading">← 고치기 전' in text


# --- confirmed ----------------------------------------------------------------------------------


def test_reading_is_confirmed_and_the_result_says_so(service):
    submission_id = service.reviewed()["id"]
    fields = form_of(page(service, submission_id))
    assert send(service, submission_id, fields | {"act": "confirm"}).status_code == 303
    assert service.status(submission_id)["confirmed_at"]
    result = service.http.get(f"/submissions/{submission_id}", headers=HTML).text
    assert "✓ 설계자가 이해한 내용을 확인함" in result
    send(service, submission_id, fields | {"act": "withdraw"})
    assert service.status(submission_id)["confirmed_at"] is None


def test_page_with_corrections_is_not_confirmed(service, done):
    fields = form_of(page(service, done["id"])) | {"act": "confirm", "sheet.0.0.title": "다른 제목"}
    answer = send(service, done["id"], fields)
    assert answer.status_code == 409
    assert "고친 내용으로 다시 읽기" in answer.text
    assert service.status(done["id"])["confirmed_at"] is None


def test_reading_of_a_drawing_without_a_unit_is_not_confirmed(service, failing):
    submission_id = failing("read_without_unit")["id"]
    fields = form_of(page(service, submission_id)) | {"act": "confirm"}
    answer = send(service, submission_id, fields)
    assert answer.status_code == 409
    assert "단위를 고르고 다시 읽은 뒤" in answer.text
    assert service.http.put(f"/api/submissions/{submission_id}/confirmation").status_code == 409
    assert service.status(submission_id)["confirmed_at"] is None


def test_confirmation_over_the_interface_keeps_its_first_time(service):
    address = f"/api/submissions/{service.reviewed()['id']}/confirmation"
    first = service.http.put(address).json()["confirmed_at"]
    assert service.http.put(address).json()["confirmed_at"] == first
    assert service.http.delete(address).json()["confirmed_at"] is None


# --- remembered ---------------------------------------------------------------------------------


def test_meaning_is_remembered_for_the_office_and_read_by_the_next_time(service, done):
    text = page(service, done["id"])
    assert "㈜가상 건축 도면에 기억해 두기" in text
    layer, block = field_of(text, "A-구조01"), field_of(text, "LAMP_7")
    named = {layer: "wall", block: "security_light", "remember": "yes"}
    corrected(service, done["id"], **named)
    listed = service.http.get("/api/offices").json()["items"]
    office = next(one for one in listed if one["name"] == "㈜가상 건축")
    assert office["layers"] == {"A-구조01": "wall"}
    assert office["blocks"] == {"LAMP_7": "security_light"}
    assert office["known_by"]["title_blocks"] == ["가상도곽"]
    assert service.http.get(f"/api/offices/{office['key']}").json() == office
    assert "기억해 둔 이름 2개" in page(service, done["id"])
    following = service.reviewed()
    assert reading(service, following["id"])["drawings"][0]["layers"][1]["meaning"] == "wall"
    assert service.http.delete(f"/api/offices/{office['key']}").status_code == 204
    assert service.http.get(f"/api/offices/{office['key']}").status_code == 404


def test_correction_without_names_makes_no_office(service, done):
    corrected(service, done["id"], **{"unit.0": "cm", "remember": "yes"})
    assert service.http.get("/api/offices").json() == {"items": []}


def test_block_that_a_program_numbered_is_not_remembered(service, done):
    answer = service.http.post(
        f"/api/submissions/{done['id']}/corrections",
        params={"office": "㈜가상 건축"},
        json={"blocks": {"*U12": "tree", "TREE": "shrub"}},
    )
    assert service.settled(answer.json()["id"])["state"] == "done"
    office = service.http.get("/api/offices").json()["items"][0]
    assert office["blocks"] == {"TREE": "shrub"}
    service.http.delete(f"/api/offices/{office['key']}")


def test_meaning_is_not_remembered_unless_asked(service, done):
    layer = field_of(page(service, done["id"]), "A-구조01")
    given = corrected(service, done["id"], **{layer: "wall"})
    assert service.http.get("/api/offices").json() == {"items": []}
    answer = send(service, given["id"], form_of(page(service, given["id"])) | {"remember": "yes"})
    assert answer.headers["location"] == f"/submissions/{given['id']}/reading", "only remembered"
    key = service.http.get("/api/offices").json()["items"][0]["key"]
    assert service.http.delete(f"/api/offices/{key}").status_code == 204


# --- the interface ------------------------------------------------------------------------------


def test_corrections_over_the_interface(service, done):
    answer = service.http.post(
        f"/api/submissions/{done['id']}/corrections",
        params={"office": "㈜ 가상건축"},
        json={"units": {"drawings/배치도.dxf": "cm"}, "layers": {"A-구조01": "wall"}},
    )
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/submissions/{answer.json()['id']}"
    assert service.settled(answer.json()["id"])["state"] == "done"
    office = service.http.get("/api/offices").json()["items"][0]
    assert (office["name"], office["layers"]) == ("㈜가상 건축", {"A-구조01": "wall"})
    service.http.delete(f"/api/offices/{office['key']}")


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"units": {"없는.dxf": "mm"}}, "corrections.units"),
        ({"layers": {"A-구조1": "wall"}, "blocks": {"lamp": "tree"}}, "corrections.layers"),
        ({"sheets": {"A-999": {"kind": "section"}}}, "corrections.sheets"),
        ({"layers": {"창호": "windows"}}, "body.layers.창호"),
        ({}, "-"),
    ],
)
def test_wrong_corrections_are_a_problem_with_every_fault(service, done, said, where):
    answer = service.http.post(f"/api/submissions/{done['id']}/corrections", json=said)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["faults"][0]["where"] == where
    assert len(answer.json()["faults"]) == max(len(said), 1)


def test_office_of_another_is_neither_taught_nor_seen(service, done):
    answer = service.http.post(
        f"/api/submissions/{done['id']}/corrections",
        params={"office": "다른 사무소"},
        json={"layers": {"A-구조01": "wall"}},
    )
    assert answer.status_code == 403
    assert answer.json()["faults"][0]["code"] == "corrections/foreign-office"
    answer = service.http.post(
        f"/api/submissions/{done['id']}/corrections",
        params={"office": "㈜가상 건축"},
        json={"layers": {"A-구조01": "wall"}},
    )
    assert service.settled(answer.json()["id"])["state"] == "done"
    (office,) = service.http.get("/api/offices").json()["items"]
    other = service.as_("architect", 2)
    assert other.get("/api/offices").json() == {"items": []}
    assert other.get(f"/api/offices/{office['key']}").status_code == 404
    assert other.delete(f"/api/offices/{office['key']}").status_code == 404
    assert service.as_("administrator").get("/api/offices").json()["items"] == [office]
    service.http.delete(f"/api/offices/{office['key']}")


def test_office_that_nobody_knows_is_a_problem(service):
    for act in (service.http.get, service.http.delete):
        answer = act(f"/api/offices/{quote('없음')}")
        assert answer.status_code == 404
        assert answer.json()["faults"][0]["code"] == "service/no-office"


def test_interface_describes_corrections_and_offices(service):
    described = service.http.get("/openapi.json").json()
    body = described["paths"]["/api/submissions/{submission_id}/corrections"]["post"]["requestBody"]
    assert "units" in body["content"]["application/json"]["examples"]["unit"]["value"]
    assert described["components"]["schemas"]["Office"]["examples"][0]["layers"]
    assert "layers" in service.http.get("/api/schemas/corrections").json()["properties"]
    assert "drawings" in service.http.get("/api/schemas/reading").json()["properties"]
