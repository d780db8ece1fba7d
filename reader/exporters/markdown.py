"""Marks as Markdown: for each article its title and facts, then quotes, notes and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reader.exporters import Entry, by_article, file_name
from reader.tables import Snapshot

_MEANINGFUL = re.compile(r"([\\`*_\[\]<>])")
_LINE_START = re.compile(r"^(\s*)([#+\-=~|]|\d+[.)])")


def document(entries: Iterable[Entry]) -> str:
    """One document with a section for each article."""
    return "\n".join(_article(article, group) for article, group in by_article(entries))


def documents(entries: Iterable[Entry]) -> dict[str, str]:
    """One document an article, by file name."""
    taken: set[str] = set()
    return {
        file_name(article.title, ".md", taken): _article(article, group)
        for article, group in by_article(entries)
    }


def citation(entry: Entry) -> str:
    """A quote with its source, for the clipboard: the passage, then who, what, where and when."""
    article = entry.article
    facts = [article.author, article.title, article.source, article.date, article.url]
    return f"“{entry.quote}”\n— {', '.join(fact for fact in facts if fact)}"


def _article(article: Snapshot, entries: Sequence[Entry]) -> str:
    head = [f"# {_line(article.title)}\n", *_facts(article)]
    return "\n".join([*head, "", *(_mark(entry) for entry in entries)])


def _facts(article: Snapshot) -> list[str]:
    facts = {
        "Author": article.author,
        "Language": article.language,
        "Source": article.source,
        "Date": article.date,
    }
    lines = [f"- {name}: {_line(value)}" for name, value in facts.items() if value]
    return lines + ([f"- Address: <{_address(article.url)}>"] if article.url else [])


def _mark(entry: Entry) -> str:
    mark = entry.mark
    parts = []
    if entry.quote.strip():
        parts.append(_quote(entry.quote))
    if entry.is_orphan:
        parts.append("*The passage is no longer in the article.*\n")
    if mark.kind == "bookmark":
        parts.append("Bookmark\n" if mark.anchor else "Bookmarked\n")
    if mark.note.strip():
        parts.append(mark.note.strip("\n") + "\n")
    if mark.tags:
        parts.append("Tags: " + ", ".join(_line(tag) for tag in mark.tags) + "\n")
    parts.append(f"<small>{_small(entry)}</small>\n\n---\n")
    return "\n".join(parts)


def _small(entry: Entry) -> str:
    facts = [entry.mark.kind, entry.mark.colour, entry.mark.created[:10]]
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
