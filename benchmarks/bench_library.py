"""What the library costs: scan, verify, change, open, filter, sort, list; and its memory.

Each figure stands beside its limit of `choices.md` and, for the scan, beside the time that listing
and reading the same files takes in the same run. Run as `python -m benchmarks.bench_library
[COUNT …]`; the counts are articles of 3 KB, 10,000 if none is given.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import libraries
from reader.library import Library, scan
from reader.model import Memory, Order

_ROUNDS = 41
_PEAK = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
_ORDERS: tuple[Order, ...] = ("date", "title", "language", "length")


class Table:
    """Collects the figures and prints them."""

    def __init__(self) -> None:
        print(f"{'what':48}{'median':>10}{'p95':>10}{'limit':>10}{'ratio':>7}")

    def add(self, name: str, seconds: list[float], limit: float | None = None) -> None:
        """A line in milliseconds; the ratio is that of the 95th percentile to the limit."""
        ordered = sorted(seconds)
        median, high = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
        ratio = f"{high / limit:7.2f}" if limit else ""
        shown = f"{limit * 1000:10,.0f}" if limit else " " * 10
        print(f"{name:48}{median * 1000:10,.2f}{high * 1000:10,.2f}{shown}{ratio}", flush=True)


def timed(work: Callable[[], object], rounds: int = _ROUNDS) -> list[float]:
    """Seconds of each round."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


@contextmanager
def made(count: int) -> Iterator[Path]:
    """A library of count articles: $LESESAL_BENCH_LIBRARY where that has it, else a new one."""
    ready = os.environ.get("LESESAL_BENCH_LIBRARY")
    if ready:
        yield Path(ready)
        return
    with tempfile.TemporaryDirectory() as place:
        libraries.make(Path(place), count)
        yield Path(place)


def read_plainly(folder: Path) -> None:
    """List and read all files, and do nothing with them: the floor under any scan."""
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                file.read()


def measure(count: int, folder: Path, cache: Path) -> None:
    """All figures for one library."""
    table = Table()
    table.add(f"list and read {count:,} files plainly", timed(lambda: read_plainly(folder), 1))
    library = Library(cache / "catalogue.db")
    first: list[float] = []
    start = time.perf_counter()

    def note(done: int, total: int) -> None:
        if total and done and not first:
            first.append(time.perf_counter() - start)

    scan(library, [folder], Memory(), progress=note)
    table.add("first scan, languages found, to the first rows", first, 1.0)
    table.add("first scan, whole", [time.perf_counter() - start], 60.0 * count / 100_000)
    spent = os.times()
    cpu = spent.user + spent.system + spent.children_user + spent.children_system
    print(f"  processor time of all its processes so far {cpu:.1f} s")
    verify = timed(lambda: scan(library, [folder], Memory()), 5)
    table.add("verify, nothing changed", verify, 2.0 * count / 100_000)
    _measure_change(table, library, folder)
    _measure_lists(table, library)
    _measure_process(table, library)
    size = sum(file.stat().st_size for file in cache.iterdir())
    text = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"catalogue {size / 1e6:.0f} MB, {size / text:.2f} of the text (limit with the index 3)")


def _measure_change(table: Table, library: Library, folder: Path) -> None:
    path = library.articles(library.numbers()[:1])[0].path
    text = path.read_text(encoding="utf-8")
    serial = iter(range(1000))

    def change() -> None:
        path.write_text(f"{text}\n{next(serial)}\n", encoding="utf-8")
        scan(library, [folder], Memory(), only=[path])

    table.add("one changed file to its new row", timed(change, 11), 1.0)
    path.write_text(text, encoding="utf-8")
    scan(library, [folder], Memory(), only=[path])


def _measure_lists(table: Table, library: Library) -> None:
    table.add("open the library", timed(lambda: Library(library.path).close()), 0.010)
    for order in _ORDERS:
        for locale in ("en", "sv") if order == "title" else ("en",):
            times = timed(lambda o=order, where=locale: library.numbers(order=o, locale=where))  # type: ignore[misc]
            table.add(f"numbers by {order} ({locale})", times, 0.033)
    filtered = timed(lambda: library.numbers(languages=["sv", "de"], order="title", locale="sv"))
    table.add("numbers by title, two languages", filtered, 0.033)
    grouped = timed(lambda: library.numbers(group_translations=True, languages=["en"]))
    table.add("numbers, a row a translation set", grouped, 0.033)
    ids = library.ids_of(random.Random(1).sample(list(library.numbers()), library.count() // 3))
    table.add(
        "numbers without a third read, first", timed(lambda: library.numbers(excluding=ids), 5)
    )
    read = frozenset(ids)
    table.add("numbers without a third read", timed(lambda: library.numbers(excluding=read)), 0.033)
    table.add("language counts", timed(library.language_counts), 0.033)
    numbers = library.numbers(order="title")
    table.add("30 articles of the list", timed(lambda: library.articles(numbers[5000:5030])), 0.016)
    table.add("title substring", timed(lambda: library.title_matches("bibliot"), 11))


def _measure_process(table: Table, library: Library) -> None:
    """A process that opens the catalogue and lists it: time and memory of the whole."""
    code = (
        "import sys; from pathlib import Path; from reader.library import Library; "
        "l = Library(Path(sys.argv[1])); n = l.numbers(); a = l.articles(n[:30]); " + _PEAK
    )
    command = [sys.executable, "-c", code, str(library.path)]
    peaks: list[int] = []

    def run() -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))

    table.add("process: start, open, list, 30 articles", timed(run, 9), 0.150)
    bare = subprocess.run([sys.executable, "-c", _PEAK], capture_output=True, text=True, check=True)
    print(f"its peak memory {peaks[0] / 1024:.0f} MB, bare Python {int(bare.stdout) / 1024:.0f}")


def main() -> None:
    """Measure a library of each size asked for."""
    for count in [int(argument) for argument in sys.argv[1:]] or [10_000]:
        with made(count) as folder, tempfile.TemporaryDirectory() as cache:
            measure(count, folder, Path(cache))


if __name__ == "__main__":
    main()
