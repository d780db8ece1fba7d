"""Backups of marks.db: made when due, checked when made, rotated, restored; damage repaired.

A backup is a whole database written by VACUUM INTO under a temporary name, opened again, checked
row by row, made durable and only then given its name. "Newer" is decided by the Lamport counter in
the file, because clocks jump.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from reader import db
from reader.carve import Found, carve
from reader.db import Database, Writer, journal_of, roll_back, wrapped
from reader.errors import DamagedStoreError, NewerSchemaError, StoreError
from reader.files import copy_file, free_name, second_name, sync_file, sync_folder
from reader.model import Mark
from reader.paths import make_private_folder
from reader.tables import MARKS, mark_from
from reader.verify import StoreReport, verify, verify_file

DAYS, WEEKS, MONTHS = 12, 10, 9

_NAME = re.compile(r"marks-(\d{8}-\d{6})(?:-\d+)?\.db")
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: created is ISO 8601 in UTC by its name, counter and marks are what it holds."""

    file: Path
    created: str
    ok: bool
    counter: int = 0
    marks: int = 0
    reason: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the counts now and before, and where the earlier file is.

    before is None where there was no file, set_aside then too. salvaged counts the marks that came
    out of the damaged file and not from the backup (newer there, or only there).
    """

    now: StoreReport
    before: StoreReport | None
    set_aside: Path | None
    backup: Path | None = None
    salvaged: int = 0


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


# --- making -------------------------------------------------------------------------------------


def make(path: Path, folder: Path, reason: str = "", *, now: datetime | None = None) -> Backup:
    """Back up the marks database into folder and rotate; works beside a store that is open.

    DamagedStoreError where the database fails its checks: then no backup is made and none deleted.
    Takes seconds at 100,000 marks: for a worker.
    """
    make_private_folder(folder)
    stamp = (now or utc_now()).astimezone(UTC).strftime(_STAMP)
    beside = folder / f".marks-{stamp}-{os.urandom(4).hex()}.new"
    with wrapped(folder), _removed_at_last(beside):
        _write_checked(path, beside, reason)
        sync_file(beside)
        name = free_name(folder / f"marks-{stamp}", ".db")
        os.rename(beside, name)
        sync_folder(folder)
    rotate(folder, made=name)
    _sweep(folder)
    return _described(name, thorough=False)


def _sweep(folder: Path) -> None:
    """Delete what runs that were killed more than a day ago left unfinished."""
    yesterday = time.time() - 86_400
    for leftover in folder.glob(".marks-*.new*"):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < yesterday:
                leftover.unlink()


def _write_checked(path: Path, target: Path, reason: str) -> None:
    """VACUUM path INTO target and check every row of the result."""
    source = Database.open(path)
    try:
        db.new_file(target)
        with wrapped(path):
            source.connection.execute("VACUUM INTO ?", (os.fspath(target),))
    finally:
        source.close()
    if source.version == db.SCHEMA:
        _change(target, lambda writer: writer.set_meta("reason", reason))
    report = verify_file(target)
    if not report.ok:
        raise db.damaged(path, f"no backup was made ({report.problems[0]})")


def _change(path: Path, change: Callable[[Writer], None]) -> None:
    database = Database.open(path)
    try:
        with database.writing() as writer:
            change(writer)
    finally:
        database.close()


@contextlib.contextmanager
def _removed_at_last(beside: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for leftover in (beside, journal_of(beside)):
            with contextlib.suppress(OSError):
                leftover.unlink()


def due(counter: int, folder: Path, *, now: datetime | None = None) -> bool:
    """Whether something changed since the newest backup and that one is not of today (UTC)."""
    known = [backup for backup in list_backups(folder) if backup.ok]
    if not known:
        return counter > 0
    newest = max(known, key=_age)
    today = (now or utc_now()).astimezone(UTC).strftime("%Y-%m-%d")
    return counter > newest.counter and not newest.created.startswith(today)


# --- listing and rotating -----------------------------------------------------------------------


def has_backups(folder: Path) -> bool:
    """Whether any file in folder has a backup's name."""
    return bool(_backup_files(folder))


