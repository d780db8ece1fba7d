"""What is handed on between listing, reading and writing; light, for those who only compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reader.model import Format, LanguageSource

FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
"""The extensions of articles, lower case, and what they hold."""


@dataclass(frozen=True, slots=True)
class Details:
    """The metadata of one article, cleaned for display; date is ISO 8601."""

    author: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    translation: str | None = None
    declared_id: str | None = None


class Task(NamedTuple):
    """A file to read; known_hash is the content hash of its row, "" where it has none.

    quickly leaves a language open that only the language model could find; packs asks for the
    plain text too.
    """

    path: bytes
    root: bytes
    known_hash: str
    quickly: bool = False
    packs: bool = False


class Status(NamedTuple):
    """What tells whether a file has changed since it was read."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int


class Taken(NamedTuple):
    """What a file's content says; path_key is equal for translations that share a path.

    is_shown is False of a file that cannot be shown, is_final where the language is still open.
    """

    title: str
    format: str
    language: str | None
    language_source: LanguageSource
    details: Details
    path_key: str
    snippet: str
    words: int
    minutes: int
    content_hash: str
    problem: str | None
    sort_keys: tuple[bytes, ...]
    is_shown: bool = True
    is_final: bool = True


class Read(NamedTuple):
    """The answer to a Task: gone, or unchanged (taken is None), or taken in anew.

    packed is the plain text of the whole file where it was asked for.
    """

    path: bytes
    status: Status | None
    taken: Taken | None
    packed: bytes | None = None
