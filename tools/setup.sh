#!/bin/sh
# Put what requirements.lock names, and the project itself, into .venv: sh tools/setup.sh PYTHON
# With uv where there is one, else with pip. Every package, also what builds a package, is checked by its hash.
set -eu
python=$1

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Tifa needs Python 3.11 or newer, '$python' is not: name one, as in  make PYTHON=python3.13 report" >&2
    exit 1
}
if command -v uv >/dev/null; then
    echo "setting up .venv with uv"
    "$python" -m venv --without-pip .venv
    install() { uv pip install --quiet --python .venv --no-deps "$@"; }
else
    echo "setting up .venv with pip, which takes a minute or two"
    "$python" -m venv .venv
    install() { "$bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --no-deps "$@"; }
fi
bin=.venv/bin
[ -d "$bin" ] || bin=.venv/Scripts # Windows

# jieba comes as source. Built apart, after it, it is built by the setuptools of the lock and no other.
for package in setuptools jieba; do
    awk -v start="^$package==" '/^[a-z]/ { keep = $0 ~ start } keep' requirements.lock >".venv/$package.lock"
    install --require-hashes --no-build-isolation --requirement ".venv/$package.lock"
done
install --require-hashes --requirement requirements.lock
install --no-build-isolation --editable .

# What would be said once and for nothing, said here and not in a notebook: Python 3.12 and later warn when they compile
# these two packages, and Matplotlib when it lists the fonts of the system.
packages=$("$bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
"$bin/python" -W ignore -m compileall -q "$packages/jieba" "$packages/ipywidgets"
"$bin/python" -c "import matplotlib.font_manager" 2>/dev/null
