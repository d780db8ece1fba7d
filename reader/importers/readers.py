"""Which function reads which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reader.importers import (
    articles,
    epub,
    feeds,
    highlights,
    kindle,
    mhtml,
    omnivore,
    services,
    wallabag,
)
from reader.importers.context import Context, Entry
from reader.importers.values import Piece

Reader = Callable[[Entry, Context], Iterator[Piece]]

FETCHED, FETCHED_TEXT = "fetched", "fetched text"
"""What came from the web, beside the formats of files."""

READERS: Mapping[str, Reader] = {
    "text": articles.read_text,
    "markdown": articles.read_markdown,
    "html": articles.read_page,
    FETCHED: articles.read_fetched,
    FETCHED_TEXT: articles.read_fetched_text,
    "mhtml": mhtml.read,
    "epub": epub.read,
    "feed": feeds.read_feed,
    "opml": feeds.read_opml,
    "bookmarks": feeds.read_bookmarks,
    "pocket": services.read_pocket,
    "instapaper": services.read_instapaper,
    "readwise": services.read_readwise,
    "omnivore": omnivore.read,
    "wallabag": wallabag.read,
    "hypothesis": highlights.read_hypothesis,
    "koreader": highlights.read_koreader,
    "kindle": kindle.read,
}
