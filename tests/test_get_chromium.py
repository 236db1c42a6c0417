"""The browser for the tests: installed where that can be done, silently passed over where not."""

import os

import get_chromium
import pytest


@pytest.fixture
def path(tmp_path, monkeypatch):
    """The only folder of programs, with the user as root."""
    monkeypatch.setenv("PATH", f"{tmp_path}")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    return tmp_path


def program(folder, name, text="#!/bin/sh\n"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def test_where_there_is_one_nothing_is_done(path, capsys):
    program(path, "chromium")
    program(path, "apt-get", "#!/bin/sh\nexit 1\n")
    get_chromium.main()
    assert capsys.readouterr().out == "" and get_chromium.browser() == str(path / "chromium")


def test_without_apt_or_root_nothing_is_done(path, capsys, monkeypatch):
    get_chromium.main()
    program(path, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    get_chromium.main()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("code, said", [(0, "installed"), (100, "could not be installed")])
def test_it_is_installed_or_its_absence_told(path, capsys, monkeypatch, code, said):
    commands = []

    def run(command, **options):
        commands.append(command)
        if "install" in command and not code:
            program(path, "chromium")

    program(path, "apt-get")
    monkeypatch.setattr(get_chromium.subprocess, "run", run)
    get_chromium.main()
    assert said in capsys.readouterr().out
    assert [command[0] for command in commands] == ["apt-get", "apt-get"]
