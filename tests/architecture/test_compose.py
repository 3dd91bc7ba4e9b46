"""The compose file is valid, keeps no secret, and builds from the lock files."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from telephony.channels.twilio_phone import PREFIX
from telephony.channels.wechat.routes import PATH as WECHAT_PATH

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_schema_of_compose_files_is_kept() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(ROOT / "docker-compose.yml"),
    ]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_four_services_and_the_migration_are_there() -> None:
    assert set(COMPOSE["services"]) == {"application", "rasa", "postgres", "proxy", "migrate"}


def test_every_lasting_service_has_a_health_check() -> None:
    lasting = {name: service for name, service in COMPOSE["services"].items() if name != "migrate"}
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []


def test_no_secret_stands_in_the_file() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"KEY|PASSWORD|TOKEN|SECRET|DATABASE_URL", name):
                assert "${" in value, name


def test_images_are_built_from_the_lock_files() -> None:
    targets = {service["build"]["target"] for service in COMPOSE["services"].values() if "build" in service}
    assert targets == set(re.findall(r"^FROM \S+ AS (\w+)", DOCKERFILE, re.MULTILINE))
    assert "-r requirements.lock" in DOCKERFILE
    assert "-r bot/requirements.lock" in DOCKERFILE


def test_everything_the_images_copy_exists() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    paths = [path for line in copied for path in line.split()]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_proxy_hides_the_actions() -> None:
    assert "location /actions/ { return 404; }" in (ROOT / "deploy" / "proxy.conf").read_text(
        encoding="utf-8"
    )


def test_the_proxy_leads_the_whole_telephone_to_one_replica() -> None:
    proxy = (ROOT / "deploy" / "proxy.conf").read_text(encoding="utf-8")
    assert re.search(rf"location {PREFIX} {{\s+proxy_pass http://telephone;", proxy)
    upstream = re.search(r"upstream telephone {(.*?)}", proxy, re.DOTALL)
    assert upstream is not None
    # `consistent` chooses a name, and all replicas have the same.
    assert re.search(r"^\s*hash telephone;$", upstream[1], re.MULTILINE)
    image = COMPOSE["services"]["proxy"]["image"]
    version = re.search(r":(\d+)\.(\d+)", image)
    assert version is not None
    assert (int(version[1]), int(version[2])) >= (1, 28), "`resolve` came with 1.27.3"


def test_the_proxy_leads_a_follower_to_one_replica_and_writes_nothing_of_him_down() -> None:
    proxy = (ROOT / "deploy" / "proxy.conf").read_text(encoding="utf-8")
    location = re.search(rf"location = {WECHAT_PATH} {{(.*?)}}", proxy, re.DOTALL)
    upstream = re.search(r"upstream wechat {(.*?)}", proxy, re.DOTALL)
    assert location is not None
    assert upstream is not None
    assert "proxy_pass http://wechat;" in location[1]
    assert "access_log off;" in location[1]
    assert re.search(r"^\s*hash \$arg_openid;$", upstream[1], re.MULTILINE)


def test_no_image_takes_environments_databases_or_secrets_with_it() -> None:
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    assert {".venv", "bot/.venv", "var", ".env", ".git"} <= ignored
