"""All files together: every record against the rules of its type, every name against what the files define."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ..errors import Problem
from ..schema import records as schema
from ..schema.shapes import Key, keys, shape_of
from ..schema.vocabulary import COMMON_SIDES
from ..text import suggest
from .hosts import page
from .parse import Parsed, Step, json_path, name_of, quoted
from .rules import BY_ROLE, RULES, Known, Node, names_are_given_once

DEFINED = {"sources": "source", "people": "person", "topics": "topic", "series": "series", "publishers": "publisher"}
"""What files define and other records name, and what one of each is called."""
NAMED_BY = {"publishers": "sources"}
"""Which records name what is defined, if not the meetings."""
COMMON = frozenset(COMMON_SIDES)
MOST_GUESSES = 10
"""Names of a kind for which a likely one is looked for: to compare each of thousands with all others takes minutes."""


class Place(NamedTuple):
    """Where a record of the top level is: its file, its path, its name, and whether it fits the schema."""

    file: str
    path: Step
    record: str | None
    fits: bool


@cache
def _looked_at(record_type: Any) -> dict[str, Key]:
    """The keys of a type of record that hold records, or values that stand for something."""
    every = keys(record_type) if record_type is not schema.Dataset else ()
    return {key.name: key for key in every if key.record or key.role}


def check(files: Mapping[str, Parsed]) -> list[Problem]:
    """Everything that breaks a rule, in the order of the files, then what spans them.

    Names are looked at in records that do not fit the schema, too, as far as they can be read.
    """
    checker = _Checker({name: parsed for name, parsed in files.items() if parsed.document is not None})
    checker.check_records()
    if len(checker.files) == len(files):
        checker.check_definitions()
    checker.check_that_names_are_unique()
    return checker.problems


class _Checker:
    """Goes through all records, and notes which names they use and what is wrong with them."""

    def __init__(self, files: Mapping[str, Parsed]) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.names = {kind: set(filter(None, map(_identity, self._those(kind)))) for kind in DEFINED}
        self.used: dict[str, set[str]] = {kind: set() for kind in DEFINED}
        # By kind and name, where a name that nothing defines was found.
        self.missing: dict[str, dict[str, list[tuple[Place, Step]]]] = {kind: {} for kind in DEFINED}
        self.sides = {
            record["id"]: COMMON.union(side["id"] for side in record.get("sides", []))
            for record in self._those("series", fitting=True)
        }
        self.known = self._known()

    def _known(self) -> Known:
        fitting = self._those("sources", fitting=True)
        standings = {each["name"]: each["standing"] for each in self._those("publishers", fitting=True)}
        pages = [(source, page(source["url"])) for source in fitting]
        return Known(
            kinds={source["id"]: source["kind"] for source in fitting},
            standings={source["id"]: standings.get(source.get("via") or source["publisher"]) for source in fitting},
            by_address={source["url"]: source["id"] for source in reversed(fitting)},
            pages={found.name: source["id"] for source, found in reversed(pages) if not found.is_reduced},
            whole=self._all_fit("sources"),
            lists_publishers=bool(self.names["publishers"]),
        )

    def _records(self, kind: str) -> Iterator[tuple[Place, Node]]:
        """The records of a kind in all files, also those that do not fit, if they are objects."""
        for file, parsed in self.files.items():
            records = parsed.document.get(kind)
            for index, record in enumerate(records if isinstance(records, list) else ()):
                if isinstance(record, dict):
                    path = (kind, index)
                    yield Place(file, path, name_of(record), path not in parsed.broken), record

    def _those(self, kind: str, *, fitting: bool = False) -> list[Node]:
        return [record for place, record in self._records(kind) if place.fits or not fitting]

    def _all_fit(self, kind: str) -> bool:
        return not any(step[0] == kind for parsed in self.files.values() for step in parsed.broken)

    def check_records(self) -> None:
        for file, parsed in self.files.items():
            for type, key, value in (
                (schema.Dataset, "series", parsed.document),
                (schema.Coverage, "coverage", parsed.document.get("coverage")),
            ):
                place = Place(file, (), None, all(step[0] != key for step in parsed.broken))
                self._check(value, type, place, ("coverage",) if type is schema.Coverage else (), COMMON, set())
        for held in keys(schema.Dataset):
            if held.record and held.is_list:
                for place, record in self._records(held.name):
                    series = record.get("series")
                    sides = COMMON if series is None else self.sides.get(series) if isinstance(series, str) else None
                    self._check(record, held.record, place, place.path, sides, set())

    def _check(
        self, record: Any, type: Any, place: Place, path: Step, sides: frozenset[str] | None, refs: set[str]
    ) -> None:
        """Check a record and those within it.

        `sides` are those that it may be of, None if that is not known; `refs` are those of the meeting so far.
        """
        if not isinstance(record, dict):
            return
        for name, key in _looked_at(type).items():
            value = record.get(name)
            if not value:
                continue
            if key.role in DEFINED:
                self._note(value, key.role, place, (*path, name))
            elif not key.record:
                if place.fits:
                    self._look(key.role, value, place, (*path, name), sides, refs)
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    self._check(each, key.record, place, (*path, name, index), sides, refs)
            else:
                self._check(value, key.record, place, (*path, name), sides, refs)
        for rule in RULES.get(type, ()) if place.fits else ():
            for step, message in rule(record, self.known):
                self._tell(place, (*path, *step), message)

    def _look(
        self, role: str | None, value: Any, place: Place, path: Step, sides: frozenset[str] | None, refs: set[str]
    ) -> None:
        """Look at a value by what it stands for."""
        if role == "ref":
            if value in refs:
                self._tell(place, path, f"{quoted(value)} is given to two statements")
            refs.add(value)
        elif role == "side" and sides and value not in sides:
            self._tell(place, path, f"{quoted(value)} is no side of this series: {', '.join(sorted(sides))}")
        elif role in BY_ROLE:
            for step, message in BY_ROLE[role](value, self.known):
                self._tell(place, (*path, *step), message)
            if role == "address" and value in self.known.by_address:
                self.used["sources"].add(self.known.by_address[value])

    def _tell(self, place: Place, path: Step, message: str) -> None:
        self.problems.append(Problem(place.file, json_path(path), place.record, message))

    def _note(self, value: Any, kind: str, place: Place, path: Step) -> None:
        """Note that a record names others, which of these nothing defines, and which it lists twice."""
        names, used = self.names[kind], self.used[kind]
        listed = value if isinstance(value, list) else [value]
        if place.fits and names.issuperset(listed) and len(set(listed)) == len(listed):  # as nearly always
            used.update(listed)
            return
        for index, name in enumerate(listed):
            if not isinstance(name, str):
                continue
            used.add(name)
            if name not in names and (kind != "publishers" or self.known.lists_publishers):
                at = (*path, index) if listed is value else path
                if at not in self.files[place.file].faults:  # else it is told that this is no name
                    self.missing[kind].setdefault(name, []).append((place, at))
        if len(listed) > 1 and place.fits:
            for step, message in names_are_given_once(value, self.known):
                self._tell(place, (*path, *step), message)

    def check_definitions(self) -> None:
        """Tell of names that nothing defines, once each with how often, and of definitions that nothing names.

        A name that was probably misspelt leaves what was meant unused, which is not told again. Nothing is told of
        what can only follow from a fault that is told.
        """
        readable = [kind for kind in DEFINED if all(kind not in parsed.unnamed for parsed in self.files.values())]
        misspelt: set[str] = set()
        for kind in readable:
            self._tell_missing(kind, misspelt)
        for kind in readable:
            for place, record in self._records(kind) if self._all_fit(NAMED_BY.get(kind, "meetings")) else ():
                name = _identity(record)
                if name and name not in self.used[kind] and name not in misspelt:
                    self._tell(place, place.path, f"{DEFINED[kind]} {quoted(name)} is not used")

    def _tell_missing(self, kind: str, misspelt: set[str]) -> None:
        unused, known = sorted(self.names[kind] - self.used[kind]), sorted(self.names[kind])
        for number, (name, places) in enumerate(self.missing[kind].items()):
            guess = number < MOST_GUESSES
            meant = (suggest(name, unused) or suggest(name, known))[:1] if guess else []
            misspelt.update(meant)
            asked = f": did you mean {quoted(meant[0])}?" if meant else ""
            more = f" ({len(places)} places)" if len(places) > 1 else ""
            self._tell(*places[0], f"no {DEFINED[kind]} {quoted(name)}{asked}{more}")

    def check_that_names_are_unique(self) -> None:
        """Ids and aliases stand for one record each. What two files define alike is one record.

        Of two records that share several names, the first is told.
        """
        for kind in (*DEFINED, "meetings"):
            taken: dict[str, tuple[Place, Node]] = {}
            for place, record in self._records(kind):
                told: set[Step] = set()
                for step, name in _names(record):
                    other, first = taken.setdefault(name.casefold(), (place, record))
                    if (
                        other is place
                        or other.path in told
                        or (other.file != place.file and _alike(kind, first, record))
                    ):
                        continue
                    told.add(other.path)
                    of = "" if other.file == place.file else f" of {other.file}"
                    self._tell(
                        place, (*place.path, *step), f"{quoted(name)} is already taken by {json_path(other.path)}{of}"
                    )


def _identity(record: Node) -> str | None:
    """What others call a record: its id, or a publisher's name."""
    name = record.get("id", record.get("name"))
    return name if isinstance(name, str) else None


def _names(record: Node) -> Iterator[tuple[Step, str]]:
    """The id or name of a record and its aliases, as far as they are text, each with its place."""
    if name := _identity(record):
        yield ("id" if "id" in record else "name",), name
    aliases = record.get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            yield ("aliases", index), alias


def _alike(kind: str, first: Node, second: Node) -> bool:
    """Whether two records say the same, even if one spells out that it says nothing."""
    if first == second:
        return True
    [key] = [key for key in keys(schema.Dataset) if key.name == kind]
    try:
        bare = shape_of(key.record, filled=False)
        return bool(bare(first) == bare(second))
    except (TypeError, AttributeError):  # of a record that does not fit the schema
        return False
