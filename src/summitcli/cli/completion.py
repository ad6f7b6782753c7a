"""Shell completion: what can stand next, from the store, without pydantic or Rich."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

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
    set -lx COMP_WORDS (string join \\n -- (commandline --tokenize --cut-at-cursor) (commandline --current-token))
    set -lx COMP_CWORD (count (commandline --tokenize --cut-at-cursor))
    _SUMMIT_COMPLETE=fish summit
end
complete --command summit --no-files --arguments '(_summit_completion)'
""",
}


def completer(namespace: str) -> Callable[[typer.Context, str], Candidates]:
    """A function that Typer asks for the names of `namespace` beginning with what is typed."""

    def candidates(ctx: Any, incomplete: str) -> Candidates:
        before, comma, last = incomplete.rpartition(",")
        known = [(name, label) for name, label in _known(ctx, namespace) if name.startswith(last.lower())]
        return [(f"{before}{comma}{name}", label) for name, label in known]

    return candidates


def _known(ctx: Any, namespace: str) -> Candidates:
    from .. import query, render
    from ..dataset import chosen
    from ..errors import SummitError
    from ..store import open_store

    if namespace == "format":
        return [(format, "") for format in render.FORMATS]
    if namespace == "section":
        return [(section, "") for section in query.SECTIONS]
    if namespace == "cite":
        from ..cite import FORMATS as CITATIONS

        return [(format, "") for format in CITATIONS]
    if namespace == "export":
        from ..export import FORMATS

        return [(format, "") for format in FORMATS]
    if namespace in ("field", "output"):
        return _fields(ctx, namespace)
    try:
        return query.names(open_store(chosen(ctx.params.get("data") or [])), namespace)
    except SummitError:
        return []


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

    words = os.environ.get("COMP_WORDS", "").split("\n")
    at = int(os.environ.get("COMP_CWORD") or 0)
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


def _line(shell: str, value: str, label: str) -> str:
    label = label.split("\n", maxsplit=1)[0]
    if shell == "zsh":
        return f"{value.replace(':', chr(92) + ':')}:{label}" if label else value
    return f"{value}\t{label}" if shell == "fish" and label else value
