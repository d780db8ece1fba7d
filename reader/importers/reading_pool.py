"""Has foreign files read in two children that can be killed, and hands on what they found in order.

A child that takes too long, too much memory or breaks is replaced: of a file of several articles
the one at fault is left out, a page is tried once more in a simpler way, any other file has its
reason. Nobody but the thread that owns the pool looks files up or takes pieces.
"""

from __future__ import annotations

import logging
import pickle
import queue
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from reader import child
from reader.errors import FormatError
from reader.importers import reading_child
from reader.importers.context import TOO_LONG, Entry, of_entry
from reader.importers.reading_child import Order
from reader.importers.values import PIECES, Options, Piece, Skipped

CHILDREN = 2
TICK_SECONDS = 0.05
WALL_SECONDS = 30.0 if sys.platform == "win32" else 300.0
"""How long a child may be silent. Elsewhere its processor time is limited, and this is for a
machine that is busy with other things.
"""

_MOST_FAULTS = 20
_BROKEN = "The program that reads files ended over it"
_NO_CHILD = "The program that reads files cannot start"
_log = logging.getLogger(__name__)


class CancelledError(Exception):
    """The user stopped the import; the children are dead."""


@dataclass(frozen=True, slots=True)
class _Pause:
    """The child waits until what came before this was taken."""

    reader: _Reader


@dataclass(slots=True)
class Job:
    """One file that is being read."""

    entry: Entry
    order: Order
    pieces: deque[Piece | _Pause] = field(default_factory=deque)
    item: int | None = None
    faults: int = 0
    is_done: bool = False
    reason: str | None = None

    def end(self, reason: str | None) -> None:
        self.is_done, self.reason = True, reason


class _Reader:
    """One child, the job it is at, and since when nothing has been heard of it."""

    def __init__(self, told: Callable[[tuple[_Reader, Any]], None]) -> None:
        self.job: Job | None = None
        self.told = told
        self.heard = time.monotonic()
        self._original = b""
        program = child.Program(
            reading_child.__name__,
            "--reading-child",
            "reading",
            encode=lambda message: pickle.dumps(message, pickle.HIGHEST_PROTOCOL),
            decode=lambda data: reading_child.loads(data, self._original),
        )
        self.child = child.ChildProcess(program, lambda answer: self.told((self, answer)))

    def give(self, job: Job) -> None:
        self.job, self._original = job, job.order.data
        self.heard = time.monotonic()
        self.child.post(job.order)


class ReadingPool:
    """Reads files side by side. cancelled is asked every 50 ms at least."""

    def __init__(
        self,
        language: str | None = None,
        options: Options | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._language, self._options = language, options or Options()
        self._cancelled = cancelled or (lambda: False)
        self._told: queue.SimpleQueue[tuple[_Reader, Any]] = queue.SimpleQueue()
        self._readers: list[_Reader] = []
        self._waiting: deque[Job] = deque()

    def close(self) -> None:
        """Kill the children, whatever they are at."""
        readers, self._readers = self._readers, []
        for reader in readers:
            reader.child.end()

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def submit(self, entry: Entry, kind: str, prefix: str) -> Job:
        """Have a file read; `pieces` gives what it holds. prefix is as in Order."""
        order = Order(
            entry.data,
            entry.name,
            prefix,
            kind,
            self._language,
            self._options,
            entry.url,
            entry.charset,
        )
        job = Job(entry, order)
        self._waiting.append(job)
        self._feed()
        return job

    def pieces(self, job: Job, meanwhile: Callable[[], None] = lambda: None) -> Iterator[Piece]:
        """What was found in a file, as it comes. FormatError with the reason where it ended early;
        CancelledError. meanwhile is called every 50 ms as long as nothing comes.
        """
        while job.pieces or not job.is_done:
            while job.pieces:
                piece = job.pieces.popleft()
                if isinstance(piece, _Pause):
                    piece.reader.heard = time.monotonic()
                    piece.reader.child.post("go on")
                else:
                    yield piece
            if not job.is_done and not self._attend():
                meanwhile()
        if job.reason is not None:
            raise FormatError(job.reason, job.entry.path)

    # --- the children ---------------------------------------------------------------------------

    def _feed(self) -> None:
        """Give waiting jobs to idle children, and start one where all are busy."""
        while self._waiting:
            reader = next((one for one in self._readers if one.job is None), None)
            if reader is None and len(self._readers) >= CHILDREN:
                return
            job = self._waiting.popleft()
            try:
                (reader or self._started()).give(job)
            except OSError:
                job.end(_NO_CHILD)

    def _started(self) -> _Reader:
        reader = _Reader(self._told.put)
        self._readers.append(reader)
        return reader

    def _attend(self) -> bool:
        """Wait for a child's next word; whether there was one before it was time to look up."""
        if self._cancelled():
            self.close()
            raise CancelledError
        try:
            reader, message = self._told.get(timeout=TICK_SECONDS)
        except queue.Empty:
            self._look_at_clocks()
            return False
        if reader in self._readers:
            reader.heard = time.monotonic()
            self._hear(reader, message)
        return True

    def _hear(self, reader: _Reader, message: Any) -> None:
        job = reader.job
        match message:
            case ("piece", piece) if job and isinstance(piece, PIECES):
                job.pieces.append(piece)
            case ("item", int(number)) if job:
                job.item = number
            case ("find", str(name), int(limit), claimed) if job:
                look_up = job.entry.tree.claim if claimed else job.entry.tree.find
                reader.child.post((look_up(name, limit),))
                reader.heard = time.monotonic()
            case ("pause",) if job:
                job.pieces.append(_Pause(reader))
            case ("end", reason) if job:
                reader.job = None
                job.end(reason)
                self._feed()
            case ("bug", str(places)):
                _log.error("An article could not be read: %s", places)
            case ("ready",):
                return
            case _:
                self._replace(reader, TOO_LONG if reader.child.was_out_of_time() else _BROKEN)

    def _look_at_clocks(self) -> None:
        for reader in list(self._readers):
            job = reader.job
            if job is None or any(isinstance(one, _Pause) for one in job.pieces):
                continue
            if time.monotonic() - reader.heard > WALL_SECONDS:
                self._replace(reader, TOO_LONG)

    def _replace(self, reader: _Reader, reason: str) -> None:
        """Give up a child, and what it was reading or only the article that it was at."""
        self._readers.remove(reader)
        reader.child.end()
        job = reader.job
        if job is not None:
            self._try_again(job, reason)
        self._feed()

    def _try_again(self, job: Job, reason: str) -> None:
        order, job.faults = job.order, job.faults + 1
        if job.item is not None and job.faults < _MOST_FAULTS:
            job.pieces.append(Skipped(job.entry.path, of_entry(job.item, reason)))
            failed = order.failed | {job.item}
            job.order = replace(order, begun=job.item + 1, failed=failed)
        elif reading_child.is_page(order) and not order.simply:
            job.order = replace(order, simply=True)
        else:
            job.end(reason)
            return
        job.item = None
        self._waiting.appendleft(job)
