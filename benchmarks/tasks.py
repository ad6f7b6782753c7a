"""The commands that are measured: ours, the floors, and the peers on the same work."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from .timing import Task, tell

HERE = Path(__file__).parent
RECORD = HERE.parent / "data" / "meetings.json"
REQUIREMENTS = HERE / "requirements.txt"
PEERS = HERE / ".venv"

APP = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one(): {body}
@app.command()
def two(): print("y")
app()
"""
RICH = """
    from rich.console import Console
    from rich.table import Table
    table = Table()
    for title in ("Date", "Title", "ID", "Place", "Kind", "Length", "Topics"):
        table.add_column(title)
    for row in {rows!r}:
        table.add_row(*row)
    Console(force_terminal=True, width=120).print(table)
"""
TLDR_PAGE = "# tar\n\n> Archiving utility.\n\n- Extract a file:\n\n`tar xf {{source.tar}}`\n"


class Bench(NamedTuple):
    """Where things are: the programs, and a folder for what the measurements need."""

    folder: Path
    interpreter: str
    summit: str
    jq: str | None

    def environ(self, **more: str) -> dict[str, str]:
        """An environment with nothing of the user's in it."""
        home = {"HOME": str(self.folder), "SUMMIT_CACHE_DIR": str(self.folder / "cache")}
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **home, **more}

    def ours(self, name: str, *arguments: str, **environ: str) -> Task:
        return Task(name, [self.summit, *arguments], self.environ(**environ))

    def cold(self, name: str, *arguments: str) -> Task:
        return self.ours(name, *arguments)._replace(cold=True)

    def completion(self, *words: str, **environ: str) -> Task:
        """What the script of bash asks for the last of the words."""
        typed = {"COMP_WORDS": "\n".join(["summit", *words]), "COMP_CWORD": str(len(words))}
        variables = {"_SUMMIT_COMPLETE": "bash", **typed, **environ}
        return Task("completion of ids", [self.summit], self.environ(**variables))

    def python(self, name: str, *arguments: str) -> Task:
        return Task(name, [self.interpreter, *arguments], self.environ())

    def peer(self, name: str, *arguments: str, **environ: str) -> Task:
        return Task(name, [str(PEERS / "bin" / arguments[0]), *arguments[1:]], self.environ(**environ))

    def jq_task(self, name: str, expression: str, file: Path) -> list[Task]:
        return [Task(name, [self.jq, expression, str(file)], self.environ())] if self.jq else []


def set_up(folder: Path) -> Bench:
    """Find the programs and write the files that the floors and peers work on."""
    programs = install_summit(folder)
    bench = Bench(folder, str(programs / "python"), str(programs / "summit"), shutil.which("jq"))
    install_peers()
    rows = [line.split("\t")[:7] for line in output(bench, "list", "--format", "tsv", "--no-header").splitlines()]
    (folder / "floor.py").write_text(APP.format(body='print("x")'), encoding="utf-8")
    (folder / "rich_floor.py").write_text(APP.format(body=RICH.format(rows=rows)), encoding="utf-8")
    output(bench, "export", "sqlite", "-o", str(folder / "record.db"))
    meetings = json.loads(RECORD.read_text(encoding="utf-8"))["meetings"]
    (folder / "rows.json").write_text(json.dumps(meetings, ensure_ascii=False), encoding="utf-8")
    page = folder / ".cache" / "tldr" / "pages" / "common" / "tar.md"
    page.parent.mkdir(parents=True)
    page.write_text(TLDR_PAGE, encoding="utf-8")
    return bench


def output(bench: Bench, *arguments: str) -> str:
    command = [bench.summit, *arguments]
    return subprocess.run(command, env=bench.environ(), capture_output=True, text=True, check=True).stdout


def install_summit(folder: Path) -> Path:
    """Install the wheel, as users have it, with the versions that this environment has; the folder of its programs."""
    tell("installing the wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=HERE.parent, check=True, stdout=sys.stderr)
    [wheel] = folder.glob("*.whl")
    versions = folder / "versions.txt"
    found = [each for each in distributions() if each.name != "summitcli"]
    versions.write_text("".join(f"{each.name}=={each.version}\n" for each in found), encoding="utf-8")
    programs = folder / "installed" / "bin"
    venv.create(programs.parent, with_pip=True)
    install(programs, str(wheel), "-c", str(versions))
    return programs


def install(programs: Path, *arguments: str) -> None:
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *arguments], check=True, stdout=sys.stderr)


def install_peers() -> None:
    """Make an environment for the peers, unless the one that is there was made from the same requirements."""
    made_from = PEERS / "requirements.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if made_from.is_file() and made_from.read_text(encoding="utf-8") == wanted:
        return
    tell(f"installing the peers into {PEERS}")
    venv.create(PEERS, with_pip=True, clear=True)
    install(PEERS / "bin", "-r", str(REQUIREMENTS))
    made_from.write_text(wanted, encoding="utf-8")


def floor(bench: Bench) -> Task:
    return bench.python("Typer app of two commands", str(bench.folder / "floor.py"), "one")


# The program without the extra that searches in the text of a site.
WITHOUT_PAGEFIND = "import sys; sys.modules['pagefind'] = None; from summitcli.__main__ import main; main()"
MISSPELT = ("search", "how long did they talk in helsinky")


