"""Where words may be broken."""

from __future__ import annotations

import random
import unicodedata

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import hyphens


def broken(text: str, language: str | None) -> str:
    for offset in reversed(hyphens.hyphenate(text, language)):
        text = f"{text[:offset]}|{text[offset:]}"
    return text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "självständighet", "själv|stän|dig|het"),
        ("de", "Silbentrennung", "Sil|ben|tren|nung"),
        ("de-DE", "Gesellschaft", "Gesell|schaft"),
        ("de", "Donau-Gesellschaft", "Donau-Gesell|schaft"),
        ("en", "hyphenation", "hyphen|ation"),
        ("fr", "de\u0301veloppement", "de\u0301ve|lop|pe|ment"),
        ("pt-BR", "internacional", "inter|na|cio|nal"),
    ],
)
def test_words_break_by_the_rules_of_their_language(
    language: str, text: str, expected: str
) -> None:
    assert broken(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gesellschaft.de/gesellschaft",
        "gesellschaft@gesellschaft.de",
        "gesellschaft_eins",
        "Gesellschaft2",
        "#gesellschaft",
        "haben",
        "日本語日本語日本語",
    ],
)
def test_what_is_no_word_is_left_whole(text: str) -> None:
    assert hyphens.hyphenate(text, "de") == []


@pytest.mark.parametrize("language", [None, "fi", "xx", "", "not a tag", "zh-Hant"])
def test_a_language_without_rules_breaks_nothing(language: str | None) -> None:
    assert hyphens.hyphenate("självständighet", language) == []


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "de_DE"),
        ("de-CH", "de_CH"),
        ("de_AT", "de_AT"),
        ("en-AU", "en_GB"),
        ("en-US", "en_US"),
        ("no", "nb_NO"),
        ("sv-FI", "sv"),
        ("sr-Latn", "sr_Latn"),
    ],
)
def test_each_tag_has_its_dictionary(tag: str, name: str) -> None:
    assert hyphens.dictionary(tag) == name


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_three_letters_stay_on_each_side(text: str) -> None:
    for offset in hyphens.hyphenate(text, "sv"):
        around = unicodedata.normalize("NFD", text[:offset])[-3:], text[offset : offset + 3]
        assert not any(part.isspace() for piece in around for part in piece)


@given(st.text(alphabet="abcdeåäößf -.'", max_size=200))
def test_offsets_rise_and_lie_inside_the_text(text: str) -> None:
    offsets = hyphens.hyphenate(text, "de")
    assert offsets == sorted(set(offsets))
    assert all(3 <= offset <= len(text) - 3 for offset in offsets)


@pytest.mark.parametrize("name", ["de_DE", "sv", "en_US", "id_ID", "nl_NL", "ru_RU", "af", "ca"])
def test_the_breaks_are_those_that_pyphen_finds(name: str) -> None:
    theirs = pyphen.HyphDict(pyphen.LANGUAGES[name])
    ours = hyphens._patterns(name)
    rng = random.Random(name)
    parts = [key.strip(".") for key in theirs.patterns]
    for _ in range(500):
        word = "".join(rng.choices(parts, k=4))
        assert [int(p) for p in ours.positions(word)] == [int(p) for p in theirs.positions(word)]
