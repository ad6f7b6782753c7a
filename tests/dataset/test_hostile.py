"""Datasets made to harm: each is refused with exit 5 and its place. `tests/test_hostile.py` has what is let in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from summitcli.dataset import validate
from summitcli.errors import InvalidDataset
from summitcli.schema import records as schema
from summitcli.schema.shapes import keys

from ..conftest import Result
from ..inside import obeyed, run
from ..paths import Step, paths, placed, strings
from ..synthetic import dataset, whole

Run = Callable[..., Result]


@pytest.fixture
def summit(tmp_path: Path, cache: Path) -> Run:
    """Run `summit ARGUMENTS` in this process on `data`: a dictionary, or the bytes of a file."""

    def summit(*arguments: str, data: Any, **env: str) -> Result:
        content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
        (tmp_path / "dataset.json").write_bytes(content)
        places = {"SUMMIT_CACHE_DIR": str(cache), "SUMMIT_DATA": "dataset.json"}
        return run(*arguments, folder=tmp_path, env=places | env)

    return summit


def problems(data: Any) -> list[str]:
    """What is wrong with a dataset, without the run around it, which would take most of the time of a thousand."""
    content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    with pytest.raises(InvalidDataset) as refused:
        validate({"dataset.json": content})
    said = [f"{path}: {message}".removeprefix(": ") for _, path, _, message in refused.value.problems]
    assert obeyed("".join(said)) == []
    return said


def refusals(done: Result) -> list[str]:
    """What a refusal says, a problem each, without the name of the file."""
    assert (done.code, done.out, obeyed(done.err)) == (5, "", [])
    head, *lines = done.err.splitlines()
    assert re.fullmatch(r"error: the dataset is not valid: \d+ problems? in dataset.json", head)
    return [line.removeprefix("  dataset.json: ") for line in lines]


# Bytes that are no dataset

SMALL = {**dataset(), "people": dataset()["people"][:2], "topics": [], "meetings": [dataset()["meetings"][1]]}
SMALL |= {"sources": dataset()["sources"][1:], "publishers": dataset()["publishers"][1:]}
SMALL_BYTES = json.dumps(SMALL, ensure_ascii=False).encode()


def test_small_dataset_is_valid(summit):
    assert summit("validate", data=SMALL_BYTES).code == 0


def test_a_file_cut_at_any_byte_is_refused():
    said = [problems(SMALL_BYTES[:length]) for length in range(len(SMALL_BYTES))]
    assert said[0] == ["the file is empty"]
    assert [each for each in said[1:] if len(each) != 1 or not each[0].startswith("not JSON: line 1, column ")] == []


def test_a_character_cut_in_two_is_refused(summit):
    content = json.dumps(dataset(), ensure_ascii=False).encode()
    cut = content.index("è".encode()) + 1
    assert refusals(summit("validate", data=content[:cut])) == [f"not UTF-8: byte {cut} is 0xc3"]


def test_any_byte_that_is_no_text_is_refused():
    middle = len(SMALL_BYTES) // 2
    for byte in [*range(0x80, 0xC0), 0xC0, 0xC1, *range(0xF5, 0x100)]:
        content = SMALL_BYTES[:middle] + bytes([byte]) + SMALL_BYTES[middle:]
        assert problems(content) == [f"not UTF-8: byte {middle + 1} is 0x{byte:02x}"]


def with_title(raw: str) -> bytes:
    return SMALL_BYTES.replace(b'"Made-up meetings"', raw.encode("utf-8", "surrogatepass"))


CONTENTS = {
    "surrogate as bytes": (with_title('"\ud800"'), "not UTF-8: byte 33 is 0xed"),
    "surrogate escaped": (with_title(r'"\ud800"'), "not JSON: unexpected end of hex escape at line 1 column 39"),
    "UTF-16 without a mark": (
        SMALL_BYTES.decode().encode("utf-16-le"),
        "is encoded as UTF-16 (little endian): save it as UTF-8",
    ),
    "UTF-16 that begins with a new line": (
        ("\r\n" + SMALL_BYTES.decode()).encode("utf-16-be"),
        "is encoded as UTF-16 (big endian): save it as UTF-8",
    ),
    "UTF-32 without a mark": (
        (" " + SMALL_BYTES.decode()).encode("utf-32-be"),
        "is encoded as UTF-32 (big endian): save it as UTF-8",
    ),
    "NUL before UTF-8": (b"\0" + SMALL_BYTES, "not JSON: line 1, column 1: Expecting value"),
    "UTF-16": (SMALL_BYTES.decode().encode("utf-16"), "is encoded as UTF-16 (little endian): save it as UTF-8"),
    "UTF-32": (SMALL_BYTES.decode().encode("utf-32"), "is encoded as UTF-32 (little endian): save it as UTF-8"),
    "byte order mark inside": (
        with_title('"\ufeff"'),
        "title: holds U+FEFF (invisible or direction-changing character), ",
    ),
    "NUL": (with_title('"\0"'), "not JSON: line 1, column 33: Invalid control character at"),
    "NUL escaped": (
        with_title(r'"\u0000"'),
        "title: holds U+0000 (control character), which a terminal could obey or hide",
    ),
    "NaN": (with_title("NaN"), "not JSON: NaN is not a number"),
    "Infinity": (with_title("Infinity"), "not JSON: Infinity is not a number"),
    "huge float": (with_title("1e400"), "title: should be a string, is "),
    "huge integer": (with_title("9" * 10_000), "not JSON: "),
    "large integer": (with_title("9" * 4_000), "title: should be a string, is a number with thousands of digits"),
    "comment": (b"// x\n" + SMALL_BYTES, "not JSON: line 1, column 1: Expecting value"),
    "single quotes": (with_title("'x'"), "not JSON: line 1, column 32: Expecting value"),
    "comma at the end": (SMALL_BYTES[:-1] + b",}", "not JSON: line 1, column "),
    "key twice": (SMALL_BYTES[:-1] + b',"title":"x"}', 'the key "title" is given twice in one object'),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_content_that_is_no_dataset_is_refused_in_one_sentence(summit, case):
    content, message = CONTENTS[case]
    assert [each[: len(message)] for each in refusals(summit("validate", data=content))] == [message]


def test_a_byte_order_mark_is_skipped(summit):
    assert summit("validate", data=b"\xef\xbb\xbf" + SMALL_BYTES).code == 0


@pytest.mark.parametrize("depth", [100, 500, 900, 1_000, 5_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_nesting_of_any_depth_is_refused(summit, depth, opening, closing):
    content = (opening * depth + "1" + closing * depth).encode()
    assert len(refusals(summit("validate", data=content))) >= 1


@pytest.mark.parametrize("content", [b'{"a": 1, "a": 2}]', b'{"b": {"a": 1, "a": 2}, x}'])
def test_a_key_twice_before_another_fault_is_refused(summit, content):
    assert len(refusals(summit("validate", data=content))) == 1


def test_a_key_twice_deep_down_is_refused(summit):
    content = '{"a":' * 600 + '{"b":1,"b":2}' + "}" * 600
    [said] = refusals(summit("validate", data=content.encode()))
    assert said.endswith('the key "b" is given twice in one object')


# Every string of the schema


def place(path: tuple[Step, ...]) -> str:
    """A path as messages write it: `meetings[0].place.city`."""
    quoted = (f'"{step}"' if step == "$schema" else step for step in path)
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in quoted).removeprefix(".")


def kinds(path: tuple[Step, ...]) -> str:
    """A path without its numbers."""
    return ".".join(step for step in path if isinstance(step, str))


ONE_OF_EACH = list({kinds(path): path for path in reversed(strings(whole()))}.values())
LIVE = ["\x00", "\x07", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\x9d0;x\x9c"]
LIVE += ["\xad", "\u061c", "\u200b", "\u200d", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff", "\U000e0041"]


def test_every_field_of_the_schema_is_tried():
    """Each key of each record of the schema is in the whole dataset, in a record of that type."""
    assert set(unfilled(schema.Dataset, [whole()])) == set()


def unfilled(record_type: Any, records: list[Any]) -> Iterator[str]:
    """The keys of a type of record, and of those within it, that none of the records has."""
    for key in keys(record_type):
        values = [record[key.name] for record in records if record.get(key.name) not in (None, [])]
        if not values:
            yield f"{record_type.__name__}.{key.name}"
        elif key.record:
            yield from unfilled(key.record, [each for value in values for each in (value if key.is_list else [value])])


@pytest.mark.parametrize("path", ONE_OF_EACH, ids=kinds)
def test_characters_that_a_terminal_obeys_or_hides_are_refused_in_every_string(path):
    valid = whole()
    node: Any = valid
    for step in path:
        node = node[step]
    for live in LIVE:
        [said] = problems(placed(path, f"{node}{live}x", whole()))
        assert said.startswith(f"{place(path)}: ")


@pytest.mark.parametrize("path", ONE_OF_EACH, ids=kinds)
def test_a_value_of_another_type_is_refused_in_every_string(path):
    other: Any
    for other in (7, 1.5, True, [], {}, ["x"], {"x": "x"}, ""):
        said = problems(placed(path, other, whole()))
        assert said[0].startswith(f"{place(path)}: ")


NUMBERS = ("minutes", "latitude", "longitude", "translated", "schema_version")


@pytest.mark.parametrize("path", [path for path, _ in paths(whole()) if path and path[-1] in NUMBERS], ids=kinds)
def test_a_value_of_another_type_is_refused_in_every_number(path):
    other: Any
    for other in ("1", "true", [], {}, -1e308, "NaN"):
        said = problems(placed(path, other, whole()))
        assert said[0].startswith(f"{place(path)}: ")


VALUES = {
    ("sources", 0, "url"): {
        "javascript:alert(1)": '"javascript:alert(1)" is not a web address (http or https)',
        "file:///etc/passwd": '"file:///etc/passwd" is not a web address (http or https)',
        "data:text/html,x": '"data:text/html,x" is not a web address (http or https)',
        "https://x.example/ y": '"https://x.example/ y" is not a web address (http or https)',
        "": "is blank",
    },
    ("meetings", 2, "id"): {
        key: f'"{key}" is not an id (lower-case letters and digits, joined by single hyphens)'
        for key in ("../../x", "-h", "--help", ".", "a/b", "a\\\\b", "Con", "a--b", "a-", "é", "a b", "%s", "~")
    }
    | {"": "is blank"},
    ("coverage", "since"): {
        "2031-13-01": '"2031-13-01" is not a date (YYYY-MM-DD)',
        "0000-00-00": '"0000-00-00" is not a date (YYYY-MM-DD)',
        "2031-02-30": '"2031-02-30" is not on the calendar',
        "0000-01-01": '"0000-01-01" is not on the calendar',
        "２０３１-01-01": '"２０３１-01-01" is not a date (YYYY-MM-DD)',
    },
}


@pytest.mark.parametrize(("path", "value"), [(path, value) for path in VALUES for value in VALUES[path]])
def test_a_value_that_would_mislead_is_refused_with_its_place(summit, path, value):
    beside = {"url": " (gazette-2031)", "id": f" ({value})" if value else ""}.get(str(path[-1]), "")
    assert refusals(summit("validate", data=placed(path, value, whole()))) == [
        f"{place(path)}{beside}: {VALUES[path][value]}"
    ]


@pytest.mark.parametrize("date", ["0000", "0000-05"])
def test_a_year_that_is_not_on_the_calendar_is_refused(summit, date):
    assert refusals(summit("validate", data=placed(("sources", 0, "date"), date, whole()))) == [
        f'sources[0].date (gazette-2031): "{date}" is not on the calendar'
    ]
