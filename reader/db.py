"""SQLite as the marks need it: durable transactions, damage found at open, errors in words.

Hides APSW. Rollback journal in TRUNCATE mode with synchronous=FULL: of the modes tried it is the
one that lost no acknowledged commit in a replayed power cut, and unlike WAL it can still be read
on a full disk and lives on network homes.
"""

from __future__ import annotations

import contextlib
import os
import random
import stat
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import apsw

from reader.errors import DamagedStoreError, NewerSchemaError, StoreError
from reader.files import sync_folder
from reader.tables import (
    META,
    SCHEMA_STEPS,
    TABLES,
    TALLY,
    Row,
    Table,
    Tally,
    Value,
    checksum,
    new_id,
)

T = TypeVar("T")

APPLICATION_ID = 0x4C657365
SCHEMA = len(SCHEMA_STEPS)
BUSY_MILLISECONDS = 200
READ_SECONDS = 2.0

_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = OFF",
)


class StoreBusyError(StoreError):
    """Another program is writing to marks.db: nothing was changed, try again in a moment."""


def patiently(action: Callable[[], T], seconds: float = 10.0) -> T:
    """The result of action, tried again while another program is writing.

    StoreBusyError after that many seconds. What the window can do later it retries from its event
    loop instead.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return action()
        except StoreBusyError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(random.uniform(0.005, 0.03))


class Identity(NamedTuple):
    """Which file a path names: writing to a deleted database would succeed in silence."""

    device: int
    inode: int


# --- errors -------------------------------------------------------------------------------------

# A damaged length makes SQLite ask for more memory than there is.
_DAMAGE = (
    *(apsw.CorruptError, apsw.NotADBError, apsw.FormatError, apsw.TooBigError),
    apsw.NoMemError,
)
_DAMAGED_WORDS = (
    *("no such table", "no such column", "no such index", "unsupported file format"),
    "malformed JSON",
)


@contextlib.contextmanager
def wrapped(path: Path) -> Iterator[None]:
    """Turn what the machine or a damaged file can cause into a StoreError; let bugs escape."""
    try:
        yield
    except (apsw.Error, OSError, UnicodeDecodeError) as error:
        raise _translated(error, path) from error


def _translated(error: Exception, path: Path) -> Exception:
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return StoreBusyError(f"Another program is using {path.name}; try again.", path)
    if isinstance(error, (*_DAMAGE, UnicodeDecodeError)):
        return damaged(path, "it fails its checks")
    if isinstance(error, apsw.SQLError):
        is_damage = any(words in str(error) for words in _DAMAGED_WORDS)
        return damaged(path, "its tables are not as they should be") if is_damage else error
    if isinstance(error, (apsw.IOError, apsw.ProtocolError, apsw.NoLFSError)):
        return StoreError(f"The disk reported an error at {path} ({error}).", path)
    if getattr(error, "extendedresult", 0) == apsw.SQLITE_READONLY_DBMOVED:
        return _replaced(path)
    if isinstance(error, OSError):
        return StoreError(f"{path} cannot be used: {error.strerror or error}.", path)
    for kind, sentence in _REASONS:
        if isinstance(error, kind):
            return StoreError(sentence.format(path), path)
    return error


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (apsw.FullError, "There is no space left on the disk of {}; free some and try again."),
    (apsw.ReadOnlyError, "{} cannot be written; check its permissions and those of its folder."),
    (apsw.PermissionsError, "{} cannot be opened: permission denied."),
    (apsw.CantOpenError, "{} cannot be opened; check that it and its folder may be written."),
)


def _replaced(path: Path) -> StoreError:
    return StoreError(
        f"{path} was moved, deleted or replaced while it was open; nothing was written."
        " Put it back or restore a backup, then open it again.",
        path,
    )


def damaged(path: Path, reason: str) -> DamagedStoreError:
    """The error for a file that is not what it should be; reason continues the sentence."""
    return DamagedStoreError(
        f"{path} is damaged: {reason}. It is left as it is; restore a backup.", path, reason
    )


# --- opening ------------------------------------------------------------------------------------


def identity(path: Path) -> Identity:
    """Device and inode of path. StoreError where there is no such file."""
    with wrapped(path):
        status = os.stat(path)
        return Identity(status.st_dev, status.st_ino)


def connect(path: Path, *, read_only: bool = False) -> apsw.Connection:
    """A connection to an existing file with our settings; apsw errors are the caller's to wrap."""
    flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
    connection = apsw.Connection(os.fspath(path), flags=flags)
    try:
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if not read_only:
            connection.execute("PRAGMA journal_mode = TRUNCATE").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def version_of(connection: apsw.Connection, path: Path) -> int:
    """The schema version of a file of ours; DamagedStoreError where it is not one.

    Read with SQLite alone: opening and closing the file by hand would drop this process's locks.
    """
    application = connection.pragma("application_id")
    version = connection.pragma("user_version")
    if application != APPLICATION_ID or not isinstance(version, int) or version < 1:
        raise damaged(path, "it was not written by this program")
    return version


