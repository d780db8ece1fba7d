"""Marks as Markdown: for each article its title and facts, then quotes, notes and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reader.exporters import ENGLISH, Entry, Words, by_article, file_name
from reader.tables import Snapshot

_MEANINGFUL = re.compile(r"([\\`*_\[\]<>])")
_LINE_START = re.compile(r"^(\s*)([#+\-=~|]|\d+[.)])")


def document(entries: Iterable[Entry], words: Words = ENGLISH) -> str:
    """One document with a section for each article."""
    return "\n".join(_article(article, group, words) for article, group in by_article(entries))


def documents(entries: Iterable[Entry], words: Words = ENGLISH) -> dict[str, str]:
    """One document an article, by file name."""
    taken: set[str] = set()
    return {
        file_name(article.title, ".md", taken): _article(article, group, words)
        for article, group in by_article(entries)
    }


def _article(article: Snapshot, entries: Sequence[Entry], words: Words) -> str:
    head = [f"# {_line(article.title)}\n", *_facts(article, words)]
    return "\n".join([*head, "", *(_mark(entry, words) for entry in entries)])


def _facts(article: Snapshot, words: Words) -> list[str]:
    facts = {
        words.author: article.author,
        words.article_language: article.language,
        words.source: article.source,
        words.date: article.date,
    }
    lines = [f"- {name}: {_line(value)}" for name, value in facts.items() if value]
    return lines + ([f"- {words.address}: <{_address(article.url)}>"] if article.url else [])


def _mark(entry: Entry, words: Words) -> str:
    mark = entry.mark
    parts = []
    if entry.quote.strip():
        parts.append(_quote(entry.quote))
    if entry.is_orphan:
        parts.append(f"*{words.gone}*\n")
    if mark.kind == "bookmark":
        parts.append(f"{words.bookmark if mark.anchor else words.bookmarked}\n")
    if mark.note.strip():
        parts.append(mark.note.strip("\n") + "\n")
    if mark.tags:
        parts.append(f"{words.tags}: " + ", ".join(_line(tag) for tag in mark.tags) + "\n")
    parts.append(f"<small>{_small(entry, words)}</small>\n\n---\n")
    return "\n".join(parts)


def _small(entry: Entry, words: Words) -> str:
    mark = entry.mark
    kind, colour = words.kinds.get(mark.kind, mark.kind), mark.colour or ""
    facts = [kind, words.colours.get(colour, colour), mark.created[:10]]
    return _line(" · ".join(fact for fact in facts if fact))


def _quote(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return "\n".join(f"> {escaped(line)}".rstrip() for line in lines) + "\n"


def escaped(line: str) -> str:
    """A line of plain text so that Markdown shows it as it is."""
    plain = _MEANINGFUL.sub(r"\\\1", line)
    match = _LINE_START.match(plain)
    if match is None:
        return plain
    at = match.end() - 1
    return f"{plain[:at]}\\{plain[at:]}"


def _line(text: str) -> str:
    """Text of any kind on one line."""
    return escaped(" ".join(text.split()))


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", lambda match: f"%{ord(match.group()):02X}", url)
