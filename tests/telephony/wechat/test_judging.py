"""A settled matter is judged where its patient writes: on WeChat by words and by numbers."""

from tests.telephony.making import Hotline
from tests.telephony.test_satisfaction import open_settled, ratings
from tests.telephony.wechat import shapes
from tests.telephony.wechat.follower import Follower
from tests.telephony.wechat.shapes import OPENID

CONVERSATION = f"wechat-of-{OPENID}"


async def test_by_words_and_then_by_the_number_of_a_choice(follower: Follower, hotline: Hotline) -> None:
    receipt = open_settled(hotline, conversation_id=CONVERSATION, channel="wechat")
    first = await follower.sends(shapes.text("解决了", number="1"))
    assert "这次办得怎么样" in str(first)
    await follower.sends(shapes.text("2", number="2"))
    assert [(one.solved, one.score) for one in ratings(hotline, receipt)] == [(True, 4)]
    assert hotline.bot.asked == []


async def test_where_nothing_is_settled_the_dialogue_hears_it(follower: Follower, hotline: Hotline) -> None:
    await follower.sends(shapes.text("解决了", number="1"))
    assert hotline.bot.asked == ["解决了"]