def check_file(path: Path) -> None:
    """DamagedStoreError for what no database of ours can be, seen without opening it."""
    with wrapped(path):
        status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise damaged(path, "it is not a file")
    if status.st_size == 0:
        raise damaged(path, "it is empty")


@lru_cache(maxsize=1)
def _expected_schema() -> frozenset[tuple[Value, ...]]:
    connection = apsw.Connection(":memory:")
    for step in SCHEMA_STEPS:
        connection.execute(step)
    return _schema_of(connection)


def _schema_of(connection: apsw.Connection) -> frozenset[tuple[Value, ...]]:
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def check_schema(connection: apsw.Connection, path: Path) -> None:
    """DamagedStoreError where the tables of a file of today's version are not exactly ours."""
    if _schema_of(connection) != _expected_schema():
        raise damaged(path, "its tables are not as they should be")


def migrate(
    connection: apsw.Connection, version: int, steps: tuple[str, ...] = SCHEMA_STEPS
) -> None:
    """Bring a database of version to the newest schema: each step in a transaction of its own."""
    for number, step in enumerate(steps[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(step)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise


def roll_back(connection: apsw.Connection) -> None:
    """End a transaction that failed; SQLite may have ended it already."""
    if connection.in_transaction:
        with contextlib.suppress(apsw.Error):
            connection.execute("ROLLBACK")


# --- creating -----------------------------------------------------------------------------------


def create(path: Path) -> None:
    """Make a complete, empty database under the name path; an existing one is left as it is.

    It is finished beside and then linked to its name, so that no crash leaves half a database and
    an empty marks.db always means that something was lost.
    """
    beside = path.with_name(f"{path.name}.new-{os.getpid()}-{os.urandom(4).hex()}")
    with wrapped(path):
        try:
            new_file(beside)
            _fill(beside)
            publish(beside, path)
        finally:
            for leftover in (beside, journal_of(beside)):
                leftover.unlink(missing_ok=True)


def new_file(path: Path) -> None:
    """Create an empty file with permissions 0600 whatever the umask; it must not exist."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(descriptor)


def journal_of(path: Path) -> Path:
    """The rollback journal beside a database."""
    return path.with_name(path.name + "-journal")


def _fill(path: Path) -> None:
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection, 0)
        database = Database(path, connection)
        with database.writing() as writer:
            writer.set_meta("store", new_id())
            writer.set_meta("counter", "0")
            for table in TABLES:
                writer.touch(table)
    finally:
        connection.close()


def publish(beside: Path, path: Path) -> None:
    """Give a finished file its name unless the name is taken, and make the name durable."""
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            os.rename(beside, path)
    sync_folder(path.parent)


# --- reading and writing ------------------------------------------------------------------------


class Database:
    """One open marks database: rows verified when read, counted and durable when written."""

    def __init__(self, path: Path, connection: apsw.Connection, version: int = SCHEMA) -> None:
        self.path = path
        self.connection = connection
        self.version = version
        self.identity = identity(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, any_version: bool = False) -> Database:
        """Open an existing database and look it over quickly.

        NewerSchemaError for a version from the future, unless any_version: its rows are then read
        without their checksums. An older one is opened as it is: `migrate` is the caller's to call.
        """
        check_file(path)
        with wrapped(path):
            before = identity(path)
            connection = connect(path, read_only=read_only)
            try:
                return cls._checked(path, connection, before, any_version)
            except BaseException:
                connection.close()
                raise

    @classmethod
    def _checked(
        cls, path: Path, connection: apsw.Connection, before: Identity, any_version: bool
    ) -> Database:
        version = version_of(connection, path)
        if version > SCHEMA and not any_version:
            raise NewerSchemaError(
                f"{path} was written by a newer version of Lesesal; update the program.", path
            )
        database = cls(path, connection, version)
        if database.identity != before:
            raise StoreBusyError(f"Another program is replacing {path.name}; try again.", path)
        if version == SCHEMA:
            check_schema(connection, path)
            database.check_counts()
        return database

    def close(self) -> None:
        """Close the file; the database cannot be used afterwards."""
        self.connection.close()

    def check_counts(self) -> None:
        """DamagedStoreError where marks have vanished from the table (a b-tree that lost rows)."""
        with self.reading():
            tallies = self.tallies()
            (count,) = self.rows("SELECT count(*) FROM marks")[0]
        if "marks" not in tallies or count != tallies["marks"].rows:
            raise damaged(self.path, "marks are missing from it")

    def rows(self, sql: str, bindings: tuple[Value, ...] = ()) -> list[Row]:
        """All rows of a query, unverified.

        Another program shuts readers out only while its commit goes to the disk; a slow disk, or
        several programs that take turns, make that longer than one wait of SQLite.
        """
        return patiently(lambda: self._rows(sql, bindings), READ_SECONDS)

    def _rows(self, sql: str, bindings: tuple[Value, ...]) -> list[Row]:
        with wrapped(self.path):
            return list(self.connection.execute(sql, bindings))

    def read(self, table: Table, rest: str = "", bindings: tuple[Value, ...] = ()) -> list[Row]:
        """The rows of a table, without their checksums. DamagedStoreError where one is wrong."""
        found = self.rows(f"{table.select} {rest}", bindings)
        return [self._verified(table, row) for row in found]

    def _verified(self, table: Table, row: Row) -> Row:
        content = row[:-1]
        if self.version <= SCHEMA and row[-1] != checksum(table.name, content):
            raise damaged(self.path, f"a row of its table {table.name} was changed from outside")
        return content

    def get(self, table: Table, *key: Value) -> Row | None:
        """The row with that key, verified."""
        found = self.read(table, table.where_key, key)
        return found[0] if found else None

    def meta(self, name: str) -> str:
        """A value kept about the database itself. DamagedStoreError where it is missing."""
        row = self.get(META, name)
        if row is None:
            raise damaged(self.path, f"it does not know its {name}")
        return str(row[1])

    def tallies(self) -> dict[str, Tally]:
        """How many rows each table has, and the sum of their checksums, as last committed."""
        return {str(name): Tally(*map(_integer, rest)) for name, *rest in self.read(TALLY)}

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One view of the data over several queries."""
        with wrapped(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            roll_back(self.connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: when the block ends it is on the disk, or StoreError says it is not."""
        with wrapped(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            writer = Writer(self)
            yield writer
            with wrapped(self.path):
                writer.finish()
                self.check_identity()
                self.connection.execute("COMMIT")
        except BaseException:
            roll_back(self.connection)
            raise

    def check_identity(self) -> None:
        """StoreError where the path no longer names the file that is open."""
        try:
            same = identity(self.path) == self.identity
        except StoreError:
            same = False
        if not same:
            raise _replaced(self.path)


class Writer:
    """The open transaction of a Database: puts rows, keeps the counter and the tallies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection
        self._tallies: dict[str, Tally] = {}
        self._changed: set[str] = set()
        row = database.get(META, "counter")
        self._counter = int(str(row[1])) if row else 0
        self._ticked = False

    def tick(self, seen: int = 0) -> int:
        """The next value of the Lamport counter, above every one seen."""
        self._counter = max(self._counter, seen) + 1
        self._ticked = True
        return self._counter

    def saw(self, counter: int) -> None:
        """Keep the counter at or above one that came from elsewhere."""
        if counter > self._counter:
            self._counter = counter
            self._ticked = True

    def put(self, table: Table, row: Row) -> None:
        """Insert the row, or replace the one with its key."""
        with wrapped(self._database.path):
            before = self._checksum_of(table, table.key_of(row))
            after = checksum(table.name, row)
            self._connection.execute(table.upsert, (*row, after))
            self._count(table, 1 if before is None else 0, (before or 0) ^ after)

    def remove(self, table: Table, *key: Value) -> None:
        """Delete a row that is not a mark: marks become tombstones."""
        with wrapped(self._database.path):
            before = self._checksum_of(table, key)
            if before is not None:
                self._connection.execute(f"DELETE FROM {table.name} {table.where_key}", key)
                self._count(table, -1, before)

    def _checksum_of(self, table: Table, key: tuple[Value, ...]) -> int | None:
        sql = f"SELECT checksum FROM {table.name} {table.where_key}"
        found = self._connection.execute(sql, key).fetchone()
        if found is not None and not isinstance(found[0], int):
            raise damaged(self._database.path, f"a row of its table {table.name} is damaged")
        return found[0] if found else None

    def _count(self, table: Table, rows: int, change: int) -> None:
        tally = self._tally(table.name)
        self._tallies[table.name] = Tally(tally.rows + rows, tally.sum ^ change)
        self._changed.add(table.name)

    def _tally(self, name: str) -> Tally:
        if name not in self._tallies:
            row = self._database.get(TALLY, name)
            self._tallies[name] = Tally(*map(_integer, row[1:])) if row else Tally(0, 0)
        return self._tallies[name]

    def touch(self, table: Table) -> None:
        """Write the table's tally even where no row of it changes."""
        self._count(table, 0, 0)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value about the database itself; "counter" sets the counter."""
        self._put_untallied(META, (name, value))
        if name == "counter":
            self._counter = int(value)

    def finish(self) -> None:
        """Write the tallies and the counter: the last thing before the commit."""
        if self._ticked:
            self._put_untallied(META, ("counter", str(self._counter)))
        for name in sorted(self._changed):
            self._put_untallied(TALLY, (name, *self._tallies[name]))

    def _put_untallied(self, table: Table, row: Row) -> None:
        self._connection.execute(table.upsert, (*row, checksum(table.name, row)))


def _integer(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not an integer: {value!r}")  # STRICT tables make this a bug
    return value
