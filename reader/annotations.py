"""Marks out of other programs' files: W3C annotations, Readium's AnnotationSet, Hypothesis' JSON,
our own dump and CSV.

What is understood is taken, the rest is listed with a reason; a truncated file gives what stands
before its break. Ids are stable, so that the same file twice makes no doubles.
"""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from reader import anchors
from reader.dump import is_dump
from reader.errors import FormatError
from reader.exporters import csv as marks_csv
from reader.exporters.w3c import EXTENSION
from reader.model import COLOURS, Anchor, Colour, Mark, MarkKind
from reader.partial_json import PartialJson, parse
from reader.plain import mapping, mark_from_plain, number_of, tags_of, text_of
from reader.store import Store
from reader.tables import Snapshot

_LISTS = ("items", "annotations", "rows", "marks")
_NAMESPACE = uuid.UUID("6f1c1f0e-5d0b-4c0e-9a55-3f0f4d1c7b21")
_LONGEST_CELL = 2**31 - 1


class Target(NamedTuple):
    """What a file says of the article that a mark belongs to; "" where it says nothing."""

    url: str = ""
    title: str = ""
    article_id: str = ""


Resolve = Callable[[Target], str | None]
TextOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Imported:
    """The marks of a file, the articles it describes, what was not understood and why.

    dump is set where the file is a full dump: Store.load_dump takes it, with more than its marks.
    """

    marks: tuple[Mark, ...] = ()
    articles: tuple[Snapshot, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    dump: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: ids added, ids that were there already, (item, reason)s."""

    added: tuple[str, ...] = ()
    existing: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


def import_into(store: Store, data: bytes, resolve: Resolve, text_of: TextOf) -> Outcome:
    """Read a file of marks and add what the store lacks. FormatError, StoreError."""
    found = read(data, resolve, text_of)
    if found.dump is not None:
        known = {mark.id for mark in store.marks(deleted=True)}
        loaded = store.load_dump(found.dump)
        new = tuple(mark.id for mark in found.marks if mark.id not in known)
        old = tuple(mark.id for mark in found.marks if mark.id in known)
        return Outcome(new, old, (*found.skipped, *loaded.skipped))
    merged = store.add_missing(found.marks)
    store.keep_snapshots(found.articles)
    return Outcome(merged.added, merged.kept, found.skipped)


def read(data: bytes, resolve: Resolve, text_of: TextOf) -> Imported:
    """The marks of a file.

    resolve finds the article a target means (None where the library has none), text_of its text:
    foreign quotes are anchored in it. FormatError where nothing in the file is a mark's.
    """
    text = _decoded(data)
    if text.lstrip("\ufeff").startswith("id,"):
        return _read_csv(text, resolve)
    document = parse(text, (*_LISTS, "revisions", "articles", "states", "texts"))
    skipped = [("the end of the file", document.problem)] if document.problem else []
    if is_dump(document.value):
        return _read_dump(document, skipped)
    return _read_items(document.value, resolve, text_of, skipped)


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end < len(data) - 4:
            raise FormatError("This file is not text in UTF-8.") from error
        return data[: error.start].decode("utf-16" if wide else "utf-8-sig")  # cut in a character


# --- our own ------------------------------------------------------------------------------------


def _read_dump(document: PartialJson, skipped: list[tuple[str, str]]) -> Imported:
    marks = []
    entries = document.value.get("marks")
    for entry in entries if isinstance(entries, list) else ():
        try:
            marks.append(mark_from_plain(entry))
        except ValueError:
            continue  # load_dump lists it
    return Imported(tuple(marks), (), tuple(skipped), document.value)


def _read_csv(text: str, resolve: Resolve) -> Imported:
    csv.field_size_limit(_LONGEST_CELL)
    marks: list[Mark] = []
    articles: dict[str, Snapshot] = {}
    skipped: list[tuple[str, str]] = []
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        columns = marks_csv.columns_of(next(rows))
        if columns is None:
            raise FormatError("There are no annotations in this file.")
        for number, row in enumerate(filter(None, rows), start=2):
            cells = dict(zip(columns, map(marks_csv.unguarded, row), strict=False))
            try:
                mark, article = _csv_mark(cells), _csv_article(cells)
                here = resolve(Target(article.url or "", article.title, article.id))
                if here is None:
                    articles[article.id] = article
                marks.append(mark if here is None else replace(mark, article_id=here))
            except ValueError as error:
                skipped.append((f"row {number}", str(error)))
    except csv.Error as error:
        skipped.append(("the end of the file", str(error)))
    return Imported(tuple(marks), tuple(articles.values()), tuple(skipped))


def _csv_mark(cells: Mapping[str, str]) -> Mark:
    place = ("quote", "prefix", "suffix", "start", "end", "text_hash")
    anchor = None
    if cells.get("start"):
        anchor = {name: cells.get(name, "") for name in place} | {
            "exact": cells.get("quote", ""),
            "start": _number(cells, "start"),
            "end": _number(cells, "end"),
        }
    return mark_from_plain(
        {
            **cells,
            "anchor": anchor,
            "colour": cells.get("colour") or None,
            "tags": list(marks_csv.split(cells.get("tags", ""))),
            "counter": _number(cells, "counter"),
            "deleted": cells.get("deleted") == "1",
        }
    )


def _number(cells: Mapping[str, str], name: str) -> int:
    cell = cells.get(name) or "0"
    if cell.isascii() and cell.isdigit() and len(cell) < 19:
        return int(cell)
    raise ValueError(f"no usable {name}")


def _csv_article(cells: Mapping[str, str]) -> Snapshot:
    facts = [cells.get(name) or None for name in ("language", "source", "url", "author", "date")]
    return Snapshot(
        cells["article_id"],
        Path(cells.get("path", "").replace("\0", "")),
        "",
        cells.get("article_title", ""),
        *facts,
    )


# --- annotations --------------------------------------------------------------------------------


@dataclass
class _Reading:
    """What has been read of a file so far."""

    resolve: Resolve
    text_of: TextOf
    marks: dict[str, Mark] = field(default_factory=dict)
    articles: dict[str, Snapshot] = field(default_factory=dict)


def _read_items(
    document: object, resolve: Resolve, text_of: TextOf, skipped: list[tuple[str, str]]
) -> Imported:
    reading = _Reading(resolve, text_of)
    items = list(_items(document))
    if not items and not skipped:
        raise FormatError("There are no annotations in this file.")
    for number, item in enumerate(items, start=1):
        try:
            _read_item(item, reading)
        except ValueError as error:
            skipped.append((_label(item, number), str(error)))
    return Imported(tuple(reading.marks.values()), tuple(reading.articles.values()), tuple(skipped))


def _items(document: object) -> Iterator[object]:
    """The annotations of any container that is known."""
    if isinstance(document, list):
        yield from document
    elif isinstance(document, Mapping):
        lists = [document[name] for name in _LISTS if isinstance(document.get(name), list)]
        page = document.get("first")
        if isinstance(page, Mapping) and isinstance(page.get("items"), list):
            lists.append(page["items"])
        for items in lists:
            yield from items
        if not lists and "target" in document:
            yield document


def _label(item: object, number: int) -> str:
    name = item.get("id") if isinstance(item, Mapping) else None
    return name[:200] if isinstance(name, str) and name else f"annotation {number}"


def _read_item(item: object, reading: _Reading) -> None:
    fields = mapping(item, "an annotation")
    own = fields.get(EXTENSION)
    mark, article = _own(own) if isinstance(own, Mapping) else (None, None)
    if mark is None:
        mark = _foreign(fields, reading)
    elif article is not None:
        here = reading.resolve(Target(article.url or "", article.title, article.id))
        if here is None:
            reading.articles.setdefault(article.id, article)
        else:
            mark = replace(mark, article_id=here)
    reading.marks.setdefault(mark.id, mark)


def _own(extension: Mapping[str, Any]) -> tuple[Mark | None, Snapshot | None]:
    """What our own export wrote beside the standard fields; None where it was damaged."""
    try:
        mark = mark_from_plain(extension.get("mark"))
        facts = mapping(extension.get("article"), "an article")
        optional = [
            text_of(facts, n) or None for n in ("language", "source", "url", "author", "date")
        ]
        article = Snapshot(
            mark.article_id,
            Path(text_of(facts, "path").replace("\0", "")),
            text_of(facts, "content_hash"),
            text_of(facts, "title"),
            *optional,
        )
    except ValueError:
        return None, None
    return mark, article


def _foreign(fields: Mapping[str, Any], reading: _Reading) -> Mark:
    kind = fields.get("type", "Annotation")
    if kind != "Annotation" and not (isinstance(kind, list) and "Annotation" in kind):
        raise ValueError("not an annotation")
    target = _first(fields.get("target"))
    wanted = _target(fields, target)
    article_id = reading.resolve(wanted)
    if article_id is None:
        where = wanted.url or wanted.title or "it names none"
        raise ValueError(f"its article is not in the library: {where}")
    given = _given_anchor(target)
    anchor = None if given is None else _anchored(given, reading.text_of(article_id))
    body = _body(fields)
    return Mark(
        _id(fields, wanted, given, body),
        _kind(fields, body, anchor),
        article_id,
        anchor,
        body.colour if anchor else None,
        body.note,
        body.tags,
        text_of(fields, "created"),
        text_of(fields, "modified") or text_of(fields, "updated"),
    )


def _first(value: object) -> object:
    return (value[0] if value else None) if isinstance(value, list) else value


def _target(fields: Mapping[str, Any], target: object) -> Target:
    """Which article an annotation is about: W3C's target, or Hypothesis' uri."""
    source: object = target
    if isinstance(target, Mapping):
        source = target.get("source", target.get("id"))
        source = source.get("id") if isinstance(source, Mapping) else source
    url = source if isinstance(source, str) else text_of(fields, "uri")
    document = fields.get("document")
    title = _first(document.get("title")) if isinstance(document, Mapping) else ""
    prefix = "urn:lesesal:article:"
    if url.startswith(prefix):
        from urllib.parse import unquote  # 5 ms that most files do not need

        return Target("", title if isinstance(title, str) else "", unquote(url[len(prefix) :]))
    return Target(url, title if isinstance(title, str) else "")


def _given_anchor(target: object) -> Anchor | None:
    """The anchor a target's selectors describe, not yet looked up in a text."""
    if not isinstance(target, Mapping):
        return None
    selectors = target.get("selector", [])
    found: dict[str, Any] = {}
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        if isinstance(selector, Mapping):
            found[str(selector.get("type"))] = selector
    quote = found.get("TextQuoteSelector", {})
    place = found.get("TextPositionSelector", {})
    if not quote and not place:
        return None
    return Anchor(
        text_of(quote, "exact"),
        text_of(quote, "prefix"),
        text_of(quote, "suffix"),
        number_of(place, "start"),
        number_of(place, "end"),
        "",
    )


def _anchored(given: Anchor, text: str | None) -> Anchor:
    """The anchor in the article's text; as given, an orphan to be, where it is not found there."""
    if text is None:
        return given
    place = anchors.find(given, text)
    if place.status != "orphan":
        return anchors.make(text, place.start, place.end)
    found = anchors.find_quote(text, given.exact, given.start or None) if given.exact else None
    return found or given


class _Body(NamedTuple):
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour | None = None
    is_bookmark: bool = False


def _body(fields: Mapping[str, Any]) -> _Body:
    """Note, tags and colour: of W3C's bodies, or of Hypothesis' text and tags."""
    given = fields.get("body", [])
    bodies = given if isinstance(given, list) else [given]
    notes = [text_of(fields, "text")]
    tags = list(tags_of(fields.get("tags") or []))
    colour: Colour | None = None
    is_bookmark = "bookmarking" in _listed(fields.get("motivation"))
    for body in bodies:
        if isinstance(body, str):
            notes.append(body)
        elif isinstance(body, Mapping):
            is_tag = body.get("purpose") == "tagging"
            (tags if is_tag else notes).append(text_of(body, "value"))
            colour = colour or nearest_colour(body.get("color"))
            is_bookmark = is_bookmark or body.get("highlight") == "bookmark"
    note = "\n\n".join(note for note in notes if note.strip())
    return _Body(note, tuple(dict.fromkeys(tag for tag in tags if tag)), colour, is_bookmark)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _kind(fields: Mapping[str, Any], body: _Body, anchor: Anchor | None) -> MarkKind:
    if body.is_bookmark:
        return "bookmark"
    if anchor is None:
        return "note"
    highlighting = "highlighting" in _listed(fields.get("motivation"))
    return "highlight" if highlighting or body.colour or not body.note else "note"


def _id(fields: Mapping[str, Any], target: Target, given: Anchor | None, body: _Body) -> str:
    """The annotation's own UUID, else one made from what it is, the same each time."""
    name = fields.get("id")
    if isinstance(name, str) and name:
        try:
            return str(uuid.UUID(name.rpartition(":")[2] if name.startswith("urn:") else name))
        except ValueError:
            return str(uuid.uuid5(_NAMESPACE, json.dumps(["id", target.url, name])))
    place = None if given is None else (given.exact, given.prefix, given.start, given.end)
    content = [*target, place, body.note, list(body.tags), text_of(fields, "created")]
    return str(uuid.uuid5(_NAMESPACE, json.dumps(content)))


_HUES: tuple[tuple[int, Colour], ...] = (
    (20, "pink"),
    (75, "yellow"),
    (165, "green"),
    (265, "blue"),
)
_NAMES: dict[str, Colour] = {
    "orange": "yellow",
    "red": "pink",
    "purple": "pink",
    "magenta": "pink",
    "cyan": "blue",
    "teal": "green",
}


def nearest_colour(value: object) -> Colour | None:
    """The highlight colour nearest to a colour's name or "#rrggbb"; None for anything else."""
    if not isinstance(value, str):
        return None
    name = value.strip().lower()
    for colour in COLOURS:
        if name == colour:
            return colour
    return _NAMES.get(name) or _by_hue(name)


def _by_hue(name: str) -> Colour | None:
    if len(name) != 7 or not name.startswith("#"):
        return None
    try:
        red, green, blue = bytes.fromhex(name[1:])
    except ValueError:
        return None
    most, least = max(red, green, blue), min(red, green, blue)
    if most == least:
        return "yellow"
    if most == red:
        hue = 60 * (green - blue) / (most - least) % 360
    elif most == green:
        hue = 120 + 60 * (blue - red) / (most - least)
    else:
        hue = 240 + 60 * (red - green) / (most - least)
    return next((colour for limit, colour in _HUES if hue < limit), "pink")
