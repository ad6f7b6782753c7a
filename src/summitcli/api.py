"""The Python API: a record that answers what the commands answer, as plain dictionaries and lists."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import index
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, Unpack, cast, overload

from .answers import counts, lists, meetings, people, search, sources, topics, versions
from .dataset.files import bundled, is_bundled
from .errors import UsageError
from .query.datasets import about, release
from .query.filters import Filters, MeetingFilters, Names, is_switch, takes_several
from .query.meetings import meeting as whole_meeting
from .query.names import resolve_meeting
from .query.sections import contents
from .query.sources import cited_by, source
from .store.shared import SharedStore
from .text import suggest

if TYPE_CHECKING:
    import sqlite3

    from . import types
    from .cite.items import Item
    from .render.output import Answer

T = TypeVar("T")


def load(*files: str | os.PathLike[str]) -> Record:
    """The record in these JSON files, together, or the bundled one. `-` is standard input.

    Raises `InvalidDataset` for a file that cannot be read, or with every problem in the files that are not valid.
    """
    return Record(*files)


class Record:
    """Meetings with their sources, opened once and asked often. Threads may share it.

    Answers are plain dictionaries and lists, which belong to whoever asked. `summitcli.types` has their types, and
    `docs/json.md` what each key means: days are `YYYY-MM-DD`, as precise as they are known, lengths are minutes.

    Names are those that the command line takes. What is not found raises `NotFound`, what could be several things
    `Ambiguous`, and what makes no sense `UsageError`, each with `candidates`. A closed record raises `ValueError`.

    Close it, or open it in a `with` statement, if the program goes on without it.
    """

    def __init__(self, *files: str | os.PathLike[str]) -> None:
        self.files = tuple(map(_path, files)) or tuple(bundled())
        self._store = SharedStore(self.files)

    def meetings(
        self,
        *,
        sort: str = "date",
        reverse: bool = False,
        limit: int | None = None,
        **filters: Unpack[MeetingFilters],
    ) -> list[types.ListedMeeting]:
        """A row for each meeting that the filters leave: an index, without statements and sources.

        Without filters: those of the default series that were held in person. `all=True` is everything. `sort` is date,
        length, title, kind, status, country or city.
        """
        narrowed = narrowed_by(filters)
        bounded = _limit(limit)
        return self._ask(lambda s: lists.listing(s, narrowed, sort=sort, reverse=reverse, limit=bounded))

    def timeline(self, **filters: Unpack[MeetingFilters]) -> list[types.ListedMeeting]:
        """A row for each meeting or call, by date."""
        narrowed = narrowed_by(filters)
        return self._ask(lambda s: lists.timeline(s, narrowed))

    @overload
    def meeting(self, name: str) -> types.ShownMeeting: ...

    @overload
    def meeting(self, name: str, *, sections: Names | None = None, standing: Names | None = None) -> dict[str, Any]: ...

    def meeting(self, name: str, *, sections: Names | None = None, standing: Names | None = None) -> Any:
        """A whole meeting, or only these sections of it, or only statements with a source of this standing.

        A name is an id, an alias, a city, a date, a month, an event, or `latest`, `first`, `latest-call`, ...; or an id
        with `#` and the `ref` of a statement, for that statement alone. Each statement has `sources`, the ids of
        entries of `cited`.
        """
        wanted, kinds = several(sections), several(standing)
        return self._ask(lambda s: meetings.show(s, [_name(name)], section=wanted, standing=kinds))

    def contents(self, name: str) -> list[types.ContentsEntry]:
        """The sections of a meeting that hold anything, with the number of their entries."""
        return self._store.ask(lambda s: contents(whole_meeting(s, _name(name))))

    def statements(self, *names: str, sections: Names | None = None) -> list[types.FlatStatement]:
        """Every statement of these meetings, or without names of all, in a row each; or only of these sections.

        The facts of the overview are put into words. `sources` has ids, the best first: `source(id)` is each of them.
        """
        named, wanted = several(names), several(sections)
        named = named or [row["id"] for row in self.meetings(all=True)]
        found = self._store.ask(lambda s: [meetings.show(s, [name], section=wanted).rows for name in named])
        return cast("list[types.FlatStatement]", [row for rows in found for row in rows])

    def search(
        self,
        words: Names,
        *,
        sections: Names | None = None,
        standing: Names | None = None,
        limit: int | None = None,
        **filters: Unpack[MeetingFilters],
    ) -> list[types.Hit]:
        """The statements that have the words, best first, of every series.

        `"a phrase"` keeps together, `-word` leaves out. `match` of a hit is `most` if it has most of the words and not
        all; `corrected` has words that were read as others, `missing` those that nothing in the record has.
        """
        typed, wanted, kinds = several(words), several(sections), several(standing)
        narrowed, bounded = narrowed_by(filters), _limit(limit)
        return self._ask(lambda s: search.find(s, typed, narrowed, section=wanted, standing=kinds, limit=bounded))

    def topics(self) -> list[types.ListedTopic]:
        """The vocabulary of topics, with how many meetings and statements are about each."""
        return self._ask(topics.topic_list)

    def topic(self, name: str) -> types.ShownTopic:
        """What the record has on a topic, by id, alias or label, meeting by meeting."""
        return self._ask(lambda s: topics.topic(s, _name(name)))

    def people(self) -> list[types.ListedPerson]:
        """Everybody whom the record names, with their offices."""
        return self._ask(people.people_list)

    def person(self, name: str) -> types.ShownPerson:
        """The meetings in which somebody took part or is quoted, with their words."""
        return self._ask(lambda s: people.person(s, _name(name)))

    @overload
    def sources(self, meeting: None = None, *, standing: Names | None = None) -> list[types.ListedSource]: ...

    @overload
    def sources(self, meeting: str, *, standing: Names | None = None) -> list[types.NumberedSource]: ...

    def sources(self, meeting: str | None = None, *, standing: Names | None = None) -> Any:
        """The sources of the record, most cited first; or those of a meeting, numbered as its page numbers them.

        `standing`: official, agency, press, state-funded, specialist or other.
        """
        kinds = several(standing)
        if meeting is None:
            return self._ask(lambda s: sources.source_list(s, standing=kinds))
        return self._ask(lambda s: sources.source_list(s, resolve_meeting(s, _name(meeting)), standing=kinds))

    def source(self, id: str) -> types.ListedSource:
        """One source by its id."""
        return self._store.ask(lambda s: source(s, _name(id)))

    def compare(self, *names: str) -> types.Comparison:
        """Two or three whole meetings, with the topics that they share and those that they do not."""
        named = several(names)
        return self._ask(lambda s: meetings.compare(s, _ids(s, named)))

    @overload
    def statistics(  # type: ignore[overload-overlap]  # `standing` is a string like the others, and counts differently
        self, by: Literal["standing"], **filters: Unpack[MeetingFilters]
    ) -> list[types.StandingCount]: ...

    @overload
    def statistics(self, by: str = "year", **filters: Unpack[MeetingFilters]) -> list[types.Count]: ...

    def statistics(self, by: str = "year", **filters: Unpack[MeetingFilters]) -> Any:
        """How many meetings, and how many minutes, by year, decade, kind, country, topic, leader, pair, series, status
        or initiator; or by `standing`, how many statements rest on what.
        """
        narrowed = narrowed_by(filters)
        return self._ask(lambda s: counts.statistics(s, narrowed, by=by))

    def counting_rule(self, **filters: Unpack[MeetingFilters]) -> list[types.CountingRule]:
        """What counts as a meeting, and the meetings that each count comes to."""
        narrowed = narrowed_by(filters)
        return self._ask(lambda s: counts.counting_rule(s, narrowed))

    def cite(
        self,
        *names: str,
        sources: Names | int | Iterable[int] = (),
        format: str = "text",
        style: str | None = None,
        archived: bool = False,
    ) -> str:
        """Citations of the sources of meetings, or of sources by their ids; without names, of the record itself.

        `sources`: only these, by id or by their number in the one meeting. `format`: text, bibtex, csl-json or ris.
        `style`: a CSL style such as apa, with the extra `cite`.
        """
        from .cite.formats import format_items

        named, wanted = several(names), [str(each) for each in _each(sources)]
        if named or wanted:
            items = self._store.ask(lambda s: citations(s, named, wanted, archived=archived))
        else:
            items = [self._own_citation()]
        return format_items(items, format, style=style)

    def link(self, name: str, *, source: int | None = None, archived: bool = False) -> types.OpenedLink:
        """Where a meeting is to be read: its transcript or readout, else its best source; or its source of a number."""
        number = None if source is None else index(source)
        return self._ask(lambda s: sources.link(s, _name(name), number=number, archived=archived))

    def versions(self) -> types.Versions:
        """What runs, on which files; up to which day they reach, and where they are thin."""
        return self._ask(versions.versions)

    def page(self, name: str, *names: str, sections: Names | None = None, brief: bool = False) -> DrawnPage:
        """The page of a meeting, or of several. A notebook shows it as the last line of a cell."""
        named, wanted = several([name, *names]), several(sections)
        return self._page(lambda s: meetings.show(s, _ids(s, named), section=wanted, brief=brief))

    def topic_page(self, name: str) -> DrawnPage:
        """The page of a topic."""
        return self._page(lambda s: topics.topic(s, _name(name)))

    def person_page(self, name: str) -> DrawnPage:
        """The page of a person."""
        return self._page(lambda s: people.person(s, _name(name)))

    def comparison_page(self, *names: str) -> DrawnPage:
        """The page of two or three meetings side by side."""
        named = several(names)
        return self._page(lambda s: meetings.compare(s, _ids(s, named)))

    def close(self) -> None:
        """Close the files. Answers that were given stay valid, and nothing more can be asked."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[Record], tuple[str, ...]]:
        return Record, self.files

    def __repr__(self) -> str:
        files = () if is_bundled(self.files) else self.files
        return f"summitcli.load({', '.join(map(repr, files))})"

    def _ask(self, question: Callable[[sqlite3.Connection], Answer[T]]) -> T:
        return self._store.ask(lambda store: question(store).value)

    def _own_citation(self) -> Item:
        from .cite.items import dataset_item

        return self._store.ask(lambda s: dataset_item(about(s), version=release(s)))

    def _page(self, question: Callable[[sqlite3.Connection], Answer]) -> DrawnPage:
        return self._store.ask(lambda store: DrawnPage(question(store)))


