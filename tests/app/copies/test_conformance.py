"""What our own checks of PDF/A see: each thing broken on purpose is told."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from app.copies.archival import Claim, written
from app.copies.conformance import broken_rules
from app.copies.record import record_copy
from app.copies.said import Said
from app.reports.press import printed
from cpted_rules.text import Lang
from tests.app.copies.case import opened

MARKUP = "<html lang=ko><title>한글</title><p>한글과 <a href='#x' id=x>letters</a></html>"


def _small(claim: Claim) -> bytes:
    page = printed(MARKUP, sheets=("report.css",))
    return record_copy(page, Said(), claim=claim, title="한글", case="c", digests=(), lang=Lang.KO)


@pytest.fixture(scope="module")
def small() -> bytes:
    return _small(Claim.A1B)


@pytest.fixture(scope="module")
def small_decision() -> bytes:
    return _small(Claim.A3B)


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _colours(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _alpha(pdf: Pdf) -> None:
    states = Dictionary(GSx=Dictionary(ca=0.5))
    pdf.pages[0].obj.Resources.ExtGState = states


def _soft_mask(pdf: Pdf) -> None:
    image = Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                   ColorSpace=Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
    image.SMask = pdf.make_indirect(Stream(pdf, b"\0", Subtype=Name.Image))
    pdf.pages[0].add_resource(pdf.make_indirect(image), Name.XObject)


def _smoothed(pdf: Pdf) -> None:
    image = Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                   ColorSpace=Name.DeviceGray, BitsPerComponent=8, Interpolate=True)  # fmt: skip
    pdf.pages[0].add_resource(pdf.make_indirect(image), Name.XObject)


def _glyphs(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/CIDSet" in each:
            del each["/CIDSet"]


def _program(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/FontFile3" in each:
            del each["/FontFile3"]


def _unprinted(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], F=2)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _bare_mark(pdf: Pdf) -> None:
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[0, 0, 9, 9], F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(square)])


def _clip(pdf: Pdf) -> None:
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(clip)])


def _form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), NeedAppearances=True)


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = b"a"


def _metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]


def _level(pdf: Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(old.replace(b"<pdfaid:part>1", b"<pdfaid:part>2"))


def _title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "another"


def _packed(pdf: Pdf) -> None:
    stream = Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)
    pdf.pages[0].contents_add(stream)


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (_script, "OpenAction"),
        (_colours, "colour:"),
        (_alpha, "transparency: paint"),
        (_soft_mask, "transparency: a soft mask"),
        (_smoothed, "image: smoothed"),
        (_glyphs, "no list of its glyphs"),
        (_program, "not embedded"),
        (_unprinted, "is not printed"),
        (_bare_mark, "has no appearance"),
        (_clip, "FileAttachment"),
        (_form, "AcroForm"),
        (_attachment, "attachments"),
        (_metadata, "metadata: none"),
        (_level, "another part"),
        (_title, "another title"),
        (_packed, "a filter"),
    ],
)
def test_what_breaks_part_1_is_told(small: bytes, breaks: Callable[[Pdf], None], told: str) -> None:
    with opened(small) as pdf:
        breaks(pdf)
        out = BytesIO()
        pdf.save(
            out,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
    assert any(told in words for words in broken_rules(out.getvalue(), Claim.A1B))


def test_bytes_after_the_end_are_told(small: bytes) -> None:
    found = broken_rules(small + b"and more", Claim.A1B)
    assert any(words.startswith("end:") for words in found)


def test_streams_of_objects_are_not_of_part_1(small: bytes) -> None:
    with opened(small) as pdf:
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert any("object or cross-reference" in w for w in broken_rules(out.getvalue(), Claim.A1B))


def test_an_attachment_that_the_catalogue_does_not_tell_of_is_told(small_decision: bytes) -> None:
    with opened(small_decision) as pdf:
        pdf.attachments["b.txt"] = b"b"
        del pdf.Root["/AF"]
        content = written(pdf, Claim.A3B)
    assert any("not told of" in words for words in broken_rules(content, Claim.A3B))


def test_the_report_itself_claims_nothing_and_would_not_conform(folder: Path) -> None:
    assert broken_rules((folder / "report.pdf").read_bytes(), Claim.A3B) != ()


@pytest.mark.parametrize("claim", Claim)
def test_what_was_made_to_conform_breaks_nothing(
    claim: Claim, small: bytes, small_decision: bytes
) -> None:
    assert broken_rules(small if claim is Claim.A1B else small_decision, claim) == ()


def test_what_is_no_pdf_is_told() -> None:
    assert broken_rules(b"%PDF-1.4\n", Claim.A1B) != ()
