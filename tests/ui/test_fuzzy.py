"""The palette's scorer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.fuzzy import fold, match


def best(query: str, *texts: str) -> str:
    found = {text: fit.score for text in texts if (fit := match(query, text))}
    return max(found, key=lambda text: found[text])


@given(st.text(min_size=1).filter(str.split))
def test_a_text_always_answers_itself(text: str) -> None:
    assert match(text, text) is not None


@given(st.text(max_size=12), st.text(max_size=60))
def test_positions_are_letters_of_the_text(query: str, text: str) -> None:
    fit = match(query, text)
    assert fit is None or all(0 <= position < len(text) for position in fit.positions)


@given(st.text(max_size=12), st.text(max_size=60))
def test_a_score_is_between_nothing_and_one(query: str, text: str) -> None:
    fit = match(query, text)
    assert fit is None or 0.0 <= fit.score <= 1.0


def test_the_beginning_beats_the_middle() -> None:
    assert best("next", "Go to next match", "Next theme") == "Next theme"


def test_a_part_beats_initials() -> None:
    assert best("ex", "Export marks", "Enter xylophone") == "Export marks"


def test_initials_find_their_words() -> None:
    fit = match("nt", "Next theme")
    assert fit is not None
    assert fit.positions == (0, 5)


def test_words_may_stand_in_any_order() -> None:
    assert match("theme next", "Next theme") is not None


def test_accents_and_case_do_not_matter() -> None:
    fit = match("anglar", "Änglar och ånga")
    assert fit is not None
    assert fit.positions == (0, 1, 2, 3, 4, 5)


def test_a_letter_that_folds_to_two_is_one_position() -> None:
    fit = match("strasse", "Die Straße")
    assert fit is not None
    assert fit.positions == (4, 5, 6, 7, 8, 9)


def test_a_slip_is_forgiven() -> None:
    assert match("bokmark", "Bookmark") is not None


def test_scattered_letters_are_no_match() -> None:
    assert match("xqz", "Quiet economics of borrowed umbrellas") is None


def test_folding_keeps_plain_text() -> None:
    assert fold("abc Å") == "abc a"
