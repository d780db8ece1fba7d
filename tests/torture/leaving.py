"""Start, use, quit: the real program ends well at any moment, and nothing of it stays behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader import paths as places
from reader.errors import ReaderError
from reader.store import Store
from tests.core import hostile
from tests.torture.table import Result
from tests.torture.window_cases import ENDINGS, ROOT

SECONDS = 60.0
_GONE_SECONDS = 5.0
_MARK = "LESESAL_TORTURE"
_ARTICLES = 150


def write_library(folder: Path) -> Path:
    """Articles enough to be still indexing, and some that take long to render."""
    library = folder / "library"
    library.mkdir()
    for name, body in hostile.articles(5_000).items():
        (library / f"{name}.md").write_text(f"# {name}\n\n{body}", "utf-8")
    for number in range(_ARTICLES):
        text = f"# Number {number}\n\n" + "The ferry left before the fog had lifted. " * 60
        (library / f"{number}.md").write_text(text, "utf-8")
    return library


def leave(rounds: int, folder: Path, seed: int) -> Result:
    """Status 0, nothing on standard error or as an error in the log, no process left, marks whole."""
    result, random_ = Result(rounds), random.Random(seed)
    library = write_library(folder)
    early = 0
    for number in range(rounds):
        home = folder / f"{number // 5}"
        targets = [library] if number % 3 else []
        started = time.monotonic()
        if number % 4:
            ended = left_inside(home, seed + number, targets)
        else:
            ended = ended_outside(home, random_, targets)
            early += ended.was_early
        result.worst = max(result.worst, time.monotonic() - started)
        if ended.status is None:
            result.hung += 1
            result.fail(f"hung: round {number}, {ended.what}")
        for fault in ended.faults(home):
            result.crash(f"round {number}, {ended.what}: {fault}")
    result.note = f"worst is a whole session; {early} signals came before the program was there"
    return result


class Ended:
    """How a program ended. status is None where it did not; was_early says that the signal came
    before anything of the program's own was loaded."""

    def __init__(self, what: str, status: int | None, errors: str, left: list[str]) -> None:
        self.what, self.status, self.errors, self.left = what, status, errors, left
        self.was_early = False

    def faults(self, home: Path) -> list[str]:
        """What is wrong."""
        faults = []
        if self.status and not self.was_early:
            faults.append(f"status {self.status}")
        if self.errors.strip():
            faults.append(f"standard error: {self.errors.strip()[-500:]}")
        faults += [f"still running: {one}" for one in self.left]
        return faults + _faults_of_files(home)


def _faults_of_files(home: Path) -> list[str]:
    paths, faults = places.find(home), []
    if paths.log.exists():
        text = paths.log.read_text("utf-8", "replace")
        lines = text.splitlines()
        for at, line in enumerate(lines):
            if " ERROR " in line:
                faults.append(f"log: {' '.join(lines[at : at + 12])}")
        if "Fatal Python error" in text:
            faults.append(f"log: {text[text.index('Fatal Python error') :][:600]}")
        paths.log.unlink()
    if paths.marks.exists():
        try:
            store = Store(paths.marks)
            if not store.verify().ok:
                faults.append("the marks fail their check")
            store.close()
        except ReaderError as error:
            faults.append(f"the marks: {error}")
    return faults


def left_inside(home: Path, seed: int, targets: list[Path]) -> Ended:
    """A program with somebody in it who leaves; see driver.Leaver."""
    return _run(["tests.torture.driver", "leave", str(home), str(seed)], targets, None)


@dataclass(frozen=True)
class Ending:
    """A signal, so many seconds after the start or after the program waits for signals itself."""

    signal: signal.Signals
    seconds: float = 0.0
    is_awaited: bool = True

    def __str__(self) -> str:
        since = "it is awaited" if self.is_awaited else "the start"
        return f"{self.signal.name} {self.seconds:.2f} s after {since}"

    def send(self, process: subprocess.Popen[str]) -> bool:
        """Wait and send it; whether the program waited for it."""
        deadline = time.monotonic() + SECONDS
        while self.is_awaited and time.monotonic() < deadline:
            if _watches_signals(process.pid):
                break
            time.sleep(0.002)
        time.sleep(self.seconds)
        is_awaited = _watches_signals(process.pid)
        process.send_signal(self.signal)
        return is_awaited


def ended_outside(home: Path, random_: random.Random, targets: list[Path]) -> Ended:
    """The program as it is started, sent a signal at any moment."""
    is_awaited = random_.random() < 0.7
    ending = Ending(random_.choice(ENDINGS), random_.uniform(0, 2), is_awaited)
    return ended_by(home, ending, targets)


def ended_by(home: Path, ending: Ending, targets: list[Path]) -> Ended:
    """The program as it is started, ended by a signal."""
    return _run(["reader", "--home", str(home)], targets, ending)


def _run(words: list[str], targets: list[Path], ending: Ending | None) -> Ended:
    mark = uuid.uuid4().hex
    environment = {**os.environ, _MARK: mark, "QT_QPA_PLATFORM": "offscreen"}
    with _hearing_interrupts():
        process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", *words, *map(str, targets)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    with process:
        was_awaited = ending is None or ending.send(process)
        status: int | None = None
        try:
            output, errors = process.communicate(timeout=SECONDS)
            status = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
    ended = Ended(str(ending or " ".join(output.split())), status, errors, _running(mark))
    if ending and not was_awaited and status in (-ending.signal, 1, 130):
        ended.was_early = True
        ended.errors = "" if "KeyboardInterrupt" in errors else errors
    return ended


@contextmanager
def _hearing_interrupts() -> Iterator[None]:
    """What is started here hears SIGINT: a shell makes what it puts in the background deaf to it,
    and that is inherited.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _watches_signals(pid: int) -> bool:
    """Whether a process handles SIGTERM itself (proc(5): the mask SigCgt)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return False
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def _running(mark: str) -> list[str]:
    """The processes that this round started and that do not go."""
    deadline = time.monotonic() + _GONE_SECONDS
    while (found := _marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _marked(mark: str) -> list[str]:
    wanted, found = f"{_MARK}={mark}".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes():
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:200])
        except OSError:
            continue
    return found
