"""What `summit`, `summit help` and `summit help TOPIC` print, and the man page's chapters on the same."""

from __future__ import annotations

import re

from ..query.filters import FILTERS
from ..text import wrapped

GENERAL = (
    "A reference to meetings of leaders: where and how long they met, who was in the room, what was said and what came"
    " of it, each sentence with its source. Everything is offline. In a pipe, lists are TSV, pages Markdown; --json is"
    " JSON."
)
OVERVIEW = """\
Usage: summit COMMAND [OPTIONS]

{general}

{groups}

Examples:
  summit show helsinki
  summit search did they sign anything in helsinki

`summit COMMAND --help` explains a command; `summit help TOPIC` has more on
{topics}.
"""


def overview() -> str:
    """The help on summit itself: what it is, the commands in groups, two examples. It fits a small terminal."""
    from .registry import GROUPS

    groups = "\n".join(f"  {group:11} {', '.join(commands)}" for group, commands in GROUPS.items())
    return OVERVIEW.format(general=wrapped(GENERAL, 79), groups=groups, topics=", ".join(TOPICS))


TOPICS = {
    "formats": """\
On a terminal an answer is drawn for its width. In a pipe, lists are TSV with whole values and a header line, and
pages are Markdown; nothing is cut and no escape codes are printed, unless --color always asks for them.

--format (-f) picks one of:

  table      what a terminal shows
  json       a list is an array, always; one record is an object; every key is there
  jsonl      one JSON value a line
  csv, tsv   a header line first; lists joined with '; '; --no-header drops the header
  markdown   pages and tables for documents
  html       one page for a browser or a printer, which asks nothing of the network

--json is --format json. JSON keys are only ever added. In CSV and TSV, text that a spreadsheet would run as a
formula gets an apostrophe before it; --raw leaves it out. JSON, CSV, TSV and Markdown are UTF-8 everywhere.
--ascii draws pages and tables with ASCII signs only, as terminals without UTF-8 get them in any case.
""",
    "filters": f"""\
list, search, timeline, map, stats and export take the same filters:

  {", ".join(f"--{name}" for name in FILTERS if name != "all")}

Different filters must all hold. Within one, a comma is or. To repeat an option is or, too; but repeated topics and
people must all be there:

  --topic syria,iran              Syria or Iran or both
  --topic syria --topic iran      both
  --kind summit --kind call       either, as --kind summit,call
  --year 2017..2019,2025          2017 to 2019, or 2025
  --since 2018-07 --until 2018    from July to December 2018

Names are ids, labels, aliases or surnames, in any case, with or without accents; of a meeting, topic or person a
beginning will do that no other has. A name that is not known is an error with suggestions (exit 3), never a guess.

Without filters list, map and stats show what was held in person of the default series; timeline adds the calls. A
filter that is named replaces its own part of that view: --kind call lists calls, --status cancelled what was called
off. Series, leader, person, city, country, year, since and until say themselves which meetings are meant, so that they
look at every series. --all shows every record. search looks everywhere in any case.
""",
    "environment": """\
  SUMMIT_DATA          files to read instead of the bundled record, joined as in PATH
  SUMMIT_CACHE_DIR     where compiled datasets are kept
  SUMMIT_PAGER, PAGER  the pager for long pages; empty or 'cat' turns it off
  LESS                 options of less; FRX if it is not set, and R is added in any case
  SUMMIT_FORCE_TTY     draw for a terminal in a pipe: 1, or a width
  SUMMIT_DEBUG         print the traceback of an unexpected error
  NO_COLOR             no colour; so do CLICOLOR=0 and TERM=dumb
  FORCE_COLOR          colour in a pipe, too; so does CLICOLOR_FORCE
  COLUMNS              the width of the terminal
  BROWSER              what `summit open` starts

An option beats a variable. Of all but the pagers an empty one counts as not set.
""",
    "exit-codes": """\
  0    done, also where nothing matched or the reader closed the pipe
  1    unexpected error
  2    the command line is wrong
  3    nothing has that name; up to three suggestions
  4    several records have that name; all candidates
  5    the dataset cannot be read or is not valid
  130  interrupted

The message is on stderr and stdout stays empty. With --json the message is an object:
{"error": {"code", "message", "hint", "candidates", "commands"}}, and each command works as it is.
""",
    "data": """\
The record holds meetings and calls that public sources show, what was planned and did not happen, and what is claimed
and disputed. Every statement has at least one source, and `summit stats --by standing` says of what kind.

  kind     summit: convened for its own sake; bilateral: scheduled, beside another event;
           pull-aside: unscheduled or informal; call: by telephone
  status   held; cancelled: agreed or announced, then dropped; proposed: never agreed;
           disputed: claimed by one, denied or unconfirmed by others
  outcome  document; agreement; intention; follow-up; open: a question on which nothing was agreed;
           none: the meeting as a whole ended without a document, or without any result

`summit stats --explain` says what counts as a meeting and why published counts differ. Where sources disagree,
all figures are kept, the best-supported first. Dates keep their precision: 2018 is a year, not 1 January.
--data FILE (repeatable; '-' is stdin) or SUMMIT_DATA reads your own files of the same schema, and
`summit validate FILE` checks them. A dataset is checked once for each content and compiled into the cache.
""",
}

INDENTED = re.compile(r" +(?:\S.*? {2,}(?=\S))?")  # what stands before the text of a table's line


def text_of(topic: str, width: int) -> str:
    """The text on a topic in lines of `width` cells: paragraphs filled, the lines of tables hanging."""
    lines: list[str] = []
    for line in TOPICS[topic].splitlines():
        running = lines and lines[-1] and line and not line.startswith(" ") and not lines[-1].startswith(" ")
        if running or line.startswith("   "):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return "".join(_filled(line, width) + "\n" for line in lines)


def _filled(line: str, width: int) -> str:
    before = INDENTED.match(line)
    return wrapped(line, width, hanging=min(before.end(), width // 2) if before else 0)
