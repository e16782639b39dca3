"""A round on its plan over HTTP: what is prepared, who sees what, marks and keys."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from app.auth.roles import Role
from app.cases.states import CaseState
from app.cases.tables import CaseRow, RoundRow
from app.config import ServiceSettings
from app.main import create_app
from app.reviews import annotations
from tests.app.assessed import assessed
from tests.app.service.on_plan import reviewing

POINT = {"kind": "point", "shape": {"type": "Point", "coordinates": [4.25, 3.5]}, "text": "어두움"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, running: Any) -> Iterator[Any]:
    settings = ServiceSettings(data_folder=tmp_path_factory.mktemp("plan"), worker_concurrency=1)
    with running(create_app(settings, web_only=True), settings) as service:
        yield service


@pytest.fixture(scope="module")
def case(service: Any) -> CaseRow:
    return reviewing(service.parts, service.people, assessed("multiplex", "deficient"))


@pytest.fixture(scope="module")
def expert(service: Any) -> Any:
    return service.as_(Role.EXPERT)


@pytest.fixture(scope="module")
def base(case: CaseRow) -> str:
    return f"/api/cases/{case.id}/rounds/1"


def made(http: Any, address: str, **rest: Any) -> Any:
    """The answer, once it is made."""
    until = time.monotonic() + 120
    while (answer := http.get(address, **rest)).status_code == 202:
        assert answer.json().keys() == {"state", "part", "done", "total"}
        assert time.monotonic() < until
        time.sleep(0.1)
    return answer


def test_elements_come_by_storey_with_their_place_in_the_drawing(expert: Any, base: str) -> None:
    plan = made(expert, f"{base}/plan").json()
    counts = {s["level"]: s["count"] for s in plan["storeys"]}
    assert counts[0] > 0
    assert counts[1] > 0
    elements = expert.get(f"{base}/plan/1").json()
    assert len(elements) == counts[1]
    doors = [e for e in elements if e["kind"] == "opening" and e["opens"] == "door"]
    assert doors
    assert all(len(d["source"]) == 3 and d["source"][2] for d in doors)
    assert expert.get(f"{base}/plan/77").status_code == 404


def test_findings_say_all_in_both_languages(expert: Any, base: str) -> None:
    found = made(expert, f"{base}/findings").json()
    assert [f["number"] for f in found] == list(range(1, len(found) + 1))
    failed = [f for f in found if f["verdict"] == "fail"]
    assert failed
    for finding in failed:
        for lang in ("ko", "en"):
            words = finding["words"][lang]
            assert words["headline"]
            assert words["verdict"]
            assert words["cite"]
            assert words["opinion"]
    assert any(f["witness"] for f in found)


def test_what_is_made_is_answered_compressed_and_by_its_tag(expert: Any, base: str) -> None:
    answer = made(expert, f"{base}/findings")
    assert answer.headers["content-encoding"] == "gzip"
    tag = answer.headers["etag"]
    again = expert.get(f"{base}/findings", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    plain = expert.get(f"{base}/findings", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == answer.json()


def test_light_has_a_field_for_every_state(expert: Any, base: str) -> None:
    def places(state: str) -> Any:
        return made(expert, f"{base}/evidence/light?state={state}").json()["places"]

    night, out = places("night"), places("lamp-out")
    assert night[0]["areas"][0]["class"] == 0
    assert night[0]["grid"]["columns"] > 5
    assert out[0]["out"]
    assert out[0]["words"]["ko"] != night[0]["words"]["ko"]
    # the worst lamp, asked for by its name, leaves the same
    named = places(f"lamp-out:{out[0]['out']}")
    assert named[0]["words"] == out[0]["words"]
    assert len(places("leaf-off")) == len(night)


def test_made_up_lamps_and_states_are_refused(expert: Any, base: str) -> None:
    made(expert, f"{base}/plan")
    assert expert.get(f"{base}/evidence/light?state=lamp-out:nobody").status_code == 404
    assert expert.get(f"{base}/evidence/light?state=dusk").status_code == 422
    assert expert.get(f"{base}/evidence/rumours").status_code == 422


def test_every_layer_says_what_it_found_or_lacks(expert: Any, base: str) -> None:
    for layer in ("surveillance", "cameras", "climb", "approach"):
        found = made(expert, f"{base}/evidence/{layer}").json()
        assert found.get("places") or found.get("features") or found["lacking"], layer
    assert made(expert, f"{base}/evidence/sight").json()["storeys"]["0"]["edges"]


def test_others_find_nothing(service: Any, base: str) -> None:
    other = service.as_(Role.ARCHITECT, 2)
    for path in ("plan", "findings", "evidence/light", "annotations"):
        assert other.get(f"{base}/{path}").status_code == 404
        assert service.nobody.get(f"{base}/{path}").status_code == 401
    assert other.post(f"{base}/annotations", json=POINT).status_code == 404


def test_a_draft_is_its_authors_alone(service: Any, expert: Any, base: str) -> None:
    drawn = expert.post(f"{base}/annotations", json=POINT)
    assert drawn.status_code == 201
    assert drawn.json()["draft"]
    id = drawn.json()["id"]
    assert drawn.json()["shape"]["coordinates"] == [4.25, 3.5]
    for reader in (service.as_(Role.SECRETARY), service.http):
        assert all(m["id"] != id for m in reader.get(f"{base}/annotations").json()["items"])
        assert reader.get(f"{base}/annotations/{id}").status_code == 404
    assert service.http.post(f"{base}/annotations", json=POINT).status_code == 403


def test_a_mark_is_changed_by_who_read_it_last(expert: Any, base: str) -> None:
    drawn = expert.post(f"{base}/annotations", json=POINT)
    mark = f"{base}/annotations/{drawn.json()['id']}"
    moved = POINT | {"shape": {"type": "Point", "coordinates": [5, 5]}, "text": "더 어두움"}
    changed = expert.patch(mark, json=moved, headers={"If-Match": drawn.headers["etag"]})
    assert changed.status_code == 200
    assert changed.json()["text"] == "더 어두움"
    stale = expert.patch(mark, json=POINT, headers={"If-Match": drawn.headers["etag"]})
    assert stale.status_code == 412
    assert expert.get(mark).json()["shape"]["coordinates"] == [5, 5]


def test_undo_brings_back_a_mark_with_its_answers(case: CaseRow, expert: Any, base: str) -> None:
    mark = expert.post(f"{base}/annotations", json=POINT).json()
    answer = {"kind": "reply", "parent_id": mark["id"], "text": "현장에서 확인"}
    state = {"kind": "state", "parent_id": mark["id"], "review": "Accepted"}
    below = [expert.post(f"{base}/annotations", json=one).json() for one in (answer, state)]
    ids = {mark["id"], *(one["id"] for one in below)}

    def there() -> set[str]:
        return ids & {m["id"] for m in expert.get(f"{base}/annotations").json()["items"]}

    assert expert.delete(f"{base}/annotations/{mark['id']}").status_code == 204
    assert there() == set()
    assert expert.post(f"/api/cases/{case.id}/opinions/undo", json={}).status_code == 200
    assert there() == ids


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "point"},
        {"kind": "line", "shape": {"type": "Point", "coordinates": [1, 2]}},
        {"kind": "point", "shape": {"type": "Point", "coordinates": [1e9, 2]}},
        {"kind": "point", "shape": {"type": "Point", "coordinates": ["a", None]}},
        {"kind": "polygon", "shape": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}},
        {"kind": "polygon", "shape": {"type": "Polygon", "coordinates": [[[0, 0]] * 4]}},
        {"kind": "text", "shape": {"type": "Point", "coordinates": [1, 2]}, "text": " "},
        {"kind": "state", "parent_id": "x"},
        {"kind": "point", "shape": {"type": "Point", "coordinates": [1, 2]}, "text": "가" * 4001},
    ],
)
def test_what_is_no_mark_is_refused(expert: Any, base: str, wrong: dict[str, Any]) -> None:
    answer = expert.post(f"{base}/annotations", json=wrong)
    assert answer.status_code in (404, 422)
    assert answer.json()["faults"]


def test_published_marks_are_read_by_all_and_stand(service: Any, base: str, case: CaseRow) -> None:
    expert = service.as_(Role.EXPERT)
    mark = expert.post(f"{base}/annotations", json=POINT).json()
    with service.parts.database.session() as session:
        row = session.get_one(CaseRow, case.id)
        author = service.people.of(Role.EXPERT).id
        count = annotations.publish(session, row, 1, by=author, people=[author])
        row.state = CaseState.PUBLISHED.value
    try:
        assert count >= 1
        for reader, name in ((service.as_(Role.SECRETARY), "expert1 시험"), (service.http, "위원")):
            found = reader.get(f"{base}/annotations/{mark['id']}").json()
            assert not found["draft"]
            assert found["author"]["name"].startswith(name)
        assert expert.delete(f"{base}/annotations/{mark['id']}").status_code == 403
    finally:
        with service.parts.database.session() as session:
            session.get_one(CaseRow, case.id).state = CaseState.REVIEWING.value
    gone = expert.delete(f"{base}/annotations/{mark['id']}")
    assert gone.status_code == 409  # what was published is not taken back


def test_a_round_that_is_not_filed_is_its_architects_alone(service: Any, case: CaseRow) -> None:
    with service.parts.database.session() as session:
        first = session.get_one(RoundRow, (case.id, 1))
        session.add(
            RoundRow(case_id=case.id, number=2, submission_id=first.submission_id, cause="")
        )
    try:
        address = f"/api/cases/{case.id}/rounds/2/plan"
        assert service.as_(Role.EXPERT).get(address).status_code == 404
        assert made(service.http, address).status_code == 200
    finally:
        with service.parts.database.session() as session:
            session.delete(session.get_one(RoundRow, (case.id, 2)))


def test_keys_are_kept_with_the_person(service: Any) -> None:
    expert, chair = service.as_(Role.EXPERT), service.as_(Role.CHAIR)
    chosen = {"agree": "KeyZ", "undo": "Backquote"}
    assert expert.put("/api/keys", json={"keys": chosen}).json() == {"keys": chosen}
    assert expert.get("/api/keys").json() == {"keys": chosen}
    assert chair.get("/api/keys").json() == {"keys": {}}
    for wrong in ({"agree": "KeyZ", "defer": "KeyZ"}, {"fly": "KeyF"}, {"agree": "alert(1)"}):
        assert expert.put("/api/keys", json={"keys": wrong}).status_code == 422
    assert expert.put("/api/keys", json={"keys": {}}).json() == {"keys": {}}


def test_the_page_tells_the_plan_in_words_too(expert: Any, base: str, case: CaseRow) -> None:
    found = made(expert, f"{base}/findings").json()
    made(expert, f"{base}/alternative")
    page = expert.get(f"/cases/{case.id}/rounds/1/plan", headers={"Accept": "text/html"})
    assert page.status_code == 200
    worst = next(f for f in found if f["verdict"] == "fail")
    assert worst["words"]["ko"]["headline"] in page.text
    assert "다세대주택" in page.text
    assert 'id="in-words"' in page.text
    assert "<script>" not in page.text
    assert "style=" not in page.text
