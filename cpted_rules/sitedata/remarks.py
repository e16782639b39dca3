"""Remarks on a site data file: what was set aside, put right, assumed or is missing."""

from collections.abc import Iterator, Sequence

from cpted_rules.note import Note, Severity
from cpted_rules.sitedata.census import REASONS, Reason, SiteDataCensus
from cpted_rules.sitedata.files import SourceFile
from cpted_rules.sitedata.make import Made
from cpted_rules.sitedata.make.making import STOREY_M
from cpted_rules.sitedata.make.points import CALLED
from cpted_rules.sitedata.surroundings import POINT_NAMES, SiteDataKind
from cpted_rules.sitedata.systems.boxes import is_geographic
from cpted_rules.text import Text, join, same


def of_file(census: SiteDataCensus, source: SourceFile, made: Made) -> Iterator[Note]:
    """What a person should know of one file's account."""
    name = census.file
    if census.rows_read == 0:
        yield _note(
            "empty", Text(ko="{file}: 자료가 한 건도 없음", en="{file}: holds no rows"), name
        )
    if source.damaged:
        yield _note(
            "damaged-text",
            Text(
                ko="{file}: {encoding}로 읽을 수 없는 글자 {n}개",
                en="{file}: {n} characters are not {encoding}",
            ),
            name,
            n=str(source.damaged),
            encoding=source.encoding,
        )
    if census.swapped:
        yield _swapped(census)
    if census.set_aside:
        yield _set_aside(census)
    if census.repaired_rows:
        yield _note(
            "rows-repaired",
            Text(
                ko="{file}: 따옴표·쉼표가 어긋난 {n}행을 바로잡아 읽음",
                en="{file}: {n} rows with stray quotes or commas were put right",
            ),
            name,
            n=str(census.repaired_rows),
        )
    if census.repaired_areas:
        yield _note(
            "areas-repaired",
            Text(
                ko="{file}: 스스로 교차하는 도형 {n}건을 바로잡아 읽음",
                en="{file}: {n} polygons that cross themselves were put right",
            ),
            name,
            n=str(census.repaired_areas),
        )
    if census.doubled:
        yield _note(
            "doubled",
            Text(
                ko="{file}: 0.5 m 안에 겹친 {n}건은 한 곳으로 합침",
                en="{file}: {n} points within 0.5 m of another were merged with it",
            ),
            name,
            severity=Severity.INFO,
            n=str(census.doubled),
        )
    if census.crs_used and census.rows_read and census.rows_used == 0 and census.rows_far:
        yield _note(
            "nothing-near",
            Text(
                ko="{file}: 대지 주변에 놓이는 자료가 없음 ({n}건 모두 멀리 있음). "
                "좌표계와 대지 위치 확인",
                en="{file}: nothing lies near the site (all {n} are far). Check the coordinate "
                "system and the place of the site",
            ),
            name,
            n=str(census.rows_far),
        )
    if census.crs_used and census.accuracy_m is None:
        yield _note(
            "accuracy-unknown",
            Text(
                ko="{file}: {crs} 변환의 정확도를 알 수 없음 (측지계 변환 없음)",
                en="{file}: accuracy of {crs} on the site is not known (no datum shift)",
            ),
            name,
            crs=census.crs_used,
        )
    yield from _other_kind(census, source.header)
    yield from _content(name, made)


