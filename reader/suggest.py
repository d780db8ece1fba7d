"""Finds the word that was meant: one that the library contains, within two edits."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from reader import analysis
from reader.index_file import IndexFile
from reader.postings import quoted

_SECONDS = 0.04
_LEAST_LETTERS = 4
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäöüéøæ"


def nearest(file: IndexFile, languages: Sequence[str], word: str) -> str | None:
    """The contained word with the fewest edits from word, the most frequent of equals.

    None where there is none within two edits (one, for words of four letters), or none in time.
    """
    if len(word) < _LEAST_LETTERS or not analysis.is_word(word):
        return None
    limit = 1 if len(word) == _LEAST_LETTERS else 2
    best = _candidates(file, languages, word, limit)
    for distance in sorted({d for d, _ in best}):
        counted = [(_frequency(file, w), w) for d, w in best if d == distance][:20]
        contained = [pair for pair in counted if pair[0]]
        if contained:
            return max(contained)[1]
    return None


def _candidates(
    file: IndexFile, languages: Sequence[str], word: str, limit: int
) -> list[tuple[int, str]]:
    from rapidfuzz.distance import OSA  # 30 ms, wanted only where a word finds nothing

    deadline = time.monotonic() + _SECONDS
    best: dict[str, int] = {}
    for start in _starts(word):
        for language in languages:
            for (found,) in file.db.execute(
                "SELECT word FROM words WHERE language=? AND word>=? AND word<?"
                " AND length(word) BETWEEN ? AND ?",
                (language, start, start + "\U0010ffff", len(word) - limit, len(word) + limit),
            ):
                distance = OSA.distance(word, str(found), score_cutoff=limit)
                if 0 < distance <= limit:
                    best[str(found)] = distance
        if time.monotonic() > deadline:
            break
    return [(distance, found) for found, distance in best.items()]


def _starts(word: str) -> Iterator[str]:
    """The beginnings that a near word may have, likeliest first: an edit may be in them too."""
    first, second, third = word[0], word[1], word[2]
    seen: set[str] = set()
    edited = [first + second + third, first + second, first + third, second + first, second + third]
    edited += [first + letter for letter in _ALPHABET]
    edited += [letter + second for letter in _ALPHABET]
    edited += [letter + first + second for letter in _ALPHABET]
    for start in edited:
        if not any(start.startswith(done) for done in seen):
            seen.add(start)
            yield start


def _frequency(file: IndexFile, word: str) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM fx WHERE fx MATCH ? LIMIT 1000)"
    return int(str(file.rows(sql, (quoted(word),))[0][0]))
