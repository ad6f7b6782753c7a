"""Which characters text may hold: none that move the cursor, reorder or hide text.

Some invisible characters are needed by scripts: joiners between letters, variation selectors after an emoji. A pattern
cannot say where they may stand, so `unsafe_character` looks at their neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# C0, DEL, C1, soft hyphen, zero-width, bidi controls (Unicode Technical Report 36, section 3.2), fillers, line
# separators, BOM, unassigned specials, hieroglyph and shorthand controls, tags, more variation selectors; and the
# code points that are no characters, which XML and HTML refuse.
NEVER = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    # As characters: Python and ECMAScript escape these differently.
    f"{chr(0x13430)}-{chr(0x1345F)}{chr(0x1BCA0)}-{chr(0x1BCA3)}{chr(0x1D173)}-{chr(0x1D17A)}"
    f"{chr(0xE0000)}-{chr(0xE0FFF)}"
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
SOMETIMES = re.compile("[\u180b-\u180d\u180f\u200c\u200d\ufe0e\ufe0f]")
"""Mongolian selectors, joiners, and the selectors of text and emoji form: fine between some neighbours."""
# Scripts whose letters the joiners shape (Unicode Standard Annex 31, section 2.3, and the Core Specification, 23.2).
JOINING_SCRIPTS = (
    *("ARABIC", "SYRIAC", "MANDAIC", "MONGOLIAN", "NKO", "PHAGS-PA", "MANICHAEAN", "DEVANAGARI", "BENGALI"),
    *("GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR"),
    *("TIBETAN", "BALINESE", "JAVANESE", "SUNDANESE", "CHAKMA", "ADLAM", "HANIFI", "MEETEI", "GRANTHA", "KAITHI"),
)
OTHER_EMOJI = "\u00a9\u00ae\u203c\u2049\u2139\u2194\u25fb\u25fc\u25fd\u25fe\u2934\u2935\u3030\u303d"
"""Of what Unicode lists in emoji-variation-sequences.txt, the marks, letters and arrows that are no symbols to it."""
ZWNJ, ZWJ, TEXT_FORM, EMOJI_FORM = "\u200c", "\u200d", "\ufe0e", "\ufe0f"


@cache
def unsafe_character(text: str) -> str | None:
    """Name the first character of `text` that is refused, as `U+001B (control character)`.

    >>> unsafe_character("a\\x1b[31m")
    'U+001B (control character)'
    >>> unsafe_character("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f") is None
    True
    >>> unsafe_character("Pu\u200ctin")
    'U+200C (invisible or direction-changing character)'
    """
    for place, char in enumerate(text):
        if re.match(_REFUSED, char) or (SOMETIMES.match(char) and not _is_fitting(text, place)):
            category = unicodedata.category(char)
            kinds = {"Cc": "control character", "Cn": "no character", "Zl": "line separator", "Zp": "line separator"}
            return f"U+{ord(char):04X} ({kinds.get(category, 'invisible or direction-changing character')})"
    return None


_REFUSED = f"[{NEVER}]|[\ud800-\udfff]"


def _is_fitting(text: str, place: int) -> bool:
    """Whether an invisible character stands where its script needs it."""
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if char in (TEXT_FORM, EMOJI_FORM):
        return _is_emoji(before) or (before != "" and before in "#*0123456789" and after == "\u20e3")
    if char == ZWJ and _is_emoji(after):
        return _is_emoji(before) or (before == EMOJI_FORM and _is_emoji(text[place - 2 : place - 1]))
    if char in (ZWNJ, ZWJ):
        return _joins(before) and (_joins(after) or not after or not after.isalpha())
    return _script(before) == "MONGOLIAN"


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0] if char else ""


def _joins(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LM" and _script(char) in JOINING_SCRIPTS


def _is_emoji(char: str) -> bool:
    """Whether a character is a pictograph (symbols, dingbats, arrows and the emoji planes), or a skin tone."""
    return bool(char) and ((unicodedata.category(char) in ("So", "Sk") and ord(char) > 0x2100) or char in OTHER_EMOJI)
