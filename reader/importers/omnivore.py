"""Reads Omnivore's export: metadata_*.json with the pages and highlights beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.importers import dates, identity, records, webpage
from reader.importers.context import Context, Entry, decoded
from reader.importers.headers import one_line
from reader.importers.marks import grouped
from reader.importers.records import Damage, Record
from reader.importers.values import Draft, ItemState, Link, Piece, Quote, Skipped


def read(entry: Entry, context: Context) -> Iterator[Piece]:
    """The articles of one metadata file, with their labels, states and highlights."""
    text, _ = decoded(entry.data, entry.path)

    def article(_: int, record: Record | Damage) -> Iterator[Piece]:
        if isinstance(record, Damage):
            yield Skipped(entry.path, record.reason)
        else:
            yield from _article(record, entry, context)

    return context.each(records.objects(text), article, entry.path)


def _article(record: Record, entry: Entry, context: Context) -> Iterator[Piece]:
    url = identity.web_address(records.text_of(record, "url"))
    title = one_line(records.text_of(record, "title")) or url or "Untitled"
    slug = re.sub(r"[/\\\x00]", "", records.text_of(record, "slug", "id"))
    read = records.text_of(record, "state").lower() == "archived"
    page = entry.claim(f"content/{slug}.html") if slug else None
    if page and page.strip():
        yield _draft(record, page, slug, title, url, entry, context)
    elif url:
        yield Link(
            url, title, records.words(record.get("labels")), dates.utc(record.get("savedAt")), read
        )
    if slug and entry.claim(f"content/{slug}.pdf"):
        yield Skipped(entry.tree.path(f"content/{slug}.pdf"), "PDF files are not imported")
    progress = _progress(record)
    yield ItemState(identity.identify(url, title), title, url, read, False, (), progress)
    highlights = entry.claim(f"highlights/{slug}.md") if slug else None
    if highlights and highlights.strip():
        said, _ = decoded(highlights, entry.tree.path(f"highlights/{slug}.md"))
        yield from grouped(title, url or "", _author(record), parse_highlights(said))


def _author(record: Record) -> str | None:
    return one_line(records.text_of(record, "author")) or None


def _progress(record: Record) -> float | None:
    try:
        share = float(records.text_of(record, "readingProgress")) / 100
    except ValueError:
        return None
    return min(1.0, share) if share > 0 else None


def _draft(
    record: Record,
    page: bytes,
    slug: str,
    title: str,
    url: str | None,
    entry: Entry,
    context: Context,
) -> Draft:
    path = entry.tree.path(f"content/{slug}.html")
    html, notes = decoded(page, path, html=True)
    body, pictures = webpage.fragment(html, entry.neighbour, url)
    return Draft(
        title=title,
        body=body,
        original=page,
        original_name=f"{slug}.html",
        origin=str(path),
        language=context.language_of(None, f"{title}\n{body}"),
        url=url,
        author=_author(record),
        date=dates.parse(records.text_of(record, "publishedAt")),
        tags=records.words(record.get("labels")),
        summary=records.text_of(record, "description") or None,
        pictures=pictures.files,
        notes=notes,
        meta={} if url else {"id": identity.identify(None, title)},
    )


def parse_highlights(text: str) -> Iterator[Quote]:
    """The quotes of a highlights file: "> quote", "#label" lines, and the note after them."""
    groups: list[tuple[list[str], list[str]]] = []
    was_quoted = False
    for line in text.split("\n"):
        is_quoted = line.startswith(">")
        if is_quoted and not was_quoted:
            groups.append(([], []))
        if groups:
            groups[-1][0 if is_quoted else 1].append(line[1:].strip() if is_quoted else line)
        was_quoted = is_quoted
    yield from (_quote(quote, after) for quote, after in groups)


def _quote(quote: list[str], after: list[str]) -> Quote:
    labels = [line for line in after if re.match(r"#\S", line)]
    tags = tuple(
        word.lstrip("#") for line in labels for word in line.split() if word.startswith("#")
    )
    note = "\n".join(line for line in after if line not in labels).strip()
    return Quote("\n".join(quote).strip(), note, tags=tags)
