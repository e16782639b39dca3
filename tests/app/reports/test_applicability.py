"""Which clauses bind: the path taken, what has findings, and what is set aside with its reason."""

from dataclasses import replace

from app.reports.applicability import edition_rows, path_taken
from cpted_rules.findings import Assessment
from cpted_rules.pack import EditionKind
from cpted_rules.text import Lang


def test_the_path_names_what_decides(assessment: Assessment) -> None:
    path = {step.key: step.value for step in path_taken(assessment.facts, Lang.KO)}
    assert path["filed_on"] == "2026-10-05"
    assert path["approval"] == "주택건설사업계획승인"
    assert "512세대" in path["uses"]
    assert path["light_zone"] == "미기재"


def test_clauses_that_do_not_bind_stand_apart_with_their_reason(assessment: Assessment) -> None:
    law = edition_rows(assessment, Lang.KO)[0]
    assert [(row.cites, row.why) for row in law.off] == [("제11조제3호", "용도 아파트")]
    assert all(row.binds == "yes" for row in law.rows)


def test_no_clause_is_lost(assessment: Assessment) -> None:
    for edition, rows in zip(assessment.editions, edition_rows(assessment, Lang.KO), strict=True):
        said = " ".join(
            [*(r.cite for r in rows.rows), *(r.cites for r in (*rows.off, *rows.silent))]
        )
        assert all(c.cite.ko.split("조")[0] in said for c in edition.clauses)


def test_guidance_comes_after_what_a_district_published_and_that_after_law(
    assessment: Assessment,
) -> None:
    first, second = assessment.editions
    advice = replace(first, kind=EditionKind.GUIDANCE)
    local = replace(second, kind=EditionKind.LOCAL)
    rows = edition_rows(replace(assessment, editions=(advice, local)), Lang.KO)
    assert [row.authority for row in rows] == ["local", "guidance"]
    assert [row.kind for row in rows] == ["지역 기준", "지침(법령 아님)"]
