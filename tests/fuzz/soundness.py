"""What must hold of whatever comes of a damaged file: a sound value, or a refusal in words."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.dwg import converted
from app.reports.reading_file import reading_file
from cpted_rules.drawing import DrawingSource, Reading, default_layer_map, read_plan
from cpted_rules.drawing.ifc import read_ifc
from cpted_rules.errors import CptedError
from cpted_rules.photometry import Photometry, read_photometry
from cpted_rules.plan.canonical import dumps
from cpted_rules.sitedata import SiteDataKind, SiteFrame, read_site_data
from cpted_rules.text import Text
from tests.fuzz.seeds import Kind

SEOUL = SiteFrame(crs="EPSG:5186", origin=(203_182.0, 544_506.0))
_CODE = re.compile(r"[a-z]+(?:/[a-z0-9-]+)*")
_HANGUL = re.compile(r"[가-힣]")


class UnsoundError(Exception):
    """Something came of a file that may not."""


def outcome(kind: Kind, name: str, raw: bytes, number: int) -> str:
    """`read`, or the code of the refusal.

    Args:
        number: decides what the file is said to be, where that is a choice.

    Raises:
        UnsoundError: what was read or said is not as it must be.
        Exception: the reader let an error escape that is not one of ours.
    """
    try:
        value = _read(kind, name, raw, number)
    except CptedError as error:
        return checked_refusal(error)
    for problem in problems(value):
        raise UnsoundError(problem)
    if isinstance(value, Reading):
        _account(value)
    return "read"


def _read(kind: Kind, name: str, raw: bytes, number: int) -> object:
    if kind in {Kind.IES, Kind.LDT}:
        return _photometry(read_photometry(raw, name))
    if kind in {Kind.CSV, Kind.GEOJSON}:
        of = list(SiteDataKind)[number % len(SiteDataKind)]
        crs = (None, "EPSG:4326", None, "EPSG:5186", None, "EPSG:5174")[number % 6]
        return read_site_data(raw, name, of, frame=SEOUL, crs=crs)
    if kind is Kind.IFC:
        return read_ifc(raw, name, layer_map=default_layer_map())
    if kind is Kind.DWG:
        made = converted(raw, name, command="")
        return (made.notes, read_plan([DrawingSource(name=name, raw=made.dxf, sheets=())]))
    unit = (None, None, "m", "mm")[number % 4]
    return read_plan([DrawingSource(name=name, raw=raw, sheets=(), unit=unit)])


def _photometry(table: Photometry) -> Photometry:
    rising = all((np.diff(axis) > 0).all() for axis in (table.c_deg, table.gamma_deg))
    if not rising or (table.candela < 0).any():
        raise UnsoundError("angles that do not rise, or light below zero")
    return table


def _account(reading: Reading) -> None:
    """Nothing, if the account of the reading can be written for programs and the plan digested."""
    written = reading_file(reading).model_dump(mode="json")
    json.dumps(written, allow_nan=False, ensure_ascii=False).encode()
    dumps(reading.plan).encode()


def checked_refusal(error: CptedError) -> str:
    """The code of a refusal.

    Raises:
        UnsoundError: it lacks a language, a place, a code, or cannot be written.
    """
    if not error.faults:
        raise UnsoundError("a refusal without a fault")
    for fault in error.faults:
        for problem in problems(fault):
            raise UnsoundError(f"{fault.code}: {problem}")
        if not _CODE.fullmatch(fault.code) or not fault.where.strip():
            raise UnsoundError(f"a refusal without code or place: {fault.code} {fault.where!r}")
        if not _HANGUL.search(fault.remedy.ko):
            raise UnsoundError(f"{fault.code}: a remedy that is not Korean")
        if "MemoryError" in fault.found.en:
            raise UnsoundError(f"{fault.code}: ran out of memory")
        if len(error.in_("ko")) > 4000 * len(error.faults):
            raise UnsoundError(f"{fault.code}: words without end")
    return error.faults[0].code


def problems(value: object, at: str = "") -> Iterator[str]:
    """What is wrong in a value: numbers not finite, broken shapes, texts nobody can write."""
    match value:
        case Text(ko=ko, en=en):
            if not ko.strip() or not en.strip():
                yield f"{at}: a text that lacks a language"
            yield from _unwritable(ko + en, at)
        case str() if not isinstance(value, Enum):
            yield from _unwritable(value, at)
        case float() if not math.isfinite(value):
            yield f"{at}: {value}"
        case np.ndarray() if value.dtype.kind == "f" and not np.isfinite(value).all():
            yield f"{at}: numbers that are not finite"
        case BaseGeometry():
            if not np.isfinite(shapely.get_coordinates(value)).all():
                yield f"{at}: coordinates that are not finite"
            elif value.is_empty or not value.is_valid:
                yield f"{at}: {shapely.is_valid_reason(value)} or empty"
        case tuple() | list() | frozenset():
            for n, one in enumerate(value):
                yield from problems(one, f"{at}[{n}]")
        case Mapping():
            for key, one in value.items():
                yield from problems(key, at)
                yield from problems(one, f"{at}.{key}")
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from problems(getattr(value, field.name), f"{at}.{field.name}")


def _unwritable(words: str, at: str) -> Iterator[str]:
    try:
        words.encode()
    except UnicodeEncodeError:
        yield f"{at}: {words[:40]!a} cannot be written as UTF-8"
