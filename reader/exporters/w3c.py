"""Marks as W3C Web Annotations (JSON-LD) and as Readium's AnnotationSet.

https://www.w3.org/TR/annotation-model/ ; positions count code points of the article's text. What
the standard has no word for is in an object of our own, "lesesal", so that nothing is lost on the
way out and back; other programs pass over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal
from urllib.parse import quote

from reader.exporters import Entry
from reader.model import Mark
from reader.plain import mark_plain
from reader.tables import Snapshot, new_id

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EXTENSION = "lesesal"
GENERATOR = {"id": "org.lesesal.Lesesal", "type": "Software", "name": "Lesesal"}


def dumps(entries: Iterable[Entry], *, generated: str, form: Literal["set", "list"] = "set") -> str:
    """The annotations as JSON text: an AnnotationSet, or a plain list of annotations."""
    listed = list(entries)
    whole = annotation_set(listed, generated) if form == "set" else annotation_list(listed)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def annotation_list(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries as W3C annotations."""
    return [{"@context": CONTEXT, **_annotation(entry)} for entry in entries]


def annotation_set(entries: Sequence[Entry], generated: str) -> dict[str, Any]:
    """The entries as one AnnotationSet; it is about an article where there is only one."""
    articles = {entry.article.id: entry.article for entry in entries}
    whole: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{new_id()}",
        "type": "AnnotationSet",
        "generator": GENERATOR,
        "generated": generated,
    }
    if len(articles) == 1:
        (article,) = articles.values()
        whole |= {"title": article.title, "about": _about(article)}
    return {**whole, "items": [_annotation(entry) for entry in entries]}


def _about(article: Snapshot) -> dict[str, Any]:
    facts = {
        "dc:identifier": [source_of(article)],
        "dc:title": article.title,
        "dc:creator": [article.author] if article.author else None,
        "dc:publisher": [article.source] if article.source else None,
        "dc:date": article.date,
        "dc:language": article.language,
    }
    return {name: value for name, value in facts.items() if value}


def source_of(article: Snapshot) -> str:
    """The IRI of an article: its address where it has one."""
    return article.url or f"urn:lesesal:article:{quote(article.id, safe='')}"


def _annotation(entry: Entry) -> dict[str, Any]:
    mark = entry.mark
    times = {"created": mark.created, "modified": mark.modified}
    return {
        "id": f"urn:uuid:{mark.id}",
        "type": "Annotation",
        **{name: value for name, value in times.items() if value},
        "motivation": _motivation(mark),
        "body": _body(mark),
        "target": _target(entry),
        EXTENSION: {"mark": mark_plain(mark), "article": _article(entry.article)},
    }


def _motivation(mark: Mark) -> str:
    if mark.kind == "bookmark":
        return "bookmarking"
    return "commenting" if mark.kind == "note" or mark.note else "highlighting"


def _body(mark: Mark) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "TextualBody",
        "value": mark.note,
        "format": "text/markdown",
    }
    if mark.colour:
        body["color"] = mark.colour
    if mark.kind != "note":
        body["highlight"] = "bookmark" if mark.kind == "bookmark" else "solid"
    return body


def _target(entry: Entry) -> dict[str, Any]:
    target: dict[str, Any] = {"source": source_of(entry.article)}
    anchor = entry.mark.anchor
    if anchor is not None:
        words = {
            "exact": anchor.exact,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        }
        target["selector"] = [
            {"type": "TextQuoteSelector", **words},
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ]
    return target


def _article(article: Snapshot) -> dict[str, Any]:
    """What the importer needs to know the article again, without its text."""
    facts = {
        "id": article.id,
        "content_hash": article.content_hash,
        "title": article.title,
        "language": article.language,
        "source": article.source,
        "url": article.url,
        "author": article.author,
        "date": article.date,
        "path": article.path.name.encode("utf-8", "replace").decode(),
    }
    return {name: value for name, value in facts.items() if value}
