"""What the values of a record mean."""

from __future__ import annotations

from calendar import monthrange

import pytest

from summitcli.records import day_span


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024])
def test_the_span_of_a_month_ends_on_its_last_day(year):
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    lasts = [f"{month}-{monthrange(year, number)[1]}" for number, month in enumerate(months, 1)]
    assert [day_span(month) for month in months] == [
        (f"{month}-01", last) for month, last in zip(months, lasts, strict=True)
    ]


def test_the_span_of_a_year_is_all_of_it():
    assert day_span("2018") == ("2018-01-01", "2018-12-31")


def test_the_span_of_a_day_is_the_day():
    assert day_span("2018-07-16") == ("2018-07-16", "2018-07-16")
