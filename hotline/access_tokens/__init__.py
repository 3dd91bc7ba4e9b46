"""What a provider lends us to speak with it: asked for by one replica at a time, used by all."""

from hotline.access_tokens.keeping import EARLY, Lent, Turn, end_turn, keep_token, take_turn
from hotline.access_tokens.record import AccessToken

__all__ = ["EARLY", "AccessToken", "Lent", "Turn", "end_turn", "keep_token", "take_turn"]
