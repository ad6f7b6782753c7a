"""One meeting, one topic, whole; and what stands in them."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..errors import NotFound, UsageError
from ..records import claim_text, claims, day_span, fold, lengths_told, nodes, overview, reference
from .listing import LISTING, Filters, Row, conditions, default_clauses, listing_row
from .naming import close, resolve, split

KEYWORDS = {"first": "ASC", "latest": "DESC"}  # of the first days
TOPICS = ("id", "label", "description", "aliases", "meetings", "statements")
STATEMENT = ("meeting", "section", "topic", "side", "by", "text", "sources", "type", "question")
# What `--section` may name, and the keys of the record behind each name. Of the lengths the overview has one.
SECTIONS = {
    "overview": (
        *("series", "kind", "status", "start", "end", "place", "host_event", "leaders", "sources", "initiative"),
        *("durations", "links", "see_also"),
    ),
    **{
        name: (name,)
        for name in (
            *("summary", "durations", "participants", "context", "aims", "discussed", "outcomes", "press", "times"),
            *("accounts", "quotes", "reactions", "aftermath", "corrections"),
        )
    },
    "sources": (),
}


HEADINGS = {  # of the sections on a page, which `--section` takes, too
    "summary": "Summary",
    "durations": "How long",
    "participants": "Who took part",
    "context": "Background",
    "aims": "Stated aims",
    "discussed": "What was discussed",
    "outcomes": "What came of it",
    "press": "Press",
    "times": "Clock times",
    "accounts": "Where accounts differ",
    "quotes": "In their words",
    "reactions": "Reactions",
    "aftermath": "What followed",
    "corrections": "Commonly got wrong",
    "sources": "Sources",
}


class Labels(NamedTuple):
    """English names of countries and languages by their ISO codes."""

    countries: Mapping[str, str]
    languages: Mapping[str, str]


def meeting(store: sqlite3.Connection, name: str) -> Row:
    """The whole record that `name` stands for, with the records it refers to (`cited`, `people`, `topics`)
    and those of the same days or city (`see_also`). Raises `NotFound`, `Ambiguous`.
    """
    id = resolve_meeting(store, name)
    select = "SELECT record FROM meetings JOIN records USING (number) WHERE id = ?"
    record: Row = json.loads(store.execute(select, (id,)).fetchone()[0])
    return record | {
        "cited": records(store, "sources", in_order_of_mention(record)),
        "people": records(store, "people", _people_of(record)),
        "topics": records(store, "topics", list(dict.fromkeys(each["topic"] for each in record["discussed"]))),
        "see_also": _see_also(store, record),
    }


def comparison(store: sqlite3.Connection, names: Sequence[str]) -> Row:
    """Two or three whole meetings, as `meeting` gives them, with the topics that all of them discussed (`common`)
    and the other ones of each (`apart`). Raises `UsageError` for other numbers of meetings.
    """
    ids = [resolve_meeting(store, name) for name in names]
    if not 2 <= len(ids) <= 3 or len(set(ids)) < len(ids):
        raise UsageError(
            "two or three different meetings can be compared", hint="For one, or for many: `summit show ID...`."
        )
    meetings = [meeting(store, id) for id in ids]
    discussed = [[topic["id"] for topic in each["topics"]] for each in meetings]
    common = [topic for topic in discussed[0] if all(topic in others for others in discussed)]
    apart = {id: [topic for topic in own if topic not in common] for id, own in zip(ids, discussed, strict=True)}
    return {"topics": {"common": common, "apart": apart}, "meetings": meetings}


LINKS = ("transcript", "document", "readout_us", "readout_russia")


def link(store: sqlite3.Connection, name: str, *, source: int | None = None) -> Row:
    """Where a meeting is to be read: its transcript or readout, else its first primary source, else its first one;
    or its source of that footnote number.
    """
    record = meeting(store, name)
    cited = record["cited"]
    if source is not None:
        if not 1 <= source <= len(cited):
            raise NotFound(f"{record['id']} has no source {source}", hint=f"Its sources are 1 to {len(cited)}.")
        return _link(record, f"source {source}", cited[source - 1]["url"])
    for kind in LINKS:
        if record["links"] and record["links"][kind]:
            return _link(record, kind, record["links"][kind])
    best = next((each for each in cited if each["kind"] == "primary"), cited[0])
    return _link(record, f"source {cited.index(best) + 1}", best["url"])


FILE = ("file", "title", "until", "sha256", "meetings")
LINK = ("id", "title", "link", "url")


def _link(record: Row, what: str, url: str) -> Row:
    return {"id": record["id"], "title": record["title"], "link": what, "url": url}


def resolve_meeting(store: sqlite3.Connection, name: str) -> str:
    """The id that an id, alias, date, city, unique prefix, `first` or `latest` stands for.

    These two are of the default view, or where a dataset has nothing in it, of all that was held.
    """
    direction = KEYWORDS.get(name.lower())
    for clauses in (default_clauses(Filters()), [("status = ?", ("held",))]) if direction else ():
        where, values = conditions(clauses)
        found = store.execute(f"SELECT id FROM meetings {where} ORDER BY first_day {direction}, id LIMIT 1", values)
        for (id,) in found:
            return str(id)
    return resolve(store, "meeting", name)[0]


def in_order_of_mention(record: Any) -> list[str]:
    """The ids of the sources that a record cites; their places in the list are their footnote numbers less one."""
    return list(dict.fromkeys(source for _, node in nodes(record) for source in node.get("sources", [])))


def records(store: sqlite3.Connection, table: str, ids: Sequence[str]) -> list[Row]:
    """The records of `people`, `topics` or `sources` with these ids, in this order."""
    select = f"SELECT record FROM {table} WHERE id = ?"
    return [json.loads(store.execute(select, (id,)).fetchone()[0]) for id in ids]


def definitions(store: sqlite3.Connection, table: str) -> list[Row]:
    """Every record of `people`, `topics` or `sources`, in the order of the files."""
    return [json.loads(record) for (record,) in store.execute(f"SELECT record FROM {table} ORDER BY position")]


def topics(store: sqlite3.Connection) -> list[Row]:
    """The vocabulary, with the number of meetings of any kind that discussed each topic, and of statements on it."""
    found = store.execute(
        """SELECT record, (SELECT count(*) FROM meeting_topics WHERE topic = topics.id),
                  (SELECT count(*) FROM statements WHERE topic = topics.id AND section = 'discussed')
           FROM topics ORDER BY 2 DESC, id"""
    )
    return [json.loads(record) | {"meetings": meetings, "statements": said} for record, meetings, said in found]


def topic(store: sqlite3.Connection, name: str) -> Row:
    """A topic with what was said about it, meeting by meeting, and the sources of that."""
    [id] = resolve(store, "topic", name)
    found = store.execute(
        f"""SELECT {", ".join(f'meetings."{column}"' for column in LISTING)}, record
            FROM meeting_topics JOIN meetings ON meetings.id = meeting_topics.meeting JOIN records USING (number)
            WHERE topic = ? ORDER BY first_day, meetings.id""",
        (id,),
    )
    meetings = []
    for *row, record in found:
        said = [each for each in json.loads(record)["discussed"] if each["topic"] == id]
        brief = listing_row(row)
        meetings.append(
            {key: brief[key] for key in ("id", "title", "kind", "status", "start", "end")} | {"discussed": said}
        )
    [record] = records(store, "topics", [id])
    return record | {
        "meetings": meetings,
        "cited": records(store, "sources", in_order_of_mention({"meetings": meetings})),
    }


def _people_of(record: Row) -> list[str]:
    people = [*record["leaders"], *(each["person"] for each in record["participants"])]
    return list(dict.fromkeys([*people, *(quote["speaker"] for quote in record["quotes"])]))


def _see_also(store: sqlite3.Connection, record: Row) -> list[Row]:
    """Other records of the same days, where these are known, or of the same city in the same year.

    Those of the same days begin on one of them, or before and last until then: as two questions, each has an index.
    """
    city = (record["place"] or {}).get("city")
    first, last = day_span(record["start"])[0], day_span(record["end"])[1]
    is_day = len(record["start"]) == 10
    found = store.execute(
        """SELECT id, title, status, start FROM meetings WHERE id <> :id AND number IN (
               SELECT number FROM meetings
               WHERE :is_day AND first_day BETWEEN :first AND :last AND length(start) = 10
               UNION SELECT number FROM meetings
               WHERE :is_day AND last_day >= :first AND first_day < :first AND last_day > first_day
                     AND length(start) = 10
               UNION SELECT number FROM meetings
               WHERE city = :city AND first_day BETWEEN :year || '-01-01' AND :year || '-12-31')
           ORDER BY first_day, id""",
        {"id": record["id"], "is_day": is_day, "first": first, "last": last, "city": city, "year": first[:4]},
    )
    return [dict(zip(("id", "title", "status", "start"), row, strict=True)) for row in found]


def section_of(record: Mapping[str, Any], sections: Sequence[str]) -> Mapping[str, Any]:
    """The record with only the named sections, and in `cited` the sources of these; all of it where none is named.

    The section `sources` keeps every source, `overview` of the lengths only the one it tells.
    """
    if not sections:
        return record
    wanted = {"id", "title", *(key for section in sections for key in SECTIONS[section])}
    kept = {key: value for key, value in record.items() if key in wanted}
    if "durations" in kept and "durations" not in sections:
        kept["durations"] = lengths_told(record)
    mentioned = in_order_of_mention(kept)
    return kept | {"cited": [each for each in record["cited"] if "sources" in sections or each["id"] in mentioned]}


def check_sections(names: Sequence[str]) -> list[str]:
    """The sections that `names` list, commas between several. Raises `UsageError` for a name that is none."""
    known = {section: section for section in SECTIONS} | {fold(title): name for name, title in HEADINGS.items()}
    sections = [section for name in names for section in split(name, "section")]
    for section in sections:
        if fold(section) not in known:
            hint = f"Sections: {', '.join(SECTIONS)}."
            raise UsageError(f"no section {section.lower()!r}", hint=hint, candidates=close(section.lower(), SECTIONS))
    return [known[fold(section)] for section in sections]


def statements_of(meeting: Mapping[str, Any], labels: Labels, *, sections: Sequence[str] = ()) -> list[Row]:
    """Every cited claim of a meeting, or of the named sections of it, as a flat row; `by` may be a person id.

    Figures and offices are put into words, so that no row is empty. The section `sources`, where it is named,
    has a row a source.
    """
    rows = []
    for section, claim in _claims(meeting, labels):
        if section in (sections or SECTIONS):
            row = {key: claim.get(key) for key in STATEMENT} | {"meeting": meeting["id"], "section": section}
            by = row["by"] or claim.get("speaker") or claim.get("person")
            rows.append(row | {"by": by, "text": claim_text(claim)})
    if "sources" in sections:
        about = dict.fromkeys(STATEMENT) | {"meeting": meeting["id"], "section": "sources"}
        for source in meeting["cited"]:
            text = f"{reference(source, labels.languages)}. {source['url']}"
            rows.append(about | {"by": source["publisher"], "text": text, "sources": [source["id"]]})
    return rows


def _claims(meeting: Mapping[str, Any], labels: Labels) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The cited objects of a meeting with their sections. What the meeting itself cites is its overview."""
    for section, question, node in claims(meeting):
        if section:
            yield section, {"type": node.get("form") or node.get("part"), **node, "question": question}
        else:
            names = {person["id"]: person["name"] for person in node["people"]}
            yield from (("overview", claim) for claim in overview(node, names, labels.countries))


def datasets(store: sqlite3.Connection) -> list[Row]:
    """Title, licence, coverage, SHA-256 and number of meetings of each file."""
    about = ("file", "title", "description", "license", "schema_version")
    columns = (*about, "since", "until", "note", "sha256", "meetings")
    found = store.execute(f"SELECT {', '.join(columns)} FROM datasets ORDER BY position")
    return [dict(zip(columns, row, strict=True)) for row in found]


def labels(store: sqlite3.Connection) -> Labels:
    """What codes are called in English."""
    found = store.execute("SELECT namespace, code, name FROM labels").fetchall()
    return Labels(*({code: name for each, code, name in found if each == kind} for kind in ("country", "language")))


def reach(store: sqlite3.Connection) -> str:
    """The last day the record covers."""
    return str(store.execute("SELECT max(until) FROM datasets").fetchone()[0])


def contents(documents: Mapping[str, Any]) -> list[Row]:
    """How many records of each kind each validated file holds."""
    kinds = ("meetings", "people", "topics", "sources")
    return [
        {"file": file, "valid": True, **{kind: len(document.get(kind, [])) for kind in kinds}}
        for file, document in documents.items()
    ]
