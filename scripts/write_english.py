"""Write the English words that search takes for no slip of another word, from SCOWL.

    python scripts/write_english.py /usr/share/dict/scowl

SCOWL (http://wordlist.aspell.net/) is Debian's package `scowl`; its licence is in `NOTICE`. Taken are words and names
of the sizes up to 50 that are spelled alike on both sides of the Atlantic, so that `theater` is still found as
`theatre`. Each is written as its stem, and those are left out that are too short to be corrected.
"""

import sys
from pathlib import Path

from summitcli.query.vocabulary import FEWEST
from summitcli.store.likeness import stems
from summitcli.text import folded

CATEGORIES = ("english-words", "english-upper", "english-proper-names")
SIZES = (10, 20, 35, 40, 50)
ENGLISH = Path(__file__).parents[1] / "src" / "summitcli" / "query" / "english.txt"


def english(folder: Path) -> str:
    """The stems, one a line, between two ends of line each."""
    files = [folder / f"{category}.{size}" for category in CATEGORIES for size in SIZES]
    lines = [line for file in files if file.exists() for line in file.read_text(encoding="latin-1").splitlines()]
    words = {folded(line.removesuffix("'s")) for line in lines}
    listed = [word for word in words if len(word) >= FEWEST and word.isalpha()]
    return "".join(f"\n{stem}" for stem in sorted(set(stems(listed).values()))) + "\n"


if __name__ == "__main__":
    ENGLISH.write_text(english(Path(sys.argv[1])), encoding="utf-8")
