"""Why an account was not changed: one table from the errors of the trade to the desk's sentences."""

from collections.abc import Mapping
from http import HTTPStatus

from desk.forms import BadChoice, BlankField, FaultyForm, TooLong
from desk.refusals import Refusal
from desk.words import Words
from hotline.staff import (
    LastAdministrator,
    NoSecondFactor,
    NoSuchStaff,
    NotDisabled,
    PasswordCommon,
    PasswordRefused,
    PasswordShort,
    SecondFactorOn,
    UsernameTaken,
    UsernameUnfit,
    WrongCode,
)


class WrongPassword(Exception):  # noqa: N818 - a noun of the trade
    """Whoever sits here does not know the member's password, or guessed too often."""


class PasswordsDiffer(FaultyForm):
    """The new password was typed in two ways."""


class PasswordUnchanged(FaultyForm):
    """The new password is the old one."""


class NotOneself(Exception):  # noqa: N818 - a noun of the trade
    """An administrator's own account is changed on the account's page."""


ACCOUNT_REFUSALS: Mapping[type[Exception], str] = {
    WrongPassword: "wrong_password",
    PasswordsDiffer: "passwords_differ",
    PasswordUnchanged: "password_unchanged",
    NotOneself: "not_oneself",
    PasswordShort: "password_short",
    PasswordCommon: "password_common",
    WrongCode: "wrong_code",
    SecondFactorOn: "second_factor_on",
    NoSecondFactor: "no_second_factor",
    UsernameTaken: "username_taken",
    UsernameUnfit: "username_unfit",
    NoSuchStaff: "no_such_staff",
    NotDisabled: "not_disabled",
    LastAdministrator: "last_administrator",
    BlankField: "blank",
    TooLong: "too_long",
    BadChoice: "bad_choice",
}
ACCOUNT_REFUSED = tuple(ACCOUNT_REFUSALS)


def explain_account(error: Exception, *, words: Words) -> Refusal:
    facts = {name: getattr(error, name) for name in ("least", "most", "username") if hasattr(error, name)}
    sentence = words.say("account_refusals", ACCOUNT_REFUSALS[type(error)], **facts)
    unfit = isinstance(error, FaultyForm | PasswordRefused | WrongPassword | WrongCode | UsernameUnfit)
    return Refusal(sentence, HTTPStatus.UNPROCESSABLE_ENTITY if unfit else HTTPStatus.CONFLICT)
