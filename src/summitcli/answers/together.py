"""What answers on meetings, topics and people share."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ..query import sections
from ..query.rows import columns_of
from ..render.output import Answer

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..query.filters import Clause
    from ..schema.answers import ShownPerson, ShownTopic
    from ..schema.rows import FlatStatement

Shown = TypeVar("Shown", bound="ShownPerson | ShownTopic")


def together(answers: Sequence[Answer]) -> Answer:
    """One answer as it is; several of a kind as one, whose JSON is an array."""
    if len(answers) == 1:
        return answers[0]
    values = [answer.value for answer in answers]

    def rows() -> list[Mapping[str, Any]]:
        return [row for answer in answers for row in answer.rows]

    def draw() -> list[Page]:
        return [page for answer in answers for page in answer.draw()]

    return answers[0]._replace(value=values, make_rows=rows, draw=draw)


def on_one(
    store: sqlite3.Connection,
    shown: Shown,
    statements: Clause,
    draw: Callable[[], list[Page]],
    *,
    title: str,
    output: str,
) -> Answer[Shown]:
    """What the record has on a topic or a person; `statements` is the condition that makes a statement one of them."""
    columns = columns_of(store, "FlatStatement")

    def rows() -> list[FlatStatement]:
        return sections.stored(store, *statements)

    cite = citations(store, shown["id"], title)
    return Answer(shown, columns, draw, rows, piped="markdown", output=output, cite=cite)


def citations(store: sqlite3.Connection, id: str, title: str) -> Callable[[], Sequence[tuple[str, str]]]:
    """How a page is to be cited, in several styles; of the bundled record with the version of the program."""

    def cite() -> Sequence[tuple[str, str]]:
        from ..cite.pages import page_citations
        from ..query import datasets

        return page_citations(title, None, about=datasets.about(store), version=datasets.release(store), id=id)

    return cite
