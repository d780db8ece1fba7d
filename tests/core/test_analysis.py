"""Tokens, stems, lemmas and compound parts."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import analysis, compounds


def keys(word: str, language: str) -> set[str]:
    return set(analysis.keys(word, language, analysis.dictionary(language)))


def finds(one: str, other: str, language: str) -> bool:
    return bool(analysis.wanted_keys(keys(one, language)) & keys(other, language))


def parts(word: str, language: str) -> tuple[str, ...]:
    parts = compounds.split(word, language, analysis.dictionary(language))
    return tuple(part.word for part in parts)


def test_tokens_are_folded_words() -> None:
    assert analysis.tokens("Die Straße nach Köln, 24%!") == ["die", "strasse", "nach", "köln", "24"]


LATIN = [c for c in map(chr, range(0x300)) if c.isalnum() or c.isascii()] + [*"«»·–—‘’“”„…\xa0"]
LATIN.remove("İ")  # folded it has a mark that nothing composes


@given(st.text(st.sampled_from(LATIN), max_size=40))
def test_tokens_of_latin_text_are_its_letters_and_digits(text: str) -> None:
    assert analysis.tokens(text) == re.findall(r"[^\W_]+", analysis.fold_case(text))


def test_endless_words_are_cut() -> None:
    assert analysis.tokens("ä" * 200 + " " + "x" * 200) == ["ä" * 64, "x" * 64]


def test_composed_and_decomposed_text_give_the_same_tokens() -> None:
    text = "Småföretagens rörelse"
    assert analysis.tokens(unicodedata.normalize("NFD", text)) == analysis.tokens(text)


def test_a_soft_hyphen_is_no_part_of_a_word() -> None:
    assert analysis.tokens("Ver\u00adtrag") == ["vertrag"]


def test_japanese_gives_one_token_a_character() -> None:
    assert analysis.tokens("東京タワー") == ["東", "京", "タ", "ワ", "ー"]


def test_hebrew_is_read_without_its_points() -> None:
    assert analysis.tokens("שָׁלוֹם") == ["שלום"]


def test_arabic_is_read_without_vowels_and_tatweel() -> None:
    assert analysis.tokens("كِتـــاب") == ["كتاب"]


def test_hindi_words_keep_their_vowel_signs() -> None:
    assert len(analysis.tokens("हिन्दी भाषा")) == 2


def test_spans_point_at_the_words_of_the_text_as_it_is() -> None:
    text = "En e-post på 東京"
    assert [text[start:end] for _, start, end in analysis.spans(text)] == [
        "En", "e", "post", "på", "東", "京",
    ]  # fmt: skip


@given(st.text())
def test_spans_have_the_tokens_of_their_own_stretch(text: str) -> None:
    for token, start, end in analysis.spans(text):
        assert 0 <= start < end <= len(text)
        assert token == "".join(analysis.tokens(text[start:end]))[: analysis.MAX_TOKEN]


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = " ".join(analysis.tokens(text))
    assert " ".join(analysis.tokens(once)) == once


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("böcker", "bok", "sv"), ("företagen", "företag", "sv"), ("gässen", "gås", "sv"),
        ("småföretagen", "småföretag", "sv"), ("bäume", "baum", "de"), ("umfragen", "umfrage", "de"),
        ("ging", "gehen", "de"), ("children", "child", "en"), ("strassen", "strasse", "de"),
    ],
)  # fmt: skip
def test_inflected_forms_share_a_key(one: str, other: str, language: str) -> None:
    assert finds(one, other, language) and finds(other, one, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("far", "får", "sv"), ("hora", "höra", "sv"), ("lärare", "lära", "sv"),
        ("följarna", "följa", "sv"), ("företagarna", "företag", "sv"),
        ("schon", "schön", "de"), ("müller", "müll", "de"), ("unternehmer", "unternehmen", "de"), ("policy", "police", "en"),
    ],
)  # fmt: skip
def test_different_words_share_no_key(one: str, other: str, language: str) -> None:
    assert not finds(one, other, language) and not finds(other, one, language)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("lågkonjunkturen", "sv", ("låg", "konjunkturen")),
        ("småföretagare", "sv", ("små", "företagare")),
        ("skolbarn", "sv", ("skol", "barn")),
        ("fotbollsplanen", "sv", ("fot", "bolls", "planen")),
        ("kleinunternehmen", "de", ("klein", "unternehmen")),
        ("unternehmensberatung", "de", ("unternehmens", "beratung")),
    ],
)
def test_compounds_are_split_at_their_seams(
    word: str, language: str, expected: tuple[str, ...]
) -> None:
    assert parts(word, language) == expected


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("unternehmen", "de"), ("kartoffel", "de"), ("verbraucher", "de"), ("umfrage", "de"),
        ("versammlung", "de"), ("vorstand", "de"), ("undersökning", "sv"), ("människorna", "sv"),
        ("engagerar", "sv"), ("utbildning", "sv"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_compounds_stay_whole(word: str, language: str) -> None:
    assert parts(word, language) == ()


def test_a_doer_has_the_noun_as_a_part_but_not_the_verb() -> None:
    words = analysis.dictionary("sv")
    assert "företag" in compounds.part_keys("företagarna", "sv", words)
    assert "småföretag" in compounds.part_keys("småföretagarna", "sv", words)
    assert compounds.part_keys("följare", "sv", words) == ()


def test_no_part_has_fewer_than_four_letters() -> None:
    words = analysis.dictionary("sv")
    assert "fot" not in compounds.part_keys("fotboll", "sv", words)


def test_german_spellings_go_both_ways() -> None:
    assert analysis.german_spellings("mueller") == ["müller"]
    assert analysis.german_spellings("müller") == ["mueller"]


def test_an_unknown_language_still_has_words() -> None:
    assert analysis.keys("palabra", "xx", analysis.dictionary("xx")) == ("palabra",)


def test_marks_are_left_out_of_any_latin_letter() -> None:
    assert [analysis.unmarked(w) for w in ("gås", "crème", "smørrebrød", "łódź")] == [
        "gas", "creme", "smorrebrod", "lodz",
    ]  # fmt: skip
