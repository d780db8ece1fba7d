"""When something was in a program, and how long the machine had let it wait until then."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple


class Moment(NamedTuple):
    """The clock, and what the program's first thread has run and stood in the queue, in seconds.

    Where the system does not tell (Linux does), it never ran and never stood in a queue.
    """

    at: float
    ran: float = 0.0
    queued: float = 0.0

    @classmethod
    def of(cls, pid: int | str) -> Moment:
        """Now, of a process ("self" is this one)."""
        try:
            words = Path(f"/proc/{pid}/schedstat").read_text("ascii").split()
        except OSError:
            return cls(time.monotonic())
        return cls(time.monotonic(), int(words[0]) / 1e9, int(words[1]) / 1e9)

    def slept_until(self, later: Moment) -> float:
        """The seconds until then in which it neither ran nor stood in the queue."""
        busy = later.ran - self.ran + later.queued - self.queued
        return max(0.0, later.at - self.at - busy) if busy else 0.0
