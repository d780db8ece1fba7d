"""What a page says of itself: title, address, author, date, language, site, tags.

Sources, the most explicit first: schema.org JSON-LD, Open Graph and citation_ properties, Dublin
Core, plain HTML. Read by patterns of bounded length from the source, so that no tree is needed.
"""

from __future__ import annotations

import html as html_entities
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reader.importers import dates
from reader.importers.headers import one_line
from reader.importers.identity import web_address

_HEAD = 200_000
_TAG = re.compile(r"<(meta|link|base|html)\b([^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,60})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title[^>]{0,400}>([^<]{0,2000})", re.IGNORECASE)
_JSON_LD = re.compile(r"<script[^>]{0,400}application/ld\+json[^>]{0,400}>", re.IGNORECASE)
_MAX_SCRIPTS, _MAX_SCRIPT = 20, 200_000
_SAVED = re.compile(
    r"<!--[^>]{0,200}?(?:saved from url=\(\d{1,6}\)|\burl: )(https?://[^\s>]{1,4000})", re.DOTALL
)
_ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Report|Posting|WebPage)$")
_AUTHORS = (
    "citation_author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
)
_DATES = (
    "article:published_time",
    "citation_publication_date",
    "date",
    "dc.date",
    "dcterms.created",
    "dc.date.issued",
    "datepublished",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "og:published_time",
)
_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; title is the page's own (with the site's name), headline the article's."""

    title: str = ""
    headline: str = ""
    url: str | None = None
    base: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    site: str | None = None
    summary: str | None = None
    tags: tuple[str, ...] = ()


def read(html: str) -> Facts:
    """The facts in a page's source."""
    head = html[:_HEAD]
    meta, links, page_language, base = _tags(head)
    linked = _linked_data(head)
    saved = _SAVED.search(html[:4000])
    canonical = web_address(links.get("canonical")) or web_address(meta.get("og:url"))
    found_title = _TITLE.search(head)
    return Facts(
        title=one_line(html_entities.unescape(found_title[1])) if found_title else "",
        headline=one_line(_first(meta, _TITLES) or _text(linked.get("headline"))),
        url=canonical
        or web_address(_text(linked.get("url")))
        or web_address(saved[1] if saved else ""),
        base=base,
        author=_author(meta, linked),
        date=dates.parse(_text(linked.get("datePublished"))) or _date(meta),
        language=page_language or meta.get("content-language") or _locale(meta, linked),
        site=one_line(meta.get("og:site_name", "") or _name(linked.get("publisher"))) or None,
        summary=one_line(meta.get("og:description", "") or meta.get("description", ""), 1000)
        or None,
        tags=_tags_of(meta, linked),
    )


def _tags(head: str) -> tuple[dict[str, str], dict[str, str], str | None, str | None]:
    meta: dict[str, str] = {}
    links: dict[str, str] = {}
    language, base = None, None
    for name, inside in _TAG.findall(head):
        attributes = _attributes(inside)
        if name.lower() == "html":
            language = attributes.get("lang") or attributes.get("xml:lang") or language
        elif name.lower() == "base":
            base = attributes.get("href") or base
        elif name.lower() == "link":
            links.setdefault(attributes.get("rel", "").lower(), attributes.get("href", ""))
        else:
            _add_meta(meta, attributes)
    return meta, links, language, base


def _attributes(inside: str) -> dict[str, str]:
    return {
        name.lower(): html_entities.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(inside)
    }


def _add_meta(meta: dict[str, str], attributes: Mapping[str, str]) -> None:
    keys = (attributes.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
    name = next((key for key in keys if key), "").lower()
    content = attributes.get("content", "").strip()
    if not name or not content:
        return
    if name == "article:tag" and name in meta:
        meta[name] += ", " + content
    else:
        meta.setdefault(name, content)


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _author(meta: Mapping[str, str], linked: Mapping[str, object]) -> str | None:
    names = [_name(linked.get("author")), *(meta.get(name, "") for name in _AUTHORS)]
    real = (one_line(name, 200) for name in names if name and "://" not in name)
    return next(real, None)


def _date(meta: Mapping[str, str]) -> str | None:
    values = (dates.parse(meta.get(name)) for name in _DATES)
    return next((value for value in values if value), None)


def _locale(meta: Mapping[str, str], linked: Mapping[str, object]) -> str | None:
    return _text(linked.get("inLanguage")) or meta.get("og:locale") or None


def _tags_of(meta: Mapping[str, str], linked: Mapping[str, object]) -> tuple[str, ...]:
    keywords = linked.get("keywords")
    listed = ", ".join(map(_text, keywords)) if isinstance(keywords, list) else _text(keywords)
    parts = re.split(r"[,;]", meta.get("article:tag") or listed or meta.get("keywords", ""))
    tags = (one_line(part, 60) for part in parts[:30])
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _linked_data(head: str) -> dict[str, object]:
    """The properties of the page's article in JSON-LD, empty where there is none."""
    for script in _scripts(head):
        try:
            value = json.loads(script.strip().removesuffix(";"))
        except (ValueError, RecursionError):
            continue
        found = sorted(_articles(value, 0), key=lambda item: _text(item.get("@type")) == "WebPage")
        if found:
            return found[0]
    return {}


def _scripts(head: str) -> Iterator[str]:
    for opening in islice(_JSON_LD.finditer(head), _MAX_SCRIPTS):
        end = head.find("</", opening.end(), opening.end() + _MAX_SCRIPT)
        while end >= 0 and head[end : end + 8].lower() != "</script":
            end = head.find("</", end + 2, opening.end() + _MAX_SCRIPT)
        yield head[opening.end() : end] if end >= 0 else ""


def _articles(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > 5:
        return
    if isinstance(value, list):
        for part in value[:200]:
            yield from _articles(part, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        return _text(value[0])
    if isinstance(value, dict):
        return _text(value.get("@id") or value.get("name"))
    return html_entities.unescape(value) if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(name for part in value[:10] if (name := _name(part)))
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)
