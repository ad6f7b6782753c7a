"""Shell completion: what may come next on a line. It reads the store, and imports neither pydantic nor Rich."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..render.screen import COLORS

if TYPE_CHECKING:
    from sqlite3 import Connection

    import typer

Candidates = list[tuple[str, str]]

SCRIPTS = {
    "bash": """\
_summit_completion() {
    local IFS=$'\\n' typed
    typed=("${COMP_WORDS[@]:0:COMP_CWORD}" "$2")
    COMPREPLY=($(COMP_WORDS="${typed[*]}" COMP_CWORD="$COMP_CWORD" _SUMMIT_COMPLETE=bash "$1"))
}
complete -o default -F _summit_completion summit
""",
    "zsh": """\
#compdef summit
_summit_completion() {
    local -a typed candidates
    typed=("${(@)words[1,CURRENT-1]}" "$PREFIX")
    candidates=("${(@f)$(COMP_WORDS="${(pj:\\n:)typed}" COMP_CWORD=$((CURRENT - 1)) _SUMMIT_COMPLETE=zsh summit)}")
    if [[ -n "$candidates" ]]; then
        _describe -V 'summit' candidates
    else
        _files
    fi
}
if [[ "$funcstack[1]" == "_summit" ]]; then
    _summit_completion "$@"
else
    compdef _summit_completion summit
fi
""",
    "fish": """\
function _summit_completion
    set -l before (commandline --current-process --tokenize --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor)
    set -lx COMP_WORDS (string join \\n -- $before $current | string collect)
    set -lx COMP_CWORD (count $before)
    set -l candidates (_SUMMIT_COMPLETE=fish summit)
    if test -n "$candidates"
        string join \\n -- $candidates
    else
        __fish_complete_path $current
    end
end
complete --command summit --no-files --keep-order --arguments '(_summit_completion)'
""",
}


def completer(namespace: str) -> Callable[[typer.Context, str], Candidates]:
    """A function that Typer asks for the names of `namespace` beginning with what is typed, after its last comma."""
    return lambda ctx, incomplete: _after_comma(ctx, namespace, incomplete)  # Typer tells its parameters by their names


def words_of(namespace: str) -> Callable[[typer.Context, str], Candidates]:
    """The same for an argument whose names may be several words, of which those before are on the line."""
    whole = completer(namespace)
    return lambda ctx, incomplete: _following(ctx, namespace, incomplete) or whole(ctx, incomplete)


def _after_comma(ctx: typer.Context, namespace: str, incomplete: str) -> Candidates:
    before, comma, last = incomplete.rpartition(",")
    return [(f"{before}{comma}{name}", label) for name, label in _known(ctx, namespace, last.lower())]


def _known(ctx: typer.Context, namespace: str, beginning: str) -> Candidates:
    choices = _choices(namespace)
    if namespace in ("field", "output"):
        known = _fields(ctx, namespace)
    elif choices is not None:
        known = [(choice, "") for choice in choices]
    else:
        return _recorded(ctx, namespace, beginning)
    return [each for each in known if each[0].startswith(beginning)]


def _following(ctx: typer.Context, namespace: str, beginning: str) -> Candidates:
    """The next words of names of which the words before are the beginning."""
    from ..query.names import next_words

    words = _named(ctx)
    return _asked(ctx, lambda store: next_words(store, namespace, words, beginning)) if words else []


def _named(ctx: typer.Context) -> list[str]:
    """The names on the line. Typer does not parse them if the last option still lacks its value."""
    return ctx.params.get("names") or ctx.params.get("name") or [word for word in ctx.args if not word.startswith("-")]


def _asked(ctx: typer.Context, question: Callable[[Connection], Candidates]) -> Candidates:
    """What the dataset on the line answers; nothing, if it cannot be read."""
    from contextlib import closing

    from ..dataset.files import chosen
    from ..errors import SummitError
    from ..store import open_store

    try:
        store = open_store(chosen(ctx.params.get("data") or []))
    except SummitError:
        return []
    with closing(store):
        return question(store)


def _recorded(ctx: typer.Context, namespace: str, beginning: str) -> Candidates:
    """Names that the record has: ids, or if none begins so, aliases, cities and surnames."""
    from ..query import names

    def answer(store: Connection) -> Candidates:
        if namespace == "source":
            return _sources(store, ctx, beginning)
        keywords = [(word, "held, of the default series") for word in names.KEYWORDS if namespace == "meeting"]
        known = names.completions(store, namespace, beginning) + keywords
        begun = [each for each in known if each[0].startswith(beginning)]
        return begun or names.other_completions(store, namespace, beginning)

    return _asked(ctx, answer)


def _sources(store: Connection, ctx: typer.Context, beginning: str) -> Candidates:
    """The sources of the one meeting on the line by number, or of all by id."""
    from ..errors import SummitError
    from ..query.sources import sources_of

    named = _named(ctx)
    try:
        numbered = (
            [(str(each["number"]), each["title"]) for each in sources_of(store, " ".join(named))] if named else []
        )
    except SummitError:
        numbered = []
    found = store.execute("SELECT id, title FROM sources WHERE id BETWEEN ? AND ? || char(0x10FFFF)", (beginning,) * 2)
    return [each for each in [*numbered, *found.fetchall()] if each[0].startswith(beginning)]


def _choices(namespace: str) -> Iterable[str] | None:
    """The words of a closed list, or None if the names are in the record. Nothing else is imported."""
    from ..schema.vocabulary import SECTIONS, STANDINGS

    match namespace:
        case "section":
            return SECTIONS
        case "standing":
            return STANDINGS
        case "shell":
            return SCRIPTS
        case "color":
            return COLORS
        case "format":
            from ..render.output import FORMATS

            return FORMATS
        case "sort":
            from ..query.meetings import SORTS

            return SORTS
        case "grouping":
            from ..query.counts import GROUPINGS

            return [*GROUPINGS, "standing"]
        case "cite":
            from ..cite.formats import FORMATS as CITATIONS

            return CITATIONS
        case "style":
            from ..cite.styles import COMMON_STYLES

            return COMMON_STYLES
        case "export":
            from ..export import FORMATS as EXPORTS

            return EXPORTS
        case "help":
            from .manual import TOPICS
            from .registry import COMMANDS

            return [*COMMANDS, *TOPICS]
    return None


def _fields(ctx: typer.Context, namespace: str) -> Candidates:
    """The fields of the command's output, or the names of the outputs."""
    from ..schema.answers import OUTPUTS
    from ..schema.fields import OF_ONE, fields

    if namespace == "output":
        return [(output, "") for output in OUTPUTS]
    if ctx.params.get("ids") or ctx.params.get("explain"):
        return []  # what is printed then has few fields or none
    output = ctx.command.name or ""
    if ctx.params.get("name") or ctx.args:  # not parsed if the last option still lacks its value
        output = OF_ONE.get(output, output)
    return [(field.field, field.description) for field in fields(output)] if output in OUTPUTS else []


