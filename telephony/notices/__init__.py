"""What carries letters out of the house: short messages, mail, the group's robot, browsers."""

from telephony.notices.in_chat import ChatNotices
from telephony.notices.opening import missing_settings, open_senders

__all__ = ["ChatNotices", "missing_settings", "open_senders"]
