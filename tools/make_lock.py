"""Write requirements.lock: one pin with hashes for each package, for all systems, from Python 3.11 on.

    python tools/make_lock.py              keep the pins that still fit pyproject.toml
    python tools/make_lock.py --upgrade    take the newest of everything

Needs `uv` (pip install uv). The lock names no index and no machine: packages come from wherever pip or uv is
set to look.
"""

import argparse
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = "requirements.lock"


def command(upgrade: bool) -> list[str]:
    """Return the command line that writes the lock.

    One version of a package for all Pythons (`--fork-strategy fewest`), so that all give the same results.
    """
    options = ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes"]
    options += ["--group", "build", "--no-annotate", "--quiet"] + (["--upgrade"] if upgrade else [])
    options += ["--custom-compile-command", "python tools/make_lock.py"]
    return ["uv", "pip", "compile", "pyproject.toml", *options, "--output-file", LOCK]


def main() -> None:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--upgrade", action="store_true", help="take the newest of everything")
    subprocess.run(command(parser.parse_args().upgrade), cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
