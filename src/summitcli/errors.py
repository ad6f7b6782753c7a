"""The errors a user can act on, each with its exit code. `cli.main` alone turns them into text."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class SummitError(Exception):
    """Base of all errors with a message for the user: one sentence, no full stop needed."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str | None = None, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.candidates = list(candidates)


class UsageError(SummitError):
    """The command line asks for something that does not exist or does not go together."""

    exit_code = 2
    code = "usage"


class NotFound(SummitError):
    """Nothing has that name; `candidates` holds up to three that are spelled like it."""

    exit_code = 3
    code = "not-found"


class Ambiguous(SummitError):
    """Several things have that name; `candidates` holds their ids."""

    exit_code = 4
    code = "ambiguous"


class Problem(NamedTuple):
    """One fault of a dataset: the file, the JSON path in it (may be empty) and a sentence."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in self if part)


class DatasetError(SummitError):
    """A dataset that cannot be read or is not valid, with every problem found in it."""

    exit_code = 5
    code = "dataset"

    def __init__(self, message: str, *, problems: Sequence[Problem] = (), hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.problems = list(problems)
