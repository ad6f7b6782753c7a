"""Words that people spell in several ways, so that search finds them alike. Each line is one word.

And the words that every text has.
"""

SPELLINGS = (
    ("kyiv", "kiev"),
    ("kharkiv", "kharkov"),
    ("odesa", "odessa"),
    ("lviv", "lvov"),
    ("luhansk", "lugansk"),
    ("donbas", "donbass"),
    ("dnipro", "dnepr", "dnieper"),
    ("chornobyl", "chernobyl"),
    ("da nang", "danang"),
    ("st petersburg", "saint petersburg"),
    ("zelenskyy", "zelensky", "zelenskiy", "zelenskii", "zelenski"),
    ("lukashenko", "lukashenka"),
    ("gorbachev", "gorbachov", "gorbatchev"),
    ("khrushchev", "khrushchov", "kruschev", "krushchev"),
    ("yeltsin", "eltsin"),
    ("sergei", "sergey", "serguei"),
    ("yuri", "yury", "yuriy", "iouri"),
    ("dmitry", "dmitri", "dmitriy", "dimitri"),
    ("andrei", "andrey", "andrej"),
    ("alexei", "alexey", "aleksei", "aleksey"),
    ("alexander", "aleksandr", "alexandr"),
    ("maria", "mariya"),
    ("nikolai", "nikolay"),
    ("anatoly", "anatoli", "anatoliy"),
    ("kirill", "kiril"),
    ("kim jong un", "kim jong-un", "kim jongun"),
    ("khashoggi", "kashoggi", "khashoqji"),
    ("g20", "g 20"),
    ("g7", "g 7"),
    ("g8", "g 8"),
    ("defence", "defense"),
    ("programme", "program"),
    ("organisation", "organization"),
    ("centre", "center"),
    ("ceasefire", "cease fire"),
    ("coronavirus", "covid", "covid 19"),
    ("armistice day", "armistice"),
    ("telephone", "phone"),
    ("telephoned", "phoned"),
    ("cybersecurity", "cyber security"),
)
VARIANTS = {spelling: group for group in SPELLINGS for spelling in group}
_COMMON = """
    a about all an and are as at be by did do does for from had has have he her his how i in is it its of on or said
    say says she that the their they this to was we were what when where which who why will with you
"""
COMMON = frozenset(_COMMON.split())
