"""Install the browser that tests/browser needs, where that can be done without asking: python tools/get_chromium.py

Only on Debian and its kin, by root, and only if there is none. It never fails: without a browser those tests are
skipped, and say why.
"""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 600  # seconds: a slow mirror must not hold up the tests for ever
INSTALL = (
    ("apt-get", "--quiet", "--quiet", "update"),
    ("apt-get", "--quiet", "--quiet", "--yes", "--no-install-recommends", "install", "chromium"),
)


def browser() -> str | None:
    """The path of the browser, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    if browser() or not shutil.which("apt-get") or os.geteuid():
        return
    print("installing Chromium for tests/browser", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALL:
        try:
            subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            break
    print("installed" if browser() else "Chromium could not be installed: its tests will be skipped", flush=True)


if __name__ == "__main__":
    main()
