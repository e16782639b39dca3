"""A site data file as rows: where, which shape, which cells, or why set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from cpted_rules.errors import Fault, SiteDataError
from cpted_rules.sitedata.census import Reason
from cpted_rules.sitedata.columns import Column
from cpted_rules.text import Text, same

MOST_ROWS = 300_000
"""A file of all Korea is cut to the district before it is submitted."""
MOST_VERTICES = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row or feature, as written.

    Args:
        shape: x and y as they stand in the file; None where `reason` says why.
        values: cells in the order of the header; a short row lacks the last ones.
        columns: what the columns tell, as in the file.
    """

    place: str
    shape: BaseGeometry | None
    values: Sequence[str]
    columns: Mapping[Column, tuple[int, ...]]
    reason: Reason | None = None

    @property
    def cells(self) -> dict[Column, str]:
        """What the row tells of each thing: the first cell for it that is not blank."""
        told: dict[Column, str] = {}
        for column, positions in self.columns.items():
            for i in positions:
                if i < len(self.values) and (words := self.values[i].strip()):
                    told[column] = words
                    break
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The rows of one file and how they were found.

    Args:
        damaged: characters that the encoding does not know.
        repaired: rows with stray quotes or commas that could be told apart.
        crs: what the file itself declares, as written.
    """

    form: str
    encoding: str
    rows: tuple[Row, ...]
    header: tuple[str, ...]
    columns: Mapping[Column, tuple[int, ...]]
    header_line: int | None = None
    damaged: int = 0
    repaired: int = 0
    crs: str | None = None


def unreadable(where: str, found: str | Text, expected: str | Text) -> SiteDataError:
    """A file that is not what it should be."""
    return SiteDataError(
        Fault(
            code="sitedata/unreadable",
            where=where,
            found=same(found[:200]) if isinstance(found, str) else found,
            expected=same(expected) if isinstance(expected, str) else expected,
            remedy=Text(
                ko="파일 형식과 열 이름을 확인하십시오.",
                en="Check the file's format and its columns.",
            ),
        )
    )


def too_large(where: str, *, most: int, what: Text) -> SiteDataError:
    """A file with more rows or vertices than are read."""
    return SiteDataError(
        Fault(
            code="sitedata/too-large",
            where=where,
            found=Text(ko="{n}개를 넘는 {what}", en="more than {n} {what}").fill(
                n=f"{most:,}", what=what
            ),
            expected=Text(ko="대지 주변의 자료", en="data of the surroundings"),
            remedy=Text(
                ko="해당 자치구의 자료만 잘라 제출하십시오.",
                en="Cut the file to the district of the site.",
            ),
        )
    )
