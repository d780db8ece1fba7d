"""Reads feeds (RSS, Atom), lists of feeds (OPML) and files of bookmarks (browsers, Pocket)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reader.errors import FormatError
from reader.importers import dates, identity, nodes, webpage
from reader.importers.context import Context, Entry, decoded
from reader.importers.headers import one_line
from reader.importers.nodes import Node
from reader.importers.services import link
from reader.importers.values import Draft, Link, Piece, Skipped

_TEASER = 60
"""An entry with fewer words than this and an address is a teaser: the page is to be fetched."""


def read_feed(entry: Entry, context: Context) -> Iterator[Piece]:
    """The entries of a feed as articles; those without content are addresses to fetch."""
    import feedparser  # 60 ms, only for feeds; given bytes, it opens no connection

    if b"<!ENTITY" in entry.data[:200_000]:
        raise FormatError("The feed declares entities: refused", entry.path)
    try:
        feed: Any = feedparser.parse(
            entry.data, sanitize_html=False, resolve_relative_uris=False,
            response_headers={"content-type": "application/xml"},
        )  # fmt: skip
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # of damaged ones
        raise FormatError("The feed is damaged: no entry could be read", entry.path) from error
    if not feed.entries and feed.bozo:
        raise FormatError("The feed is damaged: no entry could be read", entry.path)

    def article(number: int, item: Mapping[str, Any]) -> list[Piece]:
        return [_item(item, feed.feed, number, entry, context)]

    yield from context.each(feed.entries, article, entry.path)
    if feed.bozo and type(feed.bozo_exception).__name__ not in (
        "CharacterEncodingOverride",
        "NonXMLContentType",
    ):
        reason = f"The feed is damaged; {len(feed.entries)} entries could be read"
        yield Skipped(entry.path, reason)


def _item(
    item: Mapping[str, Any], feed: Mapping[str, Any], number: int, entry: Entry, context: Context
) -> Piece:
    url = identity.web_address(item.get("link"))
    title = one_line(nodes.parse(str(item.get("title", ""))).text()) or url or "Untitled"
    contents = [part.get("value") or "" for part in item.get("content", [])]
    content = max([*contents, item.get("summary") or ""], key=len)
    body, pictures = webpage.fragment(content, entry.neighbour, url or feed.get("link"))
    tags = tuple(dict.fromkeys(tag["term"] for tag in item.get("tags", []) if tag.get("term")))
    date = dates.parse(item.get("published") or item.get("updated"))
    if url and len(body.split()) < _TEASER and not contents:
        return Link(url, title, tags, dates.utc(date))
    if not body.strip():
        return Skipped(entry.path, f"Entry {number + 1} has neither a text nor an address")
    key = item.get("id") or url or str(number)
    declared = next((part.get("language") for part in item.get("content", [])), None)
    return Draft(
        title=title,
        body=body,
        original=json.dumps(
            {"url": url, "title": title, "html": content}, ensure_ascii=False
        ).encode("utf-8", "replace"),
        original_name=f"feed-{number + 1}.json",
        origin=entry.origin,
        part=str(key),
        language=context.language_of(declared or feed.get("language"), f"{title}\n{body}"),
        url=url,
        site=one_line(str(feed.get("title", ""))) or None,
        author=one_line(str(item.get("author", ""))) or None,
        date=date,
        tags=tags,
        pictures=pictures.files,
    )


def read_opml(entry: Entry, context: Context) -> Iterator[Piece]:
    """The addresses that a list of feeds or bookmarks names; their folders become tags."""
    from defusedxml import ElementTree  # 5 ms, only for OPML
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(entry.data)
    except DefusedXmlException as error:
        raise FormatError("The file declares entities: refused", entry.path) from error
    except ElementTree.ParseError as error:
        raise FormatError(f"The file is damaged: {error}", entry.path) from error
    stack: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    number = 0
    while stack:
        element, folders = stack.pop()
        name = one_line(element.get("title") or element.get("text") or "")
        url = element.get("htmlUrl") or element.get("url") or element.get("xmlUrl")
        if url:
            number += 1
            yield from link(entry, number, url, title=name, tags=folders)
        inside = (*folders, name) if name and not url else folders
        stack += [(child, inside) for child in reversed(element)]


def read_bookmarks(entry: Entry, context: Context) -> Iterator[Piece]:
    """Pocket's ril_export.html and browsers' bookmarks: addresses with tags and times."""
    html, _ = decoded(entry.data, entry.path, html=True)
    heading = ""
    for number, node in enumerate(nodes.parse(html).walk()):
        if node.tag in ("h1", "h2", "h3"):
            heading = node.text().lower()
        elif node.tag == "a" and node.get("href").startswith("http"):
            yield from _bookmark(node, number, heading, entry)


def _bookmark(node: Node, number: int, heading: str, entry: Entry) -> Iterator[Piece]:
    tags = tuple(tag.strip() for tag in node.get("tags").split(",") if tag.strip())
    added = dates.epoch(node.get("time_added") or node.get("add_date"))
    read = heading in ("read archive", "archive")
    yield from link(
        entry, number, node.get("href"), title=node.text(), tags=tags, added=added, read=read
    )
