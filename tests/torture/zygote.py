"""A process that forks workers to be killed: a Python started anew each round would take 0.2 s.

Protocol: the parent writes "ACTION PATH SEED" lines to stdin; for each, the worker's acknowledgements
come out as "ack …" lines between "pid N" and "end".
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from reader import backup, settings
from reader.db import patiently
from reader.drafts import Drafts
from reader.model import Anchor, Mark
from reader.settings import Settings
from reader.store import Store


def acknowledge(*words: object) -> None:
    """Say that something is saved: one write, so that no kill leaves half a line."""
    os.write(1, ("ack " + " ".join(map(str, words)) + "\n").encode())


class _Writer:
    """Adds, changes and deletes marks, now with the store kept open and now like a verb."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path, self.seed = path, seed
        self.random = random.Random(seed)
        self.mine: list[str] = []
        self.number = 0
        self.store = patiently(lambda: Store(path))

    def step(self) -> None:
        """One change, acknowledged."""
        self.number += 1
        if self.random.random() < 0.2:
            self.store.close()
            self.store = patiently(lambda: Store(self.path))
        actions = [self.add, self.add, self.change, self.delete, self.note, self.move, self.several]
        action = self.random.choice(actions) if self.mine else self.add
        for mark in patiently(action):
            acknowledge("mark", mark.id, mark.counter)

    def text(self) -> str:
        return f"{self.seed}-{self.number} " + "x" * self.random.choice([0, 10, 300, 9000])

    def add(self) -> list[Mark]:
        anchor = Anchor("quote " * 20, "before", "after", self.number, self.number + 5, "hash")
        mark = self.store.add(Mark("", "highlight", "a", anchor, note=self.text()))
        self.mine.append(mark.id)
        return [mark]

    def change(self) -> list[Mark]:
        chosen = self.random.choice(self.mine)
        return [self.store.change(chosen, note=self.text(), deleted=False)]

    def delete(self) -> list[Mark]:
        return [self.store.delete(self.random.choice(self.mine))]

    def note(self) -> list[Mark]:
        mark = self.store.set_article_note("a", self.text())
        return [mark] if mark else []

    def several(self) -> list[Mark]:
        marks = [self.store.mark(id_) for id_ in self.mine[-3:]]
        return self.store.apply([mark for mark in marks if mark])

    def move(self) -> list[Mark]:
        self.store.set_progress("a", 0.5, self.number)
        acknowledge("counter", self.store.counter())
        return []


def marks(path: Path, seed: int) -> None:
    """Write marks for ever."""
    writer = _Writer(path, seed)
    while True:
        writer.step()


def backups(path: Path, seed: int) -> None:
    """Back up, restore and rebuild for ever."""
    folder = path.parent / "backups"
    random_ = random.Random(seed)
    while True:
        made = backup.make(path, folder, "torture")
        acknowledge("backup", made.counter)
        if random_.random() < 0.5:
            backup.restore(path, made.file, folder)
        else:
            backup.rebuild(path, folder)
        acknowledge("restored", made.counter)


def preferences(path: Path, seed: int) -> None:
    """Save settings and a draft for ever."""
    drafts = Drafts(path.parent / "drafts")
    for number in range(1, 1 << 30):
        long = "x" * ((number * 997) % 20_000)
        settings.save(path, Settings(list_width=300, last_article=f"{number}", face=long))
        acknowledge("settings", number)
        drafts.put("note", f"{number} {long}")
        acknowledge("draft", number)


ACTIONS: dict[str, Callable[[Path, int], None]] = {
    "marks": marks,
    "backups": backups,
    "preferences": preferences,
}


def main() -> None:
    """Fork a worker for each line read."""
    for line in sys.stdin:
        action, path, seed = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                os.write(1, f"pid {os.getpid()}\n".encode())
                ACTIONS[action](Path(path), int(seed))
            except BaseException as error:
                os.write(1, f"failed {type(error).__name__}: {error}\n".encode())
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        os.write(1, b"end\n")


if __name__ == "__main__":
    main()
