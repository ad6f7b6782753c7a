"""Write what docs/assistants.md shows of the server: its tools, and a conversation made of real replies.

python scripts/write_assistants.py [--check]
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitcli.dataset.files import bundled
from summitcli.mcp.server import tool_result
from summitcli.mcp.tools import TOOLS
from summitcli.store.shared import SharedStore
from summitcli.wording import long_date, publisher_in_words

PAGE = Path(__file__).parents[1] / "docs" / "assistants.md"
QUESTION = "Did Trump and Putin agree in Hamburg to set up a joint cyber unit?"
FIND = ("search", {"query": "agreed joint cyber unit", "limit": 2})
READ = ("get_topic", {"name": "cybersecurity", "meeting": "hamburg", "sections": ["accounts"]})
SHOWN = {
    "hits": ("id", "section", "ref", "side", "by", "text", "sources"),
    "meetings": ("id", "accounts"),
    "cited": ("id", "publisher", "via", "url", "standing"),
}
"""The keys of a reply that the page shows, by list."""


def tools() -> Iterator[str]:
    """A row for each tool, with the first sentence of what a model is told."""
    yield "| tool | what a model is told first |"
    yield "| --- | --- |"
    for tool in TOOLS.values():
        yield f"| `{tool.name}` | {tool.paragraphs[0]} |"


def conversation(store: SharedStore) -> Iterator[str]:
    """A question, what a model calls, what comes back, and an answer of nothing else."""
    yield f"**You:** {QUESTION}"
    for name, arguments in (FIND, READ):
        yield f"**The assistant calls** `{name}` with `{json.dumps(arguments)}`, and gets:"
        reply = _reply(store, name, arguments)
        yield f"```json\n{_in_lines(_shortened(reply))}\n```"
    yield "**An answer that keeps to it:** The record does not decide that; the accounts differ."
    yield "\n".join(_positions(reply))
    [until] = {store.ask(_until)}
    yield f"The record ends on {until}."


def _reply(store: SharedStore, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    result = tool_result(store, TOOLS[name], arguments)
    assert not result.is_error, result.content
    reply: dict[str, Any] = result.structured_content
    return reply


def _shortened(reply: dict[str, Any]) -> dict[str, list[Any]]:
    """The reply with the lists and keys that are shown; of the accounts the first."""
    return {
        name: [{key: each[key][:1] if key == "accounts" else each[key] for key in keys} for each in reply[name]]
        for name, keys in SHOWN.items()
        if name in reply
    }


def _in_lines(reply: dict[str, list[Any]]) -> str:
    """A reply as JSON with an entry of its lists on each line."""
    lists = []
    for name, entries in reply.items():
        lines = ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in entries)
        lists.append(f'  "{name}": [\n{lines}\n  ]')
    return "{\n" + ",\n".join(lists) + "\n}"


def _positions(reply: dict[str, Any]) -> Iterator[str]:
    """The positions of the first account, each attributed, with its best source."""
    cited = {source["id"]: source for source in reply["cited"]}
    [meeting] = reply["meetings"]
    sides = {side["id"]: side["label"] for side in meeting["sides"]}
    account = meeting["accounts"][0]
    yield f"{account['question']}\n"
    for position in account["positions"]:
        source = cited[position["sources"][0]]
        who = ", ".join(filter(None, [sides.get(position["side"]), position["by"]]))
        when = f", {long_date(source['date'])}" if source["date"] else ""
        yield f"- {who}: {position['text']} ([{publisher_in_words(source)}]({source['url']}){when})"


def _until(store: Any) -> str:
    from summitcli.query.datasets import about

    return long_date(about(store).until)


def _filled(page: str, mark: str, text: str) -> str:
    begin, end = f"<!-- {mark} -->\n", "<!-- end -->"
    before, _, rest = page.partition(begin)
    return f"{before}{begin}{text}\n{end}{rest.partition(end)[2]}"


def main() -> int:
    """Write the page, or with --check say whether it is up to date."""
    old = PAGE.read_text(encoding="utf-8")
    store = SharedStore(bundled())
    new = _filled(_filled(old, "tools", "\n".join(tools())), "conversation", "\n\n".join(conversation(store)))
    store.close()
    if "--check" in sys.argv[1:]:
        print("" if new == old else f"{PAGE.name} is out of date", end="")
        return int(new != old)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
