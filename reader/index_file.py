"""The file of the search index: its tables, its version, and what happens when it is damaged.

The file is a cache. One of another version, damaged or foreign is deleted and made anew, silently;
whoever holds the old one notices by `is_current` and opens again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from reader import analysis
from reader.postings import Entry, Notes, WordRow

_SCHEMA_VERSION = 2
USER_VERSION = _SCHEMA_VERSION * 1000 + analysis.VERSION
_BUSY_MS = 5_000
_WRITE_BUFFER = 1 << 24  # bytes of postings kept back until a commit: 0.9 ms an article, not 1.4
_MERGED_AT_ONCE = 8  # segments of a level; with 4, writing takes up to a fifth longer

_DAMAGE = (
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.FormatError,
    apsw.IOError,
    apsw.SchemaChangeError,
)

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE docs(number INTEGER PRIMARY KEY, id TEXT NOT NULL, fingerprint TEXT NOT NULL,
  title TEXT NOT NULL, language TEXT, base TEXT NOT NULL, date TEXT NOT NULL, work TEXT NOT NULL,
  author TEXT NOT NULL, source TEXT NOT NULL, tags TEXT NOT NULL);
CREATE INDEX docs_id ON docs(id);
CREATE INDEX docs_work ON docs(work) WHERE work <> '';
CREATE INDEX docs_date ON docs(date);
CREATE TABLE texts(number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE notes(id TEXT PRIMARY KEY, text TEXT NOT NULL, tags TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE languages(base TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE words(language TEXT, word TEXT, keys TEXT, parts TEXT,
  PRIMARY KEY(language, word)) WITHOUT ROWID;
CREATE TABLE stems(language TEXT, key TEXT, word TEXT,
  PRIMARY KEY(language, key, word)) WITHOUT ROWID;
CREATE TABLE unmarked(bare TEXT, language TEXT, form TEXT, is_key INTEGER,
  PRIMARY KEY(bare, language, form, is_key)) WITHOUT ROWID;
CREATE VIRTUAL TABLE f USING fts5(title, body, notes, extra, content='', contentless_delete=1,
  tokenize='ascii');
CREATE VIRTUAL TABLE fx USING fts5(terms, content='', contentless_delete=1, detail=none,
  tokenize='ascii');
"""


def lexicons(index: Path) -> Path:
    """The folder beside an index where the dictionaries are kept as files."""
    return index.with_name("words")


class IndexDamaged(Exception):  # noqa: N818 (told to nobody: the cache is made anew)
    """The file cannot be used any more; it has been put away and a new one can be opened."""