def _content(name: str, made: Made) -> Iterator[Note]:
    if made.from_floors:
        yield _note(
            "height-from-floors",
            Text(
                ko="{file}: 건물 {n}동의 높이는 층수 × {storey} m로 가정함",
                en="{file}: heights of {n} buildings are assumed as floors × {storey} m",
            ),
            name,
            severity=Severity.ASSUMPTION,
            n=str(made.from_floors),
            storey=f"{STOREY_M:.1f}",
        )
    if made.odd_dates:
        yield _note(
            "impossible-date",
            Text(
                ko="{file}: 있을 수 없는 설치 시기 {n}건은 쓰지 않음 ({first}). "
                "1905년은 연도가 날짜 서식으로 바뀐 것",
                en="{file}: {n} impossible dates of installation are not used ({first}). "
                "1905 is a year turned into a day by a spreadsheet",
            ),
            name,
            n=str(len(made.odd_dates)),
            first=", ".join(made.odd_dates[:3]),
        )
    if made.crime_grades:
        yield _note(
            "crime-grades",
            Text(
                ko="{file}: 범죄 등급은 참고 자료이며 판정에 쓰지 않음 (등급·기준일만 표시)",
                en="{file}: crime grades are for reference (참고) and judge nothing "
                "(grade and date only)",
            ),
            name,
            severity=Severity.INFO,
        )
    if made.undated:
        yield _note(
            "grades-undated",
            Text(
                ko="{file}: 기준일이 없는 범죄 등급 {n}건",
                en="{file}: {n} crime grades without a date",
            ),
            name,
            n=str(made.undated),
        )


def _other_kind(census: SiteDataCensus, header: Sequence[str]) -> Iterator[Note]:
    """A remark where the header speaks of another kind of facility only."""
    words = " ".join(header).lower()
    said = [kind for kind, names in CALLED.items() if any(name in words for name in names)]
    kind = SiteDataKind(census.kind)
    if kind in CALLED and len(said) == 1 and kind not in said:
        yield _note(
            "other-kind",
            Text(
                ko="{file}: 종류를 {kind}(으)로 적었으나 머리글은 {said}의 것임. 확인 필요",
                en="{file}: declared as {kind}, but its header is that of {said}. Please confirm",
            ),
            census.file,
            kind=POINT_NAMES[kind],
            said=POINT_NAMES[said[0]],
        )


def _swapped(census: SiteDataCensus) -> Note:
    degrees = census.crs_used is not None and is_geographic(census.crs_used)
    axes = (
        Text(ko="위도·경도 순서", en="latitude and longitude")
        if degrees
        else Text(ko="동·북 좌표(X·Y) 순서", en="easting and northing")
    )
    return _note(
        "axes-swapped",
        Text(
            ko="{file}: {axes}가 바뀐 {n}건을 바로잡아 읽음",
            en="{file}: {axes} were swapped in {n} features; put right",
        ),
        census.file,
        axes=axes,
        n=str(census.swapped),
    )


def _set_aside(census: SiteDataCensus) -> Note:
    expected = {one.reason for one in census.set_aside} == {Reason.OTHER_KIND}
    words = [
        Text(ko="{why} {n}건 ({first})", en="{why}: {n} ({first})").fill(
            why=REASONS[one.reason],
            n=str(one.count),
            first=", ".join(p.removeprefix(census.file).lstrip(": ") for p in one.first[:3]),
        )
        for one in census.set_aside
    ]
    return _note(
        "set-aside",
        Text(
            ko="{file}: {read}건 중 쓰지 못한 자료: {all}",
            en="{file}: of {read} rows, set aside: {all}",
        ),
        census.file,
        severity=Severity.INFO if expected else Severity.WARNING,
        read=str(census.rows_read),
        all=join(words, "; "),
    )


def strange_crs(name: str, written: str | None) -> Note:
    """The file declares a coordinate system in words that name none."""
    return _note(
        "crs-not-understood",
        Text(
            ko="{file}: 파일에 적힌 좌표계 ‘{crs}’를 알 수 없어 좌표값으로 판단함",
            en="{file}: its coordinate system ‘{crs}’ is not known; the values decide",
        ),
        name,
        crs=(written or "")[:60],
    )


def two_systems(name: str, declared: str, own: str) -> Note:
    """The submission and the file declare different coordinate systems."""
    return _note(
        "crs-declared-twice",
        Text(
            ko="{file}: submission.yaml은 {declared}, 파일은 {own}. submission.yaml을 따름",
            en="{file}: submission.yaml says {declared}, the file {own}; submission.yaml holds",
        ),
        name,
        declared=declared,
        own=own,
    )


def _note(
    code: str, words: Text, name: str, *, severity: Severity = Severity.WARNING, **slots: str | Text
) -> Note:
    return Note(
        code=f"sitedata/{code}", severity=severity, text=words.fill(file=same(name), **slots)
    )
