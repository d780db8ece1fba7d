"""The catalogue's file: a cache in SQLite of what the articles' files say; rebuilt when in doubt.

Tables: article (one row a file), sorting (its narrow part that orders and filters need), ordering
(packed arrays made of it, see `reader.ordering`), root (the folders scanned), trouble (folders that
could not be listed), meta (the file's own uuid).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from reader.collation import TAILORINGS
from reader.errors import LibraryError
from reader.paths import make_private_folder

VERSION = 3
"""PRAGMA user_version of the file; any other one is deleted and rebuilt."""

_COLUMN_NAMES = (
    "id path root title format language language_source own_language own_source author date "
    "source url tags summary snippet words minutes content_hash size mtime_ns ctime_ns inode "
    "device problem missing settled declared_id set_key"
)
ARTICLE_COLUMNS = tuple(_COLUMN_NAMES.split())
"""The columns of article that a scan writes; number and set_number come on top."""

SORT_COLUMNS = (
    *("number", "root", "base", "date_key", "words"),
    *(f"title_{kind}" for kind in TAILORINGS),
    "folded",
)
"""The columns of sorting: its blobs and texts all compare ascending."""

_SCHEMA = f"""
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
CREATE TABLE root(
  id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, device INTEGER, inode INTEGER);
CREATE TABLE trouble(path BLOB PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, path BLOB NOT NULL UNIQUE,
  root INTEGER NOT NULL, title TEXT NOT NULL, format TEXT NOT NULL, language TEXT,
  language_source TEXT NOT NULL, own_language TEXT, own_source TEXT NOT NULL, author TEXT,
  date TEXT, source TEXT, url TEXT, tags TEXT NOT NULL, summary TEXT, snippet TEXT NOT NULL,
  words INTEGER NOT NULL, minutes INTEGER NOT NULL, content_hash BLOB NOT NULL,
  size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
  inode INTEGER NOT NULL, device INTEGER NOT NULL, problem TEXT, missing INTEGER NOT NULL,
  settled INTEGER NOT NULL, declared_id TEXT, set_key INTEGER,
  set_number INTEGER NOT NULL DEFAULT 0);
CREATE INDEX article_hash ON article(content_hash);
CREATE INDEX article_declared ON article(declared_id) WHERE declared_id IS NOT NULL;
CREATE INDEX article_set_key ON article(set_key, language) WHERE set_key IS NOT NULL;
CREATE INDEX article_set ON article(set_number) WHERE set_number > 0;
CREATE INDEX article_problem ON article(number) WHERE problem IS NOT NULL OR missing;
CREATE INDEX article_user ON article(number) WHERE language_source = 'user';
CREATE TABLE sorting(
  number INTEGER PRIMARY KEY, root INTEGER NOT NULL, base TEXT NOT NULL, date_key BLOB NOT NULL,
  words INTEGER NOT NULL, {"".join(f"title_{t} BLOB NOT NULL, " for t in TAILORINGS)}
  folded TEXT NOT NULL);
CREATE TABLE ordering(name TEXT PRIMARY KEY, data BLOB NOT NULL);
INSERT INTO meta VALUES('uuid', lower(hex(randomblob(16)))), ('generation', 0), ('ordered', 0);
PRAGMA user_version = {VERSION};
"""

_DAMAGE = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError)
_MACHINE = (
    apsw.CantOpenError,
    apsw.FullError,
    apsw.IOError,
    apsw.ReadOnlyError,
    apsw.PermissionsError,
    apsw.BusyError,
    apsw.LockedError,
    apsw.NoLFSError,
)
_BUSY_MS = 10_000


class DamagedError(Exception):
    """The catalogue's file is no database any more; it can be deleted and rebuilt."""


def connect(path: Path) -> apsw.Connection:
    """Open the catalogue, making or rebuilding its file where it is absent, old or damaged.

    LibraryError where the machine refuses (permission, disk full, a file in the way).
    """
    with machine_errors(path):
        with contextlib.suppress(DamagedError):
            return _open(path)
        delete(path)
        return _open(path)


def _open(path: Path) -> apsw.Connection:
    """Open the file as it is; DamagedError where it is not a catalogue of this version."""
    make_private_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    connection = apsw.Connection(os.fspath(path))
    try:
        with damage():
            _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: apsw.Connection) -> None:
    connection.set_busy_timeout(_BUSY_MS)
    version = connection.pragma("user_version")
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_schema").get == 0:
        connection.pragma("journal_mode", "wal")
        _create(connection)
    elif version != VERSION:
        raise DamagedError(f"version {version}")
    connection.pragma("synchronous", 1)
    connection.execute("SELECT value FROM meta WHERE key = 'uuid'").get  # noqa: B018


def _create(connection: apsw.Connection) -> None:
    """Make the tables, unless another process was first."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        if connection.pragma("user_version") == 0:
            connection.execute(_SCHEMA)
    connection.execute("COMMIT")


@contextmanager
def damage() -> Iterator[None]:
    """Turn what SQLite says of a broken file into DamagedError."""
    try:
        yield
    except _DAMAGE as error:
        raise DamagedError(str(error)) from error
    except apsw.SQLError as error:
        if "no such" not in str(error) and "malformed" not in str(error):
            raise
        raise DamagedError(str(error)) from error


@contextmanager
def machine_errors(path: Path) -> Iterator[None]:
    """Turn what the disk, a lock or a permission causes into a LibraryError."""
    try:
        yield
    except (*_MACHINE, OSError) as error:
        text = f"The catalogue of the articles cannot be used ({error}): {path}."
        raise LibraryError(text, path) from error


def delete(path: Path) -> None:
    """Delete the catalogue; the next connection makes an empty one."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{suffix}")


def below(folder: bytes) -> tuple[bytes, bytes]:
    """The bounds (from, before) of the paths below a folder, as bytes compare."""
    separator = os.sep.encode()
    prefix = folder if folder.endswith(separator) else folder + separator
    return prefix, prefix[:-1] + bytes([separator[0] + 1])
