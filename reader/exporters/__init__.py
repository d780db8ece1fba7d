"""Marks out of the program, in formats others read: Markdown, W3C JSON-LD, CSV, HTML, JSON.

Each module makes text out of entries; `write` puts it in a file, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reader.files import replace_file
from reader.model import Mark, Place
from reader.tables import Snapshot

ExportFormat = Literal["markdown", "w3c", "json", "csv", "html"]
SUFFIXES: dict[ExportFormat, str] = {
    "markdown": ".md",
    "w3c": ".jsonld",
    "json": ".json",
    "csv": ".csv",
    "html": ".html",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What Markdown, HTML and CSV say in words of their own, in one language (a BCP 47 tag).

    columns are the headings of CSV in the order of `csv.COLUMNS`, empty for the names there; kinds
    and colours are by their names in the model.
    """

    language: str = "en"
    heading: str = "Bookmarks and notes"
    author: str = "Author"
    article_language: str = "Language"
    source: str = "Source"
    date: str = "Date"
    address: str = "Address"
    tags: str = "Tags"
    bookmark: str = "Bookmark"
    bookmarked: str = "Bookmarked"
    gone: str = "The passage is no longer in the article."
    kinds: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()


ENGLISH = Words()


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark with what an export says about it.

    place is where it stands today, None where that was not looked up; text_now is what stands
    there now.
    """

    article: Snapshot
    mark: Mark
    place: Place | None = None
    text_now: str | None = None

    @property
    def quote(self) -> str:
        """The marked passage as it was marked, "" for a mark on the article or at a place."""
        return self.mark.anchor.exact if self.mark.anchor else ""

    @property
    def is_orphan(self) -> bool:
        return self.place is not None and self.place.status == "orphan"


def by_article(entries: Iterable[Entry]) -> Iterator[tuple[Snapshot, list[Entry]]]:
    """The entries of each article in the order of its text; articles in the order they come."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.article.id, []).append(entry)
    for group in groups.values():
        yield group[0].article, sorted(group, key=_position)


def _position(entry: Entry) -> tuple[int, str, str]:
    if entry.mark.anchor is None:
        return (-1, entry.mark.created, entry.mark.id)
    found = entry.place is not None and entry.place.status != "orphan"
    start = entry.place.start if entry.place and found else entry.mark.anchor.start
    return (start, entry.mark.created, entry.mark.id)


def write(path: Path, text: str) -> None:
    """Put text in a file in UTF-8: the whole of it or, with StoreError, nothing."""
    replace_file(path, text.encode("utf-8", "replace"))


def file_name(title: str, suffix: str, taken: set[str]) -> str:
    """A file name for an article's title that every system allows, added to those taken."""
    plain = "".join(c if c.isalnum() or c in " -_()" else " " for c in title)
    stem = " ".join(plain.split())[:80].strip() or "article"
    while len(stem.encode()) > 200:
        stem = stem[:-1]
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}{suffix}"
    taken.add(name.casefold())
    return name
