"""A clock that jumps, and a file that is moved away under an open store."""

from __future__ import annotations

import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader import backup
from reader.errors import ReaderError
from reader.model import Mark
from reader.store import Store
from tests.torture.table import Result


class _JumpingClock:
    """Years back and forth at random."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_

    def __call__(self) -> datetime:
        days = self._random.choice([-20_000, -400, -1, 0, 0, 0, 1, 40, 9000])
        return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(
            days=days, seconds=self._random.random() * 80_000
        )


def clock(rounds: int, folder: Path, seed: int) -> Result:
    """Counters order every change, the newest backup is never rotated away and is the one offered."""
    result, random_ = Result(rounds), random.Random(seed)
    now = _JumpingClock(random_)
    path, backups = folder / "marks.db", folder / "backups"
    store = Store(path, now=now)
    last, made = 0, 0
    for number in range(rounds):
        with result.step():
            mark = store.add(Mark("", "note", "a", note=f"note {number}"))
            changed = store.change(mark.id, note=f"quite another {number}")
            store.mark_opened(f"a{number}")
            if not last < mark.counter < changed.counter:
                result.lose(f"the order of the changes in round {number}")
            if store.recently_opened(1) != [f"a{number}"]:
                result.lose(f"the order of opening in round {number}")
            if random_.random() < 0.5:
                newest = backup.make(path, backups, now=now())
                made += 1
                if backup.list_backups(backups)[0].file != newest.file:
                    result.lose(f"the newest backup in round {number}")
        last = store.counter()
    store.close()
    kept = len(backup.list_backups(backups))
    result.note = f"{made} backups made, {kept} kept"
    return result


def moved(rounds: int, folder: Path, seed: int) -> Result:
    """What is acknowledged while the file is deleted, moved or replaced is in the file, or told."""
    result, random_ = Result(rounds), random.Random(seed)
    told = 0
    for number in range(rounds):
        place = folder / str(number)
        store = Store(place / "marks.db")
        known = [store.add(Mark("", "note", "a", note="before")).id]
        with result.step():
            away = _harm(store.path, random_)
            try:
                store.add(Mark("", "note", "a", note="into nowhere"))
                result.lose(f"round {number}: a note went into a file nobody will open")
            except ReaderError:
                told += 1
            except Exception as error:
                result.crash(f"{error!r}")
            if away is not None:
                os.replace(away, store.path)
                known.append(store.add(Mark("", "note", "a", note="after")).id)
        store.close()
        if away is not None:
            again = Store(place / "marks.db")
            if [mark.id for mark in again.marks()] != known or not again.verify().ok:
                result.lose(f"round {number}: marks after the file came back")
            again.close()
        shutil.rmtree(place)
    result.note = f"{told} errors told"
    return result


def _harm(path: Path, random_: random.Random) -> Path | None:
    """Take the file away in one of the ways of the world; where it is now."""
    away = path.with_name("elsewhere.db")
    what = random_.choice(["delete", "move", "replace", "copy over"])
    if what == "delete":
        path.unlink()
        return None
    if what == "copy over":
        shutil.copyfile(path, away)
        os.replace(away, path)
        return None
    path.rename(away)
    if what == "replace":
        Store(path.with_name("other.db")).close()
        path.with_name("other.db").rename(path)
    return away
