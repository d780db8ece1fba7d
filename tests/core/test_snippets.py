"""The passage that shows a match."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader import query, snippets
from reader.expansion import Expansion
from reader.snippets import CLOSING, OPENING, Finder, cut


def finder(asked: str) -> Finder:
    return Finder(query.parse(asked).words(), Expansion, lambda token, language: (), "sv")


def passage(asked: str, text: str, width: int = 180) -> str:
    return cut(text, finder(asked).quick_places(text), width)


def test_the_match_stands_in_brackets() -> None:
    assert passage("varg ", "En varg kom.") == "En ⟦varg⟧ kom."


def test_no_match_gives_nothing() -> None:
    assert passage("varg ", "En björn kom.") == ""


def test_a_part_of_a_longer_word_is_no_match() -> None:
    assert passage("varg ", "Vargarna kom.") == ""


def test_the_passage_with_most_words_is_taken() -> None:
    text = "varg här. " + "mellan " * 80 + "en varg och en björn."
    assert "⟦björn⟧" in passage("varg björn ", text)


def test_a_phrase_is_one_match() -> None:
    assert "⟦sociala medier⟧" in passage('"sociala medier"', "Om sociala medier i dag")


def test_a_cut_passage_says_so() -> None:
    found = passage("varg ", "ord " * 200 + "varg " + "ord " * 200)
    assert found.startswith("… ") and found.endswith(" …")


def test_line_breaks_become_spaces() -> None:
    assert passage("varg ", "En\n\nvarg\nkom") == "En ⟦varg⟧ kom"


def test_all_places_see_decomposed_letters() -> None:
    places = finder("får ").all_places("Ett fa\u030ar")
    assert [(place.start, place.end) for place in places] == [(4, 8)]


@given(st.text(), st.text(max_size=8))
def test_a_passage_is_the_text_with_brackets(text: str, word: str) -> None:
    clean = text.replace(OPENING, "").replace(CLOSING, "")
    expansion = finder("varg ")
    found = cut(clean + " varg " + word, expansion.quick_places(clean + " varg " + word))
    assert found.count(OPENING) == found.count(CLOSING) >= 1


@given(st.text())
def test_every_place_lies_in_the_text(text: str) -> None:
    for place in finder("a b* ").all_places(text):
        assert 0 <= place.start < place.end <= len(text)


def test_the_lead_is_the_start_of_the_text() -> None:
    assert snippets.lead("En text") == "En text"
