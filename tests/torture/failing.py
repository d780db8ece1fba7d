"""A disk that is full, fails or turns read-only at any call: told, nothing lost, retried."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw

from reader import backup
from reader.errors import ReaderError
from reader.model import Mark
from reader.store import Store
from tests.torture.small_disk import NO_RIGHT, mounted
from tests.torture.table import Result
from tests.torture.vfs import Operation, watching

ERRORS: tuple[type[apsw.Error], ...] = (apsw.FullError, apsw.IOError, apsw.ReadOnlyError)


class Fault:
    """Lets a number of calls pass, then fails: once, or until it is healed."""

    def __init__(self) -> None:
        self.passes = -1
        self.error: type[apsw.Error] = apsw.FullError
        self.lasting = False
        self.calls = 0
        self._kinds: frozenset[str] = frozenset()

    def arm(self, random_: random.Random, most: int) -> None:
        """Fail after up to most calls, in a way chosen at random."""
        self.passes = random_.randrange(most)
        self.error = random_.choice(ERRORS)
        self.lasting = random_.random() < 0.5
        writing = frozenset({"write", "sync", "truncate", "create", "delete"})
        readable = self.error is apsw.IOError and random_.random() < 0.3
        self._kinds = writing | {"read"} if readable else writing

    def heal(self) -> None:
        """Let everything pass again."""
        self.passes = -1

    def __call__(self, operation: Operation) -> None:
        if self.passes < 0 or operation.what not in self._kinds:
            return
        if self.passes > 0:
            self.passes -= 1
            return
        if not self.lasting:
            self.passes = -1
        self.calls += 1
        raise self.error("torture")


def _seed_store(path: Path) -> set[str]:
    store = Store(path)
    ids = {store.add(Mark("", "note", "a", note="x" * 1500)).id for _ in range(10)}
    store.close()
    return ids


def disk_fails(rounds: int, folder: Path, seed: int) -> Result:
    """Notes are added while the disk fails; what was acknowledged is there, the rest was told."""
    result, random_ = Result(rounds), random.Random(seed)
    source = folder / "source" / "marks.db"
    known = _seed_store(source)
    fault, told = Fault(), 0
    with watching(fault):
        for _ in range(rounds):
            path = folder / "marks.db"
            shutil.copyfile(source, path)
            with result.step():
                fault.arm(random_, 60)
                told += _one_failure(path, fault, known, result)
            path.unlink()
            path.with_name("marks.db-journal").unlink(missing_ok=True)
    result.note = f"{fault.calls} calls failed, {told} errors told"
    return result


def _one_failure(path: Path, fault: Fault, known: set[str], result: Result) -> int:
    """How many errors were told while eight notes were added."""
    acknowledged, told = set(known), 0
    store = _opened(path, fault, result)
    for attempt in range(8):
        mark = Mark(f"id-{attempt}", "note", "a", note=f"text {attempt}" + "x" * 5000)
        try:
            store.add(mark)
        except ReaderError:
            told += 1
            fault.heal()
            _try_again(store, mark, result)
        except Exception as error:
            result.crash(f"{error!r}")
        acknowledged.add(mark.id)
    fault.heal()
    store.close()
    _check(path, acknowledged, f"{fault.error.__name__}", result)
    return told


def _opened(path: Path, fault: Fault, result: Result) -> Store:
    """The store, opened again after healing where the disk failed at once."""
    try:
        return Store(path)
    except ReaderError:
        fault.heal()
    except Exception as error:
        result.crash(f"opening: {error!r}")
        fault.heal()
    return Store(path)


def _try_again(store: Store, mark: Mark, result: Result) -> None:
    """The same store, the disk healed: the text kept in memory can be saved."""
    try:
        if store.mark(mark.id) is None:
            store.add(mark)
    except Exception as error:
        result.crash(f"after healing: {error!r}")


def _check(path: Path, ids: set[str], where: str, result: Result) -> None:
    try:
        store = Store(path)
        there, report = {mark.id for mark in store.marks()}, store.verify()
        store.close()
    except Exception as error:
        result.lose(f"{where}: {error!r}")
        return
    if there != ids or not report.ok:
        result.lose(f"{where}: {len(ids - there)} of {len(ids)}; {report.problems}")


def backup_fails(rounds: int, folder: Path, seed: int) -> Result:
    """Backups and restores on a failing disk: told; the store and the older backups stay whole."""
    result, random_ = Result(rounds), random.Random(seed)
    path, backups = folder / "marks.db", folder / "backups"
    known = _seed_store(path)
    first = backup.make(path, backups, "first")
    fault, told = Fault(), 0
    actions: list[Callable[[], object]] = [
        lambda: backup.make(path, backups),
        lambda: backup.restore(path, first.file, backups),
        lambda: backup.rebuild(path, backups),
    ]
    with watching(fault):
        for number in range(rounds):
            fault.arm(random_, 120)
            with result.step():
                try:
                    random_.choice(actions)()
                except ReaderError:
                    told += 1
                except Exception as error:
                    result.crash(f"{error!r}")
            fault.heal()
            _check(path, known, f"round {number}", result)
            listed = backup.list_backups(backups, thorough=True)
            if not listed or not all(item.ok for item in listed):
                result.lose(f"round {number}: a backup that is not whole has a name")
            first = listed[-1]
            for aside in backup.set_aside_files(path):
                aside.unlink()
    result.note = f"{fault.calls} calls failed, {told} errors told"
    return result


def small_disk(rounds: int, folder: Path, seed: int) -> Result:
    """A tmpfs of 1 MB filled to the last byte (needs the right to mount; else it says so)."""
    result, random_ = Result(rounds), random.Random(seed)
    with mounted(folder, "1m") as disk:
        if disk is None:
            return Result(0, note=NO_RIGHT)
        _fill_and_write(rounds, disk, random_, result)
    return result


def _fill_and_write(rounds: int, disk: Path, random_: random.Random, result: Result) -> None:
    path, ballast, told = disk / "marks.db", disk / "ballast", 0
    store = Store(path)
    acknowledged: set[str] = set()
    for number in range(rounds):
        with contextlib.suppress(OSError), ballast.open("wb") as stream:
            while True:
                stream.write(b"x" * random_.choice([512, 4096]))
                stream.flush()
        mark = Mark(f"id-{number}", "note", "a", note="x" * random_.choice([10, 500]))
        with result.step():
            try:
                store.add(mark)
            except ReaderError:
                told += 1
                ballast.unlink()
                _try_again(store, mark, result)
            except Exception as error:
                result.crash(f"{error!r}")
        acknowledged.add(mark.id)
    ballast.unlink(missing_ok=True)
    store.close()
    _check(path, acknowledged, "at the end", result)
    result.note = f"{told} errors told"
