"""What is shown of an assessment without opening it: the tally and a row for each finding."""

from pydantic import BaseModel, ConfigDict

from app.errors import Words
from cpted_rules.findings import Basis, Verdict


class FindingRow(BaseModel):
    """One finding, in the words of the report, as a row of a table."""

    model_config = ConfigDict(frozen=True)

    number: int
    id: str
    verdict: Verdict
    basis: Basis | None
    headline: Words
    clause: Words
    measured: Words | None = None
    required: Words | None = None


class Summary(BaseModel):
    """The tally by verdict and the findings in the order of presentation."""

    model_config = ConfigDict(frozen=True)

    counts: dict[Verdict, int]
    findings: tuple[FindingRow, ...]
    engine_version: str
    plan_digest: str
