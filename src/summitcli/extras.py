"""Packages that an installation may lack."""

from importlib import import_module
from types import ModuleType

from .errors import UsageError


def extra(module: str, name: str, wanted_by: str) -> ModuleType:
    """The module, which the extra `name` installs. Raises `UsageError` where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        hint = f"Install it with: pip install 'summitcli[{name}]'"
        raise UsageError(f"{wanted_by} needs the package {error.name}, which is not installed", hint=hint) from error
