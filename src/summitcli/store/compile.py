"""Validated documents to the tables of a store. Imported only to compile a dataset, as it imports pydantic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import to_json

from .. import package
from ..schema.records import Dataset, Links, Meeting, Person, Place, Publisher, Series, Source, Topic
from ..schema.shapes import keys, shape_of
from ..schema.vocabulary import IN_PERSON, KINDS, OUTCOMES, STANDINGS, STATUSES
from ..statements import Statement, name_statements
from ..text import folded
from ..wording import day_span, length_with_part, long_date, told_lengths, topics_discussed
from .indexed import INDEXED
from .tables import BY_NAME, INDEXES, PRIVATE, ROWS, TABLES, placeholders
from .words import add_words

if TYPE_CHECKING:
    import sqlite3

    from ..progress import Tick

FILLED = 0.75
"""Of the time that it takes to compile, how much passes before the words are indexed."""
CHUNK = 1000
"""Meetings that are put in at once: between two chunks there is time for a progress bar and Ctrl-C."""
SORTS: dict[str, str] = {
    **{kind: f"{kind} meeting" for kind in IN_PERSON},
    "call": "call telephone",
    "held": "",
    "disputed": "disputed claimed",
    "proposed": "proposed planned never took place",
    "cancelled": "cancelled called off never took place",
}
"""Words for the kind and status of a meeting by which it is found."""
NOWHERE = dict.fromkeys(key.name for key in keys(Place))
"""The place of a meeting that has none."""
NAMESPACES = {key.name: key.names for key in keys(Meeting) if key.names}
"""Of the keys of a meeting whose values are names that people type: where these are looked up."""
RANKS = {standing: rank for rank, standing in enumerate(STANDINGS)}
BEST = (*STANDINGS, None)
"""Standings by rank; the last is that of sources whose publishers are not listed."""
Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by the table into which they go."""
Names = list[tuple[int, str]]
"""What people may type for a record, each with its rank."""


def compile_into(
    connection: sqlite3.Connection, documents: Mapping[str, Dataset], hashes: Mapping[str, str], tick: Tick
) -> None:
    """Create the tables of an empty database and fill them from validated documents, in one transaction.

    `hashes` has the SHA-256 of each file. `tick` is told from time to time how much is done, from 0 to 1.
    """
    tables = "; ".join(table.definition for table in TABLES)
    connection.executescript(f"PRAGMA foreign_keys = OFF; BEGIN; {tables}; {PRIVATE}")
    with connection:
        rows: Rows = defaultdict(list)
        _add_files(rows, documents, hashes)
        rows["row_columns"] += [(row, at, name) for row, names in ROWS.items() for at, name in enumerate(names, 1)]
        compiler = _Compiler(rows, documents)
        _insert_meetings(connection, compiler, documents, tick)
        add_words(connection)
        for statement in INDEXES.split(";"):
            connection.execute(statement)
        tick(1)


def _insert_meetings(
    connection: sqlite3.Connection, compiler: _Compiler, documents: Mapping[str, Dataset], tick: Tick
) -> None:
    """Put all meetings in after the definitions, in the order of their days."""
    shape = shape_of(Meeting, filled=True)
    meetings = sorted(_unique(documents, "meetings"), key=lambda each: (day_span(each["start"])[0], each["id"]))
    for number, meeting in enumerate(meetings, 1):
        compiler.add_meeting(number, cast("Meeting", shape(meeting)))
        if number % CHUNK == 0:
            _insert(connection, compiler.rows)
            tick(FILLED * number / len(meetings))
    _insert(connection, compiler.rows)


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """Put the rows into their tables, and forget them. A name that is there already stays as it is."""
    for table, values in rows.items():
        if values:
            columns = "(rowid, words)" if table in INDEXED else ""
            marks = placeholders(values[0])
            connection.executemany(f"INSERT OR IGNORE INTO {table} {columns} VALUES ({marks})", values)
    rows.clear()


def _unique(documents: Mapping[str, Dataset], kind: str) -> Iterator[Any]:
    """Every record of a kind, once: files may define the same alike."""
    seen = set()
    for document in documents.values():
        for record in document.get(kind, []):  # type: ignore[attr-defined]
            name = record["id"] if "id" in record else record["name"]
            if name not in seen:
                seen.add(name)
                yield record


