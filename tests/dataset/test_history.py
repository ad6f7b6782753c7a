"""The meetings before: every meeting in person of the top leaders from Tehran to Geneva, with its days and its kind."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ..conftest import HISTORY

HELD = """
tehran-1943 1943-11-28 1943-12-01 summit
yalta-1945 1945-02-04 1945-02-11 summit
potsdam-1945 1945-07-17 1945-08-02 summit
geneva-1955 1955-07-18 1955-07-23 summit
camp-david-1959 1959-09-15 1959-09-27 summit
paris-1960 1960-05-16 1960-05-16 summit
vienna-1961 1961-06-03 1961-06-04 summit
glassboro-1967 1967-06-23 1967-06-25 summit
moscow-1972 1972-05-22 1972-05-30 summit
washington-1973 1973-06-18 1973-06-25 summit
moscow-1974 1974-06-27 1974-07-03 summit
vladivostok-1974 1974-11-23 1974-11-24 summit
helsinki-1975 1975-07-30 1975-08-02 bilateral
vienna-1979 1979-06-15 1979-06-18 summit
geneva-1985 1985-11-19 1985-11-21 summit
reykjavik-1986 1986-10-11 1986-10-12 summit
washington-1987 1987-12-07 1987-12-10 summit
moscow-1988 1988-05-29 1988-06-02 summit
new-york-1988 1988-12-07 1988-12-07 bilateral
malta-1989 1989-12-02 1989-12-03 summit
washington-1990 1990-05-31 1990-06-03 summit
helsinki-1990 1990-09-09 1990-09-09 summit
paris-1990 1990-11-19 1990-11-19 bilateral
london-1991 1991-07-17 1991-07-17 bilateral
moscow-1991 1991-07-30 1991-07-31 summit
madrid-1991 1991-10-29 1991-10-30 bilateral
camp-david-1992 1992-01-31 1992-02-01 summit
washington-1992 1992-06-16 1992-06-17 summit
munich-1992 1992-07-08 1992-07-08 bilateral
moscow-1993 1993-01-02 1993-01-03 summit
vancouver-1993 1993-04-03 1993-04-04 summit
tokyo-1993 1993-07-10 1993-07-10 bilateral
moscow-1994 1994-01-13 1994-01-15 summit
naples-1994 1994-07-10 1994-07-10 bilateral
washington-1994 1994-09-27 1994-09-28 summit
budapest-1994 1994-12-05 1994-12-05 summit
moscow-1995 1995-05-09 1995-05-10 summit
halifax-1995 1995-06-17 1995-06-17 bilateral
hyde-park-1995 1995-10-23 1995-10-23 summit
sharm-el-sheikh-1996 1996-03-13 1996-03-13 bilateral
moscow-1996 1996-04-20 1996-04-21 summit
helsinki-1997 1997-03-20 1997-03-21 summit
paris-1997 1997-05-27 1997-05-27 bilateral
denver-1997 1997-06-20 1997-06-20 bilateral
birmingham-1998 1998-05-17 1998-05-17 bilateral
moscow-1998 1998-09-01 1998-09-02 summit
amman-1999 1999-02-08 1999-02-08 pull-aside
cologne-1999 1999-06-20 1999-06-20 bilateral
istanbul-1999 1999-11-18 1999-11-18 bilateral
moscow-2000 2000-06-03 2000-06-05 summit
okinawa-2000 2000-07-21 2000-07-21 bilateral
new-york-2000 2000-09-06 2000-09-06 bilateral
brunei-2000 2000-11-15 2000-11-15 bilateral
ljubljana-2001 2001-06-16 2001-06-16 summit
genoa-2001 2001-07-22 2001-07-22 bilateral
shanghai-2001 2001-10-21 2001-10-21 bilateral
crawford-2001 2001-11-13 2001-11-15 summit
moscow-2002 2002-05-24 2002-05-26 summit
rome-2002 2002-05-28 2002-05-28 summit
kananaskis-2002 2002-06-27 2002-06-27 bilateral
pushkin-2002 2002-11-22 2002-11-22 summit
st-petersburg-2003 2003-06-01 2003-06-01 bilateral
camp-david-2003 2003-09-26 2003-09-27 summit
sea-island-2004 2004-06-08 2004-06-08 bilateral
santiago-2004 2004-11-20 2004-11-20 bilateral
bratislava-2005 2005-02-24 2005-02-24 summit
moscow-2005 2005-05-08 2005-05-09 bilateral
gleneagles-2005 2005-07-07 2005-07-08 bilateral
washington-2005 2005-09-16 2005-09-16 summit
busan-2005 2005-11-18 2005-11-18 bilateral
st-petersburg-2006 2006-07-14 2006-07-15 bilateral
moscow-2006 2006-11-15 2006-11-15 bilateral
hanoi-2006 2006-11-19 2006-11-19 bilateral
heiligendamm-2007 2007-06-07 2007-06-07 bilateral
kennebunkport-2007 2007-07-01 2007-07-02 summit
sydney-2007 2007-09-07 2007-09-07 bilateral
bucharest-2008 2008-04-04 2008-04-04 summit
sochi-2008 2008-04-05 2008-04-06 summit
toyako-2008 2008-07-07 2008-07-07 bilateral
lima-2008 2008-11-22 2008-11-22 bilateral
london-2009 2009-04-01 2009-04-01 bilateral
moscow-2009 2009-07-06 2009-07-08 summit
new-york-2009 2009-09-23 2009-09-23 bilateral
singapore-2009 2009-11-15 2009-11-15 bilateral
copenhagen-2009 2009-12-18 2009-12-18 bilateral
prague-2010 2010-04-08 2010-04-08 summit
washington-2010 2010-06-24 2010-06-24 summit
yokohama-2010 2010-11-14 2010-11-14 bilateral
lisbon-2010 2010-11-20 2010-11-20 pull-aside
deauville-2011 2011-05-26 2011-05-26 bilateral
honolulu-2011 2011-11-12 2011-11-12 bilateral
seoul-2012 2012-03-26 2012-03-26 bilateral
los-cabos-2012 2012-06-18 2012-06-18 bilateral
lough-erne-2013 2013-06-17 2013-06-17 bilateral
st-petersburg-2013 2013-09-06 2013-09-06 pull-aside
normandy-2014 2014-06-06 2014-06-06 pull-aside
beijing-2014 2014-11-10 2014-11-11 pull-aside
new-york-2015 2015-09-28 2015-09-28 bilateral
antalya-2015 2015-11-15 2015-11-15 pull-aside
paris-2015 2015-11-30 2015-11-30 bilateral
hangzhou-2016 2016-09-05 2016-09-05 bilateral
lima-2016 2016-11-20 2016-11-20 pull-aside
geneva-2021 2021-06-16 2021-06-16 summit
"""
CALLED_OFF = ["moscow-1960", "leningrad-1968", "moscow-2013"]
# Days between the first and the last on which there were no talks.
PAUSES = {"camp-david-1959", "glassboro-1967", "helsinki-1975", "madrid-1991"}
# Meetings of which the day or the form is uncertain, or no separate talk is known.
UNCERTAIN = ["munich-1992", "gleneagles-2005", "budapest-1994", "rome-2002", "bucharest-2008"]
SAYS_SO = re.compile(r"\bnot (established|verified|known)\b|\bno (separate|record)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def history() -> dict[str, Any]:
    return {meeting["id"]: meeting for meeting in json.loads(HISTORY.read_text(encoding="utf-8"))["meetings"]}


def test_every_meeting_from_tehran_to_geneva_is_there_with_its_days_and_kind(history):
    held = [each for each in history.values() if each["status"] == "held"]
    assert [f"{each['id']} {each['start']} {each['end']} {each['kind']}" for each in held] == HELD.split("\n")[1:-1]


def test_three_were_called_off(history):
    assert [id for id, each in history.items() if each["status"] == "cancelled"] == CALLED_OFF


def test_the_series_changes_with_the_end_of_the_soviet_union(history):
    series = [(each["start"], each["series"]) for each in history.values()]
    assert [name for start, name in series if start < "1992"] == ["us-soviet"] * 28
    assert [name for start, name in series if start >= "1992"] == ["us-russia"] * 78


def test_people_of_the_soviet_union_are_its_own(history):
    people = {person["id"]: person for person in json.loads(HISTORY.read_text(encoding="utf-8"))["people"]}
    leaders = {id for each in history.values() if each["series"] == "us-soviet" for id in each["leaders"]}
    assert {people[id]["country"] for id in leaders} == {"US", "SU"}


def test_days_without_talks_are_told(history):
    assert {id for id, each in history.items() if each.get("days")} >= PAUSES
    assert history["camp-david-1959"]["days"] == ["1959-09-15", "1959-09-25", "1959-09-26", "1959-09-27"]


def test_places_have_the_country_of_today_and_the_state_of_then(history):
    yalta = history["yalta-1945"]["place"]
    assert (yalta["country"], yalta["country_then"]) == ("UA", "Soviet Union")


@pytest.mark.parametrize("id", UNCERTAIN)
def test_the_summary_of_what_is_uncertain_says_so(history, id):
    assert SAYS_SO.search(history[id]["summary"]["text"])


def test_a_meeting_of_rank_that_ended_without_a_document_says_so(history):
    """A summit has an outcome of some kind, if only that there was none."""
    assert [id for id, each in history.items() if each["kind"] == "summit" and not each.get("outcomes")] == []
