"""The window: start, memory, next article, search, filter, order, and an article of 1 MB.

    python -m benchmarks.bench_window [COUNT …] [--full] [--starts N] [--home FOLDER] [--json]

The counts are articles of 3 KB, 1,000 and 10,000 if none is given, 100,000 as well with --full. The
start is measured in turn with that of an empty PySide6 window, so that both meet the same load;
what is judged is their ratio, and that of the processor time, which other work disturbs less.
--home keeps the libraries that are made, for the next run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import homes, measure
from benchmarks.measure import Row, compared, limited

PAUSE = 0.4  # seconds in which the processes of the start before end
STARTS = 9
PEER = "empty window"
Figures = dict[str, list[float]]


def start(module: str, *arguments: str) -> dict[str, float]:
    """Start a window that ends itself after its first paint; what it says."""
    command = [sys.executable, "-m", f"benchmarks.{module}", str(time.monotonic()), *arguments]
    done = subprocess.run(
        command, env=measure.environment(), capture_output=True, text=True, timeout=60, check=False
    )
    time.sleep(PAUSE)
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def starts(home: Path, rounds: int) -> tuple[Figures, Figures]:
    """What so many starts of this program and of the empty window say, one after the other."""
    ours, theirs = [], []
    for _ in range(rounds + 1):
        ours.append(start("window_start", str(home)))
        theirs.append(start("empty_window"))
    return _columns(ours[1:]), _columns(theirs[1:])  # the first ones warm the caches


def _columns(answers: list[dict[str, float]]) -> Figures:
    return {name: [answer[name] for answer in answers] for name in answers[0]}


def start_rows(count: int, ours: Figures, theirs: Figures) -> list[Row]:
    """How the start compares, and what it takes of memory."""
    of = f"{count:,} articles: "
    others = [a + b for a, b in zip(ours["pss"], ours["children"], strict=True)]
    return [
        compared(of + "start to painted, ms", ours["painted"], theirs["painted"], PEER, 1.2),
        compared(of + "start to painted list, ms", ours["list"], theirs["painted"], PEER, 1.2),
        compared(of + "start, processor ms", ours["processor"], theirs["processor"], PEER, 1.2),
        limited(of + "memory then, MB", ours["pss"], 80, "median"),
        limited(of + "memory then with its processes, MB", others),
    ]


def use(home: Path) -> Figures:
    """What using the window takes."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_session", str(home)],
        env=measure.environment(), capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"window_session failed:\n{done.stderr}")
    found: Figures = json.loads(done.stdout)
    return found


def use_rows(count: int, found: Figures) -> list[Row]:
    """The figures of use beside their limits."""
    of = f"{count:,} articles: "
    return [
        limited(of + "J to next article, made ahead, ms", found["step_ahead"], 33),
        limited(of + "the same, its median, ms", found["step_ahead"], 16, "median"),
        limited(of + "another article, cold, ms", found["jump"], 50),
        limited(of + "key in search to hits, ms", found["search"], 50),
        limited(of + "language filter, ms", found["filter"], 33),
        limited(of + "order, ms", found["sort"], 33),
        limited(of + "1 MB: first screen, ms", found["large first"], 250, "median"),
        limited(of + "1 MB: whole, ms", found["large whole"], 1500, "median"),
        limited(of + "1 MB: longest stillness, ms", found["large still"], 50, "median"),
        limited(of + "memory after all this, MB", found["memory after"], 120),
    ]


def growth(medians: dict[int, float]) -> list[Row]:
    """How the start depends on the size of the library."""
    few, many = min(medians), max(medians)
    if few == many:
        return []
    ratio = medians[many] / medians[few]
    what = f"ratio to the peer, {many:,} to {few:,} articles"
    return [Row(what, ratio, None, "<= 1.1", ratio / 1.1, measure.verdict(ratio <= 1.1))]


def measured(counts: list[int], rounds: int, folder: Path) -> list[Row]:
    """All rows, for each size of library."""
    rows: list[Row] = []
    ratios: dict[int, float] = {}
    for count in counts:
        home = folder / str(count)
        homes.make(home, count)
        first, *others = start_rows(count, *starts(home, rounds))
        ratios[count] = first.ratio or 0.0
        rows += [first, *others, *use_rows(count, use(home))]
    return rows + growth(ratios)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_window")
    parser.add_argument("counts", nargs="*", type=int, metavar="COUNT")
    parser.add_argument("--full", action="store_true", help="100,000 articles as well")
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--home", type=Path, help="where libraries are made and kept")
    parser.add_argument("--json", action="store_true", help="print the rows for a program")
    options = parser.parse_args()
    counts = (options.counts or [1_000, 10_000]) + ([100_000] if options.full else [])
    with tempfile.TemporaryDirectory(prefix="bench-window-") as place:
        rows = measured(counts, options.starts, options.home or Path(place))
    print(measure.dumped(rows) if options.json else measure.table(rows))
    if not options.json:
        print(f"\nload {measure.load()}")


if __name__ == "__main__":
    main()