@cache
def _row_of(table: str, skipped: int = 0) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """A function that makes a record with all its keys a row of a table, without the first columns."""
    return itemgetter(*(column.name for column in BY_NAME[table].columns[skipped:]))


_remembered = lru_cache(maxsize=50_000)(folded)
SHORT = 80
"""Characters of a text that probably comes again, as names, places, topics and dates do: it is folded once."""


def _folded(text: str) -> str:
    return _remembered(text) if len(text) <= SHORT else folded(text)


def _ids(ids: Sequence[str]) -> str:
    """Ids as a JSON list. There is nothing in an id that JSON would escape."""
    return '["' + '","'.join(ids) + '"]' if ids else "[]"


def _add_files(rows: Rows, documents: Mapping[str, Dataset], hashes: Mapping[str, str]) -> None:
    for position, (file, document) in enumerate(documents.items(), 1):
        about = {**document, "brief": None, **document["coverage"], "file": file, "position": position}
        about |= {"sha256": hashes[file], "meetings": len(document["meetings"])}
        rows["datasets"].append(_row_of("datasets")(about))


class _Compiler:
    """Adds records to `rows`, with what all meetings need: names of people, standings of sources, countries."""

    def __init__(self, rows: Rows, documents: Mapping[str, Dataset]) -> None:
        self.rows = rows
        self.statement = 0
        self.standings = {each["name"]: each["standing"] for each in _unique(documents, "publishers")}
        self.people: dict[str, list[str]] = {}
        self.topics: dict[str, str] = {}
        self.series: dict[str | None, list[str]] = {}
        self.own_countries = {
            code
            for each in _unique(documents, "series")
            for side in each.get("sides", [])
            for code in side["countries"]
        }
        self.ranks: dict[str, int] = {}
        self._add_labels(documents)
        self._add_definitions(documents)
        self._add_vocabularies()

    def _add_definitions(self, documents: Mapping[str, Dataset]) -> None:
        for publisher in self._define(documents, "publishers", Publisher):
            self.rows["publishers"].append(_row_of("publishers")(publisher))
            self._add_names("publisher", publisher["name"], publisher["name"], [(2, publisher["name"])])
        self._add_series(documents)
        for person in self._define(documents, "people", Person):
            self.people[person["id"]] = [person["name"], *person["aliases"]]
            self.rows["people"].append(_row_of("people")(person))
            surname = person["name"].split()[-1]
            self._add_record_names("person", person, person["name"], [(2, person["name"]), (3, surname)])
        for topic in self._define(documents, "topics", Topic):
            self.topics[topic["id"]] = " ".join([topic["id"], topic["label"], *topic["aliases"]])
            self.rows["topics"].append(_row_of("topics")(topic))
            self._add_record_names("topic", topic, topic["label"], [(2, topic["label"])])
        for source in self._define(documents, "sources", Source):
            self.rows["sources"].append(_row_of("sources")(source))

    def _define(self, documents: Mapping[str, Dataset], kind: str, type: Any) -> Iterator[dict[str, Any]]:
        """Every record of a kind with all its keys, kept whole, too."""
        shape = shape_of(type, filled=True)
        for position, record in enumerate(map(shape, _unique(documents, kind))):
            whole = self._with_standing(record) if kind == "sources" else record
            name = whole["id"] if "id" in whole else whole["name"]
            self.rows["definitions"].append((kind, name, position, _json(whole)))
            yield whole

    def _with_standing(self, source: dict[str, Any]) -> dict[str, Any]:
        text_standing = self.standings.get(source["publisher"])
        standing = self.standings.get(source["via"]) if source["via"] else text_standing
        self.ranks[source["id"]] = RANKS.get(standing, len(RANKS))  # type: ignore[arg-type]
        return {**source, "standing": standing, "text_standing": text_standing, "copy": bool(source["via"])}

    def _add_series(self, documents: Mapping[str, Dataset]) -> None:
        every = list(_unique(documents, "series"))
        default = next((each["id"] for each in every if each.get("default")), every[0]["id"] if every else None)
        for series in self._define(documents, "series", Series):
            self.series[series["id"]] = [series["label"], *(side["label"] for side in series["sides"])]
            self.rows["series"].append(_row_of("series")({**series, "default": series["id"] == default}))
            self._add_names("series", series["id"], series["label"], [(0, series["id"]), (2, series["label"])])
            for position, side in enumerate(series["sides"], 1):
                row = (series["id"], position, side["id"], side["label"], _json(side["countries"]))
                self.rows["sides"].append(row)

    def _add_labels(self, documents: Mapping[str, Dataset]) -> None:
        """English names of countries and languages by ISO code, and what people type for a country.

        A code that ISO does not have (any more) is called what the side is called whose only code it is.
        """
        self.countries: dict[str, str] = {}
        text = package.text("store", "labels.tsv")
        for line in text.splitlines()[1:]:
            namespace, code, name, typed = line.split("\t")
            self.rows["labels"].append((namespace, code, name))
            if namespace == "country":
                self.countries[code] = name
                self._add_names(namespace, code, name, [(0, code), *((1, each) for each in typed.split()), (2, name)])
        self.iso = frozenset(self.countries)
        for series in _unique(documents, "series"):
            for side in series.get("sides", []):
                [code, *others] = side["countries"]
                if not others and code not in self.countries:
                    self.countries[code] = side["label"]
                    self.rows["labels"].append(("country", code, side["label"]))

    def _add_vocabularies(self) -> None:
        """The values of what is one of a few, so that filters look all names up alike."""
        for namespace, words in (
            ("kind", KINDS),
            ("status", STATUSES),
            ("standing", STANDINGS),
            ("outcome", OUTCOMES),
        ):
            for word in words:
                self._add_names(namespace, word, word, [(0, word)])

    def _add_record_names(self, namespace: str, record: Mapping[str, Any], label: str, others: Names) -> None:
        self._add_names(
            namespace, record["id"], label, [(0, record["id"]), *((1, each) for each in record["aliases"]), *others]
        )

    def _add_names(self, namespace: str, id: str, label: str, names: Iterable[tuple[int, str]]) -> None:
        """What can be typed for a record. What has no letter or digit is no name."""
        for rank, name in names:
            if words := _folded(name):
                self.rows["names"].append((namespace, words.replace(" ", "-"), rank, id, label))

    def add_meeting(self, number: int, meeting: Meeting) -> None:
        """Add a meeting with all keys to the rows of every table."""
        said = name_statements(meeting)
        id, places = meeting["id"], _places(meeting)
        self._add_listed(number, meeting, places)
        self.rows["records"].append((number, _json(meeting)))
        for position, place in enumerate(places, 1):
            self.rows["places"].append((id, position, *_row_of("places", 2)(place)))
            self._add_places(place)
        self.rows["meeting_sources"] += [(id, position, each) for position, each in enumerate(meeting["sources"], 1)]
        self.rows["meeting_topics"] += dict.fromkeys((topic, id) for each in said for topic in each.topics)
        present = [(person, id, "leader") for person in meeting["leaders"]]
        present += [(each["person"], id, "participant") for each in meeting["participants"]]
        present += [(each["speaker"], id, "speaker") for each in meeting["quotes"]]
        self.rows["presence"] += dict.fromkeys(present)
        self.rows["links"] += [(id, name, target) for name, target in _links(meeting["links"]) if target]
        self._add_meeting_names(meeting, places)
        self._add_words("headings", number, self._heading(meeting, places))
        for position, statement in enumerate(said, 1):
            self._add_statement(id, position, statement)

    def _add_listed(self, number: int, meeting: Meeting, places: Sequence[Mapping[str, Any]]) -> None:
        place = places[0] if places else {}
        length = next(iter(told_lengths(meeting)), None)
        listed = {
            **NOWHERE,
            **meeting,
            **place,
            "number": number,
            "days": _ids(meeting["days"]),
            "leaders": _ids(meeting["leaders"]),
            "topics": _ids(topics_discussed(meeting["discussed"])),
            "summary": meeting["summary"]["text"],
            "minutes": length and length["minutes"],
            "length": length and length_with_part(length),
            "part": length and length["part"],
            "first_day": day_span(meeting["start"])[0],
            "last_day": day_span(meeting["end"])[1],
            "initiator": meeting["initiative"]["side"] if meeting["initiative"] else None,
        }
        self.rows["meetings"].append(_row_of("meetings")(listed))

    def _add_statement(self, meeting: str, position: int, statement: Statement) -> None:
        self.statement += 1
        id, record, sources, topics = self.statement, statement.record, statement.sources, statement.topics
        best = min(self.ranks.get(source, len(RANKS)) for source in sources)
        said = (record["ref"], statement.side, statement.by, statement.person, statement.type, statement.question)
        named = (statement.text, _ids(topics), _ids(sources), BEST[best])
        self.rows["statements"].append((id, meeting, position, statement.section, *said, *named))
        for topic in topics:
            self.rows["statement_topics"].append((id, topic))
        for place, source in enumerate(sources, 1):
            self.rows["citations"].append((id, place, source))
        for other in record.get("see", ()):
            self.rows["references_to"].append((id, other))
        if statement.section in ("participants", "durations", "times", "quotes", "corrections"):
            self.rows[statement.section].append((id, meeting, *_row_of(statement.section, 2)(record)))
        by = [statement.by, *self.people.get(statement.person or "", [])]
        about = [statement.type, *(self.topics[topic] for topic in topics)]
        self._add_words("passages", id, ([statement.text], [statement.question, record.get("claim")], by, about))

    def _add_words(self, index: str, id: int, texts: Iterable[Iterable[str | None]]) -> None:
        """Add what is not empty of the passages of a statement, or of the headings of a meeting."""
        for place, text in enumerate(texts):
            joined = " ".join(filter(None, text))
            if joined and (words := _folded(joined)):
                self.rows[index].append((id * len(INDEXED[index]) + place, words))

    def _add_meeting_names(self, meeting: Meeting, places: Sequence[Mapping[str, Any]]) -> None:
        dates = dict.fromkeys([meeting["start"], meeting["end"]])
        named = [(2, meeting["title"]), *((3, date) for date in dates), *((3, long_date(date)) for date in dates)]
        if meeting["status"] == "held":
            named += [(3, name) for place in places for name in self._place_names(place)]
        self._add_record_names("meeting", meeting, meeting["title"], named)
        for key, value in meeting.items():
            if value and key in NAMESPACES:
                self._add_names(NAMESPACES[key], str(value), str(value), [(0, str(value))])

    def _add_places(self, place: Mapping[str, Any]) -> None:
        city, *others = self._place_names(place)
        self._add_names("city", city, city, [(0, city), *((1, each) for each in others)])
        if (code := place["country"]) not in self.iso:
            name = self.countries.get(code, code)
            self._add_names("country", code, name, [(0, code), (2, name)])

    def _place_names(self, place: Mapping[str, Any]) -> list[str]:
        """The names of a city, each alone and with its country: `Helsinki, Finland`."""
        cities = [place["city"], *(place["also"] or [])]
        country = self.countries.get(place["country"])
        return cities + [f"{city} {country}" for city in cities if country]

    def _heading(self, meeting: Meeting, places: Sequence[Mapping[str, Any]]) -> Iterable[Iterable[str | None]]:
        """What all statements of a meeting share, in the order of `indexed.HEADINGS`."""
        days = list(dict.fromkeys([meeting["start"], meeting["end"]]))
        names = [alias for alias in meeting["aliases"] if "-" not in alias]
        title = [meeting["title"], meeting["id"], *meeting["aliases"], meeting["host_event"]]
        where: list[str | None] = []
        sort: list[str | None] = [SORTS[meeting["kind"]], SORTS[meeting["status"]]]
        for place in places:
            title.append(place["venue"])
            where += [place["city"], *place["also"], place["country_then"]]
            country = place["country"]
            told = sort if place["country_then"] or country in self.own_countries else where
            told.append(self.countries.get(country))
        others = [person for person in _people(meeting) if person not in meeting["leaders"]]
        days = [*map(long_date, days), *days]
        return names, title, where, days, self._names(meeting["leaders"]), self._names(others), sort

    def _names(self, people: Iterable[str]) -> list[str]:
        return [name for person in people for name in self.people.get(person, [])]


def _places(meeting: Meeting) -> list[Any]:
    return [place for place in [meeting["place"], *meeting["further_places"]] if place]


def _links(links: Links) -> Iterator[tuple[str, str | None]]:
    yield from (("transcript", links["transcript"]), ("document", links["document"]), ("wikidata", links["wikidata"]))
    yield from ((f"readout, {each['side']}", each["url"]) for each in links["readouts"])
    yield from ((f"identifier, {each['scheme']}", each["value"]) for each in links["identifiers"])


def _people(meeting: Meeting) -> list[str]:
    present = [each["person"] for each in meeting["participants"]]
    return list(dict.fromkeys([*meeting["leaders"], *present, *(each["speaker"] for each in meeting["quotes"])]))


def _json(value: Any) -> str:
    return to_json(value).decode()  # three times as fast as the standard library's
