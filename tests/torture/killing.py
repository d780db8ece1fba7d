"""kill -9 at any moment, and many programs at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader import backup
from reader.errors import DamagedStoreError, ReaderError
from reader.model import Mark
from reader.store import Store
from tests.torture.table import Result

ROOT = Path(__file__).resolve().parents[2]
Zygote = subprocess.Popen[str]


@contextmanager
def zygote() -> Iterator[Zygote]:
    """A process that forks workers; ended with the block."""
    command = [sys.executable, "-m", "tests.torture.zygote"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def killed_worker(
    process: Zygote, action: str, path: Path, seed: int, seconds: float
) -> tuple[list[list[str]], str]:
    """Run a worker and kill it after that time: the words it acknowledged, and what it failed with."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{action}\t{path}\t{seed}\n")
    process.stdin.flush()
    pid = int(process.stdout.readline().split()[1])
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    acknowledged, failure = [], ""
    for line in process.stdout:
        words = line.split()
        if words[0] == "end":
            break
        if words[0] == "ack":
            acknowledged.append(words[1:])
        else:
            failure = line.strip()
    return acknowledged, failure


def kill(rounds: int, folder: Path, seed: int) -> Result:
    """Every acknowledged change is there after each kill, and the check passes."""
    result, random_ = Result(rounds), random.Random(seed)
    acknowledged = 0
    with zygote() as process:
        for number in range(rounds):
            path = folder / f"{number // 25}" / "marks.db"
            delay = random_.uniform(0.005, 0.12)
            words, failure = killed_worker(process, "marks", path, number, delay)
            acknowledged += len(words)
            if failure:
                result.crash(failure)
            with result.step():
                _check_acknowledged(path, words, result)
    result.note = f"{acknowledged} acknowledged changes"
    return result


def _check_acknowledged(path: Path, words: list[list[str]], result: Result) -> None:
    if not path.exists() and not words:
        return
    try:
        store = Store(path)
        report, there = store.verify(), {mark.id: mark for mark in store.marks(deleted=True)}
        counter = store.counter()
        store.close()
    except ReaderError as error:
        result.lose(f"{len(words)} acknowledged changes: {error}")
        return
    if not report.ok:
        result.lose(f"the check failed: {report.problems}")
    for kind, *rest in words:
        if kind == "mark" and (rest[0] not in there or there[rest[0]].counter < int(rest[1])):
            result.lose(f"mark {rest}")
        if kind == "counter" and counter < int(rest[0]):
            result.lose(f"progress {rest}")


def kill_backup(rounds: int, folder: Path, seed: int) -> Result:
    """After each kill a store with every mark opens, or can be restored from a whole backup."""
    result, random_ = Result(rounds), random.Random(seed)
    path = folder / "marks.db"
    backups = folder / "backups"
    store = Store(path)
    ids = {store.add(Mark("", "note", "a", note="x" * 2000)).id for _ in range(50)}
    store.close()
    made = 0
    with zygote() as process:
        for number in range(rounds):
            delay = random_.uniform(0.005, 0.25)
            words, failure = killed_worker(process, "backups", path, number, delay)
            made += sum(word[0] == "backup" for word in words)
            if failure:
                result.crash(failure)
            with result.step():
                _check_restorable(path, backups, ids, words, result)
    result.note = f"{made} backups made"
    return result


def _check_restorable(
    path: Path, backups: Path, ids: set[str], words: list[list[str]], result: Result
) -> None:
    try:
        store = Store(path, backups=backups)
    except DamagedStoreError:
        result.note = "restored"
        backup.rebuild(path, backups)
        store = Store(path, backups=backups)
    if {mark.id for mark in store.marks()} != ids or not store.verify().ok:
        result.lose("marks after a kill during backup or restore")
    store.close()
    acknowledged = [int(word[1]) for word in words if word[0] == "backup"]
    there = [item.counter for item in backup.list_backups(backups, thorough=True) if item.ok]
    if max(acknowledged, default=0) > max(there, default=0):
        result.lose(f"a backup with everything up to change {acknowledged[-1]}")
    for file in backup.set_aside_files(path):
        file.unlink()


_WRITER = """
import sys
from pathlib import Path
from reader.model import Mark
from reader.db import patiently
from reader.store import Store

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    store = patiently(lambda: Store(path), 60)
    mark = patiently(lambda: store.add(Mark("", "note", "a", note=f"{name} {number}")), 60)
    store.close()
    print(mark.id, flush=True)
"""


def writers(rounds: int, folder: Path, seed: int) -> Result:
    """Eight programs open, write and close at once; rounds is the number of writes in all."""
    result = Result(rounds)
    path = folder / "marks.db"
    command = [sys.executable, "-c", _WRITER, str(path)]
    with result.step():
        processes = [
            subprocess.Popen(
                [*command, f"{seed}-{number}", str(rounds // 8)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            for number in range(8)
        ]
        outputs = [process.communicate() for process in processes]
    result.hung = 0  # the whole run is one step here
    took = result.worst
    result.worst = took / max(rounds, 1)
    acknowledged = {line for output, _ in outputs for line in output.split()}
    for _, error in outputs:
        if error:
            result.crash(error.strip().splitlines()[-1])
    store = Store(path)
    missing = acknowledged - {mark.id for mark in store.marks()}
    for mark_id in sorted(missing):
        result.lose(mark_id)
    if len(acknowledged) != rounds // 8 * 8 or not store.verify().ok:
        result.lose("not every write was acknowledged, or the check failed")
    store.close()
    result.note = f"{took:.1f} s in all; worst is the mean of a write"
    return result
