"""What may stand in the log: our own lines as asked for, and no library's copy of what it carries."""

import logging

# At DEBUG these write frames, bodies, parameters or numbers that they carry, some at INFO.
_NO_LOUDER_THAN = {
    "httpcore": logging.INFO,
    "httpx": logging.WARNING,  # one line a turn says nothing
    "rasa_sdk": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "twilio": logging.WARNING,
    "uvicorn": logging.INFO,  # the socket's frames, in the caller's own words
    "websockets": logging.INFO,
}


def set_up_logs(level: str) -> None:
    """HOTLINE_LOG_LEVEL=DEBUG is for finding faults, and patients' words are none."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    quiet_libraries()


def quiet_libraries() -> None:
    root = logging.getLogger().level
    for name, least in _NO_LOUDER_THAN.items():
        logging.getLogger(name).setLevel(max(least, root))
