"""Marks as CSV (RFC 4180, UTF-8 with the mark that spreadsheets need), safe to open in one.

A cell that a spreadsheet would run as a formula gets a leading apostrophe, which `unguarded` takes
away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from reader.exporters import ENGLISH, Entry, Words
from reader.model import Mark
from reader.tables import Snapshot

COLUMNS = (
    *(
        "id",
        "kind",
        "article_id",
        "article_title",
        "language",
        "author",
        "source",
        "date",
        "url",
    ),
    *(
        "path",
        "status",
        "quote",
        "note",
        "tags",
        "colour",
        "created",
        "modified",
        "prefix",
    ),
    *("suffix", "start", "end", "text_hash", "counter", "deleted"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def dumps(entries: Iterable[Entry], words: Words = ENGLISH) -> str:
    """A header and one row a mark; tags are joined by "|", an empty start is no passage.

    The first heading is "id" in every language: `columns_of` knows the file by it.
    """
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(("id", *(words.columns or COLUMNS)[1:]))
    for entry in entries:
        row = {
            **_article_cells(entry.article),
            **_mark_cells(entry.mark),
            "status": _status(entry),
        }
        writer.writerow([guarded(row[column]) for column in COLUMNS])
    return stream.getvalue()


def columns_of(header: Sequence[str]) -> Sequence[str] | None:
    """The names of a file's columns; in another language they stand as here. None: not of ours."""
    if list(header[:3]) == list(COLUMNS[:3]):
        return header
    is_translated = list(header[:1]) == ["id"] and len(header) == len(COLUMNS)
    return COLUMNS if is_translated else None


def _article_cells(article: Snapshot) -> dict[str, str]:
    return {
        "article_title": article.title,
        "language": article.language or "",
        "author": article.author or "",
        "source": article.source or "",
        "date": article.date or "",
        "url": article.url or "",
        "path": str(article.path).encode("utf-8", "replace").decode(),
    }


def _mark_cells(mark: Mark) -> dict[str, str]:
    anchor = mark.anchor
    return {
        "id": mark.id,
        "kind": mark.kind,
        "article_id": mark.article_id,
        "quote": anchor.exact if anchor else "",
        "prefix": anchor.prefix if anchor else "",
        "suffix": anchor.suffix if anchor else "",
        "start": str(anchor.start) if anchor else "",
        "end": str(anchor.end) if anchor else "",
        "text_hash": anchor.text_hash if anchor else "",
        "colour": mark.colour or "",
        "note": mark.note,
        "tags": joined(mark.tags),
        "created": mark.created,
        "modified": mark.modified,
        "counter": str(mark.counter),
        "deleted": "1" if mark.deleted else "",
    }


def _status(entry: Entry) -> str:
    return entry.place.status if entry.place else ""


def joined(tags: Iterable[str]) -> str:
    """Tags in one cell: each followed by "|", with "|" and the backslash escaped in them."""
    return "".join(tag.replace("\\", "\\\\").replace("|", "\\|") + "|" for tag in tags)


def split(cell: str) -> tuple[str, ...]:
    """The tags of such a cell; the last "|" may be missing."""
    tags, tag, escaping = [], "", False
    for character in cell:
        if escaping or character not in "\\|":
            tag, escaping = tag + character, False
        elif character == "\\":
            escaping = True
        else:
            tags.append(tag)
            tag = ""
    return tuple([*tags, tag] if tag else tags)


def guarded(cell: str) -> str:
    """A cell no spreadsheet runs."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
