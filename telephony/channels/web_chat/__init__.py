"""The web chat: one page, one websocket, and the same exchange over plain HTTP for programs."""

from telephony.channels.web_chat.chat import CHANNEL, WebChat
from telephony.channels.web_chat.doorbell import Doorbell
from telephony.channels.web_chat.protocol import LONGEST_FRAME
from telephony.channels.web_chat.routes import router

__all__ = ["CHANNEL", "LONGEST_FRAME", "Doorbell", "WebChat", "router"]
