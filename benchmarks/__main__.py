"""Runs the benchmarks one after the other, each in a process of its own, and prints one table.

    python -m benchmarks [NAME …] [--quick]

The sizes are small enough for ten minutes in all; the modules take larger ones themselves. "over"
says that a limit, or the allowed ratio to a peer measured in the same run, is passed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass, replace

from benchmarks import answers, measure
from benchmarks.measure import Row

LONGEST = 240.0  # seconds of one run
BUDGET = 600.0  # seconds of all of them, where no names are given


@dataclass(frozen=True)
class Bench:
    """A benchmark: the arguments of each of its runs, and of the one quick run."""

    read: answers.Read
    runs: tuple[tuple[str, ...], ...] = ((),)
    quick: tuple[str, ...] = ()


BENCHES = {
    "window": Bench(
        lambda text: iter(measure.loaded(text.splitlines()[-1])),
        (("1000", "--json"),),
        ("200", "--starts", "3", "--json"),
    ),
    "pane": Bench(answers.pane, (("normal 20 kB", "1 MB"),), ("normal 20 kB",)),
    "verbs": Bench(answers.verbs, (("12",),), ("4",)),
    "render": Bench(answers.render),
    "search": Bench(
        answers.search,
        (("--articles", "1000"), ("--quality",)),
        ("--articles", "200", "--workers", "0"),
    ),
    "library": Bench(answers.library, (("2000",),), ("300",)),
    "store": Bench(answers.store, (("--marks", "20000"),), ("--marks", "2000")),
    "anchors": Bench(answers.anchors, (("--quick", "--small"),), ("--quick", "--small")),
    "language": Bench(answers.language, (("20",),), ("5",)),
    "import": Bench(answers.imports),
}


def run(name: str, arguments: tuple[str, ...], seconds: float) -> list[Row]:
    """The rows of one run; where it fails or takes longer, one row that says why."""
    if seconds <= 0:
        return [_failed(f"not run: the {BUDGET:.0f} s of all benchmarks are over")]
    command = [sys.executable, "-m", f"benchmarks.bench_{name}", *arguments]
    try:
        done = subprocess.run(
            command, env=measure.environment(), cwd=measure.ROOT,
            capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return [_failed(f"not over after {seconds:.0f} s")]
    try:
        rows = list(BENCHES[name].read(done.stdout))
    except (ValueError, IndexError):
        rows = []
    if rows:
        return rows  # its status may say no more than that a limit is passed
    said = done.stderr.strip().splitlines() or ["no figure in what it printed"]
    return [_failed(said[-1])]


def _failed(reason: str) -> Row:
    return Row(f"failed: {reason}", float("nan"), verdict="failed")


def main() -> int:
    """Print each benchmark's part of the table as it comes; status 1 where one failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="smaller still; about two minutes")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in BENCHES]:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    rows: list[Row] = []
    end = time.monotonic() + (LONGEST * len(options.names) * 2 or BUDGET)
    for name in options.names or BENCHES:
        began = time.monotonic()
        bench = BENCHES[name]
        for arguments in (bench.quick,) if options.quick else bench.runs:
            found = run(name, arguments, min(LONGEST, end - time.monotonic()))
            rows += [replace(row, what=f"{name}: {row.what}") for row in found]
        spent = time.monotonic() - began
        print(f"{name}: {spent:.0f} s, load {measure.load()}", file=sys.stderr, flush=True)
    print(measure.table(rows))
    return int(any(row.verdict == "failed" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
