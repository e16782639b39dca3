"""A signature over a whole document, the last thing done to it: PAdES, no change allowed."""

from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

from app.copies.faults import CopyError, unreadable_key
from cpted_rules.text import Lang, Text

FIELD = "decision"
REASON = Text(ko="심의 의결용 사본의 확정", en="decision copy of the review, final")


def key_of(path: Path, passphrase: bytes) -> signers.SimpleSigner:
    """The key and certificates of a PKCS#12 file.

    Raises:
        CopyError: it is none, or the passphrase is not its own.
    """
    content = path.read_bytes()
    try:
        pkcs12.load_key_and_certificates(content, passphrase or None)
    except ValueError as error:
        raise CopyError(unreadable_key(str(error))) from error
    signer: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12_data(
        content, other_certs=[], passphrase=passphrase
    )
    if signer is None:
        raise CopyError(unreadable_key("no key and certificate"))
    return signer


def signed(content: bytes, signer: signers.SimpleSigner, lang: Lang) -> bytes:
    """The document with a signature that certifies it and forbids every change.

    The signature is appended: what stood before it stays byte for byte. Its time is that of the
    machine that signs, so that it is the one thing that differs from run to run.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=REASON.in_(lang),
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        metadata,
        signer=signer,
        new_field_spec=SigFieldSpec(sig_field_name=FIELD, on_page=0),
    )
    return bytes(out.getvalue())
