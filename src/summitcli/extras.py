"""Packages that an installation may lack."""

import shlex
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from .errors import UsageError


def extra(module: str, name: str, wanted_by: str) -> ModuleType:
    """The module, which the extra `name` installs. Raises `UsageError` where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        missing = error.name or module
        hint = f"Install it with: {_installation(_packages(name) or [missing])}"
        raise UsageError(f"{wanted_by} needs the package {missing}, which is not installed", hint=hint) from error


def _packages(name: str) -> list[str]:
    """The packages of an extra, by the metadata of this installation; none if there is no metadata."""
    import re
    from importlib.metadata import PackageNotFoundError, requires

    try:
        wanted = requires("summitcli") or []
    except PackageNotFoundError:
        return []
    marker = re.compile(rf"""extra\s*==\s*['"]{re.escape(name)}['"]""")
    return [re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in wanted if marker.search(each)]


def _installation(packages: list[str], prefix: str = sys.prefix) -> str:
    """The command that adds packages to this installation, which may be one of pipx or of uv.

    It names the packages and not the extra: that would need an index that has this program.
    """
    if Path(prefix, "pipx_metadata.json").exists():
        return f"pipx inject summitcli {' '.join(packages)}"
    if Path(prefix, "uv-receipt.toml").exists():
        return f"uv tool install {' '.join(f'--with {each}' for each in packages)} {_source(prefix)}"
    python = shlex.quote(sys.executable)
    if _is_own_pip(prefix):
        pip = "pip install"
    else:  # environments that uv makes have no pip
        pip = f"{python} -m pip install" if find_spec("pip") else f"uv pip install --python {python}"
    return f"{pip} {' '.join(packages)}"


def _is_own_pip(prefix: str) -> bool:
    """Whether `pip`, as the shell finds it, is that of this installation."""
    from shutil import which

    found = which("pip")
    return found is not None and Path(found).parent == Path(prefix, "bin")


def _source(prefix: str) -> str:
    """Where uv has this program from: a folder, an address, or the name alone."""
    import tomllib

    with Path(prefix, "uv-receipt.toml").open("rb") as file:
        receipt = tomllib.load(file)
    own: dict[str, str] = next(
        (each for each in receipt["tool"]["requirements"] if each.get("name") == "summitcli"), {}
    )
    if "git" in own:
        return f"git+{own['git']}"
    places = (own[key] for key in ("editable", "directory", "path", "url") if key in own)
    return str(next(places, "summitcli"))
