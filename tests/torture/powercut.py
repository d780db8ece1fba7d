"""A power cut at any moment: a traced session is replayed to a point, unsynced writes torn.

What a disk may do with a write that was not synced: keep it, drop it, keep some of its sectors of
512 bytes, in any order. A file that was never synced may not exist at all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from reader.errors import ReaderError
from reader.model import Anchor, Mark
from reader.store import Store
from tests.torture.table import Result
from tests.torture.vfs import Operation, watching

SECTOR = 512
NOTES = 80


@dataclass
class _Disk:
    """One file: what is surely on the disk, and what was written since the last sync."""

    durable: bytearray = field(default_factory=bytearray)
    exists: bool = False
    pending: list[Operation] = field(default_factory=list)

    def apply(self, operation: Operation, content: bytearray) -> None:
        if operation.what == "truncate":
            del content[operation.offset :]
            content.extend(bytes(operation.offset - len(content)))
        else:
            end = operation.offset + len(operation.data)
            content.extend(bytes(max(0, end - len(content))))
            content[operation.offset : end] = operation.data

    def sync(self) -> None:
        for operation in self.pending:
            self.apply(operation, self.durable)
        self.pending.clear()
        self.exists = True

    def after_cut(self, random_: random.Random, share: float) -> bytearray | None:
        """What is found afterwards: None for no file; each pending sector is kept with share."""
        if not self.exists and random_.random() > share:
            return None
        content = bytearray(self.durable)
        for operation in self.pending:
            if operation.what == "truncate":
                if random_.random() < share:
                    self.apply(operation, content)
                continue
            for start in range(0, len(operation.data), SECTOR):
                if random_.random() < share:
                    part = operation.data[start : start + SECTOR]
                    self.apply(
                        operation._replace(offset=operation.offset + start, data=part), content
                    )
        return content


def _record(path: Path, seed: int) -> tuple[dict[str, bytes], list[Operation]]:
    """A session of notes: the files as they were before it, and everything it did to them."""
    Store(path).close()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    trace: list[Operation] = []
    random_ = random.Random(seed)
    with watching(trace.append):
        store = Store(path)
        for number in range(NOTES):
            anchor = Anchor("quote " * 20, "before", "after", number, number + 5, "hash")
            text = f"note {number} " + "x" * random_.choice([5, 400, 6000])
            mark = store.add(Mark("", "highlight", f"a{number % 7}", anchor, note=text))
            trace.append(Operation("ack", mark.id, mark.counter))
            if number % 5 == 0:
                mark = store.change(mark.id, note="changed " + text[::-1])
                trace.append(Operation("ack", mark.id, mark.counter))
        store.close()
    return before, [operation for operation in trace if operation.what != "read"]


class _Replay:
    """The disk as it is after each operation of a trace, going forward."""

    def __init__(self, before: dict[str, bytes], trace: list[Operation]) -> None:
        self._trace = trace
        self._next = 0
        self.disks = {name: _Disk(bytearray(data), exists=True) for name, data in before.items()}
        self.acknowledged: dict[str, int] = {}

    def forward(self, point: int) -> None:
        """Take every operation before point."""
        for operation in self._trace[self._next : point]:
            self._take(operation)
        self._next = max(self._next, point)

    def _take(self, operation: Operation) -> None:
        if operation.what == "ack":
            self.acknowledged[operation.file] = operation.offset
            return
        disk = self.disks.setdefault(operation.file, _Disk())
        if operation.what == "sync":
            disk.sync()
        elif operation.what in ("write", "truncate"):
            disk.pending.append(operation)
        elif operation.what == "delete":
            disk.pending.clear()
            disk.durable.clear()
            disk.exists = False


def power_cut(rounds: int, folder: Path, seed: int) -> Result:
    """Each round cuts the power at a random operation; what was acknowledged before it is there."""
    result, random_ = Result(rounds), random.Random(seed)
    before, trace = _record(folder / "recorded" / "marks.db", seed)
    replay = _Replay(before, trace)
    place = folder / "cut"
    place.mkdir()
    points = sorted(random_.randrange(1, len(trace) + 1) for _ in range(rounds))
    for point in points:
        replay.forward(point)
        share = random_.choice([0.0, 0.0, 0.1, 0.5, 0.9, 1.0])
        for name, disk in replay.disks.items():
            content = disk.after_cut(random_, share)
            (place / name).unlink(missing_ok=True)
            if content is not None:
                (place / name).write_bytes(content)
        with result.step():
            _check(place / "marks.db", replay.acknowledged, f"point {point}", result)
    result.note = f"{len(trace)} operations traced"
    return result


def _check(path: Path, acknowledged: dict[str, int], where: str, result: Result) -> None:
    try:
        store = Store(path)
        report = store.verify()
        there = {mark.id: mark.counter for mark in store.marks(deleted=True)}
        store.close()
    except ReaderError as error:
        result.lose(f"{where}: {error}")
        return
    except Exception as error:
        result.crash(f"{where}: {error!r}")
        return
    lost = [id_ for id_, counter in acknowledged.items() if there.get(id_, 0) < counter]
    if lost or not report.ok:
        result.lose(f"{where}: {len(lost)} acknowledged changes; {report.problems}")
