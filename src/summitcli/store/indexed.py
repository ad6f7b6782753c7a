"""Where a word may be found: in passages of a statement, and in headings that all statements of a meeting share."""

PASSAGES = ("text", "question", "people", "about")
"""What a statement says, the question or claim that it answers, who says so, what it is about."""
HEADINGS = ("names", "title", "place", "day", "leaders", "others", "sort")
"""Names of a meeting that are one word, its title and other names, where and when it was, who led it, who else was
there, what sort of record it is.
"""
SIZES = {"passages": len(PASSAGES), "headings": len(HEADINGS)}
"""The indexes of words, with how many rowids one statement or one meeting has."""
