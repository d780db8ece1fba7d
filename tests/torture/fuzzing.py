"""Fuzzing in the long run: a process of its own for each target, watched from outside.

Where atheris is installed, a twentieth of the inputs is led by coverage; what they found is what the
rest is mutated from, at full speed and in a process whose time and memory count as the program's own.
What is found goes to tests/data/fuzz/TARGET and is a test from then on (tests/core/test_fuzz.py).
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.torture.fuzz import imports, marks, parsers
from tests.torture.fuzz.engine import Current, has_atheris
from tests.torture.fuzz.target import ROOT
from tests.torture.table import Case, Result

KEPT = ROOT / "tests" / "data" / "fuzz"
_STILL_SECONDS = 90.0
_MOST_STARTS = 25
_MEMORY_BYTES = 500_000_000
_LED_PART = 20
_ATHERIS = (
    "python3 -m pip --python .venv/bin/python install --require-hashes -r requirements-fuzz.lock"
)


def fuzz(name: str, rounds: int, folder: Path, seed: int) -> Result:
    """Try so many inputs; crashed counts the places that broke a promise, hung the slow inputs."""
    result = Result(rounds)
    with _quick_folder(folder) as place:
        led, peak = _try_all(name, rounds, place, seed, result)
        found = sorted((place / "found").glob("*"))
        for file in found:
            _confirm(name, file.read_bytes(), place, result)
    by = (
        f"{led} led by coverage, their finds mutated"
        if led
        else f"blindly; for atheris: {_ATHERIS}"
    )
    result.note = f"{by}; at most {peak / 1e6:.0f} MB"
    if unconfirmed := len(found) - result.crashed - result.hung:
        result.note += f"; {unconfirmed} failures were not seen again without the instruments"
    if result.rounds < rounds:
        result.crash(f"only {result.rounds} inputs were tried")
    if peak > _MEMORY_BYTES:
        result.crash(f"{peak / 1e6:.0f} MB of memory")
    return result


@contextmanager
def _quick_folder(folder: Path) -> Iterator[Path]:
    """A folder in memory where there is one: most inputs are tried in less than a disk write."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else folder) as made:
        yield Path(made)


def _try_all(name: str, rounds: int, folder: Path, seed: int, result: Result) -> tuple[int, int]:
    """Start the process again after each death, until all inputs were tried; how many were led by
    coverage, and the most memory of the processes without instruments, in bytes.
    """
    (folder / "found").mkdir()
    current = Current(folder / "current")
    led = rounds // _LED_PART if has_atheris() else 0
    peak = 0
    for start in range(_MOST_STARTS):
        way = "led" if current.number < led else "blind"
        left = (led if way == "led" else rounds) - current.number
        if left <= 0:
            break
        died, used = _run_once(_command(name, folder, str(left), str(seed + start), way), folder)
        if way == "blind":
            peak = max(peak, used)
        if died and current.number:
            name_ = hashlib.sha256(current.data).hexdigest()[:16]
            (folder / "found" / name_).write_bytes(current.data)
        if died:
            print(f"    {name}: the process {died}", file=sys.stderr)
    result.rounds = min(rounds, current.number)
    current.close()
    return led, peak


def _run_once(command: list[str], folder: Path) -> tuple[str, int]:
    """One process until its end: how it died ("" where it ended by itself), and its memory."""
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    current = Current(folder / "current")
    before, since, died, peak = current.number, time.monotonic(), "", 0
    while process.poll() is None:
        peak = max(peak, _peak_bytes(process.pid))
        time.sleep(0.2)
        if current.number != before:
            before, since = current.number, time.monotonic()
        elif time.monotonic() - since > _STILL_SECONDS and not died:
            process.kill()
            died = "stood still"
    current.close()
    if process.returncode and not died:
        died = f"ended with {process.returncode}"
    return died, peak


def _peak_bytes(pid: int) -> int:
    """The most memory of a process since it began to run its program, 0 where that is not told.

    Not ru_maxrss: that begins with the memory of whoever started the process (getrusage(2)).
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(peak[1]) * 1024 if peak else 0


def _command(name: str, folder: Path, *rest: str) -> list[str]:
    return [sys.executable, "-m", "tests.torture.fuzz.engine", name, str(folder), *rest]


def _confirm(name: str, data: bytes, folder: Path, result: Result) -> None:
    """Try an input alone, without the weight of the instruments; keep it where it fails."""
    file = folder / "confirm"
    file.write_bytes(data)
    place = folder / hashlib.sha256(data).hexdigest()[:12]
    place.mkdir()
    try:
        run = subprocess.run(
            _command(name, str(place), "try", str(file)),  # type: ignore[arg-type]
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=_STILL_SECONDS,
        )
        fault = run.stdout or (f"it ends with {run.returncode}" if run.returncode else "")
    except subprocess.TimeoutExpired:
        fault = "it stands still"
    if not fault:
        return
    kept = KEPT / name / place.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(data)
    if fault.startswith("it takes") or fault == "it stands still":
        result.hung += 1
        result.fail(f"hung: {fault}: {os.path.relpath(kept, ROOT)}")
    else:
        result.crash(f"{fault}: {os.path.relpath(kept, ROOT)}")


CASES = tuple(
    Case(f"fuzz-{one.name}", partial(fuzz, one.name), 100_000, 0, f"fuzzing: {one.about}")
    for one in (*parsers.TARGETS, *marks.TARGETS, *imports.TARGETS)
)
