"""Pages to HTML: one document that asks nothing of any server, with its style, its script and its pictures inside.

Everything from data is text: Jinja escapes it, and an address is a link only if it is of the web. Footnotes are links
to the list of sources, which leads back; with its script, which nobody needs to read a page, they open in place.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from .. import package
from ..pages import blocks
from ..pages.blocks import Page, Reference, Words
from ..schema.vocabulary import KINDS, SECTIONS
from ..wording import when
from . import columns, svg

if TYPE_CHECKING:
    from jinja2 import Environment

SINGLE = (blocks.Fact, blocks.Point, blocks.Excerpt)
"""Blocks that make one list, if they follow each other."""
TEXTUAL = (blocks.Point, blocks.Quotation, blocks.Correction, blocks.Group)
"""Blocks of sentences, which are set in two columns on paper."""
TEXTS: Mapping[blocks.Role, str] = {
    "": "{}",
    "lead": "<b>{}</b>",
    "found": "<mark>{}</mark>",
    "code": "<code>{}</code>",
    "by": '<span class="by">{}</span>',
    "standing": '<span class="standing">{}</span>',
}
"""What words of each role are in."""
ASSETS = {
    "style": ("document.css", "style.css"),
    "fragment_style": ("style.css",),
    "script": ("script.js",),
    "search": ("search.js",),
}
"""What is inside documents: by its name in templates, its files."""
FORMATS = {"application/json": "JSON", "text/markdown": "Markdown", "application/atom+xml": "Atom feed"}
"""What media types are called."""
MANY = 4
"""Sections that are too many to find one by looking, and sentences that are too many for one column of paper."""


def _nowhere(_: Reference) -> str | None:
    return None


class Site(NamedTuple):
    """What is around a document: the pages to which it can lead, and what its head says of it.

    `address` gives the address of a record, if it has a page. `navigation` has labels with addresses, of which the
    first is that of the site, and `here` that of the page; `alternates` media types with the addresses of the same in
    other formats; `related` labels with addresses of comparisons. `linked_data` is JSON-LD. `filter` is the label of a
    field that narrows the rows of tables. `found_as` is what the search of a site calls the page,
    if not by its heading.
    """

    name: str = ""
    address: Callable[[Reference], str | None] = _nowhere
    navigation: Sequence[tuple[str, str]] = ()
    here: str = ""
    description: str = ""
    canonical: str = ""
    alternates: Sequence[tuple[str, str]] = ()
    linked_data: object = None
    related: Sequence[tuple[str, str]] = ()
    filter: str = ""
    footer: str = ""
    found_as: str = ""


ALONE = Site()


def document(
    pages: Sequence[Page], *, title: str = "", citations: Sequence[tuple[str, str]] = (), site: Site = ALONE
) -> str:
    """A whole document of one page or of several. `citations` are styles with the texts to cite it by."""
    title = title or " · ".join(page.title for page in pages)
    return "".join(pieces(pages, several=len(pages) > 1, title=title, citations=citations, site=site))


def pieces(
    pages: Iterable[Page], *, several: bool, title: str, citations: Sequence[tuple[str, str]] = (), site: Site = ALONE
) -> Iterator[str]:
    """The same piece by piece, so that neither all pages nor all sections of one have to be in memory."""
    drawings = (_Drawing(page, site, several=several) for page in pages)
    template = _environment().get_template("document.html")
    return template.generate(drawings=drawings, several=several, title=title, citations=citations, site=site)


def fragment(pages: Sequence[Page]) -> str:
    """Pages with their style, to be put into another document: a notebook."""
    drawings = [_Drawing(page, ALONE, several=True) for page in pages]
    return _environment().get_template("fragment.html").render(drawings=drawings)


def search_document(site: Site) -> str:
    """The page that searches a site in the index of Pagefind. Its policy, and no other one, lets a page read files."""
    return _environment().get_template("search.html").render(site=site)


class _Drawing:
    """One page while it is drawn: its addresses within the document, each given once.

    Ids that are no names of statements have an underscore, which those names cannot have.
    """

    sources_heading = SECTIONS["sources"]

    def __init__(self, page: Page, site: Site, *, several: bool) -> None:
        self.page, self.address, self.filter, self.several = page, site.address, site.filter, several
        self.prefix = f"{page.id}_" if several and page.id else ""
        self.numbers = {source.number for source in page.sources}
        self.marks: Counter[int] = Counter()
        self.anchors: set[str] = set()
        self.given: set[str] = set()

    @property
    def outline(self) -> list[blocks.Section]:
        """The sections to which a list beside the page leads, if there are many and it has no contents of its own."""
        if self.several or any(
            isinstance(block, blocks.Contents) for each in self.page.sections for block in each.blocks
        ):
            return []
        headed = [section for section in self.page.sections if section.heading]
        return headed if len(headed) >= MANY else []

    def sections(self, level: int) -> Iterator[Markup]:
        """The sections under headings of this level, piece by piece."""
        macros = _macros()
        for section in self.page.sections:
            if section.heading:
                yield macros.section(self, section, level)
                yield from self._blocks(section.blocks, level + 1)
                yield Markup("</section>\n")
            else:
                yield from self._blocks(section.blocks, level)

    def _blocks(self, drawn: Sequence[blocks.Block], level: int) -> Iterator[Markup]:
        """Blocks by the macros of their names. A table, which may be of any length, comes row by row."""
        macros = _macros()
        for kind, run in groupby(drawn, key=type):
            if kind in SINGLE:
                yield getattr(macros, kind.__name__.lower())(self, list(run), level)
                continue
            for block in run:
                if isinstance(block, blocks.Group):
                    yield macros.heading(level, self.words(block.heading))
                    yield from self._blocks(block.blocks, level + 1)
                elif isinstance(block, blocks.Table):
                    starts = _starts(block)
                    yield macros.table_head(block)
                    yield from (macros.table_row(self, row, starts) for row in block.rows)
                    yield macros.table_foot(block)
                else:
                    yield getattr(macros, kind.__name__.lower())(self, block, level)

    def once(self, what: str) -> bool:
        """Whether this is the first time that something is asked for which a page needs once."""
        is_first = what not in self.given
        self.given.add(what)
        return is_first

    def anchored(self, ref: str) -> Markup:
        """The id of a statement as an attribute; nothing if it has no name, or a place before has it."""
        if not ref or ref in self.anchors:
            return Markup()
        self.anchors.add(ref)
        return Markup(f' id="{self.prefix}{escape(ref)}"')  # noqa: S704  (a prefix is an id)

    def mark(self, number: int) -> str:
        """The id of the next mention of a source; nothing if the page does not list it."""
        if number not in self.numbers:
            return ""
        self.marks[number] += 1
        return f"{self.prefix}mark_{number}_{self.marks[number]}"

    def back(self, number: int) -> Markup:
        """Links from a source back to all mentions of it so far."""
        mark = f"#{self.prefix}mark_{number}_"
        told = f"of source {number}"
        places = range(1, self.marks[number] + 1)
        links = [f'<a href="{mark}{at}" aria-label="Back to mention {at} {told}">{at}</a>' for at in places]
        return Markup(" ".join(links))  # noqa: S704  (numbers and ids)

    def source(self, number: int) -> str:
        """The id of a source in the list."""
        return f"{self.prefix}source_{number}"

    def section(self, key: str) -> str:
        """The id of a section."""
        return f"{self.prefix}section_{key or 'first'}"

    def words(self, parts: Words, ref: str = "") -> Markup:
        """Inline parts, and the link of the statement that they are.

        They are most of a page, as are cells, and a template would take several times as long.
        """
        return Markup(self._words(parts) + (self._permalink(ref) if ref else ""))  # noqa: S704  (each is escaped)

    def cells(self, cells: Sequence[Words], starts: Sequence[str]) -> Markup:
        """The cells of a row, each after its start."""
        drawn = (f"{start}{self._words(cell)}</td>" for start, cell in zip(starts, cells, strict=True))
        return Markup("\n".join(drawn))  # noqa: S704  (starts and words are escaped)

    def _words(self, parts: Words) -> str:
        return "".join(map(self._part, parts))

    def _permalink(self, ref: str) -> str:
        to = f"#{self.prefix}{escape(ref)}"
        return f'<a class="permalink" href="{to}" aria-label="Link to this statement">¶</a>'

    def _part(self, part: blocks.Part) -> str:
        match part:
            case blocks.Text(words, role):
                return TEXTS[role].format(escape(words))
            case blocks.Footnotes(numbers):
                return f'<sup class="notes">{"".join(map(self._note, numbers))}</sup>'
            case blocks.Reference():
                return self._reference(part)
            case blocks.Address(url, words, language) if _is_web(url):
                lang = f' lang="{escape(language)}" dir="auto"' if language else ""
                return f'<a href="{escape(url)}" rel="external noopener noreferrer"{lang}>{escape(words)}</a>'
        return escape(part.words)

    def _note(self, number: int) -> str:
        """A footnote, or a mere number if the page has no sources."""
        mark = self.mark(number)
        if not mark:
            return f"[{number}]"
        to = f'href="#{self.source(number)}" role="doc-noteref" aria-label="Source {number}"'
        return f'<a id="{mark}" {to}>[{number}]</a>'

    def _reference(self, part: Reference) -> str:
        """A link to a record that has a page; a reader who cannot follow one is told its id, if that tells anything."""
        address = self.address(part)
        if address:
            return f'<a href="{escape(address)}">{escape(part.words)}</a>'
        return escape(part.words) + ("" if part.bare else f" (<code>{escape(part.id)}</code>)")


@cache
def _macros() -> Any:
    """What `blocks.html` has for each kind of block."""
    return _environment().get_template("blocks.html").module


@cache
def _environment() -> Environment:
    """The templates, with what they ask of blocks."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("summitcli.render"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= _globals()
    environment.tests |= {"textual": _is_textual, "whole": columns.has_whole_words}
    environment.filters |= _filters()
    return environment