def bounded(bench: Bench) -> list[tuple[Task, Task, float | None]]:
    """What is measured, against what, and how many times as long it may take."""
    rich = bench.python("Typer app that prints the same rows with Rich", str(bench.folder / "rich_floor.py"), "one")
    imports = bench.python('`python -c "import typer, pydantic"`', "-c", "import typer, pydantic")
    least = floor(bench)
    return [
        (bench.ours("`list --json`", "list", "--json"), least, 1.5),
        (bench.ours("`show helsinki --json`", "show", "helsinki", "--json"), least, 1.5),
        (bench.completion("show", "hel"), least, 1.5),
        (bench.ours("`list` on a terminal", "list", SUMMIT_FORCE_TTY="120"), rich, 1.4),
        (bench.ours("`show helsinki` on a terminal", "show", "helsinki", SUMMIT_FORCE_TTY="120"), rich, 1.4),
        (bench.ours(f"`search {MISSPELT[1]} --json`", *MISSPELT, "--json"), least, 1.6),
        (bench.cold("first run, with an empty cache", "list", "--json"), imports, 3),
        (
            bench.ours("`show helsinki --full` on a terminal", "show", "helsinki", "--full", SUMMIT_FORCE_TTY="120"),
            rich,
            None,
        ),
        (least, bench.python("`python -c pass`", "-c", "pass"), None),
    ]


def timed(bench: Bench) -> list[tuple[Task, float]]:
    """What may take so many seconds."""
    site = bench.python("`export site`, without Pagefind", "-c", WITHOUT_PAGEFIND, "export", "site", "--force")
    return [(site._replace(command=[*site.command, "-o", str(bench.folder / "site")]), 5)]


LISTED = "series = 'trump-putin' and status = 'held' and kind <> 'call'"
COLUMNS = "id, title, series, kind, status, start, end, city, country, venue, host_event, minutes, summary"
PICKED = (
    '{id, title, series, kind, status, start, "end": .end, city: .place.city, country: .place.country, '
    "venue: .place.venue, host_event, leaders, summary: .summary.text}"
)
ABOUT_SYRIA = 'any(.. | objects | (.topic?, .topics?[]?); . == "syria")'
# Work, our command, an expression for jq on our file, a query for sqlite-utils on the database that `summit export
# sqlite` writes, and one for `sqlite-utils memory`, to which the meetings are rows with JSON in them.
SAME_WORK = (
    (
        "list what was held in person",
        ["list", "--json"],
        f'[.meetings[] | select(.status == "held" and .kind != "call") | {PICKED}]',
        ["query", f"select {COLUMNS} from meetings where {LISTED} order by first_day, id"],
        f"select * from rows where {LISTED} order by start, id",
    ),
    (
        "one record",
        ["show", "helsinki-2018", "--json"],
        '.meetings[] | select(.id == "helsinki-2018")',
        [
            "query",
            "select * from meetings left join statements on meeting = meetings.id where meetings.id = 'helsinki-2018'",
        ],
        "select * from rows where id = 'helsinki-2018'",
    ),
    (
        "those that are about Syria",
        ["list", "--all", "--series", "trump-putin", "--topic", "syria", "--json"],
        f"[.meetings[] | select({ABOUT_SYRIA}) | {PICKED}]",
        [
            "query",
            f"select {COLUMNS} from meetings where series = 'trump-putin' and "
            "id in (select meeting from meeting_topics where topic = 'syria') order by first_day, id",
        ],
        "select * from rows where discussed || outcomes || accounts || quotes like '%\"syria\"%' order by start, id",
    ),
    (
        "search for Syria and ceasefire",
        ["search", "syria", "ceasefire", "--series", "trump-putin", "--json"],
        '[.meetings[] | {id, said: [.. | objects | select(.text? | strings | test("syria"; "i") and '
        'test("ceasefire"; "i"))]} | select(.said != [])]',
        ["search", "statements", "syria ceasefire"],
        "select id, title from rows where summary || discussed || outcomes like '%syria%ceasefire%'",
    ),
)


def same_work(bench: Bench) -> list[tuple[str, list[Task]]]:
    """Work with a task for each program, ours first."""
    database, rows = str(bench.folder / "record.db"), str(bench.folder / "rows.json")
    return [
        (
            work,
            [
                bench.ours("summit", *ours),
                *bench.jq_task("jq", expression, RECORD),
                bench.peer("sqlite-utils", "sqlite-utils", asked[0], database, *asked[1:]),
                bench.peer("sqlite-utils memory", "sqlite-utils", "memory", rows, query),
            ],
        )
        for work, ours, expression, asked, query in SAME_WORK
    ]


def starts(bench: Bench) -> list[Task]:
    """Programs of the same kind, doing as good as nothing."""
    return [
        bench.python("`python -c pass`", "-c", "pass"),
        floor(bench),
        bench.ours("`summit --version`", "--version"),
        bench.peer("`tldr tar` (a cached page)", "tldr", "tar", TLDR_NETWORK_ENABLED="0"),
        bench.peer("`csvcut --version` (csvkit)", "csvcut", "--version"),
        bench.peer("`in2csv --version` (csvkit)", "in2csv", "--version"),
        bench.peer("`sqlite-utils --version`", "sqlite-utils", "--version"),
        bench.peer("`http --version` (httpie)", "http", "--version"),
        bench.peer("`datasette --version`", "datasette", "--version"),
    ]
