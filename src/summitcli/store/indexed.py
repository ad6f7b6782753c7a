"""What search and the index share: where a word may be found (in passages of a statement, or in headings that all
statements of a meeting have), what its forms are worth, and which words tell nothing.
"""

PASSAGES = ("text", "question", "people", "about")
"""What a statement says, the question or claim that it answers, who says so, what it is about."""
HEADINGS = ("names", "title", "place", "day", "leaders", "others", "sort")
"""Names of a meeting that are one word, its title and other names, where and when it was, who led it, who else was
there, what sort of record it is.
"""
INDEXED = {"passages": PASSAGES, "headings": HEADINGS}
"""The indexes of words, with what they have of one statement or one meeting: a rowid for each."""
SPELLING, FORM, SYNONYM = 1.0, 0.9, 0.6
"""What another spelling, another form and a synonym are worth, where the word itself is worth 1."""
_COMMON = """
    a about again against ago all also am among an and any anybody anyone anything are arent around as at away
    be became become been behind being between both but by can cant could couldnt did didnt do does doesnt doing
    done dont each either else ever every everyone everything exactly for from get gets getting give go goes
    going gone got had hadnt happen happened happens has hasnt have havent having he her here hers hes him
    himself his how i id if ill im in into is isnt it its itself ive just kind like made make makes making many
    may me might mine more much must my no not of off ok on onto or other our out own per please quite rather
    really said say saying says seem shall she should show so some somebody someone something such tell than
    that thats the their them themselves then there theres these they theyre thing things this those to too
    toward towards up upon very via was wasnt we were werent what whats when where wheres whether which while
    who whom whos whose why will with within without would yes yet you your
"""
COMMON = frozenset(_COMMON.split())
"""Words that every text has, so that nothing is found by them."""
