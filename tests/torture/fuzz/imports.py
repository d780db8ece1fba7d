"""Fuzzing of the import of articles: pages, texts, feeds, books, exports of other programs."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reader import source as sources
from reader.errors import ReaderError
from reader.importers import filing, headers, identity, rules
from reader.importers.applying import place as place_quote
from reader.importers.context import Context, Entry, Guard
from reader.importers.detect import detect
from reader.importers.readers import READERS, Reader
from reader.importers.trees import FolderTree, ZipTree
from reader.importers.values import Draft, ImportedMarks, Piece
from tests.torture.fuzz.marks import ARTICLE, JSON_WORDS, w3c_annotation
from tests.torture.fuzz.parsers import HEADS, HTML_WORDS
from tests.torture.fuzz.target import Check, Target, beginnings, chosen_by

_SUFFIXES = {
    "text": ".txt", "markdown": ".md", "html": ".html", "mhtml": ".mhtml", "feed": ".xml",
    "opml": ".opml", "bookmarks": ".html", "pocket": ".csv", "instapaper": ".csv",
    "readwise": ".csv", "omnivore": ".json", "wallabag": ".json", "hypothesis": ".json",
    "koreader": ".json", "kindle": ".txt",
}  # fmt: skip


class _Strict(Guard):
    """Lets escape what an import would tell of as one article that cannot be read."""

    def report(self, error: BaseException) -> None:
        if not isinstance(error, ReaderError):
            raise error


def _importing(kinds: Sequence[str]) -> Callable[[Path], Check]:
    """A check of the readers of these formats: the first byte of an input chooses one."""

    def prepare(folder: Path) -> Check:
        context = Context(rules.load(), guard=_Strict())
        tree = FolderTree(folder)

        def check(data: bytes) -> None:
            kind = kinds[data[0] % len(kinds) if data else 0]
            content = data[1:]
            detect(content, "a" + _SUFFIXES.get(kind, ""))
            for entry, reader in _entries(kind, content, tree):
                _check_pieces(_pieces(READERS[reader], entry, context))

        return check

    return prepare


def _entries(kind: str, content: bytes, tree: FolderTree) -> Iterator[tuple[Entry, Any]]:
    """The entries that an input is: itself, what it packs into a book, or an archive's files."""
    if kind == "archive":
        yield from _archived(content)
    elif kind == "epub":
        yield Entry(_book(content), "a.epub", tree), "epub"
    elif kind == "raw epub":
        yield Entry(content, "a.epub", tree), "epub"
    elif content.strip(b"\x00 \r\n\t"):
        yield Entry(content, "a" + _SUFFIXES[kind], tree), kind


def _archived(content: bytes) -> Iterator[tuple[Entry, Any]]:
    try:
        tree = ZipTree(Path("a.zip"), content)
    except ReaderError:
        return
    try:
        for name in tree.names():
            try:
                entry = Entry(tree.read(name), name, tree)
            except ReaderError:
                continue
            found = detect(entry.data, name)
            if found in READERS:
                yield entry, found
    finally:
        tree.close()


_CONTAINER = '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>'


def _book(content: bytes) -> bytes:
    """An EPUB of the parts: its package document, then its pages, then its container."""
    package, *pages = content.split(b"\x1e")
    container = pages.pop() if len(pages) > 2 else _CONTAINER.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", container)
        book.writestr("O/b.opf", package)
        for number, page in enumerate(pages):
            book.writestr(f"O/{number}.xhtml", page)
    return buffer.getvalue()


def _pieces(read: Reader, entry: Entry, context: Context) -> list[Piece]:
    """All that a reader finds; a reason is an answer too, anything else escapes."""
    pieces: list[Piece] = []
    try:
        pieces.extend(read(entry, context))
    except ReaderError as error:
        assert str(error).strip()
    return pieces


