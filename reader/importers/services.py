"""Reads the exports of read-later services that list addresses: Pocket, Instapaper, Readwise.

The columns are those of the services' own exports; a row without an address is reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reader.importers import dates, identity, records
from reader.importers.context import Context, Entry, decoded
from reader.importers.headers import one_line
from reader.importers.marks import colour, grouped
from reader.importers.records import Damage
from reader.importers.values import ItemState, Link, Piece, Quote, Skipped

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
Row = dict[str, str]


def read_pocket(entry: Entry, context: Context) -> Iterator[Piece]:
    """Pocket: part_000000.csv, or the highlights in annotations/part_000000.json."""
    text, _ = decoded(entry.data, entry.path)
    if text.lstrip()[:1] in ("[", "{"):
        yield from _pocket_highlights(text, entry)
        return
    for number, row in enumerate(records.rows(text), 2):
        if isinstance(row, Damage):
            yield Skipped(entry.path, row.reason)
            continue
        tags = tuple(tag.strip() for tag in row.get("tags", "").split("|") if tag.strip())
        yield from link(
            entry,
            number,
            row.get("url", ""),
            title=row.get("title", ""),
            tags=tags,
            added=dates.epoch(row.get("time_added")),
            read=row.get("status", "").lower() == "archive",
        )


def _pocket_highlights(text: str, entry: Entry) -> Iterator[Piece]:
    for record in records.objects(text):
        if isinstance(record, Damage):
            yield Skipped(entry.path, record.reason)
            continue
        quotes = (
            Quote(records.text_of(one, "quote"), created=dates.epoch(one.get("created_at")))
            for one in records.records_of(record, "highlights")
        )
        title, url = records.text_of(record, "title"), records.text_of(record, "url")
        yield from grouped(title, url, None, quotes)


def read_instapaper(entry: Entry, context: Context) -> Iterator[Piece]:
    """Instapaper, old form and new: a folder is a state, or the user's own and then a tag."""
    text, _ = decoded(entry.data, entry.path)
    for number, row in enumerate(records.rows(text), 2):
        if isinstance(row, Damage):
            yield Skipped(entry.path, row.reason)
            continue
        folder = row.get("folder", "").strip()
        is_state = folder.lower() in ("", "unread", "archive", "starred")
        tags = (*_json_list(row.get("tags", "")), *(() if is_state else (folder,)))
        url, title = row.get("url", ""), row.get("title", "")
        yield from link(
            entry,
            number,
            url,
            title=title,
            tags=tags,
            added=dates.epoch(row.get("timestamp")),
            read=folder.lower() == "archive",
            favourite=folder.lower() == "starred",
        )
        yield from grouped(title, url, None, [Quote(row.get("selection", "").strip())])


def _json_list(text: str) -> tuple[str, ...]:
    try:
        return records.words(json.loads(text or "[]"))
    except (ValueError, RecursionError):
        return ()


def read_readwise(entry: Entry, context: Context) -> Iterator[Piece]:
    """Readwise's highlights, or the documents of its Reader."""
    text, _ = decoded(entry.data, entry.path)
    if text.lstrip('\ufeff"').lower().startswith("highlight"):
        yield from _readwise_highlights(text, entry)
        return
    for number, row in enumerate(records.rows(text), 2):
        if isinstance(row, Damage):
            yield Skipped(entry.path, row.reason)
            continue
        yield from link(
            entry,
            number,
            row.get("url", ""),
            title=row.get("title", ""),
            tags=python_list(row.get("document tags", "")),
            added=dates.utc(row.get("saved date")),
            read=row.get("location", "").lower() == "archive",
            progress=_share(row.get("reading progress", "")),
        )


def python_list(text: str) -> tuple[str, ...]:
    """The strings of a list as Python writes it."""
    pairs = _QUOTED.findall(text[:20_000])
    return tuple(re.sub(r"\\(.)", r"\1", single or double) for single, double in pairs)


def _share(text: str) -> float | None:
    try:
        value = float(text.strip().rstrip("%"))
    except ValueError:
        return None
    return min(1.0, max(0.0, value / 100 if value > 1 or "%" in text else value))


def _readwise_highlights(text: str, entry: Entry) -> Iterator[Piece]:
    books: dict[tuple[str, str], list[Quote]] = {}
    for row in records.rows(text):
        if isinstance(row, Damage):
            yield Skipped(entry.path, row.reason)
            continue
        key = row.get("book title", ""), row.get("book author", "")
        books.setdefault(key, []).append(_readwise_quote(row))
    for (title, author), quotes in books.items():
        yield from grouped(title, "", author or None, quotes)


def _readwise_quote(row: Row) -> Quote:
    place = f"{row.get('location type', '')} {row.get('location', '')}".strip()
    tags = tuple(tag.strip() for tag in row.get("tags", "").split(",") if tag.strip())
    return Quote(
        exact=row.get("highlight", "").strip(),
        note=row.get("note", "").strip(),
        colour=colour(row.get("color", "")),
        tags=tags,
        created=dates.utc(row.get("highlighted at")),
        place=place,
    )


def link(
    entry: Entry,
    number: int,
    url: str,
    *,
    title: str,
    tags: tuple[str, ...] = (),
    added: str = "",
    read: bool | None = None,
    favourite: bool = False,
    progress: float | None = None,
) -> Iterator[Piece]:
    """An address to fetch and the state of its article; number is the row it stands in."""
    address = identity.web_address(url)
    if address is None:
        yield Skipped(
            entry.path,
            f"Row {number}: no web address{f' ({one_line(title, 80)})' if title.strip() else ''}",
        )
        return
    name = one_line(title) or address
    yield Link(address, name, tuple(dict.fromkeys(tags)), added, read, favourite)
    if read or favourite or progress:
        key = identity.identify(address, name)
        yield ItemState(key, name, address, read, favourite, tags, progress)
