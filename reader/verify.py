"""The full check of a marks database: SQLite's own, every checksum, every tally."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import apsw

from reader.db import SCHEMA, Database, wrapped
from reader.errors import DamagedStoreError
from reader.tables import MARKS, TABLES, Table, Tally, Value, checksum

_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a check found: sentences about problems, ids of damaged marks, counts of living ones.

    deleted counts the tombstones, revisions the earlier texts of notes, articles the snapshots.
    """

    problems: tuple[str, ...] = ()
    bad_marks: tuple[str, ...] = ()
    bookmarks: int = 0
    highlights: int = 0
    notes: int = 0
    deleted: int = 0
    revisions: int = 0
    articles: int = 0
    counter: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def marks(self) -> int:
        """The living marks of every kind."""
        return self.bookmarks + self.highlights + self.notes


@dataclass
class _Findings:
    problems: list[str] = field(default_factory=list)
    bad_marks: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    deleted: int = 0


def verify(database: Database) -> StoreReport:
    """Check everything in one view of the data. Damage is reported; StoreError is the disk's."""
    findings = _Findings()
    counter = 0
    try:
        with database.reading():
            findings.problems += _integrity(database)
            if database.version == SCHEMA:
                counter = int(database.meta("counter"))
                tallies = database.tallies()
                for table in TABLES:
                    _check_table(database, table, tallies.get(table.name), findings)
    except DamagedStoreError as error:
        findings.problems.append(str(error))
    return StoreReport(
        tuple(findings.problems[:_MOST_PROBLEMS]),
        tuple(findings.bad_marks),
        findings.kinds.get("bookmark", 0),
        findings.kinds.get("highlight", 0),
        findings.kinds.get("note", 0),
        findings.deleted,
        findings.counts.get("revisions", 0),
        findings.counts.get("articles", 0),
        counter,
    )


def verify_file(path: Path) -> StoreReport:
    """Check a file on a connection of its own; damage that keeps it from opening is in the report.

    NewerSchemaError and a missing file are raised.
    """
    try:
        database = Database.open(path)
    except DamagedStoreError as error:
        return StoreReport((str(error),))
    try:
        return verify(database)
    finally:
        database.close()


def _integrity(database: Database) -> list[str]:
    found = [str(row[0]) for row in database.rows("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else [f"SQLite says: {line}" for line in found]


def _check_table(
    database: Database, table: Table, tally: Tally | None, findings: _Findings
) -> None:
    count, total = 0, 0
    with wrapped(database.path):
        for row in database.connection.execute(table.select):
            count += 1
            total ^= _check_row(table, row, findings)
    findings.counts[table.name] = count
    if tally is None or (count, total) != tally:
        findings.problems.append(f"rows of the table {table.name} are missing or doubled")


def _check_row(table: Table, row: apsw.SQLiteValues, findings: _Findings) -> int:
    """Note what a row is, or that it is damaged; its checksum, 0 where that is no number."""
    content = cast("tuple[Value, ...]", row[:-1])
    if row[-1] != checksum(table.name, content):
        key = ", ".join(map(str, table.key_of(content)))
        findings.problems.append(f"a row of the table {table.name} was changed: {key}")
        if table is MARKS:
            findings.bad_marks.append(key)
    elif table is MARKS:
        if table.column(content, "deleted"):
            findings.deleted += 1
        else:
            kind = str(table.column(content, "kind"))
            findings.kinds[kind] = findings.kinds.get(kind, 0) + 1
    return row[-1] if isinstance(row[-1], int) else 0
