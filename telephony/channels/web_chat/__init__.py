"""The web chat: one page, one websocket, and the same exchange over plain HTTP for programs."""

from telephony.channels.web_chat.routes import LONGEST_FRAME, WebChat, router

__all__ = ["LONGEST_FRAME", "WebChat", "router"]
