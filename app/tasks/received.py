"""A file that somebody handed in, looked at: a photo, a PDF or a ZIP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cpted_rules.errors import Fault, SubmissionError
from cpted_rules.text import Text, same

Progress = Callable[[str, int, int], None]

_SIDE_PX = 4_096
_PIXELS = 120_000_000
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def look(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """Media type and size of a file that opens without fault; a photo is drawn anew beside it.

    Raises:
        SubmissionError: it does not.
    """
    path = Path(arguments["path"])
    match arguments["kind"]:
        case "photo":
            return _photo(path, Path(arguments["clean"]))
        case "pdf":
            return _pdf(path)
        case _:
            return _zip(path)


def _photo(path: Path, clean: Path) -> dict[str, Any]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _PIXELS
    try:
        with Image.open(path, formats=tuple(_FORMATS)) as image:
            form = image.format or "JPEG"
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_SIDE_PX, _SIDE_PX))
            picture = upright.convert("RGB" if form == "JPEG" else "RGBA")
    except (
        OSError,
        SyntaxError,
        ValueError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as error:
        raise SubmissionError(_damaged(type(error).__name__)) from error
    picture.info.clear()  # of the camera: place, time, owner
    picture.save(clean, format=form, **({"quality": 90} if form != "PNG" else {}))
    return {"media_type": _FORMATS[form], "measure": max(picture.size)}


def _pdf(path: Path) -> dict[str, Any]:
    import pikepdf

    try:
        with pikepdf.open(path) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise SubmissionError(_damaged("password")) from error
    except pikepdf.PdfError as error:
        raise SubmissionError(_damaged(type(error).__name__)) from error
    if not pages:
        raise SubmissionError(_damaged("0 pages"))
    return {"media_type": "application/pdf", "measure": pages}


def _zip(path: Path) -> dict[str, Any]:
    import tempfile

    from app.submissions.archive import Limits, unpack

    with tempfile.TemporaryDirectory() as folder:
        unpack(path, Path(folder), Limits())
        files = sum(found.is_file() for found in Path(folder).rglob("*"))
    return {"media_type": "application/zip", "measure": files}


def _damaged(why: str) -> Fault:
    return Fault(
        code="file/damaged",
        where="file",
        found=same(why),
        expected=Text(ko="손상되지 않고 암호가 없는 파일", en="an undamaged file without password"),
        remedy=Text(ko="다시 저장하여 올리십시오.", en="Save it again and send that."),
    )
