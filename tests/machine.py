"""What the whole test suite needs of the machine beside Python: a browser and a Chinese font.

`python -m tests.machine` installs Debian's packages where it may, else says what is missing and fails.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSER = Path("/usr/bin/chromium")
PACKAGES = ("chromium", "fonts-noto-cjk")


def missing() -> list[str]:
    fonts = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
        if shutil.which("fc-list")
        else ""
    )
    needed = {"chromium": BROWSER.exists(), "fonts-noto-cjk": bool(fonts.strip())}
    return [package for package in PACKAGES if not needed[package]]


def main() -> int:
    packages = missing()
    if not packages:
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {' and '.join(packages)} for the browser tests ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, env=environment, stdout=subprocess.DEVNULL)
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
        packages = missing()
    if packages:
        print(
            f"The browser tests need {' and '.join(packages)}. As root: {' '.join(command)}", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
