"""How each process of the hotline is started; the same for `up`, the tests and the benchmarks."""

import sys

from console.paths import BOT, BOT_PYTHON, ROOT
from console.secrets import action_token, data_key
from console.settings import Settings
from console.supervisor import ChildSpec

LOOPBACK = "127.0.0.1"


def application_spec(settings: Settings) -> ChildSpec:
    """The application, with these settings whatever the environment says."""
    return ChildSpec(
        name="hotline",
        command=[sys.executable, "-m", "console", "serve"],
        folder=ROOT,
        log=settings.var / "log" / "hotline.log",
        environment={
            "HOTLINE_HOST": settings.host,
            "HOTLINE_PORT": str(settings.port),
            "HOTLINE_VAR": str(settings.var),
            "HOTLINE_DATABASE_URL": settings.storage,
            "HOTLINE_DATA_KEY": data_key(settings),
            "HOTLINE_ACTION_TOKEN": action_token(settings),
            "HOTLINE_RASA_URL": f"http://{LOOPBACK}:{settings.rasa_port}",
        },
    )


def rasa_spec(settings: Settings) -> ChildSpec:
    """Rasa on the loopback address: it has no authentication of its own."""
    command = [str(BOT_PYTHON), "serve.py", "run", "--model", str(settings.bot_models)]
    command += ["--port", str(settings.rasa_port), "--interface", LOOPBACK]
    command += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    actions = f"{settings.address}/actions/webhook?token={action_token(settings)}"
    return ChildSpec(
        name="Rasa",
        command=command,
        folder=BOT,
        log=settings.var / "log" / "rasa.log",
        environment={"HOTLINE_ACTIONS_URL": actions},
    )


def can_start_rasa(settings: Settings) -> bool:
    return BOT_PYTHON.exists() and any(settings.bot_models.glob("*.tar.gz"))
