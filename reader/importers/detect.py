"""Tells what a file is by its content first and by its name where the content could be several."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from reader.exporters import csv as marks_csv
from reader.importers.values import ImportFormat

_HEAD = 8_000
_HTML = re.compile(
    rb"<(!doctype html|html|head|body|article|meta|title|div|p|h1|table)\b", re.IGNORECASE
)
_FEED = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]")
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_CSV_HEADERS: tuple[tuple[re.Pattern[str], ImportFormat], ...] = (
    (re.compile(r"title,url,time_added,tags,status", re.IGNORECASE), "pocket"),
    (re.compile(r"url,title,selection,folder(,timestamp(,tags)?)?", re.IGNORECASE), "instapaper"),
    (re.compile(r"highlight,book title,book author,.*", re.IGNORECASE), "readwise"),
    (re.compile(r"title,url,id,document tags,saved date,.*", re.IGNORECASE), "readwise"),
)
_OWN_DUMP = re.compile(r'"format"\s*:\s*"lesesal-dump"')
_KINDLE = re.compile(r"^={10}\s*$", re.MULTILINE)
_MARKDOWN_SIGNS = re.compile(
    r"^(#{1,6} \S|```|> \S|\[\^?[^\]\n]{1,80}\]: |!\[|\* \* \*)|\]\(\S+\)|\*\*\S[^*\n]{0,200}\*\*",
    re.MULTILINE,
)
_BY_SUFFIX: dict[str, ImportFormat] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".mht": "mhtml", ".mhtml": "mhtml", ".epub": "epub",
    ".opml": "opml", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
_JSON_KEYS: tuple[tuple[frozenset[str], ImportFormat], ...] = (
    (frozenset(("annotations", "export_userid")), "hypothesis"),
    (frozenset(("annotations", "client_version")), "hypothesis"),
    (frozenset(("documents",)), "koreader"),
    (frozenset(("entries", "title")), "koreader"),
    (frozenset(("@context", "items")), "w3c"),
    (frozenset(("@context", "target")), "w3c"),
    (frozenset(("is_archived", "content")), "wallabag"),
    (frozenset(("is_archived", "url")), "wallabag"),
    (frozenset(("slug", "savedAt")), "omnivore"),
    (frozenset(("slug", "url", "state")), "omnivore"),
    (frozenset(("highlights", "url")), "pocket"),
)
MARK_FILES: frozenset[ImportFormat] = frozenset(("marks", "w3c"))
"""What `annotations` reads: our own marks, and W3C annotations."""

MARKS_OF_OTHERS: frozenset[ImportFormat] = frozenset(("hypothesis", "koreader", "kindle"))
"""Files of other programs that hold marks alone."""

ASSETS = frozenset([
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg",
    ".ico", ".bmp", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp4", ".webm", ".mp3", ".ogg",
    ".download",
])  # fmt: skip
"""Files beside saved pages, which are no articles and not worth a word."""


def detect(data: bytes, name: str) -> ImportFormat | None:
    """The format of a file, None where it is none that can be imported."""
    suffix = PurePosixPath(name).suffix.lower()
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "epub" if b"application/epub+zip" in head or suffix == ".epub" else "archive"
    if _is_mhtml(head):
        return "mhtml"
    text = head.decode("utf-8-sig", "replace").lstrip()
    return (
        _structured(text, data)
        or _table(text)
        or _markup(head, suffix)
        or _prose(text, head, suffix)
    )


def _is_mhtml(head: bytes) -> bool:
    lower = head[:4000].lower()
    start = lower.lstrip()[:200]
    headers = re.match(rb"[a-z-]{2,40}:\s", start) is not None
    return (
        headers
        and b"mime-version:" in lower
        and (b"multipart/related" in lower or b"text/html" in lower)
    )


def _structured(text: str, data: bytes) -> ImportFormat | None:
    if text[:1] not in ("[", "{"):
        return None
    keys = frozenset(re.findall(r'"(@?[A-Za-z_]{2,30})"\s*:', text))
    if not keys:
        return None
    if _OWN_DUMP.search(text):
        return "marks"
    for wanted, found in _JSON_KEYS:
        if wanted <= keys:
            return found
    end = frozenset(
        re.findall(r'"(@?[A-Za-z_]{2,30})"\s*:', data[-2000:].decode("utf-8", "replace"))
    )
    return next((found for wanted, found in _JSON_KEYS if wanted <= keys | end), None)


def _table(text: str) -> ImportFormat | None:
    first = text.split("\n", 1)[0].strip().replace('"', "")
    if marks_csv.columns_of(first.split(",")) is not None:
        return "marks"
    return next((found for pattern, found in _CSV_HEADERS if pattern.fullmatch(first)), None)


def _markup(head: bytes, suffix: str) -> ImportFormat | None:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if _OPML.search(start[:2000]) and start[:1] == b"<":
        return "opml"
    if start[:1] == b"<" and _FEED.search(start[:3000]):
        return "feed"
    if suffix in (".md", ".markdown"):
        return None
    if start[:1] != b"<":
        return None
    return "bookmarks" if _is_bookmarks(start) else "html" if _HTML.search(start) else None


def _is_bookmarks(start: bytes) -> bool:
    """Pocket's ril_export.html and the bookmark files that all browsers write."""
    lower = start[:4000].lower()
    return (
        b"netscape-bookmark-file" in lower
        or b"time_added=" in lower
        or b"<title>pocket export" in lower
    )


def _prose(text: str, head: bytes, suffix: str) -> ImportFormat | None:
    known = _BY_SUFFIX.get(suffix)
    if known == "text":
        return "kindle" if _is_kindle(text) else "markdown" if _is_markdown(text) else "text"
    if known in ("markdown", "html"):
        return known
    if suffix or b"\x00" in head:
        return None
    return "text" if text.strip() and text.isprintable() else None


def _is_kindle(text: str) -> bool:
    return len(_KINDLE.findall(text)) >= 1 and bool(re.search(r"^- .*\|", text, re.MULTILINE))


def _is_markdown(text: str) -> bool:
    return text.startswith(("---\n", "+++\n")) or len(_MARKDOWN_SIGNS.findall(text[:6000])) >= 2
