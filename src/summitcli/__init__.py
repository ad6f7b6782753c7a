"""summit: a reference to the meetings of US and Soviet or Russian leaders, each sentence with its source.

    import summitcli

    record = summitcli.load()
    record.meeting("helsinki")["summary"]

`docs/python.md` has the rest. What is named here is imported when it is first used, so that the command line starts
as fast as without it.
"""

TYPE_CHECKING = False  # type checkers take it for true; `typing` takes a while to import
if TYPE_CHECKING:
    from .api import DrawnPage, Record, load
    from .errors import Ambiguous, InvalidDataset, NotFound, SummitError, UsageError
    from .query.filters import MeetingFilters

    __version__: str

__all__ = [
    "Ambiguous",
    "DrawnPage",
    "InvalidDataset",
    "MeetingFilters",
    "NotFound",
    "Record",
    "SummitError",
    "UsageError",
    "load",
]

if not TYPE_CHECKING:

    def __getattr__(name):
        from importlib import import_module

        if name == "__version__":
            from importlib.metadata import version

            return version("summitcli")
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        for home in ("errors", "api"):  # errors are wanted without the rest
            module = import_module(f".{home}", __name__)
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
