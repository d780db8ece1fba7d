"""Turns a saved web page into an article; pure: bytes in, a draft out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from reader.importers import dates, extract, metadata, nodes
from reader.importers.convert import Converter
from reader.importers.footnotes import Footnotes
from reader.importers.headers import one_line
from reader.importers.identity import web_address
from reader.importers.markdown_text import escape
from reader.importers.metadata import Facts
from reader.importers.nodes import Node
from reader.importers.pictures import Pictures
from reader.importers.rules import Rules

_SITE_BREAK = re.compile(r"\s+[|–—·»«:-]\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page was found to be; body is Markdown, the readers' comments stand in comments.

    method says how the article was found: markup, trafilatura, density or whole.
    """

    title: str
    body: str
    comments: str
    facts: Facts
    url: str | None
    author: str | None
    date: str | None
    pictures: dict[str, bytes]
    removed: tuple[str, ...]
    notes: tuple[str, ...]
    method: str


def read(
    html: str,
    rules: Rules,
    load: Callable[[str], bytes | None],
    url: str | None = None,
    *,
    simply: bool = False,
) -> Page:
    """The article of a page. load gives the bytes behind the address of a picture as it stands
    there, or None. url is where the page came from, where that is known. simply: without
    trafilatura, which takes most of the time.
    """
    facts = metadata.read(html)
    root = nodes.parse(html)
    title = _title(root, facts)
    found = extract.find(root, html, rules, title, simply=simply)
    address = _address(facts, url)
    pictures = Pictures(load)
    converter = Converter(
        pictures, _base(facts, address), Footnotes(found.main.parent or found.main)
    )
    body = _demoted(converter.document(found.main))
    return Page(
        title=title,
        body=body,
        comments=_comments(found.comments, rules, converter),
        facts=facts,
        url=address,
        author=facts.author or found.author,
        date=facts.date or dates.parse(found.date),
        pictures=pictures.files,
        removed=tuple(found.removed),
        notes=_notes(pictures, simply),
        method=found.method,
    )


def fragment(
    html: str, load: Callable[[str], bytes | None], base: str | None = None
) -> tuple[str, Pictures]:
    """The Markdown of HTML that is an article already (a feed's, a service's, a book's chapter)."""
    root = nodes.parse(html)
    pictures = Pictures(load)
    for node in [n for n in root.walk() if n.tag in ("nav", "form") and n.parent]:
        node.remove()
    return Converter(pictures, base, Footnotes(root)).document(root), pictures


def _notes(pictures: Pictures, simply: bool) -> tuple[str, ...]:
    notes = [f"{pictures.missing} pictures were not with the page"] if pictures.missing else []
    if not nodes.has_full_parser():
        notes.append("Read without trafilatura (the extra lesesal[web]): the simple way was used")
    elif simply:
        notes.append("The page took too long to read: the simple way was used")
    return tuple(notes)


def _address(facts: Facts, url: str | None) -> str | None:
    """The page's address: its own word, unless another site claims to be the original."""
    own, given = facts.url, web_address(url)
    if not own or not given:
        return own or given
    same_site = urlsplit(own).hostname == urlsplit(given).hostname
    return own if same_site else given


def _base(facts: Facts, address: str | None) -> str | None:
    if not facts.base:
        return address
    try:
        joined = urljoin(address or "", facts.base)
    except ValueError:
        return address
    return joined if joined.startswith(("http://", "https://")) else address


def _title(root: Node, facts: Facts) -> str:
    """The article's title: the heading that the page's title or headline begins with, or those."""
    headings = [
        text for node in root.walk() if node.tag == "h1" and (text := one_line(node.text()))
    ]
    names = _folded(facts.headline or facts.title)
    confirmed = (text for text in headings if _folded(text) in names and text != facts.site)
    chosen = next(confirmed, "") or facts.headline or _without_site(facts)
    return chosen or (headings[0] if headings else "")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _without_site(facts: Facts) -> str:
    parts = _SITE_BREAK.split(facts.title)
    if len(parts) < 2:
        return facts.title
    site = (facts.site or "").casefold()
    if site and site in (parts[0].casefold(), parts[-1].casefold()):
        return (
            facts.title[: -len(parts[-1])].rstrip(" |–—·»«:-")
            if parts[-1].casefold() == site
            else facts.title[len(parts[0]) :].lstrip(" |–—·»«:-")
        )
    is_bar = re.search(r"\s[|»«]\s", facts.title)
    return facts.title[: is_bar.start()].strip() if is_bar and is_bar.start() > 8 else facts.title


def _demoted(body: str) -> str:
    """body with its headings one level lower where it has one of the first: that is the title's."""
    lines = body.split("\n")
    fenced = _fenced(lines)
    heads = [i for i, line in enumerate(lines) if i not in fenced and re.match("#{1,6} ", line)]
    if not any(lines[index].startswith("# ") for index in heads):
        return body
    for index in heads:
        lines[index] = lines[index] if lines[index].startswith("######") else "#" + lines[index]
    return "\n".join(lines)


def _fenced(lines: list[str]) -> set[int]:
    inside, found = "", set()
    for index, line in enumerate(lines):
        opening = re.match("`{3,}", line)
        if inside or opening:
            found.add(index)
        if opening and not inside:
            inside = opening[0]
        elif inside and line.strip() == inside:
            inside = ""
    return found


def _comments(containers: list[Node], rules: Rules, converter: Converter) -> str:
    said: list[str] = []
    for container in containers:
        for node in [n for n in container.walk() if n.parent and _is_no_comment(n, rules)]:
            node.remove()
        for author, date, text in extract.comment_parts(container, rules.web):
            body = "\n\n".join(converter.blocks(text) or converter.block(text))
            if body and not rules.is_residue(text.text()):
                day = (dates.parse(date) or "")[:10]
                by = " · ".join(part for part in (author and f"**{escape(author)}**", day) if part)
                said.append("\n\n".join(part for part in (by, body) if part))
    return "\n\n".join(said)


def _is_no_comment(node: Node, rules: Rules) -> bool:
    words = node.words()
    is_ping = bool(words & {"pingback", "trackback"})
    return node.tag in ("form", "script") or is_ping or bool(words & rules.web.comment_drop)


def with_comments(body: str, comments: str, heading: str) -> str:
    """An article with its readers' comments as a section of its own at the end."""
    return f"{body}\n\n## {heading}\n\n{comments}" if comments else body
