"""Mail goes over TLS to the hospital's own server, signed in, and never in the open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from hotline.notifications import Enclosure, House, LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.mail import Mail
from telephony.settings import SmtpSecurity, TelephonySettings
from tests.hotline.making import SetClock
from tests.telephony.notices.certificate import make_certificate
from tests.telephony.notices.stand_in_mail import PASSWORD, USER, Letterbox, mail_server

Letter = Callable[..., OutgoingLetter]
TO = "chen@hospital.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture(params=SmtpSecurity)
def server(
    request: pytest.FixtureRequest, letterbox: Letterbox, certificate: tuple[Path, Path]
) -> Iterator[Controller]:
    controller = mail_server(letterbox, security=request.param, certificate=certificate)
    controller.security = request.param
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mail(server: Controller, house: House, certificate: tuple[Path, Path]) -> Callable[..., Mail]:
    def made(**changed: Any) -> Mail:
        fields: dict[str, Any] = {
            "smtp_host": "127.0.0.1",
            "smtp_port": server.port,
            "smtp_security": server.security,
            "smtp_user": USER,
            "smtp_password": SecretStr(PASSWORD),
            "smtp_from": "hotline@hospital.example",
            "smtp_ca_file": certificate[0],
        }
        settings = TelephonySettings.model_construct(**fields | changed)
        return Mail(settings, house=house, clock=SetClock())

    return made


def test_a_letter_arrives_readable(mail: Callable[..., Mail], letterbox: Letterbox, a_letter: Letter) -> None:
    letter = a_letter(address=TO, title="工单快到时限", text="工单 261123-0042 要在今天前答复。\n请尽快。")
    mail().send(letter)
    (arrived,) = letterbox.messages
    assert (arrived["To"], arrived["Subject"]) == (TO, "工单快到时限")
    assert arrived["From"] == "县总医院 <hotline@hospital.example>"
    assert arrived.get_content().split() == letter.text.split()
    assert arrived["Message-ID"] == f"<{letter.id}@hospital.example>"
    assert arrived["Auto-Submitted"] == "auto-generated"


def test_what_is_enclosed_arrives_with_its_name(
    mail: Callable[..., Mail], letterbox: Letterbox, a_letter: Letter
) -> None:
    enclosed = Enclosure(name="digest-2026-W47.pdf", media_type="application/pdf", content=b"%PDF-1.7\n\xff")
    mail().send(a_letter(address=TO, text="结论在此。", enclosed=enclosed))
    (arrived,) = letterbox.messages
    (file,) = arrived.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (enclosed.name, enclosed.media_type)
    assert file.get_content() == enclosed.content
    body = arrived.get_body()
    assert body is not None
    assert body.get_content().strip() == "结论在此。"


@pytest.mark.parametrize(
    ("refusal", "fault"),
    [("550 no such mailbox", LetterRefused), ("451 try again later", SendingFailed)],
)
def test_the_servers_number_says_whether_it_is_tried_again(
    mail: Callable[..., Mail], letterbox: Letterbox, a_letter: Letter, refusal: str, fault: type[Exception]
) -> None:
    letterbox.refusal = refusal
    with pytest.raises(fault) as raised:
        mail().send(a_letter(address=TO))
    assert str(raised.value) == f"SMTP {refusal[:3]}"


def test_a_wrong_password_is_refused(mail: Callable[..., Mail], a_letter: Letter) -> None:
    with pytest.raises(LetterRefused, match="SMTP 535"):
        mail(smtp_password=SecretStr("wrong")).send(a_letter(address=TO))


def test_an_unknown_certificate_gets_no_letter(
    mail: Callable[..., Mail], letterbox: Letterbox, a_letter: Letter
) -> None:
    with pytest.raises(SendingFailed, match="SSL"):
        mail(smtp_ca_file=None).send(a_letter(address=TO))
    assert letterbox.messages == []


def test_nobody_there_is_tried_again(mail: Callable[..., Mail], a_letter: Letter) -> None:
    with pytest.raises(SendingFailed, match="ConnectionRefusedError"):
        mail(smtp_port=1).send(a_letter(address=TO))


@pytest.mark.parametrize("address", [None, "", "a@b.cn\nBcc: everybody@b.cn"])
def test_what_is_no_address_is_refused(
    mail: Callable[..., Mail], letterbox: Letterbox, a_letter: Letter, address: str | None
) -> None:
    with pytest.raises(LetterRefused):
        mail().send(a_letter(address=address))
    assert letterbox.messages == []
