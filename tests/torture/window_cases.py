"""The real program ended while somebody writes: kill -9 at any moment, and the system's signals."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from reader import paths as places
from reader import settings
from reader.errors import ReaderError
from reader.store import Store
from tests.torture.moments import Moment
from tests.torture.table import HUNG_SECONDS, Result

ROOT = Path(__file__).resolve().parents[2]
LOSABLE_SECONDS = 0.5
SLACK_SECONDS = 0.3
"""What turns of the event loop may add to the half second, beside the waiting for the machine."""

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Typed(NamedTuple):
    """A text, when it stood in the editor, and how long the disk had been waited for until then."""

    text: str
    moment: Moment
    disk: float = 0.0


@dataclass
class Said:
    """What a program told before it ended. text is what stands in its editor, saved what it showed
    as saved of it; disk are the seconds it waited for while it stored.
    """

    status: int = 0
    ready: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    saved: str = ""
    typed: list[Typed] = field(default_factory=list)
    disk: float = 0.0
    storing: Moment | None = None
    marks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    ended: float = 0.0
    last: dict[str, Any] = field(default_factory=dict)

    def take(self, message: dict[str, Any]) -> None:
        self.last = message
        if "ready" in message:
            self.ready, self.text = message, message["note"]
        elif "typed" in message:
            self.text += message["typed"]
            self.typed.append(Typed(self.text, Moment(*message["moment"]), self.disk))
        elif "storing" in message:
            self._store(message["storing"], Moment(*message["moment"]))
        elif "saved" in message:
            self.saved = self.text[: message["saved"]]
        elif "mark" in message:
            self.marks.append(message["mark"])
        elif "failed" in message:
            self.failures.append(message["failed"])

    def _store(self, begins: bool, moment: Moment) -> None:
        if self.storing is not None:
            self.disk += self.storing.slept_until(moment)
        self.storing = moment if begins else None

    def ages(self, text: str, end: Moment) -> tuple[float, float]:
        """How old the oldest typing is that is not in text: by the clock, and without what the
        program waited for a processor and for the disk.
        """
        disk = self.disk + (self.storing.slept_until(end) if self.storing else 0.0)
        lost = [one for one in self.typed if not text.startswith(one.text)]
        if not lost:
            return 0.0, 0.0
        first = lost[0]
        age = end.at - first.moment.at
        return age, age - (end.queued - first.moment.queued) - (disk - first.disk)


class Driver:
    """The process that forks programs; see driver.py."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, mode: str, home: Path, seed: int, *targets: Path) -> int:
        """Begin a program; its pid."""
        assert self._process.stdin is not None
        words = [mode, home, seed, *targets]
        self._process.stdin.write("\t".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return int(self._next()["pid"])

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        message: dict[str, Any] = json.loads(self._process.stdout.readline())
        return message

    def until(self, said: Said, *words: str) -> bool:
        """Listen until one of these is said; False where the program ended instead."""
        while "status" not in (message := self._next()):
            said.take(message)
            if any(word in message for word in words):
                return True
        said.status = message["status"]
        return False

    def rest(self, said: Said) -> Said:
        """Listen until the program has ended."""
        self.until(said)
        return said


@contextmanager
def driver() -> Iterator[Driver]:
    """A process that starts programs; ended with the block."""
    command = [sys.executable, "-m", "tests.torture.driver"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield Driver(process)
        finally:
            process.kill()


def kill_window(rounds: int, folder: Path, seed: int) -> Result:
    """What was shown as saved is there after each kill, and of the rest all but the last 500 ms."""
    result, random_ = Result(rounds), random.Random(seed)
    saved, marks, oldest, own = 0, 0, 0.0, 0.0
    with driver() as programs:
        for number in range(rounds):
            home = folder / f"{number // 50}"  # its index is built in the first of them
            said, end = _killed(programs, home, seed + number, random_.uniform(0.02, 2.0))
            for failure in said.failures:
                result.crash(failure)
            with result.step():
                ages = _check_killed(home, said, end, result)
            oldest, own = max(oldest, ages[0]), max(own, ages[1])
            saved += bool(said.saved)
            marks += len(said.marks)
    result.note = (
        f"{saved} notes and {marks} highlights acknowledged; oldest typing lost {oldest * 1000:.0f} ms, "
        f"{own * 1000:.0f} ms without waiting for processor and disk"
    )
    return result


def _killed(programs: Driver, home: Path, seed: int, seconds: float) -> tuple[Said, Moment]:
    said = Said()
    pid = programs.start("write", home, seed)
    if not programs.until(said, "ready"):
        said.failures.append(f"it ended by itself with {said.status}")
        return said, Moment(time.monotonic())
    time.sleep(seconds)
    end = Moment.of(pid)
    os.kill(pid, signal.SIGKILL)
    return programs.rest(said), end


def _check_killed(home: Path, said: Said, end: Moment, result: Result) -> tuple[float, float]:
    """Compare the store with what was told; the ages of the oldest typing lost, see Said.ages."""
    try:
        store = Store(places.find(home).marks)
        report, ids = store.verify(), {mark.id for mark in store.marks()}
        note = store.article_note(said.ready.get("ready", ""))
        store.close()
    except ReaderError as error:
        result.lose(f"everything: {error}")
        return 0.0, 0.0
    text = note.note if note else ""
    if not report.ok:
        result.lose(f"the check failed: {report.problems}")
    if not text.startswith(said.saved):
        result.lose(f"a note of {len(said.saved)} characters; there are {len(text)}")
    for mark in set(said.marks) - ids:
        result.lose(f"mark {mark}")
    age, own = said.ages(text, end)
    if own > LOSABLE_SECONDS + SLACK_SECONDS:
        result.lose(f"what was typed {age:.1f} s before the kill, {own:.1f} s without waiting")
    return age, own


def end_window(rounds: int, folder: Path, seed: int) -> Result:
    """SIGTERM, SIGHUP and SIGINT right after a key: saved at once, status 0, settings kept."""
    result, random_ = Result(rounds), random.Random(seed)
    with driver() as programs:
        for number in range(rounds):
            ending = ENDINGS[number % len(ENDINGS)]
            home = folder / f"{number // 10}"
            said = ended_by(programs, home, number, ending, random_.uniform(0, 0.4))
            result.worst = max(result.worst, said.ended)
            result.hung += said.ended > HUNG_SECONDS
            for fault in faults_of_ending(home, said):
                result.lose(f"{ending.name}: {fault}")
    return result


def ended_by(
    programs: Driver, home: Path, seed: int, ending: signal.Signals, seconds: float = 0.0
) -> Said:
    """Type a few words, wait so long, send the signal; what was told. ended: the seconds it took."""
    said = Said()
    pid = programs.start("type", home, seed)
    if programs.until(said, "done"):
        time.sleep(seconds)
        started = time.monotonic()
        os.kill(pid, ending)
        programs.rest(said)
        said.ended = time.monotonic() - started
    return said


def faults_of_ending(home: Path, said: Said) -> list[str]:
    """What is wrong after a program was asked to end."""
    faults = list(said.failures)
    if said.status != 0:
        faults.append(f"exit status {said.status}")
    paths = places.find(home)
    store = Store(paths.marks)
    note = store.article_note(said.ready.get("ready", ""))
    store.close()
    if note is None or not said.typed or note.note != said.typed[-1].text:
        faults.append("the text that was just typed is not there")
    kept = settings.load(paths.settings)
    if kept.problem or not kept.settings.window_geometry:
        faults.append("the settings are not there")
    return faults
