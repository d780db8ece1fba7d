"""The one text: what it may hold, offsets in it, finding and words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import text

ANY_TEXT = st.text(
    alphabet=st.sampled_from('aßÅå\u030a e\u0301\u00ad“"\n\t😀שلI\u0130ﬁ가\u1100\u1161')
)


@given(st.text())
def test_cleaning_twice_changes_nothing(written: str) -> None:
    once = text.clean(written)
    assert text.clean(once) == once


def test_cleaning_removes_what_breaks_a_display() -> None:
    assert text.clean("a\x00\x1b\u00ad\u202e\u2067\ufffc\ufdd0\ud800\ufeffb") == "ab"


def test_cleaning_makes_every_line_end_a_newline() -> None:
    assert text.clean("a\r\nb\rc\u2028d\u2029e\u0085f") == "a\nb\nc\nd\ne\nf"


def test_cleaning_keeps_joiners_marks_and_spaces_as_written() -> None:
    written = "می\u200cخواهم\u00a0\u200fé e\u0301 “x”\t"
    assert text.clean(written) == written


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_utf16_offsets_count_what_utf16_encodes(written: str) -> None:
    offsets = text.Utf16Map(written)
    for index in range(len(written) + 1):
        units = len(written[:index].encode("utf-16-le")) // 2
        assert offsets.to_utf16(index) == units
        assert offsets.to_code_points(units) == index


def test_an_offset_inside_a_surrogate_pair_is_the_one_behind_it() -> None:
    assert text.Utf16Map("a😀b").to_code_points(2) == 2


@pytest.mark.parametrize(("offset", "expected"), [(-5, 0), (99, 4)])
def test_offsets_outside_the_text_are_its_ends(offset: int, expected: int) -> None:
    assert text.Utf16Map("a😀b").to_utf16(offset) == expected


@given(ANY_TEXT)
def test_folded_offsets_rise_and_end_at_the_length(written: str) -> None:
    folded, offsets = text.fold_for_find(written)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(written)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_fold_alike(written: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, written) for form in ("NFC", "NFD"))
    assert text.fold_for_find(composed)[0] == text.fold_for_find(decomposed)[0]


@given(ANY_TEXT, st.data())
def test_a_passage_of_whole_characters_is_found_in_its_text(
    written: str, data: st.DataObject
) -> None:
    words = written.split()
    if words:
        word = data.draw(st.sampled_from(words))
        folded = text.fold_for_find(word)[0].strip()
        if folded:
            assert text.find_all(written, word) or folded in text.fold_for_find(written)[0]


@pytest.mark.parametrize(
    ("written", "query", "found"),
    [
        ("Läsesal LÄSESAL", "läsesal", ["Läsesal", "LÄSESAL"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Cafe\u0301!", "café", ["Cafe\u0301"]),
        ("Sil\u00adben", "silben", ["Sil\u00adben"]),
        ("sagt „so“ er", 'sagt "so" er', ["sagt „so“ er"]),
        ("it’s", "it's", ["it’s"]),
        ("one  two\nthree", "one two three", ["one  two\nthree"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("weiß", "s", []),
        ("x", "  ", []),
        ("日本語の本", "本", ["本", "本"]),
        ("end\u00ad of", "end", ["end"]),
    ],
)
def test_finding(written: str, query: str, found: list[str]) -> None:
    assert [written[a:b] for a, b in text.find_all(written, query)] == found


def test_whole_words_only() -> None:
    assert text.find_all("cat concat cat's cat", "cat", whole_words=True) == [(0, 3), (17, 20)]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (5, None, "word"),
        (8, None, "word"),
        (0, None, "two"),
        (5, 6, "word"),
        (2, 5, "two word"),
        (3, 10, "word it's"),
        (3, 4, ""),
        (14, 99, "日"),
    ],
)
def test_a_selection_is_widened_to_words(start: int, end: int | None, words: str) -> None:
    written = "two word it's 日本"
    begin, stop = text.words_at(written, start, end if end != 99 else 15)
    assert written[begin:stop] == words