def _backup_files(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return [file for file in folder.iterdir() if _NAME.fullmatch(file.name)]
    return []


def list_backups(folder: Path, *, thorough: bool = False) -> list[Backup]:
    """The backups in folder, newest first, damaged ones last.

    ok says that the file opens and is whole at a glance; with thorough, that every row was checked.
    """
    found = [_described(file, thorough=thorough) for file in _backup_files(folder)]
    return sorted(found, key=lambda backup: (backup.ok, *_age(backup)), reverse=True)


def _age(backup: Backup) -> tuple[int, str, str]:
    return (backup.counter, backup.created, backup.file.name)


def _described(file: Path, *, thorough: bool) -> Backup:
    created = _created(file)
    try:
        database = Database.open(file, read_only=True)
    except StoreError:
        return Backup(file, created, ok=False)
    try:
        ok = not thorough or verify(database).ok
        (marks,) = database.rows("SELECT count(*) FROM marks WHERE deleted = 0")[0]
        reason = database.rows("SELECT value FROM meta WHERE name = 'reason'")
        return Backup(
            file,
            created,
            ok,
            int(database.meta("counter")),
            cast(int, marks),
            str(reason[0][0]) if reason else "",
            file.stat().st_size,
        )
    except (StoreError, OSError):
        return Backup(file, created, ok=False)
    finally:
        database.close()


def _created(file: Path) -> str:
    match = _NAME.fullmatch(file.name)
    try:
        moment = datetime.strptime(match.group(1), _STAMP) if match else datetime.min
    except ValueError:
        moment = datetime.min
    return moment.isoformat() + "Z"


def kept(backups: Sequence[Backup]) -> set[Path]:
    """Which backups a rotation keeps: the newest of each of the last days, weeks and months.

    Days are those that backups have, so that neither a pause nor a jump of the clock costs one.
    """
    keep: set[Path] = set()
    newest_first = sorted(backups, key=_age, reverse=True)
    for limit, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        seen: set[str] = set()
        for backup in newest_first:
            name = period(backup)
            if name not in seen and len(seen) < limit:
                seen.add(name)
                keep.add(backup.file)
    return keep


def _day(backup: Backup) -> str:
    return backup.created[:10]


def _week(backup: Backup) -> str:
    year, week, _ = datetime.fromisoformat(backup.created[:19]).isocalendar()
    return f"{year}-{week}"


def _month(backup: Backup) -> str:
    return backup.created[:7]


def rotate(folder: Path, *, made: Path) -> None:
    """Delete the backups that are too many; never the one just made, nor one that is damaged."""
    good = [backup for backup in list_backups(folder) if backup.ok]
    keep = kept(good) | {made}
    for backup in good:
        if backup.file not in keep:
            with contextlib.suppress(OSError):
                backup.file.unlink()


def newest_good(folder: Path) -> Backup | None:
    """The newest backup of which every row is right."""
    for backup in list_backups(folder):
        if backup.ok and verify_file(backup.file).ok:
            return backup
    return None


def migrate(path: Path, backups: Path | None, now: datetime) -> None:
    """Bring an older database to today's schema, after a backup where there is a folder for it."""
    if backups is not None:
        make(path, backups, "before a new version", now=now)
    with wrapped(path):
        connection = db.connect(path)
        try:
            db.migrate(connection, db.version_of(connection, path))
        finally:
            connection.close()


# --- restoring ----------------------------------------------------------------------------------


def restore(
    path: Path, backup: Path, folder: Path | None = None, *, now: datetime | None = None
) -> Restored:
    """Put a backup in the place of marks.db; the present file is set aside beside it.

    DamagedStoreError where the backup is not whole: then nothing has changed. folder is where the
    other backups are: the counter continues above all of theirs, so that newer stays newer.
    """
    path = Path(os.path.realpath(path))
    make_private_folder(path.parent)
    beside = _beside(path)
    with wrapped(path), _removed_at_last(beside):
        copy_file(backup, beside)
        _require_whole(beside, backup)
        return _replace(path, beside, folder or backup.parent, now or utc_now(), backup)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new-{os.getpid()}-{os.urandom(4).hex()}")


def _require_whole(copy: Path, backup: Path) -> None:
    """DamagedStoreError, NewerSchemaError about the backup where the copy of it has a fault."""
    try:
        Database.open(copy).close()
        found = verify_file(copy).problems
    except NewerSchemaError as error:
        raise NewerSchemaError(str(error).replace(str(copy), str(backup)), backup) from error
    except DamagedStoreError as error:
        found = (error.reason,)
    if found:
        reason = found[0].rstrip(".")
        raise DamagedStoreError(
            f"{backup} cannot be restored: {reason}. Choose another backup.", backup, reason
        )


def salvage(path: Path) -> list[Mark]:
    """The marks, tombstones too, that can be read out of a damaged file: the newest of each."""
    newest: dict[str, Mark] = {}
    for table, row in carve(path):
        if table is MARKS:
            mark = mark_from(row)
            known = newest.get(mark.id)
            if known is None or mark.counter > known.counter:
                newest[mark.id] = mark
    return sorted(newest.values(), key=lambda mark: mark.counter)


def rebuild(path: Path, folder: Path, *, now: datetime | None = None) -> Restored:
    """Make marks.db anew from the newest good backup and everything readable in the damaged file.

    The damaged file is set aside. This is the best there is: it cannot be older than the backup.
    """
    path = Path(os.path.realpath(path))
    make_private_folder(path.parent)
    backup = newest_good(folder)
    beside = _beside(path)
    with wrapped(path), _removed_at_last(beside):
        if backup is None:
            db.create(beside)
        else:
            copy_file(backup.file, beside)
        salvaged = _put_newer(beside, carve(path)) if path.is_file() else 0
        _require_whole(beside, path)
        source = backup.file if backup else None
        return _replace(path, beside, folder, now or utc_now(), source, salvaged)


def _put_newer(path: Path, found: Iterable[Found]) -> int:
    """Put the rows that the database lacks or has in an older version; how many are marks."""
    marks: set[str] = set()
    database = Database.open(path)
    try:
        with database.writing() as writer:
            for table, row in found:
                known = database.get(table, *table.key_of(row))
                has_counter = "counter" in table.columns
                counter = cast(int, table.column(row, "counter")) if has_counter else 0
                if known is None or (
                    has_counter and counter > cast(int, table.column(known, "counter"))
                ):
                    writer.put(table, row)
                    writer.saw(counter)
                    if table is MARKS:
                        marks.add(str(row[0]))
    finally:
        database.close()
    return len(marks)


def start_anew(path: Path, folder: Path, *, now: datetime | None = None) -> Restored:
    """Set marks.db aside and begin with an empty one: the user's own wish, never a default."""
    path = Path(os.path.realpath(path))
    make_private_folder(path.parent)
    beside = _beside(path)
    with wrapped(path), _removed_at_last(beside):
        db.create(beside)
        return _replace(path, beside, folder, now or utc_now(), None)


def _replace(
    path: Path,
    beside: Path,
    folder: Path,
    now: datetime,
    backup: Path | None,
    salvaged: int = 0,
) -> Restored:
    before = _report_of(path)
    counters = [known.counter for known in list_backups(folder)]
    highest = max([*counters, before.counter if before else 0])
    _change(beside, lambda writer: writer.saw(highest + 1))
    sync_file(beside)
    aside = _set_in_place(path, beside, before, now)
    return Restored(verify_file(path), before, aside, backup, salvaged)


def _report_of(path: Path) -> StoreReport | None:
    if not os.path.lexists(path):
        return None
    try:
        return verify_file(path)
    except NewerSchemaError:
        return StoreReport()  # nothing is wrong with it, but its marks cannot be counted


def _set_in_place(
    path: Path, beside: Path, before: StoreReport | None, now: datetime
) -> Path | None:
    """Give the present file another name and its own to the new one, with no moment without one."""
    if before is None:
        second_name(beside, path)
        sync_folder(path.parent)
        return None
    label = "before-restore" if before.ok else "damaged"
    stamp = now.astimezone(UTC).strftime(_STAMP)
    aside = free_name(path.with_name(f"{path.name}.{label}-{stamp}"))
    with _no_writer(path):
        second_name(path, aside)
        _move_journal(path, aside)
        os.replace(beside, path)
        sync_folder(path.parent)
    return aside


@contextlib.contextmanager
def _no_writer(path: Path) -> Iterator[None]:
    """Keep other programs from writing to a database that works; StoreBusyError where one does."""
    try:
        database = Database.open(path)
    except (DamagedStoreError, NewerSchemaError):
        yield
        return
    try:
        with wrapped(path):
            database.connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        roll_back(database.connection)
        database.close()


def _move_journal(path: Path, aside: Path) -> None:
    """A journal that was not rolled back belongs to the old file: the new one must not meet it."""
    journal = journal_of(path)
    if journal.exists() and journal.stat().st_size:
        os.rename(journal, journal_of(aside))


def set_aside_files(path: Path) -> list[Path]:
    """The earlier marks.db files that were set aside, journals left out, oldest first."""
    found = [
        file
        for label in ("damaged", "before")
        for file in path.parent.glob(f"{path.name}.{label}-*")
    ]
    return sorted(file for file in found if not file.name.endswith("-journal"))
