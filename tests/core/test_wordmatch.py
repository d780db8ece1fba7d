"""Which words of two texts correspond."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader import wordmatch
from reader.anchor_text import Tokens

WORDS = st.lists(
    st.sampled_from(["sea", "book", "und", "lampa", "rain", "night", "été", "本", "-", "."]),
    max_size=60,
)


def matched(old: str, new: str) -> list[tuple[str, str]]:
    before, after = Tokens.of(old), Tokens.of(new)
    to_new, _ = wordmatch.correspondence(before, after)
    return [(before.words[at], after.words[place]) for at, place in enumerate(to_new) if place >= 0]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_words_correspond_to_equal_words_one_to_one(old: list[str], new: list[str]) -> None:
    before, after = Tokens.of(" ".join(old)), Tokens.of(" ".join(new))
    to_new, to_old = wordmatch.correspondence(before, after)
    pairs = [(at, place) for at, place in enumerate(to_new) if place >= 0]
    assert all(before.words[at] == after.words[place] for at, place in pairs)
    assert [(to_old[place], place) for _, place in pairs] == pairs
    assert sum(place >= 0 for place in to_old) == len(pairs)


def test_a_sentence_that_changed_places_with_a_longer_one_is_found() -> None:
    first, second = (
        "All of it works without a mouse.",
        "With these keys you will get far on a page:",
    )
    old = f"Here are the keys of the program. {first} {second} The table has them all in a row."
    new = f"Here are the keys of the program. {second} {first} The table has them all in a row."
    assert len(matched(old, new)) == len(Tokens.of(old).words)


def test_a_copy_is_not_taken_for_the_passage_that_was_moved() -> None:
    copied = "The same eleven words stand in the text two times over."
    old = f"Zero begins. {copied} One goes on and on. Two comes next. {copied} Three is the end."
    new = f"Two comes next. {copied} Three is the end. Zero begins. {copied} One goes on and on."
    to_new, _ = wordmatch.correspondence(Tokens.of(old), Tokens.of(new))
    assert to_new[3:13] == list(range(to_new[2] + 1, to_new[2] + 11))


def test_shuffled_paragraphs_of_a_long_text_are_found_again() -> None:
    rng = random.Random(5)
    paragraphs = [
        " ".join(str(rng.randrange(10**6)) for _ in range(rng.randint(5, 60))) for _ in range(400)
    ]
    old = " ".join(paragraphs)
    rng.shuffle(paragraphs)
    assert len(matched(old, " ".join(paragraphs))) >= 0.99 * len(Tokens.of(old).words)


def test_shared_words_count_their_characters_in_order() -> None:
    assert wordmatch.shared(["sea", "book", "rain"], ["book", "rain", "sea"]) == 8
    assert wordmatch.shared([], ["sea"]) == 0
