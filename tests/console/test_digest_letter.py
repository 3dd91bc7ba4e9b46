"""The weekly digest is in the mailbox on Monday at half past seven, once, with the week as PDF."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from console.commands.doctor import examine
from console.digest_letter import DigestLetter
from console.paths import KNOWLEDGE, MIGRATIONS
from console.settings import read_settings
from console.words import Trouble
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.notifications import (
    House,
    Letter,
    LetterFault,
    LetterState,
    Means,
    NoticeKind,
    OutgoingLetter,
    Senders,
    SendingFailed,
    send_one_letter,
)
from knowledge_base import Hospital, KnowledgeBase, load_hospital, load_knowledge
from tests.hotline.digest.making import ZONE, at, say, ticket
from tests.hotline.making import SetClock

READERS = ("yuanzhang@hospital.example", "hulibu@hospital.example")


class Mailbox:
    """Takes what is sent; fails while it is told to."""

    def __init__(self) -> None:
        self.letters: list[OutgoingLetter] = []
        self.is_away = False

    def send(self, letter: OutgoingLetter) -> None:
        if self.is_away:
            raise SendingFailed("away")
        self.letters.append(letter)


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    return load_hospital(KNOWLEDGE / "hospital" / "profile.yml")


@pytest.fixture(scope="module")
def knowledge(hospital: Hospital) -> KnowledgeBase:
    return load_knowledge(KNOWLEDGE, hospital=hospital)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    kept = Database(url)
    yield kept
    kept.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(monday(7, 30))


def monday(hour: int, minute: int = 0) -> datetime:
    """After the week of the tests."""
    return at(day=7, hour=hour) + timedelta(minutes=minute)


@pytest.fixture
def replica(
    database: Database, hospital: Hospital, knowledge: KnowledgeBase, clock: SetClock
) -> list[DigestLetter]:
    return [
        DigestLetter(database, to=READERS, hospital=hospital, knowledge=lambda: knowledge, clock=clock)
        for _ in range(2)
    ]


def senders(one: DigestLetter, mailbox: Mailbox | None) -> Senders:
    return Senders(
        on={Means.EMAIL: mailbox} if mailbox else {},
        missing={} if mailbox else {Means.EMAIL: "HOTLINE_SMTP_HOST"},
        house=House(hospital="县总医院", hotline="0000-8810120", zone=ZONE, address="https://desk.example"),
        enclosing={NoticeKind.WEEKLY_DIGEST: one.enclose},
    )


def send_all(database: Database, one: DigestLetter, clock: SetClock, mailbox: Mailbox | None) -> None:
    while send_one_letter(database, clock=clock, senders=senders(one, mailbox)):
        pass


def paper(letter: OutgoingLetter) -> str:
    assert letter.enclosed is not None
    pages = PdfReader(io.BytesIO(letter.enclosed.content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_it_is_written_from_half_past_seven_on_and_once_a_week(
    replica: list[DigestLetter], clock: SetClock
) -> None:
    written = []
    moments = (
        monday(0),
        monday(7, 29),
        monday(7, 30),
        monday(7, 31),
        monday(20),
        monday(7) + timedelta(days=7),
    )
    for clock.at in (*moments, monday(9) + timedelta(days=7)):
        written.append(replica[0].look())
    assert written == [0, 0, 2, 0, 0, 0, 2]


def test_two_replicas_write_each_letter_once(replica: list[DigestLetter], database: Database) -> None:
    assert [one.look() for one in replica] == [2, 0]
    with database.reading() as session:
        assert {letter.address for letter in session.scalars(select(Letter))} == set(READERS)


def test_two_replicas_that_looked_at_the_same_moment_write_each_letter_once(
    replica: list[DigestLetter], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replica[0].look() == 2
    monkeypatch.setattr("console.digest_letter.posted", lambda *_, **__: frozenset())
    assert replica[1].look() == 0
    with database.reading() as session:
        assert len(session.scalars(select(Letter)).all()) == 2


def test_who_starts_late_on_monday_still_sends(replica: list[DigestLetter], clock: SetClock) -> None:
    clock.at = monday(9)
    assert replica[0].look() == 2


def test_a_process_started_again_sends_nothing_twice(
    replica: list[DigestLetter], database: Database, clock: SetClock
) -> None:
    mailbox = Mailbox()
    replica[0].look()
    send_all(database, replica[0], clock, mailbox)
    clock.move(hours=3)
    assert replica[1].look() == 0
    send_all(database, replica[1], clock, mailbox)
    assert len(mailbox.letters) == 2


def test_the_letter_says_the_conclusions_and_brings_the_week(
    replica: list[DigestLetter], database: Database, clock: SetClock
) -> None:
    say(database, "web-1", at(), "gout.beer")
    ticket(database, "web-2", at(), summary="阿婆问绿萝卜")
    mailbox = Mailbox()
    replica[0].look()
    send_all(database, replica[0], clock, mailbox)
    letter = mailbox.letters[0]
    assert letter.title == "健康热线每周小结 2026年第47周（11月16日至11月22日）"
    assert letter.text.startswith("有1件工单过了承诺的时间，")
    assert "\n来询1次" in letter.text
    assert "https://desk.example/desk/digest?week=2026-W47" in letter.text
    assert letter.enclosed is not None
    assert letter.enclosed.name == "digest-2026-W47.pdf"
    assert "有1件工单过了承诺的时间" in paper(letter)
    assert "绿萝卜" not in letter.text + paper(letter)


def test_a_week_without_contacts_is_told_too(
    replica: list[DigestLetter], database: Database, clock: SetClock
) -> None:
    mailbox = Mailbox()
    replica[0].look()
    send_all(database, replica[0], clock, mailbox)
    assert mailbox.letters[0].text.startswith("这一周没有人来询。")
    assert "这一周没有人来询。" in paper(mailbox.letters[0])


def test_what_is_sent_late_is_the_week_as_it_was_told(
    replica: list[DigestLetter], database: Database, clock: SetClock
) -> None:
    mailbox = Mailbox()
    mailbox.is_away = True
    replica[0].look()
    send_all(database, replica[0], clock, mailbox)
    mailbox.is_away = False
    clock.move(hours=2)
    send_all(database, replica[0], clock, mailbox)
    assert len(mailbox.letters) == 2
    assert "数字截至2026年11月23日7:30" in paper(mailbox.letters[0])


def test_without_mail_the_letters_wait_for_a_person(
    replica: list[DigestLetter], database: Database, clock: SetClock
) -> None:
    replica[0].look()
    send_all(database, replica[0], clock, None)
    with database.reading() as session:
        found = {(one.state, one.fault, one.fault_detail) for one in session.scalars(select(Letter))}
    assert found == {(LetterState.DEAD, LetterFault.MEANS_OFF, "HOTLINE_SMTP_HOST")}


def test_nothing_is_written_where_nobody_is_to_read_it(
    database: Database, hospital: Hospital, knowledge: KnowledgeBase, clock: SetClock
) -> None:
    nobody = DigestLetter(database, to=(), hospital=hospital, knowledge=lambda: knowledge, clock=clock)
    assert nobody.look() == 0


@pytest.mark.parametrize(
    ("written", "read"),
    [("", ()), (" a@b.cn ,c@d.cn ", ("a@b.cn", "c@d.cn")), ("a@b.cn", ("a@b.cn",))],
)
def test_readers_are_set_as_a_list(
    monkeypatch: pytest.MonkeyPatch, written: str, read: tuple[str, ...]
) -> None:
    monkeypatch.setenv("HOTLINE_DIGEST_TO", written)
    assert read_settings().digest_readers == read


@pytest.mark.parametrize("written", ["院长", "a@b.cn c@d.cn", "a@b.cn，c@d.cn"])
def test_what_is_no_list_of_addresses_is_named(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("HOTLINE_DIGEST_TO", written)
    with pytest.raises(Trouble, match="HOTLINE_DIGEST_TO"):
        read_settings()


@pytest.mark.parametrize(
    ("readers", "server", "state"),
    [("", "", "off"), ("a@b.cn", "", "fault"), ("a@b.cn", "mail.b.cn", "ok")],
)
def test_the_doctor_says_whether_it_is_sent(
    monkeypatch: pytest.MonkeyPatch, readers: str, server: str, state: str
) -> None:
    monkeypatch.setenv("HOTLINE_DIGEST_TO", readers)
    monkeypatch.setenv("HOTLINE_SMTP_HOST", server)
    monkeypatch.setenv("HOTLINE_SMTP_FROM", server and f"hotline@{server}")
    monkeypatch.setattr("console.commands.doctor._running", lambda _settings: ())
    found = {one.part: one for one in examine(read_settings())}
    assert found["weekly digest"].state == state
