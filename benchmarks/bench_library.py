"""What the library costs: scan, verify, change, open, filter, sort, list; and its memory.

Each figure stands beside its limit of `choices.md` and, for the scan, beside the time that listing
and reading the same files takes in the same run. The processor time counts all processes; on a
machine with other work it is the figure to compare. Run as `python -m benchmarks.bench_library
[COUNT …] [--paper COUNT] [--recoll]`; the counts are articles of 3 KB, 10,000 if none is given.
--paper makes a catalogue of that many rows without files, for what does not look at files. --recoll
measures recollindex on the same files, where it is installed: its configuration and its index are
in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks import libraries
from benchmarks.measure import descendants, load, pss
from reader import catalogue, index_workers, ordering
from reader.catalogue import ARTICLE_COLUMNS, SORT_COLUMNS
from reader.collation import fold, sort_keys
from reader.library import Library
from reader.model import Memory, Order
from reader.scan import scan

_ROUNDS = 41
_PEAK = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
_ORDERS: tuple[Order, ...] = ("date", "title", "language", "length")


class Times(NamedTuple):
    """Seconds of each round, by the clock and of the processors."""

    wall: list[float]
    processor: list[float]


class Table:
    """Collects the figures and prints them."""

    def __init__(self) -> None:
        print(f"{'what':48}{'processor':>10}{'wall':>10}{'p95':>10}{'limit':>10}{'ratio':>7}")

    def add(self, name: str, times: Times, limit: float | None = None) -> None:
        """A line in milliseconds: medians, and the 95th percentile of the wall time to the limit.

        On a machine that has other work the processor time is what to compare.
        """
        ordered = sorted(times.wall)
        high = ordered[int(0.95 * (len(ordered) - 1))]
        shown = [statistics.median(times.processor), statistics.median(ordered), high]
        line = f"{name:48}" + "".join(f"{seconds * 1000:10,.2f}" for seconds in shown)
        print(line + (f"{limit * 1000:10,.0f}{high / limit:7.2f}" if limit else ""), flush=True)


def timed(work: Callable[[], object], rounds: int = _ROUNDS) -> Times:
    """What each round of work takes, in this process and those that it starts and ends."""
    times = Times([], [])
    for _ in range(rounds):
        start, spent = time.perf_counter(), processor_seconds()
        work()
        times.wall.append(time.perf_counter() - start)
        times.processor.append(processor_seconds() - spent)
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


def measure(count: int, folder: Path, cache: Path, *, recoll: bool) -> None:
    """All figures for one library."""
    print(f"\n{count:,} articles, load {load()}")
    table = Table()
    table.add(f"list and read {count:,} files plainly", timed(lambda: read_plainly(folder), 1))
    library = Library(cache / "catalogue.db")
    _measure_scan(table, library, count, folder)
    verify = timed(lambda: scan(library, [folder], Memory()), 5)
    table.add("verify, nothing changed", verify, 2.0 * count / 100_000)
    _measure_change(table, library, folder)
    _measure_lists(table, library)
    _measure_process(table, library)
    size = sum(file.stat().st_size for file in cache.iterdir())
    text = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"catalogue {size / 1e6:.0f} MB, {size / text:.2f} of the text (limit with the index 3)")
    library.close()
    if recoll:
        _measure_recoll(table, folder)


def processor_seconds() -> float:
    """User and system time of this process and of its children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


class Peak:
    """The greatest proportional memory (MB) of this process and those below it, while it runs."""

    def __init__(self) -> None:
        self.most = self.least = self._now()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            self.most = max(self.most, self._now())

    @staticmethod
    def _now() -> float:
        return pss() + sum(map(pss, descendants()))


def _measure_scan(table: Table, library: Library, count: int, folder: Path) -> None:
    first = Times([], [])
    start, spent = time.perf_counter(), processor_seconds()

    def note() -> None:
        first.wall.append(time.perf_counter() - start)
        first.processor.append(processor_seconds() - spent)

    with Peak() as peak:
        whole = timed(lambda: scan(library, [folder], Memory(), listed=note), 1)
    lists = len(first.wall)
    table.add("first scan, to the first rows", Times(first.wall[:1], first.processor[:1]), 1.0)
    table.add("first scan, languages found, whole", whole, 60.0 * count / 100_000)
    print(f"  memory (PSS) {peak.least:.0f} MB before, at most {peak.most:.0f} MB")
    counts = library.language_counts()
    print(f"  {lists} lists on the way; language unknown: {counts.get(None, 0)}")


