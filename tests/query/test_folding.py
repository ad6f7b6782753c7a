"""One folding for what is searched and what is typed, in every script: what a text says is found as it is spelled."""

from __future__ import annotations

import random
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitcli.query.marks import MARKS, mark
from summitcli.query.search import search
from summitcli.text import fold, folded

from ..asked import asked
from ..synthetic import dataset

TEXTS = {
    "Latin": "Đà Nẵng, Straße, İstanbul, Łódź and Reykjavík: a 2½-hour talk, 1,550 warheads, the U.S.-Soviet café.",
    "Greek": "Οι πρόεδροι συναντήθηκαν στην Αθήνα, της ΕΛΛΆΔΟΣ.",
    "Cyrillic": "Президенты обсудили ёмкое соглашение в Києві, Йошкар-Оле и Үрүмчі.",
    "Armenian": "Նախագահները հանդիպեցին Երևանում։",
    "Georgian": "პრეზიდენტები თბილისში შეხვდნენ.",
    "Hebrew": "הַנְּשִׂיאִים נפגשו בירושלים.",
    "Arabic": "التقى الرَّئِيسان في القاهـرة سنة ٢٠١٨.",
    "Persian": "رئیس‌جمهورها دربارهٔ صلح گفت‌وگو کردند.",
    "Devanagari": "राष्ट्रपतियों ने दिल्ली में क़रार पर चर्चा की।",
    "Tamil": "தலைவர்கள் சென்னையில் சந்தித்தனர்.",
    "Hangul": "두 대통령은 서울에서 회담을 했다.",
    "Han": "两国领导人在北京举行会谈。",
    "Kana": "両首脳はガーナで会談し、ヘルシンキを振り返った。",
    "Thai": "ผู้นำทั้งสองพบกันที่กรุงเทพ",
    "Khmer": "មេដឹកនាំទាំងពីរបានជួបគ្នា",
    "Full width": "ＮＡＴＯ ａｎｄ ﬁnal ofﬁce ① ㎏",
}
PARTS = {
    "Han": ["会谈", "北京", "领导人"],
    "Kana": ["会談", "ヘルシンキ", "ガーナ"],
    "Thai": ["กรุงเทพ", "ผู้นำ"],
    "Khmer": ["ជួប"],
}
"""Words inside a text without spaces."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A record with a statement in each script."""
    data = dataset()
    data["meetings"][0]["context"] = [{"text": text, "sources": ["gazette-2031"]} for text in TEXTS.values()]
    with asked(data, tmp_path_factory.mktemp("world")) as store:
        yield store


def words_of(script: str) -> list[str]:
    """What a reader takes for the words of a text: what stands between spaces, without punctuation around it."""
    parts = [part.strip(".,:։、。।") for part in TEXTS[script].split()]
    return [*dict.fromkeys(parts), *PARTS.get(script, [])]


@pytest.mark.parametrize(("script", "word"), [(script, word) for script in TEXTS for word in words_of(script)])
def test_every_word_of_a_text_is_found(world, script, word):
    assert TEXTS[script] in [each.hit["text"] for each in search(world, [word]).statements]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("script", TEXTS)
def test_every_way_to_encode_a_text_finds_it(world, script, form):
    encoded = unicodedata.normalize(form, TEXTS[script])
    assert TEXTS[script] in [each.hit["text"] for each in search(world, [f'"{encoded}"']).statements]


TYPED: Mapping[str, str] = {
    "da nang": "Latin",
    "strasse": "Latin",
    "istanbul": "Latin",
    "lodz": "Latin",
    "us soviet": "Latin",
    "2½-hour": "Latin",
    "1550": "Latin",
    "ΑΘΗΝΑ": "Greek",
    "ЕМКОЕ": "Cyrillic",
    "נשיאים": "Hebrew",
    "القاهرة": "Arabic",
    "2018": "Arabic",
    "گفتوگو": "Persian",
    "nato": "Full width",
    "office": "Full width",
}


@pytest.mark.parametrize(("typed", "script"), TYPED.items())
def test_a_word_is_found_as_people_type_it(world, typed, script):
    assert TEXTS[script] in [each.hit["text"] for each in search(world, typed.split()).statements]


def test_a_sentence_without_spaces_is_found_by_pairs_of_its_characters(world):
    found = search(world, ["领导人会谈在哪里"])
    assert (found.match, found.statements[0].hit["text"]) == ("most", TEXTS["Han"])


def test_only_what_was_found_is_marked_in_a_text_without_spaces(world):
    found = search(world, ["会谈"])
    assert TEXTS["Han"] in [each.hit["text"] for each in found.statements]
    marked = TEXTS["Han"].replace("会谈", "".join(f"{MARKS[0]}{char}{MARKS[1]}" for char in "会谈"))
    assert mark([TEXTS["Han"]], found.expression) == [marked]


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_words_are_folded_one_by_one_as_all_together(one, other):
    assert folded(f"{one} \n {other}") == f"{folded(one)} {folded(other)}".strip()


def test_search_finds_what_a_plain_scan_of_the_record_finds(store):
    texts = dict(store.execute("SELECT id, text FROM statements").fetchall())
    having: dict[str, set[str]] = {}
    for text in texts.values():
        for word in folded(text).split():
            having.setdefault(word, set()).add(text)
    for word in random.Random(14).sample(sorted(having), 150):
        found = {each.hit["text"] for each in search(store, [word]).statements}
        assert having[word] - found == set(), word
