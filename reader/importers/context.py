"""What every reader of a format is given: the entry itself, the rules, and the user's choices."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from reader import detection, encoding, language
from reader.errors import FormatError
from reader.importers.pictures import MAX_PICTURE
from reader.importers.rules import Rules
from reader.importers.trees import MAX_FILE, Tree
from reader.importers.values import Options

# A byte that starts a character in UTF-8 and one that goes on with it, both read as Windows-1252
# or Latin-1: all garbling that is surely mended has it, and little else.
_GARBLED = re.compile("[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to import: its bytes, its name within its tree, and where it was found."""

    data: bytes
    name: str
    tree: Tree

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
        place = posixpath.join(posixpath.dirname(self.name), name)
        found = self.tree.find(place, limit)
        if found is not None:
            self.tree.claimed.add(place)
        return found


def _relative(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)


@dataclass(frozen=True, slots=True)
class Context:
    """The rules, the language that the user set for all of it, and the user's options."""

    rules: Rules
    language: str | None = None
    options: Options = field(default_factory=Options)
    is_cancelled: Callable[[], bool] = lambda: False

    def language_of(self, declared: str | None, text: str, name: str = "") -> str | None:
        """The language of an article: the user's word, its own, its path's, else what it reads."""
        claimed = language.normalise(declared) if declared else None
        by_path = language.from_path(PurePosixPath(name)) if name else None
        return self.language or claimed or by_path or detection.detect(text)


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
