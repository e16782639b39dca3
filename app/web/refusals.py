"""What is wrong with a correction, in words a person can act on."""

from collections.abc import Iterable

from app.errors import ServiceError
from app.web.words import PLACING_NAMES
from cpted_rules.errors import Fault
from cpted_rules.text import Text, join, same

_LISTED = 12


class CorrectionError(ServiceError):
    """A correction that cannot be carried out."""

    status = 422
    title = Text(ko="고칠 수 없음", en="This cannot be corrected")


class UnsettledError(ServiceError):
    """A confirmation of what was changed at the same time, or of what nobody has read yet."""

    status = 409
    title = Text(ko="아직 확인할 수 없음", en="This cannot be confirmed yet")


def not_in_reading(where: str, name: str, there: Iterable[str]) -> Fault:
    """A name that the reading does not have."""
    known = sorted(there)
    more = f" … ({len(known)})" if len(known) > _LISTED else ""
    return Fault(
        code="corrections/name",
        where=where,
        found=same(name),
        expected=same(", ".join(known[:_LISTED]) + more or "-"),
        remedy=Text(
            ko="reading.json에 있는 이름을 그대로 쓰십시오.",
            en="Use a name as reading.json spells it.",
        ),
    )


def no_storey(where: str, written: str) -> Fault:
    """Storeys in a form that is not understood."""
    return Fault(
        code="corrections/storeys",
        where=where,
        found=same(written[:60] or "-"),
        expected=Text(ko="예: 1, 2~5, 지하1, 옥외", en="such as 1, 2-5, B1, outside"),
        remedy=Text(
            ko="층을 쉼표로 나누고 이어지는 층은 ~로 적으십시오.",
            en="Separate storeys by commas; write a run of them with a hyphen.",
        ),
    )


def no_decimal(where: str, part: str, written: str) -> Fault:
    """A field that places a sheet and holds no number.

    Args:
        part: end of the field's name.
    """
    return Fault(
        code="corrections/placement",
        where=where,
        found=_written(part, written),
        expected=Text(ko="숫자 (예: 1250.5, -3)", en="a number, such as 1250.5 or -3"),
        remedy=Text(
            ko="‘대지에 놓기’의 다섯 칸을 모두 숫자로 채우십시오.",
            en="Fill all five fields of “Place on the site” with numbers.",
        ),
    )


def no_turn(where: str, written: str) -> Fault:
    """A rotation of more than a full turn."""
    return Fault(
        code="corrections/placement",
        where=where,
        found=_written("turn", written),
        expected=Text(ko="-360° ~ 360°", en="-360° to 360°"),
        remedy=Text(
            ko="도면에서 대지로 돌리는 각을 반시계 방향으로 적으십시오.",
            en="Write the turn from drawing to site, counter-clockwise.",
        ),
    )


def no_choice(where: str, value: str) -> Fault:
    """A value that the form does not offer."""
    return Fault(
        code="corrections/choice",
        where=where,
        found=same(value[:60] or "-"),
        expected=Text(ko="화면에 있는 선택지", en="a choice of the form"),
        remedy=Text(ko="화면에서 다시 고르십시오.", en="Choose again on the page."),
    )


def nothing_corrected() -> Fault:
    """Asked to read again without a correction."""
    return Fault(
        code="corrections/none",
        where="-",
        found=Text(ko="고친 것이 없음", en="nothing was corrected"),
        expected=Text(ko="한 가지 이상의 고침", en="at least one correction"),
        remedy=Text(
            ko="단위, 도면, 레이어나 블록의 뜻을 고친 뒤 다시 읽으십시오.",
            en="Correct a unit, a sheet or the meaning of a layer or block, then read again.",
        ),
    )


def corrected_before_confirming() -> Fault:
    """Asked to confirm a page with corrections on it."""
    return Fault(
        code="corrections/unread",
        where="-",
        found=Text(ko="고친 것이 아직 읽히지 않음", en="corrections that were not read yet"),
        expected=Text(ko="고친 것이 없는 화면", en="a page without corrections"),
        remedy=Text(
            ko="먼저 ‘고친 내용으로 다시 읽기’를 누르고, 새로 읽은 것을 확인하십시오.",
            en="Read again with these corrections first, then confirm what comes of it.",
        ),
    )


def unit_before_confirming(file: str) -> Fault:
    """Asked to confirm the reading of a drawing that has no unit."""
    return Fault(
        code="corrections/no-unit",
        where=file,
        found=Text(ko="단위를 몰라 읽지 않은 도면", en="a drawing not read, its unit is unknown"),
        expected=Text(ko="mm, cm, m 등의 단위", en="a unit: mm, cm, m, ..."),
        remedy=Text(
            ko="단위를 고르고 다시 읽은 뒤 확인하십시오.",
            en="Choose its unit and read again, then confirm what comes of it.",
        ),
    )


def nameless_office() -> Fault:
    """Asked to remember for an office that has no name."""
    return Fault(
        code="corrections/office",
        where="office",
        found=Text(ko="이름 없음", en="no name"),
        expected=Text(ko="설계사무소의 이름", en="the name of an office"),
        remedy=Text(
            ko="설계사무소의 이름을 적거나, 기억하기를 끄십시오.",
            en="Write the name of the office, or do not have it remembered.",
        ),
    )


def foreign_office(named: str, own: str) -> Fault:
    """Asked to remember for an office that is not one's own."""
    return Fault(
        code="corrections/foreign-office",
        where="office",
        found=same(repr(named[:80])),
        expected=same(own) if own else Text(ko="본인의 설계사무소", en="your own office"),
        remedy=Text(
            ko="설계사무소는 관리자가 계정에 적어 둡니다. 관리자에게 확인하십시오.",
            en="Administrators write the office down in your account. Ask them.",
        ),
    )


def older_reading(submission_id: str) -> Fault:
    """A reading in a form that this version does not know."""
    return Fault(
        code="corrections/older",
        where=f"/api/submissions/{submission_id}/reading",
        found=Text(ko="다른 판의 프로그램이 읽은 기록", en="the account of another version"),
        expected=Text(ko="이 판에서 읽은 기록", en="an account of this version"),
        remedy=Text(
            ko="제출물을 다시 올려 이 판으로 읽으십시오.",
            en="Submit the drawings again, to have them read by this version.",
        ),
    )


def unrecognisable(submission_id: str) -> Fault:
    """A review of before it was kept what drawings are known by."""
    return Fault(
        code="corrections/not-kept",
        where=f"/api/submissions/{submission_id}",
        found=Text(
            ko="도면을 알아볼 표지가 저장되지 않은 검토",
            en="a review that kept nothing its drawings are known by",
        ),
        expected=Text(ko="이 판에서 읽은 도면", en="drawings read by this version"),
        remedy=Text(
            ko="기억하기를 끄고 한 번 다시 읽은 뒤, 그 화면에서 기억하게 하십시오.",
            en="Read it again once without remembering, then have it remembered from there.",
        ),
    )


def done_elsewhere(action: Text, where: str) -> Fault:
    """An action that is done together with something else."""
    return Fault(
        code="procedure/elsewhere",
        where=where,
        found=action,
        expected=Text(
            ko="의견 공개는 의견 취합에서, 의결은 의결 화면에서",
            en="opinions are published where they are consolidated, decisions made on their page",
        ),
        remedy=Text(ko="그 화면이나 주소에서 하십시오.", en="Do it there."),
    )


def _written(part: str, written: str) -> Text:
    return join([PLACING_NAMES[part], same(written.strip()[:60] or "-")], ": ")
