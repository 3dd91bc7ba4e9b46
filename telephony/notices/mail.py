"""Mail over the hospital's own server, never without TLS."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from hotline.clock import Clock
from hotline.notifications import House, LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.answers import TIME_LIMIT
from telephony.settings import SmtpSecurity, TelephonySettings

_NEVER = range(500, 600)


class Mail:
    """The Message-ID is the letter's own: a mailbox can tell that two copies are one."""

    def __init__(self, settings: TelephonySettings, *, house: House, clock: Clock) -> None:
        self._settings = settings
        self._house = house
        self._clock = clock

    def send(self, letter: OutgoingLetter) -> None:
        if not letter.address:
            raise LetterRefused("no address")
        try:
            message = self._message(letter)
        except ValueError:
            raise LetterRefused("bad address") from None
        try:
            with self._connect() as server:
                self._sign_in(server)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            raise _fault(max(code for code, _ in refused.recipients.values())) from None
        except smtplib.SMTPResponseException as refused:
            raise _fault(refused.smtp_code) from None
        except OSError as error:  # SMTPException is one
            raise SendingFailed(type(error).__name__) from None

    def _message(self, letter: OutgoingLetter) -> EmailMessage:
        sender = str(self._settings.smtp_from)
        message = EmailMessage()
        message["From"] = formataddr((self._house.hospital, sender))
        message["To"] = letter.address
        message["Subject"] = letter.title
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        if letter.enclosed:
            kind, _, finer = letter.enclosed.media_type.partition("/")
            message.add_attachment(
                letter.enclosed.content, maintype=kind, subtype=finer, filename=letter.enclosed.name
            )
        return message

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        host, port = str(settings.smtp_host), settings.smtp_port
        context = ssl.create_default_context(cafile=settings.smtp_ca_file)
        if settings.smtp_security is SmtpSecurity.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=TIME_LIMIT, context=context)
        server = smtplib.SMTP(host, port, timeout=TIME_LIMIT)
        try:
            server.starttls(context=context)  # raises where the server offers none
        except OSError:
            server.close()
            raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if self._settings.smtp_user and self._settings.smtp_password:
            server.login(self._settings.smtp_user, self._settings.smtp_password.get_secret_value())


def _fault(code: int) -> LetterRefused | SendingFailed:
    return (LetterRefused if code in _NEVER else SendingFailed)(f"SMTP {code}")
