"""How much of an article is set at once, so that the window never waits for it."""

from __future__ import annotations

import time

FIRST_CHARACTERS = 6_000
FIRST_BLOCKS = 60
FAR_CHARACTERS = 12_000  # as far down an article is shown at once
CHARACTERS_IN_SQUARE = 2  # as wide together as the type is high
BUDGET = 0.006  # seconds of setting at a time; laying out takes about as long again
MOST_CHARACTERS = 6_000


class Portion:
    """Says when enough has been set at once."""

    def __init__(self, characters: int, blocks: int = 1 << 30, seconds: float = 1e9) -> None:
        self._characters, self._blocks = characters, blocks
        self._end = time.perf_counter() + seconds

    def __call__(self, characters: int) -> bool:
        self._blocks -= 1
        spent = time.perf_counter() >= self._end
        return characters >= self._characters or self._blocks <= 0 or spent


def next_portion() -> Portion:
    """What may be set between two events: a few milliseconds' worth."""
    return Portion(MOST_CHARACTERS, seconds=BUDGET)
