"""Rows: their columns are those of the schema, and a flat row of a page is the statement in the store."""

from __future__ import annotations

import pytest

from summitcli.dataset.files import bundled
from summitcli.query import meetings, sections
from summitcli.query.rows import columns_of
from summitcli.schema import rows
from summitcli.schema.shapes import columns
from summitcli.store import open_store


@pytest.fixture(scope="module")
def store():
    store = open_store(bundled())
    yield store
    store.close()


@pytest.mark.parametrize("record", ["ListedMeeting", "MeetingName", "FlatStatement", "Hit"])
def test_a_store_has_the_columns_of_a_row_in_the_order_of_the_schema(store, record):
    assert columns_of(store, record) == columns(getattr(rows, record))


def test_the_flat_rows_of_a_meeting_are_its_statements_in_the_store(store):
    names, labels = columns_of(store, "FlatStatement"), meetings.labels(store)
    ids = [id for (id,) in store.execute("SELECT id FROM meetings")]
    flat = [row for id in ids for row in sections.flat(names, meetings.whole(store, id), labels) if row["ref"]]
    stored = [row for id in ids for row in sections.stored(store, "meeting = ?", (id,))]
    assert len(flat) > 4000
    assert [list(row.items()) for row in flat] == [list(row.items()) for row in stored]
