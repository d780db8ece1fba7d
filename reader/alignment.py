"""Which paragraphs of two translations of one article belong together.

The method of Gale and Church ("A Program for Aligning Sentences in Bilingual Corpora",
Computational Linguistics 19, 1993), applied to blocks: long paragraphs become long paragraphs, so
the lengths alone say what belongs together. Unlike theirs, what is left out costs the same at any
length; headings are known to be headings, and where both articles have the same ones each section
is aligned by itself.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader.model import Block

VARIANCE = 6.8  # of the length of a translation, a character of the original (Gale and Church)
LEAST_RATIO = 0.85  # of the lengths of two translations; what differs more leaves something out
IDEOGRAPH = 2.5  # letters that one stands for
MOST_CELLS = 400_000
BAND = 40  # blocks that two translations may be shifted against each other
OTHER_KIND = 6.0
LEFT_OUT = 6.0  # whatever its length: a translator leaves out a long paragraph as a short one
NO_HEADING = 25.0

# How many blocks of each side belong together, and the natural logarithm of how often.
_MOVES = tuple(
    (here, there, -math.log(share))
    for here, there, share in (
        (1, 1, 0.89),
        (1, 0, 0.00495),
        (0, 1, 0.00495),
        (2, 1, 0.0445),
        (1, 2, 0.0445),
        (2, 2, 0.011),
    )
)


class Stop(NamedTuple):
    """Two places where blocks that belong together begin: offsets in code points in each text."""

    here: int
    there: int


def align(here: Sequence[Block], there: Sequence[Block]) -> tuple[Stop, ...]:
    """Where the blocks of one article stand in the other: stops that rise on both sides.

    Articles too long to be compared are aligned by their proportion alone.
    """
    stops: list[Stop] = []
    for a, b in _sections(here, there):
        stops += _aligned(a, b)
    return tuple(stops)


def counterpart(stops: Sequence[Stop], offset: int) -> int:
    """The offset in the other text of the block that stands at offset in this one."""
    index = bisect_right(stops, offset, key=lambda stop: stop.here) - 1
    return stops[index].there if index >= 0 else 0


def turned(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """The same stops, seen from the other text."""
    return tuple(Stop(stop.there, stop.here) for stop in stops)


def _sections(
    here: Sequence[Block], there: Sequence[Block]
) -> list[tuple[Sequence[Block], Sequence[Block]]]:
    cuts = [i for i, block in enumerate(here) if block.level]
    their_cuts = [i for i, block in enumerate(there) if block.level]
    if [here[i].level for i in cuts] != [there[i].level for i in their_cuts]:
        return [(here, there)]
    bounds = [0, *cuts, len(here)]
    their_bounds = [0, *their_cuts, len(there)]
    return [
        (here[bounds[i] : bounds[i + 1]], there[their_bounds[i] : their_bounds[i + 1]])
        for i in range(len(bounds) - 1)
    ]


def _aligned(here: Sequence[Block], there: Sequence[Block]) -> list[Stop]:
    if not here or not there:
        return []
    band = BAND + abs(len(here) - len(there))
    if len(here) * min(2 * band, len(there)) > MOST_CELLS:
        share = len(there) / len(here)
        found = dict.fromkeys(int(i * share) for i in range(len(here)))
        return [Stop(here[int(j / share)].start, there[j].start) for j in found]
    return _Table(here, there, band).stops()


class _Table:
    """The cheapest way through two sequences of blocks, by dynamic programming within a band."""

    def __init__(self, here: Sequence[Block], there: Sequence[Block], band: int) -> None:
        self._here, self._there = here, there
        self._lengths = [_length(block) for block in here]
        self._their_lengths = [_length(block) for block in there]
        ratio = sum(self._their_lengths) / sum(self._lengths)
        self._ratio = min(max(ratio, LEAST_RATIO), 1 / LEAST_RATIO)
        self._costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
        self._moves: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(len(here) + 1):
            middle = i * len(there) // max(1, len(here))
            for j in range(max(0, middle - band), min(len(there), middle + band) + 1):
                self._fill(i, j)

    def _fill(self, i: int, j: int) -> None:
        best = math.inf
        for here, there, rarity in _MOVES:
            before = self._costs.get((i - here, j - there))
            if before is None or before + rarity >= best:
                continue
            cost = before + rarity + self._distance(i - here, i, j - there, j)
            if cost < best:
                best = cost
                self._moves[i, j] = (here, there)
        if best < math.inf:
            self._costs[i, j] = best

    def _distance(self, start: int, end: int, their_start: int, their_end: int) -> float:
        """How unlikely it is that these blocks are translations of each other."""
        if start == end or their_start == their_end:
            return LEFT_OUT
        length = sum(self._lengths[start:end])
        their_length = sum(self._their_lengths[their_start:their_end])
        expected = length * self._ratio
        spread = math.sqrt(max(1.0, (expected + their_length) / 2) * VARIANCE)
        delta = abs(their_length - expected) / spread
        cost = -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-300))
        return cost + self._difference(start, end, their_start, their_end)

    def _difference(self, start: int, end: int, their_start: int, their_end: int) -> float:
        blocks, theirs = self._here[start:end], self._there[their_start:their_end]
        levels, their_levels = [b.level for b in blocks], [b.level for b in theirs]
        if any(levels) or any(their_levels):
            return 0.0 if levels == their_levels else NO_HEADING
        kinds = {b.kind for b in blocks} ^ {b.kind for b in theirs}
        return OTHER_KIND if kinds else 0.0

    def stops(self) -> list[Stop]:
        """The first blocks of every group that has blocks on both sides."""
        i, j = len(self._here), len(self._there)
        found: list[Stop] = []
        while (move := self._moves.get((i, j))) is not None:
            i, j = i - move[0], j - move[1]
            if all(move):
                found.append(Stop(self._here[i].start, self._there[j].start))
        return found[::-1]


def _length(block: Block) -> float:
    text = block.text
    ideographs = 0 if text.isascii() else sum(letter >= "\u2e80" for letter in text)
    return max(1.0, len(text) + ideographs * (IDEOGRAPH - 1))
