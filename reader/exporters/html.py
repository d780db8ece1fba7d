"""Marks as one HTML page that needs nothing else; every word in it is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from reader.exporters import ENGLISH, Entry, Words, by_article
from reader.tables import Snapshot

_STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 serif; }
h1 { font-size: 1.5rem; margin-top: 3rem; } .facts, footer { color: #5a5650; font-size: .85rem; }
blockquote { margin: 1.5rem 0 .5rem; padding-left: 1rem; border-left: 4px solid #b98900; }
.green { border-color: #2f8a3b; } .blue { border-color: #2e75b8; } .pink { border-color: #b83a6b; }
.plain { border-color: #8c867d; } blockquote, .note { white-space: pre-wrap; }
"""


def dumps(entries: Iterable[Entry], words: Words = ENGLISH) -> str:
    """A page with a section for each article."""
    sections = "\n".join(_article(article, group, words) for article, group in by_article(entries))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">\n"
        f"<title>{escape(words.heading)}</title>\n"
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{sections}\n</body>\n</html>\n"
    )


def _article(article: Snapshot, entries: Iterable[Entry], words: Words) -> str:
    language = f' lang="{escape(article.language)}"' if article.language else ""
    facts = [article.author, article.source, article.date, article.language]
    address = _link(article.url) if article.url else ""
    line = " · ".join([*(escape(fact) for fact in facts if fact), *([address] if address else [])])
    return (
        f'<section>\n<h1 dir="auto"{language}>{escape(article.title)}</h1>\n'
        f'<p class="facts">{line}</p>\n'
        + "\n".join(_mark(entry, language, words) for entry in entries)
        + "\n</section>"
    )


def _link(url: str) -> str:
    if url.lower().startswith(("http://", "https://")):
        return f'<a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>'
    return escape(url)


def _mark(entry: Entry, language: str, words: Words) -> str:
    mark, parts = entry.mark, []
    if entry.quote:
        colour = mark.colour or "plain"
        parts.append(
            f'<blockquote dir="auto" class="{escape(colour)}"{language}>'
            f"{escape(entry.quote)}</blockquote>"
        )
    if entry.is_orphan:
        parts.append(f"<p><em>{escape(words.gone)}</em></p>")
    if mark.note:
        parts.append(f'<div class="note" dir="auto">{escape(mark.note)}</div>')
    facts = [words.kinds.get(mark.kind, mark.kind), *mark.tags, mark.created[:10]]
    parts.append(f"<footer>{escape(' · '.join(fact for fact in facts if fact))}</footer>")
    return f"<article>{''.join(parts)}</article>"
