"""The child process in which foreign files are read; see `reading_pool`, its parent.

What it says: ("ready",), then for each order any number of ("item", number), ("piece", Piece),
("find", name, limit, whether it is claimed), ("pause",), and at last ("end", reason or None).
"""

from __future__ import annotations

import gc
import io
import logging
import math
import pickle
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from reader import child, detection
from reader.errors import ReaderError
from reader.importers import rules
from reader.importers.context import TOO_LONG, Context, Entry, Guard, places, reason_of
from reader.importers.readers import FETCHED, READERS
from reader.importers.values import PIECES, Options, Piece, Quote

MEMORY_BYTES = 2_000_000_000
MODEL_BYTES = 200_000_000
OPEN_FILES = 64
SECONDS = 1.5
SECONDS_A_MEGABYTE = 2.5
MAX_SECONDS = 10.0

_PAUSE_BYTES = 4_000_000
_PAUSE_PIECES = 64
_ORIGINAL = "original"
_LOADING_SECONDS = 60.0
_PARSER_SECONDS = 2.0  # trafilatura is loaded by the first page that takes it
_ANY_TEXT = "x" * 60


def allowance(size: int) -> float:
    """Seconds of processor time for an article in so many bytes, in each of the two ways."""
    return min(MAX_SECONDS, SECONDS + SECONDS_A_MEGABYTE * size / 1_000_000)


@dataclass(frozen=True, slots=True)
class Order:
    """One file to be read. prefix + name is the path it is shown under; url and charset are those
    that the web said. Of a file of several articles those below begun are left out, since they are
    there already, and those of failed, since they cannot be read. simply: a page took too long.
    """

    data: bytes
    name: str
    prefix: str
    kind: str
    language: str | None = None
    options: Options = field(default_factory=Options)
    url: str | None = None
    charset: str | None = None
    begun: int = 0
    failed: frozenset[int] = frozenset()
    simply: bool = False


def is_page(order: Order) -> bool:
    """Whether it is a web page, which can be read in a simpler way too."""
    return order.kind in ("html", "mhtml", FETCHED)


# --- messages -----------------------------------------------------------------------------------


class _Pickler(pickle.Pickler):
    """Leaves out the bytes that the parent has itself: those of the order."""

    def __init__(self, file: IO[bytes], original: bytes) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._known = original

    def persistent_id(self, value: object) -> str | None:
        return _ORIGINAL if value is self._known else None


_NAMES = frozenset(
    [("reader.importers.values", kind.__name__) for kind in (*PIECES, Quote)]
    + [("pathlib", name) for name in ("PosixPath", "WindowsPath")]
)


def dumps(answer: object, original: bytes) -> bytes:
    """An answer as bytes, without the order's own."""
    buffer = io.BytesIO()
    _Pickler(buffer, original).dump(answer)
    return buffer.getvalue()


def loads(data: bytes, original: bytes) -> object:
    """The answer in data. pickle.UnpicklingError for one that holds anything but values."""
    return child.loads(data, _NAMES, {_ORIGINAL: original})


class _Line:
    """The connection with the parent, about one order."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests, self._answers = requests, answers
        self._original = b""
        self._bytes = self._pieces = 0

    def order(self) -> Order:
        """The next order. EOFError where the parent is gone."""
        order: Order = pickle.loads(child.receive(self._requests))
        self._original = order.data
        self._bytes = self._pieces = 0
        return order

    def say(self, *message: object) -> int:
        data = dumps(message, self._original)
        child.send(self._answers, data)
        return len(data)

    def ask(self, *message: object) -> Any:
        self.say(*message)
        return pickle.loads(child.receive(self._requests))

    def piece(self, piece: Piece) -> None:
        """Hand over a piece, and wait where the parent has enough of them for now."""
        self._bytes += self.say("piece", piece)
        self._pieces += 1
        if self._bytes > _PAUSE_BYTES or self._pieces >= _PAUSE_PIECES:
            self.ask("pause")
            self._bytes = self._pieces = 0


@dataclass(slots=True)
class _ParentsFiles:
    """The files around the one that is read, which the parent looks up."""

    line: _Line
    prefix: str

    def path(self, name: str) -> Path:
        return Path(self.prefix + name)

    def find(self, name: str, limit: int) -> bytes | None:
        return self._asked(name, limit, claimed=False)

    def claim(self, name: str, limit: int) -> bytes | None:
        return self._asked(name, limit, claimed=True)

    def _asked(self, name: str, limit: int, *, claimed: bool) -> bytes | None:
        (found,) = self.line.ask("find", name, limit, claimed)
        return found if isinstance(found, bytes) else None


class _Clock(Guard):
    """The limit on the processor time that one article may take."""

    def __init__(self, line: _Line, order: Order) -> None:
        self._line = line
        loading = 0.0 if "trafilatura" in sys.modules else _PARSER_SECONDS
        self._seconds = allowance(len(order.data)) + loading * is_page(order)

    def start(self, number: int | None = None) -> None:
        if number is not None:
            self._line.say("item", number)
        child.limit_cpu(math.ceil(2 * self._seconds) + 1)
        child.set_alarm(self._seconds)

    def stop(self) -> None:
        child.set_alarm(0)

    def detect(self, text: str) -> str | None:
        """The language of a text; that the model is loaded once is not the article's fault."""
        if not detection.is_loaded():
            if clear := detection.detect(text, quickly=True):
                return clear
            self.stop()
            child.limit_cpu(_LOADING_SECONDS)
            with child.writing():
                detection.detect(_ANY_TEXT)
            self.start()
        return detection.detect(text)

    def report(self, error: BaseException) -> None:
        if not isinstance(error, (ReaderError, child.OutOfTime, MemoryError, RecursionError)):
            self._line.say("bug", places(error))


# --- reading ------------------------------------------------------------------------------------


def serve() -> None:
    """Answer orders from standard input until it ends."""
    requests, answers = child.take_pipes()
    logging.disable(logging.CRITICAL)  # what is to be told goes home as an answer
    rules.load()
    child.limit_resources(memory=MEMORY_BYTES, open_files=OPEN_FILES, file_bytes=MODEL_BYTES)
    line = _Line(requests, answers)
    line.say("ready")
    while True:
        try:
            order = line.order()
        except EOFError:
            return
        line.say("end", _read(order, line))
        gc.collect()
        gc.freeze()  # what is left stays: so that the next collection is quick


def _read(order: Order, line: _Line) -> str | None:
    """Hand over the pieces of a file; why there are no more of them, None where it was whole."""
    reason = _read_once(order, line, simply=order.simply)
    if reason == TOO_LONG and is_page(order) and not order.simply:
        return _read_once(order, line, simply=True)
    return reason


def _read_once(order: Order, line: _Line, *, simply: bool) -> str | None:
    clock = _Clock(line, order)
    context = Context(
        rules.load(),
        order.language,
        order.options,
        detect=clock.detect,
        guard=clock,
        begun=order.begun,
        failed=order.failed,
        simply=simply,
    )
    place = _ParentsFiles(line, order.prefix)
    entry = Entry(order.data, order.name, place, order.url, order.charset)
    clock.start()
    try:
        for piece in READERS[order.kind](entry, context):
            clock.stop()
            line.piece(piece)
            clock.start()
    except EOFError:
        raise
    except (Exception, child.OutOfTime) as error:
        clock.stop()
        clock.report(error)
        return reason_of(error)
    finally:
        clock.stop()
    return None
