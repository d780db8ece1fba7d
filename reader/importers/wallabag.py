"""Reads wallabag's JSON: articles with their content, states, tags and annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reader.importers import dates, identity, records, webpage
from reader.importers.context import Context, Entry, decoded
from reader.importers.headers import one_line
from reader.importers.marks import grouped
from reader.importers.records import Damage, Record
from reader.importers.values import Draft, ItemState, Link, Piece, Quote, Skipped

_ENOUGH = 20
"""Fewer words than this are the service's own excuse for a page it could not get."""


def read(entry: Entry, context: Context) -> Iterator[Piece]:
    """The entries of one export, or of one answer of the API."""
    text, notes = decoded(entry.data, entry.path)

    def article(number: int, record: Record | Damage) -> Iterator[Piece]:
        if isinstance(record, Damage):
            yield Skipped(entry.path, record.reason)
        else:
            yield from _article(record, number, entry, context, notes)

    return context.each(records.objects(text, "items"), article, entry.path)


def _article(
    record: Record, number: int, entry: Entry, context: Context, notes: tuple[str, ...]
) -> Iterator[Piece]:
    url = identity.web_address(records.text_of(record, "url", "given_url", "origin_url"))
    title = one_line(records.text_of(record, "title")) or url or "Untitled"
    tags = records.words(record.get("tags"))
    read, starred = records.truth(record, "is_archived"), records.truth(record, "is_starred")
    content = records.text_of(record, "content")
    body, pictures = webpage.fragment(content, entry.neighbour, url) if content else ("", None)
    if len(body.split()) >= _ENOUGH or (body and not url):
        yield Draft(
            title=title,
            body=body,
            original=json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"),
            original_name=f"wallabag-{records.text_of(record, 'id', 'uid') or number}.json",
            origin=entry.origin,
            part=records.text_of(record, "id", "uid") or str(number),
            language=context.language_of(records.text_of(record, "language"), f"{title}\n{body}"),
            url=url,
            site=records.text_of(record, "domain_name") or None,
            author=_author(record),
            date=dates.parse(records.text_of(record, "published_at")),
            tags=tags,
            pictures=pictures.files if pictures else {},
            notes=notes,
            meta={} if url else {"id": identity.identify(None, title)},
        )
    elif url:
        yield Link(url, title, tags, dates.utc(record.get("created_at")), read, starred)
    else:
        yield Skipped(entry.path, f"Entry {number + 1} has neither a text nor an address")
        return
    key = identity.identify(url, title)
    yield ItemState(key, title, url, read, starred, tags)
    quotes = (_quote(one) for one in records.records_of(record, "annotations"))
    yield from grouped(title, url or "", _author(record), quotes)


def _author(record: Record) -> str | None:
    return ", ".join(records.words(record.get("published_by"))) or None


def _quote(record: Record) -> Quote:
    return Quote(
        exact=records.text_of(record, "quote"),
        note=records.text_of(record, "text"),
        created=dates.utc(record.get("created_at")),
    )
