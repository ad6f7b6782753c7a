"""The meetings before: every meeting in person of the top leaders from Tehran to Geneva, with its days and its kind."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ..conftest import HISTORY, RECORD

HELD = """
tehran-1943 1943-11-28 1943-12-01 summit IR franklin-roosevelt joseph-stalin
yalta-1945 1945-02-04 1945-02-11 summit UA franklin-roosevelt joseph-stalin
potsdam-1945 1945-07-17 1945-08-02 summit DE harry-truman joseph-stalin
geneva-1955 1955-07-18 1955-07-23 summit CH dwight-eisenhower nikolai-bulganin nikita-khrushchev
camp-david-1959 1959-09-15 1959-09-27 summit US dwight-eisenhower nikita-khrushchev
paris-1960 1960-05-16 1960-05-16 summit FR dwight-eisenhower nikita-khrushchev
vienna-1961 1961-06-03 1961-06-04 summit AT john-kennedy nikita-khrushchev
glassboro-1967 1967-06-23 1967-06-25 summit US lyndon-johnson alexei-kosygin
moscow-1972 1972-05-22 1972-05-30 summit RU richard-nixon leonid-brezhnev
washington-1973 1973-06-18 1973-06-25 summit US richard-nixon leonid-brezhnev
moscow-1974 1974-06-27 1974-07-03 summit RU richard-nixon leonid-brezhnev
vladivostok-1974 1974-11-23 1974-11-24 summit RU gerald-ford leonid-brezhnev
helsinki-1975 1975-07-30 1975-08-02 bilateral FI gerald-ford leonid-brezhnev
vienna-1979 1979-06-15 1979-06-18 summit AT jimmy-carter leonid-brezhnev
geneva-1985 1985-11-19 1985-11-21 summit CH ronald-reagan mikhail-gorbachev
reykjavik-1986 1986-10-11 1986-10-12 summit IS ronald-reagan mikhail-gorbachev
washington-1987 1987-12-07 1987-12-10 summit US ronald-reagan mikhail-gorbachev
moscow-1988 1988-05-29 1988-06-02 summit RU ronald-reagan mikhail-gorbachev
new-york-1988 1988-12-07 1988-12-07 bilateral US ronald-reagan mikhail-gorbachev
malta-1989 1989-12-02 1989-12-03 summit MT george-h-w-bush mikhail-gorbachev
washington-1990 1990-05-31 1990-06-03 summit US george-h-w-bush mikhail-gorbachev
helsinki-1990 1990-09-09 1990-09-09 summit FI george-h-w-bush mikhail-gorbachev
paris-1990 1990-11-19 1990-11-19 bilateral FR george-h-w-bush mikhail-gorbachev
london-1991 1991-07-17 1991-07-17 bilateral GB george-h-w-bush mikhail-gorbachev
moscow-1991 1991-07-30 1991-07-31 summit RU george-h-w-bush mikhail-gorbachev
madrid-1991 1991-10-29 1991-10-30 bilateral ES george-h-w-bush mikhail-gorbachev
camp-david-1992 1992-01-31 1992-02-01 summit US george-h-w-bush boris-yeltsin
washington-1992 1992-06-16 1992-06-17 summit US george-h-w-bush boris-yeltsin
munich-1992 1992-07-08 1992-07-08 bilateral DE george-h-w-bush boris-yeltsin
moscow-1993 1993-01-02 1993-01-03 summit RU george-h-w-bush boris-yeltsin
vancouver-1993 1993-04-03 1993-04-04 summit CA bill-clinton boris-yeltsin
tokyo-1993 1993-07-10 1993-07-10 bilateral JP bill-clinton boris-yeltsin
moscow-1994 1994-01-13 1994-01-15 summit RU bill-clinton boris-yeltsin
naples-1994 1994-07-10 1994-07-10 bilateral IT bill-clinton boris-yeltsin
washington-1994 1994-09-27 1994-09-28 summit US bill-clinton boris-yeltsin
budapest-1994 1994-12-05 1994-12-05 summit HU bill-clinton boris-yeltsin
moscow-1995 1995-05-09 1995-05-10 summit RU bill-clinton boris-yeltsin
halifax-1995 1995-06-17 1995-06-17 bilateral CA bill-clinton boris-yeltsin
hyde-park-1995 1995-10-23 1995-10-23 summit US bill-clinton boris-yeltsin
sharm-el-sheikh-1996 1996-03-13 1996-03-13 bilateral EG bill-clinton boris-yeltsin
moscow-1996 1996-04-20 1996-04-21 summit RU bill-clinton boris-yeltsin
helsinki-1997 1997-03-20 1997-03-21 summit FI bill-clinton boris-yeltsin
paris-1997 1997-05-27 1997-05-27 bilateral FR bill-clinton boris-yeltsin
denver-1997 1997-06-20 1997-06-20 bilateral US bill-clinton boris-yeltsin
birmingham-1998 1998-05-17 1998-05-17 bilateral GB bill-clinton boris-yeltsin
moscow-1998 1998-09-01 1998-09-02 summit RU bill-clinton boris-yeltsin
amman-1999 1999-02-08 1999-02-08 pull-aside JO bill-clinton boris-yeltsin
cologne-1999 1999-06-20 1999-06-20 bilateral DE bill-clinton boris-yeltsin
istanbul-1999 1999-11-18 1999-11-18 bilateral TR bill-clinton boris-yeltsin
moscow-2000 2000-06-03 2000-06-05 summit RU bill-clinton vladimir-putin
okinawa-2000 2000-07-21 2000-07-21 bilateral JP bill-clinton vladimir-putin
new-york-2000 2000-09-06 2000-09-06 bilateral US bill-clinton vladimir-putin
brunei-2000 2000-11-15 2000-11-15 bilateral BN bill-clinton vladimir-putin
ljubljana-2001 2001-06-16 2001-06-16 summit SI george-w-bush vladimir-putin
genoa-2001 2001-07-22 2001-07-22 bilateral IT george-w-bush vladimir-putin
shanghai-2001 2001-10-21 2001-10-21 bilateral CN george-w-bush vladimir-putin
crawford-2001 2001-11-13 2001-11-15 summit US george-w-bush vladimir-putin
moscow-2002 2002-05-24 2002-05-26 summit RU george-w-bush vladimir-putin
rome-2002 2002-05-28 2002-05-28 summit IT george-w-bush vladimir-putin
kananaskis-2002 2002-06-27 2002-06-27 bilateral CA george-w-bush vladimir-putin
pushkin-2002 2002-11-22 2002-11-22 summit RU george-w-bush vladimir-putin
st-petersburg-2003 2003-06-01 2003-06-01 bilateral RU george-w-bush vladimir-putin
camp-david-2003 2003-09-26 2003-09-27 summit US george-w-bush vladimir-putin
sea-island-2004 2004-06-08 2004-06-08 bilateral US george-w-bush vladimir-putin
santiago-2004 2004-11-20 2004-11-20 bilateral CL george-w-bush vladimir-putin
bratislava-2005 2005-02-24 2005-02-24 summit SK george-w-bush vladimir-putin
moscow-2005 2005-05-08 2005-05-09 bilateral RU george-w-bush vladimir-putin
gleneagles-2005 2005-07-07 2005-07-08 bilateral GB george-w-bush vladimir-putin
washington-2005 2005-09-16 2005-09-16 summit US george-w-bush vladimir-putin
busan-2005 2005-11-18 2005-11-18 bilateral KR george-w-bush vladimir-putin
st-petersburg-2006 2006-07-14 2006-07-15 bilateral RU george-w-bush vladimir-putin
moscow-2006 2006-11-15 2006-11-15 bilateral RU george-w-bush vladimir-putin
hanoi-2006 2006-11-19 2006-11-19 bilateral VN george-w-bush vladimir-putin
heiligendamm-2007 2007-06-07 2007-06-07 bilateral DE george-w-bush vladimir-putin
kennebunkport-2007 2007-07-01 2007-07-02 summit US george-w-bush vladimir-putin
sydney-2007 2007-09-07 2007-09-07 bilateral AU george-w-bush vladimir-putin
bucharest-2008 2008-04-04 2008-04-04 summit RO george-w-bush vladimir-putin
sochi-2008 2008-04-05 2008-04-06 summit RU george-w-bush vladimir-putin
toyako-2008 2008-07-07 2008-07-07 bilateral JP george-w-bush dmitry-medvedev
lima-2008 2008-11-22 2008-11-22 bilateral PE george-w-bush dmitry-medvedev
london-2009 2009-04-01 2009-04-01 bilateral GB barack-obama dmitry-medvedev
moscow-2009 2009-07-06 2009-07-08 summit RU barack-obama dmitry-medvedev
new-york-2009 2009-09-23 2009-09-23 bilateral US barack-obama dmitry-medvedev
singapore-2009 2009-11-15 2009-11-15 bilateral SG barack-obama dmitry-medvedev
copenhagen-2009 2009-12-18 2009-12-18 bilateral DK barack-obama dmitry-medvedev
prague-2010 2010-04-08 2010-04-08 summit CZ barack-obama dmitry-medvedev
washington-2010 2010-06-24 2010-06-24 summit US barack-obama dmitry-medvedev
yokohama-2010 2010-11-14 2010-11-14 bilateral JP barack-obama dmitry-medvedev
lisbon-2010 2010-11-20 2010-11-20 pull-aside PT barack-obama dmitry-medvedev
deauville-2011 2011-05-26 2011-05-26 bilateral FR barack-obama dmitry-medvedev
honolulu-2011 2011-11-12 2011-11-12 bilateral US barack-obama dmitry-medvedev
seoul-2012 2012-03-26 2012-03-26 bilateral KR barack-obama dmitry-medvedev
los-cabos-2012 2012-06-18 2012-06-18 bilateral MX barack-obama vladimir-putin
lough-erne-2013 2013-06-17 2013-06-17 bilateral GB barack-obama vladimir-putin
st-petersburg-2013 2013-09-06 2013-09-06 pull-aside RU barack-obama vladimir-putin
normandy-2014 2014-06-06 2014-06-06 pull-aside FR barack-obama vladimir-putin
beijing-2014 2014-11-10 2014-11-11 pull-aside CN barack-obama vladimir-putin
new-york-2015 2015-09-28 2015-09-28 bilateral US barack-obama vladimir-putin
antalya-2015 2015-11-15 2015-11-15 pull-aside TR barack-obama vladimir-putin
paris-2015 2015-11-30 2015-11-30 bilateral FR barack-obama vladimir-putin
hangzhou-2016 2016-09-05 2016-09-05 bilateral CN barack-obama vladimir-putin
lima-2016 2016-11-20 2016-11-20 pull-aside PE barack-obama vladimir-putin
geneva-2021 2021-06-16 2021-06-16 summit CH joe-biden vladimir-putin
"""
CALLED_OFF = ["moscow-1960", "leningrad-1968", "moscow-2013"]
# Days between the first and the last on which there were no talks.
PAUSES = {"camp-david-1959", "glassboro-1967", "helsinki-1975", "madrid-1991"}
# Meetings of which the day or the form is uncertain, or no separate talk is known.
UNCERTAIN = ["munich-1992", "gleneagles-2005", "budapest-1994", "rome-2002", "bucharest-2008"]
WITHOUT_A_DOCUMENT = ["paris-1960", "glassboro-1967", "reykjavik-1986", "new-york-1988", "malta-1989"]
SAYS_SO = re.compile(r"\bnot (established|verified|known)\b|\bno (separate|record)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def history() -> dict[str, Any]:
    return {meeting["id"]: meeting for meeting in json.loads(HISTORY.read_text(encoding="utf-8"))["meetings"]}


def test_every_meeting_from_tehran_to_geneva_is_there_with_its_days_kind_country_and_leaders(history):
    """The country is today's, of the first place; the US leader is the first."""
    held = [each for each in history.values() if each["status"] == "held"]
    keys = ("id", "start", "end", "kind")
    said = [[*(each[key] for key in keys), each["place"]["country"], *each["leaders"]] for each in held]
    assert [" ".join(line) for line in said] == HELD.split("\n")[1:-1]


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


