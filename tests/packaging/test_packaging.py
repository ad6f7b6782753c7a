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
import zipfile
from pathlib import Path

from summitcli.dataset import files

from ..conftest import ROOT


def test_the_lock_has_what_the_project_asks_for():
    uv = Path(sys.executable).with_name("uv")
    done = subprocess.run([uv, "lock", "--check", "--offline"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_package_of_the_lock_is_pinned_with_a_hash_and_has_a_wheel():
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    others = [each for each in packages if each["name"] != "summitcli"]
    unfit = [
        each["name"]
        for each in others
        if not each.get("wheels") or not all(wheel["hash"].startswith("sha256:") for wheel in each["wheels"])
    ]
    assert (len(others) > 50, unfit) == (True, [])


def test_the_readme_installs_from_the_lock():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [command] = re.findall(r"<!-- test command -->\n```console\n\$ (.*)\n", readme)
    assert ".venv/bin/uv sync -q --locked --all-extras" in command.split(" && ")


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


def test_the_wheel_has_the_files_that_a_checkout_reads_and_all_of_the_package(wheel):
    with zipfile.ZipFile(wheel) as opened:
        packed = {name: opened.read(name) for name in opened.namelist() if name.startswith("summitcli/")}
    data = {f"summitcli/data/{name}": (ROOT / "data" / name).read_bytes() for name in files.BUNDLED}
    source = ROOT / "src"
    own = [path for path in (source / "summitcli").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    code = {path.relative_to(source).as_posix(): path.read_bytes() for path in own}
    compiled = [name for name in packed if name.endswith(".sqlite3")]
    assert packed == code | data | {name: packed[name] for name in compiled}
    assert ({Path(name).suffix for name in code} >= {".py", ".tsv", ".json", ".typed"}, len(compiled)) == (True, 1)


def test_a_module_imports_only_modules_above_it_in_the_map():
    source = ROOT / "src" / "summitcli"
    table = re.search(
        r"\| room \| job \|\n\| --- \| --- \|\n(.*?)\n\n", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL
    )
    assert table
    order = [name for row in table[1].splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    found = []
    for path in sorted(source.rglob("*.py")):
        module = path.relative_to(source).parts[0].removesuffix(".py")
        if module not in order:  # `summitcli` itself, `package`, `extras`: below every room
            continue
        depth = len(path.relative_to(source).parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == depth:
                names = [node.module.split(".")[0]] if node.module else [name.name for name in node.names]
                known = [name for name in names if name in order]
                found += [(module, name) for name in known if order.index(name) > order.index(module)]
    assert found == []
