"""The tables that migrations make are those that the program declares, on both databases."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import app.main  # noqa: F401 - knows every table
from app.db import MIGRATIONS, Base, Database, alembic_config

REVISIONS = [r.revision for r in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> Iterator[Database]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'cpted.sqlite'}"
    else:
        url = request.getfixturevalue("postgres").database("migrations")
    database = Database(url)
    yield database
    database.close()


def run(database, act, revision):
    with database.engine.begin() as connection:
        act(alembic_config(connection), revision)


def tables(database):
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_line_of_migrations():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_migrated_tables_are_the_declared_ones(database):
    database.migrate()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert tables(database) == set(Base.metadata.tables)


def test_every_migration_leads_up_and_down_again_and_keeps_what_was_there(database):
    from alembic import command

    run(database, command.upgrade, REVISIONS[0])
    with database.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO submissions (id, title, case_number, file_name, languages,"
                " upload_digest, upload_bytes, state, stage, done, total, attempts,"
                " created_at, updated_at) VALUES ('s', '한강로', '1', 'a.zip', '[]',"
                " 'd', 3, 'done', '', 0, 0, 1, '2026-10-05 00:00:00', '2026-10-05 00:00:00')"
            )
        )
    for revision in REVISIONS[1:]:
        run(database, command.upgrade, revision)
    run(database, command.downgrade, REVISIONS[0])
    assert tables(database) == {"submissions", "outputs"}
    database.migrate()
    with database.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT title, round FROM submissions")).one()
    assert tuple(found) == ("한강로", 1)
