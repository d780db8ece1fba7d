"""Verifies, backs up and restores what the user must not lose."""

from __future__ import annotations

import errno
import os
from argparse import Namespace
from pathlib import Path

import apsw

from reader import backup, catalogue
from reader.backup import Backup
from reader.db import patiently
from reader.errors import DamagedStoreError, NotFoundError, StoreError
from reader.files import replace_file
from reader.model import Problem
from reader.paths import Paths, absolute
from reader.verbs.listing import opened, problems_plain
from reader.verbs.output import complain, line, show, show_json
from reader.verify import StoreReport
from reader.workspace import Workspace, is_file

_CACHE_DAMAGED = "It was damaged and has been set up anew."
_BACKUP_DAMAGED = "This backup is damaged; do not restore it."


# --- check --------------------------------------------------------------------------------------


def check_verb(paths: Paths, given: Namespace) -> int:
    """Verify marks, catalogue, index and backups; status 3 where something of them is damaged."""
    with opened(paths, given.folders) as workspace:
        report = _verified(workspace)
        problems = [Problem(paths.marks, sentence) for sentence in report.problems]
        problems += _mended_caches(workspace)
        orphans = _count_orphans(workspace) if report.ok else 0
    backups = backup.list_backups(paths.backups, thorough=True)
    problems += [Problem(one.file, _BACKUP_DAMAGED) for one in backups if not one.ok]
    if given.json:
        show_json(
            {
                "ok": not problems,
                "problems": problems_plain(problems),
                "marks": _counts(report, orphans),
                "backups": [_backup_plain(one) for one in backups],
            }
        )
    else:
        _show_check(report, orphans, backups, problems)
    if not problems:
        return 0
    complain(_advice(problems[0], has_marks_damage=not report.ok))
    return 3


def _verified(workspace: Workspace) -> StoreReport:
    try:
        return workspace.ask(lambda store: store.verify())
    except DamagedStoreError as error:
        return StoreReport((str(error),))


def _mended_caches(workspace: Workspace) -> list[Problem]:
    """Delete a damaged catalogue or search index: the next scan makes it anew."""
    found = []
    for name in (workspace.paths.catalogue.name, workspace.paths.search_index.name):
        path = workspace.index_folder / name
        if path.exists() and not _is_sound(path):
            catalogue.delete(path)
            found.append(Problem(path, _CACHE_DAMAGED))
    return found


def _is_sound(path: Path) -> bool:
    try:
        connection = apsw.Connection(os.fspath(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            connection.set_busy_timeout(1000)
            return list(connection.execute("PRAGMA quick_check(1)")) == [("ok",)]
        finally:
            connection.close()
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError):
        return False
    except apsw.Error:
        return True  # in use, or not ours to open: nothing that says it is damaged


def _count_orphans(workspace: Workspace) -> int:
    workspace.scan()
    return sum(entry.is_orphan for entry in workspace.entries())


def _counts(report: StoreReport, orphans: int) -> dict[str, int]:
    return {
        "bookmarks": report.bookmarks,
        "highlights": report.highlights,
        "notes": report.notes,
        "orphans": orphans,
    }


def _backup_plain(one: Backup) -> dict[str, object]:
    return {"file": str(one.file), "created": one.created, "ok": one.ok}


def _show_check(
    report: StoreReport, orphans: int, backups: list[Backup], problems: list[Problem]
) -> None:
    counts = ", ".join(f"{number} {kind}" for kind, number in _counts(report, orphans).items())
    show(f"Marks: {counts}.")
    show(f"Backups: {len(backups)}.")
    for one in backups:
        show(f"  {line(one.file)}  {one.created}  {'ok' if one.ok else 'damaged'}")
    for problem in problems:
        show(f"{line(problem.path)}: {line(problem.reason)}")
    if not problems:
        show("All is as it should be.")


def _advice(problem: Problem, *, has_marks_damage: bool) -> str:
    if has_marks_damage:
        return f"{problem.reason} Restore a backup: lesesal restore FILE."
    return f"{problem.path}: {problem.reason}"


# --- backup, restore ----------------------------------------------------------------------------


def backup_verb(paths: Paths, given: Namespace) -> int:
    """Back the marks up and print where; a copy goes to the file or folder asked for."""
    with Workspace(paths) as workspace:
        marks = workspace.store.path
        made = patiently(lambda: backup.make(marks, paths.backups, "by hand"))
    target = made.file
    if given.output is not None:
        target = absolute(given.output)
        target = target / made.file.name if target.is_dir() else target
        replace_file(target, made.file.read_bytes())
    show(line(target))
    return 0


def restore_verb(paths: Paths, given: Namespace) -> int:
    """Put a backup in the place of the marks; what was there is set aside."""
    file = absolute(given.file)
    if not is_file(file):
        raise NotFoundError(f"There is no file {given.file}.")
    if _is_window_open(paths):
        raise StoreError("The window is open; close it and try again, or restore in the window.")
    try:
        done = patiently(lambda: backup.restore(paths.marks, file, paths.backups))
    except DamagedStoreError as error:  # about this file, not about the marks
        raise StoreError(str(error), file) from error
    show(f"{done.now.marks} marks are restored from {line(file)}.")
    if done.set_aside is not None:
        show(f"Those before it are kept in {line(done.set_aside)}.")
    return 0


def _is_window_open(paths: Paths) -> bool:
    """Whether a living window holds the data folder: the system keeps its lock (see QLockFile)."""
    try:
        with (paths.data / "window.lock").open("rb") as lock:
            if os.name == "nt":
                return False  # there a window's lock file cannot even be opened
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except PermissionError:
        return os.name == "nt"
    except OSError as error:
        return error.errno in (errno.EWOULDBLOCK, errno.EAGAIN)
    return False
