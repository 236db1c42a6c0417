"""A real browser for the tests: Debian's Chromium, without a Chinese font and without a network."""

import os
from pathlib import Path

import matplotlib
import pytest
from get_chromium import NAMES
from get_chromium import browser as find_browser
from playwright.sync_api import sync_playwright

LATIN = Path(matplotlib.get_data_path(), "fonts", "ttf")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A browser whose only system fonts are the Latin ones that Matplotlib brings, whatever the machine has."""
    program = find_browser()
    if program is None:
        pytest.skip(f"none of {', '.join(NAMES)} is installed: apt-get install chromium")
    folder = tmp_path_factory.mktemp("fonts")
    settings = folder / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{LATIN}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8")
    as_root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=program, args=as_root, env={**os.environ, "FONTCONFIG_FILE": str(settings)}
        )
        yield started
        started.close()
