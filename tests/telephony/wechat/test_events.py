"""What is asked goes to the intake as on every channel; what is no question gets a sentence of its own."""

import pytest
from sqlalchemy import select

from hotline.messaging.vocabulary import Opening
from hotline.notifications.writing import WECHAT
from hotline.tickets import Ticket
from telephony.bot_client import BotAnswer
from telephony.channels.wechat.events import (
    Followed,
    MenuTapped,
    PictureSent,
    PlaceSent,
    Scanned,
    TemplateTold,
    VoiceSaid,
)
from telephony.messages import Bubble, Choice, InboundMessage, Reply, Speaker
from telephony.notice import notice
from telephony.pace import IN_A_CONVERSATION
from tests.telephony.making import Hotline
from tests.telephony.wechat import shapes
from tests.telephony.wechat.conftest import Account
from tests.telephony.wechat.follower import AES_KEY, Follower
from tests.telephony.wechat.hand import until
from tests.telephony.wechat.shapes import OPENID

CONVERSATION = f"wechat-of-{OPENID}"


async def test_a_question_is_answered_in_place_and_kept(follower: Follower, hotline: Hotline) -> None:
    assert await follower.sends(shapes.text("高血压能吃柚子吗", number="77")) == "您问的是：高血压能吃柚子吗"
    said, answered = hotline.kept()
    assert (said.channel, said.conversation_id, said.message_id) == (WECHAT, CONVERSATION, "77")
    assert said.text == "高血压能吃柚子吗"
    assert answered.text == "您问的是：高血压能吃柚子吗"
    with hotline.database.reading():
        assert hotline.ledger.notice_seen(CONVERSATION) == notice().version


async def test_spoken_words_are_words(follower: Follower) -> None:
    assert await follower.sends(shapes.VOICE_HEARD) == "您问的是：高血压能吃柚子吗。"


async def test_a_ticket_bears_the_number_that_was_proved(
    follower: Follower, account: Account, hotline: Hotline
) -> None:
    account.people.phone = "13800008000"
    hotline.bot.stop()
    assert "工单号" in str(await follower.sends(shapes.text("转人工")))
    with hotline.database.reading() as session:
        assert session.scalars(select(Ticket)).one().phone == "13800008000"


@pytest.mark.parametrize(
    ("xml", "kind", "opening"),
    [
        (shapes.PICTURE, PictureSent, Opening.MESSAGE),
        (shapes.PLACE, PlaceSent, Opening.MESSAGE),
        (shapes.VOICE, VoiceSaid, Opening.MESSAGE),
        (shapes.SUBSCRIBE, Followed, Opening.TAP),
        (shapes.SCAN, Scanned, Opening.TAP),
        (shapes.CLICK, MenuTapped, Opening.TAP),
    ],
)
async def test_what_is_no_question_has_a_sentence(
    follower: Follower, account: Account, xml: str, kind: type, opening: Opening
) -> None:
    assert await follower.sends(xml) == f"关于{kind.__name__}"
    assert (account.people.opened, account.hotline.bot.asked) == ([opening], [])


async def test_an_item_of_the_menu_may_say_something(follower: Follower, hotline: Hotline) -> None:
    assert await follower.sends(shapes.event("CLICK", shapes.key("person"))) == "您问的是：转人工"
    assert hotline.bot.asked == ["转人工"]


async def test_a_place_that_is_waited_for_goes_to_the_hotline(
    follower: Follower, account: Account, hotline: Hotline
) -> None:
    account.place = lambda event, conversation: f"我在{event.label}" if conversation == CONVERSATION else None
    assert await follower.sends(shapes.PLACE) == "您问的是：我在大坪村三组"
    assert account.sayings.asked == []


@pytest.mark.parametrize(
    "xml",
    [shapes.VIEW, shapes.POSITION, *shapes.PICTURES.values(), shapes.UNKNOWN_EVENT, shapes.UNKNOWN_MESSAGE],
)
async def test_what_asks_for_nothing_gets_nothing(follower: Follower, account: Account, xml: str) -> None:
    assert await follower.sends(xml) is None
    assert (account.people.opened, account.sayings.asked) == ([], [])


