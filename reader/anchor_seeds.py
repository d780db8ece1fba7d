"""Says where in a text a passage may stand; hides how that is looked up.

Sequences of a few characters vote for the shift between a pattern and the text, as the seeds of
S. F. Altschul et al., Basic local alignment search tool (1990), do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from reader import anchor_text
from reader.anchor_text import Folded, Tokens

_TOKENS_LIMIT = 200_000  # characters up to which all words of a text are listed once
_PROBE = 14  # characters of a sequence that is looked for twice
_PROBES = 24
_CANDIDATES = 4  # groups of shifts that are told
_MIN_HITS = 0.15  # share of the best candidate's sequences that others must have
_APART = 400  # characters between two shifts from which they are two candidates


class Text:
    """A text to search in; what several searches need is made once, when the first needs it."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.length = len(raw)

    @cached_property
    def folded(self) -> Folded:
        return anchor_text.fold(self._raw)

    @cached_property
    def _seeds(self) -> _Seeds:
        return _Seeds(self.folded.text)

    def shifts(self, pattern: str, part: tuple[int, int]) -> list[tuple[int, int]]:
        """The shifts from pattern to text that most character sequences of the part agree on.

        Each is a pair of the least and the greatest: words come and go within a passage.
        """
        return _grouped(self._seeds.hits(pattern, *part))

    @cached_property
    def all_tokens(self) -> Tokens:
        return Tokens.of(self.folded.text)

    def tokens(self, low: int, high: int) -> Tokens:
        """The tokens of a part, ends beyond the text's allowed."""
        low, high = max(0, low), min(high, len(self.folded.text))
        if len(self.folded.text) > _TOKENS_LIMIT:
            return Tokens.of(self.folded.text, low, high)
        return self.all_tokens.part(low, high)


def is_repeated(text: str, passage: str) -> bool:
    """Whether most of the passage stands in its text more than once."""
    size = min(_PROBE, len(passage))
    step = max(1, size // 2, (len(passage) - size) // _PROBES)
    grams = [passage[at : at + size] for at in range(0, len(passage) - size + 1, step)]
    return 2 * sum(text.find(gram) != text.rfind(gram) for gram in grams) >= len(grams)


class _Seeds:
    """Where sequences of a few characters stand in a text: sampled, first and last of each."""

    def __init__(self, text: str) -> None:
        self._size = size = (12 if len(text) > 200_000 else 8) // (1 + anchor_text.is_dense(text))
        grams = re.findall(f"(?s:.{{{size}}})", text)
        places = range(0, len(grams) * size, size)
        self._last = dict(zip(grams, places, strict=True))
        self._first = dict(zip(reversed(grams), reversed(places), strict=True))

    def hits(self, pattern: str, start: int, end: int) -> Iterator[tuple[int, float]]:
        """The shifts of the sequences in pattern[start:end] that the text has, and their weights:
        little where it has several."""
        for offset in range(start, end - self._size + 1):
            gram = pattern[offset : offset + self._size]
            last = self._last.get(gram)
            if last is None:
                continue
            first = self._first[gram]
            if first == last:
                yield first - offset, 1.0
            else:
                yield first - offset, 0.3
                yield last - offset, 0.3


def _grouped(hits: Iterable[tuple[int, float]]) -> list[tuple[int, int]]:
    """The best groups of shifts that lie close together."""
    groups: list[list[float]] = []
    for shift, weight in sorted(hits):
        if not groups or shift - groups[-1][1] > _APART:
            groups.append([shift, shift, 0.0])
        groups[-1][1] = shift
        groups[-1][2] += weight
    groups.sort(key=lambda group: -group[2])
    least = _MIN_HITS * groups[0][2] if groups else 0.0
    return [(int(low), int(high)) for low, high, weight in groups[:_CANDIDATES] if weight >= least]
