"""What is wrong with what was said of people, in words they can act on."""

from collections.abc import Iterable

from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

_NOWHERE = "-"


def wrong_sign_in() -> Fault:
    """Address or password is wrong; which one is not said."""
    return Fault(
        code="access/wrong-sign-in",
        where="/sign-in",
        found=Text(
            ko="이메일이나 비밀번호가 맞지 않거나, 여러 번 틀려 잠시 잠김",
            en="the address or the password is wrong, or the account is locked for a while",
        ),
        expected=Text(
            ko="초대받은 이메일과 정한 비밀번호", en="the address invited and its password"
        ),
        remedy=Text(
            ko="한글·영문 자판과 Caps Lock을 확인하십시오. 잠긴 계정은 한 시간 안에 열립니다. "
            "비밀번호를 잊었으면 아래에서 다시 정하십시오.",
            en="Check the keyboard and Caps Lock. A locked account opens within an hour. "
            "If the password is forgotten, reset it below.",
        ),
    )


def weak_password(shortest: int) -> Fault:
    """What was chosen may not be a password; it is not repeated."""
    return Fault(
        code="access/weak-password",
        where="password",
        found=Text(ko="너무 짧거나 단순한 비밀번호", en="a password too short or too simple"),
        expected=Text(
            ko=f"{shortest}자 이상, 서로 다른 글자 5개 이상, 이메일이 들어 있지 않을 것",
            en=f"at least {shortest} characters, 5 of them different, without your address",
        ),
        remedy=Text(
            ko="기억하기 쉬운 낱말 서너 개를 이어 쓰십시오.",
            en="Put three or four words together that you remember easily.",
        ),
    )


def unlike_passwords() -> Fault:
    """The password was typed twice, differently."""
    return Fault(
        code="access/unlike-passwords",
        where="again",
        found=Text(ko="두 번 쓴 비밀번호가 다름", en="two different passwords"),
        expected=Text(ko="같은 비밀번호 두 번", en="the same password twice"),
        remedy=Text(ko="다시 쓰십시오.", en="Type it again."),
    )


def wrong_password() -> Fault:
    """The present password is not what was typed."""
    return Fault(
        code="access/wrong-password",
        where="old",
        found=Text(ko="지금 비밀번호와 다름", en="not the present password"),
        expected=Text(ko="지금 비밀번호", en="the present password"),
        remedy=Text(ko="다시 쓰십시오.", en="Type it again."),
    )


def no_invitation() -> Fault:
    """The address of an invitation does not work."""
    return Fault(
        code="access/no-invitation",
        where="/invitations/…",
        found=Text(
            ko="이미 썼거나, 기한이 지났거나, 새 주소로 바뀐 초대",
            en="an invitation that was used, is over, or was replaced by a newer one",
        ),
        expected=Text(ko="쓰지 않은 초대 주소", en="an invitation not yet used"),
        remedy=Text(
            ko="이미 비밀번호를 정했으면 로그인하십시오. 아니면 관리자에게 새 주소를 받으십시오.",
            en="Sign in if you have chosen a password; else ask an administrator for a new one.",
        ),
    )


def no_csrf() -> Fault:
    """A request that changes something lacks the word of its session."""
    return Fault(
        code="access/csrf",
        where="X-CSRF-Token, csrf",
        found=Text(
            ko="이 로그인의 확인 값이 없거나 다름",
            en="the word of this sign-in is missing or wrong",
        ),
        expected=Text(
            ko="이 로그인으로 연 화면에서 보낸 요청", en="a request of a page of this sign-in"
        ),
        remedy=Text(
            ko="화면을 새로 고친 뒤 다시 보내십시오.", en="Reload the page and send it again."
        ),
    )


def no_email(found: str) -> Fault:
    """What was given is no e-mail address."""
    return Fault(
        code="person/email",
        where="email",
        found=same(repr(found[:80])),
        expected=Text(ko="이메일 주소", en="an e-mail address"),
        remedy=Text(ko="name@example.kr처럼 쓰십시오.", en="Write it like name@example.kr."),
    )


