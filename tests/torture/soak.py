"""Files change under an open window, at random or all at once: at the end the list is the disk.

Memory is as before within a tenth, and the longest turn of the window's events is told.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from reader import paths as places
from reader.library import Library
from reader.model import Memory
from reader.scan import scan
from reader.ui.app import Program
from reader.ui.instance import Instance
from reader.ui.lifeline import Lifeline
from tests.torture.table import Result

ARTICLES = 60
SETTLED_SECONDS = 60.0
REST_SECONDS = 30.0
GROWTH = 0.10
STEPS_A_TURN = 5
WARM_CHANGES = 2
_SENTENCES = (
    "The ferry left before the fog had lifted.",
    "Hon stängde fönstret och räknade till sju.",
    "Am Bahnhof wartete niemand mehr auf den Zug.",
    "A letter came that nobody dared to open.",
)


class Disk:
    """A folder of articles that is changed at random; knows which titles are in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self._random = folder, random.Random(seed)
        self._titles: dict[Path, str] = {}
        self._made = 0
        for _ in range(ARTICLES):
            self.add()

    def titles(self) -> list[str]:
        return sorted(self._titles.values())

    def step(self) -> None:
        """One change: add, edit in place, replace, rename, move, delete, delete a folder."""
        changes = [self.edit, self.edit, self.replace, self.rename, self.move]
        changes += [self.add, self.add] if len(self._titles) < 2 * ARTICLES else [self.delete] * 2
        if self._random.random() < 0.01:
            changes = [self.delete_folder]
        self._random.choice(changes)()

    def _text(self, title: str) -> str:
        body = " ".join(self._random.choices(_SENTENCES, k=self._random.randrange(5, 400)))
        return f"# {title}\n\n{body}\n"

    def _place(self) -> Path:
        folder = self.folder / self._random.choice(["", "a", "b", "a/deep", f"c{self._made % 20}"])
        folder.mkdir(parents=True, exist_ok=True)
        self._made += 1
        return folder / f"{self._made}.md"

    def _any(self) -> Path:
        return self._random.choice(sorted(self._titles))

    def add(self) -> None:
        path = self._place()
        self._write(path)

    def _write(self, path: Path) -> None:
        self._made += 1
        self._titles[path] = f"Article {self._made}"
        path.write_text(self._text(self._titles[path]), "utf-8")

    def edit(self) -> None:
        self._write(self._any())

    def replace(self) -> None:
        path = self._any()
        part = path.with_name(".part")
        self._made += 1
        self._titles[path] = f"Article {self._made}"
        part.write_text(self._text(self._titles[path]), "utf-8")
        os.replace(part, path)

    def rename(self) -> None:
        path = self._any()
        self._made += 1
        target = path.with_name(f"{self._made}-renamed.md")
        path.rename(target)
        self._titles[target] = self._titles.pop(path)

    def move(self) -> None:
        path, target = self._any(), self._place()
        path.rename(target)
        self._titles[target] = self._titles.pop(path)

    def delete(self) -> None:
        path = self._any()
        path.unlink()
        del self._titles[path]

    def delete_folder(self) -> None:
        folder = self.folder / self._random.choice(["a/deep", "b", "c3", "c7"])
        shutil.rmtree(folder, ignore_errors=True)
        for path in [path for path in self._titles if path.is_relative_to(folder)]:
            del self._titles[path]


@contextmanager
def window(home: Path, folder: Path) -> Iterator[Program]:
    """A program on a folder, watching it."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    paths = places.find(home)
    paths.create()
    library = Library(paths.catalogue)
    scan(library, [folder], Memory())
    library.close()
    lifeline, instance = Lifeline(), Instance(paths.data)
    instance.acquire()
    program = Program(application, paths, [folder], lifeline, instance)
    try:
        program.show()
        yield program
    finally:
        shown = program.session.window
        shown.close()
        program.close()
        lifeline.close()
        instance.release()
        shown.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def turn(seconds: float) -> None:
    """Let the window work for a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QCoreApplication.processEvents()
        time.sleep(0.002)


