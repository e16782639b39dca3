"""Offices are kept in the database, and go out of it and into it as files."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from typer.testing import CliRunner

from app.cli import app
from app.db import Database, SubmissionRow
from app.offices import Offices, office_key, office_map
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.layers.office import Fingerprint, Naming

KNOWN_BY = Fingerprint(designer="가상건축", layers=frozenset({"a구조01", "창호"}))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path / "var"))
    return tmp_path


@pytest.fixture
def offices(folder):
    (folder / "var").mkdir()
    database = Database(f"sqlite:///{folder / 'var' / 'cpted.sqlite'}")
    database.migrate()
    yield Offices(database)
    database.close()


def naming(**layers):
    return Naming(layers=layers, blocks={})


def cpted(*words):
    outcome = CliRunner().invoke(app, ["offices", *map(str, words)])
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def test_what_is_learned_twice_is_joined_and_what_is_taken_back_goes(offices):
    offices.learn("가상 건축", naming(A=Meaning.WALL, B=Meaning.DOOR), KNOWN_BY)
    row = offices.learn(
        "가상건축", naming(B=None, C=Meaning.TREE), Fingerprint(designer="가상건축")
    )
    known = office_map(row)
    assert known.layers == {"A": Meaning.WALL, "C": Meaning.TREE}
    assert known.known_by.layers == {"a구조01", "창호"}
    assert [one.key for one in offices.all()] == [office_key("가상 건축")]


def test_first_lessons_at_the_same_time_are_all_kept(offices):
    many = 12
    together = threading.Barrier(many)

    def lesson(n):
        together.wait()
        known_by = Fingerprint(layers=frozenset({f"l{n}"}))
        offices.learn("가상 건축", naming(**{f"L{n}": Meaning.WALL}), known_by)

    with ThreadPoolExecutor(many) as pool:
        list(pool.map(lesson, range(many)))
    (row,) = offices.all()
    known = office_map(row)
    assert known.layers == {f"L{n}": Meaning.WALL for n in range(many)}
    assert known.known_by.layers == {f"l{n}" for n in range(many)}


def test_offices_go_out_as_files_and_come_back(offices, folder):
    offices.learn("㈜가상 건축/서울", naming(**{"A-구조01": Meaning.WALL}), KNOWN_BY)
    offices.learn("다른 사무소", naming(X=Meaning.TREE), Fingerprint())
    assert "㈜가상 건축/서울" in cpted("list")
    cpted("export", folder / "maps")
    assert len(list((folder / "maps").glob("*.yaml"))) == 2
    before = {row.key: row.content for row in offices.all()}
    for key in before:
        offices.drop(key)
    assert cpted("list") == ""
    cpted("import", folder / "maps")
    assert {row.key: row.content for row in offices.all()} == before


def test_folder_with_a_wrong_file_is_not_taken_over_in_part(offices, folder):
    offices.learn("가", naming(A=Meaning.WALL), KNOWN_BY)
    cpted("export", folder / "maps")
    offices.drop(office_key("가"))
    (folder / "maps" / "z.yaml").write_text("elements: {no_such: {layers: [A]}}\n")
    outcome = CliRunner().invoke(app, ["offices", "import", str(folder / "maps")])
    assert outcome.exit_code == 3
    assert "no_such" in outcome.output
    assert offices.all() == []


def test_database_of_before_gains_the_columns_and_keeps_its_rows(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with database.engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "app:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            sa.text(
                "INSERT INTO submissions (id, title, case_number, file_name, languages, "
                "upload_digest, upload_bytes, state, stage, done, total, attempts, created_at, "
                "updated_at) VALUES ('a', '사업', '1', 'a.zip', '[\"ko\"]', :digest, 1, 'done', "
                "'', 0, 0, 1, '2026-01-01', '2026-01-01')"
            ),
            {"digest": "0" * 64},
        )
        connection.execute(
            sa.text("INSERT INTO outputs VALUES ('a', 'report.pdf', 'application/pdf', 'd', 1)")
        )
    database.migrate()
    with database.reading() as session:
        row = session.get_one(SubmissionRow, "a")
        assert (row.corrections, row.corrected_from, row.known_by, row.confirmed_at) == (None,) * 4
        assert [output.name for output in row.outputs] == ["report.pdf"]
    database.close()