class IndexFile:
    """An open connection to the index and the statements that write it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = _open(path)
        self._inode = _inode(path)

    def close(self) -> None:
        self.db.close()

    def is_current(self) -> bool:
        """Whether the file at the path is still the one that is open."""
        return self._inode == _inode(self.path)

    def rows(self, sql: str, bindings: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a question; IndexDamaged where the file turns out to be broken."""
        with self.guarded():
            return list(self.db.execute(sql, tuple(bindings)))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns signs of damage into IndexDamaged, and moves the file out of the way."""
        try:
            yield
        except _DAMAGE as error:
            self.discard()
            raise IndexDamaged(str(error)) from error

    def discard(self) -> None:
        """Close and delete the file; the next IndexFile makes a new one."""
        self.db.close(True)
        if self.is_current():
            _delete(self.path)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; IndexDamaged where the file was replaced or is broken."""
        with self.guarded():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                if not self.is_current():
                    raise IndexDamaged("replaced by another process")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def put(self, entry: Entry) -> None:
        """Write one document in place of what was there under its number."""
        document = entry.document
        self.drop([document.number])
        base = analysis.base_language(document.language)
        self.db.execute(
            "INSERT INTO docs VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (
                document.number, document.id, document.fingerprint, document.title,
                document.language, base, document.date, document.work, document.author,
                document.source, "\n".join(document.tags),
            ),
        )  # fmt: skip
        self.db.execute("INSERT INTO texts VALUES(?,?)", (document.number, entry.packed))
        self.db.execute("INSERT OR IGNORE INTO languages VALUES(?)", (base,))
        for other in document.translations:
            self.db.execute("UPDATE docs SET work=? WHERE id=?", (document.work, other))
        self.put_postings(entry)

    def put_postings(self, entry: Entry) -> None:
        """The full-text rows of a document, which must not be there."""
        number = entry.document.number
        self.db.execute(
            "INSERT INTO f(rowid,title,body,notes,extra) VALUES(?,?,?,?,?)",
            (number, entry.title, entry.body, entry.notes, entry.extra),
        )
        self.db.execute("INSERT INTO fx(rowid,terms) VALUES(?,?)", (number, entry.terms))

    def drop_postings(self, number: int) -> None:
        self.db.execute("DELETE FROM f WHERE rowid=?", (number,))
        self.db.execute("DELETE FROM fx WHERE rowid=?", (number,))

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget documents; unknown numbers are no error."""
        for number in numbers:
            if not list(self.db.execute("SELECT 1 FROM docs WHERE number=?", (number,))):
                continue
            self.drop_postings(number)
            self.db.execute("DELETE FROM docs WHERE number=?", (number,))
            self.db.execute("DELETE FROM texts WHERE number=?", (number,))

    def put_words(self, words: Iterable[WordRow]) -> None:
        """Keep the analysis of words; those that are there already are left alone."""
        rows = {(row.language, row.word): row for row in words}
        # In order, or every row would be written to another page.
        self.db.executemany(
            "INSERT OR IGNORE INTO words VALUES(?,?,?,?)",
            ((*key, " ".join(rows[key].keys), " ".join(rows[key].parts)) for key in sorted(rows)),
        )
        self.db.executemany(
            "INSERT OR IGNORE INTO stems VALUES(?,?,?)",
            sorted((r.language, k, r.word) for r in rows.values() for k in r.keys if k != r.word),
        )
        self.db.executemany(
            "INSERT OR IGNORE INTO unmarked VALUES(?,?,?,?)",
            sorted({marked for row in rows.values() for marked in _marked(row)}),
        )

    def put_note(self, article_id: str, notes: Notes) -> None:
        if notes.text or notes.tags:
            self.db.execute(
                "INSERT OR REPLACE INTO notes VALUES(?,?,?)",
                (article_id, notes.text, "\n".join(notes.tags)),
            )
        else:
            self.db.execute("DELETE FROM notes WHERE id=?", (article_id,))

    def notes_of(self, article_id: str) -> Notes:
        for text, tags in self.db.execute("SELECT text,tags FROM notes WHERE id=?", (article_id,)):
            return Notes(str(text), tuple(str(tags).split("\n")) if tags else ())
        return Notes()

    def word(self, language: str, word: str) -> WordRow | None:
        """The stored analysis of a word, None where the index does not have it."""
        for keys, parts in self.db.execute(
            "SELECT keys,parts FROM words WHERE language=? AND word=?", (language, word)
        ):
            return _word_row(language, word, keys, parts)
        return None

    def words(self, language: str, words: Collection[str]) -> dict[str, WordRow]:
        """The stored analysis of those words that the index has."""
        return stored_words(self.db, language, words)


def stored_words(db: apsw.Connection, language: str, words: Collection[str]) -> dict[str, WordRow]:
    """The analysis of words as the index behind a connection has it."""
    if not words:
        return {}
    rows = db.execute(
        "SELECT word,keys,parts FROM words WHERE language=?"
        " AND word IN (SELECT value FROM carray(?))",
        (language, apsw.carray(tuple(words))),
    )
    return {str(word): _word_row(language, word, keys, parts) for word, keys, parts in rows}


def _word_row(language: str, word: Any, keys: Any, parts: Any) -> WordRow:
    return WordRow(language, str(word), tuple(str(keys).split()), tuple(str(parts).split()))


def _marked(row: WordRow) -> Iterator[tuple[str, str, str, int]]:
    """The spelling without marks of the word and of its keys, where they have any."""
    if not row.word.isascii():
        yield analysis.unmarked(row.word), row.language, row.word, 0
    for key in (*row.keys, *row.parts):
        if not key.isascii() and not analysis.is_stem(key):
            yield analysis.unmarked(key), row.language, key, 1


def _open(path: Path) -> apsw.Connection:
    try:
        return _connect(path)
    except (*_DAMAGE, IndexDamaged):
        _delete(path)
        return _connect(path)


def _connect(path: Path) -> apsw.Connection:
    """A connection to a file of this version. IndexDamaged where the file is of another one."""
    db = apsw.Connection(str(path))
    try:
        db.set_busy_timeout(_BUSY_MS)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY"):
            db.execute("PRAGMA " + pragma)
        if db.pragma("user_version") != USER_VERSION:
            _create(db, path)
    except BaseException:
        db.close(True)
        raise
    return db


def _create(db: apsw.Connection, path: Path) -> None:
    db.execute("BEGIN IMMEDIATE")
    version = db.pragma("user_version")
    if version == USER_VERSION:  # another process was faster
        db.execute("COMMIT")
        return
    if version or list(db.execute("SELECT 1 FROM sqlite_schema LIMIT 1")):
        raise IndexDamaged("of another version")
    db.execute(_SCHEMA)
    for table in ("f", "fx"):
        for option, value in (("hashsize", _WRITE_BUFFER), ("automerge", _MERGED_AT_ONCE)):
            db.execute(f"INSERT INTO {table}({table},rank) VALUES(?,?)", (option, value))
    db.execute(f"PRAGMA user_version={USER_VERSION}")
    db.execute("COMMIT")
    if os.name == "posix":
        path.chmod(0o600)


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def _delete(path: Path) -> None:
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)
