"""What a torture case is and what it gives back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HUNG_SECONDS = 10.0


@dataclass
class Result:
    """The figures of one case.

    lost counts what was told as saved and is not there, or damage that nobody was told of;
    crashed what raised anything but a ReaderError; hung what took longer than ten seconds; worst
    is the longest single step in seconds. note is a figure of the case's own. failures describe
    the first few of them, for the person who looks.
    """

    rounds: int = 0
    lost: int = 0
    crashed: int = 0
    hung: int = 0
    worst: float = 0.0
    note: str = ""
    failures: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.lost or self.crashed or self.hung)

    def lose(self, what: str) -> None:
        """Count a loss and say what it was."""
        self.lost += 1
        self.fail(f"lost: {what}")

    def crash(self, what: str) -> None:
        """Count a crash and say what it was."""
        self.crashed += 1
        self.fail(f"crashed: {what}")

    def fail(self, what: str) -> None:
        """Keep the words of the first failures."""
        if len(self.failures) < 20:
            self.failures.append(what)

    @contextmanager
    def step(self) -> Iterator[None]:
        """Time one step: the longest is kept, one of ten seconds has hung."""
        start = time.perf_counter()
        try:
            yield
        finally:
            took = time.perf_counter() - start
            self.worst = max(self.worst, took)
            self.hung += took > HUNG_SECONDS


Run = Callable[[int, Path, int], Result]
"""(rounds, an empty folder, a seed) -> the figures."""


@dataclass(frozen=True)
class Case:
    """A row of the table in cases.py: what it does, and its rounds in the long and short run."""

    name: str
    run: Run
    long: int
    short: int
    about: str
