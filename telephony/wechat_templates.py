"""WeChat tells afterwards what became of a template message; one that did not arrive goes the next way."""

import logging

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.identity import find_by_address
from hotline.messaging import Ways, take_back
from hotline.notifications.writing import WECHAT
from telephony.channels.wechat.events import TemplateTold

_LOG = logging.getLogger(__name__)


class WechatTemplates:
    """Blocks; never raises for want of the store. Without `ways` the account writes nothing of itself."""

    def __init__(self, database: Database, *, ways: Ways | None, clock: Clock) -> None:
        self._database = database
        self._ways = ways
        self._clock = clock

    def note(self, told: TemplateTold) -> None:
        """As often as WeChat says it. Of a number that is none of ours nothing is kept."""
        if told.failure is None:
            return
        _LOG.warning("template message %s did not arrive: %s", told.message, told.failure)
        if self._ways is None:
            return
        try:
            self._take_back(told, ways=self._ways)
        except StorageUnavailable:
            # WeChat does not say it again: nurses' lines are still written when he writes, a notice is not.
            _LOG.warning("the store is away: what template message %s told of is told no more", told.message)

    def _take_back(self, told: TemplateTold, *, ways: Ways) -> None:
        with self._database.transaction() as session:
            known = find_by_address(session, channel=WECHAT, address=told.openid)
            if known is not None:
                take_back(
                    session,
                    conversation_id=known.conversation_id,
                    message=told.message,
                    ways=ways,
                    clock=self._clock,
                )
