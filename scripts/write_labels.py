"""Write the English names of countries and languages that a store is filled with, from Unicode CLDR.

    python scripts/write_labels.py [--check]

The program reads the file that this makes, so it needs neither Babel nor its 33 MB of other languages.
"""

import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global

NO_COUNTRIES = {"QO", "XA", "XB", "ZZ"}
"""Codes that ISO 3166-1 leaves to users, which CLDR uses for a region, for tests of its own and for what is unknown."""
LABELS = Path(__file__).parents[1] / "src" / "summitcli" / "store" / "labels.tsv"


def labels() -> str:
    """One line a country (ISO 3166-1) and a language (ISO 639-1): namespace, code, name, other codes people type."""
    english = Locale("en")
    countries = {code: name for code, name in english.territories.items() if len(code) == 2 and code.isalpha()}
    countries = {code: name for code, name in countries.items() if code not in NO_COUNTRIES}
    languages = {code: name for code, name in english.languages.items() if len(code) == 2}
    typed: dict[str, list[str]] = {code: [] for code in countries}
    for alias, (code, *more) in get_global("territory_aliases").items():
        if not more and code in countries and alias.isalpha():
            typed[code].append(alias)
    lines = [("country", code, name, " ".join(typed[code])) for code, name in sorted(countries.items())]
    lines += [("language", code, name, "") for code, name in sorted(languages.items())]
    return "".join("\t".join(line) + "\n" for line in [("namespace", "code", "name", "typed"), *lines])


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(LABELS.read_text(encoding="utf-8") != labels() and f"{LABELS.name} is out of date")
    LABELS.write_text(labels(), encoding="utf-8")
