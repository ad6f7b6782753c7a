"""Items in the formats that a citation can have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..errors import UsageError
from ..text import suggest
from .bibtex import format_bibtex
from .csl import format_csl_json
from .items import Item
from .ris import format_ris
from .styles import COMMON_STYLES, format_styled
from .text import format_text

FORMATS: dict[str, Callable[[Sequence[Item]], str]] = {
    "text": format_text,
    "bibtex": format_bibtex,
    "csl-json": format_csl_json,
    "ris": format_ris,
}


def format_items(items: Sequence[Item], format: str = "text", *, style: str | None = None) -> str:
    """The citations in a format, or as text in a CSL style. Raises `UsageError` and `NotFound`."""
    if format not in FORMATS:
        message = f"no citation format {format!r}"
        if format.lower() in COMMON_STYLES:
            hint = f"{format} is a style, and no format."
            raise UsageError(message, subject="style", typed=format, hint=hint)
        hint = f"Formats: {', '.join(FORMATS)}."
        raise UsageError(message, subject="format", typed=format, hint=hint, candidates=suggest(format, FORMATS))
    if style is None:
        return FORMATS[format](items)
    if format != "text":
        raise UsageError(f"a style writes text, not {format}", subject="style")
    return format_styled(items, style)
