"""`summit completion`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...errors import UsageError
from ...render.output import write_text
from ...text import suggest
from ..completion import SCRIPTS, completer

HELP = """Print a completion script for a shell; without one, how to install it.

    Nothing is installed: redirect it to where your shell looks.

    \b
    Examples:
      summit completion bash >> ~/.bashrc
      summit completion zsh > ~/.zfunc/_summit
      summit completion fish > ~/.config/fish/completions/summit.fish
    """
INSTALL = """\
Completion of commands, options, and the names in the record:

  bash   summit completion bash >> ~/.bashrc
  zsh    summit completion zsh > ~/.zfunc/_summit
         (a folder that is in $fpath before compinit runs)
  fish   summit completion fish > ~/.config/fish/completions/summit.fish

Then start a new shell.
"""


def run(
    shell: Annotated[
        str | None, typer.Argument(metavar="[SHELL]", help="bash, zsh or fish.", autocompletion=completer("shell"))
    ] = None,
) -> None:
    if shell is not None and shell not in SCRIPTS:
        hint = f"Shells: {', '.join(SCRIPTS)}."
        raise UsageError(f"no completion for {shell!r}", typed=shell, hint=hint, candidates=suggest(shell, SCRIPTS))
    write_text(SCRIPTS[shell] if shell else INSTALL)
