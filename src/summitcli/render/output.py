"""Turns answers into text of the format that is wanted, and writes text to the right stream."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, cast

from ..errors import Ambiguous, InvalidDataset, Problem, SummitError, UsageError
from ..text import either, inert, suggest, wrapped
from .screen import Screen, is_terminal, look_at

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from ..pages.blocks import Page

    Value = TypeVar("Value", default=Any)
else:  # Python 3.11 knows no default
    from typing import TypeVar

    Value = TypeVar("Value")

MOST_PROBLEMS = 200  # are printed as sentences
MOST_COMMANDS = 10  # are printed; if there are more, only the first is
MOST_CANDIDATES = 18  # are printed: what fits on a small terminal
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "html")


class Answer(NamedTuple, Generic[Value]):
    """What a command found: for machines, for spreadsheets, and for readers.

    `value` is the JSON; `draw` makes the pages; the rows of spreadsheets have the `columns` of their record type, and
    are the value if `make_rows` is not there. `piped` is the format if the output is no terminal and none is named. A
    `bare` answer is one value on each line wherever it goes. `output` names its schema and its fields. `cite` says how
    a page of it is to be cited: styles with the texts in them.
    """

    value: Value
    columns: Sequence[str]
    draw: "Callable[[], list[Page]]"
    make_rows: "Callable[[], Sequence[Mapping[str, Any]]] | None" = None
    piped: str = "tsv"
    bare: bool = False
    output: str = ""
    cite: Callable[[], Sequence[tuple[str, str]]] = tuple

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The answer in rows, as spreadsheets have it."""
        return self.make_rows() if self.make_rows else cast("Sequence[Mapping[str, Any]]", self.value)


