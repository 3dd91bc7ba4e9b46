"""What can go wrong between a model's name and its first vector."""


class ModelUnavailable(Exception):  # noqa: N818 - a noun of the trade
    """The model's files could not be had from where they are kept."""


class ModelUnusable(Exception):  # noqa: N818 - a noun of the trade
    """The files are there, yet no question encoder can be made of them."""


class EncoderBroken(Exception):  # noqa: N818 - a noun of the trade
    """A built encoder could not be opened, or failed on a text."""
