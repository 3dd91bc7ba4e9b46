"""What the numbers under the last reply of a conversation stand for, on a channel without buttons."""

from hotline.offered_choices.choices import OfferedChoices
from hotline.offered_choices.keeping import find_offer, keep_offer
from hotline.offered_choices.offer import Offer

__all__ = ["Offer", "OfferedChoices", "find_offer", "keep_offer"]
