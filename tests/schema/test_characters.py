"""Which characters text may hold: what scripts and emoji need is let in, what moves, reorders or hides text is not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from typing import get_args

import pytest

from summitcli.dataset import validate
from summitcli.errors import InvalidDataset
from summitcli.schema.characters import NEVER, SOMETIMES, unsafe_character
from summitcli.schema.meta import Limits
from summitcli.schema.values import Text

from ..synthetic import dataset

FINE = {
    "Persian with a joiner": "می\u200cخواهد نامه\u200cای بنویسد",
    "Arabic with a joiner at the end of a word": "ه\u200d.",
    "Hindi with both joiners": "क्\u200dष और क्\u200cष",
    "Sinhala": "ශ්\u200dරී ලංකා",
    "Malayalam": "അവന്\u200d",
    "Bengali": "র\u200d্যাব",
    "family emoji": "👨\u200d👩\u200d👧\u200d👦 met",
    "flag of a pride": "🏳\ufe0f\u200d🌈",
    "emoji with a skin tone and a joiner": "👩🏽\u200d🚀",
    "telephone as an emoji": "☎\ufe0f rang",
    "telephone as text": "☎\ufe0e rang",
    "heart": "❤\ufe0f",
    "copyright as an emoji": "©\ufe0f",
    "letter as an emoji": "ℹ\ufe0f",
    "square as an emoji": "◾\ufe0f",
    "arrow as an emoji": "⤴\ufe0f",
    "dash as an emoji": "〰\ufe0f",
    "Chakma": "𑄇𑄴\u200d",
    "blank of Braille among dots": "⠓⠑\u2800⠓",
    "keycap": "1\ufe0f\u20e3",
    "flags of countries": "🇺🇸🇷🇺",
    "Mongolian with a selector": "ᠮᠣᠩᠭᠣᠯ\u180b ᠪᠢᠴᠢᠭ",
    "Hebrew with points": "שָׁלוֹם",
    "Thai": "การประชุม",
    "Chinese": "会谈 \u3000会谈",
    "combining marks": "Việt Nam, e\u0301",
    "no-break spaces": "10\u00a0000 and 10\u202f000",
    "private use": "\ue000",
}
HIDDEN = {
    "joiner in Latin letters": "Pu\u200dtin",
    "non-joiner in Latin letters": "Pu\u200ctin",
    "joiner in Cyrillic letters": "Пу\u200dтин",
    "joiner at the start": "\u200dم",
    "joiner alone": "a \u200d b",
    "non-joiner before Latin letters": "م\u200ca",
    "two joiners": "م\u200c\u200cم",
    "selector after a letter": "a\ufe0f",
    "selector after a space": "a \ufe0fb",
    "selector at the start": "\ufe0ea",
    "selector of a digit that is no keycap": "1\ufe0f",
    "second selector": "☎\ufe0f\ufe0f",
    "selector that no emoji has": "☎\ufe00",
    "Mongolian selector in Latin letters": "a\u180bb",
    "Mongolian vowel separator": "ᠮ\u180eᠣ",
    "soft hyphen": "a\xadb",
    "grapheme joiner": "a\u034fb",
    "Arabic letter mark": "a\u061cb",
    "Hangul fillers": "a\u115fb\u1160\u3164\uffa0",
    "word joiner": "a\u2060b",
    "byte order mark": "a\ufeffb",
    "line separator": "a\u2028b",
    "override of direction": "a\u202eb",
    "isolate of direction": "a\u2066b",
    "tag": "a\U000e0041b",
    "variation selector of the supplement": "葛\U000e0100",
    "interlinear annotation": "a\ufff9b",
    "unassigned special": "a\ufff0b",
    "hieroglyph control": "a\U00013430b",
    "shorthand control": "a\U0001bca0b",
    "musical control": "a\U0001d173b",
    "no character of XML": "a\ufffeb",
    "no character": "a\ufdd0b",
    "no character of another plane": "a\U0001ffffb",
    "escape": "a\x1b[31m",
    "C1": "a\x9b31m",
    "lone surrogate": "a\ud800",
}


@pytest.mark.parametrize("case", FINE)
def test_what_a_script_or_an_emoji_needs_is_let_in(case):
    assert unsafe_character(FINE[case]) is None
    assert refused(FINE[case], ascii=False) == refused(FINE[case], ascii=True) == []


@pytest.mark.parametrize("case", HIDDEN)
def test_what_hides_or_moves_text_is_refused(case):
    """As it is in the file, and escaped."""
    assert unsafe_character(HIDDEN[case]) is not None
    if case == "lone surrogate":  # is no text at all
        assert refused(HIDDEN[case], ascii=True)[0].startswith("not JSON: ")
        return
    said = refused(HIDDEN[case], ascii=False)
    assert said == refused(HIDDEN[case], ascii=True)
    assert re.fullmatch(r"title: holds U\+[0-9A-F]{4,6} \(.*\), which a terminal could obey or hide", said[0])
    assert len(said) == 1


def test_text_that_is_a_blank_of_braille_alone_is_blank():
    assert refused("\u2800 \u2800", ascii=False) == ['title: "\u2800 \u2800" is not text that is not blank']


def refused(title: str, *, ascii: bool) -> list[str]:
    """What is wrong with a dataset of this title, written with escapes or without."""
    content = json.dumps(dataset() | {"title": title}, ensure_ascii=ascii)
    try:
        validate({"x": content.encode()})
    except InvalidDataset as error:
        return [f"{problem.path}: {problem.message}".removeprefix(": ") for problem in error.problems]
    return []


def test_every_character_that_cannot_be_seen_is_known():
    """Whatever Unicode calls a control, a format character or a separator of lines is refused or looked at."""
    open_ = re.compile(f"[{NEVER}]")
    looked_at = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp")
        and not open_.match(chr(code))
        and not SOMETIMES.match(chr(code))
    ]
    # Signs that are drawn around or over the digits after them, in Arabic, Syriac and Kaithi.
    drawn = [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]
    assert looked_at == [f"U+{code:04X}" for code in drawn]


@pytest.mark.system
def test_a_pattern_is_the_same_to_javascript():
    """The JSON Schema is read by other programs: its pattern refuses there what it refuses here."""
    [limits] = [each for each in get_args(Text) if isinstance(each, Limits)]
    pattern = limits.constraints["pattern"]
    texts = [*FINE.values(), *(text for text in HIDDEN.values() if not SOMETIMES.search(text) and "\ud800" not in text)]
    program = "const [p, t] = JSON.parse(require('fs').readFileSync(0)); const r = new RegExp(p, 'u');"
    program += "console.log(JSON.stringify(t.map(x => r.test(x))))"
    done = subprocess.run(
        ["node", "-e", program], input=json.dumps([pattern, texts]), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [bool(re.search(pattern, text)) for text in texts]
