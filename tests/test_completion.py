"""Completion, as the shells ask for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import TIMEOUT, Summit
from .synthetic import dataset


@pytest.fixture
def shell_environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment with a `summit` on its PATH."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "summit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summitcli "$@"\n')
    program.chmod(0o700)
    return environment | {"PATH": f"{tmp_path / 'bin'}:{environment['PATH']}", "HOME": str(tmp_path)}


def asked(summit: Summit, shell: str, *words: str, data=None) -> list[str]:
    """The candidates for the last of `words`, as `shell` gets them."""
    environ = {
        "_SUMMIT_COMPLETE": shell,
        "COMP_WORDS": "\n".join(["summit", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = summit(env=environ, data=data)
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        (["li"], ["list"]),
        (["show", "gen"], ["geneva-2031"]),
        (["show", "geneva", "os"], ["oslo-2033"]),
        (["show", "--section", "ac"], ["accounts"]),
        (["list", "--topic", ""], ["fishing", "ice"]),
        (["list", "--kind", "p"], ["pull-aside"]),
        (["list", "--status", "d"], ["disputed"]),
        (["list", "--person", "c"], ["cara-cole"]),
        (["list", "--country", "n"], ["no"]),
        (["list", "--format", "js"], ["json", "jsonl"]),
        (["topics", "i"], ["ice"]),
        (["show", "zz"], []),
    ],
    ids=" ".join,
)
def test_bash_gets_the_values_alone(summit: Summit, words, candidates):
    assert asked(summit, "bash", *words, data=dataset()) == candidates


def test_zsh_and_fish_get_titles_beside_the_values(summit: Summit):
    assert asked(summit, "zsh", "show", "gen", data=dataset()) == ["geneva-2031:Geneva summit, 2031-03-04"]
    assert asked(summit, "fish", "show", "gen", data=dataset()) == ["geneva-2031\tGeneva summit, 2031-03-04"]


def test_data_on_the_command_line_is_completed_from(summit: Summit, tmp_path):
    import json

    (tmp_path / "own.json").write_text(json.dumps(dataset()))
    assert asked(summit, "bash", "show", "--data", "own.json", "gen") == ["geneva-2031"]


@pytest.mark.parametrize("data", [b"", b"{}"], ids=["empty", "bare"])
def test_broken_dataset_completes_nothing_in_silence(summit: Summit, data):
    assert asked(summit, "bash", "show", "gen", data=data) == []


def test_options_are_completed(summit: Summit):
    assert asked(summit, "bash", "list", "--top") == ["--topic"]


COMPLETE_IN_BASH = """
source <(summit completion bash)
COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_summit_completion summit
printf '%%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("summit show hels", ["helsinki-2018"]),
        ("summit list --topic sy", ["syria"]),
        ("summit topics ''", None),
        ("summit show hamburg osa", ["osaka-2019"]),
    ],
)
def test_printed_script_completes_in_bash(shell_environment, store, words, candidates):
    done = in_shell("bash", COMPLETE_IN_BASH % words, shell_environment)
    assert done == candidates if candidates else len(done) > 20


def test_tab_in_an_interactive_bash(shell_environment, store):
    pexpect = pytest.importorskip("pexpect")
    environ = shell_environment | {"PS1": "ready> ", "TERM": "dumb"}
    bash = pexpect.spawn(
        "bash --norc --noprofile", env=environ, encoding="utf-8", timeout=TIMEOUT, dimensions=(24, 200)
    )
    bash.expect_exact("ready> ")
    bash.sendline("source <(summit completion bash)")
    bash.expect_exact("ready> ")
    bash.send("summit show hels\t")
    bash.expect_exact("helsinki-2018")
    bash.send("\x03")
    bash.close(force=True)


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_printed_script_is_valid_zsh(shell_environment):
    script = "autoload -Uz compinit && compinit -u; source <(summit completion zsh); print $_comps[summit]"
    assert in_shell("zsh", script, shell_environment) == ["_summit_completion"]


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_printed_script_completes_in_fish(shell_environment, store):
    script = "summit completion fish | source; complete --do-complete 'summit show hels'"
    assert [line.partition("\t")[0] for line in in_shell("fish", script, shell_environment)] == ["helsinki-2018"]


def in_shell(shell: str, script: str, environ: dict[str, str]) -> list[str]:
    done = subprocess.run(
        [shell, "-c", script], env=environ, capture_output=True, text=True, timeout=TIMEOUT, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_and_installs_nothing(summit: Summit, tmp_path, shell):
    done = summit("completion", shell, env={"HOME": str(tmp_path)})
    assert (done.code, done.err) == (0, "")
    assert "_SUMMIT_COMPLETE" in done.out
    assert list(tmp_path.iterdir()) == []


def test_unknown_shell_is_a_usage_error(summit: Summit):
    done = summit("completion", "bsh")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean bash" in done.err
