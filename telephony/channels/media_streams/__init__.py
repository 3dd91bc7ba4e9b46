"""The sound of a call, which the provider streams to us while it goes on: what is said is understood here."""

from telephony.channels.media_streams.ears import Ears
from telephony.channels.media_streams.routes import router

__all__ = ["Ears", "router"]