def _globals() -> dict[str, object]:
    texts = {name: "\n".join(map(_asset, own)) for name, own in ASSETS.items()}
    hashes = {f"{name}_hash": _hash(text) for name, text in texts.items()}
    drawn = {"land": svg.path(), "map_size": (svg.WIDTH, svg.HEIGHT), "name_sizes": tuple(svg.SIZES)}
    return {**texts, **hashes, **drawn, "formats": FORMATS}


def _filters() -> dict[str, Callable[..., object]]:
    return {
        "plain": blocks.text_of,
        "of_year": _of_year,
        "dated": lambda event: when(event.start, event.end),
        "kinds": _kinds,
        "has_unheld": lambda axis: any(not event.held for event in _events(axis)),
        "placed": svg.placed,
        "radius": svg.radius,
        "names": svg.names,
        "labels": lambda bars: [blocks.text_of(bar.label) for bar in bars.rows],
    }


def _starts(table: blocks.Table) -> list[Markup]:
    """How the cells of each column begin: with the title, which stands before them if a row is drawn as a record."""
    return [
        Markup('<td class="{}" data-label="{}">').format(kinds, column.title)
        for kinds, column in zip(columns.classes(table), table.columns, strict=True)
    ]


def _asset(name: str) -> str:
    """A file of this room. What is hashed for the policy must be what the browser reads."""
    return package.text("render", name).strip()


def _hash(text: str) -> str:
    """What a Content-Security-Policy names a text of the document by."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _is_textual(section: blocks.Section) -> bool:
    """Whether a section of a meeting has so many sentences, and nothing else, that a line of paper is too long."""
    is_long = not section.about and len(section.blocks) >= MANY
    return is_long and all(isinstance(block, TEXTUAL) for block in section.blocks)


def _of_year(event: blocks.Event) -> float | None:
    """How far into its year an event began, in per cent; a month without a day is at its beginning."""
    if len(event.start) == 4:
        return None
    days = int(event.start[8:]) - 1 if len(event.start) == 10 else 0
    return round((int(event.start[5:7]) - 1 + days / 31) / 12 * 96 + 2, 1)


def _events(axis: blocks.Axis) -> Iterator[blocks.Event]:
    return (event for span in axis.spans for year in span.years for event in year.events)


def _kinds(axis: blocks.Axis) -> list[str]:
    found = {event.kind for event in _events(axis)}
    return [kind for kind in KINDS if kind in found]
