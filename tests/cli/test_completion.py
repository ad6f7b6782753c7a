"""Completion, as the shells ask for it."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from summitcli.query.names import KEYWORDS

from ..conftest import RECORD, TIMEOUT, Summit
from ..synthetic import dataset


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
        (["list", "--outcome", "n"], ["none"]),
        (["list", "--person", "c"], ["cara-cole"]),
        (["list", "--country", "n"], ["no"]),
        (["list", "--format", "js"], ["json", "jsonl"]),
        (["topics", "i"], ["ice"]),
        (["show", "zz"], []),
    ],
    ids=" ".join,
)
def test_bash_gets_the_values_alone(ask: Summit, words, candidates):
    assert asked(ask, "bash", *words, data=dataset()) == candidates


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        (["show", "da", "na"], ["nang"]),
        (["show", "osaka", "da", "na"], ["nang"]),
        (["compare", "buenos", ""], ["aires"]),
        (["show", "hamburg", "di"], ["dinner"]),
        (["people", "fiona", "hi"], ["hill"]),
        (["topics", "election", "inter"], ["interference"]),
        (["show", "helsinki", "ancho"], ["anchorage-2025"]),
        (["show", "da", "--section", "acc"], ["accounts"]),
    ],
    ids=" ".join,
)
def test_the_next_word_of_a_name_is_completed(ask: Summit, words, candidates):
    assert asked(ask, "bash", *words) == candidates


def test_zsh_and_fish_get_titles_beside_the_values(ask: Summit):
    assert asked(ask, "zsh", "show", "gen", data=dataset()) == ["geneva-2031:Geneva summit, 2031-03-04"]
    assert asked(ask, "fish", "show", "gen", data=dataset()) == ["geneva-2031\tGeneva summit, 2031-03-04"]


def test_data_on_the_command_line_is_completed_from(summit: Summit, tmp_path):
    (tmp_path / "own.json").write_text(json.dumps(dataset()))
    assert asked(summit, "bash", "show", "--data", "own.json", "gen") == ["geneva-2031"]


@pytest.mark.parametrize("data", [b"", b"{}"], ids=["empty", "bare"])
def test_broken_dataset_completes_nothing_in_silence(summit: Summit, data):
    assert asked(summit, "bash", "show", "gen", data=data) == []


def test_the_sources_of_the_meeting_on_the_line_are_completed_by_number(ask: Summit):
    offered = asked(ask, "fish", "cite", "geneva", "--source", "", data=dataset())
    assert offered == [
        "1\tTwo days in Geneva",
        "2\t[Notes on the Geneva summit]",
        "gazette-2031\tTwo days in Geneva",
        "palace-2031\t[Notes on the Geneva summit]",
    ]


def test_a_path_in_the_home_of_nobody_is_completed_in_silence(ask: Summit, monkeypatch):
    def nobody(_uid: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert asked(ask, "bash", "show", "--data", "~/x", "gen") == []
    assert asked(ask, "bash", "validate", "~/x") == []


def test_bytes_that_are_no_text_complete_nothing_in_silence(ask: Summit):
    assert asked(ask, "bash", "show", "\udc80", data=dataset()) == []


def test_options_are_completed(summit: Summit):
    assert asked(summit, "bash", "list", "--top") == ["--topic"]


# What is typed before Tab, and the word that Tab makes of its last word, in every shell.
TABS = [
    ("summit show gen", "geneva-2031"),
    ("summit show -- gen", "geneva-2031"),
    ("summit show geneva os", "oslo-2033"),
    ("echo x | summit show gen", "geneva-2031"),
    ("summit list --topic fishing,i", "fishing,ice"),
    ("summit list --kind=c", "--kind=call"),
    ("summit list --topic=fishing,i", "--topic=fishing,ice"),
    ("summit show --section=ac", "--section=accounts"),
    ("summit list --fields id,ven", "id,venue"),
    ("summit list --country switz", "switzerland"),
    ("summit list --person belo", "belov"),
    ("summit people cara", "cara-cole"),
    ("summit list --json --revers", "--reverse"),
    ("summit show --data 'our own.json' helsinki-2", "helsinki-2018"),
    ("summit show geneva --section quo", "quotes"),
    ("summit show geneva -s aco,quo", "aco,quotes"),
    ("summit search ice -s quo", "quotes"),
    ("summit show geneva --standing off", "official"),
    ("summit sources --standing pre", "press"),
    ("summit cite geneva --source gaz", "gazette-2031"),
    ("summit cite --source palace", "palace-2031"),
    ("summit cite geneva --style ap", "apa"),
    ("summit cite geneva --format bib", "bibtex"),
    ("summit stats --by dec", "decade"),
    ("summit people boris bel", "belov"),
    ("summit schema sho", "show"),
    ("summit help envi", "environment"),
    ("summit completion fi", "fish"),
    ("summit show latest-c", "latest-call"),
]


def labelled() -> dict[str, Any]:
    """The made-up dataset with labels that a shell could trip over."""
    data = dataset()
    data["meetings"][0]["title"] = LABEL
    return data


LABEL = "Genève: l'été's \"big\" $HOME `id` $(id) 100% [x] \\n 会議"


@pytest.fixture
def own_data(shell_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment with a dataset of one's own, beside a copy of the bundled record."""
    (tmp_path / "made up.json").write_text(json.dumps(labelled()))
    (tmp_path / "our own.json").write_bytes(RECORD.read_bytes())
    return shell_environment | {"SUMMIT_DATA": str(tmp_path / "made up.json")}


