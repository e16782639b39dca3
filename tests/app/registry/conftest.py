"""The committee of the procedure's tests, with findings in the index."""

from collections.abc import Callable

import pytest

from app.cases.tables import CaseRow
from app.registry.tables import IndexedRow
from tests.app.procedure.conftest import Committee, committee, empty, session  # noqa: F401


@pytest.fixture
def indexed(committee: Committee) -> Callable[..., IndexedRow]:  # noqa: F811
    """Puts a finding of a case into the index."""

    def put(case: CaseRow, number: int, verdict: str, **rest: object) -> IndexedRow:
        values = {
            "finding_id": f"f{number}",
            "digest": "0" * 64,
            "rule": "SUR104",
            "clause": "kr_notice:art10-3-2",
            "cite_ko": "범죄예방 건축기준 고시 제10조제3항제2호",
            "cite_en": "CPTED notice, Article 10(3)2",
            "headline_ko": "어린이놀이터의 41 %가 보이지 않음",
            "headline_en": "41 % of the playground is unseen",
        } | rest
        row = IndexedRow(case_id=case.id, round=1, number=number, verdict=verdict, **values)
        committee.session.add(row)
        committee.session.flush()
        return row

    return put
