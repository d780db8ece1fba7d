"""Reads the files that are one article each: plain text, Markdown and web pages."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from reader import frontmatter
from reader.errors import FormatError
from reader.importers import dates, plaintext, webpage
from reader.importers.context import Context, Entry, decoded
from reader.importers.headers import one_line
from reader.importers.identity import web_address
from reader.importers.pictures import MAX_PICTURE, Pictures
from reader.importers.values import Draft, Piece

MAX_ARTICLE = 20_000_000
_IMAGE = re.compile(r"(!\[[^\]\n]{0,1000}\]\()<?([^)\s>]{1,2000})>?((?:\s+\"[^\"\n]{0,500}\")?\))")
_IMAGE_TAG = re.compile(r"(<img\b[^>]{0,1000}?\bsrc=[\"'])([^\"'>]{1,2000})([\"'])", re.IGNORECASE)
_FIRST_HEADING = re.compile(r"\s*(?:#[ \t]+([^\n]+?)[ \t#]*\n|([^\n]{1,200})\n=+[ \t]*\n)")


def _article_text(entry: Entry, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    if len(entry.data) > MAX_ARTICLE:
        raise FormatError("Too large for one article: more than 20 MB", entry.path)
    return decoded(entry.data, entry.path, html=html)


def read_text(entry: Entry, context: Context) -> Iterator[Piece]:
    """An article scraped as plain text."""
    text, notes = _article_text(entry)
    yield _plain_draft(text, entry.name, notes, entry, context)


def _plain_draft(
    text: str, name: str, notes: tuple[str, ...], entry: Entry, context: Context
) -> Draft:
    parsed = plaintext.parse(text, context.rules)
    language = context.language_of(None, f"{parsed.title}\n{parsed.body}", name)
    heading = context.rules.comments_heading(language)
    return Draft(
        title=parsed.title,
        body=webpage.with_comments(parsed.body, parsed.comments, heading),
        original=entry.data,
        original_name=entry.file_name,
        origin=entry.origin,
        language=language,
        url=entry.url,
        author=parsed.author,
        date=parsed.date,
        tags=tuple(parsed.tags),
        removed=tuple(parsed.removed),
        notes=notes,
    )


def read_markdown(entry: Entry, context: Context) -> Iterator[Piece]:
    """An article that is Markdown already: kept as it is, its pictures taken along."""
    text, notes = _article_text(entry)
    meta, body = frontmatter.split(text)
    pictures = Pictures(entry.neighbour)
    body = _with_pictures(body, pictures)
    found = {key.lower(): value for key, value in meta.items()}
    heading = _FIRST_HEADING.match(body)
    title = _scalar(found, "title") or (heading and (heading[1] or heading[2])) or ""
    yield Draft(
        title=one_line(title) or PurePosixPath(entry.name).stem,
        body=body,
        original=entry.data,
        original_name=entry.file_name,
        origin=entry.origin,
        language=context.language_of(
            _scalar(found, "language", "lang", "locale"), body, entry.name
        ),
        url=web_address(_scalar(found, "canonical_url", "url", "link", "source_url")),
        author=_scalar(found, "author", "authors", "by") or None,
        date=dates.parse(_scalar(found, "date", "published")),
        tags=_tags(found),
        pictures=pictures.files,
        notes=notes,
        meta={key: value for key, value in meta.items() if key.lower() not in ("language", "tags")},
    )


def _with_pictures(body: str, pictures: Pictures) -> str:
    def placed(found: re.Match[str]) -> str:
        place = pictures.place(found[2])
        return f"{found[1]}{place}{found[3]}" if place else found[0]

    if "![" in body:
        body = _IMAGE.sub(placed, body)
    return _IMAGE_TAG.sub(placed, body) if "<img" in body else body


def _scalar(meta: Mapping[str, object], *keys: str) -> str:
    for key in keys:
        value = meta.get(key)
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _tags(meta: Mapping[str, object]) -> tuple[str, ...]:
    value = meta.get("tags") or meta.get("keywords") or meta.get("categories")
    parts = (
        value
        if isinstance(value, list)
        else re.split(r"[,;]", value if isinstance(value, str) else "")
    )
    return tuple(part.strip() for part in parts if isinstance(part, str) and part.strip())


def read_page(entry: Entry, context: Context) -> Iterator[Piece]:
    """The article of a saved web page, with the pictures from its folder."""
    html, notes = _article_text(entry, html=True)
    page = webpage.read(html, context.rules, entry.neighbour, simply=context.simply)
    yield page_draft(page, entry, context, notes)


def read_fetched(entry: Entry, context: Context) -> Iterator[Piece]:
    """The article of a page that was fetched, with the pictures that can be."""

    def load(address: str) -> bytes | None:
        return entry.tree.find(address, MAX_PICTURE)

    html = _fetched_text(entry)
    page = webpage.read(html, context.rules, load, entry.url, simply=context.simply)
    yield page_draft(page, entry, context)


def read_fetched_text(entry: Entry, context: Context) -> Iterator[Piece]:
    """An article that was fetched as plain text."""
    yield _plain_draft(_fetched_text(entry), "", (), entry, context)


def _fetched_text(entry: Entry) -> str:
    """The text by the charset that HTTP names if it fits, else by the page's own signs."""
    try:
        if entry.charset and codecs.lookup(entry.charset):
            return entry.data.decode(entry.charset)
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    return decoded(entry.data, entry.path, html=True)[0]


def page_draft(
    page: webpage.Page, entry: Entry, context: Context, notes: tuple[str, ...] = ()
) -> Draft:
    """The draft of a page; FormatError where nothing that could be read is on it."""
    if not page.body.strip():
        raise FormatError("No text of an article was found on the page", entry.path)
    language = context.language_of(page.facts.language, f"{page.title}\n{page.body}")
    heading = context.rules.comments_heading(language)
    is_error = context.rules.is_error_title(page.title) and len(page.body.split()) < 200
    suspect = "It looks like an error page" if is_error else None
    return Draft(
        title=page.title or PurePosixPath(entry.name).stem,
        body=webpage.with_comments(page.body, page.comments, heading),
        original=entry.data,
        original_name=entry.file_name,
        origin=entry.origin,
        language=language,
        url=page.url,
        site=page.facts.site,
        author=page.author,
        date=page.date,
        tags=page.facts.tags,
        summary=page.facts.summary,
        pictures=page.pictures,
        removed=page.removed,
        notes=(*notes, *page.notes, *((suspect,) if suspect else ())),
        suspect=suspect,
    )