def until(question: Callable[[], bool], seconds: float) -> bool:
    """Let the window work until question is true; whether it became so."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        turn(0.05)
    return True


def listed(program: Program) -> list[str]:
    """The titles the list shows, sorted."""
    model = program.session.model
    rows = [model.row(position) for position in range(model.rowCount())]
    return sorted(row.article.title for row in rows if row is not None)


def memory(program: Program) -> int:
    """The proportional memory of this process in KB, at rest and without what is free already."""
    until(lambda: not program.session.background.indexer.is_running(), REST_SECONDS)
    for _ in range(3):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        turn(0.05)
    _give_back()
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _give_back() -> None:
    """Let the C library return freed memory to the system, where it can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class _Errors(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


@contextmanager
def complaints(level: int) -> Iterator[list[str]]:
    """The lines that the program logs meanwhile, from a level on."""
    errors, log = _Errors(level), logging.getLogger("reader")
    log.addHandler(errors)
    try:
        yield errors.lines
    finally:
        log.removeHandler(errors)


def soak(rounds: int, folder: Path, seed: int) -> Result:
    """rounds changes; lost are titles that the list has and the disk has not, or the reverse."""
    result = Result(rounds)
    disk = Disk(folder / "library", seed)
    with (
        complaints(logging.WARNING) as lines,
        window(folder / "home", folder / "library") as program,
    ):
        _change(program, disk, rounds, result)
    for line in lines:
        result.crash(line)
    return result


def _change(program: Program, disk: Disk, rounds: int, result: Result) -> None:
    until(lambda: program.session.marking.article is not None, SETTLED_SECONDS)
    warm = rounds // 5
    _some(program, disk, warm, result)
    _settle(program, disk, result)
    before = memory(program)
    _some(program, disk, rounds - warm, result)
    took = _settle(program, disk, result)
    after = memory(program)
    grown = (after - before) / before
    if grown > GROWTH:
        result.lose(f"memory: {before} KB before, {after} KB after")
    result.note = (
        f"list right {took:.1f} s after the last change; memory {before // 1024} -> "
        f"{after // 1024} MB ({grown:+.1%})"
    )


def _some(program: Program, disk: Disk, changes: int, result: Result) -> None:
    """Change the disk while articles are opened, marked and scrolled."""
    session, random_ = program.session, random.Random(changes)
    for number in range(0, changes, STEPS_A_TURN):
        for _ in range(min(STEPS_A_TURN, changes - number)):
            disk.step()
        started = time.perf_counter()
        QCoreApplication.processEvents()
        result.worst = max(result.worst, time.perf_counter() - started)
        turn(0.03)
        if number % 50 == 0 and session.model.rowCount():
            session.open_number(random_.choice(list(session.model.numbers)))
        if number % 75 == 0 and len(session.marking.text) > 8:
            session.marking.highlight(0, 8, "green")


def checkout(rounds: int, folder: Path, seed: int) -> Result:
    """rounds files rewritten at once, as another branch does it, and back again, five times."""
    result, library = Result(rounds), folder / "library"
    _check_out(library, rounds, "Main")
    took: list[float] = []
    held: list[int] = []
    with window(folder / "home", library) as program:
        statuses: list[str] = []
        program.session.background.status_changed.connect(lambda text, _: statuses.append(text))
        until(lambda: program.session.marking.article is not None, SETTLED_SECONDS)
        turn(REST_SECONDS / 10)
        refreshes: list[object] = []
        program.session.listing.listed.connect(refreshes.append)
        for branch in ("Other", "Main") * 5:
            _check_out(library, rounds, branch)
            wanted = sorted(f"{branch} {number}" for number in range(rounds))
            took.append(_watched(program, wanted, result))
            program.session.background.cancel()  # the index: it is not what is looked at
            held.append(memory(program))
    before, after = held[WARM_CHANGES - 1], held[-1]
    if (after - before) / before > GROWTH:
        result.lose(f"memory: {before} KB after {WARM_CHANGES} changes, {after} KB after all")
    told = sum(bool(status) for status in statuses)
    result.note = (
        f"list right after {min(took):.1f} to {max(took):.1f} s; list set {len(refreshes)} times, "
        f"progress told {told} times; memory after each change "
        f"{', '.join(f'{kilobytes / 1024:.1f}' for kilobytes in held)} MB"
    )
    return result


def _check_out(folder: Path, count: int, branch: str) -> None:
    for number in range(count):
        path = folder / f"{number % 40:02}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {branch} {number}\n\n{_SENTENCES[number % 4] * 9}\n", "utf-8")


def _watched(program: Program, wanted: list[str], result: Result) -> float:
    """Let the window work until it lists what is wanted; the seconds it took."""
    started = time.monotonic()
    looked = started
    while time.monotonic() - started < 10 * SETTLED_SECONDS:
        began = time.perf_counter()
        QCoreApplication.processEvents()
        result.worst = max(result.worst, time.perf_counter() - began)
        time.sleep(0.002)
        if time.monotonic() - looked > 1.0:
            if _all_listed(program) == wanted:
                return time.monotonic() - started
            looked = time.monotonic()
    result.lose("the list is not the disk")
    return time.monotonic() - started


def _all_listed(program: Program) -> list[str]:
    """The titles of a long list, sorted, without making its rows."""
    portions = program.session.parts.library.fingerprints()
    titles = {number: title for portion in portions for number, *_, title in portion}
    return sorted(titles[number] for number in program.session.model.numbers)


def _settle(program: Program, disk: Disk, result: Result) -> float:
    """Wait until the list is the disk; the seconds it took."""
    started = time.monotonic()
    if not until(lambda: listed(program) == disk.titles(), SETTLED_SECONDS):
        shown, there = set(listed(program)), set(disk.titles())
        result.lose(f"not listed {sorted(there - shown)[:5]}, gone {sorted(shown - there)[:5]}")
    return time.monotonic() - started
