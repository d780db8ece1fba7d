"""Reads annotations that come without their articles: Hypothesis, KOReader.

W3C annotations are `annotations`' own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.importers import dates, records
from reader.importers.context import Context, Entry, decoded
from reader.importers.marks import colour, grouped
from reader.importers.records import Damage, Record
from reader.importers.values import Piece, Quote, Skipped
from reader.model import MarkKind


def read_hypothesis(entry: Entry, context: Context) -> Iterator[Piece]:
    """Hypothesis: annotations by address; a reply keeps the passage it is about."""
    found: list[Record] = []
    yield from _collected(entry, "annotations", found)
    by_id = {records.text_of(one, "id"): one for one in found}
    pages: dict[tuple[str, str], list[Quote]] = {}
    for one in found:
        key = records.text_of(one, "uri"), _document_title(one)
        pages.setdefault(key, []).append(_hypothesis_quote(one, by_id))
    for (url, title), quotes in pages.items():
        yield from grouped(title or url, url, None, quotes)


def _collected(entry: Entry, key: str, found: list[Record]) -> Iterator[Piece]:
    text, _ = decoded(entry.data, entry.path)
    for item in records.objects(text, key):
        if isinstance(item, Damage):
            yield Skipped(entry.path, item.reason)
        else:
            found.append(item)


def _document_title(record: Record) -> str:
    document = record.get("document")
    titles = document.get("title") if isinstance(document, dict) else ""
    first = titles[0] if isinstance(titles, list) and titles else titles
    return first if isinstance(first, str) else ""


def _hypothesis_quote(record: Record, by_id: dict[str, Record]) -> Quote:
    references = [one for one in records.list_of(record, "references") if isinstance(one, str)]
    about = by_id.get(references[0], record) if references else record
    exact, prefix, suffix = _text_quote(records.records_of(about, "target"))
    note = records.text_of(record, "text")
    return Quote(
        exact=exact,
        note=note,
        tags=records.words(record.get("tags")),
        created=dates.utc(record.get("created")),
        prefix=prefix,
        suffix=suffix,
        kind="highlight" if exact and not references else "note",
    )


def _text_quote(targets: Iterable[Record]) -> tuple[str, str, str]:
    """(exact, prefix, suffix) of the first text quote selector, empty where there is none."""
    for target in targets:
        selectors = target.get("selector")
        for one in (
            [selectors] if isinstance(selectors, dict) else records.records_of(target, "selector")
        ):
            if one.get("type") == "TextQuoteSelector" and isinstance(one.get("exact"), str):
                texts = (one.get(key) for key in ("exact", "prefix", "suffix"))
                exact, prefix, suffix = (text if isinstance(text, str) else "" for text in texts)
                return exact, prefix, suffix
    return "", "", ""


def read_koreader(entry: Entry, context: Context) -> Iterator[Piece]:
    """KOReader: the entries of one book, or of those under "documents"."""
    found: list[Record] = []
    yield from _collected(entry, "documents", found)
    for book in found:
        quotes = [_koreader_quote(one) for one in records.records_of(book, "entries")]
        author = records.text_of(book, "author").replace("\n", ", ") or None
        title = records.text_of(book, "title", "file")
        yield from grouped(title, "", author, quotes)


def _koreader_quote(record: Record) -> Quote:
    kinds: dict[str, MarkKind] = {"bookmark": "bookmark", "note": "highlight"}
    chapter, page = records.text_of(record, "chapter"), records.text_of(record, "page")
    return Quote(
        exact=records.text_of(record, "text"),
        note=records.text_of(record, "note"),
        colour=colour(record.get("color")),
        created=dates.epoch(record.get("time")),
        kind=kinds.get(records.text_of(record, "sort"), "highlight"),
        place=", ".join(part for part in (chapter, page and f"p. {page}") if part),
    )
