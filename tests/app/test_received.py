"""A file handed in is opened in a child process only, and kept without what a camera wrote in."""

import io

import pikepdf
import pytest
from PIL import ExifTags, Image

from app.blobs.folder import FolderBlobs
from app.errors import RefusedError, ReportedError, TooLargeError
from app.exports.zipped import zipped
from app.received import FileKind, receive

ALL = tuple(FileKind)


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path)


def photo(form="JPEG", size=(60, 40), orientation=1):
    image = Image.new("RGB", size, (200, 10, 10))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "홍길동"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (37.0, 32.0, 1.0)
    out = io.BytesIO()
    image.save(out, format=form, exif=exif)
    return out.getvalue()


def pdf(**save):
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out, **save)
    return out.getvalue()


def taken(blobs, content, kinds=ALL, most_bytes=1 << 20):
    return receive(io.BytesIO(content), blobs, kinds=kinds, most_bytes=most_bytes)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photo_is_kept_without_place_and_owner(blobs, form):
    found = taken(blobs, photo(form))
    assert (found.kind, found.media_type) == (FileKind.PHOTO, f"image/{form.lower()}")
    kept = blobs.read(found.blob.digest)
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {}
        red, green, _ = image.convert("RGB").getpixel((5, 5))
        assert (red > 180, green < 40) == (True, True)
    assert "홍길동".encode() not in kept


def test_photo_taken_upright_is_shown_upright(blobs):
    found = taken(blobs, photo(size=(60, 40), orientation=6))
    with Image.open(io.BytesIO(blobs.read(found.blob.digest))) as image:
        assert image.size == (40, 60)


def test_pdf_and_zip_are_kept_as_they_came(blobs):
    for content, kind, measure in (
        (pdf(), FileKind.PDF, 1),
        (zipped({"a.txt": b"a", "나.txt": b"b"}), FileKind.ZIP, 2),
    ):
        found = taken(blobs, content)
        assert (found.kind, found.measure) == (kind, measure)
        assert blobs.read(found.blob.digest) == content


@pytest.mark.parametrize(
    "content",
    [
        photo()[:60],
        pdf()[:40],
        b"%PDF-1.7 nothing",
        b"PK\x03\x04 nothing",
        pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
    ],
    ids=["half a photo", "half a PDF", "no PDF", "no zip", "a password"],
)
def test_damaged_or_locked_file_is_refused_and_not_kept(blobs, content):
    with pytest.raises(ReportedError):
        taken(blobs, content)
    assert list(blobs.digests()) == []


def test_zip_that_leads_out_of_itself_is_refused(blobs):
    with pytest.raises(ReportedError) as caught:
        taken(blobs, zipped({"../../etc/passwd": b"x"}))
    assert caught.value.faults[0].code == "submission/path"


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<svg xmlns='x'/>", b"", b"<html>"])
def test_anything_else_is_refused_by_its_content(blobs, content):
    with pytest.raises(RefusedError):
        taken(blobs, content)


def test_only_the_kinds_wanted_are_taken(blobs):
    with pytest.raises(RefusedError, match="JPEG, PNG, WebP"):
        taken(blobs, pdf(), kinds=(FileKind.PHOTO,))


def test_no_more_than_the_limit_is_taken_in(blobs):
    content = pdf()
    assert taken(blobs, content, most_bytes=len(content)).measure == 1
    with pytest.raises(TooLargeError):
        taken(blobs, content, most_bytes=len(content) - 1)
