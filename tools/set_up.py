"""Put what requirements.lock names, and the project itself, into .venv: python tools/set_up.py

With uv where there is one, else with pip. Every package, also what builds a package, is checked by its hash. Runs on
the Python that .venv shall have, on any system, with nothing installed.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
REPORTED = 30  # packages after which a user is told how many have come


def main() -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"Tifa needs Python 3.11 or newer, {sys.executable} is {sys.version.split()[0]}: name another one, as "
                 "in  make PYTHON=python3.13 report")
    uv = shutil.which("uv")
    print("setting up .venv with uv" if uv else "setting up .venv with pip, which takes some minutes", flush=True)
    venv.create(VENV, with_pip=not uv, symlinks=os.name != "nt")
    if uv:
        install = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps"]
    else:
        install = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-compile", "--no-deps"]
    # jieba comes as source. Built apart, after it, it is built by the setuptools of the lock and no other.
    for package in ("setuptools", "jieba"):
        path = VENV / f"{package}.lock"
        path.write_text(locked(package), encoding="utf-8")
        run(*install, "--require-hashes", "--no-build-isolation", "--requirement", path)
    run(*install, "--require-hashes", "--requirement", "requirements.lock")
    run(*install, "--no-build-isolation", "--editable", ".")
    # What would be said once and for nothing, said here and not in a notebook: Python 3.12 and later warn when they
    # compile these two packages, and Matplotlib when it lists the fonts of the system.
    purelib = subprocess.run([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                             capture_output=True, text=True, check=True).stdout.strip()
    run(PYTHON, "-W", "ignore", "-m", "compileall", "-q", f"{purelib}/jieba", f"{purelib}/ipywidgets")
    subprocess.run([PYTHON, "-c", "import matplotlib.font_manager"], check=True, stderr=subprocess.DEVNULL)


def locked(package: str) -> str:
    """The entry of one package in the lock, its hashes with it."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.search(rf"(?m)^{package}==.*\n(?:[^a-z\n].*\n)*", lock)[0]


def run(*command: str | Path) -> None:
    """Run a command; of what pip says, only how far it has come is passed on, and its errors."""
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                          errors="replace", env={**os.environ, "PYTHONUNBUFFERED": "1"}) as process:
        n_fetched = 0
        for line in process.stdout:
            n_fetched += line.startswith("Collecting ")
            if line.startswith("Collecting ") and not n_fetched % REPORTED:
                print(f"  {n_fetched} packages fetched", flush=True)
            elif line.startswith("Installing collected packages") and n_fetched > REPORTED:
                print("  unpacking them", flush=True)
    if process.returncode:
        sys.exit(f"setting up stopped at: {' '.join(str(part) for part in command)}")


if __name__ == "__main__":
    main()