def command_typed() -> str | None:
    """The command on the line, if it is before the word to complete: only it has to be imported."""
    from .registry import COMMANDS

    words, at = _typed()
    return words[1] if at > 1 and words[1] in COMMANDS else None


def complete(command: Any) -> str:
    """The candidates for the words in `COMP_WORDS` (a line each), in the form the shell in `_SUMMIT_COMPLETE` reads."""
    # Typer exports no walk of the command tree: `tests/cli/test_completion.py` fails when this moves.
    from typer._click.shell_completion import ShellComplete

    shell = os.environ["_SUMMIT_COMPLETE"]
    words, at = _typed()
    if any("\udc80" <= char <= "\udcff" for word in words for char in word):
        return ""  # bytes that are not UTF-8: no name has them
    incomplete = words[at] if at < len(words) else ""
    joined = re.match("--[a-z-]+=", incomplete)  # `--kind=c` as one word: the shell wants all of it back
    before = joined.group() if joined else ""

    class Words(ShellComplete):
        """Typer's own walk of the command tree, on the words that the shell hands over."""

        def source_vars(self) -> dict[str, Any]:
            return {}

        def get_completion_args(self) -> tuple[list[str], str]:
            return words[1:at], incomplete

        def format_completion(self, item: Any) -> str:
            return _line(shell, before + item.value, item.help if item.help and item.help != item.value else "")

    return "".join(line + "\n" for line in Words(command, {}, "summit", "_SUMMIT_COMPLETE").complete().splitlines())


def _typed() -> tuple[list[str], int]:
    """The words on the line and the place of the one to complete. Bash makes `--kind=c` three words: here, two."""
    words = [_unquoted(word) for word in os.environ.get("COMP_WORDS", "").split("\n")]
    place = os.environ.get("COMP_CWORD", "")
    at = min(int(place[:9]), len(words)) if place.isdecimal() else 0
    before = words[:at]
    signs = [place for place, word in enumerate(before) if word == "=" and before[place - 1].startswith("--")]
    incomplete = "" if words[at : at + 1] == ["="] else "".join(words[at : at + 1])
    return [word for place, word in enumerate(before) if place not in signs] + [incomplete], at - len(signs)


def _unquoted(word: str) -> str:
    """A word as the shell will read it. Bash and zsh hand it over with its quotes and with `~` before it."""
    if any(sign in word for sign in "\"'\\"):
        from shlex import split

        try:
            word = " ".join(split(word))
        except ValueError:  # a quotation mark is still open
            word = word.lstrip("\"'")
    try:
        return str(Path(word).expanduser()) if word.startswith("~/") else word
    except RuntimeError:  # there is no home
        return word


def _line(shell: str, value: str, label: str) -> str:
    label = label.split("\n", maxsplit=1)[0]
    if shell == "zsh":
        value, label = value.replace("\\", r"\\").replace(":", r"\:"), label.replace("\\", r"\\")
        return f"{value}:{label}" if label else value
    return f"{value}\t{label}" if shell == "fish" and label else value
