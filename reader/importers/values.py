"""The values that importers read and hand back; they know no file format and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reader.model import Colour, MarkKind

ImportFormat = Literal[
    "auto",
    "text",
    "markdown",
    "html",
    "mhtml",
    "epub",
    "feed",
    "opml",
    "archive",
    "bookmarks",
    "pocket",
    "instapaper",
    "omnivore",
    "wallabag",
    "readwise",
    "hypothesis",
    "kindle",
    "koreader",
    "w3c",
    "marks",
]

PICTURES = "lesesal-files:/"
"""Stands in a draft's body before the name of a picture, until its folder's name is known."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may choose: an EPUB's chapters as articles of their own, or the book as one."""

    epub: Literal["chapters", "whole"] = "chapters"


@dataclass(frozen=True, slots=True)
class Draft:
    """One article read from a foreign file, not yet written.

    body is Markdown; a picture in it has the address PICTURES + its key in pictures. original is
    the bytes it was made from and original_name their file name; part tells several drafts of the
    same original apart. origin is where it was found (a path, with "!" before the name inside an
    archive). removed lists the residue taken out, notes what the reader should know (encoding
    mended, pictures missing). meta is front matter to be kept as it was.
    """

    title: str
    body: str
    original: bytes
    original_name: str
    origin: str
    part: str = ""
    language: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    date: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)
    suspect: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A highlight, note or bookmark of another program, to be found again by its text.

    exact is empty on a note about the article as a whole. created is ISO 8601 in UTC or "". place
    is where the other program says it was, in its own words.
    """

    exact: str
    note: str = ""
    colour: Colour | None = None
    tags: tuple[str, ...] = ()
    created: str = ""
    prefix: str = ""
    suffix: str = ""
    kind: MarkKind = "highlight"
    place: str = ""


@dataclass(frozen=True, slots=True)
class ImportedMarks:
    """The marks of one article.

    article_id is the article's identity, which follows from its address (or its title and author
    where it has none): an article fetched or imported later gets the same one, and these marks.
    """

    article_id: str
    title: str
    quotes: tuple[Quote, ...]
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class ItemState:
    """What another program knew of an article: None where it said nothing."""

    article_id: str
    title: str
    url: str | None = None
    read: bool | None = None
    favourite: bool = False
    tags: tuple[str, ...] = ()
    progress: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry that is an address only, to be fetched when the user asks.

    added is ISO 8601 in UTC or "".
    """

    url: str
    title: str
    tags: tuple[str, ...] = ()
    added: str = ""
    read: bool | None = None
    favourite: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """An article that was written; removed and notes as in Draft."""

    path: Path
    id: str
    title: str
    language: str | None
    removed: tuple[str, ...] = ()
    updated: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not written, and why; known is the id of the article that is already there.

    item is the part of the file that it is about, "" for the file as a whole.
    """

    path: Path
    reason: str
    known: str | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class MarkFile:
    """A file of annotations or of our own marks, for `annotations` to read once its articles are
    known; added and existing are how many marks it brought and how many were there already.
    """

    path: Path
    data: bytes
    added: int = 0
    existing: int = 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """All that one import brought; cancelled where the user stopped it before its end.

    new_marks and known_marks are counted when the marks have been applied.
    """

    imported: tuple[Imported, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    marks: tuple[ImportedMarks, ...] = ()
    to_fetch: tuple[Link, ...] = ()
    states: tuple[ItemState, ...] = ()
    cancelled: bool = False
    files: tuple[MarkFile, ...] = ()
    new_marks: int = 0
    known_marks: int = 0


Piece = Draft | Skipped | ImportedMarks | ItemState | Link
PIECES = (Draft, Skipped, ImportedMarks, ItemState, Link)
