"""A signed decision copy: the signature covers all of it, and nothing was changed to sign it."""

from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.copies.archival import Claim
from app.copies.conformance import broken_rules
from app.copies.faults import CopyError
from app.copies.signed import key_of, signed
from cpted_rules.text import Lang
from tests.app.copies.case import PASSPHRASE


@pytest.fixture(scope="module")
def sealed(decision: bytes, key_file: Path) -> bytes:
    return signed(decision, key_of(key_file, PASSPHRASE), Lang.KO)


def _status(content: bytes):  # type: ignore[no-untyped-def]
    (signature,) = PdfFileReader(BytesIO(content)).embedded_signatures
    trust = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    return signature, validate_pdf_signature(signature, trust)


def test_the_signature_is_valid_and_covers_the_whole_file(sealed: bytes) -> None:
    signature, status = _status(sealed)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_what_was_signed_stands_before_it_byte_for_byte(decision: bytes, sealed: bytes) -> None:
    assert sealed.startswith(decision)


def test_it_still_keeps_the_rules_that_it_claims(sealed: bytes) -> None:
    assert broken_rules(sealed, Claim.A3B) == ()


def test_one_byte_changed_breaks_it(decision: bytes, sealed: bytes) -> None:
    at = decision.index(b"stream\n") + 40
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    assert not _status(changed)[1].intact


@pytest.mark.parametrize("passphrase", [b"", b"wrong"])
def test_a_wrong_passphrase_is_told(key_file: Path, passphrase: bytes) -> None:
    with pytest.raises(CopyError) as caught:
        key_of(key_file, passphrase)
    assert caught.value.faults[0].code == "copy/key"


def test_a_file_that_is_no_key_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.p12"
    path.write_bytes(b"no key")
    with pytest.raises(CopyError) as caught:
        key_of(path, b"")
    assert caught.value.faults[0].code == "copy/key"
