"""The tables of marks.db: their SQL, the checksum of a row, and rows to values and back.

Every row carries a checksum over its content and every table a tally of its rows: SQLite's own
integrity_check misses almost every flipped bit that changes a value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

from reader.model import Anchor, Colour, Mark, MarkKind

try:
    from _blake2 import blake2b  # hashlib's own; hashlib itself loads OpenSSL: 3 ms and 3 MB
except ImportError:
    from hashlib import blake2b

Value = None | int | float | str | bytes
Row = tuple[Value, ...]

SCHEMA_1 = """
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE tally (
  name TEXT NOT NULL PRIMARY KEY, rows INTEGER NOT NULL, sum INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE marks (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, article_id TEXT NOT NULL,
  exact TEXT, prefix TEXT, suffix TEXT, position_start INTEGER, position_end INTEGER,
  text_hash TEXT, colour TEXT, note TEXT NOT NULL, tags TEXT NOT NULL, created TEXT NOT NULL,
  modified TEXT NOT NULL, counter INTEGER NOT NULL, deleted INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_of_article ON marks (article_id, deleted, kind, note <> '');
CREATE INDEX marks_bookmarks ON marks (article_id) WHERE deleted = 0 AND kind = 'bookmark';
CREATE INDEX marks_with_notes ON marks (article_id) WHERE deleted = 0 AND note <> '';
CREATE INDEX marks_in_order ON marks (deleted, article_id, position_start, created);
CREATE INDEX marks_by_kind ON marks (deleted, kind, colour);
CREATE INDEX marks_by_time ON marks (deleted, created, counter);
CREATE INDEX marks_with_tags ON marks (tags) WHERE deleted = 0 AND tags <> '[]';
CREATE TABLE revisions (
  mark_id TEXT NOT NULL, counter INTEGER NOT NULL, modified TEXT NOT NULL, note TEXT NOT NULL,
  checksum INTEGER NOT NULL, PRIMARY KEY (mark_id, counter)
) STRICT;
CREATE TABLE articles (
  id TEXT NOT NULL PRIMARY KEY, path BLOB NOT NULL, content_hash TEXT NOT NULL,
  title TEXT NOT NULL, language TEXT, source TEXT, url TEXT, author TEXT, date TEXT,
  text_hash TEXT, modified TEXT NOT NULL, counter INTEGER NOT NULL, checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE texts (
  text_hash TEXT NOT NULL, article_id TEXT NOT NULL, text BLOB NOT NULL,
  checksum INTEGER NOT NULL, PRIMARY KEY (text_hash, article_id)
) STRICT;
CREATE INDEX texts_of_article ON texts (article_id);
CREATE TABLE states (
  article_id TEXT NOT NULL PRIMARY KEY, read INTEGER NOT NULL, progress INTEGER NOT NULL,
  position INTEGER NOT NULL, opened TEXT, opened_counter INTEGER NOT NULL,
  seconds INTEGER NOT NULL, words INTEGER NOT NULL, modified TEXT NOT NULL,
  counter INTEGER NOT NULL, checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX states_by_reading ON states (read, progress > 0, article_id);
CREATE INDEX states_by_opening ON states (opened_counter, article_id) WHERE opened_counter > 0;
CREATE TABLE languages (
  scope TEXT NOT NULL, name BLOB NOT NULL, tag TEXT, modified TEXT NOT NULL,
  counter INTEGER NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (scope, name)
) STRICT;
CREATE TABLE folders (
  path BLOB NOT NULL PRIMARY KEY, added INTEGER NOT NULL, deleted INTEGER NOT NULL,
  modified TEXT NOT NULL, counter INTEGER NOT NULL, checksum INTEGER NOT NULL
) STRICT;
"""

SCHEMA_STEPS: tuple[str, ...] = (SCHEMA_1,)


def checksum(name: str, row: Sequence[Value]) -> int:
    """A signed 64-bit checksum over a row's table and content.

    BLAKE2b of 8 bytes, big-endian, over the UTF-8 of the table's name and then for each value "n"
    (NULL), "i<decimal>;", "s<characters>:<text>" or "b<hex>;". A float, which only damage can
    bring into these tables, is "f<repr>;".
    """
    parts = [name]
    for value in row:
        if isinstance(value, str):
            parts.append(f"s{len(value)}:{value}")
        elif value is None:
            parts.append("n")
        elif isinstance(value, int):
            parts.append(f"i{value};")
        elif isinstance(value, bytes):
            parts.append(f"b{value.hex()};")
        else:
            parts.append(f"f{value!r};")
    data = "".join(parts).encode()
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


class Tally(NamedTuple):
    """How many rows a table has, and the exclusive or of their checksums."""

    rows: int
    sum: int


@dataclass(frozen=True)
class Table:
    """A table of ours: its key, its columns in order (the checksum comes last, unnamed here)."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @cached_property
    def select(self) -> str:
        return f"SELECT {', '.join(self.columns)}, checksum FROM {self.name}"

    @cached_property
    def where_key(self) -> str:
        return "WHERE " + " AND ".join(f"{column} = ?" for column in self.key)

    @cached_property
    def upsert(self) -> str:
        columns = (*self.columns, "checksum")
        values = ", ".join("?" * len(columns))
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns)
        return (
            f"INSERT INTO {self.name} ({', '.join(columns)}) VALUES ({values})"
            f" ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET {changes}"
        )

    def key_of(self, row: Row) -> Row:
        return tuple(row[self.columns.index(name)] for name in self.key)

    def column(self, row: Row, name: str) -> Value:
        return row[self.columns.index(name)]


def _table(name: str, key: str, columns: str) -> Table:
    return Table(name, tuple(key.split()), tuple(columns.split()))


META = _table("meta", "name", "name value")
TALLY = _table("tally", "name", "name rows sum")
MARKS = _table(
    "marks",
    "id",
    "id kind article_id exact prefix suffix position_start position_end text_hash colour note tags"
    " created modified counter deleted",
)
REVISIONS = _table("revisions", "mark_id counter", "mark_id counter modified note")
ARTICLES = _table(
    "articles",
    "id",
    "id path content_hash title language source url author date text_hash modified counter",
)
TEXTS = _table("texts", "text_hash article_id", "text_hash article_id text")
STATES = _table(
    "states",
    "article_id",
    "article_id read progress position opened opened_counter seconds words modified counter",
)
LANGUAGES = _table("languages", "scope name", "scope name tag modified counter")
FOLDERS = _table("folders", "path", "path added deleted modified counter")

TABLES = (MARKS, REVISIONS, ARTICLES, TEXTS, STATES, LANGUAGES, FOLDERS)


# --- values -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An article as it was when last seen with a mark on it; it outlives the article.

    text is the text its marks were made in, None where it was too long to keep (100 KB).
    """

    id: str
    path: Path
    content_hash: str
    title: str
    language: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None
    text: str | None = None
    text_hash: str | None = None


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def tags_text(tags: Sequence[str]) -> str:
    """Tags as they stand in the table: a JSON array."""
    return json.dumps([storable(tag) for tag in tags], ensure_ascii=False, separators=(",", ":"))


def mark_row(mark: Mark) -> Row:
    """A mark as a row of MARKS."""
    anchor = mark.anchor
    place: Row = (None,) * 6
    if anchor is not None:
        quote = (storable(anchor.exact), storable(anchor.prefix), storable(anchor.suffix))
        place = (*quote, anchor.start, anchor.end, anchor.text_hash)
    return (
        mark.id,
        mark.kind,
        storable(mark.article_id),
        *place,
        mark.colour,
        storable(mark.note),
        tags_text(mark.tags),
        mark.created,
        mark.modified,
        mark.counter,
        int(mark.deleted),
    )


def mark_from(row: Row) -> Mark:
    """The mark of a verified row of MARKS."""
    (id_, kind, article, exact, prefix, suffix, start, end, text_hash, colour, *rest) = row
    note, tags, created, modified, counter, deleted = rest
    anchor = None
    if exact is not None:
        anchor = Anchor(
            str(exact),
            str(prefix),
            str(suffix),
            cast(int, start),
            cast(int, end),
            str(text_hash),
        )
    return Mark(
        str(id_),
        cast(MarkKind, kind),
        str(article),
        anchor,
        cast("Colour | None", colour),
        str(note),
        tuple(json.loads(str(tags))) if tags != "[]" else (),
        str(created),
        str(modified),
        cast(int, counter),
        bool(deleted),
    )


def new_id() -> str:
    """A random UUID as text."""
    import uuid  # 5 ms that reading verbs need not pay

    return str(uuid.uuid4())


def path_value(path: Path) -> bytes:
    """A path as it stands in the table: names need not be UTF-8."""
    return os.fsencode(path)


def path_from(value: Value) -> Path:
    """The path of a BLOB column."""
    return Path(os.fsdecode(cast(bytes, value)))