def missing(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")


in_bash_and_zsh = pytest.mark.parametrize(
    "shell", [pytest.param("bash", marks=missing("bash")), pytest.param("zsh", marks=missing("zsh"))]
)
EMPTY_LINE = "\x05\x15"  # Ctrl-E, Ctrl-U


class Terminal:
    """An interactive shell that has read the completion script, and the screen it writes to."""

    SHELLS: ClassVar = {
        "bash": ("bash --norc --noprofile -i", "PS1='ready> '; source <(summit completion bash)"),
        "zsh": (
            "zsh -f -i",
            "PROMPT='ready> '; autoload -Uz compinit && compinit -u -D; source <(summit completion zsh)",
        ),
    }

    def __init__(self, shell: str, environ: dict[str, str], folder: Path) -> None:
        pexpect, pyte = pytest.importorskip("pexpect"), pytest.importorskip("pyte")
        program, setup = self.SHELLS[shell]
        self.ended = (pexpect.TIMEOUT, pexpect.EOF)
        self.child = pexpect.spawn(program, env=environ, encoding="utf-8", dimensions=(24, 160), cwd=str(folder))
        self.screen = pyte.Screen(160, 24)
        self.stream = pyte.Stream(self.screen)
        self.type(setup + "; clear; echo set up\r")
        assert self.shows("set up\nready>")

    def type(self, keys: str) -> None:
        self.child.send(keys)

    def shows(self, text: str) -> bool:
        """Whether `text` comes to stand on the screen."""
        while text not in "\n".join(line.rstrip() for line in self.screen.display):
            try:
                self.stream.feed(self.child.read_nonblocking(65536, 10))
            except self.ended:
                return False
        return True


@pytest.fixture
def terminal(own_data: dict[str, str], tmp_path: Path, store: Any) -> Iterator[Callable[[str], Terminal]]:
    opened: list[Terminal] = []

    def open_in(shell: str) -> Terminal:
        opened.append(Terminal(shell, own_data, tmp_path))
        return opened[-1]

    yield open_in
    for each in opened:
        each.child.close(force=True)


@in_bash_and_zsh
def test_tab_completes_in_an_interactive_shell(terminal, shell):
    shown = terminal(shell)
    failed = []
    for typed, word in TABS:
        before = typed[: typed.rindex(" ") + 1]
        shown.type(f"{typed}\t")
        failed += [] if shown.shows(f"ready> {before}{word}") else [typed]
        shown.type(EMPTY_LINE)
    assert failed == []


@in_bash_and_zsh
def test_tab_completes_before_the_cursor_inside_quotes_and_files(terminal, shell):
    shown = terminal(shell)
    shown.type("summit show gen --json" + "\x02" * len(" --json") + "\t")
    assert shown.shows("ready> summit show geneva-2031")
    shown.type(EMPTY_LINE + 'summit show "gen\t')
    assert shown.shows('ready> summit show "geneva-2031"')
    shown.type(EMPTY_LINE + "summit validate our\t")
    assert shown.shows("ready> summit validate our\\ own.json")


@missing("zsh")
def test_zsh_shows_labels_as_they_are(terminal):
    shown = terminal("zsh")
    shown.type("summit show \t")
    assert shown.shows(f" -- {LABEL}, 2031-03-04")


@missing("zsh")
def test_printed_script_registers_itself_in_zsh(shell_environment):
    script = "autoload -Uz compinit && compinit -u -D; source <(summit completion zsh); print $_comps[summit]"
    assert in_shell("zsh", script, shell_environment) == ["_summit_completion"]


def in_fish(environ: dict[str, str], folder: Path, *lines: str) -> list[list[str]]:
    """What fish itself would offer for each of the lines: value, tab, label."""
    asked = "; ".join(f"complete --do-complete {shlex.quote(line)}; echo end" for line in lines)
    answered = in_shell("fish", f"summit completion fish | source; {asked}", environ, "--no-config", folder=folder)
    return [part.splitlines() for part in "\n".join(answered).removesuffix("end").split("end\n")]


@missing("fish")
def test_fish_offers_what_the_record_has(own_data, tmp_path, store):
    offered = in_fish(own_data, tmp_path, *(typed for typed, _ in TABS))
    assert [[each.partition("\t")[0] for each in candidates] for candidates in offered] == [[word] for _, word in TABS]


@missing("fish")
def test_fish_offers_labels_as_they_are_in_the_order_of_the_record_and_files(own_data, tmp_path):
    assert in_fish(own_data, tmp_path, "summit show ", "summit validate our") == [
        [
            f"geneva-2031\t{LABEL}, 2031-03-04",
            "call-2032-01-02\tCall of 2 January 2032, 2032-01-02",
            "oslo-2033\tOslo meeting, 2033-06",
            *(f"{word}\theld, of the default series" for word in KEYWORDS),
        ],
        ["our own.json"],
    ]


def in_shell(shell: str, script: str, environ: dict[str, str], *options: str, folder: Path | None = None) -> list[str]:
    done = subprocess.run(
        [shell, *options, "-c", script],
        env=environ, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT, check=True,
    )  # fmt: skip
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
    assert "\n  summit completion bash\n" in done.err
