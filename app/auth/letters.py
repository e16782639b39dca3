"""Letters with the address of an invitation or a reset, where a mail server is set."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from app.auth.invitations import Purpose
from app.auth.tables import PersonRow
from app.config import ServiceSettings, is_this_machine
from cpted_rules.text import Text

_WAIT_S = 20
_SUBJECTS: dict[Purpose, Text] = {
    "invite": Text(ko="범죄예방 도서 검토에 초대합니다", en="Invitation to CPTED plan review"),
    "reset": Text(ko="비밀번호 다시 정하기", en="Choose a new password"),
}
_WORDS: dict[Purpose, Text] = {
    "invite": Text(
        ko="아래 주소에서 비밀번호를 정하면 들어올 수 있습니다. 이레 동안, 한 번만 쓸 수 있습니다.",
        en="Choose a password at this address to enter. It works once, within seven days.",
    ),
    "reset": Text(
        ko="아래 주소에서 비밀번호를 다시 정하십시오. 24시간 동안, 한 번만 쓸 수 있습니다. "
        "부탁한 적이 없으면 이 메일을 무시하십시오.",
        en="Choose a new password at this address. It works once, within 24 hours. "
        "If you did not ask for it, ignore this letter.",
    ),
}


class Letters:
    """The mail server of the settings; without one, nothing is sent."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings

    @property
    def are_sent(self) -> bool:
        """Whether there is a mail server."""
        return bool(self._settings.smtp_host)

    def send(self, person: PersonRow, purpose: Purpose, word: str) -> None:
        """Send somebody the address that this word opens, Korean first.

        Raises:
            OSError: the server does not take it (smtplib's errors among them).
        """
        settings = self._settings
        if not self.are_sent:
            return
        letter = EmailMessage()
        letter["Subject"] = f"{_SUBJECTS[purpose].ko} / {_SUBJECTS[purpose].en}"
        letter["From"], letter["To"] = settings.smtp_from, person.email
        letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain="cpted.invalid")
        address = f"{settings.public_url}/invitations/{word}"
        letter.set_content(
            f"{_WORDS[purpose].ko}\n\n{address}\n\n{_WORDS[purpose].en}\n", charset="utf-8"
        )
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_WAIT_S) as server:
            if not is_this_machine(settings.smtp_host):
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(letter)
