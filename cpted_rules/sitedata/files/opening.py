"""Bytes of a site data file, told apart by what they begin with, as rows."""

import codecs
import json

from cpted_rules.sitedata.files.geojson import geojson_rows
from cpted_rules.sitedata.files.records import record_rows
from cpted_rules.sitedata.files.rows import SourceFile, unreadable
from cpted_rules.sitedata.files.table import table_rows
from cpted_rules.text import Text

_FOREIGN = (
    (b"PK\x03\x04", "XLSX, ZIP"),
    (b"\xd0\xcf\x11\xe0", "XLS, HWP"),
    (b"\x00\x00\x27\x0a", "Shapefile"),
    (b"%PDF", "PDF"),
    (b"SQLite format 3", "GeoPackage"),
    (b"<", "XML, KML, HTML"),
)
_DAMAGED_SHARE = 0.01
"""Above this share of unknown characters the encoding is not what it was taken for."""


def read_rows(raw: bytes, name: str) -> SourceFile:
    """The rows of a CSV, a GeoJSON or a JSON file of a public service.

    Raises:
        SiteDataError: it is none of these, or it is larger than the limits.
    """
    for magic, form in _FOREIGN:
        if raw.lstrip()[: len(magic)] == magic:
            raise unreadable(
                name,
                form,
                Text(
                    ko="GeoJSON 또는 CSV (다른 이름으로 저장하여 변환)",
                    en="GeoJSON or CSV (convert it by saving as)",
                ),
            )
    words, encoding, damaged = _decoded(raw, name)
    if words.lstrip()[:1] not in ("{", "["):
        return table_rows(words, name, encoding=encoding, damaged=damaged)
    try:
        value: object = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, str(error), "GeoJSON") from error
    if isinstance(value, dict) and "type" in value and not _is_table(value):
        return geojson_rows(value, name, encoding=encoding, damaged=damaged)
    return record_rows(value, name, encoding=encoding, damaged=damaged)


def _is_table(value: dict[object, object]) -> bool:
    return "records" in value or "response" in value


def _decoded(raw: bytes, name: str) -> tuple[str, str, int]:
    """The words, their encoding, and how many characters of it are not known."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp949")
    tries = []
    for encoding in encodings:
        try:
            return raw.decode(encoding), encoding.removesuffix("-sig"), 0
        except UnicodeDecodeError:
            words = raw.decode(encoding, errors="replace")
            tries.append((words.count("\ufffd"), words, encoding))
    damaged, words, encoding = min(tries)
    if damaged > _DAMAGED_SHARE * len(words):
        raise unreadable(name, "bytes that are neither UTF-8 nor CP949", "UTF-8 / CP949")
    return words, encoding.removesuffix("-sig"), damaged