def _measure_recoll(table: Table, folder: Path) -> None:
    """recollindex on the same files (full text, no languages), and once more with nothing new."""
    if shutil.which("recollindex") is None:
        print("recollindex is not installed: no peer")
        return
    with tempfile.TemporaryDirectory() as config:
        settings = f"topdirs = {folder}\nnomimetypes =\nindexstemminglanguages =\n"
        Path(config, "recoll.conf").write_text(settings, encoding="utf-8")
        for name in ("recollindex, first", "recollindex, nothing changed"):
            table.add(name, timed(lambda: _index_with_recoll(config), 1))


def _index_with_recoll(config: str) -> None:
    command = ["recollindex", "-c", config]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def measure_on_paper(count: int, cache: Path) -> None:
    """The figures that look at no file, for a catalogue of so many rows."""
    print(f"\n{count:,} rows without files, load {load()}")
    path = cache / "catalogue.db"
    start = time.perf_counter()
    write_rows(path, count)
    print(f"rows written and ordered in {time.perf_counter() - start:.0f} s")
    table = Table()
    with Library(path) as library:
        _measure_lists(table, library)
        _measure_process(table, library)
    print(f"catalogue {path.stat().st_size / 1e6:.0f} MB")


def write_rows(path: Path, count: int) -> None:
    """A catalogue of count articles in the main languages whose files do not exist."""
    connection = catalogue.connect(path)
    places = [", ".join("?" * len(columns)) for columns in (ARTICLE_COLUMNS, SORT_COLUMNS)]
    with connection:
        connection.execute("INSERT INTO root(path) VALUES(?)", (b"/library",))
        connection.executemany(
            f"INSERT INTO article({', '.join(ARTICLE_COLUMNS)}) VALUES({places[0]})",
            (article for article, _ in _rows(count)),
        )
        connection.executemany(
            f"INSERT INTO sorting({', '.join(SORT_COLUMNS)}) VALUES({places[1]})",
            (sorting for _, sorting in _rows(count)),
        )
        connection.execute(
            "UPDATE article SET set_number = number - number % 12 "  # a quarter, in sets of three
            "WHERE number >= 12 AND number % 12 < 3"
        )
        connection.execute("UPDATE meta SET value = 1 WHERE key = 'generation'")
        ordering.update(connection, (), 0)
    connection.close()


def _rows(count: int) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """The values of an article's two rows, in the order of their columns."""
    rng = random.Random(3)
    for number in range(1, count + 1):
        tag = rng.choice(libraries.MAIN_LANGUAGES)
        title = libraries.title(rng, tag)
        date = f"{rng.randint(1995, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        words = rng.randint(50, 5_000)
        named: dict[str, object] = {
            "id": f"a-{number:016x}", "path": b"/library/%07d.md" % number, "root": 1,
            "title": title, "format": "markdown", "language": tag, "own_language": tag,
            "language_source": "declared", "own_source": "declared", "author": "Alma Berg",
            "date": date, "tags": "[]", "snippet": libraries.sentence(rng, tag)[:200],
            "words": words, "minutes": 1 + words // 220, "content_hash": number.to_bytes(32, "big"),
            "size": 3_000, "mtime_ns": number, "ctime_ns": number, "inode": number, "device": 1,
            "missing": 0, "settled": 1,
        }  # fmt: skip
        sorting = (number, 1, tag, ordering.date_key(date), words, *sort_keys(title), fold(title))
        yield tuple(named.get(column) for column in ARTICLE_COLUMNS), sorting


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
    table.add(
        "30 articles of the list",
        timed(lambda: library.articles(numbers[len(numbers) // 2 :][:30])),
        0.016,
    )
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", metavar="COUNT")
    parser.add_argument("--paper", type=int, metavar="COUNT", help="rows without files")
    parser.add_argument("--recoll", action="store_true", help="the peer, where it is installed")
    options = parser.parse_args()
    index_workers.collect_rarely()  # as the process that scans while one reads
    for count in options.counts or ([] if options.paper else [10_000]):
        with made(count) as folder, tempfile.TemporaryDirectory() as cache:
            measure(count, folder, Path(cache), recoll=options.recoll)
    if options.paper:
        with tempfile.TemporaryDirectory() as cache:
            measure_on_paper(options.paper, Path(cache))


if __name__ == "__main__":
    main()