def _check_pieces(pieces: list[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, Draft):
            _check_draft(piece)
        elif isinstance(piece, ImportedMarks):
            assert piece.article_id
            for quote in piece.quotes:
                found = place_quote(quote, ARTICLE)
                assert 0 <= found.start <= found.end


def _check_draft(draft: Draft) -> None:
    """The article is written as it would be, and read back as what it was."""
    digest = identity.digest(hashlib.sha256(draft.original), draft.part)
    body = filing._body(draft, "files/")
    meta = filing._front_matter(draft, "an-id", digest, body)
    written = headers.compose(meta, body).encode("utf-8", "replace")
    filing.slug(draft.title)
    filing._safe_name(draft.original_name)
    read = sources.parse(written, "a.md")
    assert read.meta.get("id") == "an-id", "the front matter cannot be read back"
    if isinstance(meta["title"], str):  # a file may have it as a list: that is kept
        assert read.meta.get("title") == headers.clean(meta["title"])
    assert read.body.strip("\n") == _lines(body.strip("\n")), "the body is not what it was"


def _lines(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


_PAGES = ("html", "text", "markdown", "mhtml", "bookmarks")
_FEEDS = ("feed", "opml")
_BOOKS = ("epub", "archive", "raw epub")
_EXPORTS = (
    "pocket", "instapaper", "readwise", "omnivore", "wallabag", "hypothesis", "koreader", "kindle",
)  # fmt: skip


def _pages_seeds() -> list[bytes]:
    mhtml = (
        "From: <saved>\r\nSubject: =?utf-8?q?A=20page?=\r\nMIME-Version: 1.0\r\nContent-Type: "
        'multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/1\r\n"
        "\r\n<html><h1>A</h1><p>text =C3=A4</p></html>\r\n--b\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    bookmarks = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><H3>F</H3><DL><p>"
        '<DT><A HREF="https://a.example/1" ADD_DATE="1600000000" TAGS="a,b">One</A></DL></DL>'
    )
    text = "A title\n\nBy Somebody\n\nA paragraph of text.\n\n* one\n* two\n\nLeave a Reply\n"
    return [
        *chosen_by(0, beginnings("tests/data/importers/pages/*.html")),
        *chosen_by(1, [text.encode()]),
        *chosen_by(2, [head.encode() for head in HEADS]),
        *chosen_by(3, [mhtml.encode()]),
        *chosen_by(4, [bookmarks.encode()]),
    ]


def _feed_seeds() -> list[bytes]:
    rss = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
        'content/"><channel><title>F</title><language>sv</language><item><title>A</title><link>'
        "https://a.example/1</link><pubDate>Mon, 24 Mar 2014 10:00:00 GMT</pubDate><description>"
        "&lt;p&gt;text&lt;/p&gt;</description><content:encoded><![CDATA[<p>b</p>]]>"
        "</content:encoded></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>F</title><entry><title '
        'type="html">A</title><link href="https://a.example/2"/><updated>2014-03-24T10:00:00Z'
        '</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">b</div>'
        "</content></entry></feed>"
    )
    opml = (
        '<?xml version="1.0"?><opml version="2.0"><head><title>O</title></head><body><outline '
        'text="F"><outline type="rss" text="A" xmlUrl="https://a.example/f"/></outline></body></opml>'
    )
    entity = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><rss><channel>&d;</channel></rss>'
    return [
        *chosen_by(0, [rss.encode(), atom.encode(), entity.encode()]),
        *chosen_by(1, [opml.encode()]),
    ]


def _book_seeds() -> list[bytes]:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/'
        'elements/1.1/"><dc:title>B</dc:title><dc:creator>C</dc:creator><dc:language>de'
        '</dc:language><dc:date>2014</dc:date></metadata><manifest><item id="a" href="0.xhtml" '
        'media-type="application/xhtml+xml"/><item id="b" href="1.xhtml" media-type="text/html"/>'
        '</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    page = "<html><body><h1>One</h1><p>" + "The lamp was lit before the fog. " * 5 + "</p></body>"
    book = "\x1e".join((package, page, page.replace("One", "Two"))).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "part_000000.csv", "title,url,time_added,tags,status\r\na,b,1,c,unread\r\n"
        )
        archive.writestr("a/b.html", page)
    return [
        *chosen_by(0, [book]),
        *chosen_by(1, [buffer.getvalue()]),
        *chosen_by(2, [_book(book)]),
    ]


