"""What the project is built from and into: locked dependencies, and the same wheel and sdist every time."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..conftest import ROOT

LOCKS = {"requirements.txt": [], "requirements-dev.txt": ["cite", "jq", "parquet", "dev"]}
PINNED = re.compile(r"^(\S+)==(\S+?)( ; .+?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pinned(lock: str) -> dict[str, list[str]]:
    """The versions of each package in a lock; a package has several where they depend on the Python."""
    found: dict[str, list[str]] = {}
    for name, version, _, _ in PINNED.findall((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(name, []).append(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_with_hashes_and_needs_no_build(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    rest = re.sub(r"^ *#.*\n|^\n", "", PINNED.sub("", text), flags=re.MULTILINE)
    assert rest == "--only-binary :all:\n"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_what_the_project_asks_for(lock):
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [*PROJECT["project"]["dependencies"], *(each for extra in LOCKS[lock] for each in extras[extra])]
    asked += PROJECT["build-system"]["requires"] if "dev" in LOCKS[lock] else []
    there = pinned(lock)
    wanted = [Requirement(each) for each in asked if not each.startswith("summitcli[")]
    assert [str(each) for each in wanted if canonicalize_name(each.name) not in there] == []
    unfit = [
        str(each)
        for each in wanted
        for version in there[canonicalize_name(each.name)]
        if not each.specifier.contains(version, prereleases=True)
    ]
    assert unfit == []


def test_the_locks_agree():
    every, runtime = pinned("requirements-dev.txt"), pinned("requirements.txt")
    assert {name: every.get(name) for name in runtime} == runtime


def test_the_readme_installs_from_the_lock():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [command] = re.findall(r"<!-- test command -->\n```console\n\$ (.*)\n", readme)
    installs = [part for part in command.split(" && ") if "pip install" in part]
    assert installs == [
        ".venv/bin/pip install -q --require-hashes -r requirements-dev.txt",
        ".venv/bin/pip install -q --no-deps --no-build-isolation -e .",
    ]


def test_wheel_and_sdist_are_the_same_bytes_wherever_they_are_built(tmp_path):
    left_out = shutil.ignore_patterns(".*_cache", ".venv", ".git", ".hypothesis", "__pycache__", "dist")
    built = []
    for name, umask, age in (("here", 0o022, 0), ("else where", 0o077, 86400 * 365 * 3)):
        checkout = tmp_path / name / "checkout"
        shutil.copytree(ROOT, checkout, ignore=left_out, copy_function=shutil.copyfile)
        for path in checkout.rglob("*"):
            os.utime(path, (1_500_000_000 + age,) * 2)
            path.chmod(0o777 & ~umask if path.is_dir() else 0o666 & ~umask)
        command = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path / name)]
        env = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1600000000"}
        subprocess.run(command, cwd=checkout, env=env, umask=umask, capture_output=True, check=True)
        built.append(
            {
                path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in Path(tmp_path / name).glob("summitcli-*")
            }
        )
    assert built[0] == built[1]
    assert sorted(Path(name).suffix for name in built[0]) == [".gz", ".whl"]


def test_a_module_imports_only_modules_above_it_in_the_map():
    source = ROOT / "src" / "summitcli"
    table = re.search(
        r"\| module \| job \|\n\| --- \| --- \|\n(.*?)\n\n", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL
    )
    assert table
    order = [name for row in table[1].splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    found = []
    for path in sorted(source.rglob("*.py")):
        module = path.relative_to(source).parts[0].removesuffix(".py")
        depth = len(path.relative_to(source).parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == depth:
                names = [node.module.split(".")[0]] if node.module else [name.name for name in node.names]
                found += [
                    (module, name) for name in names if module in order and order.index(name) > order.index(module)
                ]
    assert found == []
