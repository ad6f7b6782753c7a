"""The errors that a user can act on: a kind, a subject and candidates. Each interface adds its own advice."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

MANY = 10
"""Candidates and problems that a traceback shows."""


class SummitError(Exception):
    """Base of all errors with a message for the user: one sentence, without a full stop.

    `subject` is what the error is about (meeting, topic, section, ...), `typed` the name that was given, `candidates`
    what may have been meant, `labels` what each of these is, if that is to be told, and `hint` advice that holds for
    every interface. `commands` are lines to type instead: the command line fills them.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"
    asks: ClassVar[str] = "Did you mean {}?"

    def __init__(
        self,
        message: str,
        *,
        subject: str = "",
        typed: str = "",
        hint: str | None = None,
        candidates: Sequence[str] = (),
        labels: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.typed = typed
        self.hint = hint
        self.candidates = list(candidates)
        self.labels = list(labels)
        self.commands: list[str] = []
        if self.candidates:  # what a traceback shows below the message
            self.add_note(self.asks.format(_first(self.candidates)))
        if hint:
            self.add_note(hint)


class UsageError(SummitError):
    """The request asks for something that does not exist or that does not go together."""

    exit_code = 2
    code = "usage"


class NotFound(SummitError):
    """Nothing has that name; `candidates` holds up to three that are spelled like it."""

    exit_code = 3
    code = "not-found"


class Ambiguous(SummitError):
    """Several things have that name; `candidates` holds their ids, the likeliest first."""

    exit_code = 4
    code = "ambiguous"
    asks = "It could be {}."


class Problem(NamedTuple):
    """One fault of a dataset: the file, the JSON path in it (may be empty), the id of the record, a sentence."""

    file: str
    path: str
    record: str | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path} ({self.record})" if self.record else self.path
        return ": ".join(part for part in (self.file, place, self.message) if part)


class InvalidDataset(SummitError):
    """A dataset that cannot be read or is not valid, with every problem found in it."""

    exit_code = 5
    code = "dataset"

    def __init__(self, message: str, *, problems: Sequence[Problem] = (), hint: str | None = None) -> None:
        # Whose problems are told has a dataset, and needs no advice on how to begin one.
        super().__init__(message, subject="" if problems else "dataset", hint=hint)
        self.problems = list(problems)
        for problem in self.problems[:MANY]:
            self.add_note(str(problem))
        if len(self.problems) > MANY:
            self.add_note(f"... and {len(self.problems) - MANY} more, in `problems`")


def _first(names: Sequence[str]) -> str:
    """Names as a sentence has them, if there are not too many."""
    return ", ".join([*names[:MANY], "..."] if len(names) > MANY else names)