def email_taken(found: str) -> Fault:
    """Somebody has that address already."""
    return Fault(
        code="person/email-taken",
        where="email",
        found=same(found[:80]),
        expected=Text(ko="아직 없는 사람", en="somebody not here yet"),
        remedy=Text(
            ko="목록에서 그 사람을 찾아 역할을 주거나 다시 초대하십시오.",
            en="Find them in the list, give them a role or invite them again.",
        ),
    )


def no_name() -> Fault:
    """A name is empty."""
    return Fault(
        code="person/name",
        where="name",
        found=Text(ko="비어 있음", en="empty"),
        expected=Text(ko="이름", en="a name"),
        remedy=Text(ko="이름을 쓰십시오.", en="Write a name."),
    )


def no_person(person_id: str) -> Fault:
    """There is no such person."""
    return _unknown("person/unknown", person_id, Text(ko="없는 사람", en="nobody"))


def no_committee(committee_id: str) -> Fault:
    """There is no such committee."""
    return _unknown("committee/unknown", committee_id, Text(ko="없는 위원회", en="no committee"))


def no_token(token_id: str) -> Fault:
    """There is no such token of this person."""
    return _unknown("token/unknown", token_id, Text(ko="없는 토큰", en="no token"))


def no_membership() -> Fault:
    """Somebody does not have the role that was to end."""
    return _unknown("committee/no-role", "role", Text(ko="맡지 않은 역할", en="a role not held"))


def committee_named(name: str) -> Fault:
    """There is a committee of that name."""
    return Fault(
        code="committee/named",
        where="name",
        found=same(name[:80]),
        expected=Text(ko="다른 위원회와 다른 이름", en="a name of its own"),
        remedy=Text(ko="이름에 자치구를 넣으십시오.", en="Put the district into the name."),
    )


def not_in_committee(role: str) -> Fault:
    """A role that committees do not give."""
    return Fault(
        code="committee/role",
        where="role",
        found=same(role),
        expected=Text(
            ko="범죄예방 위원, 위원, 간사, 위원장, 담당 공무원",
            en="expert, member, secretary, chair or official",
        ),
        remedy=Text(
            ko="설계자는 사건을 올린 사람이고, 관리자는 사람 목록에서 정합니다.",
            en="Architects are those who send a case; the list of people makes administrators.",
        ),
    )


def not_recommended() -> Fault:
    """An expert without the body that recommended them."""
    return Fault(
        code="committee/body",
        where="body",
        found=Text(ko="추천 기관 없음", en="no recommending body"),
        expected=Text(
            ko="추천 기관 (건축법 시행령 제5조의5제6항제1호나목)",
            en="the recommending body (Building Act decree art. 5-5(6)1b)",
        ),
        remedy=Text(ko="추천 기관을 고르십시오.", en="Choose the recommending body."),
    )


def last_administrator() -> Fault:
    """Nobody would be left to administrate."""
    return Fault(
        code="person/last-administrator",
        where="is_administrator",
        found=Text(ko="마지막 관리자", en="the last administrator"),
        expected=Text(ko="관리자 한 사람 이상", en="at least one administrator"),
        remedy=Text(
            ko="먼저 다른 사람을 관리자로 정하십시오.", en="Make somebody else administrator first."
        ),
    )


def too_many_tokens(most: int) -> Fault:
    """Somebody has as many tokens as they may."""
    return Fault(
        code="token/too-many",
        where=_NOWHERE,
        found=Text(ko=f"토큰 {most}개", en=f"{most} tokens"),
        expected=Text(ko=f"{most}개까지", en=f"at most {most}"),
        remedy=Text(ko="쓰지 않는 토큰을 지우십시오.", en="Revoke those that are not used."),
    )


def token_days(found: int, offered: Iterable[int]) -> Fault:
    """A token that would last a time that is not offered."""
    return Fault(
        code="token/days",
        where="days",
        found=same(str(found)),
        expected=same(", ".join(map(str, offered))),
        remedy=Text(ko="그중에서 고르십시오.", en="Choose one of them."),
    )


def _unknown(code: str, where: str, found: Text) -> Fault:
    return Fault(
        code=code,
        where=where[:80],
        found=found,
        expected=Text(ko="목록에 있는 것", en="one of the list"),
        remedy=Text(ko="목록을 새로 고쳐 다시 고르십시오.", en="Reload the list and choose again."),
    )
