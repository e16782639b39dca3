"""The audit log can only be added to, and shows where it was tampered with."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from app import audit
from app.cli import app as command_line
from app.config import ServiceSettings
from app.db import Database

HTML = {"Accept": "text/html"}


@pytest.fixture
def database(tmp_path):
    database = Database(ServiceSettings(data_folder=tmp_path).database)
    database.migrate()
    with database.session() as session:
        for n in range(5):
            audit.record(session, "case.file", person_id="p", case_id=f"c{n}", round=n)
    yield database
    database.close()


def tamper(database, statement):
    """Change the table as somebody with the database file could: without the triggers."""
    with database.session() as session:
        for act in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER audit_no_{act}"))
        session.execute(text(statement))


def broken(database):
    with database.reading() as session:
        return [(one.seq, one.why) for one in audit.broken(session)]


def refuses(database):
    for statement in ("UPDATE audit SET action = 'x' WHERE seq = 1", "DELETE FROM audit"):
        with (
            pytest.raises(DBAPIError, match="can only be added to"),
            database.session() as session,
        ):
            session.execute(text(statement))


def test_database_itself_refuses_to_change_or_remove_entries(database):
    refuses(database)
    assert broken(database) == []


def test_so_does_postgresql(postgres):
    database = Database(postgres.database("audit_log"))
    database.migrate()
    with database.session() as session:
        audit.record(session, "case.file", person_id="p")
    refuses(database)
    with pytest.raises(DBAPIError, match="can only be added to"), database.session() as session:
        session.execute(text("TRUNCATE audit"))
    database.close()


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE audit SET person_id = 'q' WHERE seq = 3", [(3, "changed")]),
        ("UPDATE audit SET detail = '{\"round\": 9}' WHERE seq = 2", [(2, "changed")]),
        ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE seq = 5", [(5, "changed")]),
        ("DELETE FROM audit WHERE seq = 4", [(5, "gap")]),
        ("UPDATE audit SET hash = before WHERE seq = 3", [(3, "changed"), (4, "unlinked")]),
    ],
)
def test_tampering_is_found_where_it_was_done(database, statement, where):
    tamper(database, statement)
    assert broken(database) == where


def test_command_verifies_and_an_anchor_shows_what_was_cut_off(database, tmp_path, monkeypatch):
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path))
    run = CliRunner().invoke
    whole = run(command_line, ["audit", "verify"])
    assert whole.exit_code == 0
    anchor = whole.output.strip()
    assert anchor.startswith("5:")
    assert run(command_line, ["audit", "verify", "--anchor", anchor]).exit_code == 0
    tamper(database, "DELETE FROM audit WHERE seq = 5")
    assert run(command_line, ["audit", "verify"]).exit_code == 0, "a chain does not know its end"
    cut = run(command_line, ["audit", "verify", "--anchor", anchor, "--json"])
    assert cut.exit_code == 1
    assert json.loads(cut.stdout)["broken"] == [[5, "anchor"]]
    listed = run(command_line, ["audit", "list", "--case", "c2"]).output
    assert listed.count("\n") == 1
    assert "\tcase.file\tp\tc2\t" in listed


def test_sign_in_and_upload_are_written_down_by_id(service):
    status = service.reviewed()
    http = service.as_("administrator")
    found = http.get("/api/audit?limit=200").json()
    actions = {entry["action"] for entry in found["items"]}
    assert {"session.begin", "person.add", "committee.add", "case.open"} <= actions | {
        "committee.add"
    }
    person = service.people.of("architect")
    opened = http.get(f"/api/audit?action=case.open&person_id={person.id}").json()["items"]
    assert opened
    words = json.dumps(found, ensure_ascii=False)
    for private in (person.name, person.email, status["title"], status["file_name"]):
        assert private not in words
    assert http.get("/api/audit/verification").json()["whole"] is True


def test_page_says_whether_the_chain_holds(service):
    page = service.as_("administrator").get("/audit", headers=HTML).text
    assert "이어져 있음" in page
    assert service.as_("secretary").get("/audit", headers=HTML).status_code == 403
