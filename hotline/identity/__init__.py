"""Who a caller is across channels: an address on a channel, and the phone number he proved to be his."""

from hotline.identity.binding import (
    Awaited,
    Confirmation,
    ask_binding,
    await_number,
    awaited,
    confirm_binding,
    unbind,
)
from hotline.identity.binding_code import BindingCode
from hotline.identity.channel_identity import ChannelIdentity
from hotline.identity.errors import AskedTooOften, BindingRefused, NoMobile
from hotline.identity.looking import bound_phone, conversation_for, identities_of_phone
from hotline.identity.recognising import (
    address_of,
    find_by_address,
    find_identity,
    leave,
    leave_conversation,
    recognise,
)
from hotline.identity.rules import binding_rules

__all__ = [
    "AskedTooOften",
    "Awaited",
    "BindingCode",
    "BindingRefused",
    "ChannelIdentity",
    "Confirmation",
    "NoMobile",
    "address_of",
    "ask_binding",
    "await_number",
    "awaited",
    "binding_rules",
    "bound_phone",
    "confirm_binding",
    "conversation_for",
    "find_by_address",
    "find_identity",
    "identities_of_phone",
    "leave",
    "leave_conversation",
    "recognise",
    "unbind",
]