class DrawnPage:
    """A page, to be had as HTML or as Markdown. Jupyter shows it."""

    def __init__(self, answer: Answer) -> None:
        self._pages = answer.draw()
        self._citations = answer.cite()

    def html(self) -> str:
        """A whole document: one file that loads nothing."""
        from .render import html

        return html.document(self._pages, citations=self._citations)

    def markdown(self) -> str:
        """The page as Markdown, as `--format markdown` prints it."""
        from .render import markdown

        return markdown.format_pages(self._pages)

    def _repr_html_(self) -> str:
        from .render import html

        return html.fragment(self._pages)

    def __str__(self) -> str:
        return self.markdown()

    def __repr__(self) -> str:
        return f"<page: {', '.join(page.title for page in self._pages)}>"


def citations(store: sqlite3.Connection, names: Sequence[str], chosen: Sequence[str], *, archived: bool) -> list[Item]:
    """What is cited: the sources of meetings, or the chosen ones."""
    from .cite.items import source_item

    return [source_item(each, archived=archived) for each in cited_by(store, names, chosen)]


def _ids(store: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    """The ids of meetings that are named one by one: what is several arguments is not one name."""
    return [resolve_meeting(store, name) for name in names]


def several(names: Names | None) -> list[str]:
    """One name or several as a list, which is empty for None. Raises `TypeError` for what is not a string."""
    return [] if names is None else [_name(each) for each in _each(names)]


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"expected a string, not {name!r}")
    return name


