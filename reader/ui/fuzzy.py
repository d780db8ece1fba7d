"""Finds what was typed in a title or a command: parts, initials, and words with a slip.

Hides folding and ranking; pure. Positions count code points of the text that was given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LEAST_LIKENESS = 78
SHORTEST_WITH_SLIP = 4


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits (0.0-1.0) and which of its letters were meant."""

    score: float
    positions: tuple[int, ...]


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)
    )
    return plain.casefold()


def fold(text: str) -> str:
    """The text without case and accents, for comparing."""
    return text.lower() if text.isascii() else "".join(map(_fold_letter, text))


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text and, of each of its letters, the position it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters, places = [], []
    for number, letter in enumerate(text):
        for folded in _fold_letter(letter):
            letters.append(folded)
            places.append(number)
    return "".join(letters), places


def match(query: str, text: str) -> Match | None:
    """How text answers query; None where a word of the query is nowhere in it."""
    words = fold(query).split()
    if not words:
        return Match(0.0, ())
    folded, places = _fold_with_places(text)
    scores: list[float] = []
    found: set[int] = set()
    for word in words:
        part = _part(word, folded) or _initials(word, folded) or _with_slip(word, folded)
        if part is None:
            return None
        scores.append(part.score)
        found.update(places[i] for i in part.positions)
    score = sum(scores) / len(scores) - min(len(folded), 200) / 4000
    return Match(max(score, 0.01), tuple(sorted(found)))


def _starts_word(text: str, index: int) -> bool:
    return index == 0 or not text[index - 1].isalnum()


def _part(word: str, text: str) -> Match | None:
    """The word as it stands, best at the beginning of the text or of a word."""
    best: tuple[float, int] | None = None
    index = text.find(word)
    while index >= 0 and (best is None or best[0] < 0.9):
        score = 1.0 if index == 0 else 0.9 if _starts_word(text, index) else 0.75
        if best is None or score > best[0]:
            best = (score, index)
        index = text.find(word, index + 1)
    if best is None:
        return None
    return Match(best[0], tuple(range(best[1], best[1] + len(word))))


def _initials(word: str, text: str) -> Match | None:
    """The letters in order, most of them beginning a word or following one another."""
    positions: list[int] = []
    for number, letter in enumerate(word):
        after = positions[-1] + 1 if positions else 0
        index = _next_place(text, letter, after, word[number + 1 :])
        if index < 0:
            return None
        positions.append(index)
    good = sum(
        _starts_word(text, here) or (i > 0 and positions[i - 1] == here - 1)
        for i, here in enumerate(positions)
    )
    share = good / len(word)
    if share < 0.75 or not _starts_word(text, positions[0]):
        return None
    return Match(0.3 + 0.35 * share, tuple(positions))


def _next_place(text: str, letter: str, after: int, rest: str) -> int:
    """Where letter goes on: right here, else at the start of a word, else anywhere."""
    if text[after : after + 1] == letter and after > 0:
        return after
    index = text.find(letter, after)
    first = index
    while index >= 0:
        if _starts_word(text, index) and _is_within(rest, text, index + 1):
            return index
        index = text.find(letter, index + 1)
    return first


def _is_within(letters: str, text: str, start: int) -> bool:
    """Whether the letters follow in this order."""
    for letter in letters:
        start = text.find(letter, start) + 1
        if start == 0:
            return False
    return True


def _with_slip(word: str, text: str) -> Match | None:
    """The word with a letter wrong, missing or swapped."""
    if len(word) < SHORTEST_WITH_SLIP:
        return None
    from rapidfuzz import fuzz  # 20 ms that only a mistyped word pays

    place = fuzz.partial_ratio_alignment(word, text, score_cutoff=LEAST_LIKENESS)
    if place is None or not _starts_word(text, place.dest_start):
        return None
    return Match(0.3 * place.score / 100, tuple(range(place.dest_start, place.dest_end)))


def holds(query: str, folded: str) -> bool:
    """Whether every word of the query stands in an already folded text."""
    return all(word in folded for word in fold(query).split())