def _export_seeds() -> list[bytes]:
    quote = {"quote": "lamp was", "created_at": 1600000000, "note": "n"}
    hypothesis = {
        "id": "h", "uri": "https://a.example/1", "text": "n", "tags": ["x"], "references": ["h"],
        "created": "2024-03-01T10:00:00Z", "target": [{"selector": w3c_annotation()["target"]["selector"]}],
    }  # fmt: skip
    wallabag = {
        "is_archived": 1, "is_starred": 0, "title": "A", "url": "https://a.example/1",
        "content": "<p>text</p>", "language": "de", "tags": ["x", {"label": "y"}],
        "created_at": "2024-03-01T10:00:00+0000", "annotations": [{"quote": "text", "text": "n"}],
    }  # fmt: skip
    koreader = {"documents": [{"title": "A", "author": "B", "entries": [
        {"text": "lamp was", "note": "n", "page": 3, "time": 1600000000, "chapter": "C",
         "drawer": "underscore"}]}]}  # fmt: skip
    omnivore = {
        "id": "o", "slug": "a", "title": "A", "url": "https://a.example/1", "state": "Archived",
        "labels": ["x"], "savedAt": "2024-03-01T10:00:00.000Z", "readingProgress": 50,
    }  # fmt: skip
    kindle = (
        "A Book (Somebody)\r\n- Your Highlight on page 3 | Location 40-41 | Added on Friday, March "
        "1, 2024 10:00:00 AM\r\n\r\nThe lamp was lit.\r\n==========\r\n"
        "Ein Buch (Jemand)\r\n- Ihre Notiz auf Seite 3 | bei Position 41 | Hinzugefügt am Freitag, "
        "1. März 2024 10:00:00\r\n\r\nnote\r\n==========\r\n"
    )
    tables = (
        "title,url,time_added,tags,status\r\nA,https://a.example/1,1600000000,x|y,archive\r\n",
        'URL,Title,Selection,Folder,Timestamp,Tags\r\nhttps://a.example/1,A,lamp,Unread,1,"[]"\r\n',
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,"
        "Highlighted at,Document tags\r\nlamp was,A,B,,n,yellow,x,page,3,2024-03-01 10:00:00+00:00,\r\n",
    )
    made: list[tuple[str, object]] = [
        ("pocket", [{"url": "https://a.example/1", "title": "A", "highlights": [quote]}]),
        ("pocket", tables[0]), ("instapaper", tables[1]), ("readwise", tables[2]),
        ("omnivore", [omnivore]), ("wallabag", [wallabag]), ("hypothesis", {"annotations": [hypothesis]}),
        ("koreader", koreader), ("koreader", koreader["documents"][0]),
        ("kindle", kindle),
    ]  # fmt: skip
    seeds = []
    for kind, content in made:
        text = content if isinstance(content, str) else json.dumps(content)
        seeds += chosen_by(_EXPORTS.index(kind), [text.encode()])
    return seeds


_XML_WORDS = (
    "<", ">", "</", "/>", "<?xml version='1.1' encoding='utf-16'?>", "<!DOCTYPE a [", "<!ENTITY b ",
    "&b;", "]>", "<![CDATA[", "]]>", "xmlns=", "xml:lang=", "<item>", "<entry>", "<link href=",
    "<title>", "<content type='xhtml'>", "<outline ", "text=", "xmlUrl=", "&#x0;", "&amp;lt;",
)  # fmt: skip
_PAGE_WORDS = (
    "Content-Type: ", "charset=", "multipart/related; boundary=", "--b", "base64", "=C3", "\r\n",
    "Content-Location: ", "cid:", "data:image/png;base64,", "Leave a Reply", "1. ", "* ", "> ",
    '<meta charset="', '<script type="application/ld+json">', "<article>", "<h1>", "=?utf-8?b?",
)  # fmt: skip
_TABLE_WORDS = (
    ",", '"', '""', "\r\n", "\0", "==========\r\n", "- Your Highlight ", " | ", "Location 1-2",
    "Added on ", "99999999999999999999", "-1", "1e400", "2024-13-45T99:99:99Z", "http://[", "https:",
)  # fmt: skip


TARGETS: tuple[Target, ...] = (
    Target("pages", _importing(_PAGES), _pages_seeds, HTML_WORDS + _PAGE_WORDS,
           "saved pages and texts imported"),
    Target("feeds", _importing(_FEEDS), _feed_seeds, _XML_WORDS, "feeds imported"),
    Target("books", _importing(_BOOKS), _book_seeds, (*_XML_WORDS, "\x1e", "PK\x03\x04",
           "PK\x01\x02", "PK\x05\x06"), "books and archives imported"),
    Target("exports", _importing(_EXPORTS), _export_seeds, JSON_WORDS + _TABLE_WORDS,
           "exports of other programs imported"),
)  # fmt: skip
