"""Answers to text in every format, and text to the right stream."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import SEEK_END, StringIO
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import SummitError, UsageError
from .extras import extra
from .records import inert
from .screen import Screen, look_at, wrapped

if TYPE_CHECKING:
    from .pages import Page

Row = Mapping[str, Any]
MOST_PROBLEMS = 200  # that are listed in words
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # wide ones are run by Japanese Excel


class Answer(NamedTuple):
    """What a command found: for machines, for spreadsheets, and for readers."""

    value: Any  # the JSON: a list for listings, an object or a list of objects for records
    columns: Sequence[str]
    rows: Sequence[Row]
    draw: Callable[[ModuleType], "list[Page]"]  # given the module `pages`, which machine formats do without
    piped: str = "tsv"  # the format where the output is no terminal and none is named
    bare: bool = False  # one value a line wherever it goes, without a header, unless a format is named
    output: str = ""  # the name of its schema and of its fields (see `outputs`)


class View(NamedTuple):
    """How the caller wants it."""

    format: str | None = None
    color: str = "auto"
    header: bool = True
    raw: bool = False
    pager: bool = True
    fields: Sequence[str] = ()
    jq: str | None = None
    bom: bool = False
    ascii: bool = False


def write(answer: Answer, view: View) -> None:
    """Print the answer on stdout: drawn for a terminal, plain for a pipe, or in the format asked for.

    Where stdout is closed (`>&-`) nobody reads, as behind a closed pipe.
    """
    if sys.stdout is None:
        return
    screen = look_at(sys.stdout, color=view.color, ascii=view.ascii)
    if view.fields:
        answer = select(answer, view.fields)
    if view.jq is not None:
        write_text(_filtered(answer, view))
        return
    format = view.format or ("tsv" if answer.bare else "table" if screen.terminal else answer.piped)
    drawn = _draw(answer) if format in ("table", "markdown") else []
    text = format_answer(answer, format, view, screen, drawn)
    if format != "table":
        write_text(text)
        return
    notes = [page.note for page in drawn if page.note]
    if screen.terminal and view.pager and _page_through(text, notes, screen):
        return
    write_text(text, exact=False)
    if look_at(sys.stderr).terminal:
        _write_notes(notes, apart=bool(text))


def select(answer: Answer, names: Sequence[str]) -> Answer:
    """The answer with only these fields: nested in JSON, a column each in a table."""
    from . import fields

    chosen = fields.check(names, answer.output)
    records = answer.value if isinstance(answer.value, list) else [answer.value]
    rows = [{field: fields.cell(record, field) for field in chosen} for record in records]
    cells = [[str(_cell(value, raw=True)) for value in row.values()] for row in rows]
    value = fields.pick(answer.value, chosen)
    return Answer(value, chosen, rows, lambda pages: [pages.selection(chosen, cells)], output=answer.output)


def _filtered(answer: Answer, view: View) -> str:
    """What the jq program of the caller makes of the JSON: a line each, strings without quotation marks."""
    if view.format not in (None, "json", "jsonl"):
        raise UsageError(f"--jq works on JSON, not on {view.format}")
    jq = extra("jq", "jq", "--jq")
    try:
        results = jq.compile(view.jq).input_value(answer.value).all()
    except ValueError as error:
        raise UsageError(
            f"jq: {str(error).splitlines()[0].removeprefix('jq: error: ')}",
            hint="https://jqlang.org/manual/ has the language.",
        ) from error
    lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in results]
    return "".join(line + "\n" for line in lines)


def _draw(answer: Answer) -> "list[Page]":
    from . import pages

    return answer.draw(pages)


def format_answer(answer: Answer, format: str, view: View, screen: Screen, drawn: "list[Page]") -> str:
    """The answer, or what was drawn of it, as text. Raises `UsageError` for a format there is not."""
    match format:
        case "json":
            return json.dumps(answer.value, ensure_ascii=False, indent=2) + "\n"
        case "jsonl":
            values = answer.value if isinstance(answer.value, list) else [answer.value]
            return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
        case "csv" | "tsv":
            return format_rows(answer, format, header=view.header and not answer.bare, raw=view.raw, bom=view.bom)
        case "markdown":
            from . import markdown

            return "\n".join(markdown.format_page(page) for page in drawn)
        case "table":
            from . import tables

            return "\n".join(tables.format_page(page, screen) for page in drawn)
    from .query import close

    raise UsageError(f"no format {format!r}", hint=f"Formats: {', '.join(FORMATS)}.", candidates=close(format, FORMATS))


def format_rows(answer: Answer, format: str, *, header: bool = True, raw: bool = False, bom: bool = False) -> str:
    """CSV (RFC 4180 quoting, LF line ends) or TSV. Lists are joined with `; `, objects are JSON, null is empty.

    Text that a spreadsheet would run gets an apostrophe before it unless `raw`
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers are untouched. `bom` tells Excel that it is UTF-8.
    """
    import csv

    out = StringIO("\ufeff" if bom else "")
    out.seek(0, SEEK_END)
    writer = csv.writer(out, delimiter="," if format == "csv" else "\t", lineterminator="\n")
    if header:
        writer.writerow(answer.columns)
    writer.writerows([_cell(row[column], raw=raw) for column in answer.columns] for row in answer.rows)
    return out.getvalue()


def _cell(value: Any, *, raw: bool) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(str(_cell(each, raw=True)) for each in value)
    if isinstance(value, dict | bool):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and not raw and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value if isinstance(value, int | float) else str(value)


def format_error(error: SummitError, *, as_json: bool) -> str:
    """An error for stderr: one object in JSON mode, else a sentence, its problems, candidates and hint."""
    found = getattr(error, "problems", [])
    problems = [problem._asdict() for problem in found]
    if as_json:
        fields = {"code": error.code, "message": error.message, "hint": error.hint, "candidates": error.candidates}
        text = json.dumps({"error": fields | ({"problems": problems} if problems else {})}, ensure_ascii=False)
        return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text) + "\n"
    lines = [f"error: {error.message}", *(f"  {problem}" for problem in found[:MOST_PROBLEMS])]
    if len(found) > MOST_PROBLEMS:
        lines.append(f"  and {len(found) - MOST_PROBLEMS} more, which `summit validate --json` lists, too")
    if error.candidates:
        lines.append(("Did you mean " if error.exit_code != 4 else "Candidates: ") + _either(error))
    if error.hint:
        lines.append(error.hint)
    screen = look_at(sys.stderr)
    return "".join(_in_lines(inert(line), screen) + "\n" for line in lines)


def _either(error: SummitError) -> str:
    if error.exit_code == 4:
        return ", ".join(error.candidates)
    *others, last = error.candidates
    return f"{', '.join(others)} or {last}?" if others else f"{last}?"


def write_text(text: str, *, exact: bool = True) -> None:
    """Text on stdout; `exact` formats are UTF-8 whatever the locale says. Nothing where stdout is closed."""
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


def write_note(text: str) -> None:
    """A sentence for whoever runs the command, on stderr; nothing where there is none."""
    if text:
        _write_notes([text], apart=False)


def write_aside(text: str) -> None:
    """Text on stderr. It is lost where that is closed or full: the answer and the exit code still tell."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _write_notes(notes: Sequence[str], *, apart: bool) -> None:
    """Notes on stderr, in lines of the terminal's width, with a gap before each where they stand `apart`."""
    screen = look_at(sys.stderr)
    write_aside("".join(("\n" if apart else "") + _in_lines(note, screen) + "\n" for note in notes))


def _in_lines(text: str, screen: Screen) -> str:
    """Text broken between words where a terminal would break it anywhere."""
    return wrapped(text, screen.width) if screen.terminal else text


def _page_through(text: str, notes: Sequence[str], screen: Screen) -> bool:
    """Hand a text longer than the screen to the pager, the notes at its end; False where none is wanted or there."""
    import shlex
    import signal
    import subprocess

    named = os.environ.get("SUMMIT_PAGER", os.environ.get("PAGER", "less"))
    longer = text.count("\n") >= screen.height
    if not longer or named in ("", "cat") or not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    environ = {"LESS": "FRX", "LV": "-c", **os.environ}
    text += "".join(f"\n{_in_lines(note, screen)}\n" for note in notes)
    # Ctrl-C is the pager's, which has the terminal; a handler that does nothing is, unlike SIG_IGN, not inherited.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        subprocess.run(shlex.split(named), input=text.encode(), env=environ, check=False)
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
