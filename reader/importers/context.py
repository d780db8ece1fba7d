"""What every reader of a format is given: the entry itself, the rules, and the user's choices."""

from __future__ import annotations

import logging
import posixpath
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from reader import detection, encoding, language
from reader.child import OutOfTime
from reader.errors import FormatError, ReaderError
from reader.importers.pictures import MAX_PICTURE
from reader.importers.rules import Rules
from reader.importers.trees import MAX_FILE
from reader.importers.values import Options, Piece, Skipped

T = TypeVar("T")
TOO_LONG = "It took too long to read"
TOO_MUCH = "It needs too much memory"

# A byte that starts a character in UTF-8 and one that goes on with it, both read as Windows-1252
# or Latin-1: all garbling that is surely mended has it, and little else.
_GARBLED = re.compile("[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


_log = logging.getLogger(__name__)


class Surroundings(Protocol):
    """The files around the one that is read, by their names within a folder or an archive."""

    def path(self, name: str) -> Path:
        """Where a file is, as shown to the user."""

    def find(self, name: str, limit: int) -> bytes | None:
        """Its bytes; None where it may not or cannot be had."""

    def claim(self, name: str, limit: int) -> bytes | None:
        """The same; where there is such a file it is no entry of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to import: its bytes, its name within its tree, and where it was found.

    A page from the web has an address and perhaps a charset of the server's; its surroundings are
    what can be fetched, by address.
    """

    data: bytes
    name: str
    tree: Surroundings
    url: str | None = None
    charset: str | None = None

    @property
    def path(self) -> Path:
        """Where it was found, as shown to the user."""
        return self.tree.path(self.name)

    @property
    def origin(self) -> str:
        return str(self.path)

    @property
    def file_name(self) -> str:
        return PurePosixPath(self.name).name

    def neighbour(self, address: str, limit: int = MAX_PICTURE) -> bytes | None:
        """The bytes of a file that this one refers to by a relative address."""
        path = _relative(address)
        if path is None:
            return None
        place = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path))
        return None if place.startswith("..") else self.tree.find(place, limit)

    def claim(self, name: str, limit: int = MAX_FILE) -> bytes | None:
        """The bytes of a file that belongs to this one, beside it; it is no entry of its own."""
        return self.tree.claim(posixpath.join(posixpath.dirname(self.name), name), limit)


def _relative(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)


class Guard:
    """Watches over the reading of each article; this one lets all of them take what they take."""

    def start(self, number: int | None = None) -> None:
        """The clock runs anew; number is that of the article in a file of several."""

    def stop(self) -> None:
        """It stands still."""

    def report(self, error: BaseException) -> None:
        """An article could not be read."""
        if not isinstance(error, ReaderError):
            _log.error("An article could not be read: %s", places(error))


_NO_GUARD = Guard()


@dataclass(frozen=True, slots=True)
class Context:
    """The rules, the language that the user set for all of it, and the user's options.

    guard watches over the reading. Of a file of several articles those before begun are there
    already and those of failed cannot be read. simply: without what took too long.
    """

    rules: Rules
    language: str | None = None
    options: Options = field(default_factory=Options)
    detect: Callable[[str], str | None] = detection.detect
    guard: Guard = _NO_GUARD
    begun: int = 0
    failed: frozenset[int] = frozenset()
    simply: bool = False

    def language_of(self, declared: str | None, text: str, name: str = "") -> str | None:
        """The language of an article: the user's word, its own, its path's, else what it reads."""
        claimed = language.normalise(declared) if declared else None
        by_path = language.from_path(PurePosixPath(name)) if name else None
        return self.language or claimed or by_path or self.detect(text)

    def each(
        self,
        items: Iterable[T],
        read: Callable[[int, T], Iterable[Piece]],
        path: Path,
        *,
        again: bool = False,
    ) -> Iterator[Piece]:
        """What read makes of each item and its number (from 0) in a file of several articles.

        One that cannot be read is skipped with its reason; the others come. again: those of before
        have to be read once more, since all of them make one article.
        """
        for number, item in enumerate(items):
            if number in self.failed or (number < self.begun and not again):
                continue
            self.guard.start(number)
            try:
                pieces = list(read(number, item))
            except (Exception, OutOfTime) as error:
                self.guard.stop()
                self.guard.report(error)
                pieces = [Skipped(path, of_entry(number, reason_of(error)))]
            self.guard.stop()
            yield from pieces
            self.guard.start()


def of_entry(number: int, reason: str) -> str:
    """The reason for the article number (from 0) in a file of several."""
    return f"Entry {number + 1}: {reason}"


def reason_of(error: BaseException) -> str:
    """Why something could not be read, in words for the user."""
    if isinstance(error, OutOfTime):
        return TOO_LONG
    if isinstance(error, (MemoryError, RecursionError)):
        return TOO_MUCH
    if isinstance(error, ReaderError):
        return str(error)
    return f"It cannot be read: {type(error).__name__}"


def places(error: BaseException) -> str:
    """Where an error came from, without its message, which may quote an article."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    return f"{type(error).__name__} at {', '.join(lines)}"


def decoded(data: bytes, path: Path, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what is to be told about its reading. FormatError: empty, binary."""
    if not data.strip():
        raise FormatError("The file is empty", path)
    try:
        text, _, problem = encoding.decode(data, html=html)
    except encoding.BinaryError as error:
        raise FormatError("Not text, but binary data", path) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    mended, count = _mended(text)
    notes = [problem] if problem else []
    notes += (
        [f"Mended {count} lines whose letters had been read in a wrong encoding"] if count else []
    )
    return mended, tuple(notes)


def _mended(text: str) -> tuple[str, int]:
    """text with its garbled lines mended where ftfy leaves no sign of garbling in them."""
    if text.isascii() or not _GARBLED.search(text):
        return text, 0
    from ftfy import fix_encoding  # 60 ms, only for text beyond ASCII
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text, 0
    lines, count = text.split("\n"), 0
    for index, line in enumerate(lines):
        if len(line) < 100_000 and is_bad(line):
            better = fix_encoding(line)
            if better != line and not is_bad(better):
                lines[index] = better
                count += 1
    return "\n".join(lines), count
