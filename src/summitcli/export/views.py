"""The views of the exported database: common questions, answered."""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """A question, and the SELECT that answers it."""

    question: str
    query: str


VIEWS = {
    "held_in_person": View(
        "Which meetings were held in person?",
        "SELECT * FROM meetings WHERE status = 'held' AND kind <> 'call' ORDER BY number",
    ),
    "meetings_by_year": View(
        "How many records of each series, kind and status are there in each year?",
        """SELECT substr(first_day, 1, 4) AS year, series, kind, status, count(*) AS records
           FROM meetings GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4""",
    ),
    "topics_by_meeting": View(
        "What was discussed where?",
        """SELECT meetings.id AS meeting, series, first_day, topics.id AS topic, label, count(*) AS statements
           FROM statements JOIN statement_topics ON statement = statements.id
                JOIN meetings ON meetings.id = meeting JOIN topics ON topics.id = topic
           WHERE section = 'discussed' GROUP BY 1, 4 ORDER BY first_day, 1, 4""",
    ),
    "attendance": View(
        "Who was in the room, how often?",
        """SELECT people.id AS person, name, series, side, count(DISTINCT meeting) AS meetings
           FROM participants JOIN people ON people.id = person JOIN meetings ON meetings.id = meeting
           GROUP BY 1, 3, 4 ORDER BY 5 DESC, 1, 3, 4""",
    ),
    "longest": View(
        "Which meetings were the longest?",
        """SELECT id, title, series, first_day, kind, minutes, length FROM meetings
           WHERE minutes IS NOT NULL ORDER BY minutes DESC, id""",
    ),
    "cited_statements": View(
        "What does each statement rest on?",
        """SELECT statements.id AS statement, meeting, ref, section, text, citations.position AS position,
                  sources.id AS source, publisher, via, sources.standing AS standing, copy, title, url
           FROM statements JOIN citations ON statement = statements.id JOIN sources ON sources.id = source
           ORDER BY statements.id, citations.position""",
    ),
    "most_cited_sources": View(
        "Which sources carry the most statements?",
        """SELECT sources.id AS source, publisher, via, standing, title, url, count(*) AS statements
           FROM citations JOIN sources ON sources.id = source GROUP BY 1 ORDER BY 7 DESC, 1""",
    ),
    "standings": View(
        "How good is the best source of each statement?",
        """SELECT series, section, statements.standing AS standing, count(*) AS statements
           FROM statements JOIN meetings ON meetings.id = meeting GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3""",
    ),
}
