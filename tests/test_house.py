"""The house: declarations that must agree with each other, and things that must not be in the tree."""

import ast
import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from helpers.show.runner import METADATA

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
SIZE_LIMIT = 4 * 1024 * 1024  # bytes: larger files weigh on every clone

# Packages that pip installs in a conda environment too.
FROM_PIP = {
    "axe-playwright-python": "goes with playwright",
    "opencc": "conda-forge has no Python package of OpenCC",
    "playwright": "the driver of the browser is tested as PyPI has it",
    "rjieba": "conda-forge stopped at 0.1, without the dictionary functions of 0.2",
}
# Packages whose name on conda-forge differs.
CONDA_NAMES = {"jupyter_client": "jupyter-client"}

# Who may import whom: each room and the rooms that it may use.
ROOMS = {
    "tables": set(),
    "tidy": {"tables"},
    "measure": {"tables", "tidy"},
    "corpus": {"tables", "tidy", "measure"},
    "export": {"tables", "corpus"},
    "show": {"tables", "tidy", "measure", "corpus", "export"},
}


def bounds(lines):
    """Return {canonical name: bound} of requirement lines."""
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in requirements}


def kept_files():
    """Return the files that are, or would be, in version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file()]


def texts():
    """Yield (path, text) for the kept files that are text."""
    for path in kept_files():
        if path.suffix not in {".ttf", ".woff2", ".npz", ".parquet", ".docx", ".png"}:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def lock_pins():
    """Return {name: (version, number of hashes)} of requirements.lock."""
    pins = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([a-z0-9-]+)==(\S+)", line):
            name = pin[1]
            pins[name] = (pin[2], 0)
        elif line.strip().startswith("--hash=sha256:"):
            pins[name] = (pins[name][0], pins[name][1] + 1)
    return pins


def notebooks():
    """Return the committed notebooks."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path):
    """Return the code cells of a notebook that hold code."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


# declarations


def test_environment_equals_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    lines = [line for line in environment["dependencies"] if isinstance(line, str)]
    from_pip = next(line["pip"] for line in environment["dependencies"] if isinstance(line, dict))
    assert f"python{PROJECT['requires-python']}" in lines
    assert from_pip[-1] == "--editable ."
    conda = [re.sub(r"^[\w-]+", lambda name: CONDA_NAMES.get(name[0], name[0]), line) for line in lines]
    declared = bounds(PROJECT["dependencies"])
    assert bounds(from_pip[:-1]) == {name: declared[name] for name in FROM_PIP}
    ours = {"python", "pip"}
    assert {name: bound for name, bound in bounds(conda).items() if name not in ours} == {
        name: bound for name, bound in declared.items() if name not in FROM_PIP
    }


def test_lock_holds_every_declared_package_within_its_bound():
    pins = lock_pins()
    for line in PROJECT["dependencies"] + PYPROJECT["dependency-groups"]["build"]:
        requirement = Requirement(line)
        version, _ = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), line


def test_every_pin_has_hashes_and_no_place():
    assert all(hashes >= 1 for _, hashes in lock_pins().values())
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host", lock)
    assert len(re.findall("(?m)^[a-z]", lock)) == len(lock_pins())


@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="the lock is for .venv")
def test_environment_has_what_the_lock_says():
    for name, (version, _) in lock_pins().items():
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or another Python
        assert Version(installed) == Version(version), f"{name}: .venv is not the lock's, run make clean"


def test_imports_are_declared():
    declared = set(bounds(PROJECT["dependencies"]))
    for_tools = set(bounds(PYPROJECT["dependency-groups"]["tools"]))  # need not be installed
    providers = importlib.metadata.packages_distributions()
    own = {"helpers"} | {path.stem for folder in ("tests", "tools", "bench") for path in (ROOT / folder).glob("*.py")}
    sources = {path: path.read_text(encoding="utf-8") for path in kept_files() if path.suffix == ".py"}
    for path in notebooks():
        sources[path] = "\n".join("".join(cell["source"]) for cell in code_cells(path))
    for path, source in sources.items():
        for module in imported(ast.parse(source), path):
            top = module.partition(".")[0]
            if top not in own and top not in sys.stdlib_module_names:
                providing = {canonicalize_name(name) for name in providers.get(top, [top])}
                allowed = declared | for_tools if path.parent.name == "tools" else declared
                assert providing & allowed, f"{path.relative_to(ROOT)}: pyproject.toml lacks {top}"


def imported(tree, path):
    """Return what the syntax tree of a file imports, by full names."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT / "src").parts[: -node.level] if node.level else ()
            start = [*package, *([node.module] if node.module else [])]
            names += [".".join([*start, alias.name]) for alias in node.names]
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room):
    package = ROOT / "src" / "helpers"
    for path in [*package.glob(f"{room}.py"), *package.glob(f"{room}/**/*.py")]:
        for name in imported(ast.parse(path.read_text(encoding="utf-8")), path):
            parts = name.split(".")
            if parts[0] == "helpers":
                assert parts[1] in ROOMS[room] | {room}, f"{path.relative_to(ROOT)} imports {name}"


def test_one_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[1]
    assert PROJECT["version"] == citation["version"] == newest


# what is in the tree


def test_seeds_are_as_received():
    lines = (ROOT / "seeds/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split()) for line in lines)
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
             for path in (ROOT / "seeds").iterdir() if path.name not in ("README.md", "SHA256SUMS")}
    assert sums == found, "a new file in seeds/ needs its line: cd seeds; sha256sum FILE >> SHA256SUMS"
    described = (ROOT / "seeds/README.md").read_text(encoding="utf-8")
    assert [name for name in found if f"`{name}`" not in described] == [], "its row is missing in seeds/README.md"


def test_no_place_of_a_machine_and_no_registry():
    place = re.compile(r"(?<![\w.*:])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+|tm[p]/\w+)/|[A-Z]:\\User[s]\\")
    registry = re.compile(r"files\.pythonhoste[d]|pypi\.org/simpl[e]|registry\.npmj[s]")
    for path, text in texts():
        for pattern in (place, registry):
            found = pattern.search(text)
            assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def test_no_large_file():
    assert [path.name for path in kept_files() if path.stat().st_size > SIZE_LIMIT] == []


def test_every_data_file_is_described():
    described = (ROOT / "data/README.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "data").iterdir() if f"`{path.name}`" not in described]
    assert missing in ([], ["README.md"])


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_notebook_is_committed_as_the_runner_leaves_it(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = code_cells(path)
    assert notebook["metadata"] == METADATA
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert not {"error"} & {output["output_type"] for output in cell["outputs"]}
        assert not {"stderr"} & {output.get("name") for output in cell["outputs"]}
        assert not "".join(cell["source"]).rstrip().endswith(";"), "nbval fails on it"
