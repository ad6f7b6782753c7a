"""Shell completion: what can stand next, from the store, without pydantic or Rich."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ..screen import COLORS

if TYPE_CHECKING:
    import typer

Candidates = list[tuple[str, str]]

SCRIPTS = {
    "bash": """\
_summit_completion() {
    local IFS=$'\\n'
    COMPREPLY=($(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" _SUMMIT_COMPLETE=bash "$1"))
}
complete -o default -F _summit_completion summit
""",
    "zsh": """\
#compdef summit
_summit_completion() {
    local -a candidates
    candidates=("${(@f)$(COMP_WORDS="${(pj:\\n:)words}" COMP_CWORD=$((CURRENT - 1)) _SUMMIT_COMPLETE=zsh summit)}")
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
    set -l words (commandline --tokenize --cut-at-cursor) (commandline --current-token)
    set -lx COMP_WORDS (string join \\n -- $words | string collect)
    set -lx COMP_CWORD (count (commandline --tokenize --cut-at-cursor))
    _SUMMIT_COMPLETE=fish summit
end
complete --command summit --no-files --arguments '(_summit_completion)'
""",
}


def completer(namespace: str) -> Callable[[typer.Context, str], Candidates]:
    """A function that Typer asks for the names of `namespace` beginning with what is typed, after its last comma."""

    def candidates(ctx: Any, incomplete: str) -> Candidates:
        before, comma, last = incomplete.rpartition(",")
        beginning = last.lower()
        known = [each for each in _known(ctx, namespace, beginning) if each[0].startswith(beginning)]
        return [(f"{before}{comma}{name}", label) for name, label in known]

    return candidates


def _known(ctx: Any, namespace: str, beginning: str) -> Candidates:
    """The names of a namespace; of those in the record, which may be many, the ones that begin so."""
    from .. import query
    from ..dataset import chosen
    from ..errors import SummitError
    from ..store import open_store

    if namespace in ("field", "output"):
        return _fields(ctx, namespace)
    choices = _choices(namespace)
    if choices is not None:
        return [(choice, "") for choice in choices]
    try:
        names = query.names(open_store(chosen(ctx.params.get("data") or [])), namespace, beginning)
    except SummitError:
        return []
    return names + [(word, "") for word in query.KEYWORDS if namespace == "meeting"]


def _choices(namespace: str) -> Iterable[str] | None:
    """The words of a closed list, or None where the names stand in the record."""
    from .. import query, render
    from .app import COMMANDS
    from .manual import TOPICS

    if namespace == "cite":
        from ..cite import FORMATS as CITATIONS

        return CITATIONS
    if namespace == "export":
        from ..export import FORMATS

        return FORMATS
    lists: dict[str, Iterable[str]] = {
        "format": render.FORMATS,
        "section": query.SECTIONS,
        "grouping": query.GROUPINGS,
        "sort": query.SORTS,
        "shell": SCRIPTS,
        "color": COLORS,
        "help": [*COMMANDS, *TOPICS],
    }
    return lists.get(namespace)


def _fields(ctx: Any, namespace: str) -> Candidates:
    """The fields of the command's output, or the names of the outputs."""
    from ..fields import OF_ONE, fields

    known = fields()
    if namespace == "output":
        return [(output, "") for output in dict.fromkeys(field.output for field in known)]
    output = ctx.command.name
    if ctx.params.get("name") or ctx.args:  # what stands before an option without its value is not parsed
        output = OF_ONE.get(output, output)
    return [(field.field, field.description) for field in known if field.output == output]


def complete(command: Any) -> str:
    """The candidates for the words in `COMP_WORDS` (a line each), in the form the shell in `_SUMMIT_COMPLETE` reads."""
    from typer._click.shell_completion import ShellComplete

    words, at = _typed()
    incomplete = words[at] if at < len(words) else ""

    class Words(ShellComplete):
        """Typer's own walk of the command tree; the words come from outside."""

        def source_vars(self) -> dict[str, Any]:
            return {}

        def get_completion_args(self) -> tuple[list[str], str]:
            return words[1:at], incomplete

        def format_completion(self, item: Any) -> str:
            return _line(os.environ["_SUMMIT_COMPLETE"], item.value, item.help or "")

    return "".join(line + "\n" for line in Words(command, {}, "summit", "_SUMMIT_COMPLETE").complete().splitlines())


def command_typed() -> str | None:
    """The command on the line, where it stands before the word to complete: only it has to be imported."""
    from .app import COMMANDS

    words, at = _typed()
    return words[1] if at > 1 and words[1] in COMMANDS else None


def _typed() -> tuple[list[str], int]:
    """The words on the line and the place of the one to complete. Bash makes `--kind=c` three words: here, two."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = os.environ.get("COMP_CWORD", "")
    at = min(int(place[:9]), len(words)) if place.isdecimal() else 0
    before = words[:at]
    signs = [place for place, word in enumerate(before) if word == "=" and before[place - 1].startswith("--")]
    incomplete = "" if words[at : at + 1] == ["="] else "".join(words[at : at + 1])
    return [word for place, word in enumerate(before) if place not in signs] + [incomplete], at - len(signs)


def _line(shell: str, value: str, label: str) -> str:
    label = label.split("\n", maxsplit=1)[0]
    if shell == "zsh":
        return f"{value.replace(':', chr(92) + ':')}:{label}" if label else value
    return f"{value}\t{label}" if shell == "fish" and label else value