class View(NamedTuple):
    """How the caller wants an answer to be printed."""

    format: str | None = None
    color: str = "auto"
    header: bool = True
    raw: bool = False
    pager: bool = True
    fields: Sequence[str] = ()
    jq: str | None = None
    bom: bool = False
    ascii: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether the caller says what is printed: in which format, which fields, or what a jq program makes of it."""
        return bool(self.format or self.fields or self.jq is not None)

    @property
    def on_terminal(self) -> bool:
        """Whether stdout is a terminal."""
        return look_at(sys.stdout).terminal


def write(answer: Answer, view: View) -> None:
    """Print the answer on stdout: drawn for a terminal, plain for a pipe, or in the format that is asked for.

    Nothing is printed if stdout is closed (`>&-`).
    """
    if sys.stdout is None:
        return
    screen = look_at(sys.stdout, color=view.color, ascii=view.ascii)
    if view.fields:
        answer = select(answer, view.fields)
    if view.jq is not None:
        write_text(_filtered(answer, view, screen))
        return
    format = view.format or _usual_format(answer, view, screen)
    if format == "table":
        _show(answer.draw(), view, screen)
    else:
        write_text(format_answer(answer, format, view))


def _usual_format(answer: Answer, view: View, screen: Screen) -> str:
    """The format if none is named. `--color always` asks for a page, even in a pipe."""
    if answer.bare:
        return "tsv"
    return "table" if screen.terminal or view.color == "always" else answer.piped


def select(answer: Answer, names: Sequence[str]) -> Answer:
    """The answer with only these fields: nested in JSON, a column each in a table."""
    from ..schema import fields
    from .rows import text_of

    chosen = fields.check(names, answer.output)
    records = answer.value if isinstance(answer.value, list) else [answer.value]
    rows = [{field: fields.cell(record, field) for field in chosen} for record in records]

    def draw() -> "list[Page]":
        from ..pages import about

        return [about.selection(chosen, [[text_of(value) for value in row.values()] for row in rows])]

    return Answer(fields.pick(answer.value, chosen), chosen, draw, lambda: rows, output=answer.output)


def _filtered(answer: Answer, view: View, screen: Screen) -> str:
    """What the jq program of the caller makes of the JSON, with nothing that a terminal would obey."""
    from .jq import filtered

    if view.format not in (None, "json", "jsonl"):
        raise UsageError(f"--jq works on JSON, not on {view.format}")
    lines = filtered(answer.value, view.jq or "")
    if screen.terminal:
        lines = ["\n".join(map(inert, line.split("\n"))) for line in lines]
    return "".join(f"{line}\n" for line in lines)


def format_answer(answer: Answer, format: str, view: View) -> str:
    """The answer as text in any format but that of the terminal. Raises `UsageError` for a format there is not."""
    match format:
        case "json":
            from .rows import format_json

            return format_json(answer.value)
        case "jsonl":
            from .rows import format_json_lines

            return format_json_lines(answer.value)
        case "csv" | "tsv":
            return _format_rows(answer, format, view)
        case "markdown":
            from . import markdown

            return markdown.format_pages(answer.draw())
        case "html":
            from . import html

            return html.document(answer.draw(), citations=answer.cite())
    raise UsageError(
        f"no format {format!r}",
        subject="format",
        typed=format,
        hint=f"Formats: {', '.join(FORMATS)}.",
        candidates=suggest(format, FORMATS),
    )


def _format_rows(answer: Answer, format: str, view: View) -> str:
    from .rows import format_csv, format_tsv

    write_rows = format_csv if format == "csv" else format_tsv
    header = view.header and not answer.bare
    guarded = not (view.raw or answer.bare)
    return write_rows(answer.columns, answer.rows, header=header, guarded=guarded, bom=view.bom)


def _show(drawn: "list[Page]", view: View, screen: Screen) -> None:
    """Draw pages on the screen, and their notes on stderr; through a pager if all of it is taller than the screen."""
    from . import terminal

    pager = _pager(view, screen)
    text = terminal.format_pages(drawn, screen._replace(paged=bool(pager)))
    errors = look_at(sys.stderr)
    notes = [page.note for page in drawn if page.note] if errors.terminal else []
    below = "".join(("\n" if text else "") + _in_lines(note, errors) + "\n" for note in notes)
    if pager and (text + below).count("\n") >= screen.height and _page_through(text + below, pager):
        return
    write_text(text, exact=False)
    write_aside(below)


def _pager(view: View, screen: Screen) -> str:
    """The pager that long answers go through, as a command for the shell; nothing if none is wanted or there."""
    if not (screen.terminal and view.pager and is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        return ""
    named = os.environ.get("SUMMIT_PAGER", os.environ.get("PAGER"))
    if named is None:
        from shutil import which

        named = "less" if which("less") else ""
    return "" if named.strip() == "cat" else named.strip()


def _page_through(text: str, pager: str) -> bool:
    """Hand a text to the pager, as git does: through the shell. False if it fails, or ends without having read any.

    The text is in a file without a name; its position shows how much was read.
    """
    import signal
    import subprocess
    from tempfile import TemporaryFile

    environ = {"LV": "-c", **os.environ, "LESS": f"-R {os.environ['LESS']}" if os.environ.get("LESS") else "FRX"}
    # Ctrl-C is for the pager, which has the terminal. Unlike SIG_IGN, a handler that does nothing is not inherited.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with TemporaryFile() as file:
            file.write(text.encode())
            file.seek(0)
            ended = subprocess.run(pager, shell=True, stdin=file, env=environ, check=False)  # noqa: S602
            # Ctrl-C in the pager ends the shell around it, too, when the pager is left.
            is_left = ended.returncode in (0, -signal.SIGINT, 128 + signal.SIGINT)
            return is_left and os.lseek(file.fileno(), 0, os.SEEK_CUR) > 0
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)


def format_error(error: SummitError, *, as_json: bool) -> str:
    """An error for stderr: one object in JSON mode, else a sentence, its problems, a hint, and what to type instead."""
    problems = error.problems if isinstance(error, InvalidDataset) else []
    if as_json:
        return _error_as_json(error, problems)
    lines = [f"error: {error.message}", *_some(problems), *_candidates(error)]
    if error.hint:
        lines.append(error.hint)
    screen = look_at(sys.stderr)
    told = [_in_lines(inert(line), screen) for line in [*lines, *_before_commands(error)]]
    return "".join(f"{line}\n" for line in [*told, *_commands(error)])


def _error_as_json(error: SummitError, problems: Sequence[Problem]) -> str:
    """An error as one line of JSON, without any character that a terminal would obey."""
    failure: dict[str, object] = {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "candidates": error.candidates,
        "commands": error.commands,
    }
    if error.labels:
        failure["labels"] = error.labels
    if problems:
        failure["problems"] = [problem._asdict() for problem in problems]
    text = json.dumps({"error": failure}, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text) + "\n"


def _some(problems: Sequence[Problem]) -> Iterator[str]:
    """Lines with the first problems of a dataset, and how many more there are."""
    yield from (f"  {problem}" for problem in problems[:MOST_PROBLEMS])
    if len(problems) > MOST_PROBLEMS:
        yield f"  and {len(problems) - MOST_PROBLEMS} more, which `summit validate --json` lists, too"


def _candidates(error: SummitError) -> list[str]:
    """Lines with what may have been meant, if there are too many for a command each, or if there is no command."""
    if isinstance(error, Ambiguous) and len(error.commands) != len(_shown(error)):
        width = max(map(len, error.candidates))
        pairs = zip_longest(error.candidates, error.labels, fillvalue="")
        named = [f"  {id:{width}}  {label}".rstrip() for id, label in pairs]
        rest = len(named) - MOST_CANDIDATES
        return [*named[:MOST_CANDIDATES], *([f"  and {rest} more, which --json lists"] if rest > 0 else [])]
    if error.commands or not error.candidates:
        return []
    return [f"Did you mean {either(error.candidates)}?"]


def _shown(error: SummitError) -> list[str]:
    """The command lines that are printed: of many, the first."""
    return error.commands if len(error.commands) <= MOST_COMMANDS else error.commands[:1]


def _commands(error: SummitError) -> Iterator[str]:
    """The command lines, each with what it shows under it, if that is known."""
    shown = _shown(error)
    labels = error.labels if len(shown) == len(error.candidates) else []
    for command, label in zip_longest(shown, labels, fillvalue=""):
        yield f"  {command}"
        if label:
            yield f"    {inert(label)}"


def _before_commands(error: SummitError) -> list[str]:
    """The line over command lines to type instead."""
    shown = _shown(error)
    if not shown:
        return []
    if isinstance(error, Ambiguous):
        return ["Name one of them:" if len(shown) == len(error.candidates) else "Name one of them, as in:"]
    if not error.candidates:
        return ["Try:"]
    return ["Did you mean this?" if len(shown) == 1 else "Did you mean one of these?"]


def write_prose(text: str) -> None:
    """Text on stdout; on a terminal its lines are broken between words, and go on two cells in."""
    screen = look_at(sys.stdout)
    lines = [wrapped(line, screen.width, hanging=2) for line in text.splitlines()] if screen.terminal else []
    write_text("".join(f"{line}\n" for line in lines) or text)


def write_text(text: str, *, exact: bool = True) -> None:
    """Text on stdout; `exact` formats are UTF-8 whatever the locale says. Nothing if stdout is closed."""
    if sys.stdout is None:
        return
    buffer = getattr(sys.stdout, "buffer", None)
    if exact and buffer:
        sys.stdout.flush()
        buffer.write(text.encode())
        buffer.flush()
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def write_pieces(pieces: Iterable[bytes]) -> None:
    """Pieces of a file on stdout, one after the other, as they are. Nothing if stdout is closed."""
    if sys.stdout is None:
        return
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def write_note(text: str) -> None:
    """A sentence on stderr for whoever runs the command. An empty one prints nothing."""
    if text:
        write_aside(_in_lines(text, look_at(sys.stderr)) + "\n")


def write_aside(text: str) -> None:
    """Text on stderr. It is lost if stderr is closed or full; the answer and the exit code still tell."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.stderr = None  # else Python tries again at its end, and exits with 120


def _in_lines(text: str, screen: Screen) -> str:
    """Text broken between words if a terminal would break it anywhere."""
    return wrapped(text, screen.width) if screen.terminal else text