def _each(values: Any) -> list[Any]:
    """Several values as a list; a single value as a list of one."""
    return list(values) if isinstance(values, Iterable) and not isinstance(values, str) else [values]


def _path(file: str | os.PathLike[str]) -> str:
    """The absolute path of a file, which stays right if the program changes its folder."""
    path = os.fspath(file)
    if not isinstance(path, str):
        raise TypeError(f"expected a string or a Path, not {file!r}")
    return path if path == "-" else os.path.abspath(path)  # noqa: PTH100


def narrowed_by(filters: MeetingFilters) -> Filters:
    """The filters as queries take them. Raises `TypeError` for a keyword that is not a filter."""
    narrowed: dict[str, Any] = {}
    for name, value in filters.items():
        if name not in Filters._fields:
            meant = "".join(f" Did you mean {each}?" for each in suggest(name, Filters._fields)[:1])
            raise TypeError(f"there is no filter {name!r}.{meant} The filters are {', '.join(Filters._fields)}.")
        if value is None:
            continue
        if is_switch(name):
            narrowed[name] = bool(value)
        elif takes_several(name):
            narrowed[name] = [str(each) for each in _each(value)]
        else:
            narrowed[name] = str(value.date() if isinstance(value, datetime) else value)
    return Filters(**narrowed)


def _limit(limit: int | None) -> int | None:
    """A limit as a plain integer, since SQLite refuses those of numpy."""
    if limit is None:
        return None
    if index(limit) < 0:
        raise UsageError("a limit is not negative", subject="limit")
    return index(limit)
