"""`hotline serve`: the application's process: doors, actions, timers, model and index."""

import click

from console.logs import set_up_logs
from console.settings import read_settings
from telephony.channels.web_chat import LONGEST_FRAME

_KEEP_ALIVE = 30
"""Seconds; uvicorn's own 5 s race with callers that ask again after five."""


@click.command()
def command() -> None:
    """Run the application at HOTLINE_HOST and HOTLINE_PORT until it is told to stop."""
    import uvicorn  # noqa: PLC0415 - only this command serves

    from console.application import build_application  # noqa: PLC0415

    settings = read_settings()
    set_up_logs(settings.log_level)
    uvicorn.run(
        build_application(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # addresses and paths of callers stay out of the logs
        timeout_keep_alive=_KEEP_ALIVE,
        ws_max_size=LONGEST_FRAME,
        proxy_headers=False,
        server_header=False,
    )