async def test_whoever_leaves_is_noted_and_not_answered(follower: Follower, account: Account) -> None:
    assert await follower.sends(shapes.UNSUBSCRIBE) is None
    await until(lambda: account.people.gone == [OPENID])


async def test_what_became_of_a_template_message_is_told_on(follower: Follower, account: Account) -> None:
    assert await follower.sends(shapes.template_told("failed:user block")) is None
    await until(lambda: bool(account.told))
    assert isinstance(account.told[0], TemplateTold)
    assert account.told[0].failure == "user block"


@pytest.mark.parametrize("said", ["", "  \n", "\u200b", shapes.STICKER])
async def test_nothing_to_read_is_answered_as_on_the_web(
    follower: Follower, hotline: Hotline, said: str
) -> None:
    xml = said if said.startswith("<xml>") else shapes.text(said)
    assert await follower.sends(xml) == hotline.words.fill("utter_empty_message")
    assert hotline.bot.asked == []


async def test_a_text_too_long_is_answered_as_on_the_web(follower: Follower, hotline: Hotline) -> None:
    assert await follower.sends(shapes.text("药" * 1001)) == hotline.words.fill("utter_message_too_long")


async def test_too_much_at_once_is_refused_and_danger_never_is(follower: Follower, hotline: Hotline) -> None:
    for number in range(IN_A_CONVERSATION.most):
        assert await follower.sends(shapes.text("药", number=str(number)))
    too_many = hotline.words.fill("utter_too_many_messages")
    assert await follower.sends(shapes.text("药", number="91")) == too_many
    assert await follower.sends(shapes.text("药", number="0")) == "您问的是：药", "a copy is never too many"
    assert "120" in str(await follower.sends(shapes.text("我爸胸口压着疼，出冷汗", number="92")))
    assert len(hotline.bell.live()) == 1
    other = shapes.text("药", number="93", openid="oAnother")
    assert await follower.sends(other) == "您问的是：药"
    hotline.clock.move(seconds=30)
    assert str(await follower.sends(shapes.text("药", number="94"))).endswith("您问的是：药")


async def test_a_number_becomes_what_it_stands_for(follower: Follower, hotline: Hotline) -> None:
    choices = (Choice("饮食", "高血压怎么吃"), Choice("运动", "高血压怎么动"))
    hotline.bot.answers["高血压"] = BotAnswer((Bubble("想问哪一样？"),), choices)
    assert await follower.sends(shapes.text("高血压", number="1")) == "想问哪一样？"
    assert await follower.sends(shapes.text("2", number="2")) == "您问的是：高血压怎么动"
    assert await follower.sends(shapes.text("2", number="3")) == "您问的是：2", "it was offered once"


async def test_while_a_nurse_speaks_nothing_is_said_for_her(
    follower: Follower, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def receive(message: InboundMessage) -> Reply:
        return Reply(message_id=message.message_id, bubbles=(), answered_by=Speaker.NURSE)

    monkeypatch.setattr(hotline.intake, "receive", receive)
    assert await follower.sends(shapes.text("谢谢")) is None


async def test_a_fault_is_answered_with_a_number_to_ring(
    follower: Follower, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(account.sayings, "asked")
    line = account.hotline.hospital.placeholders["hotline"]
    assert line in str(await follower.sends(shapes.PICTURE))


class TestSealed:
    """The same in encrypted mode."""

    @pytest.fixture
    def account(self, account: Account) -> Account:
        account.aes_key = AES_KEY
        return account

    async def test_a_question_is_answered_under_a_seal(self, follower: Follower) -> None:
        assert await follower.sends(shapes.text("高血压能吃柚子吗")) == "您问的是：高血压能吃柚子吗"

    async def test_a_danger_is_answered_under_a_seal(self, follower: Follower) -> None:
        assert "120" in str(await follower.sends(shapes.text("我爸胸口压着疼，出冷汗")))

    async def test_nothing_to_say_is_said_in_the_open(self, follower: Follower) -> None:
        assert await follower.sends(shapes.VIEW) is None
