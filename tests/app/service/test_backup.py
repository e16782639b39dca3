"""A backup brings a service to another database and another store, or is refused as a whole."""

import io
import json
import tarfile

import pytest
import sqlalchemy as sa

import app.main
from app import audit
from app.auth.tables import PersonRow, SessionRow, TokenRow
from app.backup import backup, restore
from app.backup.contents import DECLARING, LEFT_OUT, tables
from app.backup.faults import BackupError
from app.cases.tables import CaseRow
from app.config import ServiceSettings
from app.db import Base, Database, OutputRow, SubmissionRow, now
from app.jobs.tables import JobRow
from app.reviews.tables import ActRow
from app.worker import parts_of

REPORT = b"%PDF-1.7 report"


def opened(settings):
    parts = parts_of(settings)
    parts.means.database.migrate()
    return parts.means


@pytest.fixture
def means(tmp_path):
    """A small service on SQLite."""
    means = opened(ServiceSettings(data_folder=tmp_path / "first"))
    upload, report = (means.blobs.put(io.BytesIO(c)) for c in (b"PK upload", REPORT))
    with means.database.session() as session:
        session.add(
            PersonRow(id="p", email="건축사@example.kr", name="김설계", password="$argon2id$…")
        )
        session.add(SessionRow(digest="5" * 64, person_id="p", csrf="c" * 40, expires_at=now()))
        session.add(TokenRow(id="t", digest="6" * 64, person_id="p", name="앱", expires_at=now()))
        session.flush()
        session.add(
            CaseRow(id="c", number="2026-1", title="한강로 다세대", owner_id="p", state="filed")
        )
        session.flush()
        session.add(
            SubmissionRow(
                id="s",
                case_id="c",
                title="한강로 다세대",
                case_number="2026-1",
                file_name="제출.zip",
                languages=["ko", "en"],
                upload_digest=upload.digest,
                upload_bytes=upload.size,
                state="done",
                seconds=1.25,
                summary={"counts": {"fail": 1}},
                outputs=[
                    OutputRow(
                        name="report.pdf",
                        media_type="application/pdf",
                        digest=report.digest,
                        size=report.size,
                    )
                ],
            )
        )
        for n in range(3):
            session.add(
                ActRow(case_id="c", person_id="p", bundle="b", table="opinions", row_id=str(n))
            )
            audit.record(session, "case.open", person_id="p", case_id="c", n=n)
        session.add(JobRow(id="j", kind="forms", subject_id="s", arguments={}, digest=None))
    yield means
    means.database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """An empty service elsewhere."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").database("restored")
    means = opened(ServiceSettings(data_folder=tmp_path / "second", database_url=url))
    yield means
    means.database.close()


@pytest.fixture
def elsewhere(tmp_path):
    means = opened(ServiceSettings(data_folder=tmp_path / "second"))
    yield means
    means.database.close()


def rows(database: Database):
    with database.engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in tables()
        }


def altered(file, target, name, content):
    """A copy of a backup in which one part is another; `content` None leaves it out."""
    with tarfile.open(file) as source, tarfile.open(target, "w") as copy:
        for entry in source:
            part = source.extractfile(entry).read()
            if entry.name == name:
                if content is None:
                    continue
                part = content(part)
            entry.size = len(part)
            copy.addfile(entry, io.BytesIO(part))
    return target


def refused(means, file):
    with pytest.raises(BackupError) as caught:
        restore(means, file)
    with means.database.reading() as session:
        assert session.scalars(sa.select(PersonRow)).all() == [], "nothing of it is kept"
    return caught.value.faults[0].code


def test_every_row_and_content_comes_back_on_either_database(means, other, tmp_path):
    written = backup(means, tmp_path / "all.tar")
    read = restore(other, tmp_path / "all.tar")
    assert read == written
    assert rows(other.database) == rows(means.database)
    assert list(other.blobs.digests()) == list(means.blobs.digests())
    with other.database.reading() as session:
        report = session.get_one(SubmissionRow, "s").outputs[0]
        assert other.blobs.read(report.digest) == REPORT
        assert session.get_one(PersonRow, "p").name == "김설계"
        assert list(audit.broken(session)) == []
        assert session.scalars(sa.select(SessionRow)).all() == [], "nobody is signed in by it"
    with other.database.session() as session:  # both go on from where they were
        audit.record(session, "case.open", person_id="p")
        act = ActRow(case_id="c", person_id="p", bundle="b", table="opinions", row_id="4")
        session.add(act)
        session.flush()
        assert act.id == 4


def test_same_data_make_the_same_backup_for_its_owner_only(means, tmp_path):
    first, second = tmp_path / "1.tar", tmp_path / "2.tar"
    backup(means, first)
    backup(means, second)
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.glob("*.tar*")) == ["1.tar", "2.tar"]


def test_backup_sees_one_moment(means, tmp_path, monkeypatch):
    from app.backup import write

    def table(archive, connection, table, whole=write._table):
        made = whole(archive, connection, table)
        if table.name == "people":  # somebody opens a case meanwhile
            with means.database.session() as session:
                session.add(
                    CaseRow(id="d", number="2026-2", title="나중", owner_id="p", state="filed")
                )
        return made

    monkeypatch.setattr(write, "_table", table)
    written = backup(means, tmp_path / "all.tar")
    assert {t.name: t.rows for t in written.tables}["cases"] == 1


def test_data_are_not_overwritten(means, elsewhere, tmp_path):
    backup(means, tmp_path / "all.tar")
    with elsewhere.database.session() as session:
        session.add(PersonRow(id="q", email="q@example.kr", name="다른 사람"))
    with pytest.raises(BackupError) as caught:
        restore(elsewhere, tmp_path / "all.tar")
    assert caught.value.faults[0].code == "backup/not-empty"
    with elsewhere.database.reading() as session:
        assert session.scalars(sa.select(PersonRow.id)).all() == ["q"]


def test_row_that_leads_to_a_lost_content_is_told_of(means, tmp_path):
    lost = next(iter(means.blobs.digests()))
    means.blobs.drop(lost)
    with pytest.raises(BackupError) as caught:
        backup(means, tmp_path / "all.tar")
    assert (caught.value.faults[0].code, caught.value.faults[0].where) == ("backup/content", lost)
    assert not (tmp_path / "all.tar").exists()


def test_changed_content_is_refused(means, elsewhere, tmp_path):
    backup(means, tmp_path / "all.tar")
    name = f"blobs/{next(iter(means.blobs.digests()))}"
    file = altered(tmp_path / "all.tar", tmp_path / "b.tar", name, lambda part: part[:-1] + b"!")
    assert refused(elsewhere, file) == "backup/digest"


def test_changed_row_is_refused(means, elsewhere, tmp_path):
    backup(means, tmp_path / "all.tar")
    file = altered(
        tmp_path / "all.tar",
        tmp_path / "b.tar",
        "tables/people.jsonl",
        lambda part: part.replace("김설계".encode(), "박설계".encode()),
    )
    assert refused(elsewhere, file) == "backup/digest"


def test_changed_audit_log_is_refused_even_where_the_digests_were_made_to_fit(
    means, elsewhere, tmp_path
):
    with means.database.session() as session:
        last = audit.record(session, "case.close", person_id="p", case_id="c")
        forged = {c.name: getattr(last, c.name) for c in audit.AuditRow.__table__.columns}
        session.execute(sa.insert(audit.AuditRow).values({**forged, "seq": last.seq + 1}))
    backup(means, tmp_path / "all.tar")
    assert refused(elsewhere, tmp_path / "all.tar") == "backup/audit"


def test_file_that_broke_off_or_is_none_is_refused(means, elsewhere, tmp_path):
    backup(means, tmp_path / "all.tar")
    cut = altered(tmp_path / "all.tar", tmp_path / "b.tar", "manifest.json", None)
    assert refused(elsewhere, cut) == "backup/format"
    (tmp_path / "c.tar").write_bytes(b"not a tar" * 200)
    assert refused(elsewhere, tmp_path / "c.tar") == "backup/format"


def test_backup_of_another_version_is_refused(means, elsewhere, tmp_path):
    def older(part):
        return json.dumps(json.loads(part) | {"revision": "0001"}).encode()

    backup(means, tmp_path / "all.tar")
    file = altered(tmp_path / "all.tar", tmp_path / "b.tar", "manifest.json", older)
    assert refused(elsewhere, file) == "backup/revision"


def test_no_table_is_forgotten():
    known = {
        value.__tablename__
        for module in (*DECLARING, app.db)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Base) and value is not Base
    }
    assert known == set(Base.metadata.tables)
    assert {t.name for t in tables()} | LEFT_OUT == known | {"alembic_version"}


def test_clock_of_rows_is_kept_to_the_microsecond(means, elsewhere, tmp_path):
    moment = now()
    with means.database.session() as session:
        session.get_one(CaseRow, "c").created_at = moment
    backup(means, tmp_path / "all.tar")
    restore(elsewhere, tmp_path / "all.tar")
    with elsewhere.database.reading() as session:
        assert session.get_one(CaseRow, "c").created_at == moment
