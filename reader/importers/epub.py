"""Reads EPUB books (OCF and OPF 3.3): their chapters in reading order, apart or as one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from reader.errors import FormatError
from reader.importers import dates, identity, nodes, webpage
from reader.importers.context import Context, Entry, decoded
from reader.importers.headers import one_line
from reader.importers.trees import ZipTree
from reader.importers.values import Draft, Piece, Skipped

_CONTAINER = "META-INF/container.xml"
_MAX_XML = 5_000_000
_MAX_CHAPTERS = 2_000
_PAGES = ("application/xhtml+xml", "text/html", "")
_MIN_WORDS = 15
"""A chapter with fewer words is a half-title or a picture: it joins no list of articles."""


@dataclass(slots=True)
class _Book:
    title: str = ""
    author: str | None = None
    language: str | None = None
    date: str | None = None
    key: str = ""
    chapters: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Chapter:
    name: str
    title: str
    body: str
    pictures: dict[str, bytes]


def read(entry: Entry, context: Context) -> Iterator[Piece]:
    """The book's chapters as articles, or the book as one, as the options say."""
    tree = ZipTree(entry.path, entry.data, entry.origin)
    try:
        if not context.begun:
            yield from (Skipped(tree.path(name), why) for name, why in tree.problems)
        book = _book(tree)
        take = _whole if context.options.epub == "whole" else _chapters
        yield from take(book, tree, entry, context)
    finally:
        tree.close()


def _chapters(book: _Book, tree: ZipTree, entry: Entry, context: Context) -> Iterator[Piece]:
    title = book.title or entry.file_name
    has_text = context.begun > 0

    def chapter(number: int, name: str) -> Iterator[Piece]:
        nonlocal has_text
        one = _chapter(name, tree)
        if isinstance(one, Skipped):
            yield one
            return
        has_text = has_text or bool(one.body.strip())
        if len(one.body.split()) >= (_MIN_WORDS if len(book.chapters) > 1 else 1):
            name = one.title or f"{title} ({number + 1})"
            body = _without_title(one)
            yield _draft(book, name, body, one.pictures, one.name, entry, context)

    yield from context.each(book.chapters[:_MAX_CHAPTERS], chapter, entry.path)
    if not has_text:
        raise FormatError("There is no text in the book", entry.path)


def _whole(book: _Book, tree: ZipTree, entry: Entry, context: Context) -> Iterator[Piece]:
    chapters: list[_Chapter] = []

    def chapter(_: int, name: str) -> Iterator[Piece]:
        one = _chapter(name, tree)
        if isinstance(one, Skipped):
            yield one
        elif one.body.strip():
            chapters.append(one)

    yield from context.each(book.chapters[:_MAX_CHAPTERS], chapter, entry.path, again=True)
    if not chapters:
        raise FormatError("There is no text in the book", entry.path)
    body = "\n\n".join(one.body for one in _renumbered(chapters))
    pictures = {name: data for one in chapters for name, data in one.pictures.items()}
    title = book.title or entry.file_name
    yield _draft(book, title, body, pictures, "", entry, context)


def _book(tree: ZipTree) -> _Book:
    """What the package document says; of a damaged book the pages in the order of their names."""
    try:
        package = _package_name(tree)
        return _parsed(_xml(tree, package), posixpath.dirname(package))
    except FormatError:
        pages = sorted(name for name in tree.names() if name.endswith((".xhtml", ".html", ".htm")))
        if not pages:
            raise
        return _Book(chapters=pages)


def _package_name(tree: ZipTree) -> str:
    root = _xml(tree, _CONTAINER)
    for element in root.iter():
        if _tag(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise FormatError("The book has no package document", tree.path(_CONTAINER))


def _xml(tree: ZipTree, name: str) -> Any:
    from defusedxml import ElementTree  # 5 ms, only for books
    from defusedxml.common import DefusedXmlException

    if name not in tree.names():
        raise FormatError("Not there", tree.path(name))
    try:
        return ElementTree.fromstring(tree.read(name, _MAX_XML))
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise FormatError(f"Damaged or refused: {type(error).__name__}", tree.path(name)) from error


def _tag(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _parsed(root: Any, folder: str) -> _Book:
    book, items, spine = _Book(), {}, []
    authors: list[str] = []
    for element in root.iter():
        tag, said = _tag(element), one_line(element.text or "")
        if tag == "title" and not book.title:
            book.title = said
        elif tag == "creator" and said:
            authors.append(said)
        elif tag == "language" and not book.language:
            book.language = said
        elif tag == "date" and not book.date:
            book.date = dates.parse(said)
        elif tag == "identifier" and not book.key:
            book.key = said
        elif tag == "item" and element.get("media-type", "") in _PAGES:
            is_contents = "nav" in (element.get("properties") or "").split()
            if not is_contents:
                items[element.get("id")] = posixpath.normpath(
                    posixpath.join(folder, unquote(element.get("href") or ""))
                )
        elif tag == "itemref" and element.get("linear") != "no":
            spine.append(element.get("idref"))
    book.author = ", ".join(authors) or None
    book.chapters = list(dict.fromkeys(items[one] for one in spine if one in items))
    return book


def _chapter(name: str, tree: ZipTree) -> _Chapter | Skipped:
    if name not in tree.names():
        return Skipped(tree.path(name), "The chapter is missing from the book")
    try:
        data = tree.read(name)
        html, _ = decoded(data, tree.path(name), html=True)
    except FormatError as error:
        return Skipped(tree.path(name), str(error))
    page = Entry(data, name, tree)
    body, pictures = webpage.fragment(html, page.neighbour)
    return _Chapter(name, _chapter_title(html), body, pictures.files)


def _chapter_title(html: str) -> str:
    heading = nodes.parse(html).find("h1", "h2", "h3")
    return one_line(heading.text()) if heading else ""


def _without_title(chapter: _Chapter) -> str:
    first, _, rest = chapter.body.partition("\n\n")
    return rest if first.lstrip("# ").strip() == chapter.title and rest else chapter.body


def _renumbered(chapters: list[_Chapter]) -> Iterator[_Chapter]:
    """The chapters with footnote labels that differ from chapter to chapter."""
    for number, one in enumerate(chapters, 1):
        yield _Chapter(one.name, one.title, one.body.replace("[^", f"[^{number}-"), one.pictures)


def _draft(
    book: _Book,
    title: str,
    body: str,
    pictures: dict[str, bytes],
    part: str,
    entry: Entry,
    context: Context,
) -> Draft:
    work = identity.work_key(book.title or title, book.author)
    return Draft(
        title=title,
        body=body,
        original=entry.data,
        original_name=entry.file_name,
        origin=entry.origin,
        part=part,
        language=context.language_of(book.language, f"{title}\n{body}"),
        site=book.title if part else None,
        author=book.author,
        date=book.date,
        tags=(book.title,) if part and book.title else (),
        pictures=pictures,
        meta={"id": identity.article_id(f"{work}|{part}" if part else work)},
    )