def test_the_soviet_meetings_that_ended_without_a_document_are_known(history):
    ended = [each for each in history.values() if each["series"] == "us-soviet" and each["status"] == "held"]
    assert [each["id"] for each in ended if "none" in types(each)] == WITHOUT_A_DOCUMENT


@pytest.mark.parametrize("file", [HISTORY, RECORD], ids=["history", "meetings"])
def test_no_meeting_has_a_document_and_ended_without_one(file):
    meetings = json.loads(file.read_text(encoding="utf-8"))["meetings"]
    assert [each["id"] for each in meetings if types(each) >= {"document", "none"}] == []


def types(meeting) -> set[str]:
    return {outcome["type"] for outcome in meeting.get("outcomes", [])}


# Talks with interpreters only, the longest of them, and summits without a document: with these Helsinki is compared.
PRECEDENTS = """
tehran-1943 potsdam-1945 camp-david-1959 vienna-1961 glassboro-1967 moscow-1972 washington-1973 helsinki-1975
vienna-1979 geneva-1985 reykjavik-1986 washington-1987 new-york-1988 malta-1989 moscow-1994 moscow-1995 genoa-2001
ljubljana-2001 geneva-2021
"""


def test_helsinki_points_to_its_precedents():
    meetings = json.loads(RECORD.read_text(encoding="utf-8"))["meetings"]
    helsinki = next(each for each in meetings if each["id"] == "helsinki-2018")
    said = [*helsinki["context"], *helsinki["corrections"]]
    assert set(PRECEDENTS.split()) - {id for each in said for id in each.get("see", [])} == set()
