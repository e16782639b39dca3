"""What is wrong with where contents are to be kept."""

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

_WHERE = "CPTED_BLOBS_URL"


def extra_missing() -> Fault:
    """An object store without the package that speaks to it."""
    return Fault(
        code="service/extra",
        where=_WHERE,
        found=Text(ko="obstore가 설치되지 않음", en="obstore is not installed"),
        expected=Text(ko="추가 패키지 s3", en="the extra s3"),
        remedy=same('pip install "cpted[s3]"'),
    )


def no_store(url: str, why: str) -> Fault:
    """A URL that leads to no object store."""
    return Fault(
        code="service/blobs",
        where=_WHERE,
        found=same(f"{url} ({why})"),
        expected=same("s3://BUCKET/PREFIX"),
        remedy=Text(
            ko="주소와 AWS_… 환경 변수를 확인하십시오. 설명: docs/administration.md",
            en="Check the address and the AWS_… variables; see docs/administration.md",
        ),
    )
