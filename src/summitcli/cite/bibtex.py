"""BibTeX in UTF-8, for biblatex and for what reads the older format alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..wording import MONTHS
from .items import Item

LATEX = {char: f"\\{char}" for char in "&%$#_"}
# A brace counts, even with a backslash before it: one without its partner would end the file for its readers.
LATEX |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
LATEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\textasciigrave{}"}
LIGATURE = re.compile(r"(?<=([-'<>,]))(?=\1)")
"""Between two signs of which TeX makes a dash, a quotation mark or a guillemet."""
VERBATIM = str.maketrans({"{": "%7B", "}": "%7D"})
"""An address is not LaTeX, but braces count in it, too."""
# What babel calls the languages that biblatex or pandoc know.
LANGUAGES = {
    "ar": "arabic",
    "bg": "bulgarian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "gl": "galician",
    "he": "hebrew",
    "hr": "croatian",
    "hu": "magyar",
    "is": "icelandic",
    "it": "italian",
    "ja": "japanese",
    "lt": "lithuanian",
    "lv": "latvian",
    "nb": "norsk",
    "nl": "dutch",
    "nn": "nynorsk",
    "no": "norsk",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sl": "slovene",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
    "vi": "vietnamese",
}


def format_bibtex(items: Sequence[Item]) -> str:
    """An entry for each item. There is no `urldate`: the record does not say when a page was read."""
    return "\n".join(map(_entry, items))


def _entry(item: Item) -> str:
    body = "".join(f"  {key} = {value},\n" for key, value in _fields(item).items())
    return f"@{_type(item)}{{{item.id},\n{body}}}\n"


def _type(item: Item) -> str:
    """What biblatex calls it; to BibTeX's own styles a type that they do not know is `misc`."""
    if item.type == "dataset":
        return "dataset"
    return "online" if item.url else "misc"


def _fields(item: Item) -> dict[str, str]:
    """Double braces keep a name whole and capitals as they are.

    biblatex and pandoc read `date`; what does not know it reads `year` and `month`.
    """
    within = f"In: {item.container}" if item.type == "entry" else None
    words = {"author": item.author, "title": item.title, "version": item.version, "note": item.note or within}
    found = {key: f"{{{{{latex(text)}}}}}" for key, text in words.items() if text}
    if item.date:
        found |= {"date": f"{{{item.date}}}", "year": f"{{{item.date[:4]}}}"}
        if len(item.date) > 4:
            found["month"] = MONTHS[int(item.date[5:7]) - 1][:3].lower()
    if item.language in LANGUAGES:
        found["langid"] = f"{{{LANGUAGES[item.language]}}}"
    if item.url:
        found["url"] = f"{{{item.url.translate(VERBATIM)}}}"
    return found


def latex(text: str) -> str:
    """Text without anything that LaTeX or BibTeX would obey.

    >>> latex("50% of {a} -- b")
    '50\\\\% of \\\\textbraceleft{}a\\\\textbraceright{} -{}- b'
    """
    return "".join(LATEX.get(char, char) for char in LIGATURE.sub("\0", text)).replace("\0", "{}")
