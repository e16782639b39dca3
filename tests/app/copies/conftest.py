"""A reviewed folder with marks and answers of two experts, and a key made for the test."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.annotations.record import MarkKind, Review
from app.annotations.store import Answer, Kept, Store, save
from app.copies.kinds import Kind
from app.copies.write import copy_of
from app.reports.review_copy import manifest_of
from tests.app.copies.case import PASSPHRASE, WORDS, mark
from tests.app.reviewed import reviewed


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("folder") / "reviewed"
    shutil.copytree(reviewed(), out)
    with pikepdf.open(out / "report.pdf") as pdf:
        manifest = manifest_of(pdf)
    assert manifest is not None
    figure = next(f for f in manifest.figures if f.id.startswith("finding-") and f.to_site)
    x0, y0, x1, y1 = figure.rect
    marks = (
        mark("square", MarkKind.SQUARE, figure.page, (x0 + 20, y0 + 20, x0 + 90, y0 + 60),
             contents="조명을 더할 것", finding=3),
        mark("text", MarkKind.FREE_TEXT, figure.page, (x0 + 10, y1 - 60, x0 + 140, y1 - 10),
             contents=WORDS),
        mark("ink", MarkKind.INK, figure.page, (x1 - 90, y0 + 20, x1 - 30, y0 + 60),
             points=(((x1 - 90, y0 + 20), (x1 - 60, y0 + 60), (x1 - 30, y0 + 20)),)),
        mark("reply", MarkKind.NOTE, figure.page, (0, 0, 1, 1), reply_to="square",
             contents="같은 생각입니다", author="박위원", review=Review.ACCEPTED),
    )  # fmt: skip
    answers = (
        Answer(person="김위원", name="f.1.decision", value="conditional"),
        Answer(person="김위원", name="f.1.opinion", value="안내판을 출입구에 두는 조건"),
    )
    kept = tuple(Kept(mark=each, person=each.author, came=each) for each in marks)
    save(Store(manifest=manifest, marks=kept, answers=answers), out / "marks.json")
    return out


@pytest.fixture(scope="session")
def decision(folder: Path) -> bytes:
    return copy_of(folder, Kind.DECISION).content


@pytest.fixture(scope="session")
def archive(folder: Path) -> bytes:
    return copy_of(folder, Kind.ARCHIVE).content


@pytest.fixture(scope="session")
def public(folder: Path) -> bytes:
    return copy_of(folder, Kind.PUBLIC).content


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "시험용 위원회")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("key") / "committee.p12"
    sealed = serialization.BestAvailableEncryption(PASSPHRASE)
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"committee", key, certificate, None, sealed)
    )
    return path
