"""WeChat as a door: what is said goes through the peer, and what its follower then reads comes back."""

from typing import TYPE_CHECKING

from telephony.simulator.wechat.deeds import Follower, text
from telephony.simulator.wechat.display import Display
from telephony.simulator.wechat.servers import Delivery, Servers
from tests.golden.doors import Saying
from tests.golden.heard import Heard
from tests.golden.meant import Meant
from tests.golden.wechat_side import Setting, WechatSide

if TYPE_CHECKING:
    from tests.golden.world import World


class WechatDoor:
    """Each caller is a follower; for a loop in which nobody waits."""

    def __init__(self, world: "World") -> None:
        self._clock = world.clock
        self._meant = Meant(world.intake)
        self._side = WechatSide(world, setting=Setting())
        self._followers: dict[str, Servers] = {}

    async def say(self, saying: Saying, *, copies: int) -> Heard:
        servers = self._followers.setdefault(saying.caller, self._servers(saying.caller))
        servers.display.shown.clear()
        self._side.api.heard_from(servers.follower.openid)
        await servers.deliver(Delivery(fields=text(saying.text), copies=copies))
        await servers.hang_up()
        assert servers.display.faults == []
        read = "\n".join(one.text for one in servers.display.ours())
        reply = self._meant.last()
        return Heard(text=read, answered_by="door") if reply is None else Heard.of_reply(reply, text=read)

    async def close(self) -> None:
        await self._side.close()

    def _servers(self, caller: str) -> Servers:
        side, follower = self._side, Follower(openid=f"o{caller}")
        return Servers(side.http, side.account, self._clock, Display(), follower)
